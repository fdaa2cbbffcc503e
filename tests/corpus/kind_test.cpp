#include "slant/corpus/kind.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

struct Line {
  const char *kind, *type, *section, *url, *title, *author, *text;
};

TEST(KindTest, EachKindIsToldByItsCues) {
  const Line lines[] = {
      {"news", "", "", "", "", "", ""},
      {"news", "NewsArticle; article", "World", "https://e.example/world/a", "T", "Jane Doe", "x"},
      {"opinion", "OpinionNewsArticle", "", "", "", "", ""},
      {"opinion", "https://schema.org/OpinionNewsArticle", "", "", "", "", ""},
      {"opinion", "", "Opinion", "", "", "", ""},
      {"opinion", "NewsArticle", "News, Letters to the Editor", "", "", "", ""},
      {"opinion", "", "", "https://e.example/commentisfree/2026/a", "", "", ""},
      {"opinion", "", "", "https://opinion.e.example/a", "", "", ""},
      {"opinion", "", "", "", "Editorial: close the bridge", "", ""},
      {"news", "", "", "https://e.example/news/opinion", "", "", ""},
      {"news", "", "", "https://e.example/a?section=/opinion/", "", "", ""},
      {"analysis", "AnalysisNewsArticle", "", "", "", "", ""},
      {"analysis", "", "Explainers", "", "", "", ""},
      {"live", "LiveBlogPosting", "", "", "", "", ""},
      {"live", "", "", "https://e.example/news/live/a", "", "", ""},
      {"live", "", "", "", "Council votes on bridge – as it happened", "", ""},
      {"sponsored", "AdvertiserContentArticle", "", "", "", "", ""},
      {"sponsored", "", "", "https://e.example/partner-content/a", "", "", ""},
      {"wire", "", "", "", "", "Jane Doe; Associated Press", ""},
      {"wire", "", "", "", "", "", "PORT ANSEL, March 2 (Reuters) - Eleven people died."},
      {"news", "", "", "", "", "", "He called the agency (AP) yesterday."},
      {"opinion", "", "Opinion", "", "", "Reuters", ""},
      {"obituary", "obituary", "", "", "", "", ""},
  };
  for (const Line& line : lines) {
    Article article;
    article.kind = line.type;
    article.section = line.section;
    article.url = line.url;
    article.title = line.title;
    article.author = line.author;
    article.text = line.text;
    EXPECT_EQ(KindOf(article), line.kind)
        << line.type << line.section << line.url << line.title << line.author << line.text;
  }
}

TEST(KindTest, OpinionAndPaidTextsAreNoNews) {
  for (const std::string_view kind : Kinds()) {
    EXPECT_EQ(IsNewsKind(kind), kind != "opinion" && kind != "sponsored") << kind;
  }
}

}  // namespace
}  // namespace slant
