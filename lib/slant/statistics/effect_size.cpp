#include "slant/statistics/effect_size.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "slant/statistics/moments.h"

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

double CliffsDeltaPaired(std::span<const double> differences) noexcept {
  double dominance = 0;
  for (const double d : differences) {
    dominance += (d > 0) - (d < 0);
  }
  return differences.empty() ? 0 : dominance / static_cast<double>(differences.size());
}

const char* DeltaSize(double delta) noexcept {
  const double size = std::abs(delta);
  return size < 0.147 ? "negligible" : size < 0.33 ? "small" : size < 0.474 ? "medium" : "large";
}

double HedgesCorrection(double df) {
  return df > 1 ? std::exp(std::lgamma(df / 2) - std::lgamma((df - 1) / 2)) / std::sqrt(df / 2) : 0;
}

double HedgesG(double difference, double sd, double df) {
  return sd > 0 ? HedgesCorrection(df) * difference / sd : 0;
}

double HedgesGPaired(std::span<const double> differences) {
  const Moments m = MomentsOf(differences);
  return HedgesG(m.mean, m.sd, static_cast<double>(differences.size()) - 1);
}

}  // namespace slant
