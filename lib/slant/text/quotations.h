/// @file quotations.h
/// Finds direct quotations among the tokens of a document.
#pragma once

#include "slant/text/document.h"

namespace slant {

/// Fills document.quotations and sets kQuoted, kOpensQuote and kClosesQuote on the tokens.
/// Straight and typographic double marks, guillemets, and typographic or straight single marks that
/// are no apostrophes.  A quotation that is not closed ends with its paragraph; when the next
/// paragraph opens with the same mark it is the same speech going on.
void MarkQuotations(Document& document);

}  // namespace slant
