/// @file model_option.h
/// --model: the model that a command works with.
#pragma once

#include "command.h"
#include "slant/pipeline/model.h"

namespace slant::tools {

/// Adds --model; without it the default model is meant.
void AddModelOption(CommandLine& line);

/// The path that --model names, or the default model's; kNotFound.
Result<std::string> ModelPath(const CommandLine& line);

/// A model with all its classifiers.
/// @param partial  as in Model::Open.
Result<Model> OpenModel(const CommandLine& line, bool partial = false);

/// Its vocabulary, vectors and lexicon alone.
Result<LanguageModel> OpenLanguage(const CommandLine& line);

}  // namespace slant::tools
