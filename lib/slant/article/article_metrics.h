/// @file article_metrics.h
/// What an article is like, as numbers over its sentences.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "slant/article/bias_metrics.h"
#include "slant/bias/bias_score.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/text/document.h"
#include "slant/tone/tone_score.h"

namespace slant {

/// The scores of one sentence.
struct SentenceScores {
  ToneScore tone;
  BiasScore bias;
};

/// Numbers over the sentences of one voice.  Means are over sentences, so that they do not run to
/// the ends of the scale with the length of the text; all are 0 if there are no sentences.
struct VoiceMetrics {
  int sentences = 0;
  double tone_mean = 0;       ///< mean score, in [-1, 1]
  double tone_sd = 0;         ///< standard deviation of the score (n - 1); 0 for one sentence
  double negative_share = 0;  ///< share labelled negative, in [0, 1], of those not abstained
  double positive_share = 0;
  double event_mean = 0;            ///< mean event valence, in [-1, 1]
  double biased_share = 0;          ///< share labelled biased, in [0, 1], of those not abstained
  double abstained_share = 0;       ///< share whose tone is abstained, in [0, 1]
  double bias_abstained_share = 0;  ///< share whose bias is
};

/// What rules and lists say of an article (lexicon/lexicon_measures.h): of rules the mean over
/// sentences, of a list the sum for each hundred words.  Nothing without sentences or words.
struct MeasureMean {
  std::optional<double> all, narration, quoted;
};

struct ArticleMetrics {
  VoiceMetrics all;
  VoiceMetrics narration;  ///< sentences in the journalist's voice, what they quote left out
  VoiceMetrics quoted;     ///< direct quotations and reported speech
  double quote_share = 0;  ///< share of words inside direct quotations, in [0, 1]
  std::optional<double> headline_tone;  ///< the headline's score; nothing without a headline
  std::optional<double> headline_gap;   ///< headline_tone - all.tone_mean; needs a body too
  std::optional<double> voice_gap;      ///< narration.tone_mean - quoted.tone_mean; needs both
  BiasMetrics bias;
  std::vector<MeasureMean> measures;  ///< one a column of LexiconMeasures
};

/// @param sentences the sentences of the body, in order.
/// @param scores    one for each of them (assert).
/// @param narrated  the same, of what is left of each when its direct quotations are left out.
/// @param headline  the headline's tone, or nothing.
ArticleMetrics MeasureArticle(const Document& document, std::span<const Sentence> sentences,
                              std::span<const SentenceScores> scores,
                              std::span<const SentenceScores> narrated,
                              const std::optional<ToneScore>& headline);

/// @param measures (sentences x columns), row by row (assert).
std::vector<MeasureMean> MeanMeasures(const Document& document, std::span<const Sentence> sentences,
                                      std::span<const float> measures,
                                      std::span<const MeasureColumn> columns);

}  // namespace slant
