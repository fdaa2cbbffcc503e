/// @file story_groups.h
/// Which articles are of one story, given what is alike, what is copied and what is known.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "slant/base/result.h"
#include "slant/story/copies.h"
#include "slant/story/day.h"
#include "slant/story/story_pairs.h"
#include "slant/story/story_vectors.h"

namespace slant {

/// The story of each article.
struct StoryGroups {
  std::vector<std::uint32_t> first;         ///< its first article
  std::vector<std::uint32_t> size;          ///< articles of the story that begins here, or 0
  std::vector<std::optional<float>> score;  ///< StoryClusters::MeanScore
};

/// Known stories are joined, then copies, then what StoryClusters merges.  Only what these connect
/// can be of one story, so each connected set of articles is read and grouped by itself, which
/// gives the same as all at once.
/// @param days rising, those without a date last.
/// @param known the number of the known story of each article; 0 is none.
/// @param copies of each article.
/// @return the error of `vectors_of`, if it has one.
Result<StoryGroups> GroupStories(std::span<const std::optional<Day>> days,
                                 std::span<const std::uint32_t> known,
                                 std::span<const CopyOf> copies, std::span<const StoryPair> pairs,
                                 const VectorSource& vectors_of, const DayDecay& decay,
                                 float threshold);

}  // namespace slant
