/// @file lexicon.h
/// A word list as it was read: words with values, and words that change the values of others.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "slant/base/result.h"

namespace slant {

enum class WordKind : std::uint8_t {
  kNone,
  kValue,        ///< has a tone or an event valence
  kNegator,      ///< turns the values that follow: not, n't, without, denied
  kIntensifier,  ///< strengthens the value that follows: very, deeply
  kDiminisher,   ///< weakens it: slightly, partly
  kContrast,     ///< what follows outweighs what came before: but, although
  kHedge,        ///< the sentence does not vouch for it: may, reportedly
};

struct LexiconEntry {
  std::string word;  ///< one token in look-up form (text/tokenizer.h)
  WordKind kind = WordKind::kValue;
  float tone = 0;    ///< how the word evaluates, in [-4, 4]
  float event = 0;   ///< how bad or good what it reports is, in [-4, 4]
  float factor = 1;  ///< what a modifier multiplies a value by, in [-2, 2]
};

struct Lexicon {
  std::string name;
  std::string version;
  std::string language;
  std::string source;   ///< who set the values, where they were published
  std::string licence;  ///< as stated
  std::vector<LexiconEntry> entries;
  std::size_t passed_over = 0;  ///< entries of more than one token: phrases and emoticons
};

/// Reads slant's own TSV (`# slant-lexicon 1`, described in this room's README) or VADER's lexicon
/// file (word, mean valence in [-4, 4], standard deviation, ratings), told apart by content.
/// kNotFound, kIo; kMalformed with the line for the first line that does not fit, and for a
/// format that is neither.
Result<Lexicon> ReadLexicon(const std::string& path);

}  // namespace slant
