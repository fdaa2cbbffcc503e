/// @file format.h
/// printf into a string.
#pragma once

#include <string>

namespace slant {

/// The text of std::printf, of any length; the compiler checks the arguments.  In the C locale,
/// whose decimal point is a point.
[[gnu::format(printf, 1, 2)]] std::string Format(const char* format, ...);

}  // namespace slant
