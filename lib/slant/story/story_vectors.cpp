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

}  // namespace

void StoryVectors::Add(const ArticleFacts& facts, const TermCounts& counts) {
  const std::size_t begin = values_.size();
  std::array<double, kTermParts> squares{};
  for (const FactTerm& fact : facts.terms) {
    const double share = std::exp(-static_cast<double>(fact.surprise) / 1024);
    const double idf =
        std::log((static_cast<double>(counts.articles()) + kPriorArticles) /
                 (static_cast<double>(counts.Of(fact.key)) + kPriorArticles * share));
    const double value =
        std::max(idf, 0.0) * (1 + std::log(std::max(double{1}, fact.count / 16.0)));
    squares[static_cast<std::size_t>(fact.part())] += value * value;
    values_.push_back({fact.key, static_cast<float>(value)});
  }
  for (std::size_t i = begin; i < values_.size(); ++i) {
    const TermPart part = PartOf(values_[i].term);
    const double square = squares[static_cast<std::size_t>(part)];
    values_[i].value =
        square > 0
            ? static_cast<float>(values_[i].value * std::sqrt(WeightOf(weights_, part) / square))
            : 0;
  }
  value_ends_.push_back(values_.size());
  numbers_.insert(numbers_.end(), facts.embedding.begin(), facts.embedding.end());
  number_ends_.push_back(numbers_.size());
}

SimilarityParts StoryVectors::Compare(std::size_t a, const StoryVectors& others,
                                      std::size_t b) const noexcept {
  std::array<float, kTermParts> products{};
  const auto x = Row(a);
  const auto y = others.Row(b);
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i].term == y[j].term) {
      products[static_cast<std::size_t>(PartOf(x[i].term))] += x[i].value * y[j].value;
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
          EmbeddingCosine(Embedding(a), others.Embedding(b))};
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
