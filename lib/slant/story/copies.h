/// @file copies.h
/// Finds texts that are copies of earlier ones: agency copy under another title and byline, cut
/// short, or with words changed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "slant/base/result.h"
#include "slant/story/day.h"
#include "slant/story/text_sketch.h"

namespace slant {

struct CopyOptions {
  /// Share of the smaller text's shingles that must be in the other.  0.9^5 = 0.59 are left when
  /// one word in ten is changed; texts on one event that quote the same speech stay below 0.3
  /// (tools/evaluate-stories, the part on copies).
  float min_containment = 0.25F;
  /// A text that is longer by more than this factor quotes the other, it does not copy it.
  float max_length_ratio = 4;
  /// Copies appear within this many days of each other.
  Day window_days = 30;
};

/// What is known of a text besides its sketch.
struct CopyText {
  std::optional<Day> day;
  std::uint32_t outlet = 0;  ///< the same number for the same outlet; 0 if it has no name
};

/// Gives the sketch of a text by its index; asked several times for each.
using SketchSource = std::function<Result<TextSketch>(std::uint32_t)>;

/// What a text copies.
struct CopyOf {
  static constexpr std::uint32_t kNothing = 0xFFFFFFFF;
  std::uint32_t original = kNothing;  ///< index of the first text of its group
  float containment = 0;              ///< estimated, in the text of the group that is most like it
};

/// For each text the earlier one that it copies.  Candidates are the texts that share a sampled
/// shingle, so time grows with the shingles that are shared; a shingle looks at the 200 texts
/// before it at most.  Two blocks of texts are in memory at a time.
///
/// A shingle that one outlet prints in three or more texts over more days than the window is its
/// boilerplate ("Sign up for our newsletter ...") and does not count in this outlet's texts.
/// Texts with fewer than 8 sampled shingles are never copies.
/// @param texts by day, those without one last.
/// @param block texts; it changes nothing but memory and time.
/// @return as many as texts; the error of `sketch_of`, if it has one.
Result<std::vector<CopyOf>> FindCopies(std::span<const CopyText> texts,
                                       const SketchSource& sketch_of, const CopyOptions& options,
                                       std::size_t block = 4096);

}  // namespace slant
