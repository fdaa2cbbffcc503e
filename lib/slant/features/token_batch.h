/// @file token_batch.h
/// What networks over words read: the words of many sentences, one after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "slant/features/word_inputs.h"
#include "slant/text/document.h"

namespace slant {

/// Where a word stands towards the target, in words: 0 the target itself, 1 to 8 before it, 9 to 16
/// behind it, at the distances 1, 2, 3, 4-5, 6-8, 9-12, 13-19 and more.
inline constexpr std::uint8_t kPlaceCount = 17;
inline constexpr std::uint8_t kVoiceCount = 3;

/// What a word's surroundings add to it: the voice, and in sequences around a target the place.
/// Sentences use the first kVoiceCount states only.
using TokenState = std::uint8_t;
inline constexpr TokenState kStateCount = kVoiceCount * kPlaceCount;

constexpr TokenState StateOf(Voice voice, std::uint8_t place) noexcept {
  return static_cast<TokenState>(place * kVoiceCount + static_cast<std::uint8_t>(voice));
}

/// n sequences.  Names are one word each (SpecialWord::kName), whoever bears them and however long
/// they are, so that nothing behind this can know of whom a sentence speaks.
struct TokenBatch {
  std::vector<std::uint32_t> starts = {0};  ///< (n + 1) where each sequence begins in `rows`
  std::vector<WordRow> rows;
  std::vector<TokenState> states;            ///< one a row
  std::vector<std::uint32_t> tokens;         ///< one a row: its (first) token in the document
  std::vector<std::int8_t> unknown_vectors;  ///< of row kFirstUnknownRow + i the i-th `stride`
  std::vector<std::uint64_t> unknown_hashes;
  std::size_t stride = 0;

  std::size_t size() const noexcept { return starts.size() - 1; }
  void Clear();

  std::span<const std::int8_t> UnknownVector(WordRow row) const {
    return std::span(unknown_vectors).subspan((row - kFirstUnknownRow) * stride, stride);
  }
  std::uint64_t UnknownHash(WordRow row) const { return unknown_hashes[row - kFirstUnknownRow]; }

  /// Appends the sequences `which` of another batch of the same stride, in their order.
  void Append(const TokenBatch& other, std::span<const std::size_t> which);
};

}  // namespace slant
