/// @file label_options.h
/// How labelled data are named on the command line: shared by train and eval.
#pragma once

#include "command.h"
#include "slant/pipeline/labelled_data.h"

namespace slant::tools {

/// --task, --label, --scale, --where, --group, --weight.
void AddLabelOptions(CommandLine& line);

struct LabelChoice {
  std::vector<LabelledTask> tasks;  ///< at least one, all of one unit
  LabelOptions options;

  const Task& task() const { return *tasks.front().task; }
};

/// kInvalidArgument with what was expected.
Result<LabelChoice> ReadLabelOptions(const CommandLine& line);

/// "1/5" -> {1, 5}; an empty text is no fold.
Result<Fold> ParseFold(const std::string& text, const std::string& option);

}  // namespace slant::tools
