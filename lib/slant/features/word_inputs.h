/// @file word_inputs.h
/// What a word is to a network: numbers that never change, whatever the sentence.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "slant/embed/word_vectors.h"
#include "slant/lexicon/compiled_lexicon.h"

namespace slant {

/// Tokens that stand for a kind of word and not for a word.
enum class SpecialWord : std::uint8_t {
  kName,    ///< a name, whoever bears it
  kTarget,  ///< what the tone is asked towards
  kStop,
  kComma,
  kColon,  ///< also semicolons, dashes and ellipses
  kQuestion,
  kExclamation,
  kOpenQuote,
  kCloseQuote,
  kBracket,
  kOther,  ///< symbols, addresses, emoji
  kCount
};

/// Names a word in a TokenBatch: an id of the vocabulary, a SpecialWord, or a word of the batch
/// that the vocabulary does not have.
using WordRow = std::uint32_t;

inline constexpr WordRow kFirstSpecialRow = 0x40000000;
inline constexpr WordRow kFirstUnknownRow = 0x80000000;

constexpr WordRow RowOf(SpecialWord word) noexcept {
  return kFirstSpecialRow + static_cast<WordRow>(word);
}

/// The inputs of a word: its unit vector times the root of its dimension (so that an entry is about
/// 1), the lexicon's values over the end of their scale, and bits for its kind, its cues and
/// special words.  Because they depend on the word alone, a network's first layer is a table over
/// words. Immutable; copies share the tables; threads may share it.
class WordInputs {
 public:
  WordInputs() = default;
  WordInputs(WordVectors vectors, CompiledLexicon lexicon);

  /// Numbers a word.
  Eigen::Index size() const noexcept { return static_cast<Eigen::Index>(names_.size()); }
  const std::vector<std::string>& names() const noexcept { return names_; }
  /// Of the names; a network stores it and refuses other inputs.
  std::uint64_t schema_id() const noexcept { return schema_id_; }
  /// Words of the vocabulary.
  WordId word_count() const noexcept { return static_cast<WordId>(lexicon_.facts().size()); }

  /// @param row a word's id or a special row.   @param out size() numbers.
  void Fill(WordRow row, std::span<float> out) const;

  /// The inputs of a word that the vocabulary does not have.
  /// @param vector its row of WordVectors::stride() entries.   @param out size() numbers.
  void FillUnknown(std::span<const std::int8_t> vector, std::span<float> out) const;

 private:
  void FillVector(const std::int8_t* row, float* out) const;

  WordVectors vectors_;
  CompiledLexicon lexicon_;
  std::vector<std::string> names_;
  std::uint64_t schema_id_ = 0;
};

}  // namespace slant
