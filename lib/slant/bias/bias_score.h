/// @file bias_score.h
/// Biased wording and opinion of sentences, from the answers of classifiers.
#pragma once

#include <string_view>
#include <vector>

#include "slant/classify/dense_network.h"

namespace slant {

/// Names in the order of the classifier's classes.
inline constexpr std::string_view kBiasNames[] = {"unbiased", "biased"};

enum class OpinionLabel { kFactual, kMixed, kOpinion };

/// Names in the order of the classifier's classes.
inline constexpr std::string_view kOpinionNames[] = {"factual", "mixed", "opinion"};

struct BiasScore {
  float p = 0;  ///< probability that an expert would call the sentence's wording biased
  /// Probabilities, sum to 1; all 0 if opinion was not rated.
  float factual = 0, mixed = 0, opinion = 0;
  bool abstained = false;  ///< its label is not sure enough to count

  bool biased() const noexcept { return p > 0.5F; }
  /// Probability of the label.
  float confidence() const noexcept { return biased() ? p : 1 - p; }
  bool has_opinion() const noexcept { return factual + mixed + opinion > 0; }
  /// The most probable class; ties go to the more factual one.
  OpinionLabel opinion_label() const noexcept {
    if (factual >= mixed && factual >= opinion) {
      return OpinionLabel::kFactual;
    }
    return mixed >= opinion ? OpinionLabel::kMixed : OpinionLabel::kOpinion;
  }
};

/// @param bias (n x 2) logits, or (0 x 0) if bias was not asked for: then 0.
/// @param opinion (n x 3) logits, or (0 x 0) if opinion was not asked for: then not rated.
/// @param n how many sentences (assert: the matrices that are there have as many rows).
std::vector<BiasScore> BiasScores(Eigen::Index n, const OutputMatrix& bias,
                                  const OutputMatrix& opinion);

}  // namespace slant
