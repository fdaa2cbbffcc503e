#include "slant/html/page_extractor.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "slant/base/ascii.h"
#include "slant/base/iso_date.h"
#include "slant/html/body_extractor.h"
#include "slant/html/html_tree.h"
#include "slant/html/json_ld.h"

namespace slant {
namespace {

bool IsAddress(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.starts_with("//") ||
         text.starts_with("www.");
}

// All <meta>, <link rel=canonical>, <title>, <h1> and <time> of a page, in its order.
class Head {
 public:
  explicit Head(const HtmlTree& tree) {
    const auto nodes = tree.nodes();
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      const HtmlNode& node = nodes[i];
      if (node.name == "meta") {
        std::string_view key = tree.Attribute(i, "property");
        key = key.empty() ? tree.Attribute(i, "name") : key;
        key = key.empty() ? tree.Attribute(i, "itemprop") : key;
        const std::string_view value = tree.Attribute(i, "content");
        if (!key.empty() && !value.empty()) {
          metas_.emplace_back(LowerAscii(key), value);
        }
      } else if (node.name == "link" && canonical_.empty() &&
                 LowerAscii(tree.Attribute(i, "rel")) == "canonical") {
        canonical_ = tree.Attribute(i, "href");
      } else if (node.name == "title" && title_.empty()) {
        title_ = Collapsed(tree.RawTextOf(i));  // the first: SVGs have titles too
      } else if (node.name == "h1") {
        if (std::string text = tree.TextOf(i); !text.empty()) {
          headings_.push_back(std::move(text));
        }
      }
    }
  }

  // The first value of the first of these names that has one, without markup.
  std::string Meta(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
      for (const auto& [key, value] : metas_) {
        if (key == name) {
          std::string text = Collapsed(WithoutMarkup(value));
          if (!text.empty()) {
            return text;
          }
        }
      }
    }
    return {};
  }

  std::vector<std::string> Metas(std::string_view name) const {
    std::vector<std::string> out;
    for (const auto& [key, value] : metas_) {
      if (key == name) {
        out.push_back(Collapsed(WithoutMarkup(value)));
      }
    }
    return out;
  }

  const std::string& title() const { return title_; }
  std::string_view canonical() const { return canonical_; }
  const std::vector<std::string>& headings() const { return headings_; }

 private:
  std::vector<std::pair<std::string, std::string_view>> metas_;
  std::string_view canonical_;
  std::string title_;
  std::vector<std::string> headings_;
};

// "Headline | The Example" -> "Headline", if what is behind names the outlet or its domain.
std::string WithoutSite(const std::string& title, std::string_view outlet, std::string_view url) {
  for (const std::string_view mark : {" | ", " - ", " – ", " — ", " :: ", " » "}) {
    const std::size_t at = title.rfind(mark);
    if (at == std::string::npos || at == 0) {
      continue;
    }
    std::string tail = LowerAscii(title.substr(at + mark.size()));
    const std::string own = LowerAscii(outlet);
    const auto letters = [](std::string_view text) {
      std::string out;
      for (const char c : text) {
        if (IsAsciiLower(c) || IsAsciiDigit(c)) {
          out += c;
        }
      }
      return out.starts_with("the") ? out.substr(3) : out;
    };
    const std::string a = letters(tail);
    const std::string b = letters(own);
    const std::string host = letters(LowerAscii(url.substr(0, url.find('/', 8))));
    const bool named =
        a.size() >= 2 &&
        ((!b.empty() && (a.find(b) != std::string::npos || b.find(a) != std::string::npos)) ||
         (a.size() >= 3 && host.find(a) != std::string::npos));
    if (named) {
      return title.substr(0, at);
    }
  }
  return title;
}

// Quotation marks and dashes in one spelling each, with the length of each character in the text.
std::string Plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\xE2' && i + 2 < text.size() && text[i + 1] == '\x80') {
      const auto last = static_cast<unsigned char>(text[i + 2]);
      const char plain = last == 0x98 || last == 0x99   ? '\''
                         : last == 0x9C || last == 0x9D ? '"'
                         : last == 0x93 || last == 0x94 ? '-'
                                                        : '\0';
      if (plain != '\0') {
        out += plain;
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

// The beginning of `text` that differs from `title` in quotation marks only, if a mark or nothing
// comes behind it; else `title`.
std::string SpeltAs(std::string_view text, std::string title) {
  const std::string plain = Plain(title);
  for (std::size_t end = title.size() - std::min(title.size(), title.size() - plain.size());
       end <= std::min(text.size(), title.size() + 32); ++end) {
    if (Plain(text.substr(0, end)) != plain) {
      continue;
    }
    const std::string_view rest = text.substr(end);
    if (rest.empty() || (rest.front() == ' ' && rest.size() > 2 && !IsAsciiLetter(rest[1]))) {
      return std::string(text.substr(0, end));
    }
  }
  return title;
}

// The headline as readers see it is the one that the page is shared by, if the two agree; else what
// schema.org says.  A live blog's headline changes with its last entry, its shared title does not.
std::string ChooseTitle(const Head& head, const std::optional<JsonLdArticle>& json,
                        const Page& page) {
  const std::string shared = WithoutSite(head.Meta({"og:title", "twitter:title", "parsely-title",
                                                    "sailthru.title", "dc.title", "headline"}),
                                         page.outlet, page.url);
  const std::string described = json ? Collapsed(json->headline) : std::string();
  std::string title;
  const bool live = json && std::find(json->types.begin(), json->types.end(), "LiveBlogPosting") !=
                                json->types.end();
  for (const std::string& heading : head.headings()) {
    if (!shared.empty() && heading == shared) {
      title = shared;
    }
  }
  if (title.empty() && live) {
    title = shared;
  }
  if (title.empty()) {
    title = described;
  }
  if (title.empty()) {
    // The heading that the page's other names begin with or contain.
    const std::string& own = shared.empty() ? head.title() : shared;
    for (const std::string& heading : head.headings()) {
      if (own.empty() || Plain(own).find(Plain(heading)) != std::string::npos) {
        title = heading;
        break;
      }
    }
  }
  if (title.empty()) {
    title = shared.empty() ? WithoutSite(head.title(), page.outlet, page.url) : shared;
  }
  return SpeltAs(head.title(), std::move(title));
}

// "By Jane Doe and John Roe, Political Editor" -> Jane Doe; John Roe.
void AddNames(std::string_view text, std::vector<std::string>& out) {
  std::string line = Collapsed(text);
  const std::string lower = LowerAscii(line);
  for (const std::string_view begin : {"by ", "by: ", "written by ", "story by ", "reported by "}) {
    if (lower.starts_with(begin)) {
      line.erase(0, begin.size());
      break;
    }
  }
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    std::string name = Collapsed(std::string_view(line).substr(begin, end - begin));
    while (!name.empty() && (name.back() == ',' || name.back() == ' ')) {
      name.pop_back();
    }
    const bool digits = name.find_first_of("0123456789@():") != std::string::npos;
    if (!name.empty() && name.size() <= 100 && !digits && !IsAddress(name) &&
        std::find(out.begin(), out.end(), name) == out.end()) {
      out.push_back(std::move(name));
    }
  };
  for (std::size_t at = 0; at < line.size(); ++at) {
    const std::string_view rest = std::string_view(line).substr(at);
    std::size_t mark = 0;
    for (const std::string_view separator : {", and ", " and ", " & ", ", ", "; ", ";", " | "}) {
      if (rest.starts_with(separator)) {
        mark = separator.size();
        break;
      }
    }
    if (mark > 0) {
      add(at);
      begin = at + mark;
      at += mark - 1;
    }
  }
  add(line.size());
}

bool HasWord(std::string_view value, std::string_view word) {
  return LowerAscii(value).find(word) != std::string::npos;
}

// Names beside the text: rel=author, itemprop=author, then what calls itself a byline.
std::vector<std::string> VisibleAuthors(const HtmlTree& tree) {
  std::vector<std::string> names;
  const auto nodes = tree.nodes();
  for (std::uint32_t i = 0; i < nodes.size() && names.size() < 8; ++i) {
    if (nodes[i].name.empty()) {
      continue;
    }
    if (tree.Attribute(i, "rel") == "author" || tree.Attribute(i, "itemprop") == "author") {
      std::string text = tree.TextOf(i);
      if (text.size() <= 100) {
        AddNames(text, names);
      }
      i = nodes[i].end - 1;
    }
  }
  for (std::uint32_t i = 0; i < nodes.size() && names.empty(); ++i) {
    if (nodes[i].name.empty()) {
      continue;
    }
    const std::string_view name = tree.Attribute(i, "class");
    if (HasWord(name, "author-name") || HasWord(name, "author__name") || HasWord(name, "byline")) {
      std::string text = tree.TextOf(i);
      if (!text.empty() && text.size() <= 100) {
        AddNames(text, names);
      }
    }
  }
  return names;
}

std::vector<std::string> ChooseAuthors(const HtmlTree& tree, const Head& head,
                                       const std::optional<JsonLdArticle>& json) {
  std::vector<std::string> names;
  if (json) {
    for (const std::string& author : json->authors) {
      AddNames(author, names);
    }
  }
  for (const std::string_view name :
       {"author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
        "dcterms.creator", "byl", "authors", "article.author", "cxenseparse:author",
        "og:article:author"}) {
    if (!names.empty()) {
      break;
    }
    for (const std::string& value : head.Metas(name)) {
      AddNames(value, names);
    }
  }
  return names.empty() ? VisibleAuthors(tree) : names;
}

// "/2024/04/28/" in an address.
std::string DateOfUrl(std::string_view url) {
  for (std::size_t i = 0; i + 11 < url.size(); ++i) {
    if ((url[i] == '/') && url[i + 5] == url[i + 8] && (url[i + 5] == '/' || url[i + 5] == '-')) {
      if (const auto date = IsoDate(url.substr(i + 1, 10)); date && date->size() == 10) {
        return *date;
      }
    }
  }
  return {};
}

std::string ChooseDate(const HtmlTree& tree, const Head& head,
                       const std::optional<JsonLdArticle>& json, std::string_view url) {
  if (json) {
    if (auto date = IsoDate(json->date)) {
      return *date;
    }
  }
  for (const std::string_view name : {"article:published_time",
                                      "og:published_time",
                                      "datepublished",
                                      "article.published",
                                      "parsely-pub-date",
                                      "sailthru.date",
                                      "pubdate",
                                      "publishdate",
                                      "publish-date",
                                      "publish_date",
                                      "dc.date.issued",
                                      "dc.date",
                                      "dcterms.date",
                                      "dcterms.created",
                                      "dc.date.created",
                                      "date",
                                      "article:published",
                                      "og:article:published_time",
                                      "cxenseparse:recs:publishtime",
                                      "published_at",
                                      "bt:pubdate",
                                      "release_date",
                                      "article_date_original"}) {
    if (auto date = IsoDate(head.Meta({name}))) {
      return *date;
    }
  }
  const auto nodes = tree.nodes();
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].name.empty()) {
      continue;
    }
    const bool published = tree.Attribute(i, "itemprop") == "datePublished";
    if (!published && nodes[i].name != "time") {
      continue;
    }
    for (const std::string_view value :
         {tree.Attribute(i, "datetime"), tree.Attribute(i, "content")}) {
      if (auto date = IsoDate(value)) {
        return *date;
      }
    }
    if (auto date = IsoDate(tree.TextOf(i))) {
      return *date;
    }
  }
  return DateOfUrl(url);
}

}  // namespace

Result<Page> ExtractPage(std::string html) {
  SLANT_ASSIGN_OR_RETURN(const HtmlTree tree, HtmlTree::Parse(std::move(html)));
  const Head head(tree);
  Page page;
  page.url = head.canonical();
  if (!IsAddress(page.url)) {
    page.url = head.Meta({"og:url", "twitter:url", "parsely-link"});
  }
  const auto json = ReadJsonLd(tree, page.url, head.Meta({"og:title"}) + "\n" + head.title());
  if (page.url.empty() && json && IsAddress(json->url)) {
    page.url = json->url;
  }
  page.outlet = head.Meta(
      {"og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher"});
  if (IsAddress(page.outlet)) {
    page.outlet.clear();
  }
  if (json && !json->outlet.empty() && !IsAddress(json->outlet)) {
    page.outlet = Collapsed(json->outlet);
  }
  page.title = ChooseTitle(head, json, page);
  page.authors = ChooseAuthors(tree, head, json);
  page.date = ChooseDate(tree, head, json, page.url);
  page.section = json ? Collapsed(json->section) : std::string();
  if (page.section.empty()) {
    page.section = head.Meta({"article:section", "og:article:section", "parsely-section", "section",
                              "sailthru.section", "cxenseparse:section", "article.section"});
  }
  page.language = tree.Attribute(0, "lang");
  if (page.language.empty()) {
    page.language = json && !json->language.empty() ? json->language : head.Meta({"og:locale"});
  }
  if (json) {
    page.types = json->types;
  }
  if (std::string type = head.Meta({"og:type"}); !type.empty()) {
    page.types.push_back(std::move(type));
  }
  BodyHints hints;
  hints.title = page.title;
  hints.json_ld_body = json ? std::string_view(json->body) : std::string_view();
  page.paragraphs = ExtractBody(tree, hints);
  if (page.paragraphs.empty()) {
    return Error{ErrorCode::kMalformed, "the page has no text that could be an article", ""};
  }
  return page;
}

Result<std::string> ExtractFragment(std::string html) {
  SLANT_ASSIGN_OR_RETURN(const HtmlTree tree, HtmlTree::Parse(std::move(html)));
  std::string text;
  for (const std::string& paragraph : FragmentParagraphs(tree)) {
    text += (text.empty() ? "" : "\n\n") + paragraph;
  }
  return text;
}

}  // namespace slant
