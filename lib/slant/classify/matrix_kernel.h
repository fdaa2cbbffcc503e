/// @file matrix_kernel.h
/// The one matrix product of the networks over words, with the same bytes on every machine.
#pragma once

#include <cstddef>

namespace slant {

/// A matrix in memory: entry (i, j) is data[i * row + j * column].
struct ConstMatrixView {
  const float* data;
  std::size_t row;
  std::size_t column;
};

/// c (m x n) += a (m x k) * b (k x n); rows of b and c are contiguous, with strides in floats.
/// Every entry is summed over k in rising order, product by product, whatever the instruction set:
/// so training gives the same model everywhere.  About 10 times the speed of three plain loops.
void AddProduct(std::size_t m, std::size_t n, std::size_t k, ConstMatrixView a, const float* b,
                std::size_t b_row, float* c, std::size_t c_row) noexcept;

}  // namespace slant
