#include "label_options.h"

#include <algorithm>
#include <cstdio>

namespace slant::tools {

namespace po = boost::program_options;

void AddLabelOptions(CommandLine& line) {
  std::string names;
  for (const Task& task : Tasks()) {
    names +=
        (names.empty() ? "" : "; ") + std::string(task.name) + ": " + std::string(task.description);
  }
  names += "; loaded: which words carry a sentence's bias (the label is a list of words)";
  line.Add()("task", po::value<std::string>()->default_value("tone"), names.c_str())(
      "label", po::value<std::string>()->default_value("label"),
      "field of the label: a class, a number, or a list of probabilities; without it the field p; "
      "of a target the field inside each of the record's targets")(
      "weight", po::value<std::string>()->default_value(""),
      "field of a record's weight (default: 1 each)")(
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
  const auto names = SplitAtCommas(line.Get<std::string>("task"));
  const auto fields = SplitAtCommas(line.Get<std::string>("label"));
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Task* task = FindTask(names[i]);
    if (task == nullptr) {
      std::string known;
      for (const Task& one : Tasks()) {
        known += (known.empty() ? "" : ", ") + std::string(one.name);
      }
      return wrong("--task is one of " + known + ", found '" + names[i] + "'");
    }
    if (!choice.tasks.empty() && task->unit != choice.tasks.front().task->unit) {
      return wrong("tasks of sentences and of targets are not learned together");
    }
    choice.tasks.push_back({task, fields.size() == names.size() ? fields[i] : names[i]});
  }
  if (fields.size() != names.size() && line.Get<std::string>("label") != "label") {
    return wrong("--label names a field for each task, found " + std::to_string(fields.size()) +
                 " for " + std::to_string(names.size()));
  }
  choice.options.group = line.Get<std::string>("group");
  choice.options.weight = line.Get<std::string>("weight");
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
    choice.options.where_values = SplitAtCommas(where.substr(sign + 1));
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
