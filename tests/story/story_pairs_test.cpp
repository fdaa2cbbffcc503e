#include "slant/story/story_pairs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "story/made_facts.h"
#include "support/is_ok.h"

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
    const StoryVectors vectors = MadeVectors(facts, weights);
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
    const auto pairs = MadePairs(facts, decay, -2);
    EXPECT_EQ(pairs.size(), expected.size()) << "seed " << seed;
    for (const StoryPair& pair : pairs) {
      const auto found = expected.find({pair.later, pair.earlier});
      ASSERT_NE(found, expected.end()) << "seed " << seed;
      EXPECT_NEAR(pair.score, found->second, 1e-3F);
    }
  }
}

// 3,000 articles of one word each have more pairs than are kept and more articles with a term than
// are looked at; all the same the blocks in which they come change nothing.
TEST(StoryPairsTest, BlocksChangeNothing) {
  Random random(4);
  std::vector<ArticleFacts> facts = RandomFacts(random, 500, 40, 40);
  for (std::uint32_t i = 0; i < 3000; ++i) {
    facts.push_back(MadeFacts({7, 100000 + i / 2}, static_cast<Day>(60)));
  }
  std::stable_sort(facts.begin(), facts.end(),
                   [](const ArticleFacts& a, const ArticleFacts& b) { return *a.day < *b.day; });
  for (std::size_t i = facts.size() - 400; i < facts.size(); ++i) {
    facts[i].day.reset();
  }
  const auto once = MadePairs(facts, {}, -2, facts.size());
  ASSERT_GT(once.size(), 2000u);
  for (const std::size_t block : {100u, 1000u, 2048u}) {
    const auto pairs = MadePairs(facts, {}, -2, block);
    ASSERT_EQ(pairs.size(), once.size()) << block;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      ASSERT_EQ(pairs[i].later, once[i].later) << block;
      ASSERT_EQ(pairs[i].earlier, once[i].earlier) << block;
      ASSERT_EQ(pairs[i].score, once[i].score) << block;
    }
  }
}

TEST(StoryPairsTest, VectorsThatCannotBeReadAreAnError) {
  const std::vector<std::optional<Day>> days(3, 0);
  const auto gone = [](std::span<const std::uint32_t>) {
    return Result<StoryVectors>(Error{ErrorCode::kIo, "gone", ""});
  };
  EXPECT_TRUE(IsError(FindStoryPairs(days, gone, {}, 0), ErrorCode::kIo));
}

// Days 0, 0, 2, 9: pairs within three days are 0-0, 0-2, 0-2, so each of four has 1.5 others.
TEST(StoryPairsTest, TheCrowdIsTheMeanNumberOfOthersInTheWindow) {
  const std::vector<std::optional<Day>> days = {0, 0, 2, 9, std::nullopt};
  const DayDecay decay = ForCrowd({}, days, 2);
  EXPECT_NEAR(decay.dated, 2 * std::log(1 + 1.5), 1e-5);
  EXPECT_NEAR(decay.undated, 2 * std::log(5.0), 1e-5);
  EXPECT_NEAR(decay.Cost(3), decay.dated + decay.at_window, 1e-5);
}

TEST(StoryPairsTest, NothingHasNoPairs) { EXPECT_TRUE(MadePairs({}, {}, 0).empty()); }

}  // namespace
}  // namespace slant
