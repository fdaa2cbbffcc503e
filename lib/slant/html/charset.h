/// @file charset.h
/// Bytes of a page in any encoding -> UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace slant {

/// A text that was decoded.
struct Decoded {
  std::string text;          ///< well-formed UTF-8 without NULs
  std::size_t replaced = 0;  ///< bytes or characters that became U+FFFD
};

/// Decodes a page.  In this order: a byte order mark; bytes that are well-formed UTF-8 and not only
/// ASCII (what no other encoding is by chance); `declared`, the charset of an HTTP header; a <meta>
/// or an XML declaration in the first 4096 bytes; what the statistics of ICU guess, if it is sure;
/// windows-1252.  Names are those of the WHATWG: ISO-8859-1 and ASCII mean windows-1252.
Decoded DecodeHtml(std::string bytes, std::string_view declared = "");

/// Decodes bytes whose encoding is known.  An unknown name counts as windows-1252.
Decoded DecodeAs(std::string_view bytes, std::string_view charset);

/// The charset that `text/html; charset=...` names, or nothing.
std::string_view CharsetOf(std::string_view content_type);

}  // namespace slant
