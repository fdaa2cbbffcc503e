/// @file feed_reader.h
/// Articles from feeds: RSS 2.0 (also 0.9x and 1.0) and Atom.
#pragma once

#include <memory>

#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"

namespace slant {

/// An article an entry, one entry in memory at a time.  The text is content:encoded or <content>,
/// else the description or summary, as paragraphs; the outlet is the entry's <source>, else the
/// feed's title.  Each entry is parsed by itself, so that one whose tags do not fit together, or
/// that does not end, is an error with the line on which it begins and costs itself alone. Entities
/// that the feed defines are not expanded, nothing is loaded.
std::unique_ptr<ArticleReader> MakeFeedReader(ByteSource source);

}  // namespace slant
