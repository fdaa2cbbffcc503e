/// @file metric.h
/// The table of what is compared between outlets: one line a metric.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "slant/article/article_metrics.h"

namespace slant {

/// One number of an article that can be averaged over articles.
struct Metric {
  std::string_view name;         ///< in rows and for --metric
  std::string_view description;  ///< one line, with the range
  /// The article's value in [-2, 2]; nothing if the article has none (no quotations, no headline).
  std::optional<double> (*value)(const ArticleMetrics& article);
};

/// All metrics, in the order of every report.
std::span<const Metric> Metrics() noexcept;

/// Index of the metric of this name in Metrics(), or nothing.
std::optional<std::size_t> FindMetric(std::string_view name) noexcept;

}  // namespace slant
