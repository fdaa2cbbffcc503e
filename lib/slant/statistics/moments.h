/// @file moments.h
/// Mean and standard deviation.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace slant {

struct Moments {
  std::size_t n = 0;
  double mean = 0;  ///< 0 without values
  double sd = 0;    ///< n - 1; 0 for fewer than two values
};

inline Moments MomentsOf(std::span<const double> values) {
  Moments out;
  out.n = values.size();
  if (values.empty()) {
    return out;
  }
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  out.mean = sum / n;
  double square = 0;
  for (const double value : values) {
    square += (value - out.mean) * (value - out.mean);
  }
  out.sd = values.size() > 1 ? std::sqrt(square / (n - 1)) : 0;
  return out;
}

}  // namespace slant
