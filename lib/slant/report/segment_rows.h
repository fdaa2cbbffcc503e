/// @file segment_rows.h
/// What the text room saw in an article, for programs and for people.
#pragma once

#include <string>

#include "slant/corpus/article.h"
#include "slant/text/document.h"

namespace slant {

/// Appends one line of JSON, schema slant.segment/1: spans of sentences with their voice, tokens,
/// quotations, attributions with speaker and stance, names with all their mentions.
void AppendSegmentJson(const Article& article, const Document& document, std::string& out);

/// Appends the text, a sentence a line with its voice, then who speaks and who is named.
/// @param color direct quotations in cyan, reported speech in yellow, cues underlined, names bold.
void AppendSegmentText(const Article& article, const Document& document, bool color,
                       std::string& out);

}  // namespace slant
