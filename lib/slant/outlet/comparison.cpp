#include "slant/outlet/comparison.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace slant {
namespace {

struct Group {
  std::size_t index;  // into Comparison::outlets
  std::vector<double> sample;
  std::vector<double> replicates;
};

Difference Compare(const Comparison& comparison, const Group& a, const Group& b,
                   const PermutationOptions& permutation) {
  Difference out;
  out.a = a.index;
  out.b = b.index;
  out.estimate = comparison.outlets[a.index].metrics[comparison.metric].mean -
                 comparison.outlets[b.index].metrics[comparison.metric].mean;
  std::vector<double> draws;
  for (std::size_t i = 0; i < a.replicates.size(); ++i) {
    // The other group's replicate is taken a step later: a copy that stands in both must not be
    // drawn together on both sides.
    const double draw = a.replicates[i] - b.replicates[(i + 1) % b.replicates.size()];
    if (!std::isnan(draw)) {
      draws.push_back(draw);
    }
  }
  std::sort(draws.begin(), draws.end());
  if (!draws.empty()) {
    out.low = draws[static_cast<std::size_t>(0.025 * static_cast<double>(draws.size() - 1))];
    out.high = draws[static_cast<std::size_t>(0.975 * static_cast<double>(draws.size() - 1))];
  }
  out.cliffs_delta = CliffsDelta(a.sample, b.sample);
  out.p = PermutationP(a.sample, b.sample, permutation);
  return out;
}

}  // namespace

Comparison CompareOutlets(const OutletAccumulators& outlets, const ComparisonOptions& options) {
  Comparison out;
  out.metric = options.metric;
  out.list = options.metrics;
  for (const auto& [name, accumulator] : outlets) {
    OutletMetrics outlet{name, accumulator.articles(), accumulator.sentences(), {}};
    for (std::size_t m = 0; m < options.metrics.size(); ++m) {
      outlet.metrics.push_back(accumulator.Estimate(m));
    }
    out.outlets.push_back(std::move(outlet));
  }
  std::sort(out.outlets.begin(), out.outlets.end(),
            [&](const OutletMetrics& a, const OutletMetrics& b) {
              return std::tuple(a.metrics[options.metric].mean, a.outlet) <
                     std::tuple(b.metrics[options.metric].mean, b.outlet);
            });
  std::vector<Group> groups;
  for (std::size_t i = 0; i < out.outlets.size(); ++i) {
    if (out.outlets[i].metrics[options.metric].n < options.min_articles) {
      ++out.too_small;
      continue;
    }
    const OutletAccumulator& accumulator = outlets.at(out.outlets[i].outlet);
    groups.push_back(
        {i, accumulator.Sample(options.metric), accumulator.Replicates(options.metric)});
  }
  std::vector<double> p;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (std::size_t j = i + 1; j < groups.size(); ++j) {
      out.differences.push_back(Compare(out, groups[i], groups[j], options.permutation));
      p.push_back(out.differences.back().p);
    }
  }
  const auto q = BenjaminiHochberg(p);
  for (std::size_t i = 0; i < q.size(); ++i) {
    out.differences[i].q = q[i];
    out.differences[i].separable = q[i] <= options.false_discovery_rate;
  }
  std::stable_sort(
      out.differences.begin(), out.differences.end(), [](const Difference& a, const Difference& b) {
        return std::tuple(a.q, -std::abs(a.estimate)) < std::tuple(b.q, -std::abs(b.estimate));
      });
  return out;
}

}  // namespace slant
