/// @file rounded.h
/// Numbers with the four decimals that all rows have.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "slant/tone/tone_score.h"

namespace slant {

/// To four decimals; never a negative zero.
inline double Rounded(double value) { return std::round(value * 1e4) / 1e4 + 0.0; }

/// Negative, neutral and positive, each with four decimals, that still sum to 1.
inline std::array<double, 3> RoundedProbabilities(const ToneScore& tone) {
  const double negative = Rounded(tone.negative);
  const double positive = std::min(Rounded(tone.positive), Rounded(1 - negative));
  return {negative, Rounded(1 - negative - positive), positive};
}

}  // namespace slant
