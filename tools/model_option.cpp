#include "model_option.h"

namespace slant::tools {

namespace po = boost::program_options;

void AddModelOption(CommandLine& line) {
  line.Add()("model", po::value<std::string>()->default_value(""),
             "model file (default: the one that comes with slant)");
}

Result<std::string> ModelPath(const CommandLine& line) {
  const auto& path = line.Get<std::string>("model");
  return path.empty() ? FindDefaultModel() : Result<std::string>(path);
}

Result<Model> OpenModel(const CommandLine& line, bool partial) {
  SLANT_ASSIGN_OR_RETURN(const std::string path, ModelPath(line));
  return Model::Open(path, partial);
}

Result<LanguageModel> OpenLanguage(const CommandLine& line) {
  SLANT_ASSIGN_OR_RETURN(const std::string path, ModelPath(line));
  return LanguageModel::Open(path);
}

}  // namespace slant::tools
