#include "slant/story/story_pairs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "story/made_facts.h"

namespace slant {
namespace {

TEST(StoryPairsTest, PairsAreThoseOfAllPairs) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    Random random(seed);
    auto facts = RandomFacts(random, 120, 20, 10);
    std::sort(facts.begin(), facts.end(),
              [](const ArticleFacts& a, const ArticleFacts& b) { return *a.day < *b.day; });
    std::vector<std::optional<Day>> days;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (i >= facts.size() - 5) {
        facts[i].day.reset();
      }
      days.push_back(facts[i].day);
    }
    const SimilarityWeights weights;
    const StoryVectors vectors(facts, weights);
    const DayDecay decay = ForCrowd({}, days, weights.crowd);
    std::map<std::pair<std::uint32_t, std::uint32_t>, float> expected;
    for (std::uint32_t later = 0; later < facts.size(); ++later) {
      for (std::uint32_t earlier = 0; earlier < later; ++earlier) {
        const bool dated = days[later] && days[earlier];
        const int apart = dated ? *days[later] - *days[earlier] : 0;
        const SimilarityParts parts = vectors.Compare(later, earlier);
        const float score = weights.bias + weights.words * parts.words +
                            weights.embedding * parts.embedding -
                            (dated ? decay.Cost(apart) : decay.undated);
        // Articles without a common term are not proposed.
        if (apart <= decay.window_days && parts.words > 0 && score >= -2) {
          expected[{later, earlier}] = score;
        }
      }
    }
    ASSERT_GT(expected.size(), 100u);
    const auto pairs = FindStoryPairs(vectors, days, decay, -2);
    EXPECT_EQ(pairs.size(), expected.size()) << "seed " << seed;
    for (const StoryPair& pair : pairs) {
      const auto found = expected.find({pair.later, pair.earlier});
      ASSERT_NE(found, expected.end()) << "seed " << seed;
      EXPECT_NEAR(pair.score, found->second, 1e-3F);
    }
  }
}

// Days 0, 0, 2, 9: pairs within three days are 0-0, 0-2, 0-2, so each of four has 1.5 others.
TEST(StoryPairsTest, TheCrowdIsTheMeanNumberOfOthersInTheWindow) {
  const std::vector<std::optional<Day>> days = {0, 0, 2, 9, std::nullopt};
  const DayDecay decay = ForCrowd({}, days, 2);
  EXPECT_NEAR(decay.dated, 2 * std::log(1 + 1.5), 1e-5);
  EXPECT_NEAR(decay.undated, 2 * std::log(5.0), 1e-5);
  EXPECT_NEAR(decay.Cost(3), decay.dated + decay.at_window, 1e-5);
}

TEST(StoryPairsTest, NothingHasNoPairs) {
  const StoryVectors vectors({}, {});
  EXPECT_TRUE(FindStoryPairs(vectors, {}, {}, 0).empty());
}

}  // namespace
}  // namespace slant
