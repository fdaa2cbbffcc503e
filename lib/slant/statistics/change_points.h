/// @file change_points.h
/// Where the level of a series changes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace slant {

struct ChangePointOptions {
  /// How often a series without any change gets one or more.
  double false_alarm_rate = 0.05;
  int permutations = 9999;
  std::size_t least_length = 3;  ///< periods on either side of a change
  std::uint64_t seed = 17;
};

struct ChangePoint {
  std::size_t index = 0;         ///< the first period of the new level
  double before = 0, after = 0;  ///< weighted means of the stretches on both sides
  double p = 1;                  ///< of the split, by permuting periods; never 0
};

/// Binary segmentation (Vostrikova, "Detecting disorder in multidimensional random processes",
/// Soviet Mathematics Doklady 24, 1981) with the largest weighted CUSUM statistic and the threshold
/// that permuted periods give: a stretch is split at the most where p <= the rate, and its parts
/// are looked at only then, so a series of exchangeable periods gets a change at most at the rate.
/// Periods that resemble their neighbours for other reasons (trends, seasons) are called changes
/// more often.
/// @param weights articles of each period, over 0; one a value (assert).
/// @return by index.
std::vector<ChangePoint> FindChanges(std::span<const double> values,
                                     std::span<const double> weights,
                                     const ChangePointOptions& options);

}  // namespace slant
