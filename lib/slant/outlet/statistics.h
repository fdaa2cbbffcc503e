/// @file statistics.h
/// The tests behind a comparison.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace slant {

/// Cliff's delta, P(a > b) - P(a < b), in [-1, 1]; 0 if either is empty.
/// Source: Cliff, "Dominance statistics", Psychological Bulletin 114 (1993).
double CliffsDelta(std::span<const double> a, std::span<const double> b);

/// "negligible", "small", "medium" or "large": |delta| below .147, .33, .474 (Romano et al. 2006).
const char* DeltaSize(double delta) noexcept;

struct PermutationOptions {
  int most = 9999;       ///< permutations at the most
  int exceedances = 20;  ///< stop after so many that reach the observed difference
  std::uint64_t seed = 7;
};

/// Two-sided permutation p of the difference of means, sequentially (Besag and Clifford,
/// "Sequential Monte Carlo p-values", Biometrika 78 (1991)): it stops early when the difference is
/// plainly common.  Never 0: the observed order counts.  1 if either is empty.
double PermutationP(std::span<const double> a, std::span<const double> b,
                    const PermutationOptions& options);

/// Benjamini and Hochberg's adjusted p values (JRSS B 57, 1995), in the order of `p`.
std::vector<double> BenjaminiHochberg(std::span<const double> p);

}  // namespace slant
