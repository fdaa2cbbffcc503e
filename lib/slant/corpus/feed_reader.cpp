#include "slant/corpus/feed_reader.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <utility>

#include "slant/base/utf8.h"
#include "slant/corpus/field_names.h"
#include "slant/html/html_tree.h"
#include "slant/html/page_extractor.h"

namespace slant {
namespace {

constexpr std::string_view kContentModule = "http://purl.org/rss/1.0/modules/content/";
constexpr std::string_view kDublinCore = "http://purl.org/dc/elements/1.1/";
constexpr std::size_t kMostEntryBytes = kMaxRecordBytes;
constexpr std::size_t kHeadBytes = std::size_t{256} << 10;  // what may stand before the first entry
constexpr int kMostChildren = 1000;                         // of an entry

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// All text inside, without recursion.
std::string ContentOf(const xmlNode* node) {
  std::string out;
  const xmlNode* at = node->children;
  while (at != nullptr && at != node && out.size() <= kMaxRecordBytes) {
    if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
      out += View(at->content);
    }
    if (at->children != nullptr && at->type == XML_ELEMENT_NODE) {
      at = at->children;
      continue;
    }
    while (at != node && at->next == nullptr) {
      at = at->parent;
    }
    at = at == node ? nullptr : at->next;
  }
  return out;
}

// XHTML inside an Atom entry, written out again.
std::string MarkupOf(xmlNode* node) {
  xmlBuffer* const buffer = xmlBufferCreate();
  for (xmlNode* child = node->children; child != nullptr; child = child->next) {
    xmlNodeDump(buffer, node->doc, child, 0, 0);
  }
  std::string out(View(xmlBufferContent(buffer)));
  xmlBufferFree(buffer);
  return out;
}

std::string AttributeOf(xmlNode* node, const char* name) {
  xmlChar* const value = xmlGetNoNsProp(node, reinterpret_cast<const xmlChar*>(name));
  std::string out(View(value));
  xmlFree(value);
  return out;
}

// The next of `tags` ("<item", "</entry") in `text` from `from` on, outside of CDATA and comments,
// if behind it the name ends.
struct Found {
  std::size_t at = std::string_view::npos;
  std::size_t tag = 0;     // in the list
  std::size_t resume = 0;  // where to search on when there is more text
};

Found FindTag(std::string_view text, std::size_t from,
              std::initializer_list<std::string_view> tags) {
  Found found;
  while (true) {
    found.resume = from;
    const std::size_t at = text.find('<', from);
    if (at == std::string_view::npos) {
      found.resume = text.size();
      return found;
    }
    const std::string_view rest = text.substr(at);
    found.resume = at;
    bool skipped = false;
    for (const auto& [begin, end] : {std::pair("<![CDATA[", "]]>"), std::pair("<!--", "-->")}) {
      if (rest.starts_with(begin)) {
        const std::size_t close = rest.find(end);
        if (close == std::string_view::npos) {
          return found;
        }
        from = at + close + 3;
        skipped = true;
      }
    }
    if (skipped) {
      continue;
    }
    std::size_t number = 0;
    for (const std::string_view tag : tags) {
      if (rest.starts_with(tag) && rest.size() > tag.size() &&
          std::string_view(" \t\r\n/>").find(rest[tag.size()]) != std::string_view::npos) {
        found.at = at;
        found.tag = number;
        return found;
      }
      ++number;
    }
    if (rest.size() < 16) {
      return found;  // a tag may be cut off here
    }
    from = at + 1;
  }
}

class FeedReader : public ArticleReader {
 public:
  explicit FeedReader(ByteSource source)
      : source_(std::move(source)),
        name_(std::filesystem::path(source_.path()).filename().string()) {}

  Result<std::optional<Article>> Next() override {
    while (!done_) {
      if (root_.empty()) {
        SLANT_RETURN_IF_ERROR(ReadHead());
      }
      SLANT_ASSIGN_OR_RETURN(const bool more, FindEntry());
      if (!more) {
        done_ = true;
        if (!any_) {
          return Error{ErrorCode::kMalformed, "the feed has no entries", source_.path()};
        }
        break;
      }
      any_ = true;
      SLANT_ASSIGN_OR_RETURN(Article article, ReadEntry());
      return std::optional<Article>(std::move(article));
    }
    return std::optional<Article>();
  }

 private:
  struct FreeDoc {
    void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
  };
  using Doc = std::unique_ptr<xmlDoc, FreeDoc>;

  std::string Place(std::size_t line) const { return source_.path() + ":" + std::to_string(line); }

  void Consume(std::string_view window, std::size_t size) {
    line_ += static_cast<std::size_t>(
        std::count(window.begin(), window.begin() + static_cast<std::ptrdiff_t>(size), '\n'));
    source_.Consume(size);
  }

  // What stands before the first entry: the root with its namespaces, the encoding, the title.
  Status ReadHead() {
    std::size_t wanted = kHeadBytes / 16;
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(wanted));
      const Found entry = FindTag(window, 0, {"<item", "<entry"});
      const bool last = window.size() < wanted || window.size() >= kHeadBytes;
      if (entry.at == std::string_view::npos && !last) {
        wanted = window.size() * 2;
        continue;
      }
      const std::string_view head = window.substr(0, std::min(entry.at, window.size()));
      const Found root = FindTag(head, 0, {"<rss", "<feed", "<rdf:RDF", "<RDF"});
      const std::size_t end = root.at == std::string_view::npos ? root.at : head.find('>', root.at);
      if (end == std::string_view::npos) {
        done_ = true;
        return Error{ErrorCode::kMalformed, "the feed has no entries", source_.path()};
      }
      root_ = head.substr(root.at, end + 1 - root.at);
      if (root_.ends_with("/>")) {
        root_.erase(root_.size() - 2, 1);
      }
      if (head.starts_with("<?xml")) {
        const std::string_view declaration = head.substr(0, head.find("?>"));
        std::size_t at = declaration.find("encoding");
        at = at == std::string_view::npos ? at : declaration.find_first_of("\"'", at);
        if (at != std::string_view::npos) {
          encoding_ =
              declaration.substr(at + 1, declaration.find(declaration[at], at + 1) - at - 1);
        }
      }
      if (const Doc doc = Parse(head.substr(root.at))) {
        outlet_ = TitleOf(xmlDocGetRootElement(doc.get()));
      }
      return {};
    }
  }

  // The title of the feed: of the root (Atom) or of the channel.
  static std::string TitleOf(const xmlNode* root) {
    for (const xmlNode* child = root == nullptr ? nullptr : root->children; child != nullptr;
         child = child->next) {
      if (child->type != XML_ELEMENT_NODE) {
        continue;
      }
      if (View(child->name) == "title") {
        return Plain(ContentOf(child));
      }
      if (View(child->name) == "channel") {
        return TitleOf(child);
      }
    }
    return {};
  }

  // Goes to the next entry; false at the end.
  Result<bool> FindEntry() {
    std::size_t wanted = 1;
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(wanted));
      const Found entry = FindTag(window, 0, {"<item", "<entry"});
      if (entry.at != std::string_view::npos) {
        closing_ = entry.tag == 0 ? "</item" : "</entry";
        Consume(window, entry.at);
        return true;
      }
      const bool last = window.size() < wanted;
      const bool stuck = window.size() > kMostEntryBytes;  // in CDATA or a comment without end
      Consume(window, last || stuck ? window.size() : entry.resume);
      if (last) {
        if (source_.damaged()) {
          continue;  // the next window is the error
        }
        return false;
      }
      wanted = window.size() - (stuck ? window.size() : entry.resume) + 1;
    }
  }

  // The entry that begins here.
  Result<Article> ReadEntry() {
    const std::size_t line = line_;
    std::size_t from = 0;
    std::size_t wanted = 1;
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(wanted));
      const Found end = FindTag(window, from, {closing_});
      const std::size_t close =
          end.at == std::string_view::npos ? end.at : window.find('>', end.at);
      if (close != std::string_view::npos) {
        const std::string entry(window.substr(0, close + 1));
        Consume(window, close + 1);
        return ParseEntry(entry, line);
      }
      from = end.at == std::string_view::npos ? end.resume : end.at;
      if (window.size() < wanted) {
        Consume(window, window.size());
        return Error{ErrorCode::kMalformed, "the entry does not end (is the feed cut off?)",
                     Place(line)};
      }
      if (window.size() > kMostEntryBytes) {
        Consume(window, window.size());
        return Error{ErrorCode::kLimit,
                     "the entry has more than " + std::to_string(kMostEntryBytes) +
                         " bytes, the most it may have",
                     Place(line)};
      }
      wanted = window.size() * 2 + 1;
    }
  }

  Result<Article> ParseEntry(std::string_view entry, std::size_t line) const {
    // Inside a root of its own, so that prefixes mean what they mean in the feed.
    const std::string name = root_.substr(1, root_.find_first_of(" \t\r\n>") - 1);
    bool broken = false;
    const Doc doc = Parse(root_ + std::string(entry) + "</" + name + ">", &broken);
    xmlNode* node = doc ? xmlDocGetRootElement(doc.get()) : nullptr;
    node = node != nullptr ? node->children : nullptr;
    while (node != nullptr && node->type != XML_ELEMENT_NODE) {
      node = node->next;
    }
    if (node == nullptr || broken) {
      return Error{ErrorCode::kMalformed, "the XML of the entry is broken", Place(line)};
    }
    return Entry(node, line);
  }

  // @param broken set if elements are not closed as they were opened.  Single marks such as "&" and
  //        entities of HTML are passed over, as many feeds have them.
  Doc Parse(const std::string_view xml, bool* broken = nullptr) const {
    xmlParserCtxt* const context = xmlNewParserCtxt();
    if (context == nullptr) {
      return nullptr;
    }
    constexpr int kOptions = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOCDATA |
                             XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    Doc doc(xmlCtxtReadMemory(context, xml.data(), static_cast<int>(xml.size()), nullptr,
                              encoding_.empty() ? nullptr : encoding_.c_str(), kOptions));
    if (broken != nullptr) {
      const int code = context->wellFormed != 0 ? XML_ERR_OK : context->errNo;
      *broken = code == XML_ERR_TAG_NAME_MISMATCH || code == XML_ERR_TAG_NOT_FINISHED ||
                code == XML_ERR_GT_REQUIRED || code == XML_ERR_CDATA_NOT_FINISHED;
    }
    xmlFreeParserCtxt(context);
    return doc;
  }

  Result<Article> Entry(xmlNode* entry, std::size_t line) const {
    Article article;
    article.source = source_.path() + ":" + std::to_string(line);
    std::string content, summary, updated, authors, guid;
    int children = 0;
    for (xmlNode* child = entry->children; child != nullptr && children < kMostChildren;
         child = child->next) {
      if (child->type != XML_ELEMENT_NODE) {
        continue;
      }
      ++children;
      const std::string_view name = View(child->name);
      const std::string_view space =
          child->ns == nullptr ? std::string_view() : View(child->ns->href);
      const bool own = space != kContentModule && space != kDublinCore &&
                       space != "http://search.yahoo.com/mrss/" &&
                       space != "http://www.itunes.com/dtds/podcast-1.0.dtd";
      if (name == "encoded" && space == kContentModule) {
        content = ContentOf(child);
      } else if (name == "creator" && space == kDublinCore) {
        AddTo(authors, Collapsed(ContentOf(child)));
      } else if (name == "date" && space == kDublinCore) {
        article.date = Collapsed(ContentOf(child));
      } else if (!own) {
        continue;
      } else if (name == "title") {
        article.title = Plain(ContentOf(child));
      } else if (name == "link") {
        const std::string href = AttributeOf(child, "href");
        const std::string rel = AttributeOf(child, "rel");
        if (href.empty()) {
          article.url = Collapsed(ContentOf(child));
        } else if (article.url.empty() && (rel.empty() || rel == "alternate")) {
          article.url = href;
        }
      } else if (name == "guid" || name == "id") {
        guid = Collapsed(ContentOf(child));
      } else if (name == "pubDate" || name == "published") {
        article.date = Collapsed(ContentOf(child));
      } else if (name == "updated" || name == "modified") {
        updated = Collapsed(ContentOf(child));
      } else if (name == "content") {
        content = AttributeOf(child, "type") == "xhtml" ? MarkupOf(child) : ContentOf(child);
      } else if (name == "description" || name == "summary") {
        summary = AttributeOf(child, "type") == "xhtml" ? MarkupOf(child) : ContentOf(child);
      } else if (name == "author") {
        AddTo(authors, AuthorOf(child));
      } else if (name == "category" && article.section.empty()) {
        article.section = AttributeOf(child, "term");
        if (article.section.empty()) {
          article.section = Plain(ContentOf(child));
        }
      } else if (name == "source" && article.outlet.empty()) {
        article.outlet = SourceOf(child);
      }
    }
    if (article.date.empty()) {
      article.date = updated;
    }
    if (article.outlet.empty()) {
      article.outlet = outlet_;
    }
    article.author = authors;
    if (article.url.empty() && guid.find("://") != std::string::npos) {
      article.url = guid;
    }
    const bool is_address = guid.find("://") != std::string::npos;
    article.id = !guid.empty() && !is_address ? guid
                 : !article.url.empty()       ? article.url
                                              : name_ + ":" + std::to_string(line);
    auto text = ExtractFragment(content.empty() ? summary : content);
    if (!text) {
      return Error{text.error().code, text.error().message, article.source};
    }
    article.text = *std::move(text);
    if (article.text.empty()) {
      return Error{ErrorCode::kMalformed, "the entry has no text", article.source};
    }
    for (std::string Article::*member :
         {&Article::id, &Article::outlet, &Article::url, &Article::date, &Article::title,
          &Article::text, &Article::author, &Article::section}) {
      article.replaced_bytes += RepairUtf8(article.*member).replaced;
    }
    return article;
  }

  static void AddTo(std::string& list, const std::string& name) {
    if (!name.empty()) {
      list += (list.empty() ? "" : std::string(kListSeparator)) + name;
    }
  }

  // Titles may be escaped HTML.
  static std::string Plain(const std::string& text) {
    if (text.find_first_of("<&") == std::string::npos) {
      return Collapsed(text);
    }
    auto fragment = ExtractFragment(text);
    return fragment ? Collapsed(*fragment) : Collapsed(text);
  }

  // Atom: <author><name>; RSS: "mail@example.com (Jane Doe)".
  static std::string AuthorOf(const xmlNode* author) {
    for (const xmlNode* child = author->children; child != nullptr; child = child->next) {
      if (child->type == XML_ELEMENT_NODE && View(child->name) == "name") {
        return Collapsed(ContentOf(child));
      }
    }
    std::string text = Collapsed(ContentOf(author));
    const std::size_t open = text.find('(');
    if (text.find('@') != std::string::npos && open != std::string::npos) {
      const std::size_t close = text.find(')', open);
      text = text.substr(open + 1, close == std::string::npos ? close : close - open - 1);
    }
    return text;
  }

  static std::string SourceOf(const xmlNode* source) {
    for (const xmlNode* child = source->children; child != nullptr; child = child->next) {
      if (child->type == XML_ELEMENT_NODE && View(child->name) == "title") {
        return Collapsed(ContentOf(child));
      }
    }
    return Collapsed(ContentOf(source));
  }

  ByteSource source_;
  std::string name_;
  std::string root_;  // its start tag; empty before the head is read
  std::string encoding_;
  std::string outlet_;
  std::string_view closing_;  // the end tag of entries
  std::size_t line_ = 1;
  bool any_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ArticleReader> MakeFeedReader(ByteSource source) {
  return std::make_unique<FeedReader>(std::move(source));
}

}  // namespace slant
