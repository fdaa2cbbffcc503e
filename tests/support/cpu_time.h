/// @file cpu_time.h
/// Time for tests of proportion: the processor's, so that other programs on the machine count
/// little.
#pragma once

#include <algorithm>
#include <ctime>

namespace slant {

/// Seconds that the process has spent computing, on all its threads.
inline double CpuSeconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

/// Seconds that the faster of two runs of `work` took.
template <typename Work>
double SecondsOf(const Work& work) {
  double best = 1e9;
  for (int i = 0; i < 2; ++i) {
    const double start = CpuSeconds();
    work();
    best = std::min(best, CpuSeconds() - start);
  }
  return best;
}

}  // namespace slant
