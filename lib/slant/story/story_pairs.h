/// @file story_pairs.h
/// Which pairs of articles are alike enough to be of one story.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "slant/base/result.h"
#include "slant/story/day.h"
#include "slant/story/story_vectors.h"

namespace slant {

/// What days are worth in log-odds.
struct DayDecay {
  Day window_days = 3;
  /// A difference of the whole window lowers the log-odds by this; less in proportion.  Chosen, not
  /// fitted: in the sets for which stories are known all articles of a story bear one date.
  float at_window = 1.5F;
  /// What a pair loses because it might have met so many: SimilarityWeights::crowd times ln of 1 +
  /// the articles within the window (mean), or of all articles when one of the two has no date.
  float dated = 0, undated = 0;

  /// Of articles that lie `days` apart.
  float Cost(double days) const noexcept {
    return dated + (window_days > 0 ? static_cast<float>(at_window * days / window_days) : 0);
  }
};

/// `decay` with `dated` and `undated` set for a collection.
/// @param days rising, those without a date last.
DayDecay ForCrowd(DayDecay decay, std::span<const std::optional<Day>> days, float crowd);

struct StoryPair {
  std::uint32_t later = 0, earlier = 0;  ///< indices of articles; earlier < later
  float score = 0;                       ///< log-odds of being one story
  SimilarityParts parts;
};

/// All pairs within the window whose score is at least `least`, by the later article and then the
/// earlier one; of an article's pairs with earlier ones the best 64.  Undated articles are in every
/// window.
///
/// Two blocks of articles are in memory at a time.  A term looks at the 2,000 articles before that
/// have it at most, so time grows with the articles, and with those in the window.
/// @param days rising, those without a date last.
/// @param block articles; it changes nothing but memory and time.
/// @return the error of `vectors_of`, if it has one.
Result<std::vector<StoryPair>> FindStoryPairs(std::span<const std::optional<Day>> days,
                                              const VectorSource& vectors_of, const DayDecay& decay,
                                              float least, std::size_t block = 4096);

}  // namespace slant
