/// @file page_extractor.h
/// A web page -> the article on it.
#pragma once

#include <string>
#include <string_view>

#include "slant/base/result.h"
#include "slant/html/page.h"

namespace slant {

/// Reads a page of UTF-8 (see charset.h).  Each field is taken from where pages state it best:
/// schema.org in JSON-LD, then <meta> and OpenGraph, then the text itself; the body from the part
/// of the page with the most running text (body_extractor.h).
/// @return the page, its fields empty where it has none; kMalformed if there is no body; kLimit for
///         a page whose tree is too large.  Errors have no source: the reader knows it.
Result<Page> ExtractPage(std::string html);

/// A fragment of HTML (an entry of a feed) as paragraphs separated by blank lines.
Result<std::string> ExtractFragment(std::string html);

}  // namespace slant
