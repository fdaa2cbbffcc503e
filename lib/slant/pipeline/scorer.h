/// @file scorer.h
/// From an Article to a ScoredArticle.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "slant/article/scored_article.h"
#include "slant/base/result.h"
#include "slant/corpus/article.h"
#include "slant/features/feature_extractor.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/pipeline/explainer.h"
#include "slant/pipeline/frame_measures.h"
#include "slant/pipeline/model.h"

namespace slant {

/// What an article's text is.
enum class Unit {
  kArticle,   ///< a text to split into sentences
  kSentence,  ///< one sentence
};

/// Whose mentions are rated one by one.  What a record itself brings in Article::extra under
/// `targets` (pipeline/target_fields.h) is rated whatever these say.
struct TargetOptions {
  bool automatic = false;          ///< every named person and organisation
  std::vector<std::string> names;  ///< those whose fullest form is one of these, or ends in it
  std::vector<std::string> texts;  ///< stretches of the text that read so, names or not
  std::vector<Span> spans;         ///< stretches of the text
  bool none = false;               ///< not even what records bring
};

/// What a scorer does beyond the sentence's classes.
struct ScorerOptions {
  Unit unit = Unit::kArticle;
  TargetOptions targets;
  std::vector<bool> tasks;  ///< which of the sentence tasks run (SentenceTask); empty for all
  float abstain = 0;        ///< labels less probable than this are marked as abstained
  std::optional<ExplainRequest> explain;  ///< every sentence or target is explained
};

/// Scores articles one after the other.  Holds buffers: one for each thread, over shared models.
class Scorer {
 public:
  /// Rates by the classifiers of `model`, and by rules and lists if there are any.
  /// @param model, measures must outlive the scorer.
  Scorer(const Model& model, const LexiconMeasures& measures, ScorerOptions options);

  /// By rules and lists alone: ScoredArticle::scores stays empty.
  Scorer(const LanguageModel& language, const LexiconMeasures& measures, Unit unit)
      : language_(language), measures_(measures) {
    options_.unit = unit;
  }

  /// Finds frames too.   @param frames must outlive the scorer; nothing: no frames.
  void UseFrames(const FrameMeasures* frames) noexcept { frames_ = frames; }

  /// Replaces what `out` holds.  The answer depends on the article and what the scorer was made
  /// with alone.  An article without text has no sentences.  kMalformed for targets of the record
  /// that are not in its text; kShape can only come from a model that does not fit itself.
  Status Score(Article article, ScoredArticle& out);

 private:
  void Segment(std::string text, Document& document) const;
  Status Rate(const Document& document, std::vector<SentenceScores>& scores);
  Status FindTargets(const Article& article, ScoredArticle& out) const;
  Status RateTargets(ScoredArticle& out);
  Status RateNarration(const ScoredArticle& out);
  void FindLoaded(ScoredArticle& out);
  Status Explain(ScoredArticle& out);
  void Measure(ScoredArticle& out);
  bool IsTarget(const Document& document, const Name& name) const;

  const LanguageModel& language_;
  const Model* model_ = nullptr;  // nothing: no classifiers
  const LexiconMeasures& measures_;
  ScorerOptions options_;
  std::unique_ptr<bool[]> tasks_;  // of options_.tasks, for spans
  const FrameMeasures* frames_ = nullptr;
  FrameWorkspace frame_workspace_;
  FeatureMatrix body_features_;  // of all sentences, for the classifiers of frames
  FeatureWorkspace workspace_;
  ClassifierWorkspace sentence_work_, target_work_;
  std::optional<Explainer> explainer_;
  MeasureWorkspace measure_workspace_;
  FeatureMatrix features_;
  Evidence evidence_;
  Document title_, narration_;
  std::vector<float> tags_, own_tags_;
  // Of the body's sentences that quote: the scores of what is left, and its logit of biased less
  // that of unbiased.
  struct Narrated {
    SentenceScores scores;
    float margin = 0;
  };
  std::vector<std::optional<Narrated>> narrated_;
};

}  // namespace slant
