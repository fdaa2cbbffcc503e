#include "slant/lexicon/lexicon_coverage.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <string_view>
#include <utility>

#include "slant/lexicon/lexicon_counter.h"
namespace slant {
namespace {

constexpr std::size_t kCommonest = 10;

// See ListCoverage::neutral.
double NeutralValence(const Lexicon& lexicon, std::uint32_t valence) {
  float low = std::numeric_limits<float>::infinity();
  float high = -low;
  for (const CategoryValue& value : lexicon.values) {
    if (value.category == valence) {
      low = std::min(low, value.value);
      high = std::max(high, value.value);
    }
  }
  // Degrees are needed for a middle: a list of good words alone, each with 1, has none.
  if (low < 0 || !(low < high)) {
    return 0;
  }
  if (lexicon.scale_low < lexicon.scale_high) {
    low = lexicon.scale_low;
    high = lexicon.scale_high;
  }
  return low < 0 ? 0 : (double{low} + double{high}) / 2;
}

// The index of two lists, a < b, among all pairs of n.
std::size_t PairIndex(std::size_t a, std::size_t b, std::size_t n) {
  return a * (2 * n - a - 1) / 2 + (b - a - 1);
}

struct WeightedPair {
  double x = 0, y = 0;
  std::uint64_t weight = 0;
};

ValenceAgreement Agree(const std::vector<WeightedPair>& pairs) {
  ValenceAgreement out;
  double mean_x = 0, mean_y = 0;
  std::uint64_t same = 0;
  for (const WeightedPair& pair : pairs) {
    out.n += pair.weight;
    mean_x += static_cast<double>(pair.weight) * pair.x;
    mean_y += static_cast<double>(pair.weight) * pair.y;
    if (pair.x != 0 && pair.y != 0) {
      out.with_sign += pair.weight;
      same += (pair.x > 0) == (pair.y > 0) ? pair.weight : 0;
    }
  }
  if (out.with_sign > 0) {
    out.same_sign = static_cast<double>(same) / static_cast<double>(out.with_sign);
  }
  if (out.n < 2) {
    return out;
  }
  mean_x /= static_cast<double>(out.n);
  mean_y /= static_cast<double>(out.n);
  double xx = 0, yy = 0, xy = 0;
  for (const WeightedPair& pair : pairs) {
    const auto weight = static_cast<double>(pair.weight);
    xx += weight * (pair.x - mean_x) * (pair.x - mean_x);
    yy += weight * (pair.y - mean_y) * (pair.y - mean_y);
    xy += weight * (pair.x - mean_x) * (pair.y - mean_y);
  }
  // What is left of a constant after the mean was taken off is rounding.
  constexpr double kNothing = 1e-12;
  if (xx > kNothing && yy > kNothing) {
    out.pearson = std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0);
  }
  return out;
}

// A pattern that was seen, in one category.
struct Seen {
  std::uint32_t entry = 0;
  CoverageCounts::Pattern count;
  double contribution = 0;
};

// The summary of entries that were seen; those that were not are in `entries` alone.
CoverageSummary Summarize(const Lexicon& lexicon, std::string_view name, std::size_t entries,
                          bool degrees, std::vector<Seen>& seen, std::uint64_t words,
                          std::size_t top) {
  CoverageSummary out;
  out.name = name;
  out.entries = entries;
  out.seen = seen.size();
  out.degrees = degrees;
  std::vector<std::uint64_t> matches;
  matches.reserve(seen.size());
  double absolute = 0;
  for (const Seen& pattern : seen) {
    out.matches += pattern.count.matches;
    out.words += pattern.count.words;
    out.sum += pattern.contribution;
    absolute += std::abs(pattern.contribution);
    matches.push_back(pattern.count.matches);
  }
  out.absolute = degrees ? absolute : 0;
  out.sum = degrees ? out.sum : 0;
  out.word_share = words == 0 ? 0 : static_cast<double>(out.words) / static_cast<double>(words);
  const auto commonest =
      matches.begin() + static_cast<std::ptrdiff_t>(std::min(kCommonest, matches.size()));
  std::partial_sort(matches.begin(), commonest, matches.end(), std::greater<>());
  std::uint64_t by_commonest = 0;
  for (auto at = matches.begin(); at != commonest; ++at) {
    by_commonest += *at;
  }
  out.top_ten_share =
      out.matches == 0 ? 0 : static_cast<double>(by_commonest) / static_cast<double>(out.matches);

  const auto named = seen.begin() + static_cast<std::ptrdiff_t>(std::min(top, seen.size()));
  std::partial_sort(seen.begin(), named, seen.end(), [&](const Seen& a, const Seen& b) {
    if (std::abs(a.contribution) != std::abs(b.contribution)) {
      return std::abs(a.contribution) > std::abs(b.contribution);
    }
    if (a.count.matches != b.count.matches) {
      return a.count.matches > b.count.matches;
    }
    return lexicon.entries[a.entry].pattern < lexicon.entries[b.entry].pattern;
  });
  for (auto at = seen.begin(); at != named; ++at) {
    out.top.push_back({lexicon.entries[at->entry].pattern, at->count.matches, at->contribution,
                       absolute == 0 ? 0 : std::abs(at->contribution) / absolute});
  }
  return out;
}

}  // namespace

void CoverageCounts::Merge(const CoverageCounts& other) {
  assert(lists.size() == other.lists.size() && pairs.size() == other.pairs.size());
  articles += other.articles;
  sentences += other.sentences;
  words += other.words;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    assert(lists[i].size() == other.lists[i].size());
    for (std::size_t e = 0; e < lists[i].size(); ++e) {
      lists[i][e].matches += other.lists[i][e].matches;
      lists[i][e].words += other.lists[i][e].words;
    }
  }
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (const auto& [key, count] : other.pairs[i]) {
      pairs[i][key] += count;
    }
  }
}

LexiconCoverage::LexiconCoverage(std::vector<Lexicon> lexicons, const Vocabulary& vocabulary)
    : lexicons_(std::move(lexicons)) {
  for (const Lexicon& lexicon : lexicons_) {
    List& list = lists_.emplace_back();
    list.matcher = CompilePatterns(lexicon, vocabulary);
    const auto valence = lexicon.FindCategory(kValenceCategory);
    if (!valence) {
      continue;
    }
    list.neutral = NeutralValence(lexicon, *valence);
    list.valences.assign(lexicon.entries.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t e = 0; e < lexicon.entries.size(); ++e) {
      for (const CategoryValue& value : lexicon.ValuesOf(lexicon.entries[e])) {
        if (value.category == *valence) {
          list.valences[e] = double{value.value} - *list.neutral;
        }
      }
    }
  }
}

CoverageCounts LexiconCoverage::Zero() const {
  CoverageCounts counts;
  for (const Lexicon& lexicon : lexicons_) {
    counts.lists.emplace_back(lexicon.entries.size());
  }
  counts.pairs.resize(lists_.size() * (lists_.size() - (lists_.empty() ? 0 : 1)) / 2);
  return counts;
}

void LexiconCoverage::Count(const Document& document, CoverageWorkspace& work,
                            CoverageCounts& counts) const {
  ++counts.articles;
  counts.sentences += document.sentences.size();
  work.matches.resize(lists_.size());
  for (const Sentence& sentence : document.sentences) {
    for (const Token& token : document.TokensOf(sentence)) {
      counts.words += token.word != kNoWord;
    }
    for (std::size_t i = 0; i < lists_.size(); ++i) {
      work.matches[i].clear();
      lists_[i].matcher.Match(document, sentence.first_token, sentence.end_token, work.patterns,
                              work.matches[i]);
      for (const PatternMatch& match : work.matches[i]) {
        CoverageCounts::Pattern& pattern = counts.lists[i][match.pattern];
        ++pattern.matches;
        for (std::uint32_t t = match.first_token; t < match.end_token; ++t) {
          pattern.words += document.tokens[t].word != kNoWord;
        }
      }
    }
    for (std::size_t a = 0; a < lists_.size(); ++a) {
      for (std::size_t b = a + 1; b < lists_.size(); ++b) {
        if (lists_[a].valences.empty() || lists_[b].valences.empty()) {
          continue;
        }
        auto& pairs = counts.pairs[PairIndex(a, b, lists_.size())];
        auto other = work.matches[b].begin();
        for (const PatternMatch& match : work.matches[a]) {
          while (other != work.matches[b].end() && other->first_token < match.first_token) {
            ++other;
          }
          if (other == work.matches[b].end()) {
            break;
          }
          if (other->first_token == match.first_token && other->end_token == match.end_token &&
              !std::isnan(lists_[a].valences[match.pattern]) &&
              !std::isnan(lists_[b].valences[other->pattern])) {
            ++pairs[std::uint64_t{match.pattern} << 32 | other->pattern];
          }
        }
      }
    }
  }
}

CoverageReport LexiconCoverage::Report(const CoverageCounts& counts, std::size_t top) const {
  CoverageReport report;
  report.articles = counts.articles;
  report.sentences = counts.sentences;
  report.words = counts.words;
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    const Lexicon& lexicon = lexicons_[i];
    const auto valence = lexicon.FindCategory(kValenceCategory);
    ListCoverage& out = report.lists.emplace_back();
    out.neutral = lists_[i].neutral;

    const std::size_t n = lexicon.categories.size();
    std::vector<std::size_t> entries(n);
    std::vector<bool> degrees(n);
    for (const CategoryValue& value : lexicon.values) {
      ++entries[value.category];
      degrees[value.category] = degrees[value.category] || value.value != 1;
    }
    std::vector<Seen> all;
    std::vector<std::vector<Seen>> by_category(n);
    const auto canonical = lists_[i].matcher.canonical();
    for (std::uint32_t e = 0; e < lexicon.entries.size(); ++e) {
      out.unmatchable += canonical.empty() || canonical[e] != e;
      const CoverageCounts::Pattern& count = counts.lists[i][e];
      if (count.matches == 0) {
        continue;
      }
      const auto matches = static_cast<double>(count.matches);
      all.push_back({e, count, matches});
      for (const CategoryValue& value : lexicon.ValuesOf(lexicon.entries[e])) {
        const double degree =
            value.category == valence ? lists_[i].valences[e] : double{value.value};
        by_category[value.category].push_back(
            {e, count, degrees[value.category] ? matches * degree : matches});
      }
    }
    out.all =
        Summarize(lexicon, lexicon.name, lexicon.entries.size(), false, all, counts.words, top);
    for (std::size_t c = 0; c < n; ++c) {
      out.categories.push_back(Summarize(lexicon, lexicon.categories[c], entries[c], degrees[c],
                                         by_category[c], counts.words, top));
    }
  }

  for (std::size_t a = 0; a < lists_.size(); ++a) {
    std::unordered_map<std::string_view, double> rated;
    for (std::size_t e = 0; e < lists_[a].valences.size(); ++e) {
      if (!std::isnan(lists_[a].valences[e])) {
        rated.emplace(lexicons_[a].entries[e].pattern, lists_[a].valences[e]);
      }
    }
    for (std::size_t b = a + 1; b < lists_.size(); ++b) {
      if (lists_[a].valences.empty() || lists_[b].valences.empty()) {
        continue;
      }
      ListAgreement& out = report.agreements.emplace_back();
      out.a = a;
      out.b = b;
      std::vector<WeightedPair> pairs;
      for (std::size_t e = 0; e < lists_[b].valences.size(); ++e) {
        const auto found = rated.find(lexicons_[b].entries[e].pattern);
        if (found != rated.end() && !std::isnan(lists_[b].valences[e])) {
          pairs.push_back({found->second, lists_[b].valences[e], 1});
        }
      }
      out.patterns = Agree(pairs);
      // In the order of the keys: sums of floating-point numbers depend on it.
      const auto& counted = counts.pairs[PairIndex(a, b, lists_.size())];
      std::vector<std::pair<std::uint64_t, std::uint64_t>> sorted(counted.begin(), counted.end());
      std::sort(sorted.begin(), sorted.end());
      pairs.clear();
      for (const auto& [key, count] : sorted) {
        pairs.push_back(
            {lists_[a].valences[key >> 32], lists_[b].valences[key & 0xFFFFFFFF], count});
      }
      out.tokens = Agree(pairs);
    }
  }
  return report;
}

}  // namespace slant
