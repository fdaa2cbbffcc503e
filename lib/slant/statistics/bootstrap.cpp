#include "slant/statistics/bootstrap.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cassert>
#include <cmath>
#include <limits>

#include "slant/base/hash.h"
#include "slant/statistics/moments.h"

namespace slant {

// How many of the cumulative probabilities e^-1 sum_{j<=k} 1/j! a uniform 32-bit number reaches.
std::array<std::uint8_t, kReplicates> PoissonWeights(std::uint64_t key) {
  constexpr double kCumulative[] = {0.36787944117144233, 0.73575888234288470, 0.91969860292860580,
                                    0.98101184312384630, 0.99634015317265640, 0.99940581518241830,
                                    0.99991675885071200, 0.99998975080332530};
  std::array<std::uint32_t, std::size(kCumulative)> bounds{};
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    bounds[i] = static_cast<std::uint32_t>(kCumulative[i] * 4294967296.0);
  }
  std::array<std::uint8_t, kReplicates> weights{};
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

double Quantile(std::span<const double> sorted, double share) {
  assert(!sorted.empty());
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double SmallSampleFactor(double df) {
  df = std::max(df, 0.5);
  constexpr double kNormal = 1.959963984540054;
  // From here on Student's t is the normal distribution to four digits.
  const double t =
      df > 1e4 ? kNormal
               : boost::math::quantile(boost::math::students_t_distribution<double>(df), 0.975);
  return t / kNormal * std::sqrt((df + 1) / df);
}

Bounds PercentileInterval(std::vector<double> replicates, double center, double estimate,
                          double factor) {
  std::erase_if(replicates, [](double value) { return std::isnan(value); });
  if (replicates.empty()) {
    return {estimate, estimate};
  }
  std::sort(replicates.begin(), replicates.end());
  return {estimate + factor * (Quantile(replicates, 0.025) - center),
          estimate + factor * (Quantile(replicates, 0.975) - center)};
}

std::vector<double> BootstrapMeans(std::span<const double> values,
                                   std::span<const std::uint64_t> keys) {
  assert(values.size() == keys.size());
  std::vector<double> sums(kReplicates), counts(kReplicates);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto weights = PoissonWeights(keys[i]);
    for (std::size_t b = 0; b < kReplicates; ++b) {
      sums[b] += weights[b] * values[i];
      counts[b] += weights[b];
    }
  }
  for (std::size_t b = 0; b < kReplicates; ++b) {
    sums[b] = counts[b] > 0 ? sums[b] / counts[b] : std::numeric_limits<double>::quiet_NaN();
  }
  return sums;
}

double StandardError(std::span<const double> replicates) {
  std::vector<double> values(replicates.begin(), replicates.end());
  std::erase_if(values, [](double value) { return std::isnan(value); });
  return MomentsOf(values).sd;
}

}  // namespace slant
