/// @file target_extractor.h
/// From a target in its sentence to one row of numbers: what stands before it, behind it and near.
#pragma once

#include <cstdint>
#include <span>

#include "slant/embed/word_vectors.h"
#include "slant/features/feature_extractor.h"
#include "slant/features/feature_matrix.h"
#include "slant/lexicon/compiled_lexicon.h"
#include "slant/text/document.h"

namespace slant {

/// Someone or something that a sentence may be for or against.
struct Target {
  Sentence sentence;
  Span span;  ///< of the document's text, inside the sentence
};

/// Where the words of a sequence stand towards its target.
struct TargetPlace {
  static constexpr std::uint32_t kNear = 4;       ///< words on a side, for pooled vectors
  static constexpr std::uint32_t kNearValue = 5;  ///< for values
  static constexpr std::uint32_t kAround = 3;     ///< for report verbs and cues

  struct Side {
    bool left = false;
    std::uint32_t distance = 0;
  };

  std::uint32_t at = 0;  ///< the target's row in the batch

  Side Of(std::uint32_t row) const noexcept {
    return row < at ? Side{true, at - row} : Side{false, row - at};
  }
};

/// The place of the target in a sequence; its start if it is not there.
TargetPlace PlaceOfTarget(const TokenBatch& tokens, std::size_t sequence);

/// Pools word vectors and lexicon values by their place towards the target; the target and all
/// names are hidden (TokenBatch):
/// - mean.*, max.*, min.*: of the sentence's words, as in FeatureExtractor;
/// - left.*, right.*: weighted means of the words before and behind the target; near_left.*,
///   near_right.*: of the four nearest; decay.*: of all words, weight exp(-distance / 4)
///   (after Vo and Zhang, "Target-dependent Twitter sentiment classification", IJCAI 2015);
/// - valence.*, tone.*, event.*: sums of the lexicon's values under the rules for news on each
///   side, within five words, and with weights exp(-distance / 3) and exp(-distance / 8);
/// - around.*: report verbs, negators, cues of stance and names near the target, its voice and
///   position, a passive with "by".
/// Immutable; threads may share it.
class TargetExtractor {
 public:
  TargetExtractor(WordVectors vectors, CompiledLexicon lexicon);

  const FeatureSchema& schema() const noexcept { return schema_; }

  /// @param features resized to (n x schema().size()), a row a target; n may be 0.  Every number is
  /// finite.  workspace.tokens holds the words around each target.
  void Extract(const Document& document, std::span<const Target> targets,
               FeatureWorkspace& workspace, FeatureMatrix& features) const;

 private:
  void PoolVectors(const TokenBatch& tokens, std::size_t sequence, std::uint32_t at,
                   float* out) const;

  WordVectors vectors_;
  CompiledLexicon lexicon_;
  FeatureSchema schema_;
};

}  // namespace slant
