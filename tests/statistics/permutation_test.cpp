#include "slant/statistics/permutation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "slant/base/random.h"
#include "support/tolerances.h"

namespace slant {
namespace {

using Values = std::vector<double>;

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
TEST(PermutationTest, PermutationPAgreesWithAllPermutationsOfThreeAndThree) {
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

TEST(PermutationTest, PermutationPAgreesWithAllPermutationsOfUnequalGroups) {
  const Values a = {0.1, 0.4}, b = {-0.2, 0, 0.3, -0.5, -0.1, -0.3};
  EXPECT_NEAR(PermutationP(a, b, Long()), ExactP(a, b), 0.01);
  EXPECT_NEAR(PermutationP(b, a, Long()), ExactP(a, b), 0.01);
}

TEST(PermutationTest, PermutationPIsNeverZeroAndOneWhereNothingDiffers) {
  Values a(30), b(30);
  std::iota(a.begin(), a.end(), 0.0);
  std::iota(b.begin(), b.end(), 1000.0);
  EXPECT_NEAR(PermutationP(a, b, {}), 1.0 / 10000, kDoubleTolerance);
  EXPECT_EQ(PermutationP(Values(10, 0.1), Values(7, 0.1), {}), 1.0);
  EXPECT_EQ(PermutationP(Values{}, b, {}), 1.0);
  EXPECT_EQ(PermutationP(a, Values{}, {}), 1.0);
}

// Besag and Clifford: stopped at the h-th exceedance in draw l, p is h / l.
TEST(PermutationTest, PermutationPStopsEarlyWhereTheDifferenceIsCommon) {
  PermutationOptions options;
  options.most = 1000000000;
  const Values a = {1, 2, 3, 4}, b = {1.5, 2.5, 3.5, 2.6};  // would run for minutes otherwise
  const double p = PermutationP(a, b, options);
  EXPECT_GT(p, 0.3);
  EXPECT_NEAR(20 / p, std::round(20 / p), 1e-6) << "20 of a whole number of draws";
  EXPECT_EQ(PermutationP(a, b, options), p) << "the same seed, the same p";
}

// Fisher, "The design of experiments" (1935), section 21: of the 2^15 ways to give Darwin's
// differences signs, 1,726 have a sum as large as 314 on either side.
TEST(PermutationTest, SignFlipsOfDarwinsMaizeAreFishers) {
  const Values d = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
  PermutationOptions all;
  all.most = 1 << 15;
  EXPECT_NEAR(SignFlipP(d, all), 1726.0 / 32768, 1e-9);
  // Drawn: 40,000 draws have a standard error of .0011.
  PermutationOptions drawn = Long();
  drawn.most = 32000;
  EXPECT_NEAR(SignFlipP(d, drawn), 1726.0 / 32768, 0.006);
  // Of its first eight, counted out by numpy: 86 of 256.
  EXPECT_NEAR(SignFlipP(std::span(d).first(8), {}), 86.0 / 256, 1e-9);
}

TEST(PermutationTest, SignFlipPIsOneOfAllWaysAtTheLeast) {
  EXPECT_NEAR(SignFlipP(Values{1, 2, 3, 4, 5, 6}, {}), 2.0 / 64, kDoubleTolerance);
  EXPECT_EQ(SignFlipP(Values{0, 0, 0}, {}), 1.0);
  EXPECT_EQ(SignFlipP({}, {}), 1.0);
  EXPECT_EQ(SignFlipP(Values{3}, {}), 1.0);
}

// Many clusters: the limit's p against 100,000 draws of the same.
TEST(PermutationTest, TheLimitAgreesWithDraws) {
  Random random(20240601);
  Values d;
  for (int i = 0; i < 250; ++i) {
    d.push_back(random.Normal() + 0.12);
  }
  const double limit = SignFlipP(d, {});
  int reached = 0;
  double observed = std::accumulate(d.begin(), d.end(), 0.0);
  for (int i = 0; i < 20000; ++i) {
    double sum = 0;
    for (const double value : d) {
      sum += random.Below(2) == 0 ? value : -value;
    }
    reached += std::abs(sum) >= std::abs(observed);
  }
  EXPECT_NEAR(limit, reached / 20000.0, 0.012) << "four standard errors";
  EXPECT_GT(limit, 0.001);
}

// Two strata, 10 ways in each: all 100 counted out.
TEST(PermutationTest, StratifiedPAgreesWithAllPermutationsInsideOfStrata) {
  const std::vector<TwoGroups> strata = {{{1, 2, 4}, {5, 3}}, {{2, 3}, {6, 7, 2.5}}};
  int reached = 0, all = 0;
  const auto sums = [](const TwoGroups& s) {
    Values pool = s.a, out;
    pool.insert(pool.end(), s.b.begin(), s.b.end());
    const double mean = std::accumulate(pool.begin(), pool.end(), 0.0) / 5;
    for (unsigned mask = 0; mask < 32; ++mask) {
      double sum = 0;
      std::size_t chosen = 0;
      for (std::size_t i = 0; i < 5; ++i) {
        sum += (mask >> i & 1) != 0 ? pool[i] - mean : 0;
        chosen += mask >> i & 1;
      }
      if (chosen == s.a.size()) {
        out.push_back(sum);
      }
    }
    return out;
  };
  const double observed = (7 - 3 * 3.0) + (5 - 2 * 4.1);
  double variance = 0;
  for (const double x : sums(strata[0])) {
    for (const double y : sums(strata[1])) {
      ++all;
      reached += std::abs(x + y) >= std::abs(observed) - 1e-9;
      variance += (x + y) * (x + y) / 100;
    }
  }
  ASSERT_EQ(all, 100);
  EXPECT_NEAR(StratifiedPermutationP(strata, Long()), reached / 100.0, 0.01);
  // The limit has the exact variance: its p is that of the normal distribution.
  const std::vector<StratumSums> sums_of = {{3, 7, 21, 2, 8, 34}, {2, 5, 13, 3, 15.5, 91.25}};
  EXPECT_NEAR(StratifiedPermutationPFromSums(sums_of),
              std::erfc(std::abs(observed) / std::sqrt(2 * variance)), 1e-9);
}

TEST(PermutationTest, AStratumWithOneGroupTellsNothing) {
  const std::vector<TwoGroups> strata = {{{1, 2, 3}, {}}, {{}, {9}}};
  EXPECT_EQ(StratifiedPermutationP(strata, {}), 1.0);
  const std::vector<StratumSums> sums = {{3, 6, 14, 0, 0, 0}};
  EXPECT_EQ(StratifiedPermutationPFromSums(sums), 1.0);
}

// Three clusters of three: 27 ways; only the observed one has the sum 6, none -6.
TEST(PermutationTest, ExchangePCountsWhoCouldHaveBeenIt) {
  const Exchange one{{2, -1, -1}, 0};
  const std::vector<Exchange> clusters = {one, one, one};
  EXPECT_NEAR(ExchangeP(clusters, {}), 1.0 / 27, kDoubleTolerance);
}

}  // namespace
}  // namespace slant
