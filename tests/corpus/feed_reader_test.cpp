#include "slant/corpus/feed_reader.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"

namespace slant {
namespace {

std::unique_ptr<ArticleReader> Open(const std::string& xml) {
  return MakeFeedReader(ByteSource("f.xml", MakeMemoryStream(xml)));
}

TEST(FeedReaderTest, RssIsReadWithItsFullContent) {
  const auto reader = Open(
      R"(<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Example</title><image><title>Logo</title></image>
<item><title>A &amp;amp; B</title><link>https://e.example/1</link><guid isPermaLink="false">g-1</guid>
<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><dc:creator>Jane Doe</dc:creator><category>World</category>
<description>Short.</description><content:encoded><![CDATA[<p>One &amp; two.</p><p>Three.</p>]]></content:encoded></item>
<item><title>Second</title><link>https://e.example/2</link><description>&lt;b&gt;Only&lt;/b&gt; this.</description></item>
</channel></rss>)");
  auto article = reader->Next();
  ASSERT_TRUE(IsOk(article));
  EXPECT_EQ((*article)->id, "g-1");
  EXPECT_EQ((*article)->title, "A & B");
  EXPECT_EQ((*article)->url, "https://e.example/1");
  EXPECT_EQ((*article)->date, "Mon, 02 Mar 2026 08:00:00 GMT");
  EXPECT_EQ((*article)->author, "Jane Doe");
  EXPECT_EQ((*article)->section, "World");
  EXPECT_EQ((*article)->outlet, "The Example");
  EXPECT_EQ((*article)->text, "One & two.\n\nThree.");
  article = reader->Next();
  ASSERT_TRUE(IsOk(article));
  EXPECT_EQ((*article)->id, "https://e.example/2");
  EXPECT_EQ((*article)->text, "Only this.");
  EXPECT_FALSE(*reader->Next());
}

TEST(FeedReaderTest, AtomIsRead) {
  const auto reader = Open(
      R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><entry><title type="html">T</title>
<link rel="self" href="https://e.example/self"/><link href="https://e.example/1"/><id>urn:1</id>
<published>2026-03-02T08:00:00Z</published><updated>2026-03-03T08:00:00Z</updated>
<author><name>Jane Doe</name></author><author><name>John Roe</name></author><category term="World"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>)");
  const auto article = reader->Next();
  ASSERT_TRUE(IsOk(article));
  EXPECT_EQ((*article)->id, "urn:1");
  EXPECT_EQ((*article)->url, "https://e.example/1");
  EXPECT_EQ((*article)->date, "2026-03-02T08:00:00Z");
  EXPECT_EQ((*article)->author, "Jane Doe; John Roe");
  EXPECT_EQ((*article)->section, "World");
  EXPECT_EQ((*article)->text, "One.\n\nTwo.");
}

TEST(FeedReaderTest, ABrokenEntryIsNamedAndCostsItselfAlone) {
  const auto reader = Open(
      "<rss><channel><title>E</title>\n<item><description>One.</description></item>\n"
      "<item><description>Two</item>\n<item><description>R&D &nbsp;three.</description></item>\n"
      "<item><description><![CDATA[four </item> "
      "five]]></description></item>\n<item><description>cut");
  const auto text = [&]() -> std::string {
    const auto article = reader->Next();
    return !article ? "! " + article.error().ToString() : *article ? (*article)->text : "end";
  };
  EXPECT_EQ(text(), "One.");
  EXPECT_EQ(text(), "! f.xml:3: the XML of the entry is broken");
  EXPECT_TRUE(text().ends_with("three."));
  EXPECT_EQ(text(), "four five");
  EXPECT_EQ(text(), "! f.xml:6: the entry does not end (is the feed cut off?)");
  EXPECT_EQ(text(), "end");
}

TEST(FeedReaderTest, AFeedWithoutEntriesIsAnError) {
  EXPECT_TRUE(
      IsError(Open("<rss><channel></channel></rss>")->Next(), ErrorCode::kMalformed, "no entries"));
}

TEST(FeedReaderTest, TheEncodingIsThatOfTheDeclaration) {
  const auto article = Open(
                           "<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><item>"
                           "<description>caf\xE9</description></item></channel></rss>")
                           ->Next();
  ASSERT_TRUE(IsOk(article));
  EXPECT_EQ((*article)->text, "café");
}

// The "billion laughs": entities of entities.
TEST(FeedReaderTest, EntitiesDoNotExplode) {
  std::string xml = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    xml += "<!ENTITY a" + std::to_string(i) + " '" + before + before + before + before + "'>";
  }
  xml += "]><rss><channel><item><description>&a29;</description></item></channel></rss>";
  const auto reader = Open(xml);
  for (int i = 0; i < 10; ++i) {
    const auto article = reader->Next();
    if (article && !*article) {
      return;
    }
    if (article) {
      EXPECT_LT((*article)->text.size(), 1000000u);
    }
  }
  ADD_FAILURE() << "the reader does not end";
}

}  // namespace
}  // namespace slant
