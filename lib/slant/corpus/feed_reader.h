/// @file feed_reader.h
/// Articles from feeds: RSS 2.0 (also 0.9x and 1.0) and Atom.
#pragma once

#include <memory>

#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"

namespace slant {

/// An article an entry, one entry in memory at a time.  The text is content:encoded or <content>,
/// else the description or summary, as paragraphs; the outlet is the entry's <source>, else the
/// feed's title.  No external entity is loaded, none is expanded beyond libxml2's own limits.
/// XML that is not well-formed is an error with its line; the entries before it were read, and what
/// libxml2 can still make of the rest is read too.
std::unique_ptr<ArticleReader> MakeFeedReader(ByteSource source);

}  // namespace slant
