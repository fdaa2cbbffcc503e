/// @file csv_rows.h
/// The rows of a CSV text (RFC 4180, by libcsv), with the line each one begins in.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "slant/lexicon/lexicon_builder.h"

namespace slant {

struct CsvRow {
  std::size_t line = 0;            ///< from 1
  std::vector<std::string> cells;  ///< without quotation marks, and without the space around cells
};

/// Calls `row` for each row that is not blank, until the builder stops.  Quotation marks out of
/// place are reported to it.
/// @param separator tab, comma or semicolon.
/// @param quoted may cells stand in quotation marks?  In lists between tabs they are often words.
void ForEachCsvRow(std::string_view text, char separator, bool quoted, LexiconBuilder& builder,
                   const std::function<void(const CsvRow&)>& row);

}  // namespace slant
