/// @file lexicon_coverage.h
/// How much of a corpus word lists cover, which of their words do it, and whether two lists agree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "slant/lexicon/lexicon.h"
#include "slant/lexicon/pattern_matcher.h"
#include "slant/text/document.h"

namespace slant {

/// Buffers of one thread.
struct CoverageWorkspace {
  PatternWorkspace patterns;
  std::vector<std::vector<PatternMatch>> matches;  ///< of one sentence, by list
};

/// What was counted.  Whole numbers only, so that no report depends on the order of the texts or
/// on who counted which.
struct CoverageCounts {
  struct Pattern {
    std::uint64_t matches = 0;
    std::uint64_t words = 0;  ///< word tokens inside them
  };

  std::uint64_t articles = 0;
  std::uint64_t sentences = 0;
  std::uint64_t words = 0;                  ///< tokens that are words: no marks, no addresses
  std::vector<std::vector<Pattern>> lists;  ///< by list and entry
  /// For each two lists in the order (0, 1), (0, 2), ..., (1, 2), ...: how often an entry of the
  /// one and an entry of the other, both with a valence, were found in the same tokens; the key is
  /// the first entry * 2^32 + the second.  A word leads to one entry of each list, so that there
  /// are hardly more keys than entries.
  std::vector<std::unordered_map<std::uint64_t, std::uint64_t>> pairs;

  /// Adds counts of the same lists (assert).
  void Merge(const CoverageCounts& other);
};

/// A pattern and what it contributes.
struct CoverageDriver {
  std::string pattern;
  std::uint64_t matches = 0;
  double contribution = 0;  ///< matches * value; matches where there are no degrees
  double share = 0;         ///< |contribution| of the sum of all |contribution|, in [0, 1]
};

/// A list, or one of its categories, in a corpus.
struct CoverageSummary {
  std::string name;
  std::size_t entries = 0;  ///< of a category: with a value, 0 included
  std::size_t seen = 0;     ///< entries found at least once
  std::uint64_t matches = 0;
  std::uint64_t words = 0;   ///< word tokens inside the matches
  double word_share = 0;     ///< of the corpus's words, in [0, 1]
  double top_ten_share = 0;  ///< of the matches, by the ten commonest patterns, in [0, 1]
  bool degrees = false;      ///< not all of the category's values are 1
  double sum = 0;            ///< of the contributions; with degrees
  double absolute = 0;       ///< of their sizes; with degrees
  /// The largest contributions first; equal ones by matches, then in the order of the alphabet.
  std::vector<CoverageDriver> top;
};

struct ListCoverage {
  CoverageSummary all;
  std::size_t unmatchable = 0;  ///< entries that no text can fit, or that equal one before them
  /// The neutral value of `valence`: 0, but the middle of the scale where nothing is below 0 (a
  /// scale from 1 to 9; without a stated scale, that of the smallest and the largest value).  It is
  /// taken off before values are summed or their signs compared.
  std::optional<double> neutral;
  std::vector<CoverageSummary> categories;
};

/// How far two lists give the same valence.
struct ValenceAgreement {
  std::uint64_t n = 0;              ///< what both rate
  std::optional<double> pearson;    ///< nothing for fewer than two, or where one list has one value
  std::uint64_t with_sign = 0;      ///< of n, those that neither list calls neutral
  std::optional<double> same_sign;  ///< share of these with the same sign; nothing of none
};

struct ListAgreement {
  std::size_t a = 0, b = 0;   ///< indices of the lists
  ValenceAgreement patterns;  ///< over the patterns that stand in both
  /// Over the places of the corpus where both found something in the same tokens, so that a prefix
  /// meets the words it covers.
  ValenceAgreement tokens;
};

struct CoverageReport {
  std::uint64_t articles = 0, sentences = 0, words = 0;
  std::vector<ListCoverage> lists;
  std::vector<ListAgreement> agreements;  ///< of every two lists with a category `valence`
};

/// Lists compiled for counting.  Immutable; threads may share it, each with a workspace and counts
/// of its own.  Patterns are found as PatternMatcher finds them: the longest at each place, inside
/// sentences, and no token twice for one list.
class LexiconCoverage {
 public:
  /// @param vocabulary makes it faster, whichever it is; the counts are the same.
  LexiconCoverage(std::vector<Lexicon> lexicons, const Vocabulary& vocabulary);

  /// Counts of nothing, with room for the lists.
  CoverageCounts Zero() const;

  /// Adds an article.  Linear in its tokens for each list.
  void Count(const Document& document, CoverageWorkspace& workspace, CoverageCounts& counts) const;

  /// @param top so many drivers of each list and category are named.
  CoverageReport Report(const CoverageCounts& counts, std::size_t top) const;

 private:
  struct List {
    PatternMatcher matcher;
    std::optional<double> neutral;
    std::vector<double> valences;  // one an entry, above neutral; NaN without; empty without any
  };

  std::vector<Lexicon> lexicons_;
  std::vector<List> lists_;
};

}  // namespace slant
