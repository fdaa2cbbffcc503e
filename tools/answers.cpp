#include "answers.h"

#include <algorithm>

#include "slant/classify/classifiers.h"
#include "slant/lexicon/news_items.h"

namespace slant::tools {

namespace {

Answers Truth(const Task& task, const LabelledData& data) {
  Answers out;
  out.labels = data.classes;
  if (task.is_value()) {
    const Eigen::VectorXf truth = data.examples.targets.col(0);
    out.truth.assign(truth.data(), truth.data() + truth.size());
  }
  out.clusters = data.clusters;
  out.traits = data.traits;
  return out;
}

}  // namespace

Answers Take(const Answers& all, const std::vector<std::size_t>& which) {
  Answers out;
  out.outputs.resize(static_cast<Eigen::Index>(which.size()), all.outputs.cols());
  for (std::size_t i = 0; i < which.size(); ++i) {
    const std::size_t from = which[i];
    out.outputs.row(static_cast<Eigen::Index>(i)) =
        all.outputs.row(static_cast<Eigen::Index>(from));
    if (!all.labels.empty()) {
      out.labels.push_back(all.labels[from]);
    }
    if (!all.truth.empty()) {
      out.truth.push_back(all.truth[from]);
    }
    if (!all.fold_of.empty()) {
      out.fold_of.push_back(all.fold_of[from]);
    }
    out.clusters.push_back(all.clusters[from]);
    out.traits.push_back(all.traits[from]);
  }
  return out;
}

Answers TakePolar(const Answers& all) {
  std::vector<std::size_t> polar;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all.labels[i] != 1) {
      polar.push_back(i);
    }
  }
  Answers out = Take(all, polar);
  OutputMatrix two(out.outputs.rows(), 2);
  for (Eigen::Index i = 0; i < two.rows(); ++i) {
    const float sum = out.outputs(i, 0) + out.outputs(i, 2);
    two(i, 0) = sum > 0 ? out.outputs(i, 0) / sum : 0.5F;
    two(i, 1) = 1 - two(i, 0);
  }
  out.outputs = two;
  for (int& label : out.labels) {
    label /= 2;
  }
  return out;
}

Result<Answers> AnswersOf(const LanguageModel& language, const Task& task,
                          const LabelledData& data) {
  const bool is_target = task.unit == TaskUnit::kTarget;
  SLANT_ASSIGN_OR_RETURN(
      const Classifiers classifiers,
      Classifiers::FromFile(language.file, {{std::string(task.name), task.outputs()}},
                            is_target ? "" : kSharedNetwork, language.words,
                            is_target ? language.targets.schema() : language.extractor.schema()));
  Answers out = Truth(task, data);
  ClassifierWorkspace workspace;
  SLANT_RETURN_IF_ERROR(
      classifiers.Run({}, data.examples.tokens, data.examples.features, workspace));
  out.outputs = std::move(workspace.outputs.front());
  if (!task.is_value()) {
    SoftmaxRows(out.outputs);
  }
  return out;
}

Result<Answers> AnswersOf(const LexiconMeasures& measures, const Task& task, bool polar,
                          const LabelledData& data) {
  constexpr float kVaderThreshold = 0.05F;  // Hutto and Gilbert's own
  const bool news = measures.news().has_value();
  const std::string_view wanted = !news ? "compound" : task.name == "score" ? "valence" : task.name;
  const auto columns = measures.columns();
  const auto column = std::find_if(columns.begin(), columns.end(), [&](const MeasureColumn& c) {
    return c.source != MeasureSource::kList && c.name == wanted;
  });
  if (column == columns.end()) {
    return Error{ErrorCode::kInvalidArgument,
                 "rules answer the tasks tone, score and event, not " + std::string(task.name), ""};
  }
  const Eigen::VectorXf values = data.examples.features.col(column - columns.begin());
  Answers out = Truth(task, data);
  if (task.is_value()) {
    out.outputs = values;
    return out;
  }
  out.outputs = OutputMatrix::Zero(values.size(), 3);
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    if (polar) {
      out.outputs(i, 0) = (1 - values[i]) / 2;
      out.outputs(i, 2) = (1 + values[i]) / 2;
      continue;
    }
    const Eigen::Index label = news ? static_cast<Eigen::Index>(NewsLabel(values[i], {}))
                               : values[i] >= kVaderThreshold  ? 2
                               : values[i] <= -kVaderThreshold ? 0
                                                               : 1;
    out.outputs(i, label) = 1;
  }
  return out;
}

Answers AnswersOf(const CrossValidation& crossed, const Task& task, const LabelledData& data) {
  std::vector<bool> tested(data.clusters.size(), false);
  for (const std::size_t i : crossed.tested) {
    tested[i] = true;
  }
  Answers out = Truth(task, Select(data, [&](std::size_t i) { return tested[i]; }));
  out.outputs = crossed.outputs;
  if (!task.is_value()) {
    SoftmaxRows(out.outputs);
  }
  out.fold_of = crossed.fold_of;
  return out;
}

}  // namespace slant::tools
