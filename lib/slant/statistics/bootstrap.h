/// @file bootstrap.h
/// Intervals by drawing clusters (articles, stories) again.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace slant {

inline constexpr std::size_t kReplicates = 1000;

/// Of an interval.
struct Bounds {
  double low = 0, high = 0;
};

/// Poisson(1) weights of a cluster, one a replicate, made from its key: clusters with the same key
/// (copies) are drawn together, and neither order nor threads matter.  Source: Hanley and
/// MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies" (2006).
std::array<std::uint8_t, kReplicates> PoissonWeights(std::uint64_t key);

/// Quantile with linear interpolation (type 7 of Hyndman and Fan 1996) of sorted numbers.
/// @param sorted one or more.   @param share in [0, 1].
double Quantile(std::span<const double> sorted, double share);

/// By how much a percentile interval of few clusters is too narrow: (t / z) sqrt((df + 1) / df)
/// with the .975 quantiles of Student's t and of the normal distribution.  Source: Hesterberg,
/// "What teachers should know about the bootstrap", The American Statistician 69 (2015), section 3.
/// @param df clusters less one, at least a little over 0.
double SmallSampleFactor(double df);

/// 95 % percentile interval about `estimate`: the deviations of the replicates from `center`, what
/// the sample that was drawn from gives, times `factor`.  Replicates that are NaN are left out;
/// [estimate, estimate] if there is none.
Bounds PercentileInterval(std::vector<double> replicates, double center, double estimate,
                          double factor);

/// Means of the values in each replicate, NaN for those without any; kReplicates numbers.
/// @param keys one for each value: its cluster.
std::vector<double> BootstrapMeans(std::span<const double> values,
                                   std::span<const std::uint64_t> keys);

/// Standard deviation of the replicates that are numbers.
double StandardError(std::span<const double> replicates);

}  // namespace slant
