/// @file kind.h
/// What kind of text an article is: news or opinion, reported or paid for.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "slant/corpus/article.h"

namespace slant {

/// The kinds, as they stand in Article::kind: news, opinion, analysis, live, sponsored, wire.
/// `live` is a live blog; `wire` is news that is credited to an agency.
std::span<const std::string_view> Kinds() noexcept;

/// The kind of an article: what its source calls it (Article::kind, a type of schema.org or a word
/// of a content system) if that says more than "article"; else what address, section, title and
/// byline say; else news.  A kind that the source names and this does not know stays as it is.
///
/// Cues are those of newspapers in English: a section or a part of the path that is opinion,
/// comment, editorial, columnists ...; a title that begins "Opinion:" or "Editorial:".  A single
/// word in the text is never enough.
std::string KindOf(const Article& article);

/// Kinds that a comparison of news leaves out: opinion and sponsored.
bool IsNewsKind(std::string_view kind) noexcept;

}  // namespace slant
