#include "slant/outlet/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "slant/base/random.h"

namespace slant {

double CliffsDelta(std::span<const double> a, std::span<const double> b) {
  if (a.empty() || b.empty()) {
    return 0;
  }
  std::vector<double> sorted(b.begin(), b.end());
  std::sort(sorted.begin(), sorted.end());
  double dominance = 0;
  for (const double value : a) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
    dominance += static_cast<double>(first - sorted.begin());
    dominance -= static_cast<double>(sorted.end() - last);
  }
  return dominance / (static_cast<double>(a.size()) * static_cast<double>(b.size()));
}

const char* DeltaSize(double delta) noexcept {
  const double size = std::abs(delta);
  return size < 0.147 ? "negligible" : size < 0.33 ? "small" : size < 0.474 ? "medium" : "large";
}

double PermutationP(std::span<const double> a, std::span<const double> b,
                    const PermutationOptions& options) {
  if (a.empty() || b.empty()) {
    return 1;
  }
  std::vector<double> pool(a.begin(), a.end());
  pool.insert(pool.end(), b.begin(), b.end());
  const double total = std::accumulate(pool.begin(), pool.end(), 0.0);
  // The difference of means follows from the sum of one group, the smaller one.
  const std::size_t drawn = std::min(a.size(), b.size());
  const auto difference = [&](double sum) {
    return std::abs(sum / static_cast<double>(drawn) -
                    (total - sum) / static_cast<double>(pool.size() - drawn));
  };
  const auto& smaller = a.size() <= b.size() ? a : b;
  // A hair less, so that rounding does not hide a tie with the observed difference.
  const double observed =
      difference(std::accumulate(smaller.begin(), smaller.end(), 0.0)) * (1 - 1e-12);
  Random random(options.seed);
  int reached = 0;
  for (int i = 1; i <= options.most; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < drawn; ++k) {
      std::swap(pool[k], pool[k + random.Below(pool.size() - k)]);
      sum += pool[k];
    }
    reached += difference(sum) >= observed;
    if (reached == options.exceedances) {
      return static_cast<double>(reached) / i;
    }
  }
  return static_cast<double>(reached + 1) / (options.most + 1);
}

std::vector<double> BenjaminiHochberg(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> q(p.size());
  double least = 1;
  for (std::size_t rank = p.size(); rank > 0; --rank) {
    const std::size_t i = order[rank - 1];
    least = std::min(least, p[i] * static_cast<double>(p.size()) / static_cast<double>(rank));
    q[i] = least;
  }
  return q;
}

}  // namespace slant
