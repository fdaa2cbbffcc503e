/// @file lexicon_actions.h
/// What `slant lexicon` does, an action each; the options are those of lexicon.cpp.
#pragma once

#include <string>
#include <string_view>

#include "command.h"

namespace slant::tools {

Ending CheckLexicons(const CommandLine& line);
Ending CoverLexicons(const CommandLine& line);
Ending ConvertLexicon(const CommandLine& line);
Ending GrowSeeds(const CommandLine& line);

/// "text" or "json" of --format; wrong usage, or nothing.
std::optional<Ending> CheckLexiconFormat(const CommandLine& line);

/// Writes to the file that -o names, or to standard output.  kIo.
Status WriteList(const CommandLine& line, std::string_view text);

}  // namespace slant::tools
