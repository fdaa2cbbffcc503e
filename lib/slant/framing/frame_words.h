/// @file frame_words.h
/// Seeds and what grew from them, as an array over the vocabulary: what a token's word witnesses
/// for is one load by its id.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "slant/base/section_file.h"
#include "slant/embed/word_vectors.h"
#include "slant/framing/frame_seeds.h"
#include "slant/lexicon/pattern_matcher.h"
#include "slant/text/vocabulary.h"

namespace slant {

/// That a word witnesses for a column.
struct FrameWord {
  std::uint8_t column = 0;  ///< index in FrameSeeds::columns
  std::uint8_t grown = 0;   ///< how near the word lies to the column's seeds, in 1/255
  std::uint8_t seed = 0;    ///< 1: it is a seed itself
  std::uint8_t reserved = 0;
};
static_assert(sizeof(FrameWord) == 4);

struct GrowOptions {
  /// Kernel ridge regression of classify/kernel_ridge.h, with its defaults.
  double gamma = 1.5;
  double alpha = 0.3;
  /// Frequent words at 0, so that the rest of the language is nobody's.
  int background = 3000;
  float least = 0.1f;  ///< guesses below are dropped: most words witness for nothing
};

/// Immutable; copies are cheap and share the tables; threads may share it.
class FrameWords {
 public:
  /// No word witnesses for anything.
  FrameWords() = default;

  /// The seeds alone: words, globs and phrases, nothing grown.
  static FrameWords FromSeeds(const FrameSeeds& seeds, const Vocabulary& vocabulary);

  /// Gives every word of the vocabulary a weight for each column by kernel ridge regression over
  /// word vectors from the seeds that are single words, as induce_lexicon.h does for valence; the
  /// idea of growing seeds over embeddings is Hamilton et al. (EMNLP 2016).  Phrases stay as they
  /// are.  Takes seconds: done when a model is made.  kInvalidArgument if no seed has a vector.
  static Result<FrameWords> Grow(const FrameSeeds& seeds, const Vocabulary& vocabulary,
                                 const WordVectors& vectors, const GrowOptions& options);

  /// Uses the section frames.words of a model in place.  kNotFound without one; kCorrupt if it does
  /// not fit the vocabulary; kShape if it was grown from other seeds.
  static Result<FrameWords> FromFile(std::shared_ptr<const SectionFile> file,
                                     const FrameSeeds& seeds, const Vocabulary& vocabulary);

  void Save(const FrameSeeds& seeds, SectionFileWriter& writer) const;

  /// What the word of a token witnesses for; empty for kUnknownWord and kNoWord.
  std::span<const FrameWord> Of(WordId word) const noexcept {
    if (word + std::size_t{1} >= offsets_.size()) {
      return {};
    }
    return words_.subspan(offsets_[word], offsets_[word + 1] - offsets_[word]);
  }

  /// Phrases and words that the vocabulary lacks; PatternMatch::pattern indexes phrase_columns().
  const PatternMatcher& phrases() const noexcept { return phrases_; }
  std::span<const FrameBits> phrase_columns() const noexcept { return *phrase_columns_; }

  /// Was it grown, or are there only seeds?
  bool grown() const noexcept { return grown_; }

 private:
  void SetPhrases(const FrameSeeds& seeds, const Vocabulary& vocabulary);

  std::shared_ptr<const void> owner_;
  std::span<const std::uint32_t> offsets_;  // (words + 1)
  std::span<const FrameWord> words_;
  PatternMatcher phrases_;
  std::shared_ptr<const std::vector<FrameBits>> phrase_columns_ =
      std::make_shared<std::vector<FrameBits>>();
  bool grown_ = false;
};

}  // namespace slant
