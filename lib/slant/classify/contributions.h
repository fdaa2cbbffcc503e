/// @file contributions.h
/// Why a network answered what it did.
#pragma once

#include <numeric>
#include <vector>

namespace slant {

/// What each input adds to one output.  Networks here are linear between their gates (which unit is
/// on, at which place a filter was largest); with the gates as they are, each input's share is
/// exact and the shares add up to the output.  Method: input times gradient (Shrikumar et al.,
/// 2016), biases kept apart.
struct Contributions {
  double base = 0;               ///< of the biases
  std::vector<double> words;     ///< one a word of the sequence, its place and voice included
  std::vector<double> features;  ///< (d)
  std::vector<double>
      slopes;  ///< (d) what one more of each feature adds, with the gates as they are

  /// The output, to rounding.
  double sum() const noexcept {
    return std::accumulate(features.begin(), features.end(),
                           std::accumulate(words.begin(), words.end(), base));
  }
};

}  // namespace slant
