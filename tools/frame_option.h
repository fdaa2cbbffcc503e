/// @file frame_option.h
/// --frames: frames and axes beside what score and compare find anyway.
#pragma once

#include <optional>

#include "command.h"
#include "slant/pipeline/frame_measures.h"

namespace slant::tools {

/// Adds --frames.
void AddFramesOption(CommandLine& line);

/// All frames and the default axes if --frames was given, else nothing.
Result<std::optional<FrameMeasures>> ChosenFrames(const CommandLine& line,
                                                  const LanguageModel& language);

}  // namespace slant::tools
