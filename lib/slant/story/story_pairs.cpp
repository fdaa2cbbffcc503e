#include "slant/story/story_pairs.h"

#include <algorithm>
#include <cmath>

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

DayDecay ForCrowd(DayDecay decay, std::span<const std::optional<Day>> days, float crowd) {
  double pairs = 0;
  double dated = 0;
  for (std::size_t i = 0, begin = 0; i < days.size() && days[i]; ++i, ++dated) {
    while (*days[begin] + decay.window_days < *days[i]) {
      ++begin;
    }
    pairs += static_cast<double>(i - begin);
  }
  decay.dated = crowd * static_cast<float>(std::log1p(2 * pairs / std::max(dated, 1.0)));
  decay.undated =
      crowd * static_cast<float>(std::log(std::max(1.0, static_cast<double>(days.size()))));
  return decay;
}

std::vector<StoryPair> FindStoryPairs(const StoryVectors& vectors,
                                      std::span<const std::optional<Day>> days,
                                      const DayDecay& decay, float least, std::size_t first) {
  const Postings postings(vectors);
  const SimilarityWeights& weights = vectors.weights();
  std::vector<StoryPair> pairs;
  std::vector<StoryPair> own;
  std::vector<float> products(vectors.size());
  std::vector<std::uint32_t> touched;
  std::size_t window_begin = 0;
  for (std::size_t i = first; i < vectors.size(); ++i) {
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
      score -= days[i] && days[j] ? decay.Cost(*days[i] - *days[j]) : decay.undated;
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
