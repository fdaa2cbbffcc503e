#include "slant/corpus/field_names.h"

#include <algorithm>

namespace slant {
namespace {

struct Known {
  std::string_view field;
  std::string Article::*member;
  std::initializer_list<const char*> names;
};

const Known kKnown[] = {
    {"id", &Article::id, {"id", "uuid", "ID", "@id", "fingerprint", "filename"}},
    {"outlet",
     &Article::outlet,
     {"outlet", "sitename", "source-hostname", "meta_site_name", "source", "source_domain",
      "domain", "hostname"}},
    {"url", &Article::url, {"url", "canonical_link", "source"}},
    {"date", &Article::date, {"date", "date_publish", "publish_date", "datePublished"}},
    {"title", &Article::title, {"title", "headline"}},
    {"text",
     &Article::text,
     {"text", "maintext", "articleBody", "content", "content_original", "body-paragraphs",
      "raw_text"}},
    {"kind", &Article::kind, {"kind", "@type", "pagetype"}},
    {"story", &Article::story, {"story", "triplet-uuid"}},
    {"topic", &Article::topic, {"topic", "main-event"}},
    {"author", &Article::author, {"author", "authors"}},
    {"section", &Article::section, {"section", "articleSection", "categories"}},
    {"language", &Article::language, {"language", "lang", "inLanguage", "meta_lang"}},
};

}  // namespace

std::vector<FieldNames> KnownFields(std::span<const std::pair<std::string, std::string>> given) {
  std::vector<FieldNames> fields;
  for (const Known& known : kKnown) {
    FieldNames out{known.field, known.member, {}};
    for (const auto& [field, name] : given) {
      if (field == known.field) {
        out.names.push_back(name);
      }
    }
    out.names.insert(out.names.end(), known.names.begin(), known.names.end());
    fields.push_back(std::move(out));
  }
  return fields;
}

Status CheckFields(std::span<const std::pair<std::string, std::string>> given) {
  for (const auto& [field, name] : given) {
    bool found = false;
    std::string all;
    for (const Known& known : kKnown) {
      found = found || known.field == field;
      all += (all.empty() ? "" : ", ") + std::string(known.field);
    }
    if (!found || name.empty()) {
      return Error{ErrorCode::kInvalidArgument,
                   "a field is one of " + all + " and its name in the source; found '" + field +
                       "=" + name + "'",
                   ""};
    }
  }
  return {};
}

bool IsOtherField(std::span<const FieldNames> fields, std::string_view name) {
  return name != "schema" && name != "targets" &&
         std::none_of(fields.begin(), fields.end(), [&](const FieldNames& field) {
           return field.field == name ||
                  (field.member == &Article::text &&
                   std::find(field.names.begin(), field.names.end(), name) != field.names.end());
         });
}

bool FitsField(const FieldNames& field, std::string_view name, std::string_view value) {
  if (name != "source" || (field.field != "outlet" && field.field != "url")) {
    return true;
  }
  return (value.find("://") != std::string_view::npos) == (field.field == "url");
}

}  // namespace slant
