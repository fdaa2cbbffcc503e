/// @file speakers.h
/// Leads the source of each attribution back to the fullest name in the article.
#pragma once

#include <cstddef>

namespace slant {

struct Attribution;
struct Document;
struct Sentence;

/// Sets Attribution::speaker from document.names and document.mentions: a source that holds a
/// mention ("he", "Lee", "the mayor") gets its name; other sources ("officials", none) keep
/// kNoName.  Needs FindAttributions and FindNames.
void ResolveSpeakers(Document& document);

/// The attribution that holds most of a sentence's bytes, or nothing.  Needs FindAttributions. Only
/// the attributions that begin nearest to the sentence are looked at, so that it costs the same in
/// any text.
const Attribution* MainAttribution(const Document& document, const Sentence& sentence) noexcept;

/// How many attributions have no source at all: the text does not say who speaks, or the room did
/// not find it.
std::size_t CountUnknownSpeakers(const Document& document) noexcept;

}  // namespace slant
