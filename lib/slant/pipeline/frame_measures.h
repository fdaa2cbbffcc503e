/// @file frame_measures.h
/// Frames and axes of a run, opened together: what `slant frames`, score and compare share.
#pragma once

#include <string>
#include <vector>

#include "slant/article/scored_article.h"
#include "slant/framing/frame_model.h"
#include "slant/framing/microframes.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/pipeline/model.h"

namespace slant {

struct FrameOptions {
  FrameHeads heads = FrameHeads::kUse;
  std::vector<Microframe> axes;   ///< none: no microframes
  bool refuse_weak_poles = true;  ///< an axis without vectors is an error, else it is left out
};

/// Immutable; threads may share it, each with a workspace of its own.
class FrameMeasures {
 public:
  /// kNotFound for an axis without vectors; kCorrupt or kShape for sections that do not fit.
  static Result<FrameMeasures> Open(const LanguageModel& language, FrameOptions options);

  const FrameModel& model() const noexcept { return model_; }
  const Microframes& microframes() const noexcept { return microframes_; }

  /// One a frame ("frame.policy.economic") and one an axis ("axis.cheap-expensive", its bias).
  std::span<const MeasureColumn> columns() const noexcept { return columns_; }

  /// Fills `frames` and `frame_metrics` of an article whose sentences were found, and appends a
  /// mean for each column to its measures.
  /// @param features of all sentences of the document, a row each; may have no rows if the model
  ///                 has no classifiers of frames.
  Status Measure(const FeatureMatrix& features, FrameWorkspace& workspace,
                 ScoredArticle& article) const;

 private:
  FrameMeasures(FrameModel model, Microframes microframes);

  FrameModel model_;
  Microframes microframes_;
  std::vector<MeasureColumn> columns_;
};

}  // namespace slant
