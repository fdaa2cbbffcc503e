#include "label_options.h"

#include <cstdio>

namespace slant::tools {

namespace po = boost::program_options;

void AddLabelOptions(CommandLine& line) {
  std::string names;
  for (const Task& task : Tasks()) {
    names +=
        (names.empty() ? "" : "; ") + std::string(task.name) + ": " + std::string(task.description);
  }
  line.Add()("task", po::value<std::string>()->default_value("tone"), names.c_str())(
      "label", po::value<std::string>()->default_value("label"), "field of the label")(
      "scale", po::value<std::string>()->default_value("-1,1"),
      "LOW,HIGH: numbers of the data that mean -1 and 1 (values only)")(
      "where", po::value<std::string>()->default_value(""),
      "FIELD=VALUE[,VALUE...]: take only these records")(
      "group", po::value<std::string>()->default_value(""),
      "field whose records stay together in folds and resampling (an article's id)");
}

Result<LabelChoice> ReadLabelOptions(const CommandLine& line) {
  LabelChoice choice;
  const auto wrong = [](std::string message) {
    return Error{ErrorCode::kInvalidArgument, std::move(message), ""};
  };
  choice.task = FindTask(line.Get<std::string>("task"));
  if (choice.task == nullptr) {
    return wrong("--task is tone, score, event or bias, found '" + line.Get<std::string>("task") +
                 "'");
  }
  choice.options.label = line.Get<std::string>("label");
  choice.options.group = line.Get<std::string>("group");
  const std::string scale = line.Get<std::string>("scale");
  char rest = 0;
  if (std::sscanf(scale.c_str(), "%lf,%lf%c", &choice.options.low, &choice.options.high, &rest) !=
          2 ||
      choice.options.low >= choice.options.high) {
    return wrong("--scale is LOW,HIGH with LOW < HIGH, found '" + scale + "'");
  }
  const std::string where = line.Get<std::string>("where");
  if (!where.empty()) {
    const std::size_t sign = where.find('=');
    if (sign == std::string::npos || sign == 0) {
      return wrong("--where is FIELD=VALUE[,VALUE...], found '" + where + "'");
    }
    choice.options.where_field = where.substr(0, sign);
    for (std::size_t begin = sign + 1; begin <= where.size();) {
      const std::size_t end = std::min(where.find(',', begin), where.size());
      choice.options.where_values.push_back(where.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return choice;
}

Result<Fold> ParseFold(const std::string& text, const std::string& option) {
  Fold fold;
  char rest = 0;
  if (!text.empty() &&
      (std::sscanf(text.c_str(), "%d/%d%c", &fold.index, &fold.count, &rest) != 2 ||
       fold.count < 2 || fold.index < 0 || fold.index >= fold.count)) {
    return Error{ErrorCode::kInvalidArgument,
                 option + " is I/N with 0 <= I < N, found '" + text + "'", ""};
  }
  return fold;
}

}  // namespace slant::tools
