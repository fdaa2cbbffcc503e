/// @file quotation_speakers.h
/// Who speaks in direct quotations that no attribution covers yet.
#pragma once

namespace slant {

struct Document;

/// Adds an attribution for each direct quotation (no scare quotes, none inside another) that no
/// content of document.attributions covers, and sorts what was there by content.  The speaker is
/// the one of a colon before ("Cruz continued: ...") or of a verb behind ("...," exhorted Lee),
/// else that of the quotation before in the same paragraph, inherited; or nobody.  Linear in the
/// quotations and attributions.
void AttributeQuotations(Document& document);

}  // namespace slant
