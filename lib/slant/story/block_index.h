/// @file block_index.h
/// Which articles of a block have a term or a shingle.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace slant {

/// An inverted index.  Immutable; 12 bytes an entry.
class BlockIndex {
 public:
  struct Entry {
    std::uint32_t key, article;
    float value;
  };

  /// @param visit calls what it is given with (key, article, value) for each entry, an article's
  ///        key once; it is called twice and must do the same both times.
  template <typename Visit>
  explicit BlockIndex(const Visit& visit) : begins_((std::size_t{1} << kBits) + 1) {
    // By the key's first bits, and then within those.
    visit([&](std::uint32_t key, std::size_t, float) { ++begins_[Bits(key) + 1]; });
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    entries_.resize(begins_.back());
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    visit([&](std::uint32_t key, std::size_t article, float value) {
      entries_[next[Bits(key)]++] = {key, static_cast<std::uint32_t>(article), value};
    });
    for (std::size_t b = 0; b + 1 < begins_.size(); ++b) {
      std::sort(entries_.begin() + begins_[b], entries_.begin() + begins_[b + 1], Before);
    }
  }

  /// The entries of `key` for articles in [from, to), rising; the last `most` of them.
  std::span<const Entry> Between(std::uint32_t key, std::size_t from, std::size_t to,
                                 std::size_t most) const noexcept {
    const auto begin = entries_.begin() + begins_[Bits(key)];
    const auto end = entries_.begin() + begins_[Bits(key) + 1];
    const auto first =
        std::lower_bound(begin, end, Entry{key, static_cast<std::uint32_t>(from), 0}, Before);
    const auto last =
        std::lower_bound(first, end, Entry{key, static_cast<std::uint32_t>(to), 0}, Before);
    return {last - std::min(last - first, static_cast<std::ptrdiff_t>(most)), last};
  }

 private:
  static constexpr int kBits = 16;
  static std::size_t Bits(std::uint32_t key) noexcept { return key >> (32 - kBits); }
  static bool Before(const Entry& a, const Entry& b) noexcept {
    return a.key != b.key ? a.key < b.key : a.article < b.article;
  }

  std::vector<std::uint32_t> begins_;  // where the keys with the same first bits begin
  std::vector<Entry> entries_;
};

}  // namespace slant
