/// @file terminal_text.h
/// Numbers and colours of the text format; for the .cpp files of this room.
#pragma once

#include <cmath>
#include <string>
#include <string_view>

#include "slant/base/format.h"

namespace slant {

/// "+0.12", "-0.30", " 0.00": never a negative zero.
inline std::string Signed(double value) {
  const double rounded = std::round(value * 100) / 100;
  return rounded == 0 ? " 0.00" : Format("%+.2f", rounded);
}

inline std::string Percent(double share) { return Format("%3.0f %%", share * 100); }

/// How a terminal shows text; styles add up.
enum class Ink : unsigned {
  kPlain = 0,
  kBold = 1,
  kDim = 2,
  kUnderlined = 4,
  kRed = 8,
  kGreen = 16,
  kYellow = 32,
  kCyan = 64,
};

constexpr Ink operator|(Ink a, Ink b) {
  return static_cast<Ink>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}

/// The text in this ink, if there are colours (ECMA-48, "select graphic rendition").
inline std::string Paint(std::string_view text, Ink ink, bool color) {
  static constexpr std::string_view kCodes[] = {"1", "2", "4", "31", "32", "33", "36"};
  if (!color || ink == Ink::kPlain) {
    return std::string(text);
  }
  std::string out;
  for (std::size_t bit = 0; bit < std::size(kCodes); ++bit) {
    if ((static_cast<unsigned>(ink) >> bit & 1) != 0) {
      out.append(out.empty() ? "\x1b[" : ";").append(kCodes[bit]);
    }
  }
  return out.append("m").append(text).append("\x1b[0m");
}

}  // namespace slant
