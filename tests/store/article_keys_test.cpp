#include "slant/store/article_keys.h"

#include <gtest/gtest.h>

#include <set>

#include "slant/base/format.h"
#include "slant/base/hash.h"

namespace slant {
namespace {

Article Ferry() {
  Article article;
  article.id = "a1";
  article.outlet = "The Daily Lantern";
  article.title = "Ferry capsizes";
  article.text = "Twelve people died when the ferry capsized.";
  article.date = "2024-05-01";
  article.source = "a.jsonl:1";
  return article;
}

std::string Hex(const Key128& key) {
  std::string text;
  for (const std::uint8_t byte : key) {
    text += Format("%02x", byte);
  }
  return text;
}

// Files hold these keys: another value would make every article of every database a new one.
// The expected value is that of libxxhash 0.8.1, XXH3_128bits over the bytes in the comment.
TEST(ArticleKeysTest, TheContentKeyIsXxh3OfLengthsAndBytes) {
  Article article;
  article.title += "T";
  article.text += "ab";
  article.body_begin = 3;
  article.language += "en";
  // 01 00*7 'T' 02 00*7 'a' 'b' 03 00*7 02 00*7 'e' 'n'
  EXPECT_EQ(Hex(KeysOf(article).content), "863cd50bb5fc631c77d87c3c81aa9f7c");
  EXPECT_EQ(KeysOf(article).text, Hash64("ab"));
}

TEST(ArticleKeysTest, TheContentIsHeadlineTextBodyAndLanguage) {
  const ArticleKeys keys = KeysOf(Ferry());
  Article other = Ferry();
  other.id = "b2";
  other.outlet = "Meridian Press";
  other.story = "ferry";
  other.extra = {{"leaning", "left"}};
  EXPECT_EQ(KeysOf(other).content, keys.content);
  EXPECT_EQ(KeysOf(other).text, keys.text);
  EXPECT_NE(KeysOf(other).record, keys.record);

  std::set<Key128> contents = {keys.content};
  for (const auto member : {&Article::title, &Article::text, &Article::language}) {
    Article changed = Ferry();
    changed.*member += "!";
    contents.insert(KeysOf(changed).content);
  }
  Article later = Ferry();
  later.body_begin = 7;
  contents.insert(KeysOf(later).content);
  EXPECT_EQ(contents.size(), 5u);
}

// "ab" + "c" is not "a" + "bc".
TEST(ArticleKeysTest, TextsDoNotRunTogether) {
  Article one, other;
  one.title = "ab";
  one.text = "c";
  other.title = "a";
  other.text = "bc";
  EXPECT_NE(KeysOf(one).content, KeysOf(other).content);
  one = other = Ferry();
  one.story = "x";
  other.topic = "x";
  EXPECT_NE(KeysOf(one).record, KeysOf(other).record);
}

TEST(ArticleKeysTest, EveryFieldChangesTheRecordAndTheFileDoesNot) {
  std::set<Key128> records = {KeysOf(Ferry()).record};
  for (const ArticleField& field : kArticleFields) {
    Article changed = Ferry();
    changed.*field.member += "x";
    records.insert(KeysOf(changed).record);
  }
  EXPECT_EQ(records.size(), kArticleFields.size() + 1);
  Article moved = Ferry();
  moved.source = "elsewhere.jsonl:9";
  EXPECT_TRUE(records.contains(KeysOf(moved).record));
}

// Runs ask for fields by name, in any order and again; the record is the same.
TEST(ArticleKeysTest, OtherFieldsHaveOneOrder) {
  Article one = Ferry(), other = Ferry();
  one.extra = {{"leaning", "left"}, {"paper", "big"}};
  other.extra = {{"paper", "big"}, {"leaning", "left"}, {"paper", "big"}, {"outlet", "Lantern"}};
  EXPECT_EQ(KeysOf(one).record, KeysOf(other).record);
  const std::vector<std::pair<std::string_view, std::string_view>> expected = {{"leaning", "left"},
                                                                               {"paper", "big"}};
  EXPECT_EQ(OtherFields(other), expected);
}

}  // namespace
}  // namespace slant
