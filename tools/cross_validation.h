/// @file cross_validation.h
/// Rates every example by a training that did not see its fold.
#pragma once

#include <string>
#include <vector>

#include "slant/pipeline/labelled_data.h"
#include "slant/pipeline/model.h"
#include "train_options.h"

namespace slant::tools {

/// What stays together in a fold.
struct SplitChoice {
  std::string by;          ///< "random" for the groups of --group, else a field
  int folds = 0;           ///< so many, by hash; 0: a fold for each value of the field
  std::size_t column = 0;  ///< of the field in ExampleTraits::by
};

struct CrossFold {
  std::string name;  ///< the value that is left out, or "3/5"
  int tested = 0;
  int learned = 0;  ///< examples of its training, without those that chose the epoch
};

struct CrossValidation {
  std::vector<CrossFold> folds;
  std::vector<std::size_t> tested;  ///< numbers of the examples that have a label of the first task
  std::vector<std::size_t> fold_of;  ///< of each of these
  OutputMatrix outputs;              ///< (tested x k) logits or values
};

/// @param also for every training, but for the sentences that it is tested on.
/// @return kInvalidArgument if there are less than 2 folds or too many to train.
Result<CrossValidation> CrossValidate(const SplitChoice& split, const TrainChoice& how,
                                      const std::vector<LabelledTask>& tasks,
                                      const LanguageModel& language, const LabelledData& data,
                                      const LabelledData& also);

}  // namespace slant::tools
