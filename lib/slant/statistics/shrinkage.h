/// @file shrinkage.h
/// Estimates of many groups, the unsure ones drawn towards the mean of all.
#pragma once

#include <span>
#include <vector>

namespace slant {

/// A random-effects model: each group's true value is normal about a common mean.
struct RandomEffects {
  double mean = 0;               ///< of all groups, weighted by 1 / (variance + tau2)
  double q = 0;                  ///< Cochran's Q
  double tau2 = 0;               ///< variance between groups, DerSimonian and Laird's
  std::vector<double> shrunken;  ///< each group's posterior mean, in the order of the estimates
};

/// Empirical Bayes: shrunken = mean + tau2 / (tau2 + variance) (estimate - mean), with tau2 by
/// moments.  Sources: DerSimonian and Laird, "Meta-analysis in clinical trials", Controlled
/// Clinical Trials 7 (1986); Efron and Morris, "Data analysis using Stein's estimator", JASA 70
/// (1975), for unequal variances.
/// @param variances of the estimates, each over 0; one an estimate (assert).
RandomEffects ShrinkGroups(std::span<const double> estimates, std::span<const double> variances);

}  // namespace slant
