/// @file sentences.h
/// Finds where sentences end.
#pragma once

#include "slant/text/document.h"

namespace slant {

/// Sets document.hard_wrapped: is the text broken at a fixed width?  Its lines are long and go on
/// in lower case; then a single line feed is white space, otherwise it ends a sentence.
void DetectHardWrap(Document& document);

/// Fills document.sentences from its tokens and quotations.  Blank lines always end a sentence.
/// Voices and shares are left at narration (see voices.h).  Linear in the tokens.
void SplitSentences(Document& document);

/// One sentence of all tokens; none if there are no tokens.
void OneSentence(Document& document);

}  // namespace slant
