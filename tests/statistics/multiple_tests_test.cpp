#include "slant/statistics/multiple_tests.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "support/tolerances.h"

namespace slant {
namespace {

using Values = std::vector<double>;

// The example of Benjamini and Hochberg 1995, section 4.1: of 15 comparisons the four smallest are
// rejected at .05.  Adjusted values are the least of 15 p / rank over the same or a higher rank,
// worked by hand: .0278 at rank 6 would be .0695, but .0298 at rank 7 gives .063857.
TEST(MultipleTestsTest, BenjaminiHochbergGivesThePapersExample) {
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

TEST(MultipleTestsTest, BenjaminiHochbergKeepsTheOrderOfItsInput) {
  const Values q = BenjaminiHochberg(Values{0.04, 0.01, 0.03, 0.01});
  // Sorted .01 .01 .03 .04: .04, .02, .04, .04 by rank, so .02 .02 .04 .04.
  EXPECT_NEAR(q[0], 0.04, kDoubleTolerance);
  EXPECT_NEAR(q[1], 0.02, kDoubleTolerance);
  EXPECT_NEAR(q[2], 0.04, kDoubleTolerance);
  EXPECT_NEAR(q[3], 0.02, kDoubleTolerance);
  EXPECT_TRUE(BenjaminiHochberg({}).empty());
  EXPECT_EQ(BenjaminiHochberg(Values{0.3}), Values{0.3});
}

// The same 15 p values; statsmodels 0.15, multipletests(p, method="holm").
TEST(MultipleTestsTest, HolmGivesWhatStatsmodelsGives) {
  const Values p = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                    .0459, .3240, .4262, .5719, .6528, .7590, 1.000};
  const Values expected = {.0015, .0056, .0247, .114, .2211, .278, .278, .278,
                           .3213, 1,     1,     1,    1,     1,    1};
  const Values holm = Holm(p);
  ASSERT_EQ(holm.size(), p.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_NEAR(holm[i], expected[i], 1e-9) << "rank " << i + 1;
  }
}

TEST(MultipleTestsTest, HolmKeepsTheOrderOfItsInput) {
  const Values holm = Holm(Values{0.04, 0.01, 0.03});
  // Sorted .01 .03 .04: 3 x .01, 2 x .03, 1 x .04 raised to the one before.
  EXPECT_NEAR(holm[0], 0.06, kDoubleTolerance);
  EXPECT_NEAR(holm[1], 0.03, kDoubleTolerance);
  EXPECT_NEAR(holm[2], 0.06, kDoubleTolerance);
  EXPECT_TRUE(Holm({}).empty());
}

}  // namespace
}  // namespace slant
