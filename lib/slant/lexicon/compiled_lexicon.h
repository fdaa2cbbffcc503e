/// @file compiled_lexicon.h
/// Lexicons as an array over the vocabulary: what a token's word means is one load by its id.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "slant/base/section_file.h"
#include "slant/lexicon/cue_set.h"
#include "slant/lexicon/lexicon.h"
#include "slant/lexicon/pattern_matcher.h"
#include "slant/text/vocabulary.h"

namespace slant {

/// 16 bytes a word.  Values are in thousandths, so that they are exact and small.
struct WordFacts {
  std::int16_t valence_milli = 0;  ///< overall valence * 1000, in [-4000, 4000]
  std::int16_t milli = 0;          ///< of a value its tone, of a modifier its factor; times 1000
  std::int16_t event_milli = 0;    ///< event valence * 1000, in [-4000, 4000]
  std::int16_t induced_milli = 0;  ///< tone guessed from the word's vector * 1000; 0 for unknown
  WordKind kind = WordKind::kNone;
  std::uint8_t confidence = 0;  ///< of the values, in 1/255; 255 if raters set them
  std::uint16_t reserved = 0;
  CueBits cues = 0;

  float valence() const noexcept { return static_cast<float>(valence_milli) * 0.001f; }
  float tone() const noexcept { return static_cast<float>(milli) * 0.001f; }
  float factor() const noexcept { return static_cast<float>(milli) * 0.001f; }
  float event() const noexcept { return static_cast<float>(event_milli) * 0.001f; }
  float induced() const noexcept { return static_cast<float>(induced_milli) * 0.001f; }
  bool IsModifier() const noexcept {
    return kind == WordKind::kIntensifier || kind == WordKind::kDiminisher;
  }
  bool Is(Cue cue) const noexcept { return (cues & BitOf(cue)) != 0; }
  bool IsAny(CueBits bits) const noexcept { return (cues & bits) != 0; }
};
static_assert(sizeof(WordFacts) == 16);

/// Immutable; copies are cheap and share the tables; threads may share it.
class CompiledLexicon {
 public:
  /// No word has a value.
  CompiledLexicon() = default;

  /// Merges lexicons: of two values or modifiers for one pattern the later counts, cues add up.
  /// Categories are taken by their names: valence, tone, event and those of kCueNames; others mean
  /// nothing to the rules.  A list without `tone` has its valence as tone and no event.
  static CompiledLexicon Compile(std::span<const Lexicon> lexicons, const Vocabulary& vocabulary);

  /// This lexicon's modifiers and cues with the values of other lists instead of its own.  A list's
  /// value for one of the modifiers ("no" in VADER's) does not count; its own modifiers do.
  CompiledLexicon WithValuesOf(std::span<const Lexicon> lexicons,
                               const Vocabulary& vocabulary) const;

  /// Uses the sections lexicon.* of a model in place; kCorrupt if they do not fit the vocabulary.
  static Result<CompiledLexicon> FromFile(std::shared_ptr<const SectionFile> file,
                                          const Vocabulary& vocabulary);

  void Save(SectionFileWriter& writer) const;

  /// The same lexicon with a guessed tone for every word of the vocabulary (see
  /// pipeline/induce_lexicon.h).  @param tones one a word, in [-4, 4] (assert).
  CompiledLexicon WithInduced(std::span<const float> tones) const;

  /// One for each word of the vocabulary.
  std::span<const WordFacts> facts() const noexcept { return facts_; }

  /// The facts of a token's word; the empty facts for kUnknownWord and kNoWord.
  const WordFacts& Facts(WordId word) const noexcept {
    static constexpr WordFacts kNothing{};
    return word < facts_.size() ? facts_[word] : kNothing;
  }

  /// Phrases, globs and words that the vocabulary does not have; PatternMatch::pattern is an index
  /// into pattern_facts().
  const PatternMatcher& patterns() const noexcept { return matcher_; }
  std::span<const WordFacts> pattern_facts() const noexcept { return *pattern_facts_; }

  /// Names of the lexicons that gave the values, with commas between.
  const std::string& name() const noexcept { return name_; }

 private:
  // Those whose wildcards stand for themselves begin with a tab, here and in lexicon.patterns.
  using Patterns = std::vector<std::string>;

  // What a value does to the modifier that it meets.
  enum class Over { kReplaces, kYields };

  void Add(const Lexicon& lexicon, const Vocabulary& vocabulary, Over over,
           std::vector<WordFacts>& facts, Patterns& patterns,
           std::vector<WordFacts>& pattern_facts);
  void SetPatterns(Patterns patterns, std::vector<WordFacts> facts, Over over,
                   const Vocabulary& vocabulary);

  std::shared_ptr<const void> owner_;
  std::span<const WordFacts> facts_;  // one for each word of the vocabulary
  std::shared_ptr<const Patterns> patterns_ = std::make_shared<Patterns>();
  std::shared_ptr<const std::vector<WordFacts>> pattern_facts_ =
      std::make_shared<std::vector<WordFacts>>();
  PatternMatcher matcher_;
  std::string name_;
};

}  // namespace slant
