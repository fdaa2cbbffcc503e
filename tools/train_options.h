/// @file train_options.h
/// How a classifier is learned, from the command line: shared by train and eval --split.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "label_options.h"
#include "slant/classify/token_trainer.h"
#include "slant/pipeline/labelled_data.h"
#include "slant/pipeline/model.h"

namespace slant::tools {

inline constexpr int kDevFolds = 10;

enum class NetworkKind { kLinear, kPerceptron, kConvolution };

struct TrainChoice {
  NetworkKind network = NetworkKind::kConvolution;
  TrainOptions dense;        ///< for linear and perceptron; the loss is the task's
  TokenTrainOptions tokens;  ///< for convolution
  int dev_folds = kDevFolds;
  std::vector<std::string> also;         ///< files of records for training alone
  std::vector<std::string> also_labels;  ///< fields of their labels; empty: those of --label
};

/// --network with all that belongs to it, --also, --dev-folds, --members, --seed.
void AddTrainOptions(CommandLine& line);

/// The first of these options that was given, for commands that do not always train.
std::optional<std::string> GivenTrainOption(const CommandLine& line);

/// kInvalidArgument with what was expected.
Result<TrainChoice> ReadTrainOptions(const CommandLine& line,
                                     const std::vector<LabelledTask>& tasks);

/// Reads the files of --also, without --where and perhaps with labels in other fields.
Result<LabelledData> ReadAlso(const TrainChoice& choice, const LanguageModel& language,
                              const RowMaker& rows, const std::vector<LabelledTask>& tasks,
                              LabelOptions options);

/// What a network learns from and what chooses its epoch.
struct TrainingParts {
  LabelledData train, dev;
};

/// One group in --dev-folds becomes `dev`; records of `also` join `train`, but for those whose text
/// is one of `dev` or of what `held` holds out.
TrainingParts DivideForTraining(const LabelledData& all, const LabelledData& also,
                                const std::function<bool(std::size_t)>& held, int dev_folds);

/// What training made, and how it went.
struct Trained {
  std::function<void(SectionFileWriter& writer)> save;
  /// The outputs for the first task: (n x k) logits or values.
  std::function<Result<OutputMatrix>(const Examples& examples)> outputs;
  TrainReport report;
};

Result<Trained> TrainClassifier(const TrainChoice& choice, const std::vector<LabelledTask>& tasks,
                                const LanguageModel& language, const TrainingParts& parts,
                                const std::function<void(double share)>& progress);

/// "tone, score".
std::string TaskNames(const std::vector<LabelledTask>& tasks);

}  // namespace slant::tools
