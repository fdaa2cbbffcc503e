/// @file poisson_weights.h
/// Poisson(1) weights of a cluster in each replicate of a bootstrap, from its key alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "slant/base/hash.h"

namespace slant {

/// Fills one weight a replicate.  The same key has the same weights everywhere, so clusters may
/// come in any order and in several runs.
/// Source: Hanley and MacGibbon, "Creating non-parametric bootstrap samples using Poisson
/// frequencies" (2006).
inline void PoissonWeights(std::uint64_t key, std::span<std::uint8_t> weights) {
  // e^-1 sum_{j<=k} 1/j!, of 2^32: a uniform number reaches as many of them as the weight is.
  constexpr std::array<double, 8> kCumulative = {
      0.36787944117144233, 0.73575888234288470, 0.91969860292860580, 0.98101184312384630,
      0.99634015317265640, 0.99940581518241830, 0.99991675885071200, 0.99998975080332530};
  for (std::size_t b = 0; b < weights.size(); b += 2) {
    const std::uint64_t bits = Mix64(key + b);
    for (std::size_t half = 0; half < 2 && b + half < weights.size(); ++half) {
      const auto uniform = static_cast<std::uint32_t>(bits >> (32 * half));
      std::uint8_t weight = 0;
      for (const double bound : kCumulative) {
        weight = static_cast<std::uint8_t>(
            weight + (uniform >= static_cast<std::uint32_t>(bound * 4294967296.0)));
      }
      weights[b + half] = weight;
    }
  }
}

}  // namespace slant
