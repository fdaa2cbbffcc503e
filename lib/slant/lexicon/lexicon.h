/// @file lexicon.h
/// A word list as it was read: patterns, each with a value in one or more categories.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "slant/base/result.h"

namespace slant {

/// What an entry does in the valence rules (news_rules.h).
enum class WordKind : std::uint8_t {
  kNone,
  kValue,        ///< has values of its own
  kNegator,      ///< turns the values that follow: not, n't, without
  kIntensifier,  ///< strengthens the value that follows: very, deeply
  kDiminisher,   ///< weakens it: slightly, partly
  kContrast,     ///< what follows outweighs what came before: but, although
  kHedge,        ///< the sentence does not vouch for it: may, reportedly
};

/// The entry's value in one category.  Membership in a category without degrees is 1.
struct CategoryValue {
  std::uint32_t category = 0;  ///< index in Lexicon::categories
  float value = 0;
};

/// One line of a list, or what a line says of one pattern.
struct LexiconEntry {
  /// One or more pieces separated by one space, in lower case, apostrophes in ASCII.  `*` stands
  /// for any characters, `?` for one.  Pieces need not be tokens: pattern_matcher.h cuts them as
  /// texts are cut ("can't stand" is four tokens).
  std::string pattern;
  /// `*` and `?` stand for themselves: the pattern is an emoticon, or its list knows no wildcards.
  bool literal = false;
  WordKind kind = WordKind::kValue;
  float factor = 1;  ///< what a modifier multiplies a value by, in [-2, 2]
  float spread =
      0;  ///< standard deviation that raters have or would have, in the values' unit; 0 if unknown
  float confidence = 1;    ///< in [0, 1]: 1 for values set by raters, less for guessed ones
  std::uint32_t line = 0;  ///< where it stands in the file, from 1
  std::uint32_t first_value = 0, end_value = 0;  ///< its values in Lexicon::values, half open
};

/// The category of overall valence: readers give this name to the one value of a list of words and
/// values (VADER, AFINN), and to the sign of a list that only has positive and negative words.
inline constexpr std::string_view kValenceCategory = "valence";

struct Lexicon {
  std::string name;    ///< from the file's head, else the file's name without its extension
  std::string format;  ///< as ReadLexicon names it: "vader", "liwc-dic", ...
  std::string version, language;
  std::string source;   ///< who set the values, where they were published
  std::string licence;  ///< as stated
  /// The values' range, as the file or its format states it; both 0 if neither does.
  float scale_low = 0, scale_high = 0;
  std::vector<std::string> categories;
  std::vector<LexiconEntry> entries;
  std::vector<CategoryValue> values;  ///< of all entries, one after the other
  /// What a careful reader of the file would want to know, and that does not keep it from being
  /// used: doubled entries (which one counts), conditions that were simplified.  With path:line.
  std::vector<Error> notes;

  std::span<const CategoryValue> ValuesOf(const LexiconEntry& entry) const {
    return std::span(values).subspan(entry.first_value, entry.end_value - entry.first_value);
  }
  /// Index of the category of this name, or nothing.
  std::optional<std::uint32_t> FindCategory(std::string_view category) const;
  /// The entry's value in that category, 0 if it has none.
  float Value(const LexiconEntry& entry, std::uint32_t category) const;
};

}  // namespace slant
