/// @file vader_words.h
/// The word tables of VADER: what the published lexicon, its emoji list and the published lists of
/// boosters, negations and phrases know of one word.  vader_rules.h applies them.
///
/// Source of the lists: C.J. Hutto and E. Gilbert, "VADER: A Parsimonious Rule-based Model for
/// Sentiment Analysis of Social Media Text", ICWSM 2014, and the authors' program
/// (github.com/cjhutto/vaderSentiment, MIT licence), which has more words than the paper.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "slant/base/result.h"

namespace slant {

/// Words that a rule or a phrase asks for by name.
enum class VaderRole : std::uint8_t {
  kNone,
  kNo,
  kOr,
  kNor,
  kAt,
  kVery,
  kLeast,
  kBut,
  kNever,
  kSo,
  kThis,
  kWithout,
  kDoubt,
  // Words of phrases only.
  kAss,
  kBad,
  kBeating,
  kBomb,
  kBroken,
  kBus,
  kDeath,
  kDie,
  kEnough,
  kFor,
  kHeart,
  kJust,
  kKind,
  kKiss,
  kOf,
  kRight,
  kShit,
  kSort,
  kStop,
  kThe,
  kTo,
  kYeah,
};

/// What is known of one word, in lower case.  Word 0 is any word of which nothing is known.
struct VaderWord {
  double valence = 0;      ///< in [-4, 4]
  double boost = 0;        ///< added to the size of the next valence; 0 for no booster
  std::uint64_t head = 0;  ///< the bytes of the word, as ShortWord has them
  std::uint64_t tail = 0;
  std::uint32_t key_begin = 0;  ///< where the word stands in the table's text
  std::uint32_t key_size = 0;
  VaderRole role = VaderRole::kNone;
  bool valued = false;  ///< the lexicon has it, if only with a valence of 0
  bool negates = false;
  bool starts_phrase = false;  ///< the first word of a phrase with a value or a boost
};

/// Two or three words with a value of their own.
struct VaderPhrase {
  VaderRole words[3];  ///< the third is kNone for two words
  double value;
};

/// The value that the word(s) before or behind take over: "the bomb" is good.
extern const VaderPhrase kVaderIdioms[9];
/// What a pair adds to the value: "kind of".
extern const VaderPhrase kVaderBoosterPairs[3];

/// The bytes of a word of at most 16, first byte lowest, zeros behind: two numbers, which are
/// hashed and compared without a loop.
struct ShortWord {
  static constexpr std::size_t kMostBytes = 16;

  std::uint64_t head = 0;
  std::uint64_t tail = 0;
};

/// Immutable; threads may share it.
class VaderWords {
 public:
  /// As VaderRules::Read.
  static Result<VaderWords> Read(const std::string& lexicon_path, const std::string& emoji_path);

  /// The number of a word in lower case; 0 if nothing is known of it.
  std::uint32_t Find(std::string_view lower) const noexcept;

  /// The same in two steps, for words of at most 16 bytes: most words are unknown, and known to be
  /// unknown without a look at the table.  `hash` is Hash(lower).
  bool MayHave(std::uint64_t hash) const noexcept {
    const std::uint64_t bit = hash >> 48;
    return (filter_[bit / 64] >> (bit % 64) & 1) != 0;
  }
  std::uint32_t Find(ShortWord lower, std::size_t size, std::uint64_t hash) const noexcept {
    return FindHashed(hash, [&](const VaderWord& word) {
      return word.head == lower.head && word.tail == lower.tail && word.key_size == size;
    });
  }
  static std::uint64_t Hash(ShortWord word) noexcept {
    std::uint64_t hash = (word.head ^ (word.tail * 0xBF58476D1CE4E5B9ULL)) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32;
    return hash * 0x94D049BB133111EBULL;
  }

  const VaderWord& operator[](std::uint32_t word) const noexcept { return words_[word]; }

  /// Has the list characters below U+0080?  The published one has not.
  bool has_ascii_emoji() const noexcept { return has_ascii_emoji_; }

  bool IsEmoji(char32_t value) const noexcept {
    return value / 64 < emoji_set_.size() && (emoji_set_[value / 64] >> (value % 64) & 1) != 0;
  }

  /// The words that stand for an emoji (IsEmoji); lives as long as the table.
  std::string_view Description(char32_t emoji) const noexcept;

 private:
  // Linear probing; the place is the upper half of the word's hash, the tag the lower.  Words are
  // compared in full, so that no hash can be mistaken.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t word = 0;  // 0: free
  };

  // 8 KiB of bits, which stay in the first cache; they answer for nine of ten unknown words.
  static constexpr std::size_t kFilterBits = std::size_t{1} << 16;

  template <typename Equal>
  std::uint32_t FindHashed(std::uint64_t hash, const Equal& equal) const noexcept {
    const auto tag = static_cast<std::uint32_t>(hash);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = (hash >> 32) & mask;; at = (at + 1) & mask) {
      const Slot slot = slots_[at];
      if (slot.word == 0 || (slot.tag == tag && equal(words_[slot.word]))) {
        return slot.word;
      }
    }
  }

  std::vector<std::uint64_t> filter_;
  std::vector<Slot> slots_;  // a power of two, at most half full
  std::vector<VaderWord> words_;
  std::string keys_;
  std::size_t longest_key_ = 0;  // in bytes
  std::vector<std::uint64_t> emoji_set_;
  std::vector<std::pair<char32_t, std::string>> emoji_;  // ascending
  bool has_ascii_emoji_ = false;
};

/// Is it white space to Python's str.split and str.strip (3.11; Unicode 14)?
bool IsVaderSpace(char32_t value) noexcept;

}  // namespace slant
