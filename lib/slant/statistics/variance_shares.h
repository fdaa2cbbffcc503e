/// @file variance_shares.h
/// How much of the variance goes with the topic, the story, the outlet: omega squared.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace slant {

/// The observations of one group in one block.  Fine blocks (stories) lie in coarse ones (topics);
/// a fine id that occurs in two coarse blocks is two blocks.
struct VarianceCell {
  std::size_t coarse = 0, fine = 0, group = 0;
  double n = 0, sum = 0, square = 0;
};

/// One step of a sequential (type I) analysis of variance.
struct VarianceStep {
  double sum_of_squares = 0;
  double df = 0;
  /// (SS - df MSE) / (SS_total + MSE): may be below 0 for what goes with nothing.  Nothing if the
  /// factor has one level, or if no degrees of freedom are left for the error.
  std::optional<double> omega_squared;
};

/// Coarse blocks first, then fine blocks within them, then groups within fine blocks, in the
/// additive model observation = block + group + error.  Sources: Hays, "Statistics" (1963); Olejnik
/// and Algina, "Generalized eta and omega squared statistics", Psychological Methods 8 (2003).
struct VarianceShares {
  double n = 0;
  VarianceStep coarse, fine, group, error;  ///< error's omega_squared stays empty
  /// Of the groups alone, blocks not held constant (a one-way analysis).
  VarianceStep group_alone;
};

/// Groups within blocks are fitted by conjugate gradients on the normal equations from which the
/// blocks are eliminated; time is linear in the cells for each of a few dozen steps.
VarianceShares ShareVariance(std::span<const VarianceCell> cells);

}  // namespace slant
