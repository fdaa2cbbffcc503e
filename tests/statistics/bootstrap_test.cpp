#include "slant/statistics/bootstrap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "slant/base/random.h"
#include "slant/statistics/moments.h"
#include "support/tolerances.h"

namespace slant {
namespace {

using Values = std::vector<double>;

// numpy 2.4, quantile(x, .3), method linear.
TEST(BootstrapTest, QuantilesAreInterpolated) {
  const Values x = {1, 2, 4, 8, 16.5};
  EXPECT_NEAR(Quantile(x, 0.3), 2.4, 1e-9);
  EXPECT_EQ(Quantile(x, 0), 1.0);
  EXPECT_EQ(Quantile(x, 1), 16.5);
  EXPECT_EQ(Quantile(Values{3}, 0.7), 3.0);
}

// scipy 1.17: t.ppf(.975, df) / norm.ppf(.975) * sqrt((df + 1) / df).
TEST(BootstrapTest, TheFactorForFewClustersIsThatOfT) {
  EXPECT_NEAR(SmallSampleFactor(4), 1.5837842021560746, 1e-9);
  EXPECT_NEAR(SmallSampleFactor(9), 1.216615733100725, 1e-9);
  EXPECT_NEAR(SmallSampleFactor(29.5), 1.0602621821691556, 1e-9);
  EXPECT_NEAR(SmallSampleFactor(1e6), 1, 1e-5);
}

// Replicates 0, 1, ..., 100: quantiles 2.5 and 97.5 about the center 50.
TEST(BootstrapTest, AnIntervalScalesTheDeviationsFromTheCenter) {
  Values replicates(101);
  for (std::size_t i = 0; i < replicates.size(); ++i) {
    replicates[i] = static_cast<double>(100 - i);
  }
  replicates.push_back(std::numeric_limits<double>::quiet_NaN());
  const Bounds interval = PercentileInterval(replicates, 50, 7, 2);
  EXPECT_NEAR(interval.low, 7 - 95, kDoubleTolerance);
  EXPECT_NEAR(interval.high, 7 + 95, kDoubleTolerance);
  EXPECT_EQ(PercentileInterval({}, 0, 7, 2).low, 7.0);
}

// Poisson(1): mean 1, variance 1, P(0) = 1/e.  60,000 weights: standard errors .004, .0058, .002.
TEST(BootstrapTest, WeightsArePoisson) {
  double sum = 0, square = 0, none = 0;
  for (std::uint64_t key = 0; key < 60; ++key) {
    for (const std::uint8_t weight : PoissonWeights(key * 0x9E3779B97F4A7C15ULL)) {
      sum += weight;
      square += weight * weight;
      none += weight == 0;
    }
  }
  EXPECT_NEAR(sum / 60000, 1, 0.016);
  EXPECT_NEAR(square / 60000 - 1, 1, 0.04);
  EXPECT_NEAR(none / 60000, std::exp(-1.0), 0.008);
}

// Their spread is that of the mean, sd sqrt((n - 1) / n) / sqrt(n), within 10 % for 1000 of them.
TEST(BootstrapTest, MeansSpreadLikeTheStandardError) {
  Random random(4);
  Values values;
  std::vector<std::uint64_t> keys;
  for (int i = 0; i < 200; ++i) {
    values.push_back(random.Normal());
    keys.push_back(random.Next());
  }
  Values means = BootstrapMeans(values, keys);
  const Moments m = MomentsOf(values);
  EXPECT_NEAR(StandardError(means) / (m.sd / std::sqrt(200.0)), 1, 0.1);
  std::sort(means.begin(), means.end());
  EXPECT_EQ(std::adjacent_find(means.begin(), means.end()), means.end()) << "a repeated replicate";
}

TEST(BootstrapTest, ClustersOfOneKeyAreDrawnTogether) {
  const Values once = BootstrapMeans(Values{1, 2, 5}, std::vector<std::uint64_t>{7, 8, 9});
  const Values twice =
      BootstrapMeans(Values{1, 2, 5, 5, 2, 1}, std::vector<std::uint64_t>{7, 8, 9, 9, 8, 7});
  for (std::size_t b = 0; b < kReplicates; ++b) {
    if (std::isnan(once[b])) {
      EXPECT_TRUE(std::isnan(twice[b]));
    } else {
      EXPECT_NEAR(once[b], twice[b], kDoubleTolerance);
    }
  }
}

}  // namespace
}  // namespace slant
