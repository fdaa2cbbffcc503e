// vader_lexicon.txt of Hutto and Gilbert (2014): word TAB mean TAB deviation TAB [ten ratings], and
// the list of emoji that lies beside it, which is no lexicon.
#include <vector>

#include "slant/base/ascii.h"
#include "slant/lexicon/lexicon_format.h"
#include "slant/text/character.h"

namespace slant {

bool IsVader(const LexiconSample& sample) {
  std::vector<std::string_view> cells;
  for (const LexiconLine& line : sample.lines) {
    SplitCells(line.text, '\t', cells);
    if (cells.size() < 3 || cells.size() > 4 || !ParseNumber(cells[1]) || !ParseNumber(cells[2]) ||
        (cells.size() == 4 && !cells[3].starts_with('['))) {
      // One line may be wrong, and then it is named; the first may not.
      return &line != sample.lines.data();
    }
  }
  return !sample.lines.empty();
}

void ReadVader(std::string_view text, LexiconBuilder& builder) {
  constexpr float kScale = 4;
  constexpr float kMaxSpread = 10;
  builder.head().scale_low = -kScale;
  builder.head().scale_high = kScale;
  const auto category = builder.Category(0, kValenceCategory);
  // VADER looks texts up in lower case: of ":D" and ":d" it only ever finds the second.
  std::vector<bool> was_lower;
  std::vector<std::string_view> cells;
  LineCursor lines(text);
  for (LexiconLine line; !builder.stopped() && lines.Next(line);) {
    if (line.text.empty()) {
      continue;
    }
    SplitCells(line.text, '\t', cells);
    const auto value = cells.size() >= 2 ? ParseNumber(cells[1]) : std::nullopt;
    const auto spread = cells.size() >= 3 ? ParseNumber(cells[2]) : 0.0F;
    if (!value || *value < -kScale || *value > kScale) {
      builder.Bad(line.number,
                  "expected a word, a tab and a valence in [-4, 4]" +
                      (cells.size() >= 2 ? ", found '" + std::string(cells[1].substr(0, 40)) + "'"
                                         : std::string()));
      continue;
    }
    if (!spread || *spread < 0 || *spread > kMaxSpread) {
      builder.Bad(line.number, "expected a deviation in [0, 10], found '" +
                                   std::string(cells[2].substr(0, 40)) + "'");
      continue;
    }
    const auto place = builder.Entry(line.number, cells[0], Wildcards::kNo);
    if (!place) {
      continue;
    }
    was_lower.resize(builder.entry_count());
    LexiconEntry& entry = builder.entry(place->entry);
    const bool lower = TrimAscii(cells[0]) == entry.pattern;
    if (!place->is_new && was_lower[place->entry] && !lower) {
      builder.Note(line.number, "'" + std::string(cells[0]) + "' is '" + entry.pattern +
                                    "' of line " + std::to_string(entry.line) +
                                    " in capitals, and is not used");
      continue;
    }
    was_lower[place->entry] = lower;
    entry.spread = *spread;
    builder.AddValue(line.number, place->entry, *category, *value, Twice::kLastCounts);
  }
}

bool IsVaderEmoji(const LexiconSample& sample) {
  std::vector<std::string_view> cells;
  for (const LexiconLine& line : sample.lines) {
    SplitCells(line.text, '\t', cells);
    if (cells.size() != 2 || cells[0].empty() ||
        CharacterAt(cells[0], 0).type != CharacterClass::kSymbol || cells[0][0] >= 0 ||
        ParseNumber(cells[1])) {
      return false;
    }
  }
  return !sample.lines.empty();
}

void ReadVaderEmoji(std::string_view /*text*/, LexiconBuilder& builder) {
  builder.Fail(0,
               "found descriptions of emoji, no word list: `slant score --rules vader` takes them "
               "from beside its lexicon by itself");
}

}  // namespace slant
