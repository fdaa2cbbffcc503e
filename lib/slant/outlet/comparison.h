/// @file comparison.h
/// Outlets side by side: estimates with intervals, and which differences can be told from chance.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "slant/outlet/outlet_accumulator.h"
#include "slant/outlet/statistics.h"

namespace slant {

/// Accumulators by the name of the outlet (or of any other group).
using OutletAccumulators = std::map<std::string, OutletAccumulator>;

struct ComparisonOptions {
  MetricList metrics;
  std::size_t metric = 0;  ///< the one metric whose differences are tested (index in the list)
  std::int64_t min_articles = 5;  ///< smaller outlets are listed, but not tested
  double false_discovery_rate = 0.05;
  PermutationOptions permutation;
};

struct OutletMetrics {
  std::string outlet;
  std::int64_t articles = 0;
  std::int64_t sentences = 0;
  std::vector<MetricEstimate> metrics;  ///< in the order of Comparison::list
};

/// The difference between two outlets in the tested metric.
struct Difference {
  std::size_t a = 0, b = 0;  ///< indices into Comparison::outlets
  double estimate = 0;       ///< mean of a - mean of b
  double low = 0, high = 0;  ///< 95 % percentile bootstrap over articles
  double cliffs_delta = 0;   ///< effect size
  double p = 1;              ///< permutation
  double q = 1;              ///< Benjamini-Hochberg over all pairs of the comparison
  bool separable = false;    ///< q <= the false discovery rate
};

/// Raw: topics and stories are not held constant.
struct Comparison {
  MetricList list;
  std::size_t metric = 0;
  std::vector<OutletMetrics> outlets;   ///< by the tested metric, the most negative first
  std::vector<Difference> differences;  ///< all pairs of large enough outlets, by q, larger first
  std::size_t too_small = 0;            ///< outlets with fewer than min_articles
};

Comparison CompareOutlets(const OutletAccumulators& outlets, const ComparisonOptions& options);

}  // namespace slant
