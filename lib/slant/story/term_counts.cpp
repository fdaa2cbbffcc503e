#include "slant/story/term_counts.h"

#include <algorithm>

namespace slant {

void TermCounts::Add(std::span<const FactTerm> terms) {
  ++articles_;
  for (const FactTerm& term : terms) {
    pending_.push_back(term.key);
  }
  if (pending_.size() > most_pending_) {
    Merge();
  }
}

void TermCounts::Merge() {
  std::sort(pending_.begin(), pending_.end());
  std::vector<Counted> merged;
  merged.reserve(counts_.size() + pending_.size() / 2);
  auto old = counts_.begin();
  for (auto begin = pending_.begin(); begin != pending_.end();) {
    const auto end = std::upper_bound(begin, pending_.end(), *begin);
    for (; old != counts_.end() && old->key < *begin; ++old) {
      merged.push_back(*old);
    }
    Counted counted{*begin, static_cast<std::uint32_t>(end - begin)};
    if (old != counts_.end() && old->key == counted.key) {
      counted.count += old->count;
      ++old;
    }
    merged.push_back(counted);
    begin = end;
  }
  merged.insert(merged.end(), old, counts_.end());
  counts_ = std::move(merged);
  pending_.clear();
}

void TermCounts::Finish() {
  Merge();
  pending_ = {};
  std::erase_if(counts_, [](const Counted& counted) { return counted.count == 1; });
  counts_.shrink_to_fit();
}

std::uint32_t TermCounts::Of(std::uint32_t key) const noexcept {
  const auto at =
      std::lower_bound(counts_.begin(), counts_.end(), key,
                       [](const Counted& c, std::uint32_t wanted) { return c.key < wanted; });
  return at != counts_.end() && at->key == key ? at->count : 1;
}

TermCounts CountTerms(std::span<const ArticleFacts> facts) {
  TermCounts counts;
  for (const ArticleFacts& article : facts) {
    counts.Add(article.terms);
  }
  counts.Finish();
  return counts;
}

}  // namespace slant
