/// @file printable.h
/// Text of articles for a terminal; for the .cpp files of this room.
#pragma once

#include <string>
#include <string_view>

namespace slant {

/// Control characters become spaces: an article must not command the terminal.
std::string Printable(std::string_view text);

/// Code points, taken for columns.
std::size_t Width(std::string_view text);

/// Printable, cut or filled to `width` columns.
std::string Fit(std::string_view text, std::size_t width);

}  // namespace slant
