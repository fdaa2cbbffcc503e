/// @file full_metrics.h
/// Metrics with every member drawn, and all their numbers as a list to compare.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "slant/article/article_metrics.h"
#include "slant/base/random.h"

namespace slant {

inline ArticleMetrics FullMetrics(std::uint64_t seed) {
  Random random(seed);
  const auto number = [&] { return 2 * random.Uniform() - 1; };
  const auto maybe = [&]() -> std::optional<double> {
    return random.Below(3) == 0 ? std::nullopt : std::optional(number());
  };
  const auto voice = [&] {
    return VoiceMetrics{static_cast<int>(1 + random.Below(40)),
                        number(),
                        number(),
                        number(),
                        number(),
                        number(),
                        number(),
                        number(),
                        number()};
  };
  const auto bias = [&] {
    BiasOfVoice out{static_cast<int>(random.Below(40)), number(), number(), number(), number(), {}};
    for (double& kind : out.per_hundred_words) {
      kind = number();
    }
    return out;
  };
  ArticleMetrics m;
  m.all = voice();
  m.narration = voice();
  m.quoted = voice();
  m.quote_share = number();
  m.headline_tone = maybe();
  m.headline_gap = maybe();
  m.voice_gap = maybe();
  m.bias.narration = bias();
  m.bias.quoted = bias();
  m.bias.mean_p = maybe();
  m.bias.opinion = maybe();
  for (std::uint64_t i = random.Below(4); i > 0; --i) {
    m.bias.most_loaded.push_back(random.Below(100));
  }
  for (std::uint64_t i = random.Below(5); i > 0; --i) {
    m.measures.push_back({maybe(), maybe(), maybe()});
  }
  return m;
}

/// The bits of every number, and 2 for one that is not there.
inline std::vector<std::uint64_t> Numbers(const ArticleMetrics& m) {
  std::vector<std::uint64_t> out;
  const auto add = [&](double number) { out.push_back(std::bit_cast<std::uint64_t>(number)); };
  const auto maybe = [&](const std::optional<double>& number) {
    number ? add(*number) : out.push_back(2);
  };
  for (const VoiceMetrics* v : {&m.all, &m.narration, &m.quoted}) {
    out.push_back(static_cast<std::uint64_t>(v->sentences));
    for (const double number :
         {v->tone_mean, v->tone_sd, v->negative_share, v->positive_share, v->event_mean,
          v->biased_share, v->abstained_share, v->bias_abstained_share}) {
      add(number);
    }
  }
  for (const BiasOfVoice* b : {&m.bias.narration, &m.bias.quoted}) {
    out.push_back(static_cast<std::uint64_t>(b->sentences));
    for (const double number : {b->share, b->low, b->high, b->carrying}) {
      add(number);
    }
    for (const double kind : b->per_hundred_words) {
      add(kind);
    }
  }
  add(m.quote_share);
  maybe(m.bias.mean_p);
  maybe(m.bias.opinion);
  maybe(m.headline_tone);
  maybe(m.headline_gap);
  maybe(m.voice_gap);
  out.insert(out.end(), m.bias.most_loaded.begin(), m.bias.most_loaded.end());
  for (const MeasureMean& measure : m.measures) {
    maybe(measure.all);
    maybe(measure.narration);
    maybe(measure.quoted);
  }
  return out;
}

}  // namespace slant
