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

/// Scores articles one after the other.  Holds buffers: one for each thread, over a shared model.
class Scorer {
 public:
  /// @param model must outlive the scorer.
  Scorer(const Model& model, Unit unit, TargetOptions targets = {})
      : model_(model), unit_(unit), targets_(std::move(targets)) {}

  /// Replaces what `out` holds.  The answer depends on the article and the model alone.  An article
  /// without text has no sentences.  kShape can only come from a model that does not fit itself.
  Status Score(Article article, ScoredArticle& out);

 private:
  Status Rate(const Document& document, std::vector<SentenceScores>& scores);
  Status RateTargets(ScoredArticle& out);
  bool IsTarget(const Document& document, const Name& name) const;

  const Model& model_;
  Unit unit_;
  TargetOptions targets_;
  FeatureWorkspace workspace_;
  FeatureMatrix features_;
  Evidence evidence_;
  Document title_;
};

}  // namespace slant
