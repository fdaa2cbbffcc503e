/// @file scorer.h
/// From an Article to a ScoredArticle.
#pragma once

#include "slant/article/scored_article.h"
#include "slant/base/result.h"
#include "slant/corpus/article.h"
#include "slant/features/feature_extractor.h"
#include "slant/pipeline/model.h"

namespace slant {

/// What an article's text is.
enum class Unit {
  kArticle,   ///< a text to split into sentences
  kSentence,  ///< one sentence
};

/// Scores articles one after the other.  Holds buffers: one for each thread, over a shared model.
class Scorer {
 public:
  /// @param model must outlive the scorer.
  Scorer(const Model& model, Unit unit) : model_(model), unit_(unit) {}

  /// Replaces what `out` holds.  The answer depends on the article and the model alone.  An article
  /// without text has no sentences.  kShape can only come from a model that does not fit itself.
  Status Score(Article article, ScoredArticle& out);

 private:
  Status Rate(const Document& document, std::vector<SentenceScores>& scores);

  const Model& model_;
  Unit unit_;
  FeatureWorkspace workspace_;
  FeatureMatrix features_;
  Evidence evidence_;
  Document title_;
};

}  // namespace slant
