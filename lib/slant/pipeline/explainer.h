/// @file explainer.h
/// Why a sentence, or a target in it, got its score.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "slant/article/explanation.h"
#include "slant/base/result.h"
#include "slant/classify/classifiers.h"
#include "slant/features/feature_shares.h"
#include "slant/pipeline/model.h"
#include "slant/pipeline/task.h"

namespace slant {

/// What a word's contribution is.
enum class ExplainMethod {
  /// What the answer loses without the word: it is left out and the sentence is rated again
  /// (occlusion; Li, Monroe and Jurafsky, "Understanding neural networks through representation
  /// erasure", 2016).  Where several words say the same, none is missed: what the word has by
  /// kGates
  /// beyond its loss is its interaction.
  kDeletion,
  /// Its share with the network's gates as they are (Contributions), the features' shares led back
  /// to words (FeatureShares).  There are no interactions.
  kGates,
};

/// What is asked to be explained.
struct ExplainRequest {
  const Task* task = nullptr;
  std::optional<std::size_t> class_index;  ///< nothing: the most probable class
  ExplainMethod method = ExplainMethod::kDeletion;
};

/// Leads answers of classifiers back to words.  Holds buffers: one a thread, over a shared model.
class Explainer {
 public:
  /// @param model must outlive it.
  explicit Explainer(const Model& model);

  /// Has the model a classifier for the task?
  bool Has(const Task& task) const noexcept;

  /// Of a sentence (a task of sentences), or of a target in it (a task of targets).
  /// @param target a span of the document's text inside the sentence; read for tasks of targets.
  /// @return kNotFound if the model has no classifier for the task.
  Result<Explanation> Explain(const Document& document, const Sentence& sentence, Span target,
                              const ExplainRequest& request);

  /// The answer alone: probabilities of the classes, or the value.
  Result<std::vector<double>> Answer(const Document& document, const Sentence& sentence,
                                     Span target, const Task& task);

 private:
  Status Run(const Document& document, const Sentence& sentence, Span target, const Task& task);
  Status DeleteWords(const Document& document, const Sentence& sentence, Span target,
                     const Task& task, Explanation& out);
  void NameFeatures(const Task& task, const std::vector<double>& amounts, Explanation& out) const;

  const Model& model_;
  FeatureShares shares_;
  FeatureWorkspace workspace_;
  ClassifierWorkspace classifier_work_;
  FeatureMatrix features_;
  Evidence evidence_;
  OutputMatrix outputs_;  // (1 x outputs) of the last Run
  Document alone_, without_;
};

/// Did deleting the word with the largest contribution do what it should?
struct DeletionTrial {
  Span word;          ///< bytes of the text
  double before = 0;  ///< probability of the label, or the value
  double after = 0;   ///< the same after the word was deleted from the text
  std::size_t label_class = 0;
  double sign = 1;  ///< of the value

  /// What the probability, or the size of the value, lost.
  double lost() const noexcept { return sign * (before - after); }
  /// The probability fell, or the value went against its sign.
  bool moved() const noexcept { return lost() > 0; }
};

/// Deletes from a text of one sentence the word that contributes most to its label (or, for a
/// value, to its sign; marks and the target left out), and reads what is left as a new text.
/// @param target a span of the text, for tasks of targets.
/// @return nothing if there is no such word; errors of Explain.
Result<std::optional<DeletionTrial>> TryDeletion(const Model& model, const std::string& text,
                                                 Span target, const ExplainRequest& request,
                                                 Explainer& explainer);

}  // namespace slant
