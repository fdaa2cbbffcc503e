// Tables: a line of names, then a word, its categories and its values a row, between tabs, commas
// or semicolons.  eMFD, Warriner's norms, tidytext's and FrameAxis' lists look like that.
#include <algorithm>
#include <array>

#include "slant/base/ascii.h"
#include "slant/lexicon/csv_rows.h"
#include "slant/lexicon/lexicon_format.h"
#include "slant/lexicon/word_kinds.h"

namespace slant {
namespace {

constexpr std::array kWordNames = {"word",  "words", "term",  "terms",  "ngram",
                                   "entry", "token", "lemma", "phrase", "pattern"};
constexpr std::array kCategoryNames = {"category",  "tag",     "list",       "label",
                                       "emotion",   "class",   "foundation", "affectdimension",
                                       "sentiment", "polarity"};
constexpr std::array kValenceNames = {"valence", "score",  "sentiment",
                                      "value",   "weight", "polarity"};
constexpr std::array kSpreadNames = {"spread", "sd", "std", "stdev"};
constexpr std::array kIndexNames = {"", "id", "index", "rank", "unnamed: 0"};

template <std::size_t N>
bool IsOneOf(std::string_view name, const std::array<const char*, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool IsMissing(std::string_view cell) { return cell.empty() || cell == "NA" || cell == "NaN"; }

// The separator that a line has most of; 0 if it has none.
char Separator(std::string_view line) {
  char best = 0;
  std::ptrdiff_t most = 0;
  for (const char c : {'\t', ';', ','}) {
    const auto count = std::count(line.begin(), line.end(), c);
    if (count > most) {
      best = c;
      most = count;
    }
  }
  return best;
}

std::string_view Unquoted(std::string_view cell) {
  cell = TrimAscii(cell);
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') {
    cell = cell.substr(1, cell.size() - 2);
  }
  return cell;
}

// With semicolons between cells, the comma is the decimal point.
std::optional<float> CellNumber(std::string_view cell, char separator) {
  if (separator == ';' && cell.find(',') != std::string_view::npos && cell.size() < 40) {
    std::string dotted(cell);
    std::replace(dotted.begin(), dotted.end(), ',', '.');
    return ParseNumber(dotted);
  }
  return ParseNumber(cell);
}

// The first line that is not a comment, or null.
const LexiconLine* HeadOf(const LexiconSample& sample) {
  for (const LexiconLine& line : sample.lines) {
    if (!line.text.starts_with('#')) {
      return &line;
    }
  }
  return nullptr;
}

// "word,2" without a line of names above it.
bool HasNoHead(const std::vector<std::string_view>& cells, char separator) {
  return cells.size() == 2 && !CellNumber(Unquoted(cells[0]), separator) &&
         CellNumber(Unquoted(cells[1]), separator);
}

class TableReader {
 public:
  TableReader(LexiconBuilder& builder, char separator) : builder_(builder), separator_(separator) {}

  // Which columns hold text is seen in the rows of the sample.
  void Read(std::string_view text, bool has_head) {
    const std::string_view first_line = text.substr(0, text.find('\n'));
    const bool quoted = separator_ != '\t' || first_line.find('"') != std::string_view::npos;
    if (!has_head) {
      columns_ = {{Role::kWord, "word"}, {Role::kNumber, std::string(kValenceCategory)}};
      decided_ = true;
    }
    ForEachCsvRow(text, separator_, quoted, builder_, [&](const CsvRow& row) {
      if (columns_.empty()) {
        if (!row.cells[0].starts_with('#')) {
          Head(row);
        }
        return;
      }
      if (decided_) {
        Row(row);
        return;
      }
      first_rows_.push_back(row);
      if (first_rows_.size() == kSampleLines) {
        Decide();
      }
    });
    if (!decided_ && !columns_.empty()) {
      Decide();
    }
  }

 private:
  enum class Role { kNumber, kWord, kCategory, kKind, kFactor, kSpread, kConfidence, kNone };
  struct Column {
    Role role;
    std::string name;
  };

  void Head(const CsvRow& row) {
    head_line_ = row.line;
    for (const std::string& cell : row.cells) {
      columns_.push_back({Role::kNumber, std::string(TrimAscii(cell))});
    }
    auto word = std::find_if(columns_.begin(), columns_.end(), [](const Column& c) {
      return IsOneOf(LowerAscii(c.name), kWordNames);
    });
    if (word == columns_.end()) {
      word = columns_.begin();
    }
    word->role = Role::kWord;
  }

  bool HoldsText(std::size_t column) const {
    return std::any_of(first_rows_.begin(), first_rows_.end(), [&](const CsvRow& row) {
      return column < row.cells.size() && !IsMissing(row.cells[column]) &&
             !CellNumber(row.cells[column], separator_);
    });
  }

  void Decide() {
    decided_ = true;
    std::size_t numbers = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      Column& column = columns_[i];
      const std::string name = LowerAscii(column.name);
      if (column.role == Role::kWord) {
        continue;
      }
      if (name == "kind") {
        column.role = Role::kKind;
      } else if (HoldsText(i)) {
        column.role =
            IsOneOf(name, kCategoryNames) && !has_category_ ? Role::kCategory : Role::kNone;
        has_category_ = has_category_ || column.role == Role::kCategory;
        if (column.role == Role::kNone) {
          builder_.Note(head_line_, "the column '" + column.name + "' holds text, and is not used");
        }
      } else if (name == "factor") {
        column.role = Role::kFactor;
      } else if (name == "confidence") {
        column.role = Role::kConfidence;
      } else if (IsOneOf(name, kSpreadNames)) {
        column.role = Role::kSpread;
      } else if (IsOneOf(name, kIndexNames)) {
        column.role = Role::kNone;
      } else {
        ++numbers;
        if (name == kValenceCategory) {
          column.name = name;
        }
      }
    }
    value_of_category_ = has_category_ && numbers == 1;
    for (Column& column : columns_) {
      if (column.role == Role::kNumber && numbers == 1 && !has_category_ &&
          IsOneOf(LowerAscii(column.name), kValenceNames)) {
        column.name = kValenceCategory;
      }
      if (column.role == Role::kNumber && !value_of_category_) {
        builder_.Category(head_line_, column.name);
      }
    }
    if (numbers == 0 && !has_category_) {
      builder_.Fail(head_line_, "the table has no column of numbers and none named category");
    }
    for (const CsvRow& row : first_rows_) {
      if (!builder_.stopped()) {
        Row(row);
      }
    }
    first_rows_ = {};
  }

  void Row(const CsvRow& row) {
    if (row.cells.size() > columns_.size()) {
      builder_.Bad(row.line, "expected " + std::to_string(columns_.size()) + " columns, found " +
                                 std::to_string(row.cells.size()));
      return;
    }
    LexiconEntry attributes;
    std::string_view word, category_name;
    values_.clear();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const Column& column = columns_[i];
      const std::string_view cell = row.cells[i];
      if (column.role == Role::kWord) {
        word = cell;
        continue;
      }
      if (column.role == Role::kNone || IsMissing(cell)) {
        continue;
      }
      if (column.role == Role::kCategory) {
        category_name = cell;
        continue;
      }
      if (column.role == Role::kKind) {
        attributes.kind = FindWordKind(LowerAscii(cell)).value_or(WordKind::kValue);
        continue;
      }
      const auto number = CellNumber(cell, separator_);
      // The same limits as in slant's own format.
      const float limit = column.role == Role::kFactor       ? 2.0F
                          : column.role == Role::kSpread     ? 10.0F
                          : column.role == Role::kConfidence ? 1.0F
                                                             : 3e38F;
      if (!number || *number > limit ||
          *number < (column.role == Role::kNumber || column.role == Role::kFactor ? -limit : 0)) {
        builder_.Bad(row.line, "expected a number in column '" + column.name + "', found '" +
                                   std::string(cell.substr(0, 60)) + "'");
        return;
      }
      if (column.role == Role::kFactor) {
        attributes.factor = *number;
      } else if (column.role == Role::kSpread) {
        attributes.spread = *number;
      } else if (column.role == Role::kConfidence) {
        attributes.confidence = *number;
      } else {
        values_.emplace_back(i, *number);
      }
    }
    const auto place = builder_.Entry(row.line, word, Wildcards::kYes);
    if (!place) {
      return;
    }
    builder_.SetAttributes(place->entry, attributes);
    if (!category_name.empty()) {
      const float value = !value_of_category_ ? 1 : values_.empty() ? 0 : values_[0].second;
      Add(row.line, place->entry, category_name, value);
    }
    for (std::size_t i = 0; i < values_.size() && !value_of_category_; ++i) {
      Add(row.line, place->entry, columns_[values_[i].first].name, values_[i].second);
    }
  }

  void Add(std::size_t line, std::uint32_t entry, std::string_view name, float value) {
    if (const auto category = builder_.Category(line, name)) {
      builder_.AddValue(line, entry, *category, value, Twice::kLastCounts);
    }
  }

  LexiconBuilder& builder_;
  char separator_;
  std::vector<Column> columns_;
  std::vector<CsvRow> first_rows_;
  std::vector<std::pair<std::size_t, float>> values_;  // column and value
  std::size_t head_line_ = 1;
  bool decided_ = false, has_category_ = false, value_of_category_ = false;
};

}  // namespace

bool IsTable(const LexiconSample& sample) {
  const LexiconLine* const head = HeadOf(sample);
  const char separator = head == nullptr ? '\0' : Separator(head->text);
  if (separator == 0) {
    return false;
  }
  std::vector<std::string_view> cells;
  SplitCells(head->text, separator, cells);
  const std::size_t columns = cells.size();
  bool names_a_word = false;
  if (!HasNoHead(cells, separator)) {
    for (const std::string_view cell : cells) {
      if (CellNumber(Unquoted(cell), separator) || cell.size() > 100) {
        return false;
      }
      names_a_word = names_a_word || IsOneOf(LowerAscii(Unquoted(cell)), kWordNames);
    }
  }
  // A text with commas is no table: the rows have as many cells as there are names, and numbers.
  std::size_t rows = 0, like_rows = 0;
  for (const LexiconLine* line = head + 1; line < sample.lines.data() + sample.lines.size();
       ++line) {
    ++rows;
    SplitCells(line->text, separator, cells);
    const bool has_number = std::any_of(cells.begin(), cells.end(), [&](std::string_view cell) {
      return CellNumber(Unquoted(cell), separator).has_value();
    });
    like_rows += names_a_word || (cells.size() == columns && has_number) ? 1 : 0;
  }
  return rows == 0 ? names_a_word : 2 * like_rows >= rows;
}

void ReadTable(std::string_view text, LexiconBuilder& builder) {
  LineCursor lines(text);
  LexiconLine head;
  while (lines.Next(head) && (TrimAscii(head.text).empty() || head.text.starts_with('#'))) {
  }
  const char separator = Separator(head.text);
  std::vector<std::string_view> cells;
  SplitCells(head.text, separator, cells);
  TableReader(builder, separator).Read(text, !HasNoHead(cells, separator));
}

}  // namespace slant
