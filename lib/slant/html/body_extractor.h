/// @file body_extractor.h
/// The body of the article on a page: which part it is, and which of its paragraphs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "slant/html/html_tree.h"

namespace slant {

/// What is known of the article before its body is looked for; any of it may be empty.
struct BodyHints {
  std::string_view title;
  std::string_view
      json_ld_body;  ///< schema.org's articleBody: often complete, seldom in paragraphs
};

/// The paragraphs of the body in document order, without title, captions, bylines, share bars,
/// links to other stories, boxes and comments; subheads and lists stay.  Empty if there are none.
std::vector<std::string> ExtractBody(const HtmlTree& tree, const BodyHints& hints);

/// All text of a fragment as paragraphs, nothing left out but what HTML hides: for feeds, whose
/// content is the article already.
std::vector<std::string> FragmentParagraphs(const HtmlTree& tree);

}  // namespace slant
