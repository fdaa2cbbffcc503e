#include "slant/outlet/statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "slant/base/random.h"
#include "support/tolerances.h"

namespace slant {
namespace {

using Values = std::vector<double>;

// Of the 9 pairs of {1, 2, 5} and {2, 3, 4}: 5 beats all three; 2 ties with 2 and loses twice;
// 1 loses three times.  (3 - 5) / 9.
TEST(StatisticsTest, CliffsDeltaCountsPairs) {
  EXPECT_NEAR(CliffsDelta(Values{1, 2, 5}, Values{2, 3, 4}), -2.0 / 9, kDoubleTolerance);
  EXPECT_NEAR(CliffsDelta(Values{2, 3, 4}, Values{1, 2, 5}), 2.0 / 9, kDoubleTolerance);
  EXPECT_EQ(CliffsDelta(Values{3, 4}, Values{1, 2}), 1.0);
  EXPECT_EQ(CliffsDelta(Values{1, 1}, Values{1, 1, 1}), 0.0);
  EXPECT_EQ(CliffsDelta(Values{}, Values{1}), 0.0);
  EXPECT_EQ(CliffsDelta(Values{1}, Values{}), 0.0);
}

TEST(StatisticsTest, CliffsDeltaAgreesWithAllPairsOfRandomValues) {
  Random random(20240601);
  for (int round = 0; round < 50; ++round) {
    Values a(1 + random.Below(30)), b(1 + random.Below(30));
    for (Values* values : {&a, &b}) {
      for (double& value : *values) {
        value = static_cast<double>(random.Below(10));  // with many ties
      }
    }
    double dominance = 0;
    for (const double x : a) {
      for (const double y : b) {
        dominance += (x > y) - (x < y);
      }
    }
    EXPECT_NEAR(CliffsDelta(a, b), dominance / static_cast<double>(a.size() * b.size()),
                kDoubleTolerance);
  }
}

// Romano et al. 2006: .147, .33 and .474.
TEST(StatisticsTest, DeltaSizesHaveRomanosBounds) {
  EXPECT_EQ(std::string(DeltaSize(0)), "negligible");
  EXPECT_EQ(std::string(DeltaSize(-0.1469)), "negligible");
  EXPECT_EQ(std::string(DeltaSize(0.147)), "small");
  EXPECT_EQ(std::string(DeltaSize(-0.33)), "medium");
  EXPECT_EQ(std::string(DeltaSize(0.473)), "medium");
  EXPECT_EQ(std::string(DeltaSize(-1)), "large");
}

// The example of Benjamini and Hochberg 1995, section 4.1: of 15 comparisons the four smallest are
// rejected at .05.  Adjusted values are the least of 15 p / rank over the same or a higher rank,
// worked by hand: .0278 at rank 6 would be .0695, but .0298 at rank 7 gives .063857.
TEST(StatisticsTest, BenjaminiHochbergGivesThePapersExample) {
  const Values p = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                    .0459, .3240, .4262, .5719, .6528, .7590, 1.000};
  const Values expected = {.0015,           .003,           .0095,           .035625,         .0603,
                           .0298 * 15 / 7,  .0298 * 15 / 7, .0645,           .0765,           .486,
                           .4262 * 15 / 11, .714875,        .6528 * 15 / 13, .7590 * 15 / 14, 1};
  const Values q = BenjaminiHochberg(p);
  ASSERT_EQ(q.size(), p.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_NEAR(q[i], expected[i], kDoubleTolerance) << "rank " << i + 1;
  }
  EXPECT_EQ(std::count_if(q.begin(), q.end(), [](double value) { return value <= 0.05; }), 4);
}

TEST(StatisticsTest, BenjaminiHochbergKeepsTheOrderOfItsInput) {
  const Values q = BenjaminiHochberg(Values{0.04, 0.01, 0.03, 0.01});
  // Sorted .01 .01 .03 .04: .04, .02, .04, .04 by rank, so .02 .02 .04 .04.
  EXPECT_NEAR(q[0], 0.04, kDoubleTolerance);
  EXPECT_NEAR(q[1], 0.02, kDoubleTolerance);
  EXPECT_NEAR(q[2], 0.04, kDoubleTolerance);
  EXPECT_NEAR(q[3], 0.02, kDoubleTolerance);
  EXPECT_TRUE(BenjaminiHochberg({}).empty());
  EXPECT_EQ(BenjaminiHochberg(Values{0.3}), Values{0.3});
}

// The share of all ways to choose |a| of the values whose difference of means is as large.
double ExactP(const Values& a, const Values& b) {
  Values pool = a;
  pool.insert(pool.end(), b.begin(), b.end());
  const double total = std::accumulate(pool.begin(), pool.end(), 0.0);
  const auto difference = [&](double sum) {
    return std::abs(sum / static_cast<double>(a.size()) -
                    (total - sum) / static_cast<double>(b.size()));
  };
  const double observed = difference(std::accumulate(a.begin(), a.end(), 0.0));
  int reached = 0, all = 0;
  for (unsigned mask = 0; mask < 1u << pool.size(); ++mask) {
    double sum = 0;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < pool.size(); ++i) {
      if ((mask >> i & 1) != 0) {
        sum += pool[i];
        ++chosen;
      }
    }
    if (chosen == a.size()) {
      ++all;
      reached += difference(sum) >= observed - 1e-12;
    }
  }
  return reached / static_cast<double>(all);
}

PermutationOptions Long() {
  PermutationOptions options;
  options.most = 40000;
  options.exceedances = 1 << 30;  // never stop early
  return options;
}

// 20 ways to choose 3 of 6.  40,000 draws have a standard error of at most .0025; the bound is
// four.
TEST(StatisticsTest, PermutationPAgreesWithAllPermutationsOfThreeAndThree) {
  const std::pair<Values, Values> cases[] = {{{1, 2, 3}, {4, 5, 6}},  // 2 of 20
                                             {{1, 2, 4}, {3, 5, 6}},  // 4 of 20
                                             {{1, 5, 3}, {2, 4, 6}},  //
                                             {{1, 1, 2}, {1, 2, 2}},  // with ties
                                             {{-0.3, 0.1, 0}, {0.1, 0.2, 0.3}}};
  EXPECT_NEAR(ExactP(cases[0].first, cases[0].second), 0.1, kDoubleTolerance);
  EXPECT_NEAR(ExactP(cases[1].first, cases[1].second), 0.2, kDoubleTolerance);
  for (const auto& [a, b] : cases) {
    EXPECT_NEAR(PermutationP(a, b, Long()), ExactP(a, b), 0.01) << a[0] << " " << a[1];
    EXPECT_NEAR(PermutationP(b, a, Long()), ExactP(a, b), 0.01) << "the other way round";
  }
}

TEST(StatisticsTest, PermutationPAgreesWithAllPermutationsOfUnequalGroups) {
  const Values a = {0.1, 0.4}, b = {-0.2, 0, 0.3, -0.5, -0.1, -0.3};
  EXPECT_NEAR(PermutationP(a, b, Long()), ExactP(a, b), 0.01);
  EXPECT_NEAR(PermutationP(b, a, Long()), ExactP(a, b), 0.01);
}

TEST(StatisticsTest, PermutationPIsNeverZeroAndOneWhereNothingDiffers) {
  Values a(30), b(30);
  std::iota(a.begin(), a.end(), 0.0);
  std::iota(b.begin(), b.end(), 1000.0);
  EXPECT_NEAR(PermutationP(a, b, {}), 1.0 / 10000, kDoubleTolerance);
  EXPECT_EQ(PermutationP(Values(10, 0.1), Values(7, 0.1), {}), 1.0);
  EXPECT_EQ(PermutationP(Values{}, b, {}), 1.0);
  EXPECT_EQ(PermutationP(a, Values{}, {}), 1.0);
}

// Besag and Clifford: stopped at the h-th exceedance in draw l, p is h / l.
TEST(StatisticsTest, PermutationPStopsEarlyWhereTheDifferenceIsCommon) {
  PermutationOptions options;
  options.most = 1000000000;
  const Values a = {1, 2, 3, 4}, b = {1.5, 2.5, 3.5, 2.6};  // would run for minutes otherwise
  const double p = PermutationP(a, b, options);
  EXPECT_GT(p, 0.3);
  EXPECT_NEAR(20 / p, std::round(20 / p), 1e-6) << "20 of a whole number of draws";
  EXPECT_EQ(PermutationP(a, b, options), p) << "the same seed, the same p";
}

}  // namespace
}  // namespace slant
