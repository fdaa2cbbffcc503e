#include "slant/coding/coding_table.h"

#include <csv.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "slant/base/ascii.h"
#include "slant/base/utf8.h"

namespace slant {
namespace {

std::string Place(const std::string& path, std::size_t line) {
  return path + ":" + std::to_string(line);
}

// --- CSV -----------------------------------------------------------------------------------------

struct CsvState {
  CodingTable* table = nullptr;
  std::vector<std::string> cells;
  std::size_t line = 1;      // of the byte that is parsed
  std::size_t row_line = 1;  // where the row began
};

void OnCell(void* bytes, std::size_t size, void* data) {
  auto& state = *static_cast<CsvState*>(data);
  std::string_view cell = TrimAscii({static_cast<const char*>(bytes), size});
  // The apostrophe that tables of slant have before what a spreadsheet would run as a formula.
  if (cell.size() > 1 && cell[0] == '\'' && std::strchr("=+-@", cell[1]) != nullptr) {
    cell.remove_prefix(1);
  }
  state.cells.emplace_back(cell);
}

void OnRow(int /*end*/, void* data) {
  auto& state = *static_cast<CsvState*>(data);
  CodingTable& table = *state.table;
  std::vector<std::string> cells = std::move(state.cells);
  state.cells.clear();
  const bool blank =
      std::all_of(cells.begin(), cells.end(), [](const std::string& c) { return c.empty(); });
  if (blank) {
    return;
  }
  if (table.columns.empty()) {
    std::unordered_set<std::string> taken;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      std::string name = cells[i].empty() ? "column" + std::to_string(i + 1) : cells[i];
      for (int copy = 2; !taken.insert(name).second; ++copy) {
        name = cells[i] + "-" + std::to_string(copy);
      }
      table.columns.push_back(std::move(name));
    }
    return;
  }
  // Spreadsheets leave out empty cells at the end, or add some.
  while (cells.size() > table.columns.size() && cells.back().empty()) {
    cells.pop_back();
  }
  if (cells.size() > table.columns.size()) {
    table.notes.push_back({ErrorCode::kMalformed,
                           "the header has " + std::to_string(table.columns.size()) +
                               " columns, the row " + std::to_string(cells.size()),
                           Place(table.path, state.row_line)});
    return;
  }
  cells.resize(table.columns.size());
  table.rows.push_back(std::move(cells));
  table.lines.push_back(state.row_line);
}

char Separator(std::string_view text) {
  std::array<std::pair<char, int>, 3> counts = {{{',', 0}, {';', 0}, {'\t', 0}}};
  bool quoted = false;
  for (const char c : text) {
    if (c == '\n' && !quoted) {
      break;
    }
    quoted = quoted != (c == '"');
    for (auto& [separator, count] : counts) {
      count += !quoted && c == separator;
    }
  }
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

void ParseCsv(std::string_view text, CodingTable& table) {
  csv_parser parser;
  if (csv_init(&parser, 0) != 0) {
    return;
  }
  const std::unique_ptr<csv_parser, void (*)(csv_parser*)> free(&parser, &csv_free);
  csv_set_delim(&parser, static_cast<unsigned char>(Separator(text)));
  CsvState state;
  state.table = &table;
  // Line by line, so that rows know where they began; the parser keeps its state between.
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::size_t rows = table.rows.size() + table.notes.size();
    csv_parse(&parser, text.data(), size, &OnCell, &OnRow, &state);
    text.remove_prefix(size);
    ++state.line;
    if (table.rows.size() + table.notes.size() != rows || state.cells.empty()) {
      state.row_line = state.line;
    }
  }
  constexpr int kInsideField = 2;  // libcsv's FIELD_BEGUN, which its header does not name
  if (parser.quoted != 0 && parser.pstate == kInsideField) {
    table.notes.push_back({ErrorCode::kMalformed,
                           "a quotation mark is never closed: the row takes the rest of the file",
                           Place(table.path, state.row_line)});
    return;
  }
  csv_fini(&parser, &OnCell, &OnRow, &state);
}

// --- JSON Lines ----------------------------------------------------------------------------------

class JsonTable {
 public:
  explicit JsonTable(CodingTable& table) : table_(table) {}

  void Line(std::string_view line, std::size_t number) {
    simdjson::dom::element element;
    simdjson::dom::object object;
    if (parser_.parse(line.data(), line.size()).get(element) != simdjson::SUCCESS ||
        element.get(object) != simdjson::SUCCESS) {
      table_.notes.push_back(
          {ErrorCode::kMalformed, "the line is no JSON object", Place(table_.path, number)});
      return;
    }
    table_.rows.emplace_back(table_.columns.size());
    table_.lines.push_back(number);
    Members(object, "", 0);
  }

 private:
  void Members(simdjson::dom::object object, const std::string& prefix, int depth) {
    constexpr int kDeepest = 8;
    for (const auto& [key, value] : object) {
      const std::string name = prefix + std::string(key);
      simdjson::dom::object inner;
      std::string_view text;
      if (value.get(inner) == simdjson::SUCCESS) {
        if (depth < kDeepest) {
          Members(inner, name + ".", depth + 1);
        }
      } else if (value.get(text) == simdjson::SUCCESS) {
        Cell(name) = TrimAscii(text);
      } else if (!value.is_array() && !value.is_null()) {
        Cell(name) = simdjson::minify(value);
      }
    }
  }

  std::string& Cell(const std::string& name) {
    const auto [place, fresh] = ids_.try_emplace(name, table_.columns.size());
    if (fresh) {
      table_.columns.push_back(name);
    }
    auto& row = table_.rows.back();
    row.resize(std::max(row.size(), place->second + 1));
    return row[place->second];
  }

  CodingTable& table_;
  simdjson::dom::parser parser_;
  std::unordered_map<std::string, std::size_t> ids_;
};

void ParseJson(std::string_view text, CodingTable& table) {
  JsonTable json(table);
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = TrimAscii(text.substr(0, size));
    if (!line.empty()) {
      json.Line(line, number);
    }
    text.remove_prefix(size);
  }
  for (auto& row : table.rows) {
    row.resize(table.columns.size());
  }
}

}  // namespace

std::optional<std::size_t> CodingTable::Find(std::string_view column) const {
  const auto found = std::find(columns.begin(), columns.end(), column);
  return found == columns.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - columns.begin()));
}

std::string CodingTable::ColumnList() const {
  std::string list;
  for (const std::string& column : columns) {
    list += (list.empty() ? "" : ", ") + column;
  }
  return list;
}

Result<CodingTable> ParseCodingTable(std::string bytes, const std::string& path) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.erase(0, 3);
  }
  RepairUtf8(bytes);
  CodingTable table;
  table.path = path;
  TrimAscii(bytes).starts_with('{') ? ParseJson(bytes, table) : ParseCsv(bytes, table);
  if (table.rows.empty()) {
    return table.notes.empty()
               ? Error{ErrorCode::kMalformed,
                       table.columns.empty() ? "there is no table" : "the table has no row", path}
               : table.notes[0];
  }
  return table;
}

Result<CodingTable> ReadCodingTable(const std::string& path) {
  const bool standard = path == "-";
  std::FILE* const opened = standard ? stdin : std::fopen(path.c_str(), "rb");
  if (opened == nullptr) {
    return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo, std::strerror(errno),
                 path};
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      opened, standard ? [](std::FILE*) { return 0; } : &std::fclose);
  std::string bytes;
  std::vector<char> buffer(std::size_t{1} << 16);
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), opened)) {
    bytes.append(buffer.data(), got);
    if (bytes.size() > kMaxCodingBytes) {
      return Error{ErrorCode::kLimit,
                   "the table has more than " + std::to_string(kMaxCodingBytes) + " bytes", path};
    }
  }
  if (std::ferror(opened) != 0) {
    return Error{ErrorCode::kIo, std::strerror(errno), path};
  }
  return ParseCodingTable(std::move(bytes), standard ? "standard input" : path);
}

Result<CodingTable> JoinCodingTables(std::vector<CodingTable> tables, const std::string& key) {
  CodingTable out;
  out.columns.push_back(key);
  std::unordered_map<std::string, std::size_t> rows;
  for (CodingTable& table : tables) {
    const auto at = table.Find(key);
    if (!at) {
      return Error{ErrorCode::kNotFound,
                   "there is no column '" + key + "' that says which unit a row is, among " +
                       table.ColumnList(),
                   table.path};
    }
    out.path += (out.path.empty() ? "" : ", ") + table.path;
    out.notes.insert(out.notes.end(), table.notes.begin(), table.notes.end());
    std::vector<std::size_t> places(table.columns.size(), 0);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (c == *at) {
        continue;
      }
      std::string name = table.columns[c];
      if (out.Find(name)) {
        name += "@" + table.path;
      }
      for (int copy = 2; out.Find(name); ++copy) {
        name = table.columns[c] + "@" + table.path + "-" + std::to_string(copy);
      }
      places[c] = out.columns.size();
      out.columns.push_back(std::move(name));
    }
    std::unordered_set<std::string> seen;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      std::vector<std::string>& cells = table.rows[r];
      if (!seen.insert(cells[*at]).second) {
        out.notes.push_back(
            {ErrorCode::kMalformed, "the unit '" + cells[*at] + "' comes twice; the first counts",
             r < table.lines.size() ? Place(table.path, table.lines[r]) : table.path});
        continue;
      }
      const auto [row, fresh] = rows.try_emplace(cells[*at], out.rows.size());
      if (fresh) {
        out.rows.push_back({cells[*at]});
      }
      auto& to = out.rows[row->second];
      to.resize(out.columns.size());
      for (std::size_t c = 0; c < cells.size(); ++c) {
        if (c != *at) {
          to[places[c]] = std::move(cells[c]);
        }
      }
    }
  }
  for (auto& row : out.rows) {
    row.resize(out.columns.size());
  }
  return out;
}

bool IsMissing(std::string_view cell) {
  constexpr std::array<std::string_view, 7> kMissing = {"", "na", "n/a", "null", "nan", ".", "-"};
  return std::find(kMissing.begin(), kMissing.end(), LowerAscii(cell)) != kMissing.end();
}

std::optional<double> AsNumber(std::string_view cell) {
  if (cell.starts_with('+')) {
    cell.remove_prefix(1);
  }
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return error == std::errc() && end == cell.data() + cell.size() && std::isfinite(value)
             ? std::optional(value)
             : std::nullopt;
}

}  // namespace slant
