/// @file story_vectors.h
/// Articles as vectors, and how alike two of them are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

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
  std::uint32_t term = 0;
  float value = 0;
};

/// Immutable once made.  Takes about 1.5 KB an article beside the facts.
class StoryVectors {
 public:
  /// idf = ln((N + 500) / (df + 500 share)): document frequencies among the N articles, and as many
  /// as 500 more that have the term as often as the vocabulary says.  So a few articles have
  /// sensible weights, and many have their own.
  /// @param facts must outlive the vectors.
  /// @param counts of N articles, among them these.
  StoryVectors(std::span<const ArticleFacts> facts, const SimilarityWeights& weights,
               const TermCounts& counts);

  /// The same when `facts` are all articles.
  StoryVectors(std::span<const ArticleFacts> facts, const SimilarityWeights& weights);

  std::size_t size() const noexcept { return offsets_.size() - 1; }
  std::uint32_t term_count() const noexcept { return static_cast<std::uint32_t>(parts_.size()); }

  /// Rising terms.
  std::span<const TermValue> Row(std::size_t article) const noexcept {
    return std::span(values_).subspan(offsets_[article], offsets_[article + 1] - offsets_[article]);
  }

  /// Embedding of unit length (or 0) in 1/127ths.
  std::span<const std::int8_t> Embedding(std::size_t article) const noexcept {
    return facts_[article].embedding;
  }

  SimilarityParts Compare(std::size_t a, std::size_t b) const noexcept;

  const SimilarityWeights& weights() const noexcept { return weights_; }

 private:
  std::span<const ArticleFacts> facts_;
  SimilarityWeights weights_;
  std::vector<std::size_t> offsets_;  // size() + 1
  std::vector<TermValue> values_;
  std::vector<TermPart> parts_;  // of terms
};

/// Cosine of two embeddings; 0 if they differ in length.
float EmbeddingCosine(std::span<const std::int8_t> a, std::span<const std::int8_t> b) noexcept;

}  // namespace slant
