/// @file lexicon_builder.h
/// Puts a Lexicon together while a file is read: patterns in one form, each once, with its values.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "slant/base/result.h"
#include "slant/lexicon/lexicon.h"
#include "slant/lexicon/lexicon_reader.h"

namespace slant {

/// Five times the largest published lists; ids and memory stay small.
inline constexpr std::size_t kMaxEntries = 5'000'000;
/// Empath, the list with the most, has 194.
inline constexpr std::size_t kMaxCategories = 4096;
/// A pattern is a word or an idiom; a sentence is a mistake of the list.
inline constexpr std::size_t kMaxPieces = 16;
/// As for words of texts (text/tokenizer.h), a piece.
inline constexpr std::size_t kMaxPatternBytes = 512;
/// Matching a piece may try every place for every star.
inline constexpr std::size_t kMaxStars = 6;
/// What a person would still read; the rest is counted.
inline constexpr std::size_t kMaxNotes = 1000;

/// Do `*` and `?` of a list stand for other characters?
enum class Wildcards { kYes, kNo };

/// What a second value for the same pattern and category means.
enum class Twice { kIsAnError, kLastCounts };

/// How a category counts for the valence of a list that only has positive and negative words: 1 for
/// positive (posemo, pos, neg_negative), -1 for negative (...), 0 for others.
int SignOfCategory(std::string_view category);

/// Positions in an array by a hash, open addressing: no allocation for each item.
class PositionIndex {
 public:
  /// The position whose hash this is and of which `same(position)` is true; else `fresh`, inserted.
  template <typename Same>
  std::uint32_t FindOrInsert(std::uint64_t hash, std::uint32_t fresh, const Same& same) {
    if (2 * (size_ + 1) > slots_.size()) {
      Grow(slots_.empty() ? 64 : 2 * slots_.size());
    }
    for (std::size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      Slot& slot = slots_[i];
      if (slot.position_plus_1 == 0) {
        slot = {hash, fresh + 1};
        ++size_;
        return fresh;
      }
      if (slot.hash == hash && same(slot.position_plus_1 - 1)) {
        return slot.position_plus_1 - 1;
      }
    }
  }

  void Reserve(std::size_t items) { Grow(std::bit_ceil(2 * (items + 32))); }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t position_plus_1 = 0;
  };
  void Grow(std::size_t slots);

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

/// Second values for a pattern in one category.
struct LexiconTally {
  std::size_t doubled = 0;       ///< that say the same
  std::size_t contradicted = 0;  ///< that say something else
};

class LexiconBuilder {
 public:
  LexiconBuilder(std::string path, std::string_view format, BadLineSink sink);

  /// Reports a bad line (0: the whole file); reading stops if the sink says so or there is none.
  void Bad(std::size_t line, std::string message, ErrorCode code = ErrorCode::kMalformed);
  /// Ends reading, whatever the sink says.
  void Fail(std::size_t line, std::string message, ErrorCode code = ErrorCode::kMalformed);
  bool stopped() const noexcept { return stopped_; }
  void Note(std::size_t line, std::string message);
  const LexiconTally& tally() const noexcept { return tally_; }

  /// What a list is called that does not say: its file's name without the extension.
  std::string ListName() const;
  /// Name, version, source, ... for the reader to fill.
  Lexicon& head() noexcept { return lexicon_; }

  /// Its index, a new one for a new name; nothing (reported) if there are too many.
  std::optional<std::uint32_t> Category(std::size_t line, std::string_view name);

  /// Makes room for as many entries as a file of so many lines may have.
  void Reserve(std::size_t lines);

  struct Place {
    std::uint32_t entry;
    bool is_new;
    std::uint32_t first;  ///< the first entry of this pattern; another one if attributes differ
  };
  /// The entry of this pattern, in the form of LexiconEntry::pattern; nothing (reported) for a text
  /// that cannot be one.
  /// @param attributes if given: an entry with other ones (kind, factor, ...) is not the same.
  std::optional<Place> Entry(std::size_t line, std::string_view raw, Wildcards wildcards,
                             const LexiconEntry* attributes = nullptr);
  LexiconEntry& entry(std::uint32_t index) { return lexicon_.entries[index]; }
  /// Gives the entry the kind, factor, spread and confidence of another.
  void SetAttributes(std::uint32_t entry, const LexiconEntry& from);
  std::size_t entry_count() const noexcept { return lexicon_.entries.size(); }

  /// Gives the entry a value.  A second one of its pattern in that category is an error, or
  /// replaces the first with a note.
  /// @return false (reported) if there was one and that is an error.
  bool AddValue(std::size_t line, std::uint32_t entry, std::uint32_t category, float value,
                Twice twice);

  /// The lexicon, with the valence of a list that has only positive and negative words.  The error
  /// of the line that stopped the reading, if one did; kMalformed if there is no entry.
  Result<Lexicon> Finish() &&;

 private:
  struct PendingValue {
    std::uint32_t entry;
    CategoryValue value;
  };
  std::string Source(std::size_t line) const;
  bool CountGlobs(std::size_t line);
  bool Normalise(std::size_t line, std::string_view raw, Wildcards wildcards);
  std::uint32_t IndexValue(std::uint32_t first, std::uint32_t category, std::uint32_t position);
  void IndexValues(std::uint32_t first);
  void AddSignValence();
  void LayOutValues();

  std::string path_;
  BadLineSink sink_;
  Lexicon lexicon_;
  std::vector<PendingValue> pending_;
  // For each first entry of a pattern its others (rare), and for these the first.
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> others_;
  std::unordered_map<std::uint32_t, std::uint32_t> first_of_;
  PositionIndex entries_by_pattern_;
  // Values of patterns that come a second time, by first entry and category.  Until Finish, an
  // entry's first_value is the place of its first value in pending_, and end_value is 1 if its
  // values are in this index.
  PositionIndex values_by_key_;
  std::uint32_t
      fresh_;  // the entry of the line at hand, if its pattern is new; its values come last
  std::unordered_map<std::string, std::uint32_t> categories_;
  std::unordered_set<std::string> globs_;  // words with wildcards that are no prefixes
  std::string pattern_;                    // of the entry at hand
  bool literal_ = false;
  bool stopped_ = false;
  Error error_;
  LexiconTally tally_;
  std::size_t unsaid_notes_ = 0;
};

}  // namespace slant
