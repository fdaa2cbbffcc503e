#include "slant/outlet/matched_stories.h"

#include <gtest/gtest.h>

#include "support/simulated_articles.h"
#include "support/tolerances.h"

namespace slant {
namespace {

const std::size_t kTone = *FindMetric("tone_all");

// A, B and C on "ferry", A (twice) and C on "vote", A alone on "trial".
ComparisonAccumulator ThreeStories() {
  ComparisonAccumulator articles;
  articles.Add(1, {"A", "", "ferry"}, ArticleOfTone(0.5));
  articles.Add(2, {"B", "", "ferry"}, ArticleOfTone(-0.25));
  articles.Add(3, {"C", "", "ferry"}, ArticleOfTone(0));
  articles.Add(4, {"A", "", "vote"}, ArticleOfTone(0.25));
  articles.Add(5, {"A", "", "vote"}, ArticleOfTone(0.5));
  articles.Add(6, {"C", "", "vote"}, ArticleOfTone(-0.125));
  articles.Add(7, {"A", "", "trial"}, ArticleOfTone(-1));
  return articles;
}

TEST(MatchedStoriesTest, AStoryOfOneGroupIsNotShared) {
  const auto stories = SharedStories(ThreeStories(), kTone);
  ASSERT_EQ(stories.size(), 2u);
  ASSERT_EQ(stories[0].parts.size(), 3u);
  ASSERT_EQ(stories[1].parts.size(), 2u);
  EXPECT_EQ(stories[1].parts[0].group, 0u);
  EXPECT_NEAR(stories[1].parts[0].mean, 0.375, kDoubleTolerance);
  EXPECT_EQ(stories[1].parts[0].articles, 2);
}

// A on "ferry": .5 less the mean of -.25 and 0; on "vote": .375 less -.125.
TEST(MatchedStoriesTest, AGroupIsHeldAgainstTheMeanOfTheOthersMeans) {
  const auto own = AgainstOthers(SharedStories(ThreeStories(), kTone), 3);
  ASSERT_EQ(own[0].differences.size(), 2u);
  EXPECT_NEAR(own[0].differences[0], 0.625, kDoubleTolerance);
  EXPECT_NEAR(own[0].differences[1], 0.5, kDoubleTolerance);
  EXPECT_EQ(own[0].articles_a, 3);
  EXPECT_EQ(own[1].differences.size(), 1u);
  EXPECT_NEAR(EstimateOf(own[0]).estimate, 0.5625, kDoubleTolerance);
  EXPECT_FALSE(EstimateOf(own[1]).low) << "one story has no interval";
}

TEST(MatchedStoriesTest, APairHasADifferenceForEachStoryThatBothTell) {
  const auto pairs = BetweenPairs(SharedStories(ThreeStories(), kTone));
  ASSERT_EQ(pairs.size(), 3u);
  const MatchedStories& a_and_c = pairs.at({0, 2});
  ASSERT_EQ(a_and_c.differences.size(), 2u);
  EXPECT_NEAR(a_and_c.differences[0], 0.5, kDoubleTolerance);
  EXPECT_NEAR(a_and_c.differences[1], 0.5, kDoubleTolerance);
  EXPECT_EQ(a_and_c.articles_a, 3);
  EXPECT_EQ(a_and_c.articles_b, 2);
}

// Of six differences of one sign, flipping signs reaches the sum in 2 of 64 ways.
TEST(MatchedStoriesTest, SixSharedStoriesAreTestedAndFiveAreNot) {
  MatchedStories matched;
  for (std::uint64_t story = 0; story < 5; ++story) {
    matched.Add(0.25, story);
  }
  EXPECT_FALSE(ComparePair({0, 1}, matched, 0.1, {}).verdict.tested);
  matched.Add(0.5, 5);
  const Difference found = ComparePair({0, 1}, matched, 0.1, {});
  EXPECT_TRUE(found.verdict.tested);
  EXPECT_NEAR(found.verdict.p, 2.0 / 64, kDoubleTolerance);
  EXPECT_EQ(found.stories, 6);
  EXPECT_EQ(found.cliffs_delta, 1);
}

}  // namespace
}  // namespace slant
