/// @file dense_network.h
/// The classifier: multinomial logistic regression, or a perceptron with hidden layers.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/base/section_file.h"
#include "slant/classify/contributions.h"
#include "slant/features/feature_matrix.h"

namespace slant {

/// (n x k) numbers a sentence: logits, probabilities or values.
using OutputMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// y = x W^T + b.
struct DenseLayer {
  OutputMatrix weights;     ///< (outputs x inputs)
  Eigen::RowVectorXf bias;  ///< (outputs)
};

/// Layers with max(0, x) between them.  Without a hidden layer the softmax of its outputs is
/// multinomial logistic regression, P(c | x) = exp(w_c . x + b_c) / sum_k exp(...); with one it is
/// the multilayer perceptron.  Source: Bishop, "Pattern Recognition and Machine Learning" (2006),
/// sections 4.3.4 and 5.1.  Knows features by number and schema id only.  Immutable after it is
/// made, so one network may serve many threads.
class DenseNetwork {
 public:
  DenseNetwork() = default;

  /// @param layers in order; the inputs of each are the outputs of the one before.
  /// @param schema_id of the features the network was trained on.
  /// @return kShape if layers do not fit or there are none; kInvalidArgument if a number is not
  ///         finite or temperature <= 0.
  static Result<DenseNetwork> FromLayers(std::vector<DenseLayer> layers, std::uint64_t schema_id,
                                         float temperature = 1);

  /// Reads the section "head.<name>"; kNotFound, or kCorrupt if it does not fit together.
  static Result<DenseNetwork> FromFile(const SectionFile& file, const std::string& name);

  void Save(const std::string& name, SectionFileWriter& writer) const;

  /// kShape unless the network was trained on features of this schema, or on its first columns.
  Status CheckSchema(const FeatureSchema& schema) const;

  /// @param features (n x d), d >= input_count(): columns after those are not read.  n may be 0.
  /// @return (n x output_count()): logits divided by the temperature, or values; kShape for fewer
  ///         columns.
  Result<OutputMatrix> Outputs(const FeatureMatrix& features) const;

  /// The same for rows whose first columns stand in `left` and the rest in `right`.
  /// @param left (n x d1).   @param right (n x d2); columns that are not needed are not read.
  /// @return kShape if d1 + d2 are too few columns, or the rows are not as many.
  Result<OutputMatrix> Outputs(const Eigen::Ref<const FeatureMatrix>& left,
                               const Eigen::Ref<const FeatureMatrix>& right) const;

  /// Leads output `output` of the first row back to the features.
  Contributions Explain(const FeatureMatrix& features, int output) const;

  Eigen::Index input_count() const noexcept {
    return layers_.empty() ? 0 : layers_.front().weights.cols();
  }
  Eigen::Index output_count() const noexcept {
    return layers_.empty() ? 0 : layers_.back().weights.rows();
  }
  std::uint64_t schema_id() const noexcept { return schema_id_; }
  const std::vector<DenseLayer>& layers() const noexcept { return layers_; }
  float temperature() const noexcept { return temperature_; }

 private:
  std::vector<DenseLayer> layers_;
  std::vector<OutputMatrix> columns_;  // of each layer W^T, its rows filled up with zeros to whole
                                       // vector registers (AddProduct)
  std::uint64_t schema_id_ = 0;
  float temperature_ = 1;
};

/// One network whose outputs are the means of those of `networks`: with a hidden layer the units
/// stand side by side, without one the weights are averaged.  All must have the same shape and at
/// most one hidden layer, and be from the same schema; kShape otherwise or if there are none.
Result<DenseNetwork> AverageNetworks(const std::vector<DenseNetwork>& networks);

/// Softmax of each row, in place; a row of any finite logits becomes a distribution.
void SoftmaxRows(OutputMatrix& logits);

}  // namespace slant
