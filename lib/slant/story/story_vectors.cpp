#include "slant/story/story_vectors.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace slant {
namespace {

constexpr double kPriorArticles = 500;

float WeightOf(const SimilarityWeights& weights, TermPart part) {
  switch (part) {
    case TermPart::kWords:
      return weights.words;
    case TermPart::kNames:
      return weights.names;
    case TermPart::kTitle:
      break;
  }
  return weights.title;
}

TermCounts CountTerms(std::span<const ArticleFacts> facts) {
  TermCounts counts;
  for (const ArticleFacts& article : facts) {
    counts.Add(article.terms);
  }
  counts.Finish();
  return counts;
}

}  // namespace

StoryVectors::StoryVectors(std::span<const ArticleFacts> facts, const SimilarityWeights& weights)
    : StoryVectors(facts, weights, CountTerms(facts)) {}

StoryVectors::StoryVectors(std::span<const ArticleFacts> facts, const SimilarityWeights& weights,
                           const TermCounts& counts)
    : facts_(facts), weights_(weights) {
  std::size_t count = 0;
  for (const ArticleFacts& article : facts) {
    count += article.terms.size();
  }
  std::vector<std::uint32_t> keys;
  keys.reserve(count);
  values_.reserve(count);
  offsets_.reserve(facts.size() + 1);
  for (const ArticleFacts& article : facts) {
    for (const FactTerm& term : article.terms) {
      keys.push_back(term.key);
    }
  }
  std::sort(keys.begin(), keys.end());
  std::vector<std::uint32_t> frequencies;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < keys.size();) {
    std::size_t j = i;
    while (j < keys.size() && keys[j] == keys[i]) {
      ++j;
    }
    frequencies.push_back(counts.Of(keys[i]));
    parts_.push_back(static_cast<TermPart>(keys[i] & 3U));
    keys[kept++] = keys[i];
    i = j;
  }
  keys.resize(kept);

  offsets_.push_back(0);
  for (const ArticleFacts& article : facts) {
    const std::size_t begin = values_.size();
    std::array<double, kTermParts> squares{};
    auto at = keys.cbegin();
    for (const FactTerm& fact : article.terms) {
      at = std::lower_bound(at, keys.cend(), fact.key);
      const auto term = static_cast<std::uint32_t>(at - keys.cbegin());
      const double share = std::exp(-static_cast<double>(fact.surprise) / 1024);
      const double idf =
          std::log((static_cast<double>(counts.articles()) + kPriorArticles) /
                   (static_cast<double>(frequencies[term]) + kPriorArticles * share));
      const double value =
          std::max(idf, 0.0) * (1 + std::log(std::max(double{1}, fact.count / 16.0)));
      squares[static_cast<std::size_t>(fact.part())] += value * value;
      values_.push_back({term, static_cast<float>(value)});
    }
    for (std::size_t i = begin; i < values_.size(); ++i) {
      const TermPart part = parts_[values_[i].term];
      const double square = squares[static_cast<std::size_t>(part)];
      values_[i].value =
          square > 0
              ? static_cast<float>(values_[i].value * std::sqrt(WeightOf(weights, part) / square))
              : 0;
    }
    offsets_.push_back(values_.size());
  }
}

SimilarityParts StoryVectors::Compare(std::size_t a, std::size_t b) const noexcept {
  std::array<float, kTermParts> products{};
  const auto x = Row(a);
  const auto y = Row(b);
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i].term == y[j].term) {
      products[static_cast<std::size_t>(parts_[x[i].term])] += x[i].value * y[j].value;
    }
    const bool step = x[i].term <= y[j].term;
    j += x[i].term >= y[j].term;
    i += step;
  }
  const auto cosine = [&](TermPart part) {
    const float weight = WeightOf(weights_, part);
    return weight > 0 ? products[static_cast<std::size_t>(part)] / weight : 0;
  };
  return {cosine(TermPart::kWords), cosine(TermPart::kNames), cosine(TermPart::kTitle),
          EmbeddingCosine(Embedding(a), Embedding(b))};
}

float EmbeddingCosine(std::span<const std::int8_t> a, std::span<const std::int8_t> b) noexcept {
  if (a.size() != b.size()) {
    return 0;
  }
  std::int32_t product = 0;
  for (std::size_t d = 0; d < a.size(); ++d) {
    product += std::int32_t{a[d]} * b[d];
  }
  return static_cast<float>(product) / (127.0F * 127.0F);
}

}  // namespace slant
