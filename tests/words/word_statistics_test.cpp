#include "slant/words/word_statistics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace slant {
namespace {

// Expected values of the next three tests: the papers' formulas in 50 decimal digits, by Python's
// decimal module.
TEST(WordStatisticsTest, LogOddsEqualMonroesFormulas) {
  const struct {
    TermContrast counts;
    double prior, prior_words, estimate, variance, z;
  } kCases[] = {
      {{12, 1000, 3, 1500}, 1.5, 250, 1.4433685282517295, 0.2962962962962962, 2.6516373037564974},
      {{0, 1000, 7, 1500}, 0.7, 250, -2.065272587807294, 1.5584415584415584, -1.654367997076261},
      {{5, 800, 0, 400}, 0.01, 10, 5.5419090152607122, 100.19960079840319, 0.5536386433903684},
  };
  for (const auto& c : kCases) {
    const LogOdds found = WeightedLogOdds(c.counts, c.prior, c.prior_words);
    EXPECT_NEAR(found.estimate, c.estimate, 1e-12);
    EXPECT_NEAR(found.variance, c.variance, 1e-9);
    EXPECT_NEAR(found.z, c.z, 1e-12);
  }
}

TEST(WordStatisticsTest, KeynessEqualsTheLogLikelihood) {
  EXPECT_NEAR(Keyness({12, 1000, 3, 1500}), 10.043858601430029, 1e-9);
  EXPECT_NEAR(Keyness({0, 1000, 7, 1500}), 7.1515587327238695, 1e-9);
  // One word in one of two equal texts: 2 ln 2.
  EXPECT_NEAR(Keyness({1, 1e6, 0, 1e6}), 2 * std::log(2.0), 1e-9);
  EXPECT_EQ(Keyness({10, 1000, 20, 2000}), 0);
}

TEST(WordStatisticsTest, LogRatioCountsDoublings) {
  EXPECT_NEAR(LogRatio({12, 1000, 3, 1500}), 2.5849625007211561, 1e-12);
  EXPECT_NEAR(LogRatio({0, 1000, 7, 1500}), -3.222392421336447, 1e-12);
  EXPECT_NEAR(LogRatio({8, 1000, 1, 1000}), 3, 1e-12);
}

// Three words, shares .5 .3 .2 with values 2 -1 0 in a; .2 .2 .6 with values 1 -3 0 in b: the means
// are .7 and -.4, by hand.  Single parts: shifterator 0.3.0's formula, get_shift_scores.
TEST(WordStatisticsTest, WordShiftsAddUpToTheDifferenceOfMeansWhateverTheReference) {
  const double share_a[] = {.5, .3, .2}, value_a[] = {2, -1, 0};
  const double share_b[] = {.2, .2, .6}, value_b[] = {1, -3, 0};
  for (const double reference : {0.0, -.4, 5.0}) {
    double sum = 0;
    for (int i = 0; i < 3; ++i) {
      sum += ShiftOf(share_a[i], value_a[i], share_b[i], value_b[i], reference).total();
    }
    EXPECT_NEAR(sum, 1.1, 1e-12) << "reference " << reference;
  }
  const WordShift first = ShiftOf(.5, 2, .2, 1, -.4);
  EXPECT_NEAR(first.frequency, .3 * 1.9, 1e-12);
  EXPECT_NEAR(first.value, .35, 1e-12);
}

// Student's table: t of 12.706 with 1 degree and 1.984 with 100 leave 5 %.
TEST(WordStatisticsTest, StudentPEqualsTheTable) {
  EXPECT_NEAR(StudentP(12.706204736432095, 1), .05, 1e-9);
  EXPECT_NEAR(StudentP(-1.983971518449633, 100), .05, 1e-9);
  EXPECT_EQ(StudentP(0, 5), 1);
  EXPECT_EQ(StudentP(std::nan(""), 5), 1);
}

}  // namespace
}  // namespace slant
