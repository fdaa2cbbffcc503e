/// @file bias_metrics.h
/// How biased an article's wording is, in whose voice, and by which words.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "slant/bias/bias_score.h"
#include "slant/bias/loaded_spans.h"
#include "slant/text/document.h"

namespace slant {

/// Of one voice; all 0 without sentences or words.
struct BiasOfVoice {
  int sentences = 0;
  double share = 0;          ///< of its sentences labelled biased, in [0, 1]
  double low = 0, high = 0;  ///< 95 % interval of the share (Wilson, JASA 1927)
  double carrying = 0;       ///< spans that carry the bias, for each 100 words
  std::array<double, kLoadedKindCount> per_hundred_words{};  ///< spans of each kind
};

struct BiasMetrics {
  BiasOfVoice narration;  ///< sentences in the journalist's voice, their direct quotations left out
  BiasOfVoice quoted;     ///< quotations and reported speech
  /// Mean probability of biased wording over the narrated sentences and the headline, which counts
  /// as one of them, in [0, 1]; nothing without either.  Finer than the share: it orders articles
  /// of which no sentence is labelled biased.
  std::optional<double> mean_p;
  /// Mean over narrated sentences of P(opinion) + P(mixed) / 2, in [0, 1]; nothing without any, or
  /// if opinion was not rated.
  std::optional<double> opinion;
  /// Indices of narrated sentences labelled biased, the most probable first; at most kMostLoaded.
  std::vector<std::size_t> most_loaded;

  /// "opinion" or "news"; nothing where `opinion` is nothing.  Above 0.5: more opinion than fact in
  /// the narration.
  std::optional<std::string_view> reads_as() const noexcept {
    return opinion ? std::optional<std::string_view>(*opinion > 0.5 ? "opinion" : "news")
                   : std::nullopt;
  }
};

inline constexpr std::size_t kMostLoaded = 3;

/// @param sentences of the body.   @param scores  one for each (assert).
/// @param narrated the same with the words of direct quotations left out (assert: one for each).
/// @param spans     of all sentences, in text order.
/// @param headline  of the journalist's words in the headline, or nothing.
BiasMetrics MeasureBias(const Document& document, std::span<const Sentence> sentences,
                        std::span<const BiasScore> scores, std::span<const BiasScore> narrated,
                        std::span<const LoadedSpan> spans,
                        const std::optional<BiasScore>& headline = {});

}  // namespace slant
