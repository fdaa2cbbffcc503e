/// @file source_accumulator.h
/// Whose voices each outlet quotes, and how often.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "slant/article/quoted_sources.h"

namespace slant {

/// Counts of one source, or of all.
struct SourceCounts {
  std::int64_t attributions = 0;  ///< times that the outlet attributes something to it
  std::int64_t words = 0;         ///< words that it attributes
  std::int64_t articles = 0;      ///< articles that quote it
  void Add(const SourceCounts& other) noexcept;
};

struct CountedSource {
  std::string source;
  bool named = false;
  SourceCounts counts;
};

struct OutletSources {
  std::string outlet;
  std::int64_t articles = 0;             ///< of the outlet, with sources or without
  SourceCounts named, unnamed, unknown;  ///< by SourceKind; `articles` may overlap
  std::vector<CountedSource> most;       ///< by attributions, then articles, then name
  std::int64_t sources = 0;              ///< distinct ones, of which `most` are some
  std::int64_t Attributions() const noexcept {
    return named.attributions + unnamed.attributions + unknown.attributions;
  }
};

/// Sums by outlet and source; merging and order change nothing.  Two people of one name are one.
/// Memory grows with outlets and their distinct sources.
class SourceAccumulator {
 public:
  /// One article.
  void Add(std::string_view outlet, std::span<const QuotedSource> sources);
  void Merge(const SourceAccumulator& other);
  bool empty() const noexcept { return outlets_.empty(); }

  /// By outlet.   @param listed how many sources of an outlet are named.
  std::vector<OutletSources> Finish(std::size_t listed = 10) const;

 private:
  struct Outlet {
    std::int64_t articles = 0;
    SourceCounts kinds[3];
    std::map<std::pair<SourceKind, std::string>, SourceCounts, std::less<>> sources;
  };
  std::map<std::string, Outlet, std::less<>> outlets_;
};

}  // namespace slant
