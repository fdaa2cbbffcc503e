/// @file story_pairs.h
/// Which pairs of articles are alike enough to be of one story.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "slant/story/day.h"
#include "slant/story/story_vectors.h"

namespace slant {

/// What days are worth in log-odds.
struct DayDecay {
  Day window_days = 3;
  /// A difference of the whole window lowers the log-odds by this; less in proportion.  Chosen, not
  /// fitted: in the sets for which stories are known all articles of a story bear one date.
  float at_window = 1.5F;

  float Cost(double days) const noexcept {
    return window_days > 0 ? static_cast<float>(at_window * days / window_days) : 0;
  }
};

struct StoryPair {
  std::uint32_t later = 0, earlier = 0;  ///< indices of articles; earlier < later
  float score = 0;                       ///< log-odds of being one story
};

/// All pairs within the window whose score is at least `least`; of an article's pairs with earlier
/// ones the best 64.  Undated articles are in every window and pay no decay.
///
/// One pass in the order given; a term looks at the 2,000 articles before that have it at most, so
/// time grows with the articles, and with those in the window.
/// @param days of the articles of `vectors`: rising, those without a date last.
std::vector<StoryPair> FindStoryPairs(const StoryVectors& vectors,
                                      std::span<const std::optional<Day>> days,
                                      const DayDecay& decay, float least);

}  // namespace slant
