/// @file made_facts.h
/// Facts of articles that nobody wrote.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "slant/base/random.h"
#include "slant/story/article_facts.h"
#include "slant/story/story_pairs.h"

namespace slant {

/// Words by number, each once and as surprising as a word of one in e^4 articles.
inline ArticleFacts MadeFacts(std::vector<std::uint32_t> words, std::optional<Day> day = 0) {
  ArticleFacts facts;
  facts.day = day;
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  for (const std::uint32_t word : words) {
    facts.terms.push_back({word << 2, 16, 4 * 1024});
  }
  return facts;
}

/// `count` articles over `days`, each of 20 words of one of the events and 10 of all words, with a
/// random embedding.
inline std::vector<ArticleFacts> RandomFacts(Random& random, std::size_t count, std::size_t events,
                                             std::size_t days) {
  std::vector<ArticleFacts> out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t event = random.Below(events);
    std::vector<std::uint32_t> words;
    for (int w = 0; w < 20; ++w) {
      words.push_back(static_cast<std::uint32_t>(100 + 40 * event + random.Below(40)));
    }
    for (int w = 0; w < 10; ++w) {
      words.push_back(static_cast<std::uint32_t>(random.Below(100)));
    }
    out.push_back(MadeFacts(words, static_cast<Day>(event % days + random.Below(3))));
    out.back().id = "a" + std::to_string(i);
    for (int d = 0; d < 8; ++d) {
      out.back().embedding.push_back(static_cast<std::int8_t>(random.Below(80)) - 40);
    }
  }
  return out;
}

/// Vectors of articles that are all there are.
inline StoryVectors MadeVectors(std::span<const ArticleFacts> facts,
                                const SimilarityWeights& weights = {}) {
  const TermCounts counts = CountTerms(facts);
  StoryVectors vectors(weights);
  for (const ArticleFacts& article : facts) {
    vectors.Add(article, counts);
  }
  return vectors;
}

/// Their pairs.
inline std::vector<StoryPair> MadePairs(std::span<const ArticleFacts> facts, const DayDecay& decay,
                                        float least, std::size_t block = 4096) {
  const TermCounts counts = CountTerms(facts);
  std::vector<std::optional<Day>> days;
  for (const ArticleFacts& article : facts) {
    days.push_back(article.day);
  }
  const auto pairs = FindStoryPairs(
      days,
      [&](std::span<const std::uint32_t> articles) {
        StoryVectors vectors({});
        for (const std::uint32_t i : articles) {
          vectors.Add(facts[i], counts);
        }
        return Result(vectors);
      },
      decay, least, block);
  return pairs.value();
}

}  // namespace slant
