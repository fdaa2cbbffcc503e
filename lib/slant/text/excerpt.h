/// @file excerpt.h
/// One sentence of a document as a document of its own, and the same without some of its words.
#pragma once

#include <cstdint>

#include "slant/text/document.h"

namespace slant {

/// Makes `out` a document of this sentence alone: its text, tokens and names, voices and marks of
/// quotation as they were seen in the whole.  Spans count from the sentence's first byte.
void Excerpt(const Document& document, const Sentence& sentence, Document& out);

/// Makes `out` the same document without the tokens [begin, end): nothing is read anew, and the
/// text keeps their bytes, so that all spans stay.
/// @param document of one sentence (assert).
void WithoutTokens(const Document& document, std::uint32_t begin, std::uint32_t end, Document& out);

}  // namespace slant
