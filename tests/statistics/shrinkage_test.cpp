#include "slant/statistics/shrinkage.h"

#include <gtest/gtest.h>

#include <vector>

namespace slant {
namespace {

using Values = std::vector<double>;

// Thirteen trials of BCG (Colditz et al., JAMA 271, 1994), log risk ratios and variances to four
// decimals; statsmodels 0.15, combine_effects(method_re="dl"), and the posterior means from it.
TEST(ShrinkageTest, DerSimonianLairdGivesWhatStatsmodelsGives) {
  const Values estimates = {-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209,
                            0.0120,  -0.4694, -1.3713, -0.3394, 0.4459,  -0.0173};
  const Values variances = {0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230,
                            0.0040, 0.0564, 0.0730, 0.0124, 0.5325, 0.0714};
  const Values shrunken = {-0.7993147365114651, -1.2483034907540307,   -0.9842263231121042,
                           -1.397292716578682,  -0.28820474177577154,  -0.7845239902520693,
                           -1.2403550154533738, 0.0027030152010308894, -0.507229927277828,
                           -1.2455073696608054, -0.35388300640662707,  -0.28866397880519545,
                           -0.1482925576018892};
  const RandomEffects effects = ShrinkGroups(estimates, variances);
  EXPECT_NEAR(effects.mean, -0.7140842183837547, 1e-9);
  EXPECT_NEAR(effects.tau2, 0.30839557085831404, 1e-9);
  EXPECT_NEAR(effects.q, 151.81491898583556, 1e-9);
  ASSERT_EQ(effects.shrunken.size(), shrunken.size());
  for (std::size_t i = 0; i < shrunken.size(); ++i) {
    EXPECT_NEAR(effects.shrunken[i], shrunken[i], 1e-9);
  }
}

// Q is below its degrees of freedom: nothing but chance, so all are the common mean.
TEST(ShrinkageTest, EqualGroupsAreDrawnTogetherCompletely) {
  const RandomEffects effects = ShrinkGroups(Values{0.1, 0.11, 0.09}, Values{0.01, 0.01, 0.01});
  EXPECT_EQ(effects.tau2, 0.0);
  for (const double value : effects.shrunken) {
    EXPECT_NEAR(value, 0.1, 1e-12);
  }
  EXPECT_TRUE(ShrinkGroups({}, {}).shrunken.empty());
}

}  // namespace
}  // namespace slant
