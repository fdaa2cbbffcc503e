#include "slant/coding/agreement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "slant/base/random.h"

namespace slant {
namespace {

const double kMissing = std::nan("");
const BootstrapOptions kNoIntervals{.replicates = 0};

// Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C: four observers (here
// columns), 12 units, missing values.
Ratings KrippendorffsExample() {
  const double o = kMissing;
  return {4, {1, 1, o, 1, 2, 2, 3, 2, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 1, 2, 3, 4,
              4, 4, 4, 4, 1, 1, 2, 1, 2, 2, 2, 2, o, 5, 5, 5, o, o, 1, 1, o, 3, o, o}};
}

// He prints .743, .815 and .849; the fractions are those of his coincidence matrix, worked out in
// exact arithmetic (Python's fractions).
TEST(AgreementTest, AlphaOfKrippendorffsExample) {
  const Ratings ratings = KrippendorffsExample();
  const auto alpha = [&](MeasurementLevel level) {
    return MeasureAgreement(ratings, level, kNoIntervals).alpha.value();
  };
  EXPECT_NEAR(alpha(MeasurementLevel::kNominal), 113.0 / 152, 1e-12);
  EXPECT_NEAR(alpha(MeasurementLevel::kOrdinal), 108577.0 / 133160, 1e-12);
  EXPECT_NEAR(alpha(MeasurementLevel::kInterval), 951.0 / 1120, 1e-12);
  EXPECT_NEAR(alpha(MeasurementLevel::kNominal), 0.743, 5e-4);
  EXPECT_NEAR(alpha(MeasurementLevel::kOrdinal), 0.815, 5e-4);
  EXPECT_NEAR(alpha(MeasurementLevel::kInterval), 0.849, 5e-4);
}

// The same paper, part A: two observers, ten units, two values, 0.095 in print.  Of the 20 values
// 14 are 0 and 6 are 1, and four units are apart: alpha = 1 - 19 * 4 / (14 * 6) by his formula for
// binary data.
TEST(AgreementTest, AlphaOfBinaryData) {
  const Ratings ratings{2, {0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0}};
  const Agreement found = MeasureAgreement(ratings, MeasurementLevel::kNominal, kNoIntervals);
  EXPECT_NEAR(found.alpha.value(), 1 - 19.0 * 4 / (14 * 6), 1e-12);
  EXPECT_NEAR(found.alpha.value(), 0.095, 5e-4);
  EXPECT_NEAR(found.percent.value(), 0.6, 1e-12);
}

// The definition, pair by pair, with the ordinal metric as the paper prints it.
double ByDefinition(const Ratings& ratings, MeasurementLevel level) {
  std::map<double, double> counts;
  std::vector<std::vector<double>> units;
  for (std::size_t u = 0; u < ratings.units(); ++u) {
    std::vector<double> unit;
    for (std::size_t c = 0; c < ratings.coders; ++c) {
      if (!std::isnan(ratings.at(u, c))) {
        unit.push_back(ratings.at(u, c));
      }
    }
    if (unit.size() > 1) {
      for (const double value : unit) {
        counts[value] += 1;
      }
      units.push_back(unit);
    }
  }
  const auto distance = [&](double a, double b) {
    if (level == MeasurementLevel::kNominal) {
      return a == b ? 0.0 : 1.0;
    }
    if (level == MeasurementLevel::kInterval) {
      return (a - b) * (a - b);
    }
    const double low = std::min(a, b), high = std::max(a, b);
    double between = 0;
    for (const auto& [value, count] : counts) {
      between += value >= low && value <= high ? count : 0;
    }
    between -= (counts[low] + counts[high]) / 2;
    return between * between;
  };
  double n = 0, observed = 0, expected = 0;
  for (const auto& unit : units) {
    n += static_cast<double>(unit.size());
    for (const double a : unit) {
      for (const double b : unit) {
        observed += distance(a, b) / (static_cast<double>(unit.size()) - 1);
      }
    }
  }
  for (const auto& [a, count_a] : counts) {
    for (const auto& [b, count_b] : counts) {
      expected += count_a * count_b * distance(a, b);
    }
  }
  return 1 - (observed / n) / (expected / (n * (n - 1)));
}

TEST(AgreementTest, AlphaEqualsItsDefinitionOnRandomData) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Random random(seed);
    Ratings ratings;
    ratings.coders = 2 + random.Below(4);
    for (int u = 0; u < 40; ++u) {
      const auto truth = static_cast<double>(random.Below(6));
      for (std::size_t c = 0; c < ratings.coders; ++c) {
        ratings.values.push_back(random.Below(4) == 0   ? kMissing
                                 : random.Below(3) == 0 ? static_cast<double>(random.Below(6))
                                                        : truth);
      }
    }
    for (const auto level :
         {MeasurementLevel::kNominal, MeasurementLevel::kOrdinal, MeasurementLevel::kInterval}) {
      EXPECT_NEAR(MeasureAgreement(ratings, level, kNoIntervals).alpha.value(),
                  ByDefinition(ratings, level), 1e-9)
          << "seed " << seed << ", level " << static_cast<int>(level);
    }
  }
}

TEST(AgreementTest, AlphaIsNotDefinedWithoutPairsOrWithOneValueAlone) {
  const auto alpha = [](Ratings ratings) {
    return MeasureAgreement(ratings, MeasurementLevel::kInterval, {}).alpha;
  };
  EXPECT_FALSE(alpha({2, {}}));
  EXPECT_FALSE(alpha({2, {1, kMissing, kMissing, 2}}));
  EXPECT_FALSE(alpha({2, {1, 1, 1, 1, 1, 1}}));
  EXPECT_EQ(alpha({2, {1, 1, 2, 2}}), 1.0);
}

// Alpha does not see where the scale begins; squares of large values must not drown it.
TEST(AgreementTest, ShiftedValuesHaveTheSameAlpha) {
  Ratings ratings = KrippendorffsExample();
  const auto here = MeasureAgreement(ratings, MeasurementLevel::kInterval, kNoIntervals);
  for (double& value : ratings.values) {
    value += 1e7;
  }
  const auto there = MeasureAgreement(ratings, MeasurementLevel::kInterval, kNoIntervals);
  EXPECT_NEAR(here.alpha.value(), there.alpha.value(), 1e-9);
}

// Coders who answer at random: alpha is 0 on average, and the 95 % interval holds 0 nearly as
// often.  200 draws: 95 % and three standard errors of 1.5 points.
TEST(AgreementTest, IntervalsOfChanceHoldZero) {
  int held = 0;
  double sum = 0;
  constexpr int kDraws = 200;
  for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
    Random random(seed);
    Ratings ratings{2, {}};
    for (int i = 0; i < 200; ++i) {
      ratings.values.push_back(static_cast<double>(random.Below(3)));
    }
    const Agreement found =
        MeasureAgreement(ratings, MeasurementLevel::kNominal, {.replicates = 400, .seed = seed});
    held += *found.alpha_low <= 0 && *found.alpha_high >= 0;
    sum += *found.alpha;
  }
  EXPECT_NEAR(sum / kDraws, 0, 0.02);
  EXPECT_GE(held, kDraws * 0.90);
  EXPECT_LE(held, kDraws * 0.995);
}

TEST(AgreementTest, CentralRatingIsMajorityMedianOrMean) {
  const std::vector<double> values = {1, 4, kMissing, 1, 2};
  EXPECT_EQ(CentralRating(values, MeasurementLevel::kNominal), 1);
  EXPECT_EQ(CentralRating(values, MeasurementLevel::kOrdinal), 1.5);
  EXPECT_EQ(CentralRating(values, MeasurementLevel::kInterval), 2);
  EXPECT_TRUE(std::isnan(CentralRating(std::vector<double>{1, 2}, MeasurementLevel::kNominal)));
  EXPECT_TRUE(std::isnan(CentralRating(std::vector<double>{kMissing}, MeasurementLevel::kOrdinal)));
}

}  // namespace
}  // namespace slant
