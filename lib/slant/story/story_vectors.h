/// @file story_vectors.h
/// Articles as vectors, and how alike two of them are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "slant/base/result.h"
#include "slant/story/article_facts.h"
#include "slant/story/term_counts.h"

namespace slant {

/// How alike two articles are, part by part.
struct SimilarityParts {
  float words = 0;      ///< cosine of tf-idf, [0, 1]; 0 if either has no such terms
  float names = 0;      ///< the same of names
  float title = 0;      ///< the same of titles
  float embedding = 0;  ///< cosine of the embeddings, [-1, 1]
};

/// What each part is worth in log-odds of "one story": bias + words * parts.words + ...
///
/// Fitted by logistic regression on pairs of articles of SEESAW's training stories and of every
/// second story of NeuS-AllSides (train.jsonl), those left out whose titles occur in what is used
/// for testing; `tools/evaluate-stories DATA fit` fits them again.  Weights of terms are not
/// negative.
struct SimilarityWeights {
  float bias = -2.3F;
  /// Lost for each unit of the logarithm of the number of articles that could be the other one: the
  /// more there are, the more are alike by chance.
  float crowd = 0.73F;
  float words = 20.7F;
  float names = 0.5F;
  float title = 5.1F;
  float embedding = 1.2F;
};

/// A term of an article with its weight: tf-idf, of length 1 within its part, times the root of the
/// part's SimilarityWeights.  So the product of two rows is the terms' share of the log-odds.
struct TermValue {
  std::uint32_t term = 0;  ///< FactTerm::key
  float value = 0;
};

/// About 1.2 KB an article.  Those of different blocks of articles can be compared if weights and
/// counts were the same.
class StoryVectors {
 public:
  explicit StoryVectors(const SimilarityWeights& weights) : weights_(weights) {}

  /// idf = ln((N + 500) / (df + 500 share)): document frequencies among the N articles, and as many
  /// as 500 more that have the term as often as the vocabulary says.  So a few articles have
  /// sensible weights, and many have their own.
  /// @param counts of N articles, this one among them.
  void Add(const ArticleFacts& facts, const TermCounts& counts);

  std::size_t size() const noexcept { return value_ends_.size() - 1; }

  /// Rising terms.
  std::span<const TermValue> Row(std::size_t article) const noexcept {
    return {values_.begin() + static_cast<std::ptrdiff_t>(value_ends_[article]),
            values_.begin() + static_cast<std::ptrdiff_t>(value_ends_[article + 1])};
  }

  /// Of unit length (or 0) in 1/127ths.
  std::span<const std::int8_t> Embedding(std::size_t article) const noexcept {
    return {numbers_.begin() + static_cast<std::ptrdiff_t>(number_ends_[article]),
            numbers_.begin() + static_cast<std::ptrdiff_t>(number_ends_[article + 1])};
  }

  /// Article `a` of these with `b` of others.
  SimilarityParts Compare(std::size_t a, const StoryVectors& others, std::size_t b) const noexcept;
  SimilarityParts Compare(std::size_t a, std::size_t b) const noexcept {
    return Compare(a, *this, b);
  }

  const SimilarityWeights& weights() const noexcept { return weights_; }

 private:
  SimilarityWeights weights_;
  std::vector<TermValue> values_;
  std::vector<std::size_t> value_ends_{0};  // of the rows, behind the first 0
  std::vector<std::int8_t> numbers_;        // of embeddings
  std::vector<std::size_t> number_ends_{0};
};

/// Reads the vectors of articles by their indices, which rise; asked several times for each.
using VectorSource = std::function<Result<StoryVectors>(std::span<const std::uint32_t>)>;

/// Cosine of two embeddings; 0 if they differ in length.
float EmbeddingCosine(std::span<const std::int8_t> a, std::span<const std::int8_t> b) noexcept;

}  // namespace slant
