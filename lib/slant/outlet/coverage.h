/// @file coverage.h
/// Which stories each outlet carries and which it leaves out, among those of a corpus.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "slant/outlet/comparison_accumulator.h"

namespace slant {

struct MissedStory {
  std::string story;
  std::int64_t carriers = 0;  ///< outlets that carry it
  std::string title;          ///< of an article that tells it, or empty; not set by CoverStories
};

struct OutletCoverage {
  std::string outlet;
  std::int64_t carried = 0;               ///< stories of the corpus with an article of the outlet
  std::int64_t shared = 0;                ///< of them, those that another outlet carries too
  std::int64_t missed = 0;                ///< stories of two or more others that it does not carry
  std::vector<MissedStory> most_carried;  ///< of the missed, those that most others carry
};

/// About the articles at hand and nothing else: an article that was not collected looks like one
/// that was not written.
struct Coverage {
  std::int64_t stories = 0;
  std::int64_t shared = 0;              ///< carried by two outlets or more
  std::vector<OutletCoverage> outlets;  ///< by name
};

/// @param listed how many missed stories are named for an outlet.
Coverage CoverStories(const ComparisonAccumulator& articles, std::size_t listed = 10);

}  // namespace slant
