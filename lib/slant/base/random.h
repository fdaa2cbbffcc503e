/// @file random.h
/// A small random generator whose numbers are the same with every compiler and standard library
/// (std::shuffle and the std:: distributions are not).
#pragma once

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "slant/base/hash.h"

namespace slant {

/// SplitMix64 in counter form: number i is Mix64(seed + i * golden ratio).  Not for cryptography.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(Mix64(seed)) {}

  std::uint64_t Next() noexcept {
    state_ += 0x9E3779B97F4A7C15ULL;
    return Mix64(state_);
  }

  /// Uniform in [0, 1), 53 bits.
  double Uniform() noexcept { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }

  /// Uniform in [0, n); n > 0.  Lemire's multiply-shift; its bias is below n / 2^64.
  std::uint64_t Below(std::uint64_t n) noexcept {
    return static_cast<std::uint64_t>((static_cast<__uint128_t>(Next()) * n) >> 64);
  }

  /// Standard normal (Box and Muller 1958).
  double Normal() noexcept {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - Uniform()));
    return radius * std::cos(6.283185307179586 * Uniform());
  }

  /// Fisher and Yates.
  template <typename T>
  void Shuffle(std::vector<T>& items) noexcept {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[Below(i)]);
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace slant
