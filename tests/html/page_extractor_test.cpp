#include "slant/html/page_extractor.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"

namespace slant {
namespace {

using Strings = std::vector<std::string>;

const std::string kFirst =
    "The council of Brackwater closed the old bridge on Monday after engineers had found cracks in "
    "two of its piers, a spokeswoman said.";
const std::string kSecond =
    "Drivers will have to take the ring road until the autumn, which adds some twenty minutes to "
    "the way to the harbour, according to the council.";
const std::string kThird =
    "“Nobody likes it, but nobody wants to swim either,” said the mayor, who walked across the "
    "bridge for the last time with her dog.";

Page Extract(const std::string& html) {
  auto page = ExtractPage(html);
  EXPECT_TRUE(IsOk(page));
  return page ? *page : Page();
}

// A page as newspapers have them: the article in the middle of everything else.
const std::string kPage =
    R"(<!doctype html><html lang="en-GB"><head><title>Old bridge closed | The Example</title>
<meta property="og:title" content="Old bridge closed"><meta property="og:site_name" content="The Example">
<link rel="canonical" href="https://example.com/news/bridge"><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-02T08:00:00+01:00">
<meta property="article:section" content="Local"><meta name="author" content="By Jane Doe and John Roe"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div id="cookie-consent"><p>We and our partners use cookies to store information on your device, and you may choose what you agree to at any time below.</p></div>
<main><article><h1>Old bridge closed</h1><p class="byline">By Jane Doe</p><div class="share-bar">Share on Facebook</div>
<div class="story-text"><p>)" +
    kFirst +
    R"(</p><figure><img src="a.jpg"><figcaption>The bridge on a sunny day in spring, seen from the harbour</figcaption></figure>
<p>)" +
    kSecond +
    R"(</p><h2>What the mayor says</h2><p><a href="/x">Read more: the history of the bridge</a></p><aside class="newsletter-signup"><p>Sign up to our newsletter and get the best stories every morning in your inbox.</p></aside><p>)" +
    kThird + R"(</p></div></article>
<section class="comments"><p>I have crossed this bridge each day for forty years and I say that this is a scandal, as everything in this town is.</p></section>
<div class="cards"><div><h3><a href="/y">Ferry to sail again after storm</a></h3><p>The ferry will sail again on Thursday.</p></div></div>
</main><footer><p>Copyright The Example. All rights reserved.</p></footer></body></html>)";

TEST(PageExtractorTest, TheArticleComesOutAndNothingElse) {
  const Page page = Extract(kPage);
  EXPECT_EQ(page.title, "Old bridge closed");
  EXPECT_EQ(page.outlet, "The Example");
  EXPECT_EQ(page.authors, (Strings{"Jane Doe", "John Roe"}));
  EXPECT_EQ(page.date, "2026-03-02T08:00:00+01:00");
  EXPECT_EQ(page.section, "Local");
  EXPECT_EQ(page.url, "https://example.com/news/bridge");
  EXPECT_EQ(page.language, "en-GB");
  EXPECT_EQ(page.types, Strings{"article"});
  EXPECT_EQ(page.paragraphs, (Strings{kFirst, kSecond, "What the mayor says", kThird}));
}

TEST(PageExtractorTest, JsonLdGoesBeforeMeta) {
  std::string html = kPage;
  html.insert(
      html.find("</head>"),
      R"(<script type="application/ld+json">{"@type":"OpinionNewsArticle","headline":"Close it",
"author":{"name":"Ann Lee"},"datePublished":"2026-03-01","articleSection":"Comment","publisher":{"name":"Example Press"}}</script>)");
  const Page page = Extract(html);
  EXPECT_EQ(page.authors, Strings{"Ann Lee"});
  EXPECT_EQ(page.date, "2026-03-01");
  EXPECT_EQ(page.section, "Comment");
  EXPECT_EQ(page.outlet, "Example Press");
  EXPECT_EQ(page.types, (Strings{"OpinionNewsArticle", "article"}));
}

TEST(PageExtractorTest, TwoLineBreaksEndAParagraph) {
  const Page page =
      Extract("<body><div>" + kFirst + "<br><br>" + kSecond + "<br>" + kThird + "</div></body>");
  EXPECT_EQ(page.paragraphs, (Strings{kFirst, kSecond + " " + kThird}));
}

TEST(PageExtractorTest, TheNameOfTheSiteIsNoPartOfTheTitle) {
  EXPECT_EQ(Extract("<title>Old bridge closed - The Example</title><meta property='og:site_name' "
                    "content='Example'><p>" +
                    kFirst + "</p>")
                .title,
            "Old bridge closed");
  EXPECT_EQ(Extract("<title>Hard - harder - hardest</title><p>" + kFirst + "</p>").title,
            "Hard - harder - hardest");
}

TEST(PageExtractorTest, TextThatScriptsWouldFillInIsFoundInTheirData) {
  const Page page = Extract(
      "<body><div id=root></div><script>window.state={\"elements\":[{\"type\":\"paragraph\","
      "\"content\":\"The council of Brackwater closed the old bridge on Monday after engineers had "
      "found cracks in it.\"},{\"type\":\"paragraph\",\"content\":\"Drivers will have to take the "
      "<a href='x'>ring road</a> until the autumn, \\u201cat least\\u201d, the council said.\"}]}"
      "</script></body>");
  EXPECT_EQ(
      page.paragraphs,
      (Strings{"The council of Brackwater closed the old bridge on Monday after engineers had "
               "found cracks in it.",
               "Drivers will have to take the ring road until the autumn, “at least”, the "
               "council said."}));
}

TEST(PageExtractorTest, APageWithoutTextIsAnError) {
  EXPECT_TRUE(IsError(ExtractPage("<body><nav><a href=/>Home</a></nav></body>"),
                      ErrorCode::kMalformed, "no text"));
  EXPECT_TRUE(IsError(ExtractPage(""), ErrorCode::kMalformed, "no text"));
}

TEST(PageExtractorTest, AFragmentIsAllText) {
  const auto text =
      ExtractFragment("<p>One &amp; two.</p><ul><li>three</li></ul><script>x</script>");
  ASSERT_TRUE(IsOk(text));
  EXPECT_EQ(*text, "One & two.\n\nthree");
}

}  // namespace
}  // namespace slant
