/// @file sample_size.h
/// How many observations a difference needs to be seen.
#pragma once

#include <cstdint>
#include <optional>

namespace slant {

enum class Design : std::uint8_t {
  kTwoGroups,  ///< n is of each of two groups of one size
  kPaired,     ///< n is the number of pairs
};

/// Power of the two-sided t test, by the noncentral t distribution.  Source: Cohen, "Statistical
/// power analysis for the behavioral sciences" (1988), chapter 2.
/// @param effect the difference over the standard deviation (of the pairs' differences).
/// @param n      over 1.
double PowerOfT(double effect, double n, Design design, double alpha = 0.05);

/// The least n whose power is `power` or more; at least 2.  kTooMany if that is over a million.
inline constexpr std::int64_t kTooMany = 1'000'000;
std::int64_t MinimalN(double effect, Design design, double power = 0.8, double alpha = 0.05);

/// MinimalN for a difference where observations (or the pairs' differences) have the standard
/// deviation `sd`; nothing if that is 0 or unknown, or n would be kTooMany.
std::optional<std::int64_t> NeededN(double difference, double sd, Design design);

}  // namespace slant
