#include "slant/statistics/variance_shares.h"

#include <gtest/gtest.h>

#include <vector>

#include "slant/base/random.h"

namespace slant {
namespace {

VarianceCell One(std::size_t topic, std::size_t story, std::size_t outlet, double y) {
  return {topic, story, outlet, 1, y, y * y};
}

// Fourteen articles; sums of squares of the sequential fits y ~ topic, + story, + outlet by numpy's
// pinv, and omega squared from them.  One way: y ~ outlet.
TEST(VarianceSharesTest, SequentialSharesAreThoseOfLeastSquares) {
  const std::vector<VarianceCell> cells = {
      One(1, 1, 0, .3),  One(1, 1, 1, .1),  One(1, 1, 1, .2),  One(1, 2, 0, .5),
      One(1, 2, 2, -.1), One(1, 2, 1, .15), One(2, 3, 0, -.2), One(2, 3, 2, -.45),
      One(2, 4, 1, -.1), One(2, 4, 2, -.5), One(2, 4, 0, .05), One(2, 4, 0, -.15),
      One(3, 5, 2, .0),  One(3, 5, 1, .35)};
  const VarianceShares v = ShareVariance(cells);
  EXPECT_EQ(v.n, 14.0);
  EXPECT_NEAR(v.coarse.sum_of_squares, 0.583809523809524, 1e-9);
  EXPECT_NEAR(v.fine.sum_of_squares, 0.030416666666666647, 1e-9);
  EXPECT_NEAR(v.group.sum_of_squares, 0.3816426940639269, 1e-9);
  EXPECT_NEAR(v.error.sum_of_squares, 0.07502397260273974, 1e-9);
  EXPECT_EQ(v.coarse.df, 2.0);
  EXPECT_EQ(v.fine.df, 2.0);
  EXPECT_EQ(v.group.df, 2.0);
  EXPECT_EQ(v.error.df, 7.0);
  EXPECT_NEAR(v.coarse.omega_squared.value(), 0.5199413910665706, 1e-9);
  EXPECT_NEAR(v.fine.omega_squared.value(), 0.008303585590573334, 1e-9);
  EXPECT_NEAR(v.group.omega_squared.value(), 0.3330286187458122, 1e-9);
  EXPECT_NEAR(v.group_alone.omega_squared.value(), 0.2690906844327718, 1e-9);
}

TEST(VarianceSharesTest, CellsThatAreAddedUpGiveTheSame) {
  const std::vector<VarianceCell> apart = {One(0, 0, 0, .3), One(0, 0, 0, .5), One(0, 0, 1, .2),
                                           One(0, 1, 0, .9), One(0, 1, 1, .1), One(0, 1, 1, .4)};
  const std::vector<VarianceCell> added = {
      {0, 0, 0, 2, .8, .34}, One(0, 0, 1, .2), One(0, 1, 0, .9), {0, 1, 1, 2, .5, .17}};
  EXPECT_NEAR(ShareVariance(apart).group.omega_squared.value(),
              ShareVariance(added).group.omega_squared.value(), 1e-12);
  EXPECT_FALSE(ShareVariance(apart).coarse.omega_squared) << "one topic explains nothing";
}

// Outlets that share no story cannot be told from their stories.
TEST(VarianceSharesTest, OutletsWithoutSharedStoriesHaveNoShareWithinThem) {
  const std::vector<VarianceCell> cells = {One(0, 0, 0, .3), One(0, 0, 0, .5), One(0, 1, 1, .2),
                                           One(0, 1, 1, .9)};
  const VarianceShares v = ShareVariance(cells);
  EXPECT_EQ(v.group.df, 0.0);
  EXPECT_FALSE(v.group.omega_squared);
  EXPECT_TRUE(v.group_alone.omega_squared);
  EXPECT_FALSE(ShareVariance({}).group.omega_squared);
}

// Topic sd .4, story .3, outlet .2, error .1: shares .533, .300, .133, .033 of .30.
TEST(VarianceSharesTest, SharesOfASimulationComeOut) {
  Random random(20240601);
  std::vector<VarianceCell> cells;
  std::vector<double> outlets(40);
  for (double& outlet : outlets) {
    outlet = 0.2 * random.Normal();
  }
  for (std::size_t topic = 0; topic < 60; ++topic) {
    const double a = 0.4 * random.Normal();
    for (std::size_t story = 0; story < 20; ++story) {
      const double b = 0.3 * random.Normal();
      for (int i = 0; i < 6; ++i) {
        const std::size_t outlet = random.Below(outlets.size());
        cells.push_back(One(topic, story, outlet, a + b + outlets[outlet] + 0.1 * random.Normal()));
      }
    }
  }
  const VarianceShares v = ShareVariance(cells);
  EXPECT_NEAR(v.coarse.omega_squared.value(), 0.533, 0.1);
  EXPECT_NEAR(v.fine.omega_squared.value(), 0.300, 0.08);
  EXPECT_NEAR(v.group.omega_squared.value(), 0.133, 0.06);
}

}  // namespace
}  // namespace slant
