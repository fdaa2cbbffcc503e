#include "slant/story/story_clusters.h"

#include <gtest/gtest.h>

#include <numeric>

#include "story/made_facts.h"

namespace slant {
namespace {

std::vector<std::uint32_t> Range(std::uint32_t from, std::uint32_t to) {
  std::vector<std::uint32_t> words(to - from);
  std::iota(words.begin(), words.end(), from);
  return words;
}

struct Made {
  explicit Made(std::vector<ArticleFacts> made)
      : facts(std::move(made)), vectors(MadeVectors(facts)) {
    for (const ArticleFacts& article : facts) {
      days.push_back(article.day);
    }
  }
  std::vector<ArticleFacts> facts;
  std::vector<std::optional<Day>> days;
  StoryVectors vectors;
  DayDecay decay;
};

TEST(StoryClustersTest, MeanScoreIsTheMeanOverPairs) {
  Random random(5);
  auto facts = RandomFacts(random, 6, 1, 1);
  for (ArticleFacts& article : facts) {
    article.day = 3;
  }
  const Made made(std::move(facts));
  StoryClusters clusters(made.vectors, made.days, made.decay);
  for (const std::uint32_t i : {1u, 2u, 3u, 4u}) {
    clusters.Join(0, i);
  }
  const SimilarityWeights weights;
  double sum = 0;
  for (const std::uint32_t i : {0u, 1u, 3u, 4u}) {
    const SimilarityParts parts = made.vectors.Compare(2, i);
    sum += double{weights.bias + weights.words * parts.words + weights.embedding * parts.embedding};
  }
  ASSERT_TRUE(clusters.MeanScore(2));
  EXPECT_NEAR(*clusters.MeanScore(2), sum / 4, 1e-3);
  EXPECT_FALSE(clusters.MeanScore(5)) << "alone";
  EXPECT_EQ(clusters.Size(clusters.Find(4)), 5u);
}

// 0 and 1 are alike, 1 and 2 less so, 0 and 2 not at all: together they are alike in one pair of
// three, and average linkage leaves 2 out.
TEST(StoryClustersTest, AChainIsNoStory) {
  const Made made({MadeFacts(Range(0, 20)), MadeFacts(Range(2, 27)), MadeFacts(Range(20, 40))});
  const auto pairs = MadePairs(made.facts, made.decay, 0);
  ASSERT_EQ(pairs.size(), 2u) << "the example is not what it should be";
  StoryClusters clusters(made.vectors, made.days, made.decay);
  clusters.Merge(pairs, 1.5F);
  EXPECT_EQ(clusters.Find(1), 0u);
  EXPECT_EQ(clusters.Find(2), 2u);
}

TEST(StoryClustersTest, KnownStoriesAreNotPutTogether) {
  const Made made({MadeFacts(Range(0, 20)), MadeFacts(Range(0, 20)), MadeFacts(Range(0, 20))});
  StoryClusters clusters(made.vectors, made.days, made.decay);
  clusters.SetKnown(0, 1);
  clusters.SetKnown(1, 2);
  clusters.Join(0, 1);
  clusters.Merge(MadePairs(made.facts, made.decay, 0), 0);
  EXPECT_NE(clusters.Find(0), clusters.Find(1));
  EXPECT_TRUE(clusters.Find(2) == 0 || clusters.Find(2) == 1);
}

TEST(StoryClustersTest, DaysBeyondTheWindowPart) {
  const Made made(
      {MadeFacts(Range(0, 20), 0), MadeFacts(Range(0, 20), 3), MadeFacts(Range(0, 20), 7)});
  StoryClusters clusters(made.vectors, made.days, made.decay);
  const std::vector<StoryPair> pairs = {{1, 0, 9, {}}, {2, 1, 9, {}}, {2, 0, 9, {}}};
  clusters.Merge(pairs, 0);
  EXPECT_EQ(clusters.Find(1), 0u);
  EXPECT_EQ(clusters.Find(2), 2u);
}

}  // namespace
}  // namespace slant
