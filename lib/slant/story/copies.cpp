#include "slant/story/copies.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace slant {
namespace {

constexpr std::uint32_t kFewestShingles = 8;
constexpr std::size_t kMostLookedAt = 200;

// Which texts hold a hash, for all hashes.
class HashIndex {
 public:
  explicit HashIndex(std::span<const CopySource> sources) {
    std::size_t count = 0;
    for (const CopySource& source : sources) {
      count += source.sketch.hashes.size();
    }
    entries_.reserve(count);
    for (std::size_t i = 0; i < sources.size(); ++i) {
      for (const std::uint32_t hash : sources[i].sketch.hashes) {
        entries_.push_back((std::uint64_t{hash} << 32) | i);
      }
    }
    std::sort(entries_.begin(), entries_.end());
  }

  // The texts before `text` that hold `hash`, each in the low 32 bits, rising.
  std::span<const std::uint64_t> Before(std::uint32_t hash, std::size_t text) const {
    const auto at =
        std::lower_bound(entries_.begin(), entries_.end(), (std::uint64_t{hash} << 32) | text);
    auto begin = at;
    while (begin != entries_.begin() && *(begin - 1) >> 32 == hash &&
           static_cast<std::size_t>(at - begin) < kMostLookedAt) {
      --begin;
    }
    return {begin, at};
  }

  std::span<const std::uint64_t> entries() const { return entries_; }

 private:
  std::vector<std::uint64_t> entries_;  // hash, text
};

// Erases from each sketch what its outlet prints again and again.
void EraseBoilerplate(std::span<CopySource> sources, Day window) {
  const HashIndex index(sources);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> erased;  // text, hash
  std::vector<std::pair<std::uint32_t, std::uint32_t>> group;   // outlet, text
  const auto entries = index.entries();
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin;
    const std::uint64_t hash = entries[begin] >> 32;
    while (end < entries.size() && entries[end] >> 32 == hash) {
      ++end;
    }
    if (end - begin >= 3) {
      group.clear();
      for (std::size_t i = begin; i < end; ++i) {
        const auto text = static_cast<std::uint32_t>(entries[i]);
        if (sources[text].outlet != 0 && sources[text].day) {
          group.emplace_back(sources[text].outlet, text);
        }
      }
      std::sort(group.begin(), group.end());
      for (std::size_t i = 0; i < group.size();) {
        std::size_t j = i;
        Day first = *sources[group[i].second].day;
        Day last = first;
        for (; j < group.size() && group[j].first == group[i].first; ++j) {
          first = std::min(first, *sources[group[j].second].day);
          last = std::max(last, *sources[group[j].second].day);
        }
        if (j - i >= 3 && last - first > window) {
          for (std::size_t k = i; k < j; ++k) {
            erased.emplace_back(group[k].second, static_cast<std::uint32_t>(hash));
          }
        }
        i = j;
      }
    }
    begin = end;
  }
  std::sort(erased.begin(), erased.end());
  for (std::size_t i = 0; i < erased.size();) {
    auto& hashes = sources[erased[i].first].sketch.hashes;
    std::size_t kept = 0;
    const std::uint32_t text = erased[i].first;
    for (const std::uint32_t hash : hashes) {
      while (i < erased.size() && erased[i].first == text && erased[i].second < hash) {
        ++i;
      }
      if (i >= erased.size() || erased[i] != std::pair(text, hash)) {
        hashes[kept++] = hash;
      }
    }
    hashes.resize(kept);
    while (i < erased.size() && erased[i].first == text) {
      ++i;
    }
  }
}

}  // namespace

std::vector<CopyOf> FindCopies(std::span<CopySource> sources, const CopyOptions& options) {
  EraseBoilerplate(sources, options.window_days);
  const HashIndex index(sources);
  std::vector<CopyOf> copies(sources.size());
  std::vector<std::uint32_t> shared(sources.size());
  std::vector<std::uint32_t> touched;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const TextSketch& own = sources[i].sketch;
    if (own.hashes.size() < kFewestShingles) {
      continue;
    }
    touched.clear();
    for (const std::uint32_t hash : own.hashes) {
      for (const std::uint64_t entry : index.Before(hash, i)) {
        const auto other = static_cast<std::uint32_t>(entry);
        if (shared[other]++ == 0) {
          touched.push_back(other);
        }
      }
    }
    std::sort(touched.begin(), touched.end());
    CopyOf best;
    for (const std::uint32_t other : touched) {
      const bool few = std::exchange(shared[other], 0) < 3;
      const CopySource& earlier = sources[other];
      if (few || (sources[i].day && earlier.day &&
                  std::abs(*sources[i].day - *earlier.day) > options.window_days)) {
        continue;
      }
      const auto shortest = static_cast<float>(std::min(own.shingles, earlier.sketch.shingles));
      const auto longest = static_cast<float>(std::max(own.shingles, earlier.sketch.shingles));
      if (longest > options.max_length_ratio * shortest) {
        continue;
      }
      const TextOverlap overlap = Overlap(own, earlier.sketch);
      if (overlap.sample >= kFewestShingles && overlap.containment >= options.min_containment &&
          overlap.containment > best.containment) {
        best = {other, overlap.containment};
      }
    }
    if (best.original != CopyOf::kNothing) {
      const std::uint32_t root = copies[best.original].original;
      best.original = root == CopyOf::kNothing ? best.original : root;
      copies[i] = best;
    }
  }
  return copies;
}

}  // namespace slant
