/// @file character.h
/// What a character is, for tokenising: a table for ASCII, ICU's Unicode data for the rest.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "slant/base/utf8.h"

namespace slant {

enum class CharacterClass : std::uint8_t {
  kSpace,
  kLower,
  kUpper,
  kDigit,
  kApostrophe,  ///< ' and the typographic U+2019, U+02BC
  kHyphen,      ///< - U+2010 U+2011
  kQuote,       ///< " and typographic quotation marks; U+2018 too, but not U+2019
  kPunctuation,
  kSymbol,
};

constexpr bool IsLetter(CharacterClass c) {
  return c == CharacterClass::kLower || c == CharacterClass::kUpper;
}

struct Character {
  CharacterClass type = CharacterClass::kSpace;
  std::uint32_t bytes = 0;  ///< 0 at the end of the text
};

/// The class of a code point above U+007F; letters without case count as lower case.
CharacterClass ClassifyUnicode(char32_t value) noexcept;

/// Simple lower case (one code point to one code point), as ICU's u_tolower.
char32_t LowerUnicode(char32_t value) noexcept;

extern const std::array<CharacterClass, 128> kAsciiClass;

/// The character at `offset` of well-formed UTF-8; {kSpace, 0} at the end.
inline Character CharacterAt(std::string_view text, std::size_t offset) noexcept {
  if (offset >= text.size()) {
    return {};
  }
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte < 0x80) {
    return {kAsciiClass[byte], 1};
  }
  const CodePoint point = DecodeAt(text, offset);
  return {ClassifyUnicode(point.value), point.bytes};
}

}  // namespace slant
