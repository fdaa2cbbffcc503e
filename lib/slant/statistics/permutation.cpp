#include "slant/statistics/permutation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "slant/base/random.h"

namespace slant {
namespace {

// A hair less, so that rounding does not hide a tie with the observed difference.
constexpr double kTie = 1 - 1e-12;

double NormalP(double z) {
  return std::max(std::numeric_limits<double>::min(), std::erfc(std::abs(z) / std::sqrt(2.0)));
}

// Draws until enough reach the observed value; draw() gives the statistic of a permutation.
template <typename Draw>
double Sequential(double observed, const PermutationOptions& options, Draw draw) {
  int reached = 0;
  for (int i = 1; i <= options.most; ++i) {
    reached += std::abs(draw()) >= observed;
    if (reached == options.exceedances) {
      return static_cast<double>(reached) / i;
    }
  }
  return static_cast<double>(reached + 1) / (options.most + 1);
}

}  // namespace

double PermutationP(std::span<const double> a, std::span<const double> b,
                    const PermutationOptions& options) {
  const TwoGroups one[] = {{{a.begin(), a.end()}, {b.begin(), b.end()}}};
  return StratifiedPermutationP(one, options);
}

double StratifiedPermutationP(std::span<const TwoGroups> strata,
                              const PermutationOptions& options) {
  struct Pool {
    std::vector<double> values;  // less their mean
    std::size_t drawn;           // the smaller group
    double sign;                 // its part in the sum of a
  };
  std::vector<Pool> pools;
  double observed = 0;
  double size = 0;  // of the values, against which a rounding error is one
  for (const TwoGroups& stratum : strata) {
    if (stratum.a.empty() || stratum.b.empty()) {
      continue;
    }
    Pool pool{stratum.a, std::min(stratum.a.size(), stratum.b.size()),
              stratum.a.size() <= stratum.b.size() ? 1.0 : -1.0};
    pool.values.insert(pool.values.end(), stratum.b.begin(), stratum.b.end());
    const double mean = std::accumulate(pool.values.begin(), pool.values.end(), 0.0) /
                        static_cast<double>(pool.values.size());
    for (double& value : pool.values) {
      size += std::abs(value);
      value -= mean;
    }
    observed +=
        std::accumulate(pool.values.begin(),
                        pool.values.begin() + static_cast<std::ptrdiff_t>(stratum.a.size()), 0.0);
    pools.push_back(std::move(pool));
  }
  if (pools.empty()) {
    return 1;
  }
  Random random(options.seed);
  return Sequential(std::abs(observed) * kTie - size * 1e-14, options, [&] {
    double sum = 0;
    for (Pool& pool : pools) {
      double part = 0;
      for (std::size_t k = 0; k < pool.drawn; ++k) {
        std::swap(pool.values[k], pool.values[k + random.Below(pool.values.size() - k)]);
        part += pool.values[k];
      }
      sum += pool.sign * part;
    }
    return sum;
  });
}

double StratifiedPermutationPFromSums(std::span<const StratumSums> strata) {
  double statistic = 0, variance = 0;
  for (const StratumSums& s : strata) {
    if (s.n_a == 0 || s.n_b == 0) {
      continue;
    }
    const double n = s.n_a + s.n_b;
    const double sum = s.sum_a + s.sum_b;
    statistic += s.sum_a - s.n_a * sum / n;
    const double squares = std::max(0.0, s.square_a + s.square_b - sum * sum / n);
    variance += s.n_a * s.n_b / (n * (n - 1)) * squares;
  }
  return variance > 0 ? NormalP(statistic / std::sqrt(variance)) : 1;
}

double ExchangeP(std::span<const Exchange> clusters, const PermutationOptions& options) {
  if (clusters.empty()) {
    return 1;
  }
  double observed = 0, mean = 0, variance = 0, possibilities = 1, size = 0;
  for (const Exchange& cluster : clusters) {
    const auto k = static_cast<double>(cluster.parts.size());
    double sum = 0, square = 0;
    for (const double part : cluster.parts) {
      sum += part;
      square += part * part;
      size += std::abs(part);
    }
    observed += cluster.parts[cluster.observed];
    mean += sum / k;
    variance += std::max(0.0, square / k - sum * sum / (k * k));
    possibilities *= k;
  }
  const double reach = std::abs(observed) * kTie - size * 1e-14;
  if (possibilities <= options.most + 1.0) {
    std::vector<std::size_t> digits(clusters.size());
    int reached = 0, all = 0;
    for (bool more = true; more;) {
      double sum = 0;
      for (std::size_t i = 0; i < clusters.size(); ++i) {
        sum += clusters[i].parts[digits[i]];
      }
      reached += std::abs(sum) >= reach;
      ++all;
      more = false;
      for (std::size_t i = 0; i < clusters.size() && !more; ++i) {
        digits[i] = digits[i] + 1 < clusters[i].parts.size() ? digits[i] + 1 : 0;
        more = digits[i] > 0;
      }
    }
    return static_cast<double>(reached) / all;
  }
  if (clusters.size() >= kManyClusters) {
    return variance > 0 ? NormalP((observed - mean) / std::sqrt(variance)) : 1;
  }
  Random random(options.seed);
  return Sequential(reach, options, [&] {
    double sum = 0;
    for (const Exchange& cluster : clusters) {
      sum += cluster.parts[random.Below(cluster.parts.size())];
    }
    return sum;
  });
}

double SignFlipP(std::span<const double> differences, const PermutationOptions& options) {
  std::vector<Exchange> clusters;
  clusters.reserve(differences.size());
  for (const double d : differences) {
    clusters.push_back({{d, -d}, 0});
  }
  return ExchangeP(clusters, options);
}

}  // namespace slant
