#include "slant/html/json_ld.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"

namespace slant {
namespace {

std::optional<JsonLdArticle> Read(const std::string& json, const std::string& url = "",
                                  const std::string& title = "") {
  auto tree = HtmlTree::Parse("<script type='application/ld+json'>" + json + "</script>");
  EXPECT_TRUE(IsOk(tree));
  return ReadJsonLd(*tree, url, title);
}

TEST(JsonLdTest, TheFieldsOfAnArticleAreRead) {
  const auto article = Read(
      R"({"@context":"https://schema.org","@type":["NewsArticle","Thing"],"headline":"A &amp; B",)"
      R"("author":[{"@type":"Person","name":"Jane Doe"},{"name":["John Roe"]}],)"
      R"("datePublished":"2026-03-02","articleSection":["World","More"],"inLanguage":"en",)"
      R"("publisher":{"name":"The Example"},"mainEntityOfPage":{"@id":"https://e.example/1"},)"
      R"("articleBody":"<p>One.</p><p>Two.</p>"})");
  ASSERT_TRUE(article);
  EXPECT_EQ(article->types, (std::vector<std::string>{"NewsArticle", "Thing"}));
  EXPECT_EQ(article->headline, "A & B");
  EXPECT_EQ(article->authors, (std::vector<std::string>{"Jane Doe", "John Roe"}));
  EXPECT_EQ(article->date, "2026-03-02");
  EXPECT_EQ(article->section, "World");
  EXPECT_EQ(article->language, "en");
  EXPECT_EQ(article->outlet, "The Example");
  EXPECT_EQ(article->url, "https://e.example/1");
  EXPECT_EQ(article->body, "One.\nTwo.");
}

TEST(JsonLdTest, TheArticleOfThePageIsChosenAmongOthers) {
  const std::string graph =
      R"({"@graph":[{"@type":"WebPage"},{"@type":"NewsArticle","headline":"Another story there"},)"
      R"({"@type":"NewsArticle","headline":"The story here","url":"https://e.example/here"}]})";
  EXPECT_EQ(Read(graph, "http://e.example/here/?utm=1")->headline, "The story here");
  EXPECT_EQ(Read(graph, "", "The story here - The Example")->headline, "The story here");
  EXPECT_EQ(Read(graph)->headline, "Another story there") << "else the first";
}

TEST(JsonLdTest, WhatPagesWriteInsteadOfJsonIsUnderstoodOrPassedOver) {
  EXPECT_EQ(Read("//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"a\tb\"};\n//]]>")->headline,
            "a b");
  EXPECT_FALSE(Read("{\"@type\":\"NewsArticle\",,}"));
  EXPECT_FALSE(Read("[1, \"x\", null]"));
  EXPECT_FALSE(Read(""));
  EXPECT_FALSE(Read(std::string(5000, '[') + std::string(5000, ']')));
  EXPECT_FALSE(Read(R"({"@type":"Organization","name":"x"})"));
}

}  // namespace
}  // namespace slant
