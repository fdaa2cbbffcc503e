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

#include "slant/report/rounded.h"

namespace slant {

/// One line of CSV as RFC 4180 has it; an empty cell for what is not there.
class CsvLine {
 public:
  explicit CsvLine(std::string& out) : out_(out) {}
  ~CsvLine() { out_ += "\r\n"; }
  CsvLine(const CsvLine&) = delete;
  CsvLine& operator=(const CsvLine&) = delete;

  CsvLine& Text(std::string_view text) {
    Comma();
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
      out_ += text;
      return *this;
    }
    out_ += '"';
    for (const char c : text) {
      out_ += c == '"' ? "\"\"" : std::string_view(&c, 1);
    }
    out_ += '"';
    return *this;
  }
  /// Names that need no quotation marks, with commas between.
  CsvLine& Names(std::string_view names) {
    Comma();
    out_ += names;
    return *this;
  }
  CsvLine& Integer(std::int64_t value) { return Text(std::to_string(value)); }
  CsvLine& Number(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) {
      return Text("");
    }
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.begin(), buffer.end(), Rounded(*value)).ptr;
    return Text({buffer.data(), static_cast<std::size_t>(end - buffer.data())});
  }

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
