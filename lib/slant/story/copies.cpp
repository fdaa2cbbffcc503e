#include "slant/story/copies.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "slant/story/block_index.h"

namespace slant {
namespace {

constexpr std::uint32_t kFewestShingles = 8;
constexpr std::uint8_t kMostLookedAt = 200;
constexpr std::size_t kTextsInPart = 8 << 10;  // whose hashes are sorted together

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

// What the texts of a block copy of those before them, which come a block at a time.
class CopySearch {
 public:
  CopySearch(std::span<const TextSketch> later, std::size_t first,
             std::span<const std::uint32_t> begins, const CopyOptions& options)
      : later_(later), first_(first), begins_(begins), options_(options), best_(later.size()) {
    for (const TextSketch& sketch : later) {
      left_.resize(left_.size() + sketch.hashes.size(), kMostLookedAt);
    }
  }

  // Blocks come from the last to the first; the first to come is the block itself.
  void Look(std::span<const TextSketch> earlier, std::size_t earlier_first) {
    const BlockIndex index([&](const auto& put) {
      for (std::size_t j = 0; j < earlier.size(); ++j) {
        for (const std::uint32_t hash : earlier[j].hashes) {
          put(hash, j, 0);
        }
      }
    });
    shared_.assign(earlier.size(), 0);
    std::uint8_t* left = left_.data();
    for (std::size_t i = 0; i < later_.size(); ++i) {
      const TextSketch& own = later_[i];
      std::uint8_t* own_left = left;
      left += own.hashes.size();
      const std::size_t from = std::max<std::size_t>(begins_[first_ + i], earlier_first);
      const std::size_t to = std::min(first_ + i, earlier_first + earlier.size());
      if (own.hashes.size() < kFewestShingles || from >= to) {
        continue;
      }
      touched_.clear();
      for (const std::uint32_t hash : own.hashes) {
        std::uint8_t& looks = *own_left++;
        const auto entries = index.Between(hash, from - earlier_first, to - earlier_first, looks);
        looks = static_cast<std::uint8_t>(looks - entries.size());
        for (const BlockIndex::Entry& entry : entries) {
          if (shared_[entry.article]++ == 0) {
            touched_.push_back(entry.article);
          }
        }
      }
      for (const std::uint32_t other : touched_) {
        if (std::exchange(shared_[other], 0) >= 3) {
          Consider(own, earlier[other], static_cast<std::uint32_t>(earlier_first + other),
                   best_[i]);
        }
      }
    }
  }

  std::span<const CopyOf> best() const { return best_; }

 private:
  void Consider(const TextSketch& own, const TextSketch& earlier, std::uint32_t other,
                CopyOf& best) const {
    const auto shortest = static_cast<float>(std::min(own.shingles, earlier.shingles));
    const auto longest = static_cast<float>(std::max(own.shingles, earlier.shingles));
    if (longest > options_.max_length_ratio * shortest) {
      return;
    }
    const TextOverlap overlap = Overlap(own, earlier);
    if (overlap.sample >= kFewestShingles && overlap.containment >= options_.min_containment &&
        (overlap.containment > best.containment ||
         (overlap.containment == best.containment && other < best.original))) {
      best = {other, overlap.containment};
    }
  }

  std::span<const TextSketch> later_;
  std::size_t first_;
  std::span<const std::uint32_t> begins_;
  const CopyOptions& options_;
  std::vector<CopyOf> best_;
  std::vector<std::uint8_t> left_;  // texts that each hash of each text may still look at
  std::vector<std::uint32_t> shared_, touched_;
};

}  // namespace

Result<std::vector<CopyOf>> FindCopies(std::span<const CopyText> texts,
                                       const SketchSource& sketch_of, const CopyOptions& options,
                                       std::size_t block) {
  SLANT_ASSIGN_OR_RETURN(const auto boilerplate,
                         FindBoilerplate(texts, sketch_of, options.window_days));
  std::vector<std::optional<Day>> days;
  for (const CopyText& text : texts) {
    days.push_back(text.day);
  }
  const auto begins = WindowBegins(days, options.window_days);
  const auto read = [&](std::size_t from, std::size_t to) -> Result<std::vector<TextSketch>> {
    std::vector<TextSketch> sketches(to - from);
    for (std::size_t i = from; i < to; ++i) {
      const auto text = static_cast<std::uint32_t>(i);
      SLANT_ASSIGN_OR_RETURN(sketches[i - from], sketch_of(text));
      Erase(boilerplate, text, sketches[i - from]);
    }
    return sketches;
  };
  std::vector<CopyOf> copies;
  for (std::size_t first = 0, end = 0; first < texts.size(); first = end) {
    end = std::min(texts.size(), first + block);
    const std::size_t begin = std::min(begins[first], begins[end - 1]);
    SLANT_ASSIGN_OR_RETURN(const auto later, read(first, end));
    CopySearch search(later, first, begins, options);
    search.Look(later, first);
    for (std::size_t from = first, to = 0; from > begin;) {
      to = from;
      from = to - std::min(block, to - begin);
      SLANT_ASSIGN_OR_RETURN(const auto earlier, read(from, to));
      search.Look(earlier, from);
    }
    for (CopyOf copy : search.best()) {
      if (copy.original != CopyOf::kNothing && copies[copy.original].original != CopyOf::kNothing) {
        copy.original = copies[copy.original].original;
      }
      copies.push_back(copy);
    }
  }
  return copies;
}

}  // namespace slant
