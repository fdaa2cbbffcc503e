/// @file quotations.h
/// Finds direct quotations among the tokens of a document.
#pragma once

#include "slant/text/document.h"

namespace slant {

/// Fills document.quotations and sets kQuoted, kOpensQuote and kClosesQuote on the tokens.
/// Straight and typographic double marks, guillemets, and typographic or straight single marks that
/// are no apostrophes; single marks may nest in double ones.  A quotation that is not closed ends
/// with its paragraph; when the next paragraph opens with a mark it is the same speech going on.
/// Needs document.hard_wrapped.  Linear in the tokens.
void MarkQuotations(Document& document);

}  // namespace slant
