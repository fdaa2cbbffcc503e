/// @file effect_size.h
/// How large a difference is, whatever the number of observations.
#pragma once

#include <span>

namespace slant {

/// Cliff's delta, P(a > b) - P(a < b), in [-1, 1]; 0 if either is empty.
/// Source: Cliff, "Dominance statistics", Psychological Bulletin 114 (1993).
double CliffsDelta(std::span<const double> a, std::span<const double> b);

/// The same of paired differences: P(d > 0) - P(d < 0), in [-1, 1]; 0 if there is none.
double CliffsDeltaPaired(std::span<const double> differences) noexcept;

/// "negligible", "small", "medium" or "large": |delta| below .147, .33, .474 (Romano et al. 2006).
const char* DeltaSize(double delta) noexcept;

/// Hedges' correction J of a standardised difference with `df` degrees of freedom, exactly:
/// Gamma(df/2) / (sqrt(df/2) Gamma((df-1)/2)).  Source: Hedges, "Distribution theory for Glass's
/// estimator of effect size", Journal of Educational Statistics 6 (1981).  0 for df <= 1.
double HedgesCorrection(double df);

/// Hedges' g: J times the difference over the standard deviation; 0 if sd is 0 or df <= 1.
double HedgesG(double difference, double sd, double df);

/// g of paired differences: their mean over their standard deviation (Cohen's d_z), corrected.
double HedgesGPaired(std::span<const double> differences);

}  // namespace slant
