/// @file permutation.h
/// Tests that ask no distribution of the data: what would chance alone give if the labels of
/// groups meant nothing?
///
/// All are two-sided and never give 0.  Few possibilities are counted out; more are drawn,
/// sequentially (Besag and Clifford, "Sequential Monte Carlo p-values", Biometrika 78, 1991), so
/// that a test stops when the difference is plainly common.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace slant {

struct PermutationOptions {
  int most = 9999;       ///< permutations at the most
  int exceedances = 20;  ///< stop after so many that reach the observed difference
  std::uint64_t seed = 7;
};

/// p of the difference of means.  1 if either is empty.
double PermutationP(std::span<const double> a, std::span<const double> b,
                    const PermutationOptions& options);

/// The values of two groups in one stratum (topic).
struct TwoGroups {
  std::vector<double> a, b;
};

/// p of the difference within strata: labels are permuted inside of each.  The statistic is the
/// sum of a's values less the mean of their stratum, which is the difference of means weighted by
/// n_a n_b / (n_a + n_b).  Source: Good, "Permutation, parametric and bootstrap tests of
/// hypotheses" (2005), section 5.  1 if no stratum has both.
double StratifiedPermutationP(std::span<const TwoGroups> strata, const PermutationOptions& options);

/// Sums of the same, for many values.
struct StratumSums {
  double n_a = 0, sum_a = 0, square_a = 0;
  double n_b = 0, sum_b = 0, square_b = 0;
};

/// The same p for many values, from the mean 0 and the exact variance of the permutation
/// distribution, which is normal in the limit (Hoeffding, "A combinatorial central limit theorem",
/// Annals of Mathematical Statistics 22, 1951).  1 if no stratum has both or nothing varies.
double StratifiedPermutationPFromSums(std::span<const StratumSums> strata);

/// One cluster (story) of an exchange test: what its part of the statistic would be for each
/// member that could have been the one in question.
struct Exchange {
  std::vector<double> parts;
  std::size_t observed = 0;  ///< index of what it is
};

/// p of the sum of the observed parts, if in each cluster each member was as likely.
/// All possibilities are counted if they are at most options.most + 1; for `kManyClusters` or more
/// the normal limit with the exact mean and variance is used.  1 without clusters.
double ExchangeP(std::span<const Exchange> clusters, const PermutationOptions& options);

inline constexpr std::size_t kManyClusters = 200;

/// p of the mean of paired differences, whose signs are flipped (Fisher 1935, section 21): the
/// exchange test of d and -d.
double SignFlipP(std::span<const double> differences, const PermutationOptions& options);

}  // namespace slant
