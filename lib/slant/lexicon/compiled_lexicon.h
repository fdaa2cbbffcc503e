/// @file compiled_lexicon.h
/// A lexicon as an array over the vocabulary: what a token's word means is one load by its id.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "slant/base/section_file.h"
#include "slant/lexicon/lexicon.h"
#include "slant/text/vocabulary.h"

namespace slant {

/// 8 bytes a word.  Values are in thousandths, so that they are exact and small.
struct WordFacts {
  std::int16_t milli = 0;          ///< of a value its tone, of a modifier its factor; times 1000
  std::int16_t event_milli = 0;    ///< event valence * 1000, in [-4000, 4000]
  std::int16_t induced_milli = 0;  ///< tone guessed from the word's vector * 1000; 0 for unknown
  WordKind kind = WordKind::kNone;
  std::uint8_t reserved = 0;

  float tone() const noexcept { return static_cast<float>(milli) * 0.001f; }
  float factor() const noexcept { return static_cast<float>(milli) * 0.001f; }
  float event() const noexcept { return static_cast<float>(event_milli) * 0.001f; }
  float induced() const noexcept { return static_cast<float>(induced_milli) * 0.001f; }
};
static_assert(sizeof(WordFacts) == 8);

/// Immutable; copies are cheap and share the table; threads may share it.
class CompiledLexicon {
 public:
  /// No word has a value.
  CompiledLexicon() = default;

  /// Entries whose word the vocabulary does not have are left out (extend the vocabulary first).
  static CompiledLexicon Compile(const Lexicon& lexicon, const Vocabulary& vocabulary);

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

  const std::string& name() const noexcept { return name_; }

 private:
  std::shared_ptr<const void> owner_;
  std::span<const WordFacts> facts_;  // one for each word of the vocabulary
  std::string name_;
};

}  // namespace slant
