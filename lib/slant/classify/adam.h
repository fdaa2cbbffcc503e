/// @file adam.h
/// A matrix that learns by Adam.
#pragma once

#include <cmath>

#include "slant/classify/dense_network.h"

namespace slant {

/// A matrix, its gradient, and what Adam remembers of it (Kingma and Ba, ICLR 2015).
struct AdamMatrix {
  OutputMatrix value, gradient, mean, square;

  void Resize(Eigen::Index rows, Eigen::Index columns) {
    value = gradient = mean = square = OutputMatrix::Zero(rows, columns);
  }

  /// @param step  counts from 1.
  /// @param decay share of the value that is taken away, times `rate` (Loshchilov and Hutter,
  ///              "Decoupled weight decay regularization", ICLR 2019).
  void Step(double rate, int step, double decay = 0) {
    constexpr float kBeta1 = 0.9F, kBeta2 = 0.999F, kEpsilon = 1e-8F;  // the paper's
    mean = kBeta1 * mean + (1 - kBeta1) * gradient;
    square = kBeta2 * square + (1 - kBeta2) * gradient.cwiseAbs2();
    const auto correction1 = static_cast<float>(1 - std::pow(double{kBeta1}, step));
    const auto correction2 = static_cast<float>(1 - std::pow(double{kBeta2}, step));
    if (decay > 0) {
      value *= static_cast<float>(1 - rate * decay);
    }
    value.array() -= static_cast<float>(rate) * (mean.array() / correction1) /
                     ((square.array() / correction2).sqrt() + kEpsilon);
  }
};

}  // namespace slant
