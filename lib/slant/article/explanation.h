/// @file explanation.h
/// Why a classifier answered what it did.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "slant/base/span.h"

namespace slant {

/// What one word or mark brings.
struct ExplainedWord {
  Span span;  ///< bytes of the document's text; a name is one word
  std::uint32_t first_token = 0, end_token = 0;  ///< of the document, half open
  bool is_mark = false;                          ///< punctuation
  double amount = 0;
  double interaction = 0;  ///< its part of Explanation::interactions
};

/// What a feature brings that no single word made.
struct FeatureContribution {
  std::string name;
  double amount = 0;
};

/// The parts of an answer: total = base + interactions + all words + all features, to 1e-4.  Made
/// by pipeline/explainer.h.
struct Explanation {
  std::size_t sentence = 0;  ///< index in ScoredArticle::Body()
  std::optional<Span> target;
  std::string task;
  std::string label;                 ///< the class that is explained; empty for a value
  std::vector<std::string> classes;  ///< empty for a value
  std::vector<double> p;             ///< their probabilities
  std::size_t label_class = 0;       ///< index of the label in both
  /// Of a class log(p / (1 - p)), its log-odds against all others; of a value the value before it
  /// is cut off at -1 and 1.
  double total = 0;
  double base = 0;                            ///< the answer to no words
  double interactions = 0;                    ///< what words do together and none of them alone
  std::vector<ExplainedWord> words;           ///< in text order
  std::vector<FeatureContribution> features;  ///< the largest first

  bool is_value() const noexcept { return p.empty(); }
  double probability() const noexcept { return p.empty() ? 0 : p[label_class]; }
};

}  // namespace slant
