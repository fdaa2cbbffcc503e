/// @file metric.h
/// The table of what is compared between outlets: one line a metric.
#pragma once

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "slant/article/article_metrics.h"

namespace slant {

/// What a metric can be, and so the mean of any articles.
struct MetricRange {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  double Clamp(double value) const { return std::clamp(value, low, high); }
};

/// One number of an article that can be averaged over articles.
struct Metric {
  std::string_view name;         ///< in rows and for --metric
  std::string_view description;  ///< one line, with the range
  MetricRange range;
  /// The article's value in [-2, 2]; nothing if the article has none (no quotations, no headline).
  std::optional<double> (*value)(const ArticleMetrics& article);
};

/// All metrics, in the order of every report.
std::span<const Metric> Metrics() noexcept;

/// Index of the metric of this name in Metrics(), or nothing.
std::optional<std::size_t> FindMetric(std::string_view name) noexcept;

/// The metrics of a run, in the order of every report: those of Metrics(), then three for each
/// column of LexiconMeasures, over all sentences ("vader.compound"), over the narration alone
/// ("vader.compound_narration") and over quotations and reported speech ("vader.compound_quoted").
class MetricList {
 public:
  MetricList() = default;
  explicit MetricList(std::span<const MeasureColumn> columns);

  std::size_t size() const noexcept { return Metrics().size() + extra_.size(); }
  std::string_view name(std::size_t metric) const noexcept;
  std::string_view description(std::size_t metric) const noexcept;

  /// Unbounded where nothing is known, as for lists that weigh words.
  MetricRange range(std::size_t metric) const noexcept;

  /// The metric of this name, or nothing.
  std::optional<std::size_t> Find(std::string_view name) const noexcept;

  /// The metrics that measure the same in the narration, in quoted voices and in both, in this
  /// order; empty if the metric has no such siblings.
  std::vector<std::size_t> Voices(std::size_t metric) const;

  /// The article's value in [-100, 100], or nothing.  An article that was rated by classifiers
  /// alone has the metrics of Metrics() only.
  static std::optional<double> Value(std::size_t metric, const ArticleMetrics& article);

 private:
  struct Extra {
    std::string name, description;
    MetricRange range;
  };
  std::vector<Extra> extra_;
};

}  // namespace slant
