/// @file json_values_reader.h
/// Articles from JSON that is not one object a line: a list of objects, or objects over many lines.
#pragma once

#include <memory>

#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"

namespace slant {

/// Reads `[{...}, {...}]`, also `{...} {...}` with any white space or commas between, one object at
/// a time.  Names are those of field_names.h.  What is no object or does not end within
/// kMaxRecordBytes is an error with the line on which it begins; reading goes on behind it.
std::unique_ptr<ArticleReader> MakeJsonValuesReader(ByteSource source, ReaderOptions options);

}  // namespace slant
