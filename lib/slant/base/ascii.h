/// @file ascii.h
/// Letters, digits and white space of ASCII, whatever the locale; other bytes are left alone, so
/// that UTF-8 stays whole.  For Unicode see slant/text/character.h.
#pragma once

#include <string>
#include <string_view>

namespace slant {

inline constexpr std::string_view kAsciiSpace = " \t\r\n\v\f";

constexpr bool IsAsciiDigit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool IsAsciiUpper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool IsAsciiLower(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool IsAsciiLetter(char c) noexcept { return IsAsciiUpper(c) || IsAsciiLower(c); }

constexpr char LowerAscii(char c) noexcept {
  return IsAsciiUpper(c) ? static_cast<char>(c | 0x20) : c;
}

inline std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = LowerAscii(c);
  }
  return lower;
}

/// Without kAsciiSpace at both ends; a view into `text`.
constexpr std::string_view TrimAscii(std::string_view text) noexcept {
  const std::size_t begin = text.find_first_not_of(kAsciiSpace);
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(kAsciiSpace) - begin + 1);
}

}  // namespace slant
