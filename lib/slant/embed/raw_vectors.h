/// @file raw_vectors.h
/// Word vectors as they were trained or imported, in floats, before packing.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "slant/text/vocabulary.h"

namespace slant {

using FloatRows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Character n-grams of a fastText model: vectors for words that the vocabulary does not have.
struct NgramVectors {
  int min_length = 0;  ///< in characters; 0 and 0 when the model has no n-grams
  int max_length = 0;
  FloatRows buckets;                 ///< (b x d), a row for each hash bucket; b may be 0
  std::vector<std::uint64_t> usage;  ///< (b) how many running words of the corpus use the bucket
};

/// Words in order of falling frequency and their vectors.
struct RawVectors {
  std::vector<WordCount> words;
  FloatRows rows;  ///< (words x d), a row for each word, its n-grams folded in
  NgramVectors ngrams;
};

}  // namespace slant
