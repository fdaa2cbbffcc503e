#include "slant/outlet/stratified_articles.h"

#include <gtest/gtest.h>

#include "support/simulated_articles.h"
#include "support/tolerances.h"

namespace slant {
namespace {

const std::size_t kTone = *FindMetric("tone_all");

// War: A .0 and .25, B -.5.  Sport: A .75, B .5, .5 and .25.  One article of A has no topic.
ComparisonAccumulator TwoTopics() {
  ComparisonAccumulator articles;
  std::uint64_t key = 0;
  const auto add = [&](const char* group, const char* topic, double tone) {
    articles.Add(++key, {group, topic, ""}, ArticleOfTone(tone));
  };
  add("A", "war", 0);
  add("A", "war", 0.25);
  add("B", "war", -0.5);
  add("A", "sport", 0.75);
  add("B", "sport", 0.5);
  add("B", "sport", 0.5);
  add("B", "sport", 0.25);
  add("A", "", -1);
  return articles;
}

TEST(StratifiedArticlesTest, OneStratumGivesTheMeanOfAllArticles) {
  const ComparisonAccumulator articles = TwoTopics();
  const StratifiedArticles one(articles, ArticleSamples(articles), kTone, Strata::kOne);
  ASSERT_EQ(one.groups(), 2u);
  const StratifiedEstimate a = one.Estimate(0, false);
  EXPECT_EQ(a.n, 4);
  EXPECT_NEAR(a.estimate, 0, kDoubleTolerance);
  EXPECT_NEAR(one.Estimate(1, false).estimate, 0.1875, kDoubleTolerance);
  // Of A: squares 0, .0625, .5625 and 1 about 0, over 3.
  EXPECT_NEAR(one.VarianceOf(0), 1.625 / 3, kDoubleTolerance);
  ASSERT_TRUE(a.low && a.high);
  EXPECT_LT(*a.low, 0);
  EXPECT_GT(*a.high, 0);
}

// War: .125 less -.5 is .625, weight 2 * 1 / 3.  Sport: .75 less 1.25 / 3 is 1 / 3, weight 3 / 4.
TEST(StratifiedArticlesTest, TopicsAreWeightedByTheArticlesOfBoth) {
  const double expected = (0.625 * 2 / 3 + 1.0 / 3 * 3 / 4) / (2.0 / 3 + 3.0 / 4);
  const ComparisonAccumulator articles = TwoTopics();
  const StratifiedArticles topics(articles, ArticleSamples(articles), kTone, Strata::kTopics);
  const auto difference = topics.Compare(0, 1, 0.1, {});
  ASSERT_TRUE(difference);
  EXPECT_NEAR(difference->estimate, expected, kDoubleTolerance);
  EXPECT_EQ(difference->articles_a, 3) << "the article without a topic takes no part";
  EXPECT_EQ(difference->articles_b, 4);
  EXPECT_LE(difference->low, difference->estimate);
  EXPECT_GE(difference->high, difference->estimate);
  // With two groups, the others are the other one.
  EXPECT_NEAR(topics.Estimate(0, true).estimate, expected, kDoubleTolerance);
  EXPECT_NEAR(topics.Estimate(1, true).estimate, -expected, kDoubleTolerance);
}

TEST(StratifiedArticlesTest, GroupsWithoutACommonTopicHaveNoDifference) {
  ComparisonAccumulator articles;
  articles.Add(1, {"A", "war", ""}, ArticleOfTone(0.5));
  articles.Add(2, {"B", "sport", ""}, ArticleOfTone(0.25));
  const StratifiedArticles topics(articles, ArticleSamples(articles), kTone, Strata::kTopics);
  EXPECT_FALSE(topics.Compare(0, 1, 0.1, {}));
  EXPECT_EQ(topics.Estimate(0, true).n, 0);
}

TEST(StratifiedArticlesTest, ValuesAndSumsOfATestAreThoseOfTheStrata) {
  const ComparisonAccumulator articles = TwoTopics();
  const StratifiedArticles topics(articles, ArticleSamples(articles), kTone, Strata::kTopics);
  const StratifiedEstimate a = topics.Estimate(0, true);
  ASSERT_EQ(a.values.size(), 2u);
  ASSERT_EQ(a.sums.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(a.values[i].a.size(), static_cast<std::size_t>(a.sums[i].n_a));
    EXPECT_EQ(a.values[i].b.size(), static_cast<std::size_t>(a.sums[i].n_b));
  }
  EXPECT_TRUE(topics.Estimate(0, false).values.empty());
}

TEST(StratifiedArticlesTest, IntervalsOfMeansStayWhereTheMetricCanBe) {
  StratifiedEstimate estimate;
  estimate.low = -1.25;
  estimate.high = 0.5;
  estimate.KeepWithin({-1, 1});
  EXPECT_EQ(estimate.low, -1);
  EXPECT_EQ(estimate.high, 0.5);
}

}  // namespace
}  // namespace slant
