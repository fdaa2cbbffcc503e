/// @file vocabulary.h
/// The words a model knows, numbered by falling frequency.  A token is looked up here once; every
/// other fact about its word is an array indexed by the id.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "slant/base/result.h"
#include "slant/base/section_file.h"

namespace slant {

using WordId = std::uint32_t;

/// The token is no word (punctuation, an address); it is in no vocabulary and has no vector.
inline constexpr WordId kNoWord = 0xFFFFFFFF;
/// The token is a word that the vocabulary does not have.
inline constexpr WordId kUnknownWord = 0xFFFFFFFE;

/// A word as the vocabulary spells it (see LookupForm in tokenizer.h) and how often it was seen.
struct WordCount {
  std::string word;
  std::uint64_t count = 0;
};

/// An immutable word -> id table: open addressing over 64-bit tags, used in place from a model
/// file. Two words with the same 64-bit hash are refused when it is built; an unknown word is taken
/// for a known one with a probability below size / 2^64.  Copies are cheap and share the table;
/// threads may share it too.
class Vocabulary {
 public:
  /// An empty vocabulary: every word is unknown.
  Vocabulary();

  /// Numbers the words in the order given.  kInvalidArgument for an empty or doubled word.
  static Result<Vocabulary> FromWords(const std::vector<WordCount>& words);

  /// Uses the sections vocab.* of a model in place.  kCorrupt if they do not fit together.
  static Result<Vocabulary> FromFile(std::shared_ptr<const SectionFile> file);

  /// The same words with what CapitalShare answers, one a word; kShape otherwise.
  Result<Vocabulary> WithCapitalShares(std::vector<std::uint8_t> shares) const;

  void Save(SectionFileWriter& writer) const;

  /// The id of a word in look-up form, or kUnknownWord.
  WordId Find(std::string_view word) const noexcept { return FindHash(HashWord(word)); }

  /// The same for a hash made by HashWord.
  WordId FindHash(std::uint64_t hash) const noexcept {
    for (std::uint64_t i = hash & mask_;; i = (i + 1) & mask_) {
      const Slot& slot = slots_[i];
      if (slot.tag == hash) {
        return slot.id;
      }
      if (slot.tag == 0) {
        return kUnknownWord;
      }
    }
  }

  /// Hash64, but never 0: that marks an empty slot.
  static std::uint64_t HashWord(std::string_view word) noexcept;

  WordId size() const noexcept { return static_cast<WordId>(counts_.size()); }

  /// The spelling of id < size(); the view lives as long as a copy of this vocabulary.
  std::string_view Word(WordId id) const noexcept;

  /// How often the word was seen in the corpus the vocabulary was built from; 0 if unknown.
  std::uint64_t Count(WordId id) const noexcept { return counts_[id]; }

  /// Is this mostly written with a capital inside sentences, as names are?  So is a word that was
  /// never counted or that the vocabulary does not have; without shares nothing is.
  bool IsName(WordId id) const noexcept {
    return has_capital_shares() && (id == kUnknownWord || CapitalShare(id) >= 128);
  }

  /// Of the mentions of id < size() inside sentences the share with a capital, 0 to 255; 128 if
  /// there was none.  Needs has_capital_shares().
  std::uint8_t CapitalShare(WordId id) const noexcept { return capital_shares_[id]; }

  bool has_capital_shares() const noexcept { return !capital_shares_.empty(); }

  /// Sum of all counts.
  std::uint64_t total_count() const noexcept { return total_; }

 private:
  struct Slot {
    std::uint64_t tag;
    std::uint32_t id;
    std::uint32_t reserved;
  };
  struct Owned;  // the arrays of a vocabulary that was built, not mapped

  std::shared_ptr<const void> owner_;  // keeps what the spans below look at
  std::span<const Slot> slots_;
  std::span<const char> bytes_;
  std::span<const std::uint32_t> offsets_;  // size() + 1
  std::span<const std::uint64_t> counts_;   // size()
  std::shared_ptr<const void> shares_owner_;
  std::span<const std::uint8_t> capital_shares_;  // size(), or none
  std::uint64_t mask_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace slant
