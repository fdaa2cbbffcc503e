/// @file cue_set.h
/// Sets of words that say how a sentence is told: whether the writer vouches for it, takes sides,
/// or turns it round.  The words are data: corpora/lexicons/cues-en.tsv, whose heads name the
/// source of each set's idea.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace slant {

enum class Cue : std::uint8_t {
  // How the writer stands to what is said.
  kHedge,                  ///< may, perhaps, reportedly
  kBooster,                ///< clearly, undoubtedly
  kFactive,                ///< realize, regret: what follows is taken as true
  kAssertive,              ///< claim, insist
  kImplicative,            ///< manage, fail: what follows is or is not so
  kReportNeutral,          ///< said, according to
  kReportDoubt,            ///< alleged, purported
  kReportEndorse,          ///< confirmed, pointed out
  kReportHostile,          ///< blasted, sneered
  kOneSidedLabel,          ///< labels that one side of a dispute uses
  kSensational,            ///< bombshell, jaw-dropping
  kSubjectiveIntensifier,  ///< amazingly, terribly
  // What the valence rules act on.
  kDenial,        ///< denied, no evidence of
  kAverting,      ///< prevented, free of: undoes what follows
  kLosing,        ///< lost, squandered: undoes the good that follows
  kEnding,        ///< is over, collapsed: undoes what stands before
  kRescuing,      ///< saved: undoes what follows "from"
  kIncrease,      ///< rose, a rise in
  kDecrease,      ///< fell, fewer
  kSteady,        ///< unchanged: neither rose nor fell
  kMoreIsBad,     ///< deaths, unemployment
  kMoreIsGood,    ///< jobs, turnout
  kHypothetical,  ///< if, could, proposed
  kInstitution,   ///< justice department, interest rates: only look polar
  // Added later: at the end, so that the columns before keep their place.
  kMindReading,  ///< wants nothing more than, is desperate to: motives nobody stated
  kVagueSource,  ///< critics say, many believe: nobody is named
  kCount
};

inline constexpr std::size_t kCueCount = static_cast<std::size_t>(Cue::kCount);

/// A bit for each Cue.
using CueBits = std::uint32_t;

constexpr CueBits BitOf(Cue cue) noexcept { return CueBits{1} << static_cast<unsigned>(cue); }

/// The categories of the cue file, in the order of Cue.
inline constexpr std::array<std::string_view, kCueCount> kCueNames = {
    "hedge",          "booster",         "factive",      "assertive",
    "implicative",    "report-neutral",  "report-doubt", "report-endorse",
    "report-hostile", "one-sided-label", "sensational",  "subjective-intensifier",
    "denial",         "averting",        "losing",       "ending",
    "rescuing",       "increase",        "decrease",     "steady",
    "more-is-bad",    "more-is-good",    "hypothetical", "institution",
    "mind-reading",   "vague-source"};

/// The cue of this name, or nothing.
constexpr std::optional<Cue> FindCue(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kCueCount; ++i) {
    if (kCueNames[i] == name) {
      return static_cast<Cue>(i);
    }
  }
  return std::nullopt;
}

}  // namespace slant
