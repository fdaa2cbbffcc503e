/// @file text_sketch.h
/// A small sample of a text's word sequences, by which copies of it are known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "slant/text/document.h"

namespace slant {

/// Words in a shingle.  When one word in ten is changed, 0.9^5 = 59 % of five-word shingles are
/// left, while articles on one event share few beyond their quotations.
inline constexpr std::size_t kShingleWords = 5;

/// The hashes of a text's shingles (runs of kShingleWords words and numbers, lower case,
/// punctuation and quotations left out: papers that quote one speech do not copy each other) that
/// lie below a limit: one in four of them, but 64 at least where there are so many. About 1 byte a
/// word.  Source: Broder, "On the resemblance and containment of documents" (SEQUENCES 1997): the
/// samples M(A) of section 3, with his minimum of samples for short texts.
struct TextSketch {
  std::uint32_t shingles = 0;         ///< distinct ones in the whole text
  std::uint32_t limit = 0;            ///< all hashes up to this one are kept
  std::vector<std::uint32_t> hashes;  ///< rising
};

/// How much two texts have in common, estimated from their sketches.
struct TextOverlap {
  std::uint32_t sample = 0;  ///< hashes of the smaller text that were compared
  std::uint32_t shared = 0;  ///< of these, in both
  float resemblance = 0;     ///< shared shingles over all shingles of both (Jaccard), in [0, 1]
  float containment = 0;     ///< shared shingles over those of the smaller text, in [0, 1]
};

/// The sketch of the words of `document` from byte `begin` on; empty for less than a shingle.
/// @param document needs tokens and quotations.
/// @param scratch kept between calls to save allocations.
TextSketch SketchText(const Document& document, std::size_t begin,
                      std::vector<std::uint32_t>& scratch);

/// Symmetric.  With a sample of n the standard error of `containment` is at most 0.5 / sqrt(n).
TextOverlap Overlap(const TextSketch& a, const TextSketch& b) noexcept;

}  // namespace slant
