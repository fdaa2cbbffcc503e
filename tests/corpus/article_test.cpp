#include "slant/corpus/article.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

TEST(ArticleTest, FieldsAreFoundByName) {
  Article article;
  article.id = "1";
  article.outlet = "2";
  article.url = "3";
  article.date = "4";
  article.title = "5";
  article.text = "6";
  article.kind = "7";
  article.story = "8";
  article.topic = "9";
  article.author = "10";
  const char* const names[] = {"id",   "outlet", "url",   "date",  "title",
                               "text", "kind",   "story", "topic", "author"};
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(article.Field(names[i]), std::to_string(i + 1)) << names[i];
  }
  EXPECT_FALSE(article.Field("source"));
  EXPECT_FALSE(article.Field(""));
}

// A kept field has what the source wrote; the member may come from an alias.
TEST(ArticleTest, KeptFieldsGoBeforeMembers) {
  Article article;
  article.outlet = "member";
  article.extra = {{"outlet", "kept"}, {"lang", "en"}};
  EXPECT_EQ(article.Field("outlet"), "kept");
  EXPECT_EQ(article.Field("lang"), "en");
}

}  // namespace
}  // namespace slant
