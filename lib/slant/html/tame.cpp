#include "slant/html/tame.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "slant/base/ascii.h"

namespace slant {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

// Elements that end by themselves, when another begins or their parent ends.
constexpr std::string_view kImplied[] = {
    "area",  "base", "body",  "br",    "caption", "col",  "colgroup", "dd",  "dt",    "head",
    "hr",    "html", "img",   "input", "li",      "link", "meta",     "p",   "param", "source",
    "tbody", "td",   "tfoot", "th",    "thead",   "tr",   "track",    "wbr", "embed", "option"};
// Elements that HTML opens anew in each paragraph until their own end tag.
constexpr std::string_view kInline[] = {"a",    "b", "big",   "code",   "em",     "font", "i",
                                        "nobr", "s", "small", "strike", "strong", "tt",   "u"};
// An end tag does not reach through these.
constexpr std::string_view kBorders[] = {"applet", "marquee", "math",     "object",
                                         "select", "svg",     "template", "table"};
// What is inside is text up to the end tag.
constexpr std::string_view kRaw[] = {"script", "style",    "textarea", "title",
                                     "iframe", "noframes", "xmp",      "noembed"};

template <std::size_t n>
std::size_t IndexIn(std::string_view name, const std::string_view (&list)[n]) {
  return static_cast<std::size_t>(std::find(std::begin(list), std::end(list), name) -
                                  std::begin(list));
}

template <std::size_t n>
bool IsOneOf(std::string_view name, const std::string_view (&list)[n]) {
  return IndexIn(name, list) < n;
}

class Tamer {
 public:
  explicit Tamer(std::string& html) : html_(html) {}

  std::size_t Run() {
    std::size_t at = 0;
    while ((at = html_.find('<', at)) != std::string::npos) {
      at = Markup(at);
    }
    return blanked_;
  }

 private:
  // The markup at `at`, a '<'; returns where to go on.
  std::size_t Markup(std::size_t at) {
    const std::string_view rest = std::string_view(html_).substr(at);
    if (rest.starts_with("<!--")) {
      if (no_comment_end_) {
        return html_.size();
      }
      const std::size_t end = html_.find("-->", at + 2);
      if (end == std::string::npos) {
        no_comment_end_ = true;
        return html_.size();
      }
      return end + 3;
    }
    const bool closing = rest.size() > 2 && rest[1] == '/';
    std::size_t end = at + (closing ? 2 : 1);
    if (end >= html_.size() || !IsAsciiLetter(html_[end])) {
      return at + 1;
    }
    std::array<char, 16> buffer;
    std::size_t length = 0;
    for (; end < html_.size() && !IsSpace(html_[end]) && html_[end] != '>' && html_[end] != '/';
         ++end, ++length) {
      if (length < buffer.size()) {
        buffer[length] = LowerAscii(html_[end]);
      }
    }
    const std::string_view name(buffer.data(), std::min(length, buffer.size()));
    end = Attributes(end);
    if (closing) {
      Close(name, at, end);
      return end;
    }
    if (Open(name, at, end) && IsOneOf(name, kRaw)) {
      return RawEnd(name, end);
    }
    return end;
  }

  // Behind the '>' of a tag; attributes beyond the limit are blanked on the way.
  std::size_t Attributes(std::size_t at) {
    int count = 0;
    while (at < html_.size() && html_[at] != '>') {
      if (IsSpace(html_[at]) || html_[at] == '/') {
        ++at;
        continue;
      }
      const std::size_t begin = at;
      do {  // A '=' in the first place belongs to the name.
        ++at;
      } while (at < html_.size() && !IsSpace(html_[at]) && html_[at] != '/' && html_[at] != '>' &&
               html_[at] != '=');
      std::size_t value = at;
      while (value < html_.size() && IsSpace(html_[value])) {
        ++value;
      }
      if (value < html_.size() && html_[value] == '=') {
        at = value + 1;
        while (at < html_.size() && IsSpace(html_[at])) {
          ++at;
        }
        if (at < html_.size() && (html_[at] == '"' || html_[at] == '\'')) {
          const std::size_t close = html_.find(html_[at], at + 1);
          at = close == std::string::npos ? html_.size() : close + 1;
        } else {
          while (at < html_.size() && !IsSpace(html_[at]) && html_[at] != '>') {
            ++at;
          }
        }
      }
      if (++count > kMostAttributes) {
        Blank(begin, at);
      }
    }
    return std::min(at + 1, html_.size());
  }

  // Opens an element; false if it was blanked.
  bool Open(std::string_view name, std::size_t begin, std::size_t end) {
    const bool foreign = foreign_ > 0 || name == "svg" || name == "math";
    if (foreign ? html_[end - 1] == '>' && html_[end - 2] == '/' : IsOneOf(name, kImplied)) {
      return true;
    }
    const std::size_t inline_index = IndexIn(name, kInline);
    const bool is_inline = inline_index < std::size(kInline);
    if (open_.size() >= static_cast<std::size_t>(kDeepestElement) ||
        (is_inline && open_inline_ >= kMostOpenInline)) {
      Blank(begin, end);
      ++blanked_open_;
      return false;
    }
    open_.push_back({std::string(name), inline_index, IsOneOf(name, kBorders)});
    foreign_ += name == "svg" || name == "math" ? 1 : 0;
    open_inline_ += is_inline ? 1 : 0;
    return true;
  }

  // Closes an element as HTML would: `open_` never holds fewer elements than the parser's stack.
  void Close(std::string_view name, std::size_t begin, std::size_t end) {
    std::size_t at = open_.size();
    while (at > 0 && open_[at - 1].name != name && !open_[at - 1].border) {
      --at;
    }
    if (at == 0 || open_[at - 1].name != name) {
      const std::size_t index = IndexIn(name, kInline);
      if (index < std::size(kInline) && orphans_[index] > 0) {
        --orphans_[index];
        --open_inline_;
      } else if (blanked_open_ > 0) {
        --blanked_open_;
        Blank(begin, end);
      }
      return;
    }
    const Element& element = open_[at - 1];
    foreign_ -= name == "svg" || name == "math" ? 1 : 0;
    if (element.inline_index < std::size(kInline)) {
      --open_inline_;  // what was opened inside it stays open
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at - 1));
      return;
    }
    for (std::size_t i = at; i < open_.size(); ++i) {
      if (open_[i].inline_index < std::size(kInline)) {
        ++orphans_[open_[i].inline_index];  // comes again in the next paragraph
      }
    }
    open_.resize(at - 1);
  }

  // Where the end tag of a raw element begins.
  std::size_t RawEnd(std::string_view name, std::size_t at) {
    while ((at = html_.find("</", at)) != std::string::npos) {
      const std::string_view rest = std::string_view(html_).substr(at + 2, name.size());
      if (rest.size() == name.size() &&
          std::equal(name.begin(), name.end(), rest.begin(),
                     [](char a, char b) { return a == (b | 0x20); })) {
        return at;
      }
      at += 2;
    }
    return html_.size();
  }

  void Blank(std::size_t begin, std::size_t end) {
    std::fill(html_.begin() + static_cast<std::ptrdiff_t>(begin),
              html_.begin() + static_cast<std::ptrdiff_t>(std::min(end, html_.size())), ' ');
    ++blanked_;
  }

  struct Element {
    std::string name;
    std::size_t inline_index = 0;  // in kInline, or its size
    bool border = false;
  };

  std::string& html_;
  std::vector<Element> open_;
  std::array<int, std::size(kInline)> orphans_{};
  int open_inline_ = 0;
  int foreign_ = 0;  // svg and math that are open
  std::size_t blanked_open_ = 0;
  bool no_comment_end_ = false;
  std::size_t blanked_ = 0;
};

}  // namespace

std::size_t TameHtml(std::string& html) { return Tamer(html).Run(); }

}  // namespace slant
