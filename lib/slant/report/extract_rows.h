/// @file extract_rows.h
/// An article as it was read, for other programs and for slant itself.
#pragma once

#include <string>
#include <string_view>

#include "slant/corpus/article.h"

namespace slant {

/// Appends one line of JSON, schema slant.extract/1: id, outlet, url, date, title, author, section,
/// kind, story, topic, language, text, source, and the article's extra fields.  What is missing is
/// null.  The text is the body without the headline of a plain text file and without white space at
/// its ends, so that the row of an article does not depend on the format it was read from, `source`
/// alone does.
/// @param language ISO 639, as it was recognised.
void AppendExtractJson(const Article& article, std::string_view language, std::string& out);

}  // namespace slant
