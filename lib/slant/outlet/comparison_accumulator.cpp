#include "slant/outlet/comparison_accumulator.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>

#include "slant/base/hash.h"

namespace slant {

void MetricSums::Add(const MetricSums& other) noexcept {
  n += other.n;
  sum += other.sum;
  square += other.square;
}

bool ComparisonAccumulator::Sampled::operator<(const Sampled& other) const {
  if (key != other.key) {
    return key < other.key;
  }
  if (topic != other.topic) {
    return topic < other.topic;
  }
  // Copies with the same key but other metrics (a changed headline) need an order too.
  return std::lexicographical_compare(
      values.begin(), values.end(), other.values.begin(), other.values.end(),
      [](float a, float b) { return std::isnan(b) ? false : std::isnan(a) || a < b; });
}

std::vector<float> MetricValues(const ArticleMetrics& article, std::size_t metrics) {
  std::vector<float> out;
  out.reserve(metrics);
  for (std::size_t m = 0; m < metrics; ++m) {
    const std::optional<double> value = MetricList::Value(m, article);
    out.push_back(value ? static_cast<float>(*value) : std::numeric_limits<float>::quiet_NaN());
  }
  return out;
}

void ComparisonAccumulator::Add(std::uint64_t key, const ArticlePlace& place,
                                const ArticleMetrics& article) {
  Add(key, place, article.all.sentences, MetricValues(article, metrics_));
}

void ComparisonAccumulator::Add(std::uint64_t key, const ArticlePlace& place,
                                std::int64_t sentences, std::span<const float> values) {
  assert(values.size() == metrics_);
  ComparisonCell& cell =
      cells_[{std::string(place.group), std::string(place.topic), std::string(place.story)}];
  cell.metrics.resize(metrics_);
  ++cell.articles;
  cell.sentences += sentences;
  for (std::size_t m = 0; m < metrics_; ++m) {
    if (!std::isnan(values[m])) {
      const auto fixed = static_cast<std::int64_t>(std::llround(double{values[m]} * 0x1.0p24));
      cell.metrics[m].Add({1, fixed, (fixed * fixed) >> 24});
    }
  }
  Keep({Mix64(key), std::string(place.topic), {values.begin(), values.end()}},
       samples_[std::string(place.group)]);
}

void ComparisonAccumulator::Keep(Sampled item, std::vector<Sampled>& heap) {
  if (heap.size() == kSample) {
    if (!(item < heap.front())) {
      return;
    }
    std::pop_heap(heap.begin(), heap.end());
    heap.pop_back();
  }
  heap.push_back(std::move(item));
  std::push_heap(heap.begin(), heap.end());
}

void ComparisonAccumulator::Merge(const ComparisonAccumulator& other) {
  assert(metrics_ == other.metrics_);
  for (const auto& [place, cell] : other.cells_) {
    ComparisonCell& mine = cells_[place];
    mine.metrics.resize(metrics_);
    mine.articles += cell.articles;
    mine.sentences += cell.sentences;
    for (std::size_t m = 0; m < metrics_; ++m) {
      mine.metrics[m].Add(cell.metrics[m]);
    }
  }
  for (const auto& [group, heap] : other.samples_) {
    for (const Sampled& item : heap) {
      Keep(item, samples_[group]);
    }
  }
}

std::vector<std::string> ComparisonAccumulator::Groups() const {
  std::vector<std::string> out;
  for (const auto& [group, heap] : samples_) {
    out.push_back(group);
  }
  return out;
}

std::vector<ComparisonAccumulator::Sampled> ComparisonAccumulator::Sample(
    const std::string& group) const {
  const auto found = samples_.find(group);
  if (found == samples_.end()) {
    return {};
  }
  std::vector<Sampled> ordered = found->second;
  std::sort_heap(ordered.begin(), ordered.end());
  return ordered;
}

}  // namespace slant
