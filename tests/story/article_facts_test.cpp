#include "slant/story/article_facts.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/random_text.h"
#include "support/tiny_model.h"

namespace slant {
namespace {

RawVectors Raw() {
  RawVectors raw;
  raw.words = {{"the", 1000}, {"mayor", 5}, {"storm", 4}};
  raw.rows = FloatRows::Identity(3, 4);
  return raw;
}

class ArticleFactsTest : public testing::Test {
 protected:
  ArticleFacts Read(const Article& article) {
    return FactsReader(segmenter_, model_.vectors).Read(article);
  }

  static std::size_t Count(const ArticleFacts& facts, TermPart part) {
    std::size_t count = 0;
    for (const FactTerm& term : facts.terms) {
      count += term.part() == part;
    }
    return count;
  }

  PackedModel model_ = PackAndOpen(Raw());
  Segmenter segmenter_{model_.vocabulary};
};

TEST_F(ArticleFactsTest, TermsAreSortedAndLimited) {
  Random random(1);
  Article article;
  article.title = TextOf(RandomWords(random, 40));
  article.text = TextOf(RandomWords(random, 3000));
  const ArticleFacts facts = Read(article);
  EXPECT_EQ(Count(facts, TermPart::kWords), 80u);
  EXPECT_LE(Count(facts, TermPart::kNames), 24u);
  EXPECT_EQ(Count(facts, TermPart::kTitle), 16u);
  for (std::size_t i = 1; i < facts.terms.size(); ++i) {
    EXPECT_LT(facts.terms[i - 1].key, facts.terms[i].key);
  }
}

TEST_F(ArticleFactsTest, PluralsAndCaseAreOneTerm) {
  Article article;
  article.title = "x";
  article.text = "Storms storm STORMS";
  // "x", which the title adds to the words, and "storm".
  EXPECT_EQ(Count(Read(article), TermPart::kWords), 2u);
}

TEST_F(ArticleFactsTest, WithoutATitleTheFirstSentenceIsOne) {
  Article article;
  article.text = "The mayor resigned. The storm passed.";
  EXPECT_EQ(Count(Read(article), TermPart::kTitle), 3u);
}

TEST_F(ArticleFactsTest, TheDayIsThatOfTheDateAndElseOfTheAddress) {
  Article article;
  article.url = "https://paper.example/2026/11/24/storm";
  EXPECT_EQ(Read(article).day, ParseDay("2026-11-24"));
  article.date = "2026-11-25";
  EXPECT_EQ(Read(article).day, ParseDay("2026-11-25"));
  article.url.clear();
  article.date = "soon";
  EXPECT_FALSE(Read(article).day);
}

// A frequent word says less: "the" has a smaller weight than "mayor".
TEST_F(ArticleFactsTest, TheEmbeddingHasLength127) {
  Article article;
  article.text = "The mayor saw the storm.";
  const ArticleFacts facts = Read(article);
  ASSERT_EQ(facts.embedding.size(), 4u);
  double square = 0;
  for (const std::int8_t value : facts.embedding) {
    square += double{1} * value * value;
  }
  EXPECT_NEAR(std::sqrt(square), 127, 1.5);
  EXPECT_LT(facts.embedding[0], facts.embedding[1]);
}

TEST_F(ArticleFactsTest, AnEmptyArticleHasNoFacts) {
  const ArticleFacts facts = Read({});
  EXPECT_TRUE(facts.terms.empty());
  EXPECT_EQ(facts.sketch.shingles, 0u);
  for (const std::int8_t value : facts.embedding) {
    EXPECT_EQ(value, 0);
  }
}

TEST_F(ArticleFactsTest, ASegmentedArticleHasTheSameFacts) {
  Random random(2);
  Article article;
  article.title = "A headline";
  article.text = "A headline\n\n" + TextOf(RandomWords(random, 100));
  article.body_begin = 12;
  const ArticleFacts facts = Read(article);
  Document document;
  segmenter_.Segment(article.text, document);
  article.text.clear();
  const ArticleFacts other = FactsReader(segmenter_, model_.vectors).Read(article, document);
  EXPECT_EQ(facts.content, other.content);
  EXPECT_EQ(facts.embedding, other.embedding);
  EXPECT_EQ(facts.sketch.hashes, other.sketch.hashes);
  ASSERT_EQ(facts.terms.size(), other.terms.size());
  for (std::size_t i = 0; i < facts.terms.size(); ++i) {
    EXPECT_EQ(facts.terms[i].key, other.terms[i].key);
    EXPECT_EQ(facts.terms[i].count, other.terms[i].count);
  }
}

}  // namespace
}  // namespace slant
