#include "slant/report/extract_rows.h"

#include <algorithm>
#include <iterator>

#include "slant/base/ascii.h"
#include "slant/report/json.h"

namespace slant {
namespace {

constexpr std::string_view kOwnKeys[] = {"schema", "id",       "outlet",  "url",   "date",
                                         "title",  "author",   "section", "kind",  "story",
                                         "topic",  "language", "text",    "source"};

}  // namespace

void AppendExtractJson(const Article& article, std::string_view language, std::string& out) {
  Json json;
  json.BeginObject();
  json.Key("schema").String("slant.extract/1");
  json.Key("id").StringOrNull(article.id);
  json.Key("outlet").StringOrNull(article.outlet);
  json.Key("url").StringOrNull(article.url);
  json.Key("date").StringOrNull(article.date);
  json.Key("title").StringOrNull(TrimAscii(article.title));
  json.Key("author").StringOrNull(article.author);
  json.Key("section").StringOrNull(article.section);
  json.Key("kind").StringOrNull(article.kind);
  json.Key("story").StringOrNull(article.story);
  json.Key("topic").StringOrNull(article.topic);
  json.Key("language").StringOrNull(language);
  json.Key("text").String(TrimAscii(std::string_view(article.text).substr(article.body_begin)));
  json.Key("source").String(article.source);
  for (const auto& [name, value] : article.extra) {
    if (std::find(std::begin(kOwnKeys), std::end(kOwnKeys), name) == std::end(kOwnKeys)) {
      json.Key(name).String(value);
    }
  }
  json.EndRow(out);
}

}  // namespace slant
