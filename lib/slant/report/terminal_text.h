/// @file terminal_text.h
/// Numbers and colours of the text format; for the .cpp files of this room.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace slant {

template <typename... Args>
std::string Format(const char* format, Args... args) {
  char buffer[256];
  const int size = std::snprintf(buffer, sizeof(buffer), format, args...);
  return {buffer, static_cast<std::size_t>(std::clamp(size, 0, 255))};
}

/// "+0.12", "-0.30", " 0.00": never a negative zero.
inline std::string Signed(double value) {
  const double rounded = std::round(value * 100) / 100;
  return rounded == 0 ? " 0.00" : Format("%+.2f", rounded);
}

inline std::string Percent(double share) { return Format("%3.0f %%", share * 100); }

enum class Ink { kPlain, kDim, kBold, kRed, kGreen, kYellow };

/// The text in this colour, if there are colours.
inline std::string Paint(std::string text, Ink ink, bool color) {
  static constexpr const char* kCodes[] = {"",         "\x1b[2m",  "\x1b[1m",
                                           "\x1b[31m", "\x1b[32m", "\x1b[33m"};
  if (!color || ink == Ink::kPlain) {
    return text;
  }
  return kCodes[static_cast<int>(ink)] + text + "\x1b[0m";
}

}  // namespace slant
