/// @file feature_shares.h
/// Leads features back to the words that they were made of.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "slant/features/feature_extractor.h"
#include "slant/features/target_extractor.h"

namespace slant {

/// The tokens of a document that are one word of a sequence: a name is one word.
struct TokenRange {
  std::uint32_t begin = 0, end = 0;
};

/// The tokens of each word of a sequence that was read from `sentence`.
std::vector<TokenRange> WordsOfSequence(const TokenBatch& tokens, std::size_t sequence,
                                        const Sentence& sentence);

/// What the features add, split into what single words bring and the rest.
struct SharedOut {
  std::vector<double> words;     ///< one a word of the sequence
  std::vector<double> features;  ///< (d) what cannot be led to a word, at its feature
};

/// Splits slope * value of each feature over the words that made the value:
/// - a mean of vectors: each word's weight times its entry over the sum of the weights;
/// - a largest or smallest entry: the word that has it (the first of several);
/// - a sum, density, balance or compound of the lexicon's values: each word's value over the
///   denominator as it is; an extreme: the word that has it; counts: the words that are counted.
/// Voice, length and position are nobody's and stay features.  The parts of a feature add up to
/// slope * value; what rounding leaves stays at the feature.  Immutable; threads may share it.
class FeatureShares {
 public:
  /// Of a model's extractors, which share vectors and lexicon; both must outlive this.
  FeatureShares(const FeatureExtractor& sentences, const TargetExtractor& targets);

  /// @param row       (schema().size()) what Extract gave for this sentence alone.
  /// @param slopes    what one more of each feature adds; may be shorter than the row: the features
  ///                  that a classifier was trained on.
  /// @param workspace as Extract left it (its sequence 0).
  SharedOut OfSentence(const Document& document, const Sentence& sentence,
                       std::span<const float> row, std::span<const double> slopes,
                       FeatureWorkspace& workspace) const;

  /// The same for a target in its sentence.
  SharedOut OfTarget(const Document& document, const Target& target, std::span<const float> row,
                     std::span<const double> slopes, FeatureWorkspace& workspace) const;

 private:
  const FeatureExtractor& sentences_;
  const TargetExtractor& targets_;
};

}  // namespace slant
