/// @file warc_reader.h
/// Articles from web archives: WARC 1.0 and 1.1 (ISO 28500), as crawlers and CC-NEWS write them.
#pragma once

#include <memory>

#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"

namespace slant {

/// An article a page: `response` records whose HTTP answer is 200 and HTML, `resource` records of
/// HTML, `conversion` records of plain text (WET).  Others (requests, metadata, images, redirects)
/// are no articles and are passed over.  The charset is that of the HTTP
/// header, chunked and gzip content is unpacked.  Address and date are those of the record unless
/// the page states its own.
///
/// A record whose length is wrong, or that is cut off, is an error that names it by its number in
/// the file (`path:number`, from 1); reading goes on at the next record that can be found.
std::unique_ptr<ArticleReader> MakeWarcReader(ByteSource source);

}  // namespace slant
