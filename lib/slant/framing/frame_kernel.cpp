#include "slant/framing/frame_kernel.h"

#include <algorithm>

#include "slant/base/cpu_clones.h"

namespace slant {
namespace {

// Eight doubles: one AVX-512 register, two of AVX2, four of SSE.
typedef double Doubles __attribute__((vector_size(64), aligned(8)));     // NOLINT: GCC's
typedef float Floats __attribute__((vector_size(32), aligned(4)));       // NOLINT
typedef float WideFloats __attribute__((vector_size(64), aligned(4)));   // NOLINT
typedef std::int8_t Bytes __attribute__((vector_size(16), aligned(1)));  // NOLINT
constexpr std::size_t kHalf = kAxisLanes / 2;

}  // namespace

SLANT_CLONES
void AddCosines(std::span<const float* const> rows, std::size_t axes, double* sum,
                double* square) noexcept {
  double last[2 * kAxisLanes] = {};
  for (std::size_t k = 0; k < axes; k += kAxisLanes) {
    // Of the last lanes some are behind the end.
    const std::size_t own = std::min(kAxisLanes, axes - k);
    const bool whole = own == kAxisLanes;
    double* const sums = whole ? sum + k : last;
    double* const squares = whole ? square + k : last + kAxisLanes;
    if (!whole) {
      std::copy_n(sum + k, own, sums);
      std::copy_n(square + k, own, squares);
    }
    Doubles s0 = *reinterpret_cast<const Doubles*>(sums);
    Doubles s1 = *reinterpret_cast<const Doubles*>(sums + kHalf);
    Doubles q0 = *reinterpret_cast<const Doubles*>(squares);
    Doubles q1 = *reinterpret_cast<const Doubles*>(squares + kHalf);
    for (const float* row : rows) {
      const Doubles a = __builtin_convertvector(*reinterpret_cast<const Floats*>(row + k), Doubles);
      const Doubles b =
          __builtin_convertvector(*reinterpret_cast<const Floats*>(row + k + kHalf), Doubles);
      s0 += a;
      s1 += b;
      q0 += a * a;
      q1 += b * b;
    }
    *reinterpret_cast<Doubles*>(sums) = s0;
    *reinterpret_cast<Doubles*>(sums + kHalf) = s1;
    *reinterpret_cast<Doubles*>(squares) = q0;
    *reinterpret_cast<Doubles*>(squares + kHalf) = q1;
    if (!whole) {
      std::copy_n(sums, own, sum + k);
      std::copy_n(squares, own, square + k);
    }
  }
}

SLANT_CLONES
float Project(const std::int8_t* row, const float* direction, std::size_t size) noexcept {
  WideFloats sum = {};
  for (std::size_t j = 0; j < size; j += 16) {
    const Bytes bytes = *reinterpret_cast<const Bytes*>(row + j);
    sum += __builtin_convertvector(bytes, WideFloats) *
           *reinterpret_cast<const WideFloats*>(direction + j);
  }
  float total = 0;
  for (std::size_t j = 0; j < 16; ++j) {
    total += sum[j];
  }
  return total;
}

}  // namespace slant
