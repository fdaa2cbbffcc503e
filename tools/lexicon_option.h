/// @file lexicon_option.h
/// --lexicon: word lists of the user's own, in any format that lexicon/lexicon_reader.h knows.
#pragma once

#include <string>
#include <vector>

#include "command.h"
#include "slant/lexicon/lexicon.h"

namespace slant::tools {

/// Adds --lexicon, which may be given several times.
void AddLexiconOption(CommandLine& line, const std::string& help);

/// The paths that --lexicon names, in their order.
std::vector<std::string> LexiconPaths(const CommandLine& line);

/// Reads a list; the first notes of the reader go to stderr.
Result<Lexicon> ReadLexiconWithNotes(const std::string& path);

/// Reads them; notes of the readers go to stderr.  The first list that cannot be read is the error.
Result<std::vector<Lexicon>> ReadLexicons(const CommandLine& line);

}  // namespace slant::tools
