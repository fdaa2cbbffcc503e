#include "slant/classify/matrix_kernel.h"

#include "slant/base/cpu_clones.h"

namespace slant {
namespace {

// Sixteen floats: one AVX-512 register, two of AVX2, four of SSE.
typedef float Lanes __attribute__((vector_size(64), aligned(4)));  // NOLINT: an attribute of GCC

constexpr std::size_t kLanes = 16;
constexpr std::size_t kRows = 6;  // six accumulators of AVX2 pairs fill its sixteen registers

// kBlock rows of c: so many sums run side by side, and none waits for another.  Inlined, so that
// each instruction set has its own.
template <std::size_t kBlock>
[[gnu::always_inline]] inline void AddRows(std::size_t whole, std::size_t k, const float* a,
                                           std::size_t a_row, std::size_t a_column, const float* b,
                                           std::size_t b_row, float* c,
                                           std::size_t c_row) noexcept {
  for (std::size_t j = 0; j < whole; j += kLanes) {
    Lanes sum[kBlock];
    for (std::size_t r = 0; r < kBlock; ++r) {
      sum[r] = *reinterpret_cast<const Lanes*>(c + r * c_row + j);
    }
    for (std::size_t p = 0; p < k; ++p) {
      const Lanes right = *reinterpret_cast<const Lanes*>(b + p * b_row + j);
      const float* const left = a + p * a_column;
      for (std::size_t r = 0; r < kBlock; ++r) {
        sum[r] += left[r * a_row] * right;
      }
    }
    for (std::size_t r = 0; r < kBlock; ++r) {
      *reinterpret_cast<Lanes*>(c + r * c_row + j) = sum[r];
    }
  }
}

}  // namespace

SLANT_CLONES
void AddProduct(std::size_t m, std::size_t n, std::size_t k, ConstMatrixView a, const float* b,
                std::size_t b_row, float* c, std::size_t c_row) noexcept {
  const std::size_t whole = n / kLanes * kLanes;
  std::size_t i = 0;
  for (; i + kRows <= m; i += kRows) {
    AddRows<kRows>(whole, k, a.data + i * a.row, a.row, a.column, b, b_row, c + i * c_row, c_row);
  }
  if (i + 3 <= m) {
    AddRows<3>(whole, k, a.data + i * a.row, a.row, a.column, b, b_row, c + i * c_row, c_row);
    i += 3;
  }
  if (i + 2 <= m) {
    AddRows<2>(whole, k, a.data + i * a.row, a.row, a.column, b, b_row, c + i * c_row, c_row);
    i += 2;
  }
  if (i < m) {
    AddRows<1>(whole, k, a.data + i * a.row, a.row, a.column, b, b_row, c + i * c_row, c_row);
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
