/// @file matched_stories.h
/// Stories that several groups tell, one difference a story: a group's gap to the others and the
/// difference between two, with intervals and exact tests over stories.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "slant/outlet/comparison.h"
#include "slant/outlet/comparison_accumulator.h"
#include "slant/statistics/permutation.h"

namespace slant {

/// What one group says of a story.
struct StoryPart {
  std::size_t group;      ///< index in the order of names
  double mean;            ///< of its articles
  std::int64_t articles;  ///< that have the metric
};

/// A story that two groups or more tell.
struct SharedStory {
  std::uint64_t key;  ///< of its name, for resampling
  std::vector<StoryPart> parts;
};

/// In the order of their names.
std::vector<SharedStory> SharedStories(const ComparisonAccumulator& articles, std::size_t metric);

/// The differences of one group to the others, or of a pair, one a story.
struct MatchedStories {
  std::vector<double> differences;
  std::vector<std::uint64_t> keys;
  std::int64_t articles_a = 0, articles_b = 0;
  std::vector<Exchange> exchanges;  ///< of a group to the others: who else could have been it

  void Add(double difference, std::uint64_t key) {
    differences.push_back(difference);
    keys.push_back(key);
  }
};

/// One a group: its mean on a story less the mean of the other groups' means.
std::vector<MatchedStories> AgainstOthers(const std::vector<SharedStory>& stories,
                                          std::size_t groups);

/// Indices of two groups, the smaller first.
using GroupPair = std::pair<std::size_t, std::size_t>;

/// The first of a pair less the second, for all pairs that share a story.
std::map<GroupPair, MatchedStories> BetweenPairs(const std::vector<SharedStory>& stories);

struct MatchedEstimate {
  double estimate = 0;              ///< mean of the differences
  std::optional<double> low, high;  ///< 95 % bootstrap over stories; nothing for a single story
  double variance = 0;              ///< of the estimate; 0 if unknown
};

MatchedEstimate EstimateOf(const MatchedStories& matched);

/// Tested by flipped signs, if there are kLeastSharedStories.
Difference ComparePair(const GroupPair& pair, const MatchedStories& matched, double detect,
                       const PermutationOptions& permutation);

}  // namespace slant
