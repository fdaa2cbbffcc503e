/// @file tone_score.h
/// The tone of sentences and towards targets, from the answers of classifiers.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "slant/classify/dense_network.h"

namespace slant {

enum class ToneLabel { kNegative, kNeutral, kPositive };

/// Names in the order of the classifier's classes.
inline constexpr std::string_view kToneNames[] = {"negative", "neutral", "positive"};

/// How a sentence's telling evaluates, and how bad or good what it tells of is.
struct ToneScore {
  float negative = 0, neutral = 1, positive = 0;  ///< probabilities, sum to 1
  float score = 0;          ///< continuous tone in [-1, 1], from a regression of its own
  float event_valence = 0;  ///< in [-1, 1]
  bool abstained = false;   ///< its label is not sure enough to count

  /// The most probable class; ties go to the more negative one.
  ToneLabel label() const noexcept {
    if (negative >= neutral && negative >= positive) {
      return ToneLabel::kNegative;
    }
    return neutral >= positive ? ToneLabel::kNeutral : ToneLabel::kPositive;
  }

  /// Probability of the label.
  float confidence() const noexcept { return std::max({negative, neutral, positive}); }
};

/// @param tone (n x 3) logits, or (0 x 0) if tone was not asked for: then neutral.
/// @param score, event (n x 1) values, cut off at -1 and 1, or (0 x 0): then 0.
/// @param n how many sentences (assert: the matrices that are there have as many rows).
std::vector<ToneScore> ToneScores(Eigen::Index n, const OutputMatrix& tone,
                                  const OutputMatrix& score, const OutputMatrix& event);

}  // namespace slant
