/// @file vader_rules.h
/// VADER exactly as published: four scores for the raw text of one sentence.
///
/// Source: C.J. Hutto and E. Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment
/// Analysis of Social Media Text", ICWSM 2014.  Where the paper is silent, and where the authors'
/// program does something else than it says, the program decides
/// (github.com/cjhutto/vaderSentiment, commit 44fc044, MIT licence): the aim is the same number in
/// every decimal.  For a lexicon of ours, over the tokens of a Document, see news_rules.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "slant/base/result.h"

namespace slant {

/// Rounded as published; the first three are shares that sum to about 1, or 0 for a text without
/// words.
struct VaderScore {
  double negative = 0;  ///< in [0, 1], 3 decimals
  double neutral = 0;   ///< in [0, 1], 3 decimals
  double positive = 0;  ///< in [0, 1], 3 decimals
  double compound = 0;  ///< in [-1, 1], 4 decimals

  friend bool operator==(const VaderScore&, const VaderScore&) = default;
};

/// What Score writes while it works; it grows to the longest text and is kept from call to call.
/// Each thread needs its own.
class VaderWorkspace {
 public:
  VaderWorkspace();
  VaderWorkspace(VaderWorkspace&&) noexcept;
  VaderWorkspace& operator=(VaderWorkspace&&) noexcept;
  ~VaderWorkspace();

 private:
  friend class VaderRules;
  struct Buffers;
  std::unique_ptr<Buffers> buffers_;
};

class VaderWords;

/// Immutable, so threads may share it, and cheap to copy.
class VaderRules {
 public:
  /// @param lexicon_path vader_lexicon.txt as published: word, mean valence in [-4, 4] and columns
  ///        that are not used, between tabs.  Of a word that comes twice the last line counts.
  /// @param emoji_path emoji_utf8_lexicon.txt as published: emoji, description.  If empty, a file
  /// of
  ///        that name beside the lexicon, if there is one, as in the published package.
  /// @return the rules; kNotFound, kIo; kMalformed with `path:line` for the first line that has one
  ///         column, another valence or bytes that are not UTF-8.
  static Result<VaderRules> Read(const std::string& lexicon_path,
                                 const std::string& emoji_path = "");

  /// Rates the text of one sentence (it takes longer texts, as one sentence).  Empty text gives
  /// zeros, unknown words are neutral.  The time is proportional to the text after emoji have been
  /// put into words (times a logarithm behind "but", for texts with hundreds of valued words).
  /// @param text well-formed UTF-8 (RepairUtf8); of other bytes the score means nothing.
  VaderScore Score(std::string_view text, VaderWorkspace& workspace) const;

 private:
  explicit VaderRules(std::shared_ptr<const VaderWords> words) : words_(std::move(words)) {}

  std::shared_ptr<const VaderWords> words_;
};

}  // namespace slant
