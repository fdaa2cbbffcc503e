/// @file lexicon_option.h
/// --lexicon and --rules: word lists of the user's own, and what is done with their values.
#pragma once

#include <string>
#include <vector>

#include "command.h"
#include "slant/lexicon/lexicon.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/pipeline/model.h"

namespace slant::tools {

/// Adds --lexicon, which may be given several times.
void AddLexiconOption(CommandLine& line, const std::string& help);

/// Adds --lexicon and --rules for commands that run over sentences.
void AddMeasureOptions(CommandLine& line);

/// The paths that --lexicon names, in their order.
std::vector<std::string> LexiconPaths(const CommandLine& line);

/// Reads a list; the first notes of the reader go to stderr.
Result<Lexicon> ReadLexiconWithNotes(const std::string& path);

/// Reads them; notes of the readers go to stderr.  The first list that cannot be read is the error.
Result<std::vector<Lexicon>> ReadLexicons(const std::vector<std::string>& paths);

/// Wrong values of --rules; nothing if there are none.
std::optional<Ending> CheckMeasureOptions(const CommandLine& line);

/// What --rules and --lexicon ask for.  `vader` takes its values from the first list; `news` from
/// all lists that have a valence, or from the model's lexicon if none has.  Every list is counted
/// too, but for VADER's own.
Result<LexiconMeasures> ChosenMeasures(const CommandLine& line, const LanguageModel& language);

}  // namespace slant::tools
