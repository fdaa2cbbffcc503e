#include "slant/outlet/comparison.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/simulated_articles.h"
#include "support/tolerances.h"

namespace slant {
namespace {

OutletAccumulator Outlet(Random& random, int articles, double mean, double deviation = 0.2) {
  OutletAccumulator out;
  for (int i = 0; i < articles; ++i) {
    out.Add(random.Next(), ArticleOfTone(DrawTone(random, mean, deviation)));
  }
  return out;
}

ComparisonOptions ByTone() {
  ComparisonOptions options;
  options.metric = *FindMetric("tone_all");
  return options;
}

TEST(ComparisonTest, OutletsAreListedFromTheMostNegativeOn) {
  Random random(1);
  OutletAccumulators outlets;
  outlets.emplace("A", Outlet(random, 20, 0.4));
  outlets.emplace("B", Outlet(random, 20, -0.4));
  outlets.emplace("C", Outlet(random, 20, 0));
  outlets.emplace("D", Outlet(random, 2, -0.9));
  const Comparison c = CompareOutlets(outlets, ByTone());
  ASSERT_EQ(c.outlets.size(), 4u);
  EXPECT_EQ(c.outlets[0].outlet, "D");
  EXPECT_EQ(c.outlets[1].outlet, "B");
  EXPECT_EQ(c.outlets[2].outlet, "C");
  EXPECT_EQ(c.outlets[3].outlet, "A");
  EXPECT_EQ(c.outlets[1].articles, 20);
  EXPECT_EQ(c.outlets[1].sentences, 200);
  EXPECT_EQ(c.outlets[1].metrics.size(), Metrics().size());
}

TEST(ComparisonTest, OutletsWithTheSameMeanAreListedByName) {
  OutletAccumulators outlets;
  for (const char* name : {"b", "a", "c"}) {
    outlets[name].Add(1, ArticleOfTone(0.5));
  }
  const Comparison c = CompareOutlets(outlets, ByTone());
  EXPECT_EQ(c.outlets[0].outlet, "a");
  EXPECT_EQ(c.outlets[2].outlet, "c");
}

TEST(ComparisonTest, OutletsThatAreTooSmallAreListedButNotTested) {
  Random random(2);
  OutletAccumulators outlets;
  outlets.emplace("large", Outlet(random, 30, 0));
  outlets.emplace("enough", Outlet(random, 5, 0));
  outlets.emplace("small", Outlet(random, 4, 0));
  outlets.emplace("empty", OutletAccumulator());
  const Comparison c = CompareOutlets(outlets, ByTone());
  EXPECT_EQ(c.outlets.size(), 4u);
  EXPECT_EQ(c.too_small, 2u);
  ASSERT_EQ(c.differences.size(), 1u);
  EXPECT_TRUE(c.outlets[c.differences[0].a].outlet != "small" &&
              c.outlets[c.differences[0].b].outlet != "small");
}

// What counts is how many articles have the metric, not how many there are.
TEST(ComparisonTest, ArticlesWithoutTheMetricDoNotMakeAnOutletLarger) {
  Random random(3);
  OutletAccumulators outlets;
  outlets.emplace("a", Outlet(random, 30, 0));
  outlets.emplace("b", Outlet(random, 30, 0));
  ComparisonOptions options;
  options.metric = *FindMetric("tone_quoted");
  const Comparison c = CompareOutlets(outlets, options);
  EXPECT_EQ(c.too_small, 2u);
  EXPECT_TRUE(c.differences.empty());
}

TEST(ComparisonTest, ADifferenceIsOfTheFirstLessTheSecondAndInItsInterval) {
  Random random(4);
  OutletAccumulators outlets;
  outlets.emplace("low", Outlet(random, 60, -0.3));
  outlets.emplace("high", Outlet(random, 60, 0.3));
  const Comparison c = CompareOutlets(outlets, ByTone());
  ASSERT_EQ(c.differences.size(), 1u);
  const Difference& d = c.differences[0];
  EXPECT_EQ(c.outlets[d.a].outlet, "low");
  EXPECT_EQ(c.outlets[d.b].outlet, "high");
  EXPECT_NEAR(d.estimate,
              c.outlets[d.a].metrics[c.metric].mean - c.outlets[d.b].metrics[c.metric].mean,
              kDoubleTolerance);
  EXPECT_LT(d.estimate, -0.4);
  EXPECT_LT(d.low, d.estimate);
  EXPECT_GT(d.high, d.estimate);
  EXPECT_LT(d.high, 0);
  // The half width is about 1.96 sqrt(2 x .04 / 60) = .072.
  EXPECT_NEAR((d.high - d.low) / 2, 0.072, 0.015);
  EXPECT_LT(d.cliffs_delta, -0.8);
  EXPECT_LT(d.p, 0.001);
  EXPECT_EQ(d.q, d.p) << "one pair, nothing to correct";
  EXPECT_TRUE(d.separable);
}

TEST(ComparisonTest, AllPairsAreCorrectedTogetherAndOrderedByQ) {
  Random random(5);
  OutletAccumulators outlets;
  outlets.emplace("a", Outlet(random, 40, -0.5));
  outlets.emplace("b", Outlet(random, 40, 0));
  outlets.emplace("c", Outlet(random, 40, 0.02));
  outlets.emplace("d", Outlet(random, 40, 0.1));
  const Comparison c = CompareOutlets(outlets, ByTone());
  ASSERT_EQ(c.differences.size(), 6u);
  std::vector<double> p;
  for (std::size_t i = 0; i < 6; ++i) {
    const Difference& d = c.differences[i];
    p.push_back(d.p);
    EXPECT_LT(d.a, d.b);
    EXPECT_GE(d.q, d.p);
    EXPECT_EQ(d.separable, d.q <= 0.05);
    if (i > 0) {
      EXPECT_GE(d.q, c.differences[i - 1].q);
    }
  }
  const auto q = BenjaminiHochberg(p);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(c.differences[i].q, q[i], kDoubleTolerance);
  }
  // The three pairs with "a" are the clear ones.
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(c.outlets[c.differences[i].a].outlet, "a");
  }
}

// Wire copy: outlets that print the same articles must come out as equal, not as twice as sure.
TEST(ComparisonTest, OutletsWithTheSameArticlesAreNotSeparable) {
  OutletAccumulators outlets;
  for (const char* name : {"a", "b"}) {
    Random random(6);
    outlets.emplace(name, Outlet(random, 50, 0.1));
  }
  const Comparison c = CompareOutlets(outlets, ByTone());
  ASSERT_EQ(c.differences.size(), 1u);
  EXPECT_EQ(c.differences[0].estimate, 0.0);
  EXPECT_EQ(c.differences[0].cliffs_delta, 0.0);
  EXPECT_EQ(c.differences[0].p, 1.0);
  EXPECT_FALSE(c.differences[0].separable);
  EXPECT_LT(c.differences[0].low, 0);
  EXPECT_GT(c.differences[0].high, 0);
}

TEST(ComparisonTest, NoOutletsAndOneOutletHaveNoDifferences) {
  EXPECT_TRUE(CompareOutlets({}, ByTone()).outlets.empty());
  Random random(7);
  OutletAccumulators one;
  one.emplace("a", Outlet(random, 10, 0));
  EXPECT_TRUE(CompareOutlets(one, ByTone()).differences.empty());
}

// 200 pairs of outlets drawn from one distribution: at most 5 % and two standard errors of it,
// 2 x sqrt(.05 x .95 / 200) = 3.1 %, may be called different.
TEST(ComparisonTest, EqualOutletsAreRarelyCalledDifferent) {
  Random random(20240601);
  constexpr int kPairs = 200;
  int called = 0;
  for (int i = 0; i < kPairs; ++i) {
    OutletAccumulators outlets;
    outlets.emplace("a", Outlet(random, 30, 0.1));
    outlets.emplace("b", Outlet(random, 20, 0.1));
    const Comparison c = CompareOutlets(outlets, ByTone());
    ASSERT_EQ(c.differences.size(), 1u);
    called += c.differences[0].separable;
  }
  EXPECT_LE(called, (0.05 + 0.031) * kPairs);
}

// Cohen's d of 1 with 40 articles each: power is above .99.
TEST(ComparisonTest, OutletsThatDifferAreFound) {
  Random random(20240601);
  int found = 0;
  for (int i = 0; i < 50; ++i) {
    OutletAccumulators outlets;
    outlets.emplace("a", Outlet(random, 40, 0.1));
    outlets.emplace("b", Outlet(random, 40, -0.1));
    found += CompareOutlets(outlets, ByTone()).differences[0].separable;
  }
  EXPECT_GE(found, 48);
}

}  // namespace
}  // namespace slant
