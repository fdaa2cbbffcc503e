#include "slant/outlet/outlet_accumulator.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "slant/base/hash.h"

namespace slant {
namespace {

constexpr double kUnit = 0x1.0p-24;

// Poisson(1) weights of an article, one a replicate: how many of the cumulative probabilities
// e^-1 sum_{j<=k} 1/j! a uniform 32-bit number reaches.
std::array<std::uint8_t, OutletAccumulator::kReplicates> PoissonWeights(std::uint64_t key) {
  constexpr double kCumulative[] = {0.36787944117144233, 0.73575888234288470, 0.91969860292860580,
                                    0.98101184312384630, 0.99634015317265640, 0.99940581518241830,
                                    0.99991675885071200, 0.99998975080332530};
  std::array<std::uint32_t, std::size(kCumulative)> bounds{};
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    bounds[i] = static_cast<std::uint32_t>(kCumulative[i] * 4294967296.0);
  }
  std::array<std::uint8_t, OutletAccumulator::kReplicates> weights{};
  for (std::size_t b = 0; b < weights.size(); b += 2) {
    const std::uint64_t bits = Mix64(key + b);
    for (std::size_t half = 0; half < 2; ++half) {
      const auto uniform = static_cast<std::uint32_t>(bits >> (32 * half));
      int weight = 0;
      for (const std::uint32_t bound : bounds) {
        weight += uniform >= bound;
      }
      weights[b + half] = static_cast<std::uint8_t>(weight);
    }
  }
  return weights;
}

}  // namespace

bool OutletAccumulator::Sampled::operator<(const Sampled& other) const {
  if (key != other.key) {
    return key < other.key;
  }
  // Copies with the same key but other metrics (a changed headline) need an order too.
  return std::lexicographical_compare(
      values.begin(), values.end(), other.values.begin(), other.values.end(),
      [](float a, float b) { return std::isnan(b) ? false : std::isnan(a) || a < b; });
}

OutletAccumulator::OutletAccumulator(std::size_t metrics) {
  count_.resize(metrics);
  sum_.resize(metrics);
  square_.resize(metrics);
  replicate_sum_.resize(metrics * kReplicates);
  replicate_count_.resize(metrics * kReplicates);
}

void OutletAccumulator::Add(std::uint64_t key, const ArticleMetrics& article) {
  ++articles_;
  sentences_ += article.all.sentences;
  key = Mix64(key);
  const auto weights = PoissonWeights(key);
  Sampled sampled{key, {}};
  for (std::size_t m = 0; m < count_.size(); ++m) {
    const std::optional<double> value = MetricList::Value(m, article);
    sampled.values.push_back(value ? static_cast<float>(*value)
                                   : std::numeric_limits<float>::quiet_NaN());
    if (!value) {
      continue;
    }
    const auto fixed = static_cast<std::int64_t>(std::llround(*value / kUnit));
    ++count_[m];
    sum_[m] += fixed;
    square_[m] += (fixed * fixed) >> 24;
    std::int64_t* const sums = replicate_sum_.data() + m * kReplicates;
    std::int32_t* const counts = replicate_count_.data() + m * kReplicates;
    for (std::size_t b = 0; b < weights.size(); ++b) {
      sums[b] += weights[b] * fixed;
      counts[b] += weights[b];
    }
  }
  Keep(std::move(sampled));
}

void OutletAccumulator::Keep(Sampled item) {
  if (sample_.size() == kSample) {
    if (!(item < sample_.front())) {
      return;
    }
    std::pop_heap(sample_.begin(), sample_.end());
    sample_.pop_back();
  }
  sample_.push_back(std::move(item));
  std::push_heap(sample_.begin(), sample_.end());
}

void OutletAccumulator::Merge(const OutletAccumulator& other) {
  assert(count_.size() == other.count_.size());
  articles_ += other.articles_;
  sentences_ += other.sentences_;
  const auto add = [](auto& mine, const auto& theirs) {
    std::transform(mine.begin(), mine.end(), theirs.begin(), mine.begin(), std::plus<>());
  };
  add(count_, other.count_);
  add(sum_, other.sum_);
  add(square_, other.square_);
  add(replicate_sum_, other.replicate_sum_);
  add(replicate_count_, other.replicate_count_);
  for (const Sampled& item : other.sample_) {
    Keep(item);
  }
}

MetricEstimate OutletAccumulator::Estimate(std::size_t metric) const {
  MetricEstimate out;
  out.n = count_[metric];
  if (out.n == 0) {
    return out;
  }
  const auto n = static_cast<double>(out.n);
  out.mean = static_cast<double>(sum_[metric]) * kUnit / n;
  if (out.n < 2) {
    return out;
  }
  const double squares = static_cast<double>(square_[metric]) * kUnit;
  out.sd = std::sqrt(std::max(0.0, (squares - n * out.mean * out.mean) / (n - 1)));
  std::vector<double> replicates = Replicates(metric);
  std::erase_if(replicates, [](double value) { return std::isnan(value); });
  std::sort(replicates.begin(), replicates.end());
  if (!replicates.empty()) {
    const auto at = [&](double share) {
      return replicates[static_cast<std::size_t>(
          std::lround(share * static_cast<double>(replicates.size() - 1)))];
    };
    out.low = at(0.025);
    out.high = at(0.975);
  }
  return out;
}

std::vector<double> OutletAccumulator::Replicates(std::size_t metric) const {
  std::vector<double> means(kReplicates, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t b = 0; b < means.size(); ++b) {
    const std::size_t i = metric * kReplicates + b;
    if (replicate_count_[i] > 0) {
      means[b] = static_cast<double>(replicate_sum_[i]) * kUnit / replicate_count_[i];
    }
  }
  return means;
}

std::vector<double> OutletAccumulator::Sample(std::size_t metric) const {
  std::vector<Sampled> ordered = sample_;
  std::sort_heap(ordered.begin(), ordered.end());
  std::vector<double> values;
  for (const Sampled& item : ordered) {
    if (!std::isnan(item.values[metric])) {
      values.push_back(static_cast<double>(item.values[metric]));
    }
  }
  return values;
}

}  // namespace slant
