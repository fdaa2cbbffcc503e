/// @file html_tree.h
/// A page as a flat list of its elements and texts, in document order.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "slant/base/result.h"

namespace slant {

/// What an element is to a reader of text.
enum HtmlClass : std::uint8_t {
  kHtmlBlock = 1,    ///< begins and ends a paragraph
  kHtmlHidden = 2,   ///< never text: script, style, svg ...
  kHtmlAside = 4,    ///< text, but not of the article: nav, aside, figure, button ...
  kHtmlHeading = 8,  ///< h1 to h6
};

struct HtmlAttribute {
  std::string_view name;   ///< lower case
  std::string_view value;  ///< entities resolved
};

/// An element or a text.
struct HtmlNode {
  std::string_view name;  ///< of the element, lower case; empty for a text
  std::string_view text;  ///< of a text, entities resolved; empty for an element
  std::uint32_t parent = 0;
  std::uint32_t end = 0;  ///< behind the last node inside; the nodes inside are [own + 1, end)
  std::uint32_t first_attribute = 0;
  std::uint32_t attribute_count = 0;
  std::uint8_t classes = 0;  ///< HtmlClass
};

/// Owns the parsed page.  Views die with it.  Not empty: node 0 is <html>.
class HtmlTree {
 public:
  /// Parses HTML5, UTF-8, as browsers do; anything is HTML.  Nesting and attributes are bounded
  /// (tame.h); kLimit if the tree would take more than kMostTreeBytes.
  static Result<HtmlTree> Parse(std::string html);

  HtmlTree(HtmlTree&&) = default;
  HtmlTree& operator=(HtmlTree&&) = default;

  std::span<const HtmlNode> nodes() const noexcept { return nodes_; }

  /// The value of an attribute of node `i`; empty if it has none of this name.
  std::string_view Attribute(std::size_t i, std::string_view name) const noexcept;
  bool HasAttribute(std::size_t i, std::string_view name) const noexcept;

  /// All text inside node `i`, white space collapsed, without what is hidden.
  std::string TextOf(std::size_t i) const;
  /// The text inside node `i` as it stands, also of scripts.
  std::string RawTextOf(std::size_t i) const;

 private:
  HtmlTree() = default;

  std::vector<std::unique_ptr<char[]>> memory_;
  std::vector<HtmlNode> nodes_;
  std::vector<HtmlAttribute> attributes_;
  /// The page; the names of unknown tags are views into it, so it must not move with the tree.
  std::unique_ptr<const std::string> html_;
};

/// The tree of a page of 8 MiB whose every byte pair opens an element takes about this much.
inline constexpr std::size_t kMostTreeBytes = std::size_t{256} << 20;

/// Appends a text with each run of white space as one space, and none at the beginning or behind
/// another space or line feed of `out`.  U+00A0 is white space, soft hyphens and zero width spaces
/// vanish.
void AppendCollapsed(std::string_view text, std::string& out);

/// The text alone so, without a space at its end.
std::string Collapsed(std::string_view text);

}  // namespace slant
