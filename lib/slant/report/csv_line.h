/// @file csv_line.h
/// How this room writes CSV; for its .cpp files alone.
#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slant {

/// A cell of CSV as RFC 4180 has it.
inline std::string CsvCell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string out = "\"";
  for (const char c : text) {
    out += c == '"' ? "\"\"" : std::string_view(&c, 1);
  }
  return out + '"';
}

/// A number with at most so many decimals; an empty cell for what is not there or not finite.
inline std::string CsvCell(const std::optional<double>& value, int decimals = 4) {
  if (!value || !std::isfinite(*value)) {
    return "";
  }
  const double unit = std::pow(10.0, decimals);
  std::array<char, 32> buffer;
  const auto end =
      std::to_chars(buffer.begin(), buffer.end(), std::round(*value * unit) / unit + 0.0).ptr;
  return {buffer.begin(), end};
}

/// A line of cells as CsvCell makes them.
inline void CsvRow(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    out += (i == 0 ? "" : ",") + cells[i];
  }
  out += "\r\n";
}

/// One line of CSV, cell by cell; an empty cell for what is not there.
class CsvLine {
 public:
  explicit CsvLine(std::string& out) : out_(out) {}
  ~CsvLine() { out_ += "\r\n"; }
  CsvLine(const CsvLine&) = delete;
  CsvLine& operator=(const CsvLine&) = delete;

  CsvLine& Text(std::string_view text) {
    Comma();
    out_ += CsvCell(text);
    return *this;
  }
  /// Names that need no quotation marks, with commas between.
  CsvLine& Names(std::string_view names) {
    Comma();
    out_ += names;
    return *this;
  }
  CsvLine& Integer(std::int64_t value) { return Text(std::to_string(value)); }
  CsvLine& Number(const std::optional<double>& value) { return Text(CsvCell(value)); }

 private:
  void Comma() {
    if (!first_) {
      out_ += ',';
    }
    first_ = false;
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace slant
