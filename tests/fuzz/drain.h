/// @file drain.h
/// Reads all articles of a reader and holds what must be true of any input; a fuzz target is this
/// and one line that makes the reader.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "slant/base/iso_date.h"
#include "slant/base/utf8.h"
#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"
#include "slant/corpus/html_reader.h"
#include "slant/corpus/kind.h"
#include "slant/corpus/language.h"
#include "slant/corpus/outlet_names.h"

namespace slant {

inline std::string BytesOf(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Also of what gzip, zstd or UTF-16 hold, with whatever damage.
inline ByteSource SourceOf(std::string bytes) {
  return {"fuzz", Unpacked(MakeMemoryStream(std::move(bytes)), "fuzz")};
}

inline void Require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
  }
}

/// Strings that come out are UTF-8 without NULs, errors name their place, and there are no more
/// records than bytes.
inline void Drain(ArticleReader& reader, std::size_t size) {
  const auto is_clean = [](std::string text) { return RepairUtf8(text).replaced == 0; };
  for (std::size_t records = 0;; ++records) {
    Require(records <= size + 1, "no more records than bytes");
    auto draft = reader.NextDraft();
    if (draft && !draft->has_value()) {
      return;
    }
    auto article = draft ? FinishPage(*std::move(*draft)) : Result<Article>(draft.error());
    if (!article) {
      Require(!article.error().message.empty(), "an error says what it is");
      Require(article.error().source.starts_with("fuzz"), "an error names its source");
      continue;
    }
    Require(article->source.starts_with("fuzz"), "an article names its source");
    for (const std::string* text :
         {&article->id, &article->outlet, &article->url, &article->date, &article->title,
          &article->text, &article->kind, &article->author, &article->section}) {
      Require(is_clean(*text), "strings are UTF-8 without NULs");
    }
    // What a run does next with it.
    if (const auto date = IsoDate(article->date)) {
      Require(IsoDate(*date) == date, "a date in ISO 8601 stays what it is");
    }
    static const auto outlets = OutletNames::BuiltIn();
    Require(is_clean(outlets->Canonical(article->outlet, article->url)), "an outlet is UTF-8");
    Require(is_clean(KindOf(*article)), "a kind is UTF-8");
    LanguageOf(article->text, article->language);
  }
}

}  // namespace slant
