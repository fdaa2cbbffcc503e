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
      ids_.push_back(Hash64(name, id()));
    }
  }

  Eigen::Index size() const noexcept { return static_cast<Eigen::Index>(names_.size()); }
  std::uint64_t id() const noexcept { return ids_.empty() ? 0 : ids_.back(); }

  /// Of the first `columns` columns; 0 for none.
  std::uint64_t IdOf(Eigen::Index columns) const noexcept {
    return columns > 0 && columns <= size() ? ids_[static_cast<std::size_t>(columns) - 1] : 0;
  }

  /// Do the first columns have this schema?  Later versions of a schema may add columns at the end.
  bool BeginsWith(std::uint64_t id, Eigen::Index columns) const noexcept {
    return columns > 0 && columns <= size() && ids_[static_cast<std::size_t>(columns) - 1] == id;
  }
  const std::vector<std::string>& names() const noexcept { return names_; }

 private:
  std::vector<std::string> names_;
  std::vector<std::uint64_t> ids_;  // of the first 1, 2, ... columns
};

}  // namespace slant
