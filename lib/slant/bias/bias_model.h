/// @file bias_model.h
/// Tells biased sentences from unbiased ones by their features.
#pragma once

#include <string_view>
#include <vector>

#include "slant/base/result.h"
#include "slant/classify/dense_network.h"
#include "slant/features/feature_matrix.h"

namespace slant {

/// Names in the order of the classifier's classes.
inline constexpr std::string_view kBiasNames[] = {"unbiased", "biased"};

struct BiasScore {
  float p = 0;  ///< probability that an expert would call the sentence's wording biased
  bool biased() const noexcept { return p > 0.5f; }
};

/// Immutable; threads may share it.
class BiasModel {
 public:
  /// Reads head.bias of a model; kNotFound, kShape.
  static Result<BiasModel> FromFile(const SectionFile& file, const FeatureSchema& schema);

  /// @param features (n x d), a row for each sentence; n may be 0.   @return n scores; kShape.
  Result<std::vector<BiasScore>> Score(const FeatureMatrix& features) const;

 private:
  DenseNetwork network_;
};

}  // namespace slant
