/// @file sentences.h
/// Finds where sentences end.
#pragma once

#include "slant/text/document.h"

namespace slant {

/// Fills document.sentences from its tokens and quotations.  Blank lines always end a sentence.
/// Voices and shares are left at narration (see voices.h).  Linear in the tokens.
void SplitSentences(Document& document);

/// One sentence of all tokens; none if there are no tokens.
void OneSentence(Document& document);

}  // namespace slant
