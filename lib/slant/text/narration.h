/// @file narration.h
/// What a sentence says in the journalist's own words.
#pragma once

#include <string>

#include "slant/text/document.h"

namespace slant {

/// Sets `out` to the sentence's text with what stands inside direct quotations replaced by an
/// ellipsis (the marks stay; words in scare quotes are the journalist's own and stay too).  So
/// nothing that is made of it can depend on the words of a quotation.
/// @return false, and leaves `out` empty, if nothing is quoted.
bool LeaveOutQuotations(const Document& document, const Sentence& sentence, std::string& out);

}  // namespace slant
