/// @file term_counts.h
/// How many articles have a term.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "slant/story/article_facts.h"

namespace slant {

/// Counts by sorting, some at a time: 8 bytes for each different term.
class TermCounts {
 public:
  /// @param most_pending terms of articles that wait to be sorted, 4 bytes each.
  explicit TermCounts(std::size_t most_pending = std::size_t{1} << 20)
      : most_pending_(most_pending) {}

  /// The terms of an article, each once.
  void Add(std::span<const FactTerm> terms);

  /// To be called before Of.  Forgets the terms that were counted once.
  void Finish();

  std::size_t articles() const noexcept { return articles_; }

  /// Articles that have a term; 1 for a term that none has.
  std::uint32_t Of(std::uint32_t key) const noexcept;

 private:
  struct Counted {
    std::uint32_t key, count;
  };

  void Merge();

  std::size_t most_pending_, articles_ = 0;
  std::vector<Counted> counts_;         // by key
  std::vector<std::uint32_t> pending_;  // keys that counts_ lacks yet
};

/// Counted and finished.
TermCounts CountTerms(std::span<const ArticleFacts> facts);

}  // namespace slant
