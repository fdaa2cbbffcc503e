/// @file story_clusters.h
/// Puts articles together as long as they are alike on average.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "slant/story/day.h"
#include "slant/story/story_pairs.h"
#include "slant/story/story_vectors.h"

namespace slant {

/// Agglomerative clustering by average linkage (Sokal and Michener 1958): the two clusters with the
/// highest mean score over all pairs across them are merged, until none has `threshold`.  Scores
/// are linear in products, so the mean is the product of the clusters' sums, which is exact and
/// does not depend on which pairs were listed; pairs only propose what to merge.
class StoryClusters {
 public:
  /// Each article by itself.
  /// @param days rising, those without a date last; must outlive the object, as vectors.
  StoryClusters(const StoryVectors& vectors, std::span<const std::optional<Day>> days,
                const DayDecay& decay);

  /// Puts two articles together whatever their score.  Of two known stories nothing is joined.
  void Join(std::uint32_t a, std::uint32_t b);

  /// Says which known story an article belongs to (0 is none); other stories' articles are never
  /// put with it.  To be called before anything is joined.
  void SetKnown(std::uint32_t article, std::uint32_t story) { clusters_[article].known = story; }

  /// Merges what the pairs propose.  Clusters whose days lie further apart than the window are not
  /// merged.
  void Merge(std::span<const StoryPair> pairs, float threshold);

  /// The first article of the cluster.
  std::uint32_t Find(std::uint32_t article);

  /// Mean score of an article with the others of its cluster; nothing if it is alone.
  std::optional<float> MeanScore(std::uint32_t article);

  /// Articles in the cluster that begins with `first`.
  std::uint32_t Size(std::uint32_t first) const { return clusters_[first].size; }

 private:
  struct Cluster {
    std::vector<TermValue> terms;  // sums; empty while it is one article
    std::vector<std::int32_t> embedding;
    std::uint32_t size = 1, dated = 0, version = 0, known = 0;
    Day first = 0, last = 0;
    std::int64_t day_sum = 0;
  };

  std::span<const TermValue> Terms(std::uint32_t cluster) const;
  double EmbeddingProduct(std::uint32_t a, std::uint32_t b) const;
  bool MayMerge(std::uint32_t a, std::uint32_t b, bool within_window) const;
  float Score(std::uint32_t a, std::uint32_t b) const;
  void Unite(std::uint32_t a, std::uint32_t b);

  const StoryVectors& vectors_;
  DayDecay decay_;
  std::vector<Cluster> clusters_;
  std::vector<std::uint32_t> parents_;
  std::vector<std::optional<Day>> days_;
};

}  // namespace slant
