/// @file vector_sections.h
/// The layout of packed vectors in a model file, shared by the packer and the reader.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

namespace slant {

inline constexpr char kMetaSection[] = "vectors.meta";
inline constexpr char kRowsSection[] = "vectors.rows";
inline constexpr char kNormsSection[] = "vectors.norms";
inline constexpr char kWeightsSection[] = "vectors.weights";
inline constexpr char kBucketRowsSection[] = "vectors.bucket_rows";
inline constexpr char kNgramRowsSection[] = "vectors.ngram_rows";
inline constexpr char kNgramScalesSection[] = "vectors.ngram_scales";

/// An n-gram bucket without a row.
inline constexpr std::uint32_t kNoRow = 0xFFFFFFFF;
inline constexpr std::uint32_t kMaxDim = 4096;        // fastText's own models have 300
inline constexpr std::uint32_t kMaxNgramLength = 64;  // fastText's default is 6

struct VectorMeta {
  std::uint32_t dim;
  std::uint32_t stride;
  std::uint32_t min_length;  // of n-grams, in characters
  std::uint32_t max_length;
  float scale;  // an entry of 1 in a word's row means this much of a unit vector
  std::uint32_t reserved[3];
};
static_assert(sizeof(VectorMeta) == 32);

inline std::uint32_t StrideFor(std::uint32_t dim) { return (dim + 31) / 32 * 32; }

/// Writes vector / |vector| / scale, rounded and clipped to [-127, 127]; zeros stay zeros.
inline void QuantizeUnit(const Eigen::VectorXf& vector, float scale, std::span<std::int8_t> row) {
  const float norm = vector.norm();
  if (norm <= 0 || scale <= 0) {
    return;
  }
  for (Eigen::Index i = 0; i < vector.size(); ++i) {
    const float entry = std::round(vector[i] / (norm * scale));
    row[static_cast<std::size_t>(i)] = static_cast<std::int8_t>(std::clamp(entry, -127.0f, 127.0f));
  }
}

}  // namespace slant
