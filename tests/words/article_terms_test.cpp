#include "slant/words/article_terms.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

ScoredArticle Segmented(const std::string& text) {
  static const Segmenter kSegmenter{Vocabulary()};
  ScoredArticle article;
  kSegmenter.Segment(text, article.document);
  return article;
}

std::map<std::string, std::uint32_t> Terms(const ScoredArticle& article, TermOptions options) {
  ArticleTerms found;
  TermReader(options).Read(article, found);
  std::map<std::string, std::uint32_t> out;
  for (const ArticleTerm& term : found.terms) {
    EXPECT_TRUE(out.emplace(found.Text(term), term.count).second) << "twice: " << found.Text(term);
  }
  return out;
}

using Counts = std::map<std::string, std::uint32_t>;

TEST(ArticleTermsTest, WordsAreLowerCaseWithoutNumbersAndWithNegationInOnePiece) {
  const auto article = Segmented("The mayor's plan didn't cost 400 dollars. THE plan!");
  EXPECT_EQ(
      Terms(article, {}),
      (Counts{{"the", 2}, {"mayor", 1}, {"plan", 2}, {"didn't", 1}, {"cost", 1}, {"dollars", 1}}));
}

TEST(ArticleTermsTest, PhrasesStayInTheirClauseAndKeepTheirClitics) {
  TermOptions options;
  options.longest = 3;
  const auto terms = Terms(Segmented("The mayor's plan failed, critics said."), options);
  for (const char* phrase :
       {"the mayor", "mayor's plan", "the mayor's plan", "mayor's plan failed", "critics said"}) {
    EXPECT_TRUE(terms.contains(phrase)) << phrase;
  }
  EXPECT_FALSE(terms.contains("failed critics"));
  EXPECT_EQ(terms.size(), 6u + 4u + 2u);
}

// The cohesion of a phrase is asked of its parts, which must be found by these hashes.
TEST(ArticleTermsTest, APhraseKnowsItsParts) {
  TermOptions options;
  options.longest = 3;
  ArticleTerms found;
  TermReader(options).Read(Segmented("We don't trust the mayor's old plan at all"), found);
  std::map<std::uint64_t, std::string> by_hash;
  for (const ArticleTerm& term : found.terms) {
    by_hash[term.hash] = found.Text(term);
  }
  int phrases = 0;
  for (const ArticleTerm& term : found.terms) {
    if (term.words > 1) {
      ++phrases;
      EXPECT_TRUE(by_hash.contains(term.head)) << found.Text(term);
      EXPECT_TRUE(by_hash.contains(term.last)) << found.Text(term);
    }
  }
  EXPECT_EQ(phrases, 8 + 7);
}

TEST(ArticleTermsTest, VoicesPartTheWords) {
  const auto article = Segmented("Critics cheered loudly. \"It is a brazen fraud,\" Ann Lee said.");
  TermOptions options;
  options.voices = WordVoices::kNarration;
  const auto narration = Terms(article, options);
  options.voices = WordVoices::kQuoted;
  const auto quoted = Terms(article, options);
  EXPECT_TRUE(narration.contains("cheered"));
  EXPECT_FALSE(narration.contains("fraud"));
  EXPECT_TRUE(quoted.contains("fraud"));
  EXPECT_FALSE(quoted.contains("cheered"));
  for (const auto& [word, count] : Terms(article, {})) {
    const auto in = [&](const Counts& c) { return c.contains(word) ? c.at(word) : 0; };
    EXPECT_EQ(in(narration) + in(quoted), count) << word;
  }
}

TEST(ArticleTermsTest, NamesAreLeftOutOnRequest) {
  const auto article = Segmented("Critics met Ann Lee on the bridge. Then Ann Lee left.");
  EXPECT_TRUE(Terms(article, {}).contains("lee"));
  TermOptions options;
  options.names = false;
  options.longest = 2;
  const auto terms = Terms(article, options);
  EXPECT_FALSE(terms.contains("lee"));
  EXPECT_FALSE(terms.contains("met on"));
  EXPECT_TRUE(terms.contains("critics met"));
}

TEST(ArticleTermsTest, FunctionWordsAreLeftOutOnRequestButCounted) {
  TermOptions options;
  options.function_words = false;
  options.longest = 3;
  ArticleTerms found;
  const auto article = Segmented("The cost of living rose");
  TermReader(options).Read(article, found);
  EXPECT_EQ(found.words, 5);
  const auto terms = Terms(article, options);
  EXPECT_FALSE(terms.contains("the"));
  EXPECT_FALSE(terms.contains("the cost"));
  EXPECT_TRUE(terms.contains("cost of living"));
}

TEST(ArticleTermsTest, ValuesOfWordsAreSummed) {
  ScoredArticle article = Segmented("A brazen lie. A brazen man.");
  const auto& tokens = article.document.tokens;
  for (std::uint32_t t = 0; t < tokens.size(); ++t) {
    if (article.document.Text(tokens[t].span) == "brazen") {
      article.words.push_back({t, t + 1, -1.0F, -1.5F, 0.25F, false});
    }
  }
  ASSERT_EQ(article.words.size(), 2u);
  ArticleTerms found;
  TermReader(TermOptions()).Read(article, found);
  ASSERT_EQ(found.valued.size(), 1u);
  EXPECT_EQ(found.Text(found.valued[0]), "brazen");
  EXPECT_EQ(found.valued[0].count, 2u);
  EXPECT_EQ(found.valued[0].value_milli, -3000);
}

TEST(ArticleTermsTest, AnEmptyArticleHasNoTerms) {
  ArticleTerms found;
  TermReader(TermOptions()).Read(ScoredArticle(), found);
  EXPECT_EQ(found.words, 0);
  EXPECT_TRUE(found.terms.empty());
}

TEST(ShortExampleTest, AShortSentenceStaysWholeOnOneLine) {
  const std::string text = "Before. One\nline  here. After.";
  EXPECT_EQ(ShortExample(text, {8, 23}, {8, 11}), "One line here.");
}

TEST(ShortExampleTest, ALongSentenceIsCutAtWordsWithTheTermInside) {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += "wörd" + std::to_string(i) + " ";
  }
  const auto all = static_cast<std::uint32_t>(text.size());
  for (std::uint32_t begin = 0; begin + 5 < all; ++begin) {
    if ((static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
      continue;
    }
    const Span place{begin, begin + 3};
    const std::string example = ShortExample(text, {0, all}, place, 60);
    EXPECT_LE(example.size(), 72u);
    EXPECT_NE(example.find(place.In(text).substr(0, 1)), std::string::npos);
    EXPECT_NE(static_cast<unsigned char>(example[0]) & 0xC0U, 0x80U);
  }
}

}  // namespace
}  // namespace slant
