// Articles with drawn metrics, for accumulators and comparisons.
#pragma once

#include <vector>

#include "slant/article/article_metrics.h"
#include "slant/base/random.h"

namespace slant {

inline std::vector<ArticleMetrics> RandomArticles(Random& random, std::size_t count) {
  const auto voice = [&] {
    return VoiceMetrics{static_cast<int>(1 + random.Below(20)),
                        0.3 * (2 * random.Uniform() - 1),
                        random.Uniform(),
                        random.Uniform(),
                        random.Uniform(),
                        2 * random.Uniform() - 1,
                        random.Uniform()};
  };
  std::vector<ArticleMetrics> articles(count);
  for (ArticleMetrics& article : articles) {
    article.all = voice();
    article.narration = voice();
    article.quoted = voice();
    article.quote_share = random.Uniform();
    article.headline_tone = 0;
    article.headline_gap = random.Uniform();
    article.voice_gap = random.Uniform();
  }
  return articles;
}

}  // namespace slant
