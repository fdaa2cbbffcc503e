#include "slant/story/story_pairs.h"

#include <algorithm>

namespace slant {
namespace {

constexpr std::size_t kMostPairs = 64;
constexpr std::size_t kMostLookedAt = 2000;

// Term -> the articles that have it, in order.
struct Postings {
  struct Entry {
    std::uint32_t article;
    float value;
  };
  std::vector<std::size_t> offsets;
  std::vector<Entry> entries;

  explicit Postings(const StoryVectors& vectors) : offsets(vectors.term_count() + 1) {
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      for (const TermValue& term : vectors.Row(i)) {
        ++offsets[term.term + 1];
      }
    }
    for (std::size_t t = 1; t < offsets.size(); ++t) {
      offsets[t] += offsets[t - 1];
    }
    entries.resize(offsets.back());
    std::vector<std::size_t> next(offsets.begin(), offsets.end() - 1);
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      for (const TermValue& term : vectors.Row(i)) {
        entries[next[term.term]++] = {static_cast<std::uint32_t>(i), term.value};
      }
    }
  }

  // The entries of `term` for articles in [from, to), the last kMostLookedAt of them.
  std::span<const Entry> Between(std::uint32_t term, std::size_t from, std::size_t to) const {
    const auto less = [](const Entry& entry, std::size_t article) {
      return entry.article < article;
    };
    const auto all = std::span(entries).subspan(offsets[term], offsets[term + 1] - offsets[term]);
    const auto end = std::lower_bound(all.begin(), all.end(), to, less);
    auto begin = std::lower_bound(all.begin(), end, from, less);
    if (static_cast<std::size_t>(end - begin) > kMostLookedAt) {
      begin = end - kMostLookedAt;
    }
    return {begin, end};
  }
};

}  // namespace

std::vector<StoryPair> FindStoryPairs(const StoryVectors& vectors,
                                      std::span<const std::optional<Day>> days,
                                      const DayDecay& decay, float least) {
  const Postings postings(vectors);
  const SimilarityWeights& weights = vectors.weights();
  std::vector<StoryPair> pairs;
  std::vector<StoryPair> own;
  std::vector<float> products(vectors.size());
  std::vector<std::uint32_t> touched;
  std::size_t window_begin = 0;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    if (!days[i]) {
      window_begin = 0;
    }
    while (days[i] && *days[window_begin] + decay.window_days < *days[i]) {
      ++window_begin;
    }
    touched.clear();
    for (const TermValue& term : vectors.Row(i)) {
      if (term.value <= 0) {
        continue;
      }
      for (const Postings::Entry& entry : postings.Between(term.term, window_begin, i)) {
        if (products[entry.article] == 0) {
          touched.push_back(entry.article);
        }
        products[entry.article] += term.value * entry.value;
      }
    }
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    own.clear();
    for (const std::uint32_t j : touched) {
      float score = weights.bias + products[j];
      products[j] = 0;
      if (days[i] && days[j]) {
        score -= decay.Cost(*days[i] - *days[j]);
      }
      if (score + weights.embedding < least) {
        continue;
      }
      score += weights.embedding * EmbeddingCosine(vectors.Embedding(i), vectors.Embedding(j));
      if (score >= least) {
        own.push_back({static_cast<std::uint32_t>(i), j, score});
      }
    }
    if (own.size() > kMostPairs) {
      std::sort(own.begin(), own.end(), [](const StoryPair& a, const StoryPair& b) {
        return a.score != b.score ? a.score > b.score : a.earlier < b.earlier;
      });
      own.resize(kMostPairs);
    }
    pairs.insert(pairs.end(), own.begin(), own.end());
  }
  return pairs;
}

}  // namespace slant
