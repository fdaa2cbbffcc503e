#include "slant/lexicon/csv_rows.h"

#include <csv.h>

#include <algorithm>

#include "slant/lexicon/lexicon_format.h"

namespace slant {
namespace {

class Parser {
 public:
  Parser(char separator, bool quoted, const std::function<void(const CsvRow&)>& row) : row_(row) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
    if (!quoted) {
      csv_set_quote(&parser_, 0);  // a text has no NUL
    }
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { csv_free(&parser_); }

  // One line with its end; false if its quotation marks are wrong.
  bool Line(std::string_view text, std::size_t number) {
    if (!in_row_) {
      row_now_.line = number;
      in_row_ = true;
    }
    return csv_parse(&parser_, text.data(), text.size(), &Cell, &RowEnd, this) == text.size();
  }
  bool End() { return csv_fini(&parser_, &Cell, &RowEnd, this) == 0; }
  std::size_t row_line() const { return row_now_.line; }

 private:
  static void Cell(void* bytes, std::size_t size, void* self) {
    auto& parser = *static_cast<Parser*>(self);
    if (parser.cells_ == parser.row_now_.cells.size()) {
      parser.row_now_.cells.emplace_back();
    }
    parser.row_now_.cells[parser.cells_++].assign(static_cast<const char*>(bytes), size);
  }
  static void RowEnd(int /*end*/, void* self) {
    auto& parser = *static_cast<Parser*>(self);
    parser.row_now_.cells.resize(parser.cells_);
    parser.row_(parser.row_now_);
    parser.cells_ = 0;
    parser.in_row_ = false;
  }

  csv_parser parser_;
  const std::function<void(const CsvRow&)>& row_;
  CsvRow row_now_;
  std::size_t cells_ = 0;
  bool in_row_ = false;
};

}  // namespace

void ForEachCsvRow(std::string_view text, char separator, bool quoted, LexiconBuilder& builder,
                   const std::function<void(const CsvRow&)>& row) {
  std::size_t number = 0;
  while (!text.empty() && !builder.stopped()) {
    // A parser for all lines up to one it cannot read; the next goes on behind that.
    Parser parser(separator, quoted, row);
    bool good = true;
    while (good && !text.empty() && !builder.stopped()) {
      ++number;
      const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
      const std::string_view line = text.substr(0, size);
      text.remove_prefix(size);
      good = line.size() > kMaxLineBytes + 1 || parser.Line(line, number);
    }
    if (!builder.stopped() && (!good || !parser.End())) {
      builder.Bad(parser.row_line(),
                  good ? "the quotation mark is not closed before the end of the file"
                       : "a quotation mark out of place (line " + std::to_string(number) + ")");
    }
  }
}

}  // namespace slant
