#include "slant/story/copies.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace slant {
namespace {

constexpr std::uint32_t kFewestShingles = 8;
constexpr std::size_t kMostLookedAt = 200;
constexpr std::size_t kTextsAtOnce = 4096;      // new ones beside the window
constexpr std::size_t kTextsInPart = 16 << 10;  // whose hashes are sorted together

// Which texts hold a hash, for all hashes.
class HashIndex {
 public:
  explicit HashIndex(std::span<const TextSketch> sketches) {
    std::size_t count = 0;
    for (const TextSketch& sketch : sketches) {
      count += sketch.hashes.size();
    }
    entries_.reserve(count);
    for (std::size_t i = 0; i < sketches.size(); ++i) {
      for (const std::uint32_t hash : sketches[i].hashes) {
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

 private:
  std::vector<std::uint64_t> entries_;  // hash, text
};

using TextHash = std::pair<std::uint32_t, std::uint32_t>;

// What each text has of what its outlet prints again and again, sorted.
Result<std::vector<TextHash>> FindBoilerplate(std::span<const CopyText> texts,
                                              const SketchSource& sketch_of, Day window) {
  std::vector<TextHash> found;
  std::vector<std::uint64_t> entries;                          // hash, text
  std::vector<std::pair<std::uint32_t, std::uint32_t>> group;  // outlet, text
  // A part of the hashes at a time, so that not all are in memory.
  const auto parts = static_cast<std::uint32_t>(1 + texts.size() / kTextsInPart);
  for (std::uint32_t part = 0; part < parts; ++part) {
    entries.clear();
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
      if (texts[i].outlet == 0 || !texts[i].day) {
        continue;
      }
      SLANT_ASSIGN_OR_RETURN(const TextSketch sketch, sketch_of(i));
      for (const std::uint32_t hash : sketch.hashes) {
        if (hash % parts == part) {
          entries.push_back((std::uint64_t{hash} << 32) | i);
        }
      }
    }
    std::sort(entries.begin(), entries.end());
    for (std::size_t begin = 0; begin < entries.size();) {
      std::size_t end = begin;
      const std::uint64_t hash = entries[begin] >> 32;
      group.clear();
      for (; end < entries.size() && entries[end] >> 32 == hash; ++end) {
        const auto text = static_cast<std::uint32_t>(entries[end]);
        group.emplace_back(texts[text].outlet, text);
      }
      begin = end;
      if (group.size() < 3) {
        continue;
      }
      std::sort(group.begin(), group.end());
      for (std::size_t i = 0; i < group.size();) {
        std::size_t j = i;
        while (j < group.size() && group[j].first == group[i].first) {
          ++j;
        }
        // Texts are sorted by day.
        if (j - i >= 3 && *texts[group[j - 1].second].day - *texts[group[i].second].day > window) {
          for (std::size_t k = i; k < j; ++k) {
            found.emplace_back(group[k].second, static_cast<std::uint32_t>(hash));
          }
        }
        i = j;
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

void Erase(std::span<const TextHash> boilerplate, std::uint32_t text, TextSketch& sketch) {
  auto at = std::lower_bound(boilerplate.begin(), boilerplate.end(), TextHash(text, 0));
  std::erase_if(sketch.hashes, [&](std::uint32_t hash) {
    while (at != boilerplate.end() && *at < TextHash(text, hash)) {
      ++at;
    }
    return at != boilerplate.end() && *at == TextHash(text, hash);
  });
}

}  // namespace

Result<std::vector<CopyOf>> FindCopies(std::span<const CopyText> texts,
                                       const SketchSource& sketch_of, const CopyOptions& options) {
  SLANT_ASSIGN_OR_RETURN(const auto boilerplate,
                         FindBoilerplate(texts, sketch_of, options.window_days));
  std::vector<CopyOf> copies(texts.size());
  std::size_t dated = 0;
  while (dated < texts.size() && texts[dated].day) {
    ++dated;
  }
  std::vector<TextSketch> sketches;  // of the texts from `begin` to `end`
  std::vector<std::uint32_t> shared;
  std::vector<std::uint32_t> touched;
  std::size_t begin = 0;
  for (std::size_t first = 0, end = 0; first < texts.size(); first = end) {
    if (first < dated) {
      const std::size_t before = begin;
      while (*texts[begin].day + options.window_days < *texts[first].day) {
        ++begin;
      }
      sketches.erase(sketches.begin(),
                     sketches.begin() + static_cast<std::ptrdiff_t>(begin - before));
    } else {
      begin = 0;
      sketches.clear();
    }
    end = std::min(first < dated ? dated : texts.size(),
                   first + std::max(kTextsAtOnce, first - begin));
    while (sketches.size() < end - begin) {
      const auto text = static_cast<std::uint32_t>(begin + sketches.size());
      SLANT_ASSIGN_OR_RETURN(sketches.emplace_back(), sketch_of(text));
      Erase(boilerplate, text, sketches.back());
    }
    const HashIndex index(sketches);
    shared.assign(sketches.size(), 0);
    for (std::size_t i = first; i < end; ++i) {
      const TextSketch& own = sketches[i - begin];
      if (own.hashes.size() < kFewestShingles) {
        continue;
      }
      touched.clear();
      for (const std::uint32_t hash : own.hashes) {
        for (const std::uint64_t entry : index.Before(hash, i - begin)) {
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
        const TextSketch& earlier = sketches[other];
        const auto& day = texts[begin + other].day;
        if (few || (texts[i].day && day && std::abs(*texts[i].day - *day) > options.window_days)) {
          continue;
        }
        const auto shortest = static_cast<float>(std::min(own.shingles, earlier.shingles));
        const auto longest = static_cast<float>(std::max(own.shingles, earlier.shingles));
        if (longest > options.max_length_ratio * shortest) {
          continue;
        }
        const TextOverlap overlap = Overlap(own, earlier);
        if (overlap.sample >= kFewestShingles && overlap.containment >= options.min_containment &&
            overlap.containment > best.containment) {
          best = {static_cast<std::uint32_t>(begin + other), overlap.containment};
        }
      }
      if (best.original != CopyOf::kNothing) {
        const std::uint32_t root = copies[best.original].original;
        best.original = root == CopyOf::kNothing ? best.original : root;
        copies[i] = best;
      }
    }
  }
  return copies;
}

}  // namespace slant
