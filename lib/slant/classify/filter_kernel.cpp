#include "slant/classify/filter_kernel.h"

#include "slant/base/cpu_clones.h"

namespace slant {
namespace {

typedef std::int16_t Shorts __attribute__((vector_size(32), aligned(2)));  // NOLINT: GCC's
typedef std::int32_t Ints __attribute__((vector_size(64), aligned(4)));    // NOLINT
constexpr std::size_t kLanes = 16;

}  // namespace

SLANT_CLONES
void AddState(const std::int8_t* __restrict row, const std::int16_t* __restrict state,
              std::size_t size, std::int16_t* __restrict sum) noexcept {
  for (std::size_t j = 0; j < size; ++j) {
    sum[j] = static_cast<std::int16_t>(row[j] + state[j]);
  }
}

SLANT_CLONES
void ConvolveRows(const std::int16_t* sums, std::size_t n, std::size_t stride, std::size_t width,
                  std::size_t count, const std::int16_t* bias, std::int16_t* highest,
                  std::int32_t* total) noexcept {
  const std::size_t before = (width - 1) / 2;
  for (std::size_t f = 0; f < count; f += kLanes) {
    const Shorts start = *reinterpret_cast<const Shorts*>(bias + f);
    const Shorts zero = start - start;
    Shorts top = zero;
    Ints sum = __builtin_convertvector(zero, Ints);
    for (std::size_t t = 0; t < n; ++t) {
      // Offsets o with 0 <= t + o - before < n.
      const std::size_t first = t < before ? before - t : 0;
      const std::size_t last = t + width - before <= n ? width : n - t + before;
      Shorts at = start;
      for (std::size_t o = first; o < last; ++o) {
        at += *reinterpret_cast<const Shorts*>(sums + (t + o - before) * stride + o * count + f);
      }
      at = at > zero ? at : zero;
      top = at > top ? at : top;
      sum += __builtin_convertvector(at, Ints);
    }
    *reinterpret_cast<Shorts*>(highest + f) = top;
    *reinterpret_cast<Ints*>(total + f) = sum;
  }
}

}  // namespace slant
