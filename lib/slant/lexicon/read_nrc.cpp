// NRC's lists (Mohammad and Turney 2013, Mohammad 2018): word TAB tag TAB value, of which the
// associations (EmoLex) have 0 for "is not in it"; and the wide VAD list, word TAB valence TAB
// arousal TAB dominance, with or without a line of names.
#include <algorithm>

#include "slant/base/ascii.h"
#include "slant/lexicon/lexicon_format.h"

namespace slant {
namespace {

bool IsWideRow(const std::vector<std::string_view>& cells) {
  return cells.size() == 4 && !cells[0].empty() &&
         std::all_of(cells.begin() + 1, cells.end(), [](std::string_view cell) {
           const auto number = ParseNumber(cell);
           return number && *number >= -1 && *number <= 1;
         });
}

bool IsLongRow(const std::vector<std::string_view>& cells) {
  return cells.size() == 3 && !cells[0].empty() && !cells[1].empty() && !ParseNumber(cells[1]) &&
         ParseNumber(cells[2]);
}

bool IsWideHead(std::string_view line) {
  const std::string head = LowerAscii(line);
  return head == "word\tvalence\tarousal\tdominance" || head == "term\tvalence\tarousal\tdominance";
}

}  // namespace

bool IsNrc(const LexiconSample& sample) {
  std::vector<std::string_view> cells;
  std::size_t with_tabs = 0, rows = 0;
  for (const LexiconLine& line : sample.lines) {
    if (IsWideHead(line.text)) {
      return true;
    }
    SplitCells(line.text, '\t', cells);
    with_tabs += cells.size() > 1 ? 1 : 0;
    rows += IsLongRow(cells) || IsWideRow(cells) ? 1 : 0;
  }
  return rows > 0 && 10 * rows >= 9 * (with_tabs - 1);
}

void ReadNrc(std::string_view text, LexiconBuilder& builder) {
  bool in_rows = false, is_wide = false;
  std::vector<std::string_view> cells;
  LineCursor lines(text);
  for (LexiconLine line; !builder.stopped() && lines.Next(line);) {
    if (line.text.empty()) {
      continue;
    }
    SplitCells(line.text, '\t', cells);
    if (!in_rows) {
      // The lists come with a line of names, or with a page on their use.
      if (!IsLongRow(cells) && !IsWideRow(cells)) {
        if (!IsWideHead(line.text) && cells.size() != 3) {
          builder.Note(line.number, "the line is no entry, and is left out");
        }
        continue;
      }
      in_rows = true;
      is_wide = cells.size() == 4;
    }
    if (is_wide ? !IsWideRow(cells) : !IsLongRow(cells)) {
      builder.Bad(line.number,
                  std::string(is_wide ? "expected a word and three numbers in [-1, 1] between tabs"
                                      : "expected a word, a tag and a value between tabs") +
                      ", found '" + std::string(line.text.substr(0, 60)) + "'");
      continue;
    }
    if (is_wide) {
      const auto place = builder.Entry(line.number, cells[0], Wildcards::kNo);
      constexpr std::string_view kNames[] = {kValenceCategory, "arousal", "dominance"};
      for (std::size_t i = 0; place && i < 3; ++i) {
        const auto category = builder.Category(line.number, kNames[i]);
        builder.AddValue(line.number, place->entry, *category, *ParseNumber(cells[i + 1]),
                         Twice::kLastCounts);
      }
      continue;
    }
    const auto category = builder.Category(line.number, TrimAscii(cells[1]));
    if (!category) {
      return;
    }
    const float value = *ParseNumber(cells[2]);
    if (value == 0) {
      continue;
    }
    if (const auto place = builder.Entry(line.number, cells[0], Wildcards::kNo)) {
      builder.AddValue(line.number, place->entry, *category, value, Twice::kLastCounts);
    }
  }
}

}  // namespace slant
