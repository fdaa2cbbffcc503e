/// @file article_keys.h
/// What an article is known by in a store.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "slant/corpus/article.h"

namespace slant {

/// XXH3 (128 bit) in its canonical, big-endian form: the same on every machine.
using Key128 = std::array<std::uint8_t, 16>;

struct ArticleKeys {
  /// Of headline, text, where the body begins, and the language that the source declares: what the
  /// numbers depend on, and whether the article is scored at all.
  Key128 content{};
  /// Of the content and all fields: what printed rows depend on.  Not of the file it came from.
  Key128 record{};
  /// Hash64 of the text, the same for copies; the key of ComparisonAccumulator::Add.
  std::uint64_t text = 0;
};

/// @param article with its text still in it.
ArticleKeys KeysOf(const Article& article);

/// Fields of an article that are texts, but for the text itself, in the order of the store's
/// columns.
struct ArticleField {
  std::string_view name;
  std::string Article::*member;
};
inline constexpr std::array<ArticleField, 11> kArticleFields = {{
    {"id", &Article::id},
    {"outlet", &Article::outlet},
    {"url", &Article::url},
    {"date", &Article::date},
    {"title", &Article::title},
    {"kind", &Article::kind},
    {"story", &Article::story},
    {"topic", &Article::topic},
    {"author", &Article::author},
    {"section", &Article::section},
    {"language", &Article::language},
}};

/// Article::extra by name, each name once (the first), without those of members and without what
/// is longer than kMaxKeptBytes: a record gives the same whichever of its fields a run asked for.
std::vector<std::pair<std::string_view, std::string_view>> OtherFields(const Article& article);

}  // namespace slant
