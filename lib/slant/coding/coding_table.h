/// @file coding_table.h
/// A table of coded units as people keep it: CSV from a spreadsheet, or JSON Lines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "slant/base/result.h"

namespace slant {

/// Cells as text, UTF-8, without white space around them.
struct CodingTable {
  std::string path;                            ///< where it was read from
  std::vector<std::string> columns;            ///< names, each once
  std::vector<std::vector<std::string>> rows;  ///< as many cells as columns; what lacks is empty
  std::vector<std::size_t> lines;              ///< where each row begins, from 1; none if joined
  std::vector<Error> notes;                    ///< records that were left out, with `path:line`

  std::optional<std::size_t> Find(std::string_view column) const;
  /// Names of all columns with commas between, for messages.
  std::string ColumnList() const;
};

/// The largest file that is read; a table of hand-coded units is far smaller.
inline constexpr std::size_t kMaxCodingBytes = std::size_t{1} << 30;

/// Reads CSV (RFC 4180, commas, semicolons or tabs, with or without a byte order mark; the first
/// row has the names; an apostrophe before = + - @ is left out, as sample_rows.h puts it there) or
/// JSON Lines (an object a line; members of objects inside are named "outer.inner", lists are left
/// out).  Told apart by content.
/// @param path a file, or "-" for the standard input.
/// @return kNotFound, kIo; kLimit for a file that is too large; kMalformed without a header or a
///         row.  A row with another number of cells than the header, or a line that is no object,
///         is a note, and the rest is read.
Result<CodingTable> ReadCodingTable(const std::string& path);

/// The same of bytes.
Result<CodingTable> ParseCodingTable(std::string bytes, const std::string& path);

/// Tables of the same units side by side: a row for each value of `key` in any of them, in the
/// order of their first appearance.  A column that several tables have and that is not `key` is
/// called "name@path" in all but the first.  kNotFound if a table lacks the key; a key that comes
/// twice in one table is a note.
Result<CodingTable> JoinCodingTables(std::vector<CodingTable> tables, const std::string& key);

/// Is a cell no answer?  Empty, NA, N/A, null, nan, "." or "-", in any case.
bool IsMissing(std::string_view cell);

/// The number that a whole cell is, or nothing.
std::optional<double> AsNumber(std::string_view cell);

}  // namespace slant
