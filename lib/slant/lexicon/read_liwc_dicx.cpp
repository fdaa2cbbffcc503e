// LIWC-22's .dicx: CSV with a line of names, `DicTerm,category,...`, and cells that are empty, X or
// a weight.
#include "slant/base/ascii.h"
#include "slant/lexicon/csv_rows.h"
#include "slant/lexicon/lexicon_format.h"

namespace slant {

bool IsLiwcDicx(const LexiconSample& sample) {
  if (sample.lines.empty()) {
    return false;
  }
  const std::string head = LowerAscii(sample.lines[0].text);
  for (const char* name : {"dicterm", "entry"}) {
    for (const char* quote : {"", "\""}) {
      if (head.starts_with(std::string(quote) + name + quote + ",")) {
        return true;
      }
    }
  }
  return false;
}

void ReadLiwcDicx(std::string_view text, LexiconBuilder& builder) {
  std::vector<std::uint32_t> categories;
  ForEachCsvRow(text, ',', /*quoted=*/true, builder, [&](const CsvRow& row) {
    if (categories.empty()) {
      for (std::size_t i = 1; i < row.cells.size(); ++i) {
        const auto category = builder.Category(row.line, row.cells[i]);
        if (!category) {
          return;
        }
        categories.push_back(*category);
      }
      return;
    }
    if (row.cells.size() > categories.size() + 1) {
      builder.Bad(row.line, "expected " + std::to_string(categories.size() + 1) +
                                " columns, found " + std::to_string(row.cells.size()));
      return;
    }
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
      const std::string& cell = row.cells[i];
      if (!cell.empty() && cell != "X" && cell != "x" && !ParseNumber(cell)) {
        builder.Bad(row.line,
                    "expected nothing, X or a number, found '" + cell.substr(0, 40) + "'");
        return;
      }
    }
    const auto place = builder.Entry(row.line, row.cells[0], Wildcards::kYes);
    for (std::size_t i = 1; place && i < row.cells.size(); ++i) {
      const std::string& cell = row.cells[i];
      const float value = cell == "X" || cell == "x" ? 1 : ParseNumber(cell).value_or(0);
      if (value != 0) {
        builder.AddValue(row.line, place->entry, categories[i - 1], value, Twice::kLastCounts);
      }
    }
  });
}

}  // namespace slant
