#include "slant/statistics/change_points.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "slant/base/random.h"

namespace slant {
namespace {

using Periods = std::vector<std::pair<double, double>>;  // value, weight

struct Split {
  std::size_t index = 0;
  double size = 0;  // |difference of means| sqrt(w1 w2 / (w1 + w2))
};

Split LargestSplit(const Periods& periods, std::size_t least) {
  double weight = 0, sum = 0;
  for (const auto& [value, w] : periods) {
    weight += w;
    sum += w * value;
  }
  Split best;
  double left_weight = 0, left_sum = 0;
  for (std::size_t i = 0; i + least < periods.size(); ++i) {
    left_weight += periods[i].second;
    left_sum += periods[i].second * periods[i].first;
    if (i + 1 < least) {
      continue;
    }
    const double right = weight - left_weight;
    const double size = std::abs(left_sum / left_weight - (sum - left_sum) / right) *
                        std::sqrt(left_weight * right / weight);
    if (size > best.size) {
      best = {i + 1, size};
    }
  }
  return best;
}

double Mean(const Periods& periods, std::size_t first, std::size_t end) {
  double weight = 0, sum = 0;
  for (std::size_t i = first; i < end; ++i) {
    weight += periods[i].second;
    sum += periods[i].first * periods[i].second;
  }
  return sum / weight;
}

void Segment(const Periods& all, std::size_t first, std::size_t end,
             const ChangePointOptions& options, std::vector<ChangePoint>& out) {
  Periods stretch(all.begin() + static_cast<std::ptrdiff_t>(first),
                  all.begin() + static_cast<std::ptrdiff_t>(end));
  const std::size_t least = std::max<std::size_t>(1, options.least_length);
  if (stretch.size() < 2 * least) {
    return;
  }
  const Split split = LargestSplit(stretch, least);
  if (split.index == 0) {
    return;
  }
  Random random(options.seed + first * 0x10001 + end);
  const double reach = split.size * (1 - 1e-12);
  const auto most = static_cast<int>(options.false_alarm_rate * (options.permutations + 1));
  int reached = 0;
  for (int i = 0; i < options.permutations && reached < most; ++i) {
    random.Shuffle(stretch);
    reached += LargestSplit(stretch, least).size >= reach;
  }
  const double p = static_cast<double>(reached + 1) / (options.permutations + 1);
  if (reached >= most || p > options.false_alarm_rate) {
    return;
  }
  const std::size_t middle = first + split.index;
  out.push_back({middle, 0, 0, p});
  Segment(all, first, middle, options, out);
  Segment(all, middle, end, options, out);
}

}  // namespace

std::vector<ChangePoint> FindChanges(std::span<const double> values,
                                     std::span<const double> weights,
                                     const ChangePointOptions& options) {
  assert(values.size() == weights.size());
  Periods periods;
  for (std::size_t i = 0; i < values.size(); ++i) {
    periods.emplace_back(values[i], weights[i]);
  }
  std::vector<ChangePoint> out;
  Segment(periods, 0, periods.size(), options, out);
  std::sort(out.begin(), out.end(),
            [](const ChangePoint& a, const ChangePoint& b) { return a.index < b.index; });
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t first = i > 0 ? out[i - 1].index : 0;
    const std::size_t end = i + 1 < out.size() ? out[i + 1].index : periods.size();
    out[i].before = Mean(periods, first, out[i].index);
    out[i].after = Mean(periods, out[i].index, end);
  }
  return out;
}

}  // namespace slant
