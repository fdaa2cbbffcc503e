/// @file page.h
/// What a web page says about its article.
#pragma once

#include <string>
#include <vector>

namespace slant {

/// Text is UTF-8 with white space collapsed; what the page lacks is empty.
struct Page {
  std::string title;
  std::string outlet;  ///< the name that the site gives itself
  std::vector<std::string> authors;
  std::string date;  ///< of the first publication, ISO 8601 if it can be read
  std::string section;
  std::string url;       ///< the canonical address, if the page names one
  std::string language;  ///< as declared, for example en-GB
  /// schema.org's @type of the article and og:type, as written: NewsArticle, OpinionNewsArticle ...
  std::vector<std::string> types;
  std::vector<std::string> paragraphs;  ///< the body, with subheads, without title and captions
};

}  // namespace slant
