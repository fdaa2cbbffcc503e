#include "slant/classify/matrix_kernel.h"

#include "slant/base/cpu_clones.h"

namespace slant {
namespace {

// Sixteen floats: one AVX-512 register, two of AVX2, four of SSE.
typedef float Lanes __attribute__((vector_size(64), aligned(4)));  // NOLINT: an attribute of GCC

constexpr std::size_t kLanes = 16;
constexpr std::size_t kRows = 6;  // six accumulators of AVX2 pairs fill its sixteen registers

}  // namespace

SLANT_CLONES
void AddProduct(std::size_t m, std::size_t n, std::size_t k, ConstMatrixView a, const float* b,
                std::size_t b_row, float* c, std::size_t c_row) noexcept {
  const std::size_t whole = n / kLanes * kLanes;
  std::size_t i = 0;
  for (; i + kRows <= m; i += kRows) {
    const float* const a_block = a.data + i * a.row;
    for (std::size_t j = 0; j < whole; j += kLanes) {
      Lanes sum[kRows];
      for (std::size_t r = 0; r < kRows; ++r) {
        sum[r] = *reinterpret_cast<const Lanes*>(c + (i + r) * c_row + j);
      }
      for (std::size_t p = 0; p < k; ++p) {
        const Lanes right = *reinterpret_cast<const Lanes*>(b + p * b_row + j);
        const float* const left = a_block + p * a.column;
        for (std::size_t r = 0; r < kRows; ++r) {
          sum[r] += left[r * a.row] * right;
        }
      }
      for (std::size_t r = 0; r < kRows; ++r) {
        *reinterpret_cast<Lanes*>(c + (i + r) * c_row + j) = sum[r];
      }
    }
  }
  for (; i < m; ++i) {
    for (std::size_t j = 0; j < whole; j += kLanes) {
      Lanes sum = *reinterpret_cast<const Lanes*>(c + i * c_row + j);
      for (std::size_t p = 0; p < k; ++p) {
        sum +=
            a.data[i * a.row + p * a.column] * *reinterpret_cast<const Lanes*>(b + p * b_row + j);
      }
      *reinterpret_cast<Lanes*>(c + i * c_row + j) = sum;
    }
  }
  for (i = 0; i < m && whole < n; ++i) {
    for (std::size_t j = whole; j < n; ++j) {
      float sum = c[i * c_row + j];
      for (std::size_t p = 0; p < k; ++p) {
        sum += a.data[i * a.row + p * a.column] * b[p * b_row + j];
      }
      c[i * c_row + j] = sum;
    }
  }
}

}  // namespace slant
