#include "slant/outlet/time_series.h"

#include <algorithm>
#include <cmath>

#include "slant/statistics/bootstrap.h"

namespace slant {
namespace {

PeriodEstimate Estimate(std::size_t metric, MetricRange range, const std::string& outlet,
                        const std::string& period, const MetricSums& sums) {
  PeriodEstimate out{metric, outlet, period, sums.n, 0, {}, {}};
  const auto n = static_cast<double>(sums.n);
  out.mean = sums.Sum() / n;
  if (sums.n > 1) {
    const double variance = std::max(0.0, (sums.Square() - n * out.mean * out.mean) / (n - 1));
    const double half = 1.959963984540054 * SmallSampleFactor(n - 1) * std::sqrt((n - 1) / n) *
                        std::sqrt(variance / n);  // t sd / sqrt(n)
    out.low = range.Clamp(out.mean - half);
    out.high = range.Clamp(out.mean + half);
  }
  return out;
}

}  // namespace

TimeSeries FollowOutlets(const ComparisonAccumulator& articles, const MetricList& list,
                         const std::vector<std::size_t>& metrics,
                         const ChangePointOptions& options) {
  TimeSeries out;
  out.false_alarm_rate = options.false_alarm_rate;
  struct Series {
    std::size_t first, end;
  };
  std::vector<Series> series;
  for (const std::size_t metric : metrics) {
    std::size_t first = out.periods.size();
    const auto close = [&] {
      if (out.periods.size() - first >= 2 * options.least_length) {
        series.push_back({first, out.periods.size()});
      }
      first = out.periods.size();
    };
    for (const auto& [place, cell] : articles.cells()) {  // by outlet, then period
      const auto& [outlet, period, story] = place;
      if (out.periods.size() > first && out.periods.back().outlet != outlet) {
        close();
      }
      if (cell.metrics[metric].n > 0 && !period.empty()) {
        out.periods.push_back(
            Estimate(metric, list.range(metric), outlet, period, cell.metrics[metric]));
      }
    }
    close();
  }
  out.series = series.size();
  ChangePointOptions own = options;
  own.false_alarm_rate /= static_cast<double>(std::max<std::size_t>(1, series.size()));
  // Enough permutations that the smallest p lies well below a series' part of the rate.
  own.permutations =
      std::max(own.permutations, static_cast<int>(std::min(1e6, 20 / own.false_alarm_rate)));
  for (const Series& s : series) {
    std::vector<double> values, weights;
    for (std::size_t i = s.first; i < s.end; ++i) {
      values.push_back(out.periods[i].mean);
      weights.push_back(static_cast<double>(out.periods[i].n));
    }
    for (const ChangePoint& change : FindChanges(values, weights, own)) {
      const PeriodEstimate& at = out.periods[s.first + change.index];
      out.changes.push_back(
          {at.metric, at.outlet, at.period, change.before, change.after, change.p});
    }
  }
  return out;
}

}  // namespace slant
