/// @file simulated_articles.h
/// Articles with a given tone, for tests of accumulators and comparisons.
#pragma once

#include <algorithm>

#include "slant/article/article_metrics.h"
#include "slant/base/random.h"

namespace slant {

/// An article of ten narrated sentences whose mean tone is `tone`.
inline ArticleMetrics ArticleOfTone(double tone) {
  ArticleMetrics a;
  a.all = {10, tone, 0.2, 0.3, 0.1, -tone / 2, 0.2};
  a.narration = a.all;
  return a;
}

/// The same with quotations, a headline and gaps now and then, all drawn.
inline ArticleMetrics RandomArticle(Random& random) {
  const auto voice = [&] {
    const auto tone = [&] { return 2 * random.Uniform() - 1; };
    return VoiceMetrics{static_cast<int>(1 + random.Below(20)),
                        tone(),
                        random.Uniform(),
                        random.Uniform(),
                        random.Uniform(),
                        tone(),
                        random.Uniform()};
  };
  ArticleMetrics a;
  a.all = voice();
  a.narration = random.Below(10) == 0 ? VoiceMetrics() : voice();
  a.quoted = random.Below(3) == 0 ? VoiceMetrics() : voice();
  a.quote_share = random.Uniform();
  if (random.Below(2) == 0) {
    a.headline_gap = 4 * random.Uniform() - 2;
    a.headline_tone = 0;
  }
  return a;
}

/// A tone with this mean and deviation, kept in [-1, 1].
inline double DrawTone(Random& random, double mean, double deviation) {
  return std::clamp(mean + deviation * random.Normal(), -1.0, 1.0);
}

}  // namespace slant
