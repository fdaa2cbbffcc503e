#include "slant/classify/kernel_ridge.h"

#include <Eigen/Cholesky>
#include <algorithm>

namespace slant {
namespace {

// (m x n) values of the kernel, by |x - y|^2 = |x|^2 + |y|^2 - 2 x.y.
Eigen::MatrixXf Kernel(const FeatureMatrix& x, const FeatureMatrix& y, float gamma) {
  Eigen::MatrixXf distances = -2.0f * (x * y.transpose());
  distances.colwise() += x.rowwise().squaredNorm();
  distances.rowwise() += y.rowwise().squaredNorm().transpose();
  return (-gamma * distances.array().cwiseMax(0.0f)).exp();
}

}  // namespace

Result<KernelRidge> KernelRidge::Fit(FeatureMatrix examples, const Eigen::MatrixXf& values,
                                     const KernelRidgeOptions& options) {
  if (examples.rows() == 0 || examples.rows() != values.rows()) {
    return Error{ErrorCode::kShape,
                 "kernel ridge needs as many values as examples, found " +
                     std::to_string(values.rows()) + " and " + std::to_string(examples.rows()),
                 ""};
  }
  KernelRidge model;
  model.gamma_ = static_cast<float>(options.gamma);
  model.means_ = values.colwise().mean();
  Eigen::MatrixXf kernel = Kernel(examples, examples, model.gamma_);
  kernel.diagonal().array() += static_cast<float>(options.alpha);
  model.weights_ = kernel.llt().solve(values.rowwise() - model.means_);
  model.examples_ = std::move(examples);
  return model;
}

Eigen::MatrixXf KernelRidge::Predict(const FeatureMatrix& points) const {
  constexpr Eigen::Index kBlock = 1024;  // keeps the kernel matrix small
  Eigen::MatrixXf out(points.rows(), weights_.cols());
  for (Eigen::Index begin = 0; begin < points.rows(); begin += kBlock) {
    const Eigen::Index count = std::min(kBlock, points.rows() - begin);
    out.middleRows(begin, count) =
        (Kernel(points.middleRows(begin, count), examples_, gamma_) * weights_).rowwise() + means_;
  }
  return out;
}

}  // namespace slant
