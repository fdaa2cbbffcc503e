/// @file lexicon_writer.h
/// Writes a word list in the formats that this and other programs read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "slant/base/result.h"
#include "slant/lexicon/lexicon.h"

namespace slant {

struct WrittenLexicon {
  std::string text;                ///< UTF-8, the bytes of the file
  std::vector<std::string> notes;  ///< what the format could not hold, a sentence for each
};

/// "slant", "vader", "csv", "quanteda", "liwc".  ReadLexicon gives back what "slant" was given: the
/// same entries with the same values, the categories perhaps in another order.
std::vector<std::string_view> LexiconWriterFormats();

/// @return kInvalidArgument for a format that is not known, or that cannot hold the list: VADER's
///         without a valence in [-4, 4], slant's with a category named like one of its columns.
Result<WrittenLexicon> WriteLexicon(const Lexicon& lexicon, std::string_view format);

}  // namespace slant
