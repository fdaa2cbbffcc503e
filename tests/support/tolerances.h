/// @file tolerances.h
/// How far a computed number may lie from a worked one, and why.
#pragma once

namespace slant {

/// Values around 1 worked by hand against single precision: a few units in the last place.
inline constexpr float kFloatTolerance = 1e-6f;

/// The same for sums of a hundred or so single-precision products.
inline constexpr float kSumTolerance = 1e-4f;

/// Values worked by hand against double precision.
inline constexpr double kDoubleTolerance = 1e-12;

/// Values that pass through units of 2^-24 (ComparisonAccumulator): half a unit in and one out.
inline constexpr double kFixedPointTolerance = 1.2e-7;

}  // namespace slant
