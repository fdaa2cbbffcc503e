/// @file word_vectors.h
/// The packed table of word vectors: int8 rows of unit length in the order of the vocabulary.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "slant/base/section_file.h"
#include "slant/embed/ngrams.h"
#include "slant/text/vocabulary.h"

namespace slant {

/// Word vectors in place in a model file.  A row has `stride()` entries of 8 bits, of which the
/// first `dim()` count and the rest are 0; times `scale()` they are a vector of length 1
/// (fastText's sentence vectors are means of such).  Immutable; copies share the table; threads may
/// share it.
class WordVectors {
 public:
  /// No words, no dimensions.
  WordVectors() = default;

  /// Uses the sections vectors.* of a model in place; kCorrupt if they do not fit together or do
  /// not fit the vocabulary.
  static Result<WordVectors> FromFile(std::shared_ptr<const SectionFile> file,
                                      const Vocabulary& vocabulary);

  Eigen::Index dim() const noexcept { return dim_; }
  /// dim() rounded up to a multiple of 32, so that a row is whole in vector registers.
  Eigen::Index stride() const noexcept { return stride_; }
  float scale() const noexcept { return scale_; }

  /// The row of a word id; all 0 for a word without a vector.
  const std::int8_t* Row(WordId id) const noexcept {
    return rows_.data() + static_cast<std::size_t>(id) * static_cast<std::size_t>(stride_);
  }

  /// The weight of a word in a mean, 1 to 255: 255 a / (a + p) for a word of probability p and
  /// a = 0.001 (Arora, Liang and Ma, "A simple but tough-to-beat baseline", ICLR 2017).
  std::uint8_t Weight(WordId id) const noexcept { return weights_[id]; }

  /// The weight of a word that the vocabulary does not have: it is rare.
  static constexpr std::uint8_t kUnknownWeight = 255;

  /// The row of a word that the vocabulary does not have, from its n-grams.
  /// @param word in look-up form.
  /// @param row stride() entries; all 0 when the model has no n-grams for the word.
  void UnknownRow(std::string_view word, std::span<std::int8_t> row) const;

  /// The vector of any word as fastText gives it (d), not scaled to unit length: from the table, or
  /// from the n-grams (zero without any).
  Eigen::VectorXf Vector(std::string_view word, const Vocabulary& vocabulary) const;

 private:
  Eigen::VectorXf FromNgrams(std::string_view word) const;

  std::shared_ptr<const void> owner_;
  Eigen::Index dim_ = 0;
  Eigen::Index stride_ = 0;
  float scale_ = 1;
  NgramScheme scheme_;
  std::span<const std::int8_t> rows_;           // (words x stride)
  std::span<const float> norms_;                // (words)
  std::span<const std::uint8_t> weights_;       // (words)
  std::span<const std::uint32_t> bucket_rows_;  // (buckets) row of ngram_rows_, or kNoRow
  std::span<const std::int8_t> ngram_rows_;     // (kept buckets x stride)
  std::span<const float> ngram_scales_;         // (kept buckets)
};

}  // namespace slant
