/// @file huge_pages.h
/// Large tables that are read at random: pages of 2 MB, where the system has them.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace slant {

/// `count` zeros.  With pages of 4 KB a table of many megabytes costs a walk through the page table
/// for nearly every row that is read; so the system is asked for large ones before the first touch.
/// It may decline, and nothing but time depends on it.
template <typename T>
std::vector<T> LargeTable(std::size_t count) {
  std::vector<T> table;
  table.reserve(count);
#if defined(MADV_HUGEPAGE)
  constexpr std::uintptr_t kPage = std::uintptr_t{1} << 21;
  const auto begin = reinterpret_cast<std::uintptr_t>(table.data());
  const std::uintptr_t first = (begin + kPage - 1) / kPage * kPage;
  const std::uintptr_t end = (begin + count * sizeof(T)) / kPage * kPage;
  if (first < end) {
    madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
  }
#endif
  table.resize(count);
  return table;
}

}  // namespace slant
