/// @file tame.h
/// Makes hostile HTML harmless for a parser whose time or memory grows with more than its length.
#pragma once

#include <cstddef>
#include <string>

namespace slant {

/// Elements deeper than this are not opened; browsers stop at 512 too, and their text stays.
inline constexpr int kDeepestElement = 512;
/// Inline elements (b, a, font ...) that are not closed are opened anew in each paragraph.
inline constexpr int kMostOpenInline = 64;
/// More attributes of one element are not looked at; real pages have up to some dozens.
inline constexpr int kMostAttributes = 128;

/// Blanks, in place and in one pass, start tags beyond kDeepestElement and kMostOpenInline with the
/// end tags that belong to them, and attributes beyond kMostAttributes.  Text is not touched.
/// @return the number of tags and attributes that were blanked; 0 for nearly all pages.
std::size_t TameHtml(std::string& html);

}  // namespace slant
