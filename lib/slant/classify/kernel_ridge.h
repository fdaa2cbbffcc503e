/// @file kernel_ridge.h
/// Smooth regression from few examples in many dimensions.
#pragma once

#include <Eigen/Core>

#include "slant/base/result.h"
#include "slant/features/feature_matrix.h"

namespace slant {

struct KernelRidgeOptions {
  double gamma = 1.5;  ///< of exp(-gamma |x - y|^2); best on held-out words of slant-en
  double alpha = 0.3;  ///< weight of the penalty
};

/// Kernel ridge regression with a Gaussian kernel (Saunders, Gammerman and Vovk, ICML 1998): learns
/// A = (K + alpha I)^-1 (Y - means), predicts means + K(x, train) A.  O(n^2 d + n^3) time, O(n^2)
/// memory: made for some thousand examples.
class KernelRidge {
 public:
  /// @param examples (n x d), n > 0.   @param values (n x k), a column for each thing to predict.
  /// @return kShape if the sizes differ or n is 0.
  static Result<KernelRidge> Fit(FeatureMatrix examples, const Eigen::MatrixXf& values,
                                 const KernelRidgeOptions& options);

  /// @param points (m x d).   @return (m x k) values.
  Eigen::MatrixXf Predict(const FeatureMatrix& points) const;

 private:
  FeatureMatrix examples_;
  Eigen::MatrixXf weights_;   // (n x k)
  Eigen::RowVectorXf means_;  // (k)
  float gamma_ = 0;
};

}  // namespace slant
