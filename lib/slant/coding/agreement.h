/// @file agreement.h
/// How far coders agree, beyond what chance would do.  Knows numbers alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "slant/classify/evaluation.h"

namespace slant {

/// What values mean: names, an order, or distances.
enum class MeasurementLevel : std::uint8_t { kNominal, kOrdinal, kInterval };

/// (units x coders) values, a row for each unit; NaN where a coder said nothing.  Nominal values
/// are any numbers that stand for names.
struct Ratings {
  std::size_t coders = 0;
  std::vector<double> values;

  std::size_t units() const noexcept { return coders == 0 ? 0 : values.size() / coders; }
  double at(std::size_t unit, std::size_t coder) const { return values[unit * coders + coder]; }
  /// These coders alone, in this order.
  Ratings Of(std::span<const std::size_t> chosen) const;
};

struct Agreement {
  /// Krippendorff's alpha: 1 - observed / expected disagreement.  1 is perfect, 0 what chance does,
  /// below 0 systematic disagreement.  Nothing without a unit that two coders rated, or if all
  /// values are the same.
  std::optional<double> alpha;
  std::optional<double> alpha_low, alpha_high;  ///< 95 %, percentile bootstrap over units
  /// Pairs of values of one unit that are equal, in [0, 1].
  std::optional<double> percent;
  std::optional<double> percent_low, percent_high;
  std::size_t units = 0;   ///< that two coders or more rated
  std::size_t values = 0;  ///< in them
};

/// Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), for any number of
/// coders and missing values.  Ordinal distances are those of the values' ranks in the middle of
/// their ties, which equals his metric.
/// @param options `replicates` 0 leaves out intervals.  Linear in the values (and a logarithm for
///        sorting), times the replicates.
Agreement MeasureAgreement(const Ratings& ratings, MeasurementLevel level,
                           const BootstrapOptions& options);

/// The value that most coders of a unit gave; NaN for none, or a tie.
/// Of ordinal values the median (of an even number the mean of the two in the middle), of interval
/// values the mean.
double CentralRating(std::span<const double> values, MeasurementLevel level);

/// Mean of `errors` and its 95 % percentile bootstrap interval over units; low and high are the
/// mean itself for fewer than two.  0 for none.
Interval MeanWithInterval(std::span<const double> errors, const BootstrapOptions& options);

}  // namespace slant
