/// @file quoted_sources.h
/// Whose words an article reports, and how often.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "slant/text/document.h"

namespace slant {

enum class SourceKind : std::uint8_t {
  kNamed,    ///< a person or organisation that the text names
  kUnnamed,  ///< "officials", "two people familiar with the matter", "the mayor"
  kUnknown,  ///< the text does not say, or it was not found
};

struct QuotedSource {
  std::string source;  ///< the fullest name, or the words of the text in lower case; empty: unknown
  SourceKind kind = SourceKind::kUnknown;
  int attributions = 0;  ///< times that it is named as the source, carried-on quotations left out
  int words = 0;         ///< of what is attributed to it, quoted or reported
};

/// The sources of a document, each once, in the order in which they first come.  Needs
/// FindAttributions and ResolveSpeakers.  Sources of more than 80 bytes are cut at a word.
std::vector<QuotedSource> FindSources(const Document& document);

}  // namespace slant
