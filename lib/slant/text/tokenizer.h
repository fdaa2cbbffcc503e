/// @file tokenizer.h
/// Cuts a text into tokens and looks each word up, once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "slant/text/document.h"

namespace slant {

/// A word of more bytes is not looked up: it is none that a corpus has twice.
inline constexpr std::size_t kMaxWordBytes = 96;

/// Buffer for one look-up form; lower case may be longer than upper case (U+0130).
using WordBuffer = std::array<char, 2 * kMaxWordBytes>;

/// How the vocabulary spells a word: lower case (Unicode, simple mapping), apostrophes and hyphens
/// in ASCII; in numbers every digit is '#', so that 1,200 and 3,400 are one word ("#,###").
/// Empty if the word has more than kMaxWordBytes bytes.  The view lies in `buffer`.
std::string_view LookupForm(std::string_view word, TokenKind kind, WordBuffer& buffer) noexcept;

/// Fills document.tokens and document.unknown_words from document.text (well-formed UTF-8), and
/// tells document.hard_wrapped: is the text broken at a fixed width?
/// Splits as the Penn Treebank does: clitics are tokens ("do" "n't", "mayor" "'s"), hyphenated
/// words and abbreviations such as U.S. stay whole, other marks stand alone.  Linear in the bytes.
/// @param memo_key names the vocabulary for document.word_memos: words remembered under the same
/// key
///        are trusted.  0 trusts nothing from before.
void Tokenize(const Vocabulary& vocabulary, Document& document, std::uint64_t memo_key = 0);

}  // namespace slant
