/// @file row_kernel.h
/// The innermost loop: one word's vector joins the pools of its sentence.
#pragma once

#include <cstddef>
#include <cstdint>

namespace slant {

/// sum += weight * row; highest = max(highest, row); lowest = min(lowest, row), for `size` entries.
/// `size` is a multiple of 32.  Integers, so that the result is the same on every machine; the sum
/// holds for 2^31 / (255 * 127), over 66,000, rows.
void AddRow(const std::int8_t* row, std::int32_t weight, std::size_t size, std::int32_t* sum,
            std::int8_t* highest, std::int8_t* lowest) noexcept;

}  // namespace slant
