/// @file time_series.h
/// Metrics by period and outlet, and where their level changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "slant/outlet/comparison_accumulator.h"
#include "slant/outlet/metric.h"
#include "slant/statistics/change_points.h"

namespace slant {

struct PeriodEstimate {
  std::size_t metric = 0;
  std::string outlet, period;
  std::int64_t n = 0;  ///< articles that have the metric
  double mean = 0;
  /// 95 % by Student's t over articles; nothing for fewer than two.
  std::optional<double> low, high;
};

struct OutletChange {
  std::size_t metric = 0;
  std::string outlet;
  std::string period;            ///< the first one of the new level
  double before = 0, after = 0;  ///< means over the articles of the stretches on both sides
  double p = 1;
};

struct TimeSeries {
  std::vector<PeriodEstimate> periods;  ///< by metric, outlet, period; those without articles fail
  std::vector<OutletChange> changes;    ///< by metric, outlet, period
  std::size_t series = 0;               ///< looked at: long enough for a change
  /// How often a report without any change names one or more; each series has its equal part.
  double false_alarm_rate = 0;
};

/// @param articles with their period in the place of the topic and no story.
/// @param list     the run's metrics.
/// @param metrics  indices in `list`.
/// @param options  its rate is of the whole report.
TimeSeries FollowOutlets(const ComparisonAccumulator& articles, const MetricList& list,
                         const std::vector<std::size_t>& metrics,
                         const ChangePointOptions& options);

}  // namespace slant
