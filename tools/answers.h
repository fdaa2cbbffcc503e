/// @file answers.h
/// Answers of classifiers, rules and trainings to labelled data, beside the truth.
#pragma once

#include <string>
#include <vector>

#include "cross_validation.h"
#include "slant/classify/dense_network.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/pipeline/labelled_data.h"
#include "slant/pipeline/model.h"

namespace slant::tools {

/// Row by row; what a task lacks is empty.
struct Answers {
  OutputMatrix outputs;       ///< (n x k) probabilities, or (n x 1) values
  std::vector<int> labels;    ///< of classes
  std::vector<float> truth;   ///< of values
  std::vector<int> clusters;  ///< numbers of the groups
  std::vector<ExampleTraits> traits;
  std::vector<std::size_t> fold_of;  ///< of a cross-validation

  std::size_t size() const noexcept { return clusters.size(); }
};

/// The rows `which`, in that order.
Answers Take(const Answers& all, const std::vector<std::size_t>& which);

/// Only what is labelled negative or positive, and of the answers only these two: the forced
/// choice.
/// @param all answers in the classes negative, neutral, positive.
Answers TakePolar(const Answers& all);

/// The answers of a model's classifier.
Result<Answers> AnswersOf(const LanguageModel& language, const Task& task,
                          const LabelledData& data);

/// What rules answer in the place of a classifier: values, or classes that are sure.
/// @param data   read by MeasureRows.
/// @param polar  the sign decides between negative and positive, and nothing is neutral.
/// @return kInvalidArgument for a task that rules have no answer to.
Result<Answers> AnswersOf(const LexiconMeasures& measures, const Task& task, bool polar,
                          const LabelledData& data);

/// The answers of trainings that did not see what they rate.
Answers AnswersOf(const CrossValidation& crossed, const Task& task, const LabelledData& data);

}  // namespace slant::tools
