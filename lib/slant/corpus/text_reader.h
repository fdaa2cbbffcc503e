/// @file text_reader.h
/// One article from a plain text file.
#pragma once

#include <memory>

#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"

namespace slant {

/// The whole file is Article::text, so that offsets count in the file; its name is the id.  A first
/// line that is followed by a blank one, is at most 200 bytes long and does not end like a sentence
/// is the title.
std::unique_ptr<ArticleReader> MakeTextReader(ByteSource source);

}  // namespace slant
