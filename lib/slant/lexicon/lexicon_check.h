/// @file lexicon_check.h
/// Looks a word list over: what is in it, which lines are bad, where it contradicts itself.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/lexicon/lexicon.h"

namespace slant {

/// So many bad lines and contradictions are told one by one; the rest is counted.
inline constexpr std::size_t kMaxFindings = 1000;

struct CategorySummary {
  std::string name;
  std::size_t entries = 0;  ///< with a value, 0 included
  float min = 0, max = 0;
  double mean = 0;
};

struct LexiconReport {
  /// Name, format, version, language, source, licence and scale as ReadLexicon gives them.
  std::string name, format, version, language, source, licence;
  float scale_low = 0, scale_high = 0;
  std::size_t bytes = 0;
  std::string sha256;  ///< of the file's bytes, 64 digits in lower case; as sha256sum prints it

  std::size_t entries = 0;  ///< words + globs + phrases
  std::size_t words = 0;    ///< one piece, no wildcard
  std::size_t globs = 0;    ///< one piece with `*` or `?`
  std::size_t phrases = 0;  ///< several pieces
  std::vector<CategorySummary> categories;

  std::size_t bad_line_count = 0;
  std::vector<Error> bad_lines;  ///< with `path:line`, in the order of the file
  std::size_t doubled = 0;       ///< values said twice alike
  std::size_t contradicted = 0;  ///< values said twice and differently; the last counts
  /// What ReadLexicon notes, each doubled value among it.
  std::vector<Error> notes;
  std::size_t clash_count = 0;
  /// Words that are positive and negative, and prefixes that cover a word of the opposite sign.
  std::vector<Error> clashes;
};

/// Unlike ReadLexicon it goes on behind a bad line.
/// @return an error only if nothing can be said of the lines: the file cannot be opened, is in no
///         known format, or has a fault that is not one line's.
Result<LexiconReport> CheckLexicon(const std::string& path);

}  // namespace slant
