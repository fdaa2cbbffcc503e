/// @file json_lines_reader.h
/// Articles from JSON Lines: an object a line.
#pragma once

#include <memory>

#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"

namespace slant {

/// Field names of trafilatura, newspaper, news-please, cc_news, schema.org, AllSides and BASIL are
/// accepted as aliases (the table in the .cpp).  Blank lines are passed over.
std::unique_ptr<ArticleReader> MakeJsonLinesReader(ByteSource source, ReaderOptions options);

}  // namespace slant
