/// @file frame_kernel.h
/// The inner loops of the frames, compiled for several instruction sets; all give the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace slant {

/// Rows of cosines are filled up with zeros to a multiple of this.
inline constexpr std::size_t kAxisLanes = 16;

/// Adds rows of floats, and their squares, in their order and in double precision.
/// @param rows each of `axes` numbers, filled up with zeros to a multiple of kAxisLanes.
/// @param sum, square (axes).
void AddCosines(std::span<const float* const> rows, std::size_t axes, double* sum,
                double* square) noexcept;

/// The scalar product of a packed vector and a direction.   @param size a multiple of 16.
float Project(const std::int8_t* row, const float* direction, std::size_t size) noexcept;

}  // namespace slant
