/// @file frame_seeds.h
/// The phrases that witness for a frame, written for this project: corpora/frames.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "slant/base/result.h"
#include "slant/framing/frame_set.h"

namespace slant {

/// What phrases witness for: a policy frame, a moral pole, or one question of a generic frame.
struct FrameColumn {
  std::string name;       ///< "policy.economic", "generic.conflict.disagreement"
  std::size_t frame = 0;  ///< index in kFrames
};

/// A bit for each column.
using FrameBits = std::uint64_t;
inline constexpr std::size_t kMaxFrameColumns = 64;

struct FrameSeeds {
  std::vector<FrameColumn> columns;
  std::vector<std::string> patterns;  ///< as LexiconEntry::pattern says, each once
  std::vector<FrameBits> columns_of;  ///< one a pattern
  /// Of all of the above: tables that were grown from other seeds are refused.
  std::uint64_t fingerprint = 0;
};

/// Puts lists of the three families together, each in slant's format of word lists with categories
/// named as in kFrames; those of generic frames are FRAME.QUESTION.
/// @return kMalformed for a list that cannot be read or a category that is no frame's; kLimit for
///         more than kMaxFrameColumns categories.
Result<FrameSeeds> ParseFrameSeeds(std::string_view policy, std::string_view generic,
                                   std::string_view moral);

/// Those of corpora/frames, compiled in.
const FrameSeeds& DefaultFrameSeeds();

}  // namespace slant
