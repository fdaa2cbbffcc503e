#include "slant/statistics/change_points.h"

#include <gtest/gtest.h>

#include <vector>

#include "slant/base/random.h"

namespace slant {
namespace {

using Values = std::vector<double>;

TEST(ChangePointsTest, AStepIsFoundWhereItIs) {
  const Values values = {.1, .12, .08, .11, .09, .1, .4, .42, .38, .41, .39, .4};
  const auto changes = FindChanges(values, Values(12, 10), {});
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].index, 6u);
  EXPECT_NEAR(changes[0].before, 0.1, 1e-12);
  EXPECT_NEAR(changes[0].after, 0.4, 1e-12);
  EXPECT_LT(changes[0].p, 0.01);
}

TEST(ChangePointsTest, TwoStepsAreFound) {
  Random random(3);
  Values values;
  for (const double level : {0.0, 0.5, -0.2}) {
    for (int i = 0; i < 10; ++i) {
      values.push_back(level + 0.05 * random.Normal());
    }
  }
  const auto changes = FindChanges(values, Values(30, 5), {});
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].index, 10u);
  EXPECT_EQ(changes[1].index, 20u);
}

// The rate that is stated: 300 series of chance, 5 % and two standard errors (2.5 %).
TEST(ChangePointsTest, SeriesWithoutChangeHaveOneAtTheRateOnly) {
  Random random(20240601);
  ChangePointOptions options;
  options.permutations = 199;
  int alarms = 0;
  for (int series = 0; series < 300; ++series) {
    Values values(20), weights(20);
    for (std::size_t i = 0; i < 20; ++i) {
      weights[i] = static_cast<double>(1 + random.Below(20));
      values[i] = random.Normal();
    }
    alarms += !FindChanges(values, weights, options).empty();
  }
  EXPECT_LE(alarms, 300 * (0.05 + 0.025));
  EXPECT_GE(alarms, 300 * (0.05 - 0.025));
}

TEST(ChangePointsTest, ShortAndConstantSeriesHaveNone) {
  EXPECT_TRUE(FindChanges({}, {}, {}).empty());
  EXPECT_TRUE(FindChanges(Values{0, 0, 1, 1}, Values(4, 1), {}).empty());
  EXPECT_TRUE(FindChanges(Values(30, 0.5), Values(30, 1), {}).empty());
}

}  // namespace
}  // namespace slant
