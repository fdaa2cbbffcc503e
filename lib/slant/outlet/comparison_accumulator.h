/// @file comparison_accumulator.h
/// One pass over articles: sums by group, topic and story that merge, and that no order changes.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "slant/article/article_metrics.h"
#include "slant/outlet/metric.h"

namespace slant {

/// Where an article stands; an empty topic or story is none.
struct ArticlePlace {
  std::string_view group;  ///< the outlet, or whatever else is compared
  std::string_view topic, story;
};

/// Sums of one metric over some articles, in units of 2^-24.
struct MetricSums {
  std::int64_t n = 0, sum = 0, square = 0;

  double Sum() const noexcept { return static_cast<double>(sum) * 0x1.0p-24; }
  double Square() const noexcept { return static_cast<double>(square) * 0x1.0p-24; }
  void Add(const MetricSums& other) noexcept;
};

/// An article's metrics in the order of a MetricList of `metrics` of them, NaN for what it has none
/// of.
std::vector<float> MetricValues(const ArticleMetrics& article, std::size_t metrics);

/// The articles of one group on one story of one topic.
struct ComparisonCell {
  std::int64_t articles = 0, sentences = 0;
  std::vector<MetricSums> metrics;
};

/// Collects ArticleMetrics.  Everything is a sum of integers, so Merge and the order of Add change
/// nothing, bit for bit.  Of each group at most kSample articles are kept for bootstrap and
/// permutation tests, those of the smallest hashed keys.  Memory: 24 bytes a metric and cell, which
/// are at most as many as articles and grow with groups, topics and stories; 4 bytes a metric and
/// sampled article.
class ComparisonAccumulator {
 public:
  static constexpr std::size_t kSample = 1000;

  /// Group, topic, story.
  using Place = std::tuple<std::string, std::string, std::string>;

  struct Sampled {
    std::uint64_t key;
    std::string topic;
    std::vector<float> values;  ///< one a metric, NaN if the article has none
    bool operator<(const Sampled& other) const;
  };

  /// @param metrics MetricList::size() of the run.
  explicit ComparisonAccumulator(std::size_t metrics = Metrics().size()) : metrics_(metrics) {}

  /// @param key identifies the article's content, the same for copies.
  /// @param values (metrics) as MetricValues gives them.
  void Add(std::uint64_t key, const ArticlePlace& place, std::int64_t sentences,
           std::span<const float> values);
  void Add(std::uint64_t key, const ArticlePlace& place, const ArticleMetrics& article);

  /// Both must be made for the same metrics (assert).
  void Merge(const ComparisonAccumulator& other);

  std::size_t metrics() const noexcept { return metrics_; }
  bool empty() const noexcept { return cells_.empty(); }
  const std::map<Place, ComparisonCell>& cells() const noexcept { return cells_; }

  /// The groups, in the order of their names.
  std::vector<std::string> Groups() const;

  /// The sampled articles of a group, in the order of their keys.
  std::vector<Sampled> Sample(const std::string& group) const;

 private:
  static void Keep(Sampled item, std::vector<Sampled>& heap);

  std::size_t metrics_;
  std::map<Place, ComparisonCell> cells_;
  std::map<std::string, std::vector<Sampled>> samples_;  // heaps, the largest key first
};

}  // namespace slant
