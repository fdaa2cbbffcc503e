/// @file scorer.h
/// From an Article to a ScoredArticle.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "slant/article/scored_article.h"
#include "slant/base/result.h"
#include "slant/corpus/article.h"
#include "slant/features/feature_extractor.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/pipeline/frame_measures.h"
#include "slant/pipeline/model.h"

namespace slant {

/// What an article's text is.
enum class Unit {
  kArticle,   ///< a text to split into sentences
  kSentence,  ///< one sentence
};

/// Whose mentions are rated one by one.
struct TargetOptions {
  bool automatic = false;          ///< every named person and organisation
  std::vector<std::string> names;  ///< those whose fullest form is one of these, or ends in it
};

/// Scores articles one after the other.  Holds buffers: one for each thread, over shared models.
class Scorer {
 public:
  /// Rates by the classifiers of `model`, and by rules and lists if there are any.
  /// @param model, measures must outlive the scorer.
  Scorer(const Model& model, const LexiconMeasures& measures, Unit unit, TargetOptions targets = {})
      : language_(model.language),
        model_(&model),
        measures_(measures),
        unit_(unit),
        targets_(std::move(targets)) {}

  /// By rules and lists alone: ScoredArticle::scores stays empty.
  Scorer(const LanguageModel& language, const LexiconMeasures& measures, Unit unit)
      : language_(language), measures_(measures), unit_(unit) {}

  /// Finds frames too.   @param frames must outlive the scorer; nothing: no frames.
  void UseFrames(const FrameMeasures* frames) noexcept { frames_ = frames; }

  /// Replaces what `out` holds.  The answer depends on the article and what the scorer was made
  /// with alone.  An article without text has no sentences.  kShape can only come from a model that
  /// does not fit itself.
  Status Score(Article article, ScoredArticle& out);

 private:
  void Segment(std::string text, Document& document) const;
  Status Rate(const Document& document, std::vector<SentenceScores>& scores);
  Status RateTargets(ScoredArticle& out);
  void Measure(ScoredArticle& out);
  bool IsTarget(const Document& document, const Name& name) const;

  const LanguageModel& language_;
  const Model* model_ = nullptr;  // nothing: no classifiers
  const LexiconMeasures& measures_;
  Unit unit_;
  TargetOptions targets_;
  const FrameMeasures* frames_ = nullptr;
  FrameWorkspace frame_workspace_;
  FeatureMatrix body_features_;  // of all sentences, for the classifiers of frames
  FeatureWorkspace workspace_;
  MeasureWorkspace measure_workspace_;
  FeatureMatrix features_;
  Evidence evidence_;
  Document title_;
};

}  // namespace slant
