#include "slant/lexicon/lexicon_writer.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <unordered_set>

#include "slant/lexicon/word_kinds.h"

namespace slant {
namespace {

// The shortest digits that read back as the same float.
std::string Number(float value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
  return {digits, end};
}

// On one line: white space of any kind becomes one space.
std::string OneLine(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) {
    out.pop_back();
  }
  return out;
}

std::string Count(std::size_t n, std::string_view one, std::string_view more) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : more);
}

bool IsGlob(const LexiconEntry& entry) {
  return !entry.literal && entry.pattern.find_first_of("*?") != std::string::npos;
}

// Which of the optional attributes of entries a list uses.
struct Used {
  bool kind = false, factor = false, spread = false, confidence = false, literal = false;

  explicit Used(const Lexicon& lexicon) {
    for (const LexiconEntry& e : lexicon.entries) {
      kind = kind || e.kind != DefaultKind(e);
      factor = factor || e.factor != 1;
      spread = spread || e.spread != 0;
      confidence = confidence || e.confidence != 1;
      literal = literal || e.literal;
    }
  }
  // What slant's reader makes of an entry without a kind.
  static WordKind DefaultKind(const LexiconEntry& e) {
    return e.first_value == e.end_value ? WordKind::kNone : WordKind::kValue;
  }
};

// Slant's own TSV, version 2.  A category whose values are all 1 goes to the column `category`, a
// line for each membership; the others have a column of their own.
Result<WrittenLexicon> WriteSlant(const Lexicon& lexicon) {
  static const std::set<std::string_view> kColumns = {"word",       "kind",     "factor", "spread",
                                                      "confidence", "category", "literal"};
  WrittenLexicon out;
  const std::size_t n = lexicon.categories.size();
  std::vector<bool> is_list(n, true);
  std::vector<std::string> names;
  float low = lexicon.scale_low, high = lexicon.scale_high;
  for (const CategoryValue& value : lexicon.values) {
    is_list[value.category] = is_list[value.category] && value.value == 1;
    low = std::min(low, value.value);
    high = std::max(high, value.value);
  }
  std::set<std::string> distinct;
  for (std::size_t i = 0; i < n; ++i) {
    names.push_back(OneLine(lexicon.categories[i]));
    if (names[i].empty() || !distinct.insert(names[i]).second ||
        (!is_list[i] && kColumns.contains(names[i]))) {
      return Error{ErrorCode::kInvalidArgument,
                   "slant's format cannot hold a category of the name '" + names[i] + "'", ""};
    }
  }

  out.text = "# slant-lexicon 2\n";
  for (const auto& [key, value] : {std::pair{"name", &lexicon.name},
                                   {"version", &lexicon.version},
                                   {"language", &lexicon.language},
                                   {"source", &lexicon.source},
                                   {"licence", &lexicon.licence}}) {
    if (const std::string line = OneLine(*value); !line.empty()) {
      out.text += "# " + std::string(key) + ": " + line + "\n";
    }
  }
  if (low < high) {
    out.text += "# scale: " + Number(low) + " " + Number(high) + "\n";
  }

  Used used(lexicon);
  // A line that begins with '#' is a comment: the kind, which is never empty, goes before the word.
  const bool kind_first = std::any_of(lexicon.entries.begin(), lexicon.entries.end(),
                                      [](const auto& e) { return e.pattern.starts_with('#'); });
  used.kind = used.kind || kind_first;
  const bool lists = std::any_of(lexicon.values.begin(), lexicon.values.end(),
                                 [&](const auto& value) { return is_list[value.category]; });
  std::vector<std::size_t> column(n);
  std::size_t columns = 0;
  std::string head = kind_first ? "kind\tword" : used.kind ? "word\tkind" : "word";
  head += used.factor ? "\tfactor" : "";
  head += used.spread ? "\tspread" : "";
  head += used.confidence ? "\tconfidence" : "";
  head += used.literal ? "\tliteral" : "";
  head += lists ? "\tcategory" : "";
  for (std::size_t i = 0; i < n; ++i) {
    if (!is_list[i]) {
      column[i] = columns++;
      head += "\t" + names[i];
    }
  }
  out.text += head + "\n";

  std::unordered_set<std::string_view> bare;
  std::vector<std::string> cells(columns);
  for (const LexiconEntry& entry : lexicon.entries) {
    std::string fixed = entry.pattern;
    const std::string kind(NameOf(entry.kind));
    fixed = kind_first ? kind + "\t" + fixed : used.kind ? fixed + "\t" + kind : fixed;
    fixed += used.factor ? "\t" + (entry.factor == 1 ? "" : Number(entry.factor)) : "";
    fixed += used.spread ? "\t" + (entry.spread == 0 ? "" : Number(entry.spread)) : "";
    fixed += used.confidence ? "\t" + (entry.confidence == 1 ? "" : Number(entry.confidence)) : "";
    fixed += used.literal ? (entry.literal ? "\t1" : "\t") : "";

    std::vector<std::uint32_t> memberships;
    cells.assign(columns, "");
    for (const CategoryValue& value : lexicon.ValuesOf(entry)) {
      if (is_list[value.category]) {
        memberships.push_back(value.category);
      } else {
        cells[column[value.category]] = Number(value.value);
      }
    }
    if (memberships.empty() && !bare.insert(entry.pattern).second) {
      return Error{ErrorCode::kInvalidArgument,
                   "slant's format cannot hold '" + entry.pattern + "' twice without a category",
                   ""};
    }
    for (std::size_t row = 0; row < std::max<std::size_t>(1, memberships.size()); ++row) {
      std::string line = fixed;
      if (lists) {
        line += "\t" + (memberships.empty() ? "" : names[memberships[row]]);
      }
      for (const std::string& cell : cells) {
        line += "\t" + (row == 0 ? cell : "");
      }
      line.erase(line.find_last_not_of('\t') + 1);
      out.text += line + "\n";
    }
  }
  return out;
}

void NoteHead(const Lexicon& lexicon, WrittenLexicon& out) {
  if (!lexicon.source.empty() || !lexicon.licence.empty()) {
    out.notes.emplace_back("the format has no place for source and licence");
  }
}

Result<WrittenLexicon> WriteVader(const Lexicon& lexicon) {
  const auto valence = lexicon.FindCategory(kValenceCategory);
  if (!valence) {
    return Error{ErrorCode::kInvalidArgument,
                 "VADER's format needs a category 'valence', and the list has none", ""};
  }
  WrittenLexicon out;
  std::size_t without = 0, globs = 0;
  for (const LexiconEntry& entry : lexicon.entries) {
    const auto values = lexicon.ValuesOf(entry);
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const auto& v) { return v.category == *valence; });
    if (value == values.end()) {
      ++without;
      continue;
    }
    if (IsGlob(entry)) {
      ++globs;
      continue;
    }
    if (value->value < -4 || value->value > 4) {
      return Error{ErrorCode::kInvalidArgument,
                   "VADER's format holds valences in [-4, 4], '" + entry.pattern + "' has " +
                       Number(value->value),
                   ""};
    }
    out.text +=
        entry.pattern + "\t" + Number(value->value) + "\t" + Number(entry.spread) + "\t[]\n";
  }
  NoteHead(lexicon, out);
  if (without > 0) {
    out.notes.push_back(
        Count(without, "entry without a valence is", "entries without a valence are") +
        " left out");
  }
  if (globs > 0) {
    out.notes.push_back(Count(globs, "pattern with a wildcard is", "patterns with wildcards are") +
                        " left out: VADER knows whole words only");
  }
  if (lexicon.categories.size() > 1) {
    out.notes.push_back("of " + std::to_string(lexicon.categories.size()) +
                        " categories only 'valence' is written");
  }
  return out;
}

// RFC 4180.
std::string CsvCell(std::string_view text) {
  if (text.find_first_of(",\"\r\n#") == std::string_view::npos && !text.empty()) {
    return std::string(text);
  }
  std::string out = "\"";
  for (const char c : text) {
    out += c == '"' ? "\"\"" : std::string(1, c);
  }
  return out + "\"";
}

Result<WrittenLexicon> WriteCsv(const Lexicon& lexicon) {
  WrittenLexicon out;
  const Used used(lexicon);
  out.text = "word";
  for (const std::string& category : lexicon.categories) {
    out.text += "," + CsvCell(category);
  }
  out.text += used.kind ? ",kind" : "";
  out.text += used.factor ? ",factor" : "";
  out.text += used.spread ? ",spread" : "";
  out.text += used.confidence ? ",confidence" : "";
  out.text += "\n";
  std::vector<std::string> cells(lexicon.categories.size());
  for (const LexiconEntry& entry : lexicon.entries) {
    cells.assign(cells.size(), "");
    for (const CategoryValue& value : lexicon.ValuesOf(entry)) {
      cells[value.category] = Number(value.value);
    }
    out.text += CsvCell(entry.pattern);
    for (const std::string& cell : cells) {
      out.text += "," + cell;
    }
    out.text += used.kind ? "," + std::string(NameOf(entry.kind)) : "";
    out.text += used.factor ? "," + Number(entry.factor) : "";
    out.text += used.spread ? "," + Number(entry.spread) : "";
    out.text += used.confidence ? "," + Number(entry.confidence) : "";
    out.text += "\n";
  }
  NoteHead(lexicon, out);
  return out;
}

// A list as formats without values have it: names and who is in them.
struct Memberships {
  std::vector<std::string> names;
  std::vector<std::vector<std::uint32_t>> of_entry;  // indices into names
};

// Categories become lists of the entries above 0; valence becomes the lists positive and negative,
// unless it came from such lists.
Memberships MembershipsOf(const Lexicon& lexicon, WrittenLexicon& out) {
  Memberships lists;
  lists.of_entry.resize(lexicon.entries.size());
  std::vector<std::uint32_t> list_of(lexicon.categories.size());
  const auto valence = lexicon.FindCategory(kValenceCategory);
  const bool has_signs = lexicon.FindCategory("positive") || lexicon.FindCategory("negative") ||
                         lexicon.FindCategory("posemo") || lexicon.FindCategory("negemo");
  for (std::uint32_t i = 0; i < lexicon.categories.size(); ++i) {
    list_of[i] = static_cast<std::uint32_t>(lists.names.size());
    if (i != valence) {
      lists.names.push_back(OneLine(lexicon.categories[i]));
    } else if (!has_signs) {
      lists.names.insert(lists.names.end(), {"positive", "negative"});
    }
  }
  std::size_t degrees = 0, left_out = 0;
  for (std::size_t e = 0; e < lexicon.entries.size(); ++e) {
    for (const CategoryValue& value : lexicon.ValuesOf(lexicon.entries[e])) {
      if (value.category == valence && has_signs) {
        continue;
      }
      const bool signs = value.category == valence;
      degrees += value.value != 1 && !(signs && value.value == -1) ? 1 : 0;
      if (value.value == 0 || (value.value < 0 && !signs)) {
        ++left_out;
        continue;
      }
      lists.of_entry[e].push_back(list_of[value.category] + (signs && value.value < 0 ? 1 : 0));
    }
  }
  if (degrees > 0) {
    out.notes.push_back("the format has lists without values: " +
                        Count(degrees, "value is lost", "values are lost"));
  }
  if (left_out > 0) {
    out.notes.push_back(
        Count(left_out, "value that is 0 or negative is", "values that are 0 or negative are") +
        " left out");
  }
  std::size_t modifiers = 0, without = 0, faces = 0;
  for (std::size_t e = 0; e < lexicon.entries.size(); ++e) {
    const LexiconEntry& entry = lexicon.entries[e];
    modifiers += entry.kind != WordKind::kValue && entry.kind != WordKind::kNone ? 1 : 0;
    without += lists.of_entry[e].empty() ? 1 : 0;
    faces += entry.literal ? 1 : 0;
  }
  if (modifiers > 0) {
    out.notes.push_back(Count(modifiers, "kind is lost", "kinds are lost") +
                        " (negators, intensifiers, ...)");
  }
  if (without > 0) {
    out.notes.push_back(
        Count(without, "entry is in no list and is", "entries are in no list and are") +
        " left out");
  }
  if (faces > 0) {
    out.notes.push_back(Count(faces, "pattern has", "patterns have") +
                        " stars of its own, which others will take for wildcards");
  }
  NoteHead(lexicon, out);
  return lists;
}

// A double-quoted scalar of YAML.
std::string YamlScalar(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
      out += c;
    }
  }
  return out + "\"";
}

Result<WrittenLexicon> WriteQuanteda(const Lexicon& lexicon) {
  WrittenLexicon out;
  const Memberships lists = MembershipsOf(lexicon, out);
  std::vector<std::string> text(lists.names.size());
  for (std::size_t e = 0; e < lexicon.entries.size(); ++e) {
    for (const std::uint32_t list : lists.of_entry[e]) {
      text[list] += "  - " + YamlScalar(lexicon.entries[e].pattern) + "\n";
    }
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!text[i].empty()) {
      out.text += YamlScalar(lists.names[i]) + ":\n" + text[i];
    }
  }
  return out;
}

Result<WrittenLexicon> WriteLiwc(const Lexicon& lexicon) {
  WrittenLexicon out;
  const Memberships lists = MembershipsOf(lexicon, out);
  out.text = "%\n";
  for (std::size_t i = 0; i < lists.names.size(); ++i) {
    out.text += std::to_string(i + 1) + "\t" + lists.names[i] + "\n";
  }
  out.text += "%\n";
  std::size_t odd = 0;
  for (std::size_t e = 0; e < lexicon.entries.size(); ++e) {
    const LexiconEntry& entry = lexicon.entries[e];
    if (lists.of_entry[e].empty()) {
      continue;
    }
    odd += IsGlob(entry) && entry.pattern.find_first_of("*?") + 1 != entry.pattern.size() ? 1 : 0;
    out.text += entry.pattern;
    for (const std::uint32_t list : lists.of_entry[e]) {
      out.text += "\t" + std::to_string(list + 1);
    }
    out.text += "\n";
  }
  if (odd > 0) {
    out.notes.push_back(Count(odd, "pattern has a wildcard", "patterns have wildcards") +
                        " inside; LIWC knows a star at the end only");
  }
  return out;
}

struct WriterFormat {
  std::string_view name;
  Result<WrittenLexicon> (*write)(const Lexicon& lexicon);
};
constexpr WriterFormat kFormats[] = {{"slant", WriteSlant},
                                     {"vader", WriteVader},
                                     {"csv", WriteCsv},
                                     {"quanteda", WriteQuanteda},
                                     {"liwc", WriteLiwc}};

}  // namespace

std::vector<std::string_view> LexiconWriterFormats() {
  std::vector<std::string_view> names;
  for (const WriterFormat& format : kFormats) {
    names.push_back(format.name);
  }
  return names;
}

Result<WrittenLexicon> WriteLexicon(const Lexicon& lexicon, std::string_view format) {
  std::string known;
  for (const WriterFormat& candidate : kFormats) {
    if (candidate.name == format) {
      return candidate.write(lexicon);
    }
    known += (known.empty() ? "" : ", ") + std::string(candidate.name);
  }
  return Error{
      ErrorCode::kInvalidArgument,
      "expected a format of word lists (" + known + "), found '" + std::string(format) + "'", ""};
}

}  // namespace slant
