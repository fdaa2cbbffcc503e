#include "slant/corpus/json_lines_reader.h"

#include <simdjson.h>

#include <array>
#include <filesystem>

#include "slant/base/utf8.h"

namespace slant {
namespace {

namespace dom = simdjson::dom;

// Our field, and the names it goes by, best first (the interchange table of the peers' formats).
struct Alias {
  std::string Article::*member;
  std::array<std::string_view, 8> names;
};

constexpr Alias kAliases[] = {
    {&Article::id, {"id", "uuid", "ID", "@id", "fingerprint", "filename"}},
    {&Article::outlet,
     {"outlet", "sitename", "source-hostname", "meta_site_name", "source", "source_domain",
      "domain", "hostname"}},
    {&Article::url, {"url", "canonical_link", "source"}},
    {&Article::date, {"date", "date_publish", "publish_date", "datePublished"}},
    {&Article::title, {"title", "headline"}},
    {&Article::text,
     {"text", "maintext", "articleBody", "content", "content_original", "body-paragraphs",
      "raw_text"}},
    {&Article::kind, {"kind", "@type", "pagetype"}},
    {&Article::story, {"story", "triplet-uuid"}},
    {&Article::topic, {"topic", "main-event"}},
    {&Article::author, {"author", "authors"}},
};

// The value as text: strings and numbers as they are, lists joined (paragraphs by a blank line,
// other lists by "; "), objects by their "name" (schema.org).  False for null and what has no text.
bool TextOf(dom::element value, std::string_view separator, std::string& out) {
  switch (value.type()) {
    case dom::element_type::STRING:
      out += std::string_view(value);
      return true;
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE:
    case dom::element_type::BOOL:
      out += simdjson::minify(value);
      return true;
    case dom::element_type::ARRAY: {
      bool any = false;
      for (const dom::element item : dom::array(value)) {
        std::string part;
        if (TextOf(item, item.is_array() ? " " : separator, part)) {
          out += any ? separator : "";
          out += part;
          any = true;
        }
      }
      return any;
    }
    case dom::element_type::OBJECT: {
      dom::element name;
      return value["name"].get(name) == simdjson::SUCCESS && TextOf(name, separator, out);
    }
    case dom::element_type::NULL_VALUE:
      break;
  }
  return false;
}

class JsonLinesReader : public ArticleReader {
 public:
  JsonLinesReader(ByteSource source, ReaderOptions options)
      : source_(std::move(source)), options_(std::move(options)) {}

  Result<std::optional<Article>> Next() override {
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const auto line, source_.NextLine(kMaxRecordBytes));
      if (!line) {
        return std::optional<Article>();
      }
      std::string_view record = *line;
      if (record.starts_with("\xEF\xBB\xBF")) {
        record.remove_prefix(3);
      }
      if (record.find_first_not_of(" \t\r") == std::string_view::npos) {
        continue;
      }
      SLANT_ASSIGN_OR_RETURN(Article article, Parse(record));
      return std::optional<Article>(std::move(article));
    }
  }

 private:
  std::string Place() const { return source_.path() + ":" + std::to_string(source_.line()); }

  Error Malformed(std::string message) const {
    return {ErrorCode::kMalformed, std::move(message), Place()};
  }

  Result<Article> Parse(std::string_view line) {
    Article article;
    record_.reserve(line.size() + simdjson::SIMDJSON_PADDING);
    record_.assign(line);
    article.replaced_bytes = RepairUtf8(record_).replaced;
    record_.reserve(record_.size() + simdjson::SIMDJSON_PADDING);
    dom::element root;
    if (const auto failure = parser_.parse(record_).get(root); failure != simdjson::SUCCESS) {
      return Malformed("expected a JSON object, found " + Describe(failure));
    }
    if (!root.is_object()) {
      return Malformed("expected a JSON object, found another value");
    }
    const dom::object object = root;
    bool has_text = false;
    for (const Alias& alias : kAliases) {
      const bool is_text = alias.member == &Article::text;
      for (const std::string_view name : alias.names) {
        dom::element value;
        if (name.empty() || object.at_key(name).get(value) != simdjson::SUCCESS) {
          continue;
        }
        std::string& field = article.*alias.member;
        if (!TextOf(value, is_text ? "\n\n" : "; ", field)) {
          continue;
        }
        // "source" is the page's address in trafilatura's JSON, the outlet in that of others.
        const bool is_address = field.find("://") != std::string::npos;
        if (name == "source" && is_address != (alias.member == &Article::url)) {
          field.clear();
          continue;
        }
        has_text = has_text || is_text;
        break;
      }
    }
    dom::element publisher;
    if (article.outlet.empty() && object.at_key("publisher").get(publisher) == simdjson::SUCCESS) {
      TextOf(publisher, "; ", article.outlet);
    }
    if (!has_text) {
      return Malformed(
          "the record has no text (expected a field text, maintext, articleBody, "
          "content, body-paragraphs or raw_text)");
    }
    for (const std::string& name : options_.keep_fields) {
      dom::element value;
      std::string text;
      if (object.at_key(name).get(value) == simdjson::SUCCESS && TextOf(value, "; ", text)) {
        article.extra.emplace_back(name, std::move(text));
      }
    }
    for (const std::string& name : options_.keep_json) {
      dom::element value;
      if (object.at_key(name).get(value) == simdjson::SUCCESS && !value.is_null()) {
        article.extra.emplace_back(name, simdjson::minify(value));
      }
    }
    article.source = Place();
    if (article.id.empty()) {
      article.id = std::filesystem::path(source_.path()).filename().string() + ":" +
                   std::to_string(source_.line());
    }
    // \u0000 is legal JSON, but no text; every string has to be without it.
    for (const Alias& alias : kAliases) {
      article.replaced_bytes += RepairUtf8(article.*alias.member).replaced;
    }
    for (auto& [name, value] : article.extra) {
      article.replaced_bytes += RepairUtf8(value).replaced;
    }
    return article;
  }

  static std::string Describe(simdjson::error_code failure) {
    switch (failure) {
      case simdjson::UNCLOSED_STRING:
        return "a string that is not closed (is the line cut off?)";
      case simdjson::TAPE_ERROR:
      case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return "an object that is not complete or has wrong syntax (is the line cut off?)";
      case simdjson::UNESCAPED_CHARS:
        return "a control character inside a string";
      case simdjson::DEPTH_ERROR:
        return "lists or objects nested more than 1024 deep";
      default: {
        std::string text = simdjson::error_message(failure);
        while (text.ends_with('.')) {
          text.pop_back();
        }
        return "an error: " + text;
      }
    }
  }

  ByteSource source_;
  ReaderOptions options_;
  dom::parser parser_;
  std::string record_;
};

}  // namespace

std::unique_ptr<ArticleReader> MakeJsonLinesReader(ByteSource source, ReaderOptions options) {
  return std::make_unique<JsonLinesReader>(std::move(source), std::move(options));
}

}  // namespace slant
