#include "cross_validation.h"

#include <cmath>
#include <map>

#include "slant/base/hash.h"
#include "terminal.h"

namespace slant::tools {

namespace {

// Each is a training; more than this is a field that tells single articles apart.
constexpr std::size_t kMostFolds = 100;

Result<std::vector<CrossFold>> Divide(const SplitChoice& split, const LabelledData& data,
                                      std::vector<std::size_t>& fold_of) {
  const auto wrong = [](std::string message) {
    return Error{ErrorCode::kInvalidArgument, std::move(message), ""};
  };
  std::vector<CrossFold> folds;
  if (split.folds > 0) {
    const auto count = static_cast<std::uint64_t>(split.folds);
    for (int i = 0; i < split.folds; ++i) {
      folds.push_back({std::to_string(i) + "/" + std::to_string(split.folds), 0, 0});
    }
    for (std::size_t i = 0; i < data.clusters.size(); ++i) {
      const std::uint64_t hash =
          split.by == "random" ? data.group_hashes[i] : Hash64(data.traits[i].by[split.column]);
      fold_of.push_back(hash % count);
    }
    return folds;
  }
  std::map<std::string, std::size_t> numbers;
  for (const ExampleTraits& traits : data.traits) {
    numbers.try_emplace(traits.by[split.column]);
  }
  if (numbers.size() < 2 || numbers.size() > kMostFolds) {
    return wrong("--split " + split.by + " needs 2 to " + std::to_string(kMostFolds) +
                 " values, found " + std::to_string(numbers.size()) +
                 (numbers.size() > kMostFolds ? " (--folds N puts them into N folds)" : ""));
  }
  for (auto& [value, number] : numbers) {
    number = folds.size();
    folds.push_back({value.empty() ? "(none)" : value, 0, 0});
  }
  for (const ExampleTraits& traits : data.traits) {
    fold_of.push_back(numbers[traits.by[split.column]]);
  }
  return folds;
}

}  // namespace

Result<CrossValidation> CrossValidate(const SplitChoice& split, const TrainChoice& how,
                                      const std::vector<LabelledTask>& tasks,
                                      const LanguageModel& language, const LabelledData& data,
                                      const LabelledData& also) {
  CrossValidation out;
  std::vector<std::size_t> fold_of;
  SLANT_ASSIGN_OR_RETURN(out.folds, Divide(split, data, fold_of));
  std::vector<std::size_t> place(data.clusters.size());
  for (std::size_t i = 0; i < data.clusters.size(); ++i) {
    // Of several tasks only the first is tested; a record may lack its label.
    if (!std::isnan(data.examples.targets(static_cast<Eigen::Index>(i), 0))) {
      place[i] = out.tested.size();
      out.tested.push_back(i);
      out.fold_of.push_back(fold_of[i]);
    }
  }
  out.outputs.resize(static_cast<Eigen::Index>(out.tested.size()), tasks.front().task->outputs());
  for (std::size_t f = 0; f < out.folds.size(); ++f) {
    std::vector<Eigen::Index> rows;
    const LabelledData test = Select(data, [&](std::size_t i) {
      const bool is_tested =
          fold_of[i] == f && !std::isnan(data.examples.targets(static_cast<Eigen::Index>(i), 0));
      if (is_tested) {
        rows.push_back(static_cast<Eigen::Index>(place[i]));
      }
      return is_tested;
    });
    if (rows.empty()) {
      continue;
    }
    const TrainingParts parts = DivideForTraining(
        data, also, [&](std::size_t i) { return fold_of[i] == f; }, how.dev_folds);
    Progress progress("training " + TaskNames(tasks) + " without " + out.folds[f].name + ", " +
                      std::to_string(f + 1) + " of " + std::to_string(out.folds.size()));
    auto trained =
        TrainClassifier(how, tasks, language, parts, [&](double share) { progress.Step(share); });
    progress.Clear();
    if (!trained) {
      Error error = trained.error();
      error.message = "without " + out.folds[f].name + ": " + error.message;
      return error;
    }
    SLANT_ASSIGN_OR_RETURN(const OutputMatrix outputs, trained->outputs(test.examples));
    out.outputs(rows, Eigen::all) = outputs;
    out.folds[f].tested = static_cast<int>(rows.size());
    out.folds[f].learned = static_cast<int>(parts.train.clusters.size());
  }
  return out;
}

}  // namespace slant::tools
