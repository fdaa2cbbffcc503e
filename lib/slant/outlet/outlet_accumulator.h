/// @file outlet_accumulator.h
/// One pass over the articles of an outlet: sums that merge, and that no order changes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "slant/article/article_metrics.h"
#include "slant/outlet/metric.h"

namespace slant {

/// An estimate over the articles of one outlet.
struct MetricEstimate {
  std::int64_t n = 0;  ///< articles that have the metric
  double mean = 0;
  double sd = 0;  ///< between articles (n - 1)
  /// 95 % percentile bootstrap over articles; nothing for fewer than two.
  std::optional<double> low, high;
};

/// Collects ArticleMetrics of one outlet.  Everything is a sum of integers (values in units of
/// 2^-24), so Merge and the order of Add change nothing, bit for bit.
///
/// The bootstrap is Poisson's (Hanley and MacGibbon, "Creating non-parametric bootstrap samples
/// using Poisson frequencies", 2006): each article gets a Poisson(1) weight in each replicate,
/// derived from its key, so one pass is enough and articles with the same key (copies) are drawn
/// together. A sample of at most kSample articles, those of the smallest hashed keys, is kept for
/// permutation tests.  Memory: about 13 KB a metric, whatever the number of articles.
class OutletAccumulator {
 public:
  static constexpr int kReplicates = 1000;
  static constexpr std::size_t kSample = 1000;

  /// @param metrics MetricList::size() of the run.
  explicit OutletAccumulator(std::size_t metrics = Metrics().size());

  /// @param key identifies the article's content, the same for copies.
  void Add(std::uint64_t key, const ArticleMetrics& article);

  /// Both must be made for the same metrics (assert).
  void Merge(const OutletAccumulator& other);

  std::int64_t articles() const noexcept { return articles_; }
  std::int64_t sentences() const noexcept { return sentences_; }

  MetricEstimate Estimate(std::size_t metric) const;

  /// Means of the metric in each bootstrap replicate; replicates without an article are left at
  /// nothing by being NaN.  kReplicates numbers.
  std::vector<double> Replicates(std::size_t metric) const;

  /// The metric's values of the sampled articles that have it, in the order of their keys.
  std::vector<double> Sample(std::size_t metric) const;

 private:
  struct Sampled {
    std::uint64_t key;
    std::vector<float> values;  // one a metric, NaN if the article has none
    bool operator<(const Sampled& other) const;
  };
  void Keep(Sampled item);

  std::int64_t articles_ = 0;
  std::int64_t sentences_ = 0;
  std::vector<std::int64_t> count_, sum_, square_;  // one a metric
  std::vector<std::int64_t> replicate_sum_;         // (metrics x kReplicates)
  std::vector<std::int32_t> replicate_count_;       // (metrics x kReplicates)
  std::vector<Sampled> sample_;                     // a heap, the largest key first
};

}  // namespace slant
