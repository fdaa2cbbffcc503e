#include "slant/html/json_ld.h"

#include <simdjson.h>

#include <algorithm>

#include "slant/base/ascii.h"
#include "slant/base/utf8.h"

namespace slant {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kMostObjects = 10000;  // of one page; real pages have hundreds

std::string_view String(dom::element value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

bool Get(dom::object object, std::string_view key, dom::element& out) {
  return object.at_key(key).get(out) == simdjson::SUCCESS && !out.is_null();
}

// A string; of a list the first; of an object its name (or its @id for addresses).
std::string TextOf(dom::element value, std::string_view key = "name") {
  for (int depth = 0; depth < 8; ++depth) {
    if (value.is_array()) {
      const dom::array list = value;
      if (list.begin() == list.end()) {
        return {};
      }
      value = *list.begin();
    } else if (value.is_object()) {
      dom::element inner;
      if (!Get(value, key, inner)) {
        return {};
      }
      value = inner;
    } else {
      break;
    }
  }
  return WithoutMarkup(String(value));
}

std::string FieldText(dom::object object, std::string_view key, std::string_view inner = "name") {
  dom::element value;
  return Get(object, key, value) ? TextOf(value, inner) : std::string();
}

std::vector<std::string> Strings(dom::element value) {
  std::vector<std::string> out;
  if (value.is_array()) {
    for (const dom::element item : dom::array(value)) {
      if (const auto text = String(item); !text.empty()) {
        out.emplace_back(text);
      }
    }
  } else if (const auto text = String(value); !text.empty()) {
    out.emplace_back(text);
  }
  return out;
}

bool IsArticleType(std::string_view type) {
  if (const std::size_t slash = type.find_last_of("/:#"); slash != std::string_view::npos) {
    type.remove_prefix(slash + 1);
  }
  return type.ends_with("Article") || type.ends_with("BlogPosting") || type == "Report" ||
         type == "Review";
}

void AddAuthors(dom::element value, std::vector<std::string>& out, int depth = 0) {
  if (depth > 4) {
    return;
  }
  if (value.is_array()) {
    for (const dom::element item : dom::array(value)) {
      AddAuthors(item, out, depth + 1);
    }
  } else if (value.is_object()) {
    dom::element name;
    if (Get(value, "name", name)) {
      AddAuthors(name, out, depth + 1);
    }
  } else if (std::string text = WithoutMarkup(String(value)); !text.empty()) {
    out.push_back(std::move(text));
  }
}

// Makes of what pages call JSON what a strict parser takes.
std::string Mended(std::string_view script) {
  std::string out(script);
  for (char& c : out) {
    c = static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  for (const std::string_view mark : {"<![CDATA[", "]]>"}) {
    if (const std::size_t at = out.rfind(mark); at != std::string::npos) {
      out.replace(at, mark.size(), mark.size(), ' ');
    }
  }
  const std::size_t begin = out.find_first_of("{[");
  const std::size_t end = out.find_last_of("}]");
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    return {};
  }
  out = out.substr(begin, end - begin + 1);
  RepairUtf8(out);
  return out;
}

std::string_view WithoutScheme(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://", "//"}) {
    if (url.starts_with(scheme)) {
      url.remove_prefix(scheme.size());
    }
  }
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) {
    url.remove_suffix(1);
  }
  return url;
}

// How sure it is that this object is the page's own article.
int Fit(dom::object object, std::string_view url, std::string_view title) {
  int fit = 0;
  for (const std::string_view key : {"url", "mainEntityOfPage", "@id"}) {
    const std::string own = FieldText(object, key, "@id");
    if (!own.empty() && !url.empty() && WithoutScheme(own) == WithoutScheme(url)) {
      fit = 4;
    }
  }
  const std::string headline = FieldText(object, "headline");
  if (!headline.empty() && headline.size() >= 10 &&
      (title.find(headline) != std::string_view::npos ||
       (title.size() >= 10 && headline.find(title) != std::string::npos))) {
    fit += 2;
  }
  dom::element value;
  // The fullest description: some pages have a short one beside it.
  for (const std::string_view key : {"datePublished", "articleBody", "author"}) {
    fit += Get(object, key, value) ? 1 : 0;
  }
  return fit;
}

JsonLdArticle Read(dom::object object) {
  JsonLdArticle out;
  dom::element value;
  if (Get(object, "@type", value)) {
    out.types = Strings(value);
  }
  out.headline = FieldText(object, "headline");
  if (out.headline.empty()) {
    out.headline = FieldText(object, "name");
  }
  for (const std::string_view key : {"author", "creator"}) {
    if (out.authors.empty() && Get(object, key, value)) {
      AddAuthors(value, out.authors);
    }
  }
  for (const std::string_view key : {"datePublished", "dateCreated"}) {
    if (out.date.empty()) {
      out.date = FieldText(object, key, "@value");
    }
  }
  out.section = FieldText(object, "articleSection");
  out.outlet = FieldText(object, "publisher");
  out.url = FieldText(object, "url", "@id");
  if (out.url.empty()) {
    out.url = FieldText(object, "mainEntityOfPage", "@id");
  }
  out.language = FieldText(object, "inLanguage");
  out.body = FieldText(object, "articleBody");
  if (out.body.empty() && Get(object, "liveBlogUpdate", value) && value.is_array()) {
    for (const dom::element update : dom::array(value)) {
      if (update.is_object()) {
        const std::string text = FieldText(update, "articleBody");
        out.body += (out.body.empty() || text.empty() ? "" : "\n") + text;
      }
    }
  }
  return out;
}

}  // namespace

std::string WithoutMarkup(std::string_view value) {
  bool markup = false;
  for (std::size_t i = 0; i + 2 < value.size() && !markup; ++i) {
    const char next = static_cast<char>(value[i + 1] | 0x20);
    const bool letter = IsAsciiLower(next);
    markup = (value[i] == '&' && (letter || value[i + 1] == '#')) ||
             (value[i] == '<' && (letter || value[i + 1] == '/'));
  }
  std::string text;
  if (markup) {
    // Line feeds are kept through the tree: they may be all that tells paragraphs apart.
    if (auto tree = HtmlTree::Parse(std::string(value))) {
      bool after_block = false;
      for (std::size_t i = 0; i < tree->nodes().size(); ++i) {
        const HtmlNode& node = tree->nodes()[i];
        if ((node.classes & kHtmlHidden) != 0) {
          i = node.end - 1;
        } else if (!node.name.empty()) {
          after_block = after_block || (node.classes & kHtmlBlock) != 0 || node.name == "br";
        } else {
          if (after_block && !text.empty()) {
            text += '\n';
          }
          after_block = false;
          text += node.text;
        }
      }
      // Twice escaped, as the content systems of some houses do it.
      if (text.find("&amp;") != std::string::npos || text.find("&#") != std::string::npos ||
          text.find("&quot;") != std::string::npos || text.find("&nbsp;") != std::string::npos) {
        if (auto again = HtmlTree::Parse(text)) {
          text = again->RawTextOf(0);
        }
      }
    }
  } else {
    text = value;
  }
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::optional<JsonLdArticle> ReadJsonLd(const HtmlTree& tree, std::string_view url,
                                        std::string_view title) {
  std::optional<JsonLdArticle> best;
  int best_fit = -1;
  dom::parser parser;
  const auto nodes = tree.nodes();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].name != "script" ||
        tree.Attribute(i, "type").find("ld+json") == std::string_view::npos) {
      continue;
    }
    const std::string text = Mended(tree.RawTextOf(i));
    dom::element root;
    if (text.empty() || parser.parse(text).get(root) != simdjson::SUCCESS) {
      continue;
    }
    // Breadth first, without recursion; what an article holds is not looked at.
    std::vector<dom::element> open = {root};
    for (std::size_t k = 0; k < open.size() && k < kMostObjects; ++k) {
      if (open[k].is_array()) {
        for (const dom::element item : dom::array(open[k])) {
          open.push_back(item);
        }
      } else if (open[k].is_object()) {
        const dom::object object = open[k];
        dom::element type;
        const auto types = Get(object, "@type", type) ? Strings(type) : std::vector<std::string>();
        if (std::any_of(types.begin(), types.end(), IsArticleType)) {
          if (const int fit = Fit(object, url, title); fit > best_fit) {
            best_fit = fit;
            best = Read(object);
          }
          continue;
        }
        for (const dom::key_value_pair field : object) {
          if (field.value.is_object() || field.value.is_array()) {
            open.push_back(field.value);
          }
        }
      }
    }
  }
  return best;
}

}  // namespace slant
