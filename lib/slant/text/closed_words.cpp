#include "slant/text/closed_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "slant/text/vocabulary.h"

namespace slant {

namespace data {
extern const std::string_view abbreviations;
extern const std::string_view function_words;
extern const std::string_view names;
extern const std::string_view report_cues;
}  // namespace data

namespace {

struct Section {
  std::string_view name;
  WordClass type;
};

constexpr Section kSections[] = {
    {"title", WordClass::kTitleAbbreviation},
    {"number", WordClass::kNumberAbbreviation},
    {"either", WordClass::kEitherAbbreviation},
    {"meridiem", WordClass::kMeridiem},
    {"starter", WordClass::kStarter},
    {"pronoun", WordClass::kPronoun},
    {"male", WordClass::kMale},
    {"female", WordClass::kFemale},
    {"plural", WordClass::kPlural},
    {"first", WordClass::kFirst},
    {"second", WordClass::kSecond},
    {"neuter", WordClass::kNeuter},
    {"subject", WordClass::kSubject},
    {"possessive", WordClass::kPossessive},
    {"determiner", WordClass::kDeterminer},
    {"article", WordClass::kArticle},
    {"preposition", WordClass::kPreposition},
    {"conjunction", WordClass::kConjunction},
    {"subordinator", WordClass::kSubordinator},
    {"auxiliary", WordClass::kAuxiliary},
    {"be", WordClass::kBe},
    {"have", WordClass::kHave},
    {"modal", WordClass::kModal},
    {"negation", WordClass::kNegation},
    {"adverb", WordClass::kAdverb},
    {"weekday", WordClass::kWeekday},
    {"month", WordClass::kMonth},
    {"daytime", WordClass::kDaytime},
    {"relative", WordClass::kRelative},
    {"wh", WordClass::kWh},
    {"given-male", WordClass::kGivenMale},
    {"given-female", WordClass::kGivenFemale},
    {"place", WordClass::kPlace},
    {"place-tail", WordClass::kPlaceTail},
    {"place-head", WordClass::kPlaceHead},
    {"organization-tail", WordClass::kOrganizationTail},
    {"organization", WordClass::kOrganization},
    {"office", WordClass::kOffice},
    {"person", WordClass::kPerson},
    {"male-noun", WordClass::kMaleNoun},
    {"female-noun", WordClass::kFemaleNoun},
    {"greeting", WordClass::kGreeting},
    {"closing", WordClass::kClosing},
    {"caption", WordClass::kCaption},
    {"according", WordClass::kAccording},
    {"cue-noun", WordClass::kCueNoun},
    {"evidence", WordClass::kEvidence},
    {"hearsay", WordClass::kHearsay},
    {"surname", WordClass::kSurname},
    {"not-name", WordClass::kNotName},
};
static_assert(static_cast<int>(WordClass::kCount) <= 64);

// Calls visit(line) for each line that is neither empty nor a comment.
template <typename Visit>
void ForEachLine(std::string_view list, const Visit& visit) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    const std::string_view line = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    if (!line.empty() && line[0] != '#') {
      visit(line);
    }
  }
}

template <typename Visit>
void ForEachWord(std::string_view line, const Visit& visit) {
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) {
      visit(line.substr(0, end));
    }
    line.remove_prefix(std::min(end + 1, line.size()));
  }
}

// "claim" -> claims, claimed, claiming; "argue" -> argues, argued, arguing.
std::array<std::string, 4> Inflect(std::string_view base) {
  const std::string stem(base);
  if (stem.ends_with('e')) {
    return {stem, stem + "s", stem + "d", stem.substr(0, stem.size() - 1) + "ing"};
  }
  return {stem, stem + "s", stem + "ed", stem + "ing"};
}

}  // namespace

const ClosedWords& ClosedWords::Get() {
  static const ClosedWords table;
  return table;
}

ClosedWords::ClosedWords() : slots_(1U << 14), rows_(2), mask_((1U << 14) - 1) {
  const auto bit = [](WordClass c) { return std::uint64_t{1} << static_cast<unsigned>(c); };
  const std::uint64_t active = bit(WordClass::kMeridiem) | bit(WordClass::kWeekday) |
                               bit(WordClass::kMale) | bit(WordClass::kFemale) |
                               bit(WordClass::kOffice) | bit(WordClass::kAccording) |
                               bit(WordClass::kCueNoun) | bit(WordClass::kHearsay);
  const std::string_view sections[] = {data::abbreviations, data::function_words, data::names};
  for (const std::string_view list : sections) {
    ReadSections(list, active);
    ReadSections(list, 0);  // rows for dotted words; their classes come below
  }
  ReadCues(data::report_cues);
  active_rows_ = static_cast<std::uint16_t>(rows_.size() - 1);
  for (const std::string_view list : sections) {
    ReadSections(list);
  }
}

std::uint16_t ClosedWords::Find(std::string_view word) const noexcept {
  return FindHash(Vocabulary::HashWord(word));
}

ClosedWord& ClosedWords::Row(std::string_view word) {
  const std::uint64_t hash = Vocabulary::HashWord(word);
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  std::uint64_t i = hash & mask_;
  while (slots_[i].row != 0 && slots_[i].tag != tag) {
    i = (i + 1) & mask_;
  }
  if (slots_[i].row == 0) {
    slots_[i] = {tag, static_cast<std::uint16_t>(rows_.size())};
    rows_.emplace_back();
  }
  return rows_[slots_[i].row];
}

void ClosedWords::ReadSections(std::string_view list, std::uint64_t only) {
  const bool dotted_only = only == 0;
  std::uint64_t bit = 0;
  ForEachLine(list, [&](std::string_view line) {
    if (line[0] == '[') {
      bit = 0;
      for (const Section& section : kSections) {
        if (line.substr(1, line.size() - 2) == section.name) {
          bit = (std::uint64_t{1} << static_cast<unsigned>(section.type)) & only;
        }
      }
      return;
    }
    if (bit == 0 && only != 0) {
      return;
    }
    ForEachWord(line, [&](std::string_view word) {
      if (!dotted_only) {
        Row(word).classes |= bit;
      }
      // The tokeniser keeps the last stop of abbreviations with inner ones: "u.s." is one token.
      if (word.find('.') != std::string_view::npos && !word.ends_with('.')) {
        Row(std::string(word) + '.').classes |= bit;
      }
    });
  });
}

void ClosedWords::ReadCues(std::string_view list) {
  Stance stance = Stance::kNeutral;
  ForEachLine(list, [&](std::string_view line) {
    if (line[0] == '[') {
      stance = line == "[asserting]"  ? Stance::kAsserting
               : line == "[doubting]" ? Stance::kDoubting
               : line == "[denying]"  ? Stance::kDenying
                                      : Stance::kNeutral;
      return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      return;
    }
    std::uint8_t frames = 0;
    ForEachWord(line.substr(colon + 1), [&](std::string_view word) {
      frames |= word == "quote"    ? kFrameQuote
                : word == "clause" ? kFrameClause | kFrameThat
                : word == "that"   ? kFrameThat
                : word == "to"     ? kFrameTo
                : word == "person" ? kFramePerson
                : word == "object" ? kFrameObject
                : word == "weak"   ? kFrameWeak
                : word == "about"  ? kFrameAbout
                                   : 0;
    });
    std::vector<std::string_view> forms;
    ForEachWord(line.substr(0, colon), [&](std::string_view word) { forms.push_back(word); });
    if (forms.size() == 1) {
      const auto inflected = Inflect(forms[0]);
      for (std::size_t i = 0; i < inflected.size(); ++i) {
        AddCue(inflected[i], frames, stance, i);
      }
      return;
    }
    for (std::size_t i = 0; i < forms.size(); ++i) {
      AddCue(forms[i], frames, stance, i);
    }
  });
}

void ClosedWords::AddCue(std::string_view form, std::uint8_t frames, Stance stance,
                         std::size_t index) {
  const auto bit = [](WordClass c) { return std::uint64_t{1} << static_cast<unsigned>(c); };
  ClosedWord& word = Row(form);
  if (word.Is(WordClass::kCue)) {
    return;  // the first entry counts: "found" is a form of find
  }
  word.classes |= bit(WordClass::kCue);
  word.classes |= index == 0 ? bit(WordClass::kCueBase) : 0;
  word.classes |= form.ends_with("ing") ? bit(WordClass::kCueIng) : 0;
  word.frames = frames;
  word.stance = stance;
}

}  // namespace slant
