#include "slant/statistics/shrinkage.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace slant {

RandomEffects ShrinkGroups(std::span<const double> estimates, std::span<const double> variances) {
  assert(estimates.size() == variances.size());
  RandomEffects out;
  const auto weighted_mean = [&](double tau2) {
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < estimates.size(); ++i) {
      sum += estimates[i] / (variances[i] + tau2);
      weights += 1 / (variances[i] + tau2);
    }
    return weights > 0 ? sum / weights : 0;
  };
  const double fixed = weighted_mean(0);
  double weights = 0, squared_weights = 0;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    const double w = 1 / variances[i];
    weights += w;
    squared_weights += w * w;
    out.q += w * (estimates[i] - fixed) * (estimates[i] - fixed);
  }
  if (estimates.size() > 1) {
    const double spread = weights - squared_weights / weights;
    out.tau2 = std::max(0.0, (out.q - static_cast<double>(estimates.size() - 1)) / spread);
  }
  out.mean = weighted_mean(out.tau2);
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    out.shrunken.push_back(out.mean +
                           out.tau2 / (out.tau2 + variances[i]) * (estimates[i] - out.mean));
  }
  return out;
}

}  // namespace slant
