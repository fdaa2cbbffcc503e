#include "slant/outlet/source_accumulator.h"

#include <algorithm>
#include <tuple>

namespace slant {

void SourceCounts::Add(const SourceCounts& other) noexcept {
  attributions += other.attributions;
  words += other.words;
  articles += other.articles;
}

void SourceAccumulator::Add(std::string_view outlet, std::span<const QuotedSource> sources) {
  Outlet& sums = outlets_[std::string(outlet)];
  ++sums.articles;
  bool seen[3] = {};
  for (const QuotedSource& source : sources) {
    const auto kind = static_cast<std::size_t>(source.kind);
    SourceCounts counts{source.attributions, source.words, 1};
    if (source.kind != SourceKind::kUnknown) {
      sums.sources[{source.kind, source.source}].Add(counts);
    }
    counts.articles = seen[kind] ? 0 : 1;
    seen[kind] = true;
    sums.kinds[kind].Add(counts);
  }
}

void SourceAccumulator::Merge(const SourceAccumulator& other) {
  for (const auto& [outlet, theirs] : other.outlets_) {
    Outlet& mine = outlets_[outlet];
    mine.articles += theirs.articles;
    for (std::size_t kind = 0; kind < std::size(mine.kinds); ++kind) {
      mine.kinds[kind].Add(theirs.kinds[kind]);
    }
    for (const auto& [source, counts] : theirs.sources) {
      mine.sources[source].Add(counts);
    }
  }
}

std::vector<OutletSources> SourceAccumulator::Finish(std::size_t listed) const {
  std::vector<OutletSources> out;
  for (const auto& [name, sums] : outlets_) {
    OutletSources outlet{name, sums.articles, sums.kinds[0], sums.kinds[1], sums.kinds[2], {}, 0};
    outlet.sources = static_cast<std::int64_t>(sums.sources.size());
    for (const auto& [source, counts] : sums.sources) {
      outlet.most.push_back({source.second, source.first == SourceKind::kNamed, counts});
    }
    const auto rank = [](const CountedSource& s) {
      return std::tuple(-s.counts.attributions, -s.counts.articles, !s.named,
                        std::string_view(s.source));
    };
    const std::size_t kept = std::min(listed, outlet.most.size());
    std::partial_sort(outlet.most.begin(), outlet.most.begin() + static_cast<std::ptrdiff_t>(kept),
                      outlet.most.end(), [&](const CountedSource& a, const CountedSource& b) {
                        return rank(a) < rank(b);
                      });
    outlet.most.resize(kept);
    out.push_back(std::move(outlet));
  }
  return out;
}

}  // namespace slant
