#include "slant/statistics/effect_size.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "slant/base/random.h"
#include "support/tolerances.h"

namespace slant {
namespace {

using Values = std::vector<double>;

// Of the 9 pairs of {1, 2, 5} and {2, 3, 4}: 5 beats all three; 2 ties with 2 and loses twice;
// 1 loses three times.  (3 - 5) / 9.
TEST(EffectSizeTest, CliffsDeltaCountsPairs) {
  EXPECT_NEAR(CliffsDelta(Values{1, 2, 5}, Values{2, 3, 4}), -2.0 / 9, kDoubleTolerance);
  EXPECT_NEAR(CliffsDelta(Values{2, 3, 4}, Values{1, 2, 5}), 2.0 / 9, kDoubleTolerance);
  EXPECT_EQ(CliffsDelta(Values{3, 4}, Values{1, 2}), 1.0);
  EXPECT_EQ(CliffsDelta(Values{1, 1}, Values{1, 1, 1}), 0.0);
  EXPECT_EQ(CliffsDelta(Values{}, Values{1}), 0.0);
  EXPECT_EQ(CliffsDelta(Values{1}, Values{}), 0.0);
}

TEST(EffectSizeTest, CliffsDeltaAgreesWithAllPairsOfRandomValues) {
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
TEST(EffectSizeTest, DeltaSizesHaveRomanosBounds) {
  EXPECT_EQ(std::string(DeltaSize(0)), "negligible");
  EXPECT_EQ(std::string(DeltaSize(-0.1469)), "negligible");
  EXPECT_EQ(std::string(DeltaSize(0.147)), "small");
  EXPECT_EQ(std::string(DeltaSize(-0.33)), "medium");
  EXPECT_EQ(std::string(DeltaSize(0.473)), "medium");
  EXPECT_EQ(std::string(DeltaSize(-1)), "large");
}

// scipy 1.17: exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / sqrt(df / 2); df = 2 is 1 / sqrt(pi).
TEST(EffectSizeTest, HedgesCorrectionIsTheExactOne) {
  EXPECT_NEAR(HedgesCorrection(2), 0.5641895835477564, 1e-9);
  EXPECT_NEAR(HedgesCorrection(10), 0.922745608053087, 1e-9);
  EXPECT_NEAR(HedgesCorrection(58), 0.9870035810279977, 1e-9);
  EXPECT_EQ(HedgesCorrection(1), 0.0);
}

// Darwin's 15 pairs of crossed and self-fertilised maize, differences in eighths of an inch (Fisher
// 1935, section 17): mean over standard deviation, times J of 14; numpy 2.4 and scipy 1.17.
TEST(EffectSizeTest, HedgesGOfPairsIsThatOfDarwinsMaize) {
  const Values d = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
  EXPECT_NEAR(HedgesGPaired(d), 0.5242641159016376, 1e-9);
  EXPECT_NEAR(CliffsDeltaPaired(d), (13 - 2) / 15.0, kDoubleTolerance);
  EXPECT_EQ(HedgesGPaired(Values{1}), 0.0);
  EXPECT_EQ(HedgesGPaired(Values{2, 2, 2}), 0.0);
  EXPECT_EQ(CliffsDeltaPaired({}), 0.0);
}

}  // namespace
}  // namespace slant
