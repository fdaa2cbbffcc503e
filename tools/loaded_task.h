/// @file loaded_task.h
/// train and eval for --task loaded: which words carry a sentence's bias.
#pragma once

#include "command.h"

namespace slant::tools {

inline constexpr char kLoadedTask[] = "loaded";

/// Learns the tagger of loaded words from sentences with a list of their biased words (--label).
Ending TrainLoaded(const CommandLine& line);

/// Holds the tagger against such lists: precision, recall and F1 over words.
Ending EvaluateLoaded(const CommandLine& line);

}  // namespace slant::tools
