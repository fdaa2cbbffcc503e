/// @file field_names.h
/// The names that an article's fields go by in the files of other tools.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "slant/base/result.h"
#include "slant/corpus/article.h"

namespace slant {

/// One of our fields and its names, best first.
struct FieldNames {
  std::string_view field;
  std::string Article::*member;
  std::vector<std::string> names;
};

/// The fields with the names of trafilatura, newspaper, news-please, cc_news, schema.org, AllSides
/// and BASIL (the interchange table), those of `given` before them.
/// @param given pairs of our field and a name; see CheckFields.
std::vector<FieldNames> KnownFields(
    std::span<const std::pair<std::string, std::string>> given = {});

/// kInvalidArgument if a pair's first is no field of ours; the message lists them.
Status CheckFields(std::span<const std::pair<std::string, std::string>> given);

/// Is this a field that ReaderOptions::keep_all keeps: no member of Article, no name of the text,
/// and neither `schema` nor `targets`, which are no properties of an article?
bool IsOtherField(std::span<const FieldNames> fields, std::string_view name);

/// "source" is the page's address in trafilatura's JSON, the outlet in that of others.
bool FitsField(const FieldNames& field, std::string_view name, std::string_view value);

/// Of a text: so that all formats join the parts of a field alike.
inline constexpr std::string_view kParagraphEnd = "\n\n";
inline constexpr std::string_view kListSeparator = "; ";

}  // namespace slant
