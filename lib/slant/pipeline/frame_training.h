/// @file frame_training.h
/// Learns classifiers of frames from labelled JSON Lines: any number of labels a sentence.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "slant/classify/trainer.h"
#include "slant/framing/frame_model.h"
#include "slant/pipeline/model.h"

namespace slant {

struct FrameLabelOptions {
  std::string label = "frames";  ///< field of the labels: a list, or text with ';' between
  /// Records of the same value here stay together in the folds that thresholds are chosen on;
  /// empty: by their text.
  std::string group;
  /// Does a record without the field show no frame?  Else it is passed over.
  bool missing_is_none = false;
};

/// Labelled sentences as what classifiers of frames read.
struct FrameData {
  Examples examples;                ///< (n x 3c + d) and (n x k)
  std::vector<std::string> labels;  ///< k names, sorted, in lower case with hyphens
  std::vector<std::uint64_t> group_hashes;
  std::size_t unlabelled = 0;
  std::size_t malformed = 0;
};

/// "Gun control/regulation" -> "gun-control-regulation".
std::string LabelName(std::string_view label);

/// @return kNotFound or kIo for an input that cannot be opened; kInvalidArgument without a label.
Result<FrameData> ReadFrameData(const LanguageModel& model, const FrameExtractor& frames,
                                const std::vector<std::string>& inputs,
                                const FrameLabelOptions& options,
                                const std::function<void(const Error&)>& report);

struct FrameTrainOptions {
  TrainOptions train{.loss = Loss::kSigmoid, .epochs = 40, .learning_rate = 1e-3, .l2 = 0.15};
  int folds = 5;           ///< that thresholds are chosen on, by group
  int least_examples = 5;  ///< labels with fewer are left out
};

struct FrameTrainReport {
  std::vector<int> examples;  ///< of each label
  std::vector<double> f1;     ///< of each label, on sentences that the fold's network did not see,
                              ///< at the threshold that was chosen on them: it flatters a little
  std::vector<std::string> left_out;
};

/// Trains one network for all labels.  A label's threshold is that of the best F1 on predictions
/// for folds that were left out.  The same data, options and build give the same bytes.
/// @return kInvalidArgument if no label has enough examples.
Result<FrameHead> TrainFrameHead(const FrameData& data, std::uint64_t schema_id,
                                 const FrameTrainOptions& options, FrameTrainReport& report,
                                 const std::function<void(double share)>& progress);

/// Puts the head into a model that is being written, as head.<task> and frames.<task>.
void SaveFrameHead(const FrameHead& head, const std::string& task, SectionFileWriter& writer);

}  // namespace slant
