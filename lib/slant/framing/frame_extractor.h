/// @file frame_extractor.h
/// From a Document to what each sentence's words witness for: rows of numbers and the words
/// themselves.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "slant/features/feature_matrix.h"
#include "slant/framing/frame_words.h"
#include "slant/text/document.h"

namespace slant {

enum class EvidenceSource : std::uint8_t {
  kSeed,        ///< a phrase of corpora/frames
  kGrown,       ///< a word whose vector lies near the seeds
  kClassifier,  ///< the words that moved a classifier most, where it found a frame without the
                ///< above
};

/// A word or phrase that witnesses for a frame: tokens [first_token, end_token) of the document.
struct FrameEvidence {
  /// Index in FrameSeeds::columns; of a classifier's words kNoColumn.
  static constexpr std::uint8_t kNoColumn = 255;

  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;
  std::uint16_t frame = 0;  ///< index in FrameModel::names()
  std::uint8_t column = kNoColumn;
  EvidenceSource source = EvidenceSource::kSeed;
  float weight = 0;  ///< in (0, 1]; of a classifier's words their part of all that spoke for it
};

/// Buffers of one thread.
struct FrameWorkspace {
  PatternWorkspace patterns;
  std::vector<PatternMatch> matches;
  FeatureMatrix rows;  ///< of FrameModel
};

/// Immutable; copies are cheap; threads may share it, each with a workspace of its own.
class FrameExtractor {
 public:
  FrameExtractor(FrameWords words, const FrameSeeds& seeds);

  /// c columns of seeds, and three numbers for each: `frame.seeds.<column>` counts seeds,
  /// `frame.grown.<column>` sums what grew, `frame.most.<column>` is its largest.
  const std::vector<std::string>& names() const noexcept { return names_; }

  /// @param rows resized to (n x names().size()), a row for each sentence; n may be 0.  A sentence
  ///             without known words has zeros.
  /// @param evidence replaced, in token order.  A phrase takes its tokens: its words do not witness
  ///             for anything else.  A word that grew witnesses from kLeastGrown on.
  void Extract(const Document& document, std::span<const Sentence> sentences,
               FrameWorkspace& workspace, FeatureMatrix& rows,
               std::vector<FrameEvidence>& evidence) const;

  /// The weight of a seed, and what the weight of a word that grew is multiplied by: one seed is
  /// enough to tell a frame, words that only grew have to be several.
  static constexpr float kSeedWeight = 0.6f;
  static constexpr float kLeastGrown = 0.2f;

  const FrameWords& words() const noexcept { return words_; }
  std::span<const FrameColumn> columns() const noexcept { return columns_; }

 private:
  FrameWords words_;
  std::vector<FrameColumn> columns_;
  std::vector<std::string> names_;
};

}  // namespace slant
