#include "slant/statistics/sample_size.h"

#include <gtest/gtest.h>

#include <limits>

namespace slant {
namespace {

// statsmodels 0.15: TTestIndPower().power(.5, 64, .05) and so on; TTestPower for pairs.
TEST(SampleSizeTest, PowerIsThatOfStatsmodels) {
  EXPECT_NEAR(PowerOfT(0.5, 64, Design::kTwoGroups), 0.8014595579222542, 1e-9);
  EXPECT_NEAR(PowerOfT(0.5, 63, Design::kTwoGroups), 0.7951683381233381, 1e-9);
  EXPECT_NEAR(PowerOfT(0.2, 20, Design::kTwoGroups), 0.0945673276173026, 1e-9);
  EXPECT_NEAR(PowerOfT(-0.5, 34, Design::kPaired), 0.8077775012792737, 1e-9);
}

// Cohen 1988: d = .5 at 80 % takes 64 in each of two groups; statsmodels' solve_power gives 63.77,
// 393.41, and for pairs 33.37 and (d = 1.2) 7.59.
TEST(SampleSizeTest, TheLeastNumberIsCohens) {
  EXPECT_EQ(MinimalN(0.5, Design::kTwoGroups), 64);
  EXPECT_EQ(MinimalN(0.2, Design::kTwoGroups), 394);
  EXPECT_EQ(MinimalN(0.5, Design::kPaired), 34);
  EXPECT_EQ(MinimalN(-1.2, Design::kPaired), 8);
}

TEST(SampleSizeTest, NothingIsTooSmallOrTooLarge) {
  EXPECT_EQ(MinimalN(0, Design::kPaired), kTooMany);
  EXPECT_EQ(MinimalN(1e-9, Design::kTwoGroups), kTooMany);
  EXPECT_LE(MinimalN(1e3, Design::kTwoGroups), 3);
}

TEST(SampleSizeTest, TheNeededNumberIsThatOfTheEffectAndUnknownWithoutASpread) {
  EXPECT_EQ(NeededN(0.1, 0.2, Design::kTwoGroups), MinimalN(0.5, Design::kTwoGroups));
  EXPECT_FALSE(NeededN(0.1, 0, Design::kTwoGroups));
  EXPECT_FALSE(NeededN(0.1, std::numeric_limits<double>::quiet_NaN(), Design::kPaired));
  EXPECT_FALSE(NeededN(1e-9, 1, Design::kPaired)) << "over a million";
}

}  // namespace
}  // namespace slant
