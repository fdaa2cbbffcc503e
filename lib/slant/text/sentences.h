/// @file sentences.h
/// Finds where sentences end, and whose voice each one has.
#pragma once

#include "slant/text/document.h"

namespace slant {

/// Fills document.sentences from its tokens and quotations.  Blank lines always end a sentence.
void SplitSentences(Document& document);

/// One sentence of all tokens.
void OneSentence(Document& document);

}  // namespace slant
