#include "leak_probe.h"

#include <algorithm>
#include <map>

#include "slant/classify/trainer.h"
#include "terminal.h"
#include "train_options.h"

namespace slant::tools {

namespace {

constexpr int kFolds = 5;
constexpr int kSmallestValue = 20;  // four examples a fold, or its F1 is noise

}  // namespace

Result<ProbeReport> ProbeField(const LabelledData& data, const std::string& field,
                               std::size_t column, bool groups_are_the_field) {
  ProbeReport out;
  out.field = field;
  std::map<std::string, int> counts;
  for (const ExampleTraits& traits : data.traits) {
    ++counts[traits.by[column]];
  }
  std::map<std::string, int> numbers;
  int most = 0;
  for (const auto& [value, count] : counts) {
    if (!value.empty() && count >= kSmallestValue) {
      numbers.try_emplace(value, static_cast<int>(numbers.size()));
      out.n += count;
      if (count > most) {
        most = count;
        out.most_frequent = value;
      }
    }
  }
  if (numbers.size() < 2) {
    return Error{ErrorCode::kInvalidArgument,
                 "--probe " + field + " needs 2 values with " + std::to_string(kSmallestValue) +
                     " examples, found " + std::to_string(numbers.size()),
                 ""};
  }
  out.values = static_cast<int>(numbers.size());
  out.left_out = static_cast<int>(data.traits.size()) - out.n;
  out.majority = static_cast<double>(most) / out.n;

  LabelledData known =
      Select(data, [&](std::size_t i) { return numbers.contains(data.traits[i].by[column]); });
  std::vector<int> labels;
  known.examples.tokens = {};
  known.examples.weights.resize(0);
  known.examples.targets = OutputMatrix::Zero(out.n, out.values);
  for (std::size_t i = 0; i < known.traits.size(); ++i) {
    labels.push_back(numbers[known.traits[i].by[column]]);
    known.examples.targets(static_cast<Eigen::Index>(i), labels.back()) = 1;
    if (groups_are_the_field) {
      known.group_hashes[i] = TextKey(known.traits[i].text);
    }
  }
  OutputMatrix answers = OutputMatrix::Zero(out.n, out.values);
  Progress progress("probing for " + field);
  for (int f = 0; f < kFolds; ++f) {
    const auto tested = [&](std::size_t i) {
      return known.group_hashes[i] % kFolds == static_cast<std::uint64_t>(f);
    };
    const auto dev = [&](std::size_t i) { return ChoosesEpoch(known.group_hashes[i], kDevFolds); };
    std::vector<Eigen::Index> rows;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (tested(i)) {
        rows.push_back(static_cast<Eigen::Index>(i));
      }
    }
    SLANT_ASSIGN_OR_RETURN(
        const DenseNetwork network,
        Train(Select(known, [&](std::size_t i) { return !tested(i) && !dev(i); }).examples,
              Select(known, [&](std::size_t i) { return !tested(i) && dev(i); }).examples, 0, {},
              nullptr, [&](double share) { progress.Step((f + share) / kFolds); }));
    SLANT_ASSIGN_OR_RETURN(OutputMatrix outputs,
                           network.Outputs(known.examples.features(rows, Eigen::all)));
    SoftmaxRows(outputs);
    answers(rows, Eigen::all) = outputs;
  }
  progress.Clear();
  SLANT_ASSIGN_OR_RETURN(
      const ClassificationReport report,
      EvaluateClasses(
          answers, labels,
          groups_are_the_field ? std::span<const int>() : std::span<const int>(known.clusters),
          {}));
  out.accuracy = report.accuracy;
  out.macro_f1 = report.macro_f1;
  return out;
}

}  // namespace slant::tools
