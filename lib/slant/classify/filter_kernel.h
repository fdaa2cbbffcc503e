/// @file filter_kernel.h
/// The innermost loop of a network over words: rows are added, the largest and the sum are kept.
#pragma once

#include <cstddef>
#include <cstdint>

namespace slant {

/// Adds a word's 8-bit row and its state's 16-bit row: sum[j] = row[j] + state[j].
/// @param size a multiple of 16.
void AddState(const std::int8_t* row, const std::int16_t* state, std::size_t size,
              std::int16_t* sum) noexcept;

/// One group of filters over one sequence.  At place t a filter is the sum, over the window centred
/// on t (what lies outside the sequence adds nothing), of the words' responses at their offset,
/// plus its bias; negative sums are 0.
/// @param sums   (n x stride) of AddState; the group's block begins at `sums` in each row, offset
/// by
///               offset, `count` filters each.
/// @param count  a multiple of 16.   @param bias count entries.
/// @param highest, total count entries each: the largest over t and the sum over t; 0 for n = 0.
void ConvolveRows(const std::int16_t* sums, std::size_t n, std::size_t stride, std::size_t width,
                  std::size_t count, const std::int16_t* bias, std::int16_t* highest,
                  std::int32_t* total) noexcept;

}  // namespace slant
