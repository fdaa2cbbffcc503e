#include "slant/story/story_vectors.h"

#include <gtest/gtest.h>

#include <cmath>

#include "story/made_facts.h"

namespace slant {
namespace {

// Two articles, words {1, 2} and {1, 3}, share e^-4: idf(1) = ln(502 / (2 + 500 e^-4)), the others
// ln(502 / (1 + 500 e^-4)); the cosine is idf(1)^2 over the sum of both squares.
TEST(StoryVectorsTest, CosineOfWordsIsThatOfAHandWorkedExample) {
  const std::vector<ArticleFacts> facts = {MadeFacts({1, 2}), MadeFacts({1, 3})};
  const StoryVectors vectors = MadeVectors(facts);
  const double both = std::pow(std::log(502 / (2 + 500 * std::exp(-4))), 2);
  const double one = std::pow(std::log(502 / (1 + 500 * std::exp(-4))), 2);
  EXPECT_NEAR(vectors.Compare(0, 1).words, both / (both + one), 1e-5);
  EXPECT_NEAR(vectors.Compare(0, 0).words, 1, 1e-5);
}

TEST(StoryVectorsTest, ARowsLengthIsTheWeightOfItsParts) {
  std::vector<ArticleFacts> facts = {MadeFacts({1, 2, 5})};
  facts[0].terms.push_back({(6U << 2) | static_cast<std::uint32_t>(TermPart::kTitle), 16, 4096});
  const SimilarityWeights weights;
  const StoryVectors vectors = MadeVectors(facts, weights);
  float square = 0;
  for (const TermValue& term : vectors.Row(0)) {
    square += term.value * term.value;
  }
  EXPECT_NEAR(square, weights.words + weights.title, 1e-3F);
}

TEST(StoryVectorsTest, ArticlesWithoutAnythingAreLikeNothing) {
  const std::vector<ArticleFacts> facts = {MadeFacts({}), MadeFacts({}), MadeFacts({1})};
  const StoryVectors vectors = MadeVectors(facts);
  for (const std::size_t other : {1u, 2u}) {
    const SimilarityParts parts = vectors.Compare(0, other);
    EXPECT_EQ(parts.words, 0);
    EXPECT_EQ(parts.embedding, 0);
  }
}

// Blocks of articles are made and compared apart.
TEST(StoryVectorsTest, ArticlesOfTwoBlocksAreComparedAsThoseOfOne) {
  Random random(3);
  const auto facts = RandomFacts(random, 20, 4, 2);
  const TermCounts counts = CountTerms(facts);
  const StoryVectors all = MadeVectors(facts);
  StoryVectors first({}), second({});
  for (std::size_t i = 0; i < 20; ++i) {
    (i < 7 ? first : second).Add(facts[i], counts);
  }
  for (std::size_t i = 0; i < 7; ++i) {
    for (std::size_t j = 7; j < 20; ++j) {
      EXPECT_EQ(first.Compare(i, second, j - 7).words, all.Compare(i, j).words);
      EXPECT_EQ(first.Compare(i, second, j - 7).embedding, all.Compare(i, j).embedding);
    }
  }
}

TEST(StoryVectorsTest, EmbeddingsOfOtherLengthsAreNotCompared) {
  const std::vector<std::int8_t> a = {127, 0}, b = {127}, c = {0, 127};
  EXPECT_FLOAT_EQ(EmbeddingCosine(a, a), 1);
  EXPECT_EQ(EmbeddingCosine(a, b), 0);
  EXPECT_EQ(EmbeddingCosine(a, c), 0);
}

}  // namespace
}  // namespace slant
