#include "slant/corpus/json_record.h"

#include <simdjson.h>

#include <algorithm>

#include "slant/base/utf8.h"
#include "slant/corpus/field_names.h"

namespace slant {
namespace {

namespace dom = simdjson::dom;

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

std::string Describe(simdjson::error_code failure) {
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

}  // namespace

struct JsonRecordParser::State {
  ReaderOptions options;
  std::vector<FieldNames> fields;
  dom::parser parser;
  std::string record;
};

JsonRecordParser::JsonRecordParser(ReaderOptions options) : state_(std::make_unique<State>()) {
  state_->fields = KnownFields(options.fields);
  state_->options = std::move(options);
}
JsonRecordParser::~JsonRecordParser() = default;
JsonRecordParser::JsonRecordParser(JsonRecordParser&&) noexcept = default;

Result<Article> JsonRecordParser::Parse(std::string_view text, const std::string& place,
                                        const std::string& fallback_id) {
  const auto malformed = [&](std::string message) {
    return Error{ErrorCode::kMalformed, std::move(message), place};
  };
  Article article;
  std::string& record = state_->record;
  record.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  record.assign(text);
  article.replaced_bytes = RepairUtf8(record).replaced;
  record.reserve(record.size() + simdjson::SIMDJSON_PADDING);
  dom::element root;
  if (const auto failure = state_->parser.parse(record).get(root); failure != simdjson::SUCCESS) {
    return malformed("expected a JSON object, found " + Describe(failure));
  }
  if (!root.is_object()) {
    return malformed("expected a JSON object, found another value");
  }
  const dom::object object = root;
  dom::element schema;
  std::string_view schema_name;
  const bool ours = object.at_key("schema").get(schema) == simdjson::SUCCESS &&
                    schema.get(schema_name) == simdjson::SUCCESS &&
                    schema_name.starts_with("slant.");
  bool has_text = false;
  for (const FieldNames& field : state_->fields) {
    const bool is_text = field.member == &Article::text;
    for (const std::string& name : field.names) {
      dom::element value;
      // In our own rows "source" is the file that an article was read from.
      if ((ours && name == "source") || object.at_key(name).get(value) != simdjson::SUCCESS) {
        continue;
      }
      std::string& member = article.*field.member;
      if (!TextOf(value, is_text ? kParagraphEnd : kListSeparator, member)) {
        continue;
      }
      if (!FitsField(field, name, member)) {
        member.clear();
        continue;
      }
      has_text = has_text || is_text;
      break;
    }
  }
  dom::element publisher;
  if (article.outlet.empty() && object.at_key("publisher").get(publisher) == simdjson::SUCCESS) {
    TextOf(publisher, kListSeparator, article.outlet);
  }
  if (!has_text) {
    return malformed(
        "the record has no text (expected a field text, maintext, articleBody, "
        "content, body-paragraphs or raw_text)");
  }
  for (const std::string& name : state_->options.keep_fields) {
    dom::element value;
    std::string kept;
    if (object.at_key(name).get(value) == simdjson::SUCCESS &&
        TextOf(value, kListSeparator, kept)) {
      article.extra.emplace_back(name, std::move(kept));
    }
  }
  const std::size_t asked = article.extra.size();
  if (state_->options.keep_all) {
    const auto& names = state_->options.keep_fields;
    for (const auto& [name, value] : object) {
      std::string kept;
      if (IsOtherField(state_->fields, name) &&
          std::find(names.begin(), names.end(), name) == names.end() &&
          TextOf(value, kListSeparator, kept) && kept.size() <= kMaxKeptBytes) {
        article.extra.emplace_back(name, std::move(kept));
      }
    }
  }
  for (const std::string& name : state_->options.keep_json) {
    dom::element value;
    if (object.at_key(name).get(value) == simdjson::SUCCESS && !value.is_null()) {
      article.extra.emplace_back(name, simdjson::minify(value));
    }
  }
  article.source = place;
  if (article.id.empty()) {
    article.id = article.url.empty() ? fallback_id : article.url;
  }
  // \u0000 is legal JSON, but no text; every string has to be without it.
  for (const FieldNames& field : state_->fields) {
    article.replaced_bytes += RepairUtf8(article.*field.member).replaced;
  }
  for (std::size_t i = 0; i < article.extra.size(); ++i) {
    const std::size_t replaced = RepairUtf8(article.extra[i].second).replaced;
    RepairUtf8(article.extra[i].first);
    article.replaced_bytes += i < asked ? replaced : 0;  // the others are not missed
  }
  return article;
}

}  // namespace slant
