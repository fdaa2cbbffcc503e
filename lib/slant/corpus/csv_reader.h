/// @file csv_reader.h
/// Articles from tables: CSV and TSV.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"

namespace slant {

/// The separator of a table whose first line is a header with a column of text, judged by the first
/// bytes of a file; nothing if it is no such table.  Of comma, semicolon, tab and bar the one that
/// cuts the header into the most columns.
/// @param any_header true if the file is known to be a table (by its name): then any header will
/// do.
std::optional<char> TableSeparator(std::string_view first_bytes, const ReaderOptions& options,
                                   bool any_header);

/// An article a row, after a header.  Columns go by the names of field_names.h, capitals do not
/// matter; of two columns with one name the first counts.  Cells may be quoted as in RFC 4180, with
/// line feeds and doubled quotation marks inside; a UTF-8 byte order mark is passed over.
///
/// A quotation mark that is never closed, a row of more cells than the header and a row without
/// text are errors with the line on which the row begins; after the first two, reading goes on at
/// the next line.
std::unique_ptr<ArticleReader> MakeCsvReader(ByteSource source, char separator,
                                             ReaderOptions options);

}  // namespace slant
