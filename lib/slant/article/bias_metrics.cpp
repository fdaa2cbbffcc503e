#include "slant/article/bias_metrics.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace slant {
namespace {

// Counts of one voice on their way to shares.
struct Counts {
  int sentences = 0, rated = 0, biased = 0, words = 0, carrying = 0;
  std::array<int, kLoadedKindCount> kinds{};

  void Add(const BiasScore& score) {
    ++sentences;
    rated += score.abstained ? 0 : 1;
    biased += score.biased() && !score.abstained ? 1 : 0;
  }

  BiasOfVoice Shares() const {
    BiasOfVoice out;
    out.sentences = sentences;
    if (rated > 0) {
      constexpr double kZ = 1.959963984540054;  // of 95 %
      const double n = rated;
      const double p = biased / n;
      const double centre = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
      const double half =
          kZ / (1 + kZ * kZ / n) * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
      out.share = p;
      out.low = std::max(0.0, centre - half);
      out.high = std::min(1.0, centre + half);
    }
    if (words > 0) {
      out.carrying = 100.0 * carrying / words;
      for (std::size_t k = 0; k < kinds.size(); ++k) {
        out.per_hundred_words[k] = 100.0 * kinds[k] / words;
      }
    }
    return out;
  }
};

}  // namespace

BiasMetrics MeasureBias(const Document& document, std::span<const Sentence> sentences,
                        std::span<const BiasScore> scores, std::span<const BiasScore> narrated,
                        std::span<const LoadedSpan> spans,
                        const std::optional<BiasScore>& headline) {
  assert(sentences.size() == scores.size() && sentences.size() == narrated.size());
  Counts narration, quoted;
  double opinion = 0;
  int with_opinion = 0;
  double p = headline ? static_cast<double>(headline->p) : 0;
  BiasMetrics out;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const bool own = sentences[i].voice == Voice::kNarration;
    if (own) {
      narration.Add(narrated[i]);
      p += static_cast<double>(narrated[i].p);
      opinion +=
          static_cast<double>(narrated[i].opinion) + static_cast<double>(narrated[i].mixed) / 2;
      with_opinion += narrated[i].has_opinion() ? 1 : 0;
      if (narrated[i].biased() && !narrated[i].abstained) {
        out.most_loaded.push_back(i);
      }
    } else {
      quoted.Add(scores[i]);
    }
    for (const Token& token : document.TokensOf(sentences[i])) {
      const bool is_word = token.word != kNoWord;
      (own && !token.Is(kQuoted) ? narration : quoted).words += is_word ? 1 : 0;
    }
  }
  for (const LoadedSpan& span : spans) {
    const bool own = !span.quoted && sentences[span.sentence].voice == Voice::kNarration;
    Counts& counts = own ? narration : quoted;
    ++counts.kinds[static_cast<std::size_t>(span.kind)];
    counts.carrying += span.carries ? 1 : 0;
  }
  out.narration = narration.Shares();
  out.quoted = quoted.Shares();
  const int rated = narration.sentences + (headline ? 1 : 0);
  out.mean_p = rated > 0 ? std::optional(p / rated) : std::nullopt;
  out.opinion = with_opinion > 0 ? std::optional(opinion / with_opinion) : std::nullopt;
  std::stable_sort(out.most_loaded.begin(), out.most_loaded.end(),
                   [&](std::size_t a, std::size_t b) { return narrated[a].p > narrated[b].p; });
  out.most_loaded.resize(std::min(out.most_loaded.size(), kMostLoaded));
  return out;
}

}  // namespace slant
