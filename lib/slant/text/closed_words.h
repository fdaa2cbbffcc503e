/// @file closed_words.h
/// The words that segmenting itself must know: abbreviations, function words, cues of attribution,
/// given names, offices, places.  They are data (corpora/text/*.txt), compiled in.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "slant/text/stance.h"

namespace slant {

/// Section of corpora/text in which a word stands; a word may stand in several.
enum class WordClass : std::uint8_t {
  kTitleAbbreviation,
  kNumberAbbreviation,
  kEitherAbbreviation,
  kMeridiem,
  kStarter,
  kPronoun,
  kMale,
  kFemale,
  kPlural,
  kFirst,
  kSecond,
  kNeuter,
  kSubject,
  kPossessive,
  kDeterminer,
  kArticle,
  kPreposition,
  kConjunction,
  kSubordinator,
  kAuxiliary,
  kBe,
  kHave,
  kModal,
  kNegation,
  kAdverb,
  kWeekday,
  kMonth,
  kDaytime,
  kRelative,
  kWh,
  kGivenMale,
  kGivenFemale,
  kPlace,
  kPlaceTail,
  kPlaceHead,
  kOrganizationTail,
  kOrganization,
  kOffice,
  kPerson,
  kMaleNoun,
  kFemaleNoun,
  kNotName,
  kSurname,
  kGreeting,
  kClosing,
  kCaption,
  kAccording,
  kCueNoun,   ///< claim, belief: "the claim that"
  kEvidence,  ///< poll, study, report
  kHearsay,   ///< reportedly
  kCue,       ///< a form of a report verb
  kCueIng,    ///< its form in -ing
  kCueBase,   ///< its base form, which needs a plural source or an auxiliary
  kCount
};

/// Bits of ClosedWord::frames: what may follow a report verb.
enum CueFrame : std::uint8_t {
  kFrameQuote = 1,
  kFrameClause = 2,
  kFrameThat = 4,
  kFrameTo = 8,
  kFramePerson = 16,
  kFrameObject = 32,
  kFrameWeak = 64,
  kFrameAbout = 128,
};

struct ClosedWord {
  std::uint64_t classes = 0;  ///< bit c is set if the word is of WordClass c
  std::uint8_t frames = 0;    ///< of a cue
  Stance stance = Stance::kNeutral;

  bool Is(WordClass c) const noexcept { return (classes >> static_cast<unsigned>(c) & 1) != 0; }
};

/// Hash -> row of the table.  Immutable; threads may share it.
class ClosedWords {
 public:
  /// The row, without a class, of words with inner stops and a last one that no list has ("q.v.").
  static constexpr std::uint16_t kDottedRow = 1;

  /// The one table, read from the compiled-in lists on first use.
  static const ClosedWords& Get();

  /// The row of a word by Vocabulary::HashWord of its look-up form; 0, an empty row, if unknown.
  std::uint16_t FindHash(std::uint64_t hash) const noexcept {
    for (std::uint64_t i = hash & mask_;; i = (i + 1) & mask_) {
      const Slot& slot = slots_[i];
      if (slot.row == 0 || slot.tag == static_cast<std::uint32_t>(hash >> 32)) {
        return slot.row;
      }
    }
  }

  std::uint16_t Find(std::string_view word) const noexcept;

  /// Is it a word that a stage acts on (cue, pronoun, office, weekday, "U.S.")?  The others are
  /// looked at only when one of those is near; nearly all tokens are others.
  bool IsActive(std::uint16_t row) const noexcept {
    return static_cast<std::uint16_t>(row - 1U) < active_rows_;
  }

  const ClosedWord& operator[](std::uint16_t row) const noexcept { return rows_[row]; }

  std::size_t size() const noexcept { return rows_.size(); }

 private:
  // 32 bits of tag: some 5,000 words against the words of a language, so that a false hit is a
  // matter of one word in a million, and then of a closed class only.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint16_t row = 0;
  };

  ClosedWords();
  ClosedWord& Row(std::string_view word);
  void ReadSections(std::string_view list, std::uint64_t only = ~std::uint64_t{0});
  void ReadCues(std::string_view list);
  void AddCue(std::string_view form, std::uint8_t frames, Stance stance, std::size_t index);

  std::vector<Slot> slots_;
  std::vector<ClosedWord> rows_;
  std::uint64_t mask_ = 0;
  std::uint16_t active_rows_ = 0;
};

}  // namespace slant
