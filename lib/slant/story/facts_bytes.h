/// @file facts_bytes.h
/// Facts as bytes, for a database: what an article's text and title say, not its fields.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "slant/story/article_facts.h"

namespace slant {

/// Terms, embedding, sketch and content of `facts` with a checksum; id, outlet, day, wire and given
/// are left out (IdentifyFacts).  About 2 KB; the same bytes on every machine.
std::string PackFacts(const ArticleFacts& facts);

/// @return nothing if the bytes are not those of PackFacts.
std::optional<ArticleFacts> UnpackFacts(std::string_view bytes);

}  // namespace slant
