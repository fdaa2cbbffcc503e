#include "slant/corpus/feed_reader.h"

#include <libxml/xmlreader.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <utility>

#include "slant/base/utf8.h"
#include "slant/corpus/field_names.h"
#include "slant/html/html_tree.h"
#include "slant/html/page_extractor.h"

namespace slant {
namespace {

constexpr std::string_view kContentModule = "http://purl.org/rss/1.0/modules/content/";
constexpr std::string_view kDublinCore = "http://purl.org/dc/elements/1.1/";
constexpr std::size_t kMostEntryBytes = 2 * kMaxRecordBytes;
constexpr int kMostChildren = 1000;  // of an entry

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::string Collapsed(std::string_view text) {
  std::string out;
  AppendCollapsed(text, out);
  while (out.ends_with(' ')) {
    out.pop_back();
  }
  return out;
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

class FeedReader : public ArticleReader {
 public:
  explicit FeedReader(ByteSource source)
      : source_(std::move(source)),
        name_(std::filesystem::path(source_.path()).filename().string()) {
    reader_ = xmlReaderForIO(&FeedReader::Read, nullptr, this, nullptr, nullptr,
                             XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOCDATA);
    if (reader_ != nullptr) {
      xmlTextReaderSetStructuredErrorHandler(reader_, &FeedReader::Note, this);
    }
  }
  FeedReader(const FeedReader&) = delete;
  FeedReader& operator=(const FeedReader&) = delete;
  ~FeedReader() override { xmlFreeTextReader(reader_); }

  Result<std::optional<Article>> Next() override {
    while (reader_ != nullptr && !done_) {
      const int status = inside_ ? xmlTextReaderNext(reader_) : xmlTextReaderRead(reader_);
      inside_ = false;
      entry_bytes_ = 0;
      if (status != 1) {
        done_ = true;
        if (failure_) {
          return *std::exchange(failure_, std::nullopt);
        }
        if (!entries_) {
          return Error{ErrorCode::kMalformed, "the feed has no entries", source_.path()};
        }
        break;
      }
      if (xmlTextReaderNodeType(reader_) != XML_READER_TYPE_ELEMENT) {
        continue;
      }
      const std::string_view element = View(xmlTextReaderConstLocalName(reader_));
      const int depth = xmlTextReaderDepth(reader_);
      if (element == "title" && outlet_.empty() && depth <= 2) {
        if (xmlNode* const node = xmlTextReaderExpand(reader_)) {
          outlet_ = Collapsed(ContentOf(node));
        }
        continue;
      }
      if (element != "item" && element != "entry") {
        continue;
      }
      const int line = xmlTextReaderGetParserLineNumber(reader_);
      xmlNode* const node = xmlTextReaderExpand(reader_);
      inside_ = true;  // its inside is done with
      if (node == nullptr) {
        continue;
      }
      entries_ = true;
      SLANT_ASSIGN_OR_RETURN(Article article, Entry(node, line));
      return std::optional<Article>(std::move(article));
    }
    return std::optional<Article>();
  }

 private:
  static int Read(void* self, char* to, int size) {
    auto& feed = *static_cast<FeedReader*>(self);
    if (feed.entry_bytes_ > kMostEntryBytes) {
      feed.failure_ = Error{ErrorCode::kLimit,
                            "an entry has more than " + std::to_string(kMostEntryBytes) +
                                " bytes, the most it may have; the rest of the feed is not read",
                            feed.source_.path()};
      return 0;
    }
    const auto window = feed.source_.Window(1);
    if (!window) {
      feed.failure_ = window.error();
      return 0;
    }
    const std::size_t n = std::min(window->size(), static_cast<std::size_t>(size));
    std::memcpy(to, window->data(), n);
    feed.source_.Consume(n);
    feed.entry_bytes_ += n;
    return static_cast<int>(n);
  }

  // The first complaint of libxml2 that is more than a warning.
  static void Note(void* self, xmlErrorPtr error) {
    auto& feed = *static_cast<FeedReader*>(self);
    if (feed.failure_ || error->level < XML_ERR_ERROR) {
      return;
    }
    std::string message = error->message != nullptr ? error->message : "unknown";
    while (message.ends_with('\n') || message.ends_with('.')) {
      message.pop_back();
    }
    std::replace(message.begin(), message.end(), '\n', ' ');
    RepairUtf8(message);
    feed.failure_ = Error{ErrorCode::kMalformed, "the XML of the feed is broken: " + message,
                          feed.source_.path() + ":" + std::to_string(error->line)};
  }

  Result<Article> Entry(xmlNode* entry, int line) const {
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
  xmlTextReaderPtr reader_ = nullptr;
  std::optional<Error> failure_;
  std::string outlet_;
  std::size_t entry_bytes_ = 0;  // read since the last step: all that may be in memory
  bool inside_ = false;
  bool entries_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ArticleReader> MakeFeedReader(ByteSource source) {
  return std::make_unique<FeedReader>(std::move(source));
}

}  // namespace slant
