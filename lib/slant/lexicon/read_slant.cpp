// slant's own format, versions 1 and 2; README.md has it byte for byte.
#include <algorithm>
#include <array>
#include <utility>

#include "slant/base/ascii.h"
#include "slant/lexicon/lexicon_format.h"
#include "slant/lexicon/word_kinds.h"

namespace slant {
namespace {

constexpr std::string_view kMagic = "# slant-lexicon ";
constexpr float kScale = 4;  // if the head states none: VADER's
constexpr float kMaxFactor = 2;
constexpr float kMaxSpread = 10;

std::string Range(float low, float high) {
  const auto number = [](float x) {
    std::string text = std::to_string(x);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
      text.pop_back();
    }
    return text;
  };
  return "[" + number(low) + ", " + number(high) + "]";
}

class SlantReader {
 public:
  explicit SlantReader(LexiconBuilder& builder) : builder_(builder) {}

  void Read(std::string_view text) {
    LineCursor lines(text);
    LexiconLine line;
    lines.Next(line);
    const std::string_view version = line.text.substr(kMagic.size());
    if (version != "1" && version != "2") {
      builder_.Fail(line.number, "expected version 1 or 2 of slant's format, found '" +
                                     std::string(version.substr(0, 40)) + "'");
      return;
    }
    builder_.head().scale_low = -kScale;
    builder_.head().scale_high = kScale;
    if (version == "1") {
      Columns({"word\tkind\ttone\tevent\tfactor", 0});
      is_version_1_ = true;
    }
    while (!builder_.stopped() && lines.Next(line)) {
      if (line.text.empty()) {
        continue;
      }
      if (line.text.starts_with('#')) {
        HeadLine(line);
      } else if (columns_.empty()) {
        Columns(line);
      } else if (!is_version_1_ || !line.text.starts_with("word\tkind\t")) {
        Row(line);
      }
    }
  }

 private:
  enum class Role { kWord, kKind, kFactor, kSpread, kConfidence, kCategory, kLiteral, kValue };
  struct Column {
    Role role;
    std::string name;
    std::uint32_t category = 0;
  };

  void HeadLine(const LexiconLine& line) {
    Lexicon& head = builder_.head();
    const std::pair<std::string_view, std::string*> keys[] = {{"name", &head.name},
                                                              {"version", &head.version},
                                                              {"language", &head.language},
                                                              {"source", &head.source},
                                                              {"licence", &head.licence}};
    const std::string_view text = TrimAscii(line.text.substr(1));
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string_view key = text.substr(0, colon);
    const std::string_view value = TrimAscii(text.substr(std::min(colon + 1, text.size())));
    for (const auto& [name, target] : keys) {
      if (key == name) {
        *target = value;
      }
    }
    if (key == "scale") {
      const std::size_t space = std::min(value.find(' '), value.size());
      const auto low = ParseNumber(value.substr(0, space));
      const auto high = ParseNumber(TrimAscii(value.substr(space)));
      if (!low || !high || *low >= *high) {
        builder_.Bad(line.number, "expected two numbers, the smaller first, like '# scale: -4 4'");
        return;
      }
      head.scale_low = *low;
      head.scale_high = *high;
    }
  }

  void Columns(const LexiconLine& line) {
    static constexpr std::pair<std::string_view, Role> kRoles[] = {
        {"word", Role::kWord},
        {"kind", Role::kKind},
        {"factor", Role::kFactor},
        {"spread", Role::kSpread},
        {"confidence", Role::kConfidence},
        {"category", Role::kCategory},
        {"literal", Role::kLiteral}};
    SplitCells(line.text, '\t', cells_);
    bool has_word = false;
    for (const std::string_view cell : cells_) {
      const std::string_view name = TrimAscii(cell);
      if (name.empty()) {
        builder_.Fail(line.number, "a column without a name");
        return;
      }
      if (std::any_of(columns_.begin(), columns_.end(),
                      [&](const Column& c) { return c.name == name; })) {
        builder_.Fail(line.number, "the column '" + std::string(name) + "' comes twice");
        return;
      }
      Column column{Role::kValue, std::string(name)};
      for (const auto& [known, role] : kRoles) {
        if (name == known) {
          column.role = role;
        }
      }
      has_word = has_word || column.role == Role::kWord;
      if (column.role == Role::kValue) {
        const auto category = builder_.Category(line.number, name);
        if (!category) {
          return;
        }
        column.category = *category;
      }
      columns_.push_back(std::move(column));
    }
    if (!has_word) {
      builder_.Fail(line.number, "expected the names of the columns, one of them 'word', found '" +
                                     std::string(line.text.substr(0, 60)) + "'");
    }
  }

  void BadCell(const LexiconLine& line, const Column& column, std::string_view expected,
               std::string_view cell) {
    builder_.Bad(line.number, "expected " + std::string(expected) + " in column '" + column.name +
                                  "', found '" + std::string(cell.substr(0, 60)) + "'");
  }

  void Row(const LexiconLine& line) {
    SplitCells(line.text, '\t', cells_);
    // White space after a line is not kept, and with it go empty cells at its end.
    if (cells_.size() > columns_.size() || (is_version_1_ && cells_.size() != columns_.size())) {
      std::string names;
      for (const Column& column : columns_) {
        names += (names.empty() ? "" : ", ") + column.name;
      }
      builder_.Bad(line.number, "expected " + std::to_string(columns_.size()) + " columns (" +
                                    names.substr(0, 200) + "), found " +
                                    std::to_string(cells_.size()));
      return;
    }
    cells_.resize(columns_.size());
    LexiconEntry attributes;
    std::string_view word, category_name;
    std::optional<WordKind> kind;
    bool literal = false;
    values_.clear();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Column& column = columns_[i];
      const std::string_view cell = cells_[i];
      if (column.role == Role::kWord) {
        word = cell;
        continue;
      }
      if (cell.empty() && !is_version_1_) {
        continue;
      }
      float low = 0, high = 0;
      switch (column.role) {
        case Role::kKind:
          kind = FindWordKind(cell);
          if (!kind) {
            BadCell(line, column, "a kind (" + WordKindNames() + ")", cell);
            return;
          }
          continue;
        case Role::kCategory:
          category_name = TrimAscii(cell);
          continue;
        case Role::kLiteral:
          literal = cell == "1";
          if (cell != "1" && cell != "0") {
            BadCell(line, column, "0 or 1", cell);
            return;
          }
          continue;
        case Role::kFactor:
          low = -kMaxFactor, high = kMaxFactor;
          break;
        case Role::kSpread:
          low = 0, high = kMaxSpread;
          break;
        case Role::kConfidence:
          low = 0, high = 1;
          break;
        default:
          low = builder_.head().scale_low, high = builder_.head().scale_high;
      }
      const auto number = ParseNumber(cell);
      if (!number || *number < low || *number > high) {
        BadCell(line, column, "a number in " + Range(low, high), cell);
        return;
      }
      switch (column.role) {
        case Role::kFactor:
          attributes.factor = *number;
          break;
        case Role::kSpread:
          attributes.spread = *number;
          break;
        case Role::kConfidence:
          attributes.confidence = *number;
          break;
        default:
          values_.push_back({column.category, *number});
      }
    }
    const bool has_value = !values_.empty() || !category_name.empty();
    attributes.kind = kind.value_or(has_value ? WordKind::kValue : WordKind::kNone);
    if (is_version_1_ && attributes.kind != WordKind::kValue) {
      std::erase_if(values_, [](const CategoryValue& v) { return v.value == 0; });
    }
    Add(line, word, category_name, literal, attributes);
  }

  void Add(const LexiconLine& line, std::string_view word, std::string_view category_name,
           bool literal, const LexiconEntry& attributes) {
    const auto place =
        builder_.Entry(line.number, word, literal ? Wildcards::kNo : Wildcards::kYes, &attributes);
    if (!place) {
      return;
    }
    if (category_name.empty()) {
      // Of all entries of a pattern, whatever their kind, one may be without a category.
      bare_.resize(builder_.entry_count());
      if (bare_[place->first]) {
        builder_.Bad(line.number, "the word '" + builder_.entry(place->entry).pattern +
                                      "' comes twice, first in line " +
                                      std::to_string(builder_.entry(place->first).line));
        return;
      }
      bare_[place->first] = true;
    } else {
      const auto category = builder_.Category(line.number, category_name);
      if (!category ||
          !builder_.AddValue(line.number, place->entry, *category, 1, Twice::kIsAnError)) {
        return;
      }
    }
    for (const CategoryValue& value : values_) {
      if (!builder_.AddValue(line.number, place->entry, value.category, value.value,
                             Twice::kIsAnError)) {
        return;
      }
    }
  }

  LexiconBuilder& builder_;
  bool is_version_1_ = false;
  std::vector<Column> columns_;
  std::vector<std::string_view> cells_;
  std::vector<CategoryValue> values_;
  std::vector<bool> bare_;  // by first entry of a pattern
};

}  // namespace

bool IsSlant(const LexiconSample& sample) {
  return !sample.lines.empty() && sample.lines[0].text.starts_with(kMagic);
}

void ReadSlant(std::string_view text, LexiconBuilder& builder) { SlantReader(builder).Read(text); }

}  // namespace slant
