/// @file word_rows.h
/// Words that set groups apart, for programs (JSON Lines, CSV) and for people (the terminal).
#pragma once

#include <cstdint>
#include <string>

#include "slant/words/word_comparison.h"

namespace slant {

enum class WordFormat { kText, kJson, kCsv };

struct WordRowOptions {
  WordFormat format = WordFormat::kText;
  std::string by = "outlet";  ///< what groups are
  std::string within;         ///< field held constant, or empty
  std::string voice = "all";
  std::string values = "tone";  ///< of a word shift
  std::string lexicon;          ///< names of the lists that the values come from
  std::string fingerprint;      ///< of the model file
  std::size_t tested = 0;       ///< terms in the whole run: the family of the correction
  bool color = false;
};

/// Appends rows.  Immutable; threads may share it.
class WordRows {
 public:
  explicit WordRows(WordRowOptions options) : options_(std::move(options)) {}

  /// A header line (CSV), or nothing.
  void Begin(std::string& out) const;
  /// slant.words/1, one a word.
  void Words(const WordComparison& comparison, std::string& out) const;
  /// slant.word_shift/1, one a word, then one whose term is null for all others.
  void Shift(const ToneShift& shift, std::string& out) const;

 private:
  WordRowOptions options_;
};

}  // namespace slant
