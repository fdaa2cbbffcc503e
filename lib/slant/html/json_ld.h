/// @file json_ld.h
/// The article that a page describes in JSON-LD (schema.org).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "slant/html/html_tree.h"

namespace slant {

/// Values as the page has them, as plain text without tags and entities; empty if missing.
struct JsonLdArticle {
  std::vector<std::string> types;
  std::string headline;
  std::vector<std::string> authors;
  std::string date;  ///< datePublished, else dateCreated, as written
  std::string section;
  std::string outlet;  ///< publisher.name
  std::string url;
  std::string language;
  std::string body;  ///< articleBody; line feeds are kept
};

/// The article among all objects of type *Article, BlogPosting, Report or Review in the page's
/// scripts of JSON-LD.  Of several, that with the page's own address, then that with the page's
/// title, then the first; nothing if there is none.  Scripts that are no JSON are passed over;
/// control characters inside strings, comments and a trailing semicolon, which many have, do not
/// matter.
std::optional<JsonLdArticle> ReadJsonLd(const HtmlTree& tree, std::string_view url,
                                        std::string_view title);

/// A value without tags and entities; white space is left as it is where there are none.
std::string WithoutMarkup(std::string_view value);

}  // namespace slant
