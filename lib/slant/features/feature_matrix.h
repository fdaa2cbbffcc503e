/// @file feature_matrix.h
/// What classifiers read: numbers, and the schema that says what they mean.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "slant/base/hash.h"

namespace slant {

/// (n x d), a row for each sentence, a column for each feature.
using FeatureMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The names of the columns; the id is stored in every model and compared when it is loaded.
class FeatureSchema {
 public:
  FeatureSchema() = default;
  explicit FeatureSchema(std::vector<std::string> names) : names_(std::move(names)) {
    for (const std::string& name : names_) {
      id_ = Hash64(name, id_);
    }
  }

  Eigen::Index size() const noexcept { return static_cast<Eigen::Index>(names_.size()); }
  std::uint64_t id() const noexcept { return id_; }
  const std::vector<std::string>& names() const noexcept { return names_; }

 private:
  std::vector<std::string> names_;
  std::uint64_t id_ = 0;
};

}  // namespace slant
