/// @file tone_model.h
/// Rates the tone of sentences from their features; reads no text itself.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "slant/base/result.h"
#include "slant/classify/dense_network.h"
#include "slant/features/feature_matrix.h"

namespace slant {

enum class ToneLabel { kNegative, kNeutral, kPositive };

/// Names in the order of the classifier's classes.
inline constexpr std::string_view kToneNames[] = {"negative", "neutral", "positive"};

/// How a sentence's telling evaluates, and how bad or good what it tells of is.
struct ToneScore {
  float negative = 0, neutral = 1, positive = 0;  ///< probabilities, sum to 1
  float score = 0;          ///< continuous tone in [-1, 1], from a regression of its own
  float event_valence = 0;  ///< in [-1, 1]

  /// The most probable class; ties go to the more negative one.
  ToneLabel label() const noexcept {
    if (negative >= neutral && negative >= positive) {
      return ToneLabel::kNegative;
    }
    return neutral >= positive ? ToneLabel::kNeutral : ToneLabel::kPositive;
  }
};

/// Three heads over the same features: tone (classes), score and event (values).  Immutable;
/// threads may share it.
class ToneModel {
 public:
  /// Reads head.tone, head.score and head.event of a model.  kNotFound without head.tone or
  /// head.score or head.event; kShape if one was trained on other features.
  static Result<ToneModel> FromFile(const SectionFile& file, const FeatureSchema& schema);

  /// @param features (n x d), a row for each sentence; n may be 0.
  /// @return n scores in row order; kShape for fewer columns.
  Result<std::vector<ToneScore>> Score(const FeatureMatrix& features) const;

 private:
  DenseNetwork tone_, score_, event_;
};

}  // namespace slant
