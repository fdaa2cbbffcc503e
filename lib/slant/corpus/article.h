/// @file article.h
/// One article as a reader found it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slant {

/// All strings are well-formed UTF-8 without NULs; a field that the source lacks is empty.
struct Article {
  std::string id;      ///< the source's, or the file's name, or `name:line`
  std::string outlet;  ///< newspaper, station or site
  std::string url;
  std::string date;  ///< ISO 8601, or as written if it cannot be read
  std::string title;
  std::string text;  ///< what offsets count in; paragraphs are separated by blank lines
  std::string kind;  ///< news, opinion, analysis, live, sponsored, wire, or as the source says
  std::string story;
  std::string topic;
  std::string author;    ///< several are separated by "; "
  std::string section;   ///< of the newspaper: Politics, Opinion ...
  std::string language;  ///< as the source declares it: en, en-GB, eng ...

  /// Where the body begins in `text`: after the headline, when a plain text file holds both.
  std::uint32_t body_begin = 0;

  /// Fields asked for by ReaderOptions::keep_fields, as text; numbers as the source wrote them.
  std::vector<std::pair<std::string, std::string>> extra;

  std::string source;              ///< `path:line` or `path`
  std::size_t replaced_bytes = 0;  ///< ill-formed bytes and NULs that became U+FFFD
  std::size_t replaced_line = 0;   ///< line of the first of them; 0 if `source` names it

  /// A field by name, the members above or one of `extra`; nothing if there is none of this name.
  std::optional<std::string_view> Field(std::string_view name) const;
};

}  // namespace slant
