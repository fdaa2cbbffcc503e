/// @file frame_model.h
/// Tells which frames each sentence shows: from seeds and what grew from them, and from classifiers
/// where the model has them.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "slant/classify/dense_network.h"
#include "slant/framing/document_frames.h"

namespace slant {

/// A frame's name in rows.
struct NamedFrame {
  FrameFamily family = FrameFamily::kOwn;
  std::string name;
  bool trained = false;  ///< by a classifier of the model, not by seeds alone
  std::string FullName() const { return FullFrameName(family, name); }
};

/// One label of a classifier of frames.
struct FrameLabel {
  std::string name;
  float threshold = 0.5f;  ///< the sentence shows the frame if p is at least this
};

/// A classifier with one independent probability a label.
struct FrameHead {
  DenseNetwork network;
  std::vector<FrameLabel> labels;  ///< one an output
};

/// Which parts of a model are used.
enum class FrameHeads { kUse, kSeedsAlone };

/// Immutable; threads may share it, each with a workspace of its own.
///
/// **Seeds.** Evidence of weight w_i makes the score 1 - prod (1 - w_i), the noisy or (Pearl 1988,
/// section 4.3); a sentence shows the frame from kLeastAnswer on.  A generic frame's score is that
/// of its strongest question.
///
/// **Classifiers.** head.frame (policy frames, or frames of a user's own) and head.moral read the
/// columns of FrameExtractor followed by those of FeatureExtractor.  Their probability replaces the
/// score of the seeds.  Where one shows a frame for which neither a seed nor what grew from them
/// witnesses, the kClassifierWords words with the largest part in its logit do, by way of the mean
/// of the word vectors and the columns of frames (a linear head's sum is taken apart exactly there;
/// the largest and smallest entries of the vectors, and networks with a hidden layer, are not).
class FrameModel {
 public:
  static constexpr float kLeastAnswer = 0.5f;
  static constexpr std::size_t kClassifierWords = 2;

  /// Seeds alone, for a vocabulary.
  FrameModel(FrameWords words, const FrameSeeds& seeds);

  /// Reads frames.words, head.frame, frames.frame, head.moral and frames.moral of a model; each may
  /// be missing.  kCorrupt, kShape.
  static Result<FrameModel> FromFile(std::shared_ptr<const SectionFile> file,
                                     const Vocabulary& vocabulary, const WordVectors& vectors,
                                     const FeatureSchema& features,
                                     FrameHeads heads = FrameHeads::kUse);

  /// The columns of the classifiers: those of FrameExtractor, then those of the sentence features;
  /// more features may follow.
  static FeatureSchema Schema(const FrameExtractor& extractor, const FeatureSchema& features);

  /// A head's labels as the section frames.<task> keeps them: `name TAB threshold` lines.
  static std::string LabelLines(std::span<const FrameLabel> labels);

  /// Those of kFrames in their order, then those of a user's own.
  const std::vector<NamedFrame>& names() const noexcept { return names_; }
  const FrameExtractor& extractor() const noexcept { return extractor_; }

  /// @param features (m x d) of FeatureExtractor, one row for each of `sentences`; may have no
  ///                 columns if the model has no classifiers of frames.
  /// @return kShape if the rows are not as many as the sentences.
  Status Score(const Document& document, std::span<const Sentence> sentences,
               const Eigen::Ref<const FeatureMatrix>& features, FrameWorkspace& workspace,
               DocumentFrames& out) const;

  bool has_heads() const noexcept { return !heads_.empty(); }

 private:
  struct BoundHead {
    FrameHead head;
    std::vector<std::size_t> frames;  // index in names_ of each label
    // (labels x stride) the weights of the mean of the vectors, times what a row and its weight
    // are counted in; no rows unless the head is linear and reads the mean.
    FeatureMatrix directions;
  };
  Status AddHead(const SectionFile& file, const std::string& task, FrameFamily family,
                 const FeatureSchema& schema);

  void AddClassifierWords(const Document& document, const Sentence& sentence,
                          const BoundHead& bound, std::size_t label,
                          std::vector<FrameEvidence>& evidence) const;

  FrameExtractor extractor_;
  WordVectors vectors_;
  Eigen::Index mean_column_ = -1;  // where the mean of the vectors begins, or -1
  std::vector<NamedFrame> names_;
  std::vector<BoundHead> heads_;
};

/// (n x 3c | d): what classifiers of frames read.
FeatureMatrix JoinColumns(const FeatureMatrix& frames, const Eigen::Ref<const FeatureMatrix>& rest);

}  // namespace slant
