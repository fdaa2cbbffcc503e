#include "slant/statistics/sample_size.h"

#include <algorithm>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace slant {

double PowerOfT(double effect, double n, Design design, double alpha) {
  const bool two = design == Design::kTwoGroups;
  const double df = two ? 2 * n - 2 : n - 1;
  const double noncentrality = std::abs(effect) * std::sqrt(two ? n / 2 : n);
  const double critical = boost::math::quantile(
      boost::math::complement(boost::math::students_t_distribution<double>(df), alpha / 2));
  if (noncentrality > 37) {
    return 1;  // beyond what a double can tell from 1
  }
  const boost::math::non_central_t_distribution<double> t(df, noncentrality);
  return boost::math::cdf(boost::math::complement(t, critical)) + boost::math::cdf(t, -critical);
}

std::int64_t MinimalN(double effect, Design design, double power, double alpha) {
  effect = std::abs(effect);
  if (!(effect > 0)) {
    return kTooMany;
  }
  const boost::math::normal_distribution<double> normal;
  const double z =
      boost::math::quantile(normal, 1 - alpha / 2) + boost::math::quantile(normal, power);
  const double rough = (design == Design::kTwoGroups ? 2 : 1) * z * z / (effect * effect);
  if (!(rough < kTooMany)) {
    return kTooMany;
  }
  // The normal approximation is one or two too small; from there step by step.
  auto n = std::max<std::int64_t>(2, static_cast<std::int64_t>(rough));
  while (n > 2 && PowerOfT(effect, static_cast<double>(n - 1), design, alpha) >= power) {
    --n;
  }
  while (n < kTooMany && PowerOfT(effect, static_cast<double>(n), design, alpha) < power) {
    ++n;
  }
  return n;
}

std::optional<std::int64_t> NeededN(double difference, double sd, Design design) {
  if (!std::isfinite(sd) || sd <= 0) {
    return std::nullopt;
  }
  const std::int64_t n = MinimalN(difference / sd, design);
  return n < kTooMany ? std::optional(n) : std::nullopt;
}

}  // namespace slant
