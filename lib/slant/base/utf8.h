/// @file utf8.h
/// UTF-8: repair of what is broken, and walking over code points of what is not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace slant {

/// What RepairUtf8 had to replace.
struct Utf8Repair {
  std::size_t replaced = 0;      ///< number of U+FFFD written
  std::size_t first_offset = 0;  ///< byte offset in the original of the first one
};

/// Replaces each maximal ill-formed subsequence and each NUL by U+FFFD, in place.  Well-formed text
/// without NULs is only checked (at memory speed) and not touched.
/// Source: Unicode 15, section 3.9, "substitution of maximal subparts".
Utf8Repair RepairUtf8(std::string& text);

struct CodePoint {
  char32_t value = 0;
  std::uint32_t bytes = 0;  ///< 1 to 4; 0 only at the end of the text
};

/// The code point that begins at `offset` of well-formed UTF-8; {0, 0} at the end.
inline CodePoint DecodeAt(std::string_view text, std::size_t offset) noexcept {
  if (offset >= text.size()) {
    return {};
  }
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const std::size_t left = text.size() - offset;
  const unsigned char lead = byte(0);
  if (lead < 0x80 || left < 2) {
    return {lead, 1};
  }
  if (lead < 0xE0 || left < 3) {
    return {static_cast<char32_t>(((lead & 0x1F) << 6) | (byte(1) & 0x3F)), 2};
  }
  if (lead < 0xF0 || left < 4) {
    return {
        static_cast<char32_t>(((lead & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F)),
        3};
  }
  return {static_cast<char32_t>(((lead & 0x07) << 18) | ((byte(1) & 0x3F) << 12) |
                                ((byte(2) & 0x3F) << 6) | (byte(3) & 0x3F)),
          4};
}

/// Appends a code point; a surrogate or a number above U+10FFFF becomes U+FFFD.
void AppendUtf8(char32_t value, std::string& out);

/// Is there a character border before `offset` (it is not inside a code point)?
inline bool IsCodePointBorder(std::string_view text, std::size_t offset) noexcept {
  return offset >= text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80;
}

}  // namespace slant
