#include "slant/features/row_kernel.h"

#include <algorithm>

// One body, compiled for the baseline and for AVX2; the dynamic linker picks one at start.
// Sanitized builds have only the baseline: their run-time is not ready yet when the picking
// happens.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(SLANT_SANITIZED)
#define SLANT_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define SLANT_CLONES
#endif

namespace slant {

SLANT_CLONES
void AddRow(const std::int8_t* __restrict row, std::int32_t weight, std::size_t size,
            std::int32_t* __restrict sum, std::int8_t* __restrict highest,
            std::int8_t* __restrict lowest) noexcept {
  const auto w = static_cast<std::int16_t>(weight);
  for (std::size_t i = 0; i < size; i += 32) {
    for (std::size_t j = i; j < i + 32; ++j) {
      // 255 * 127 fits into 16 bits.
      sum[j] += static_cast<std::int16_t>(w * row[j]);
    }
    for (std::size_t j = i; j < i + 32; ++j) {
      highest[j] = std::max(highest[j], row[j]);
      lowest[j] = std::min(lowest[j], row[j]);
    }
  }
}

}  // namespace slant
