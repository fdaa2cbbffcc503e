#include "slant/html/html_tree.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>

#include "slant/html/tame.h"

namespace slant {
namespace {

// What gumbo allocates is never freed singly: its own way of freeing a tree is recursive and would
// overflow the stack on deep ones, and this is faster.
struct Arena {
  std::vector<std::unique_ptr<char[]>> chunks;
  char* next = nullptr;
  std::size_t left = 0;
  std::size_t total = 0;
  std::size_t most = 0;
  std::jmp_buf full;
};

constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

void* Allocate(void* userdata, std::size_t size) {
  auto* const arena = static_cast<Arena*>(userdata);
  size = (size + 15) & ~std::size_t{15};
  if (size > arena->left) {
    const std::size_t chunk = std::max(size, kChunkBytes);
    if (arena->total + chunk > arena->most) {
      std::longjmp(arena->full, 1);  // gumbo cannot be told that there is no more
    }
    arena->chunks.emplace_back(new char[chunk]);
    arena->total += chunk;
    arena->next = arena->chunks.back().get();
    arena->left = chunk;
  }
  void* const place = arena->next;
  arena->next += size;
  arena->left -= size;
  return place;
}

void Free(void* /*userdata*/, void* /*place*/) {}

// Holds nothing that has a destructor: Allocate may jump out of it.
GumboOutput* ParseInto(Arena* arena, const char* html, std::size_t size) {
  if (setjmp(arena->full) != 0) {
    return nullptr;
  }
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = Allocate;
  options.deallocator = Free;
  options.userdata = arena;
  options.max_errors = 0;
  return gumbo_parse_with_options(&options, html, size);
}

constexpr std::string_view kBlocks[] = {
    "address", "article", "aside",  "blockquote", "body",  "caption", "center",   "dd",
    "details", "dialog",  "dir",    "div",        "dl",    "dt",      "fieldset", "figcaption",
    "figure",  "footer",  "form",   "h1",         "h2",    "h3",      "h4",       "h5",
    "h6",      "header",  "hgroup", "hr",         "html",  "legend",  "li",       "main",
    "menu",    "nav",     "ol",     "p",          "pre",   "section", "summary",  "table",
    "tbody",   "td",      "tfoot",  "th",         "thead", "title",   "tr",       "ul"};
constexpr std::string_view kHidden[] = {"audio",    "canvas",   "embed",   "head",     "iframe",
                                        "map",      "math",     "noembed", "noframes", "noscript",
                                        "object",   "script",   "select",  "style",    "svg",
                                        "template", "textarea", "title",   "video"};
constexpr std::string_view kAsides[] = {"aside",  "button", "dialog", "figcaption", "figure",
                                        "footer", "menu",   "nav",    "picture"};

template <std::size_t n>
bool IsOneOf(std::string_view name, const std::string_view (&list)[n]) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

std::uint8_t ClassesOf(std::string_view name) {
  int classes = 0;
  classes |= IsOneOf(name, kBlocks) ? kHtmlBlock : 0;
  classes |= IsOneOf(name, kHidden) ? kHtmlHidden : 0;
  classes |= IsOneOf(name, kAsides) ? kHtmlAside : 0;
  classes |=
      name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? kHtmlHeading : 0;
  return static_cast<std::uint8_t>(classes);
}

// By gumbo's number of a tag.
const std::array<std::uint8_t, GUMBO_TAG_LAST>& ClassTable() {
  static const auto table = [] {
    std::array<std::uint8_t, GUMBO_TAG_LAST> out{};
    for (int tag = 0; tag < GUMBO_TAG_UNKNOWN; ++tag) {
      out[static_cast<std::size_t>(tag)] =
          ClassesOf(gumbo_normalized_tagname(static_cast<GumboTag>(tag)));
    }
    return out;
  }();
  return table;
}

}  // namespace

Result<HtmlTree> HtmlTree::Parse(std::string html) {
  TameHtml(html);
  HtmlTree tree;
  tree.html_ = std::make_unique<const std::string>(std::move(html));
  Arena arena;
  arena.most = kMostTreeBytes;
  const GumboOutput* const output = ParseInto(&arena, tree.html_->data(), tree.html_->size());
  if (output == nullptr) {
    return Error{ErrorCode::kLimit,
                 "the page's tree takes more than " + std::to_string(kMostTreeBytes) +
                     " bytes, the most it may take",
                 ""};
  }
  tree.memory_ = std::move(arena.chunks);

  struct Open {
    const GumboNode* node;
    std::uint32_t index;
    unsigned int next_child;
  };
  std::vector<Open> open;
  const auto begin = [&](const GumboNode* node, std::uint32_t parent) {
    const GumboElement& element = node->v.element;
    HtmlNode out;
    out.name = gumbo_normalized_tagname(element.tag);
    if (out.name.empty()) {  // a tag that gumbo does not know; its case does not matter
      GumboStringPiece piece = element.original_tag;
      gumbo_tag_from_original_text(&piece);
      out.name = piece.data != nullptr ? std::string_view(piece.data, piece.length) : "unknown";
    }
    out.parent = parent;
    out.classes = ClassTable()[element.tag];
    out.first_attribute = static_cast<std::uint32_t>(tree.attributes_.size());
    out.attribute_count = element.attributes.length;
    for (unsigned int i = 0; i < element.attributes.length; ++i) {
      const auto* const attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      tree.attributes_.push_back({attribute->name, attribute->value});
    }
    const auto index = static_cast<std::uint32_t>(tree.nodes_.size());
    tree.nodes_.push_back(out);
    open.push_back({node, index, 0});
  };
  begin(output->root, 0);
  while (!open.empty()) {
    Open& top = open.back();
    const GumboVector& children = top.node->v.element.children;
    if (top.next_child == children.length) {
      tree.nodes_[top.index].end = static_cast<std::uint32_t>(tree.nodes_.size());
      open.pop_back();
      continue;
    }
    const auto* const child = static_cast<const GumboNode*>(children.data[top.next_child++]);
    if (child->type == GUMBO_NODE_ELEMENT || child->type == GUMBO_NODE_TEMPLATE) {
      begin(child, top.index);
    } else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE ||
               child->type == GUMBO_NODE_CDATA) {
      HtmlNode text;
      text.text = child->v.text.text;
      text.parent = top.index;
      text.end = static_cast<std::uint32_t>(tree.nodes_.size()) + 1;
      tree.nodes_.push_back(text);
    }
  }
  return tree;
}

std::string_view HtmlTree::Attribute(std::size_t i, std::string_view name) const noexcept {
  const HtmlNode& node = nodes_[i];
  for (std::uint32_t k = 0; k < node.attribute_count; ++k) {
    const HtmlAttribute& attribute = attributes_[node.first_attribute + k];
    if (attribute.name == name) {
      return attribute.value;
    }
  }
  return {};
}

bool HtmlTree::HasAttribute(std::size_t i, std::string_view name) const noexcept {
  const HtmlNode& node = nodes_[i];
  for (std::uint32_t k = 0; k < node.attribute_count; ++k) {
    if (attributes_[node.first_attribute + k].name == name) {
      return true;
    }
  }
  return false;
}

std::string HtmlTree::TextOf(std::size_t i) const {
  std::string out;
  std::vector<std::uint32_t> blocks;  // ends of those that are open
  for (std::size_t k = i; k < nodes_[i].end; ++k) {
    const HtmlNode& node = nodes_[k];
    while (!blocks.empty() && blocks.back() <= k) {
      blocks.pop_back();
      AppendCollapsed(" ", out);
    }
    if ((node.classes & kHtmlHidden) != 0 && k != i) {
      k = node.end - 1;
    } else if ((node.classes & kHtmlBlock) != 0) {
      AppendCollapsed(" ", out);
      blocks.push_back(node.end);
    } else if (node.name == "br") {
      AppendCollapsed(" ", out);
    } else {
      AppendCollapsed(node.text, out);
    }
  }
  while (out.ends_with(' ')) {
    out.pop_back();
  }
  return out;
}

std::string HtmlTree::RawTextOf(std::size_t i) const {
  std::string out;
  for (std::size_t k = i; k < nodes_[i].end; ++k) {
    out += nodes_[k].text;
  }
  return out;
}

void AppendCollapsed(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    if (c == '\xC2' && i + 1 < text.size() && (text[i + 1] == '\xA0' || text[i + 1] == '\xAD')) {
      space = text[++i] == '\xA0';
      if (!space) {
        continue;
      }
    } else if (c == '\xE2' && text.substr(i).starts_with("\xE2\x80\x8B")) {
      i += 2;
      continue;
    } else if (c == '\xEF' && text.substr(i).starts_with("\xEF\xBB\xBF")) {
      i += 2;
      continue;
    }
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ' && out.back() != '\n') {
      out += ' ';
    }
  }
}

std::string Collapsed(std::string_view text) {
  std::string out;
  AppendCollapsed(text, out);
  while (out.ends_with(' ')) {
    out.pop_back();
  }
  return out;
}

}  // namespace slant
