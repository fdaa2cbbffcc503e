#include "slant/words/word_comparison.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "slant/base/hash.h"
#include "slant/statistics/multiple_tests.h"
#include "slant/words/poisson_weights.h"

namespace slant {
namespace {

constexpr double kNormal95 = 1.959963984540054;
constexpr double kNestedShare = 0.8;  // of the larger count, that makes a nested term no news

// A cell's side: in a, in b, or in neither.
enum Side : std::uint8_t { kA, kB, kNeither };

// 2.5 and 97.5 percentiles; nothing of fewer than 100 numbers.
std::pair<std::optional<double>, std::optional<double>> Percentiles(std::vector<double>& values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.size() < 100) {
    return {};
  }
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(
        std::lround(share * static_cast<double>(values.size() - 1)))];
  };
  return {at(0.025), at(0.975)};
}

bool StandsIn(std::string_view part, std::string_view whole) {
  for (std::size_t at = whole.find(part); at != std::string_view::npos;
       at = whole.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    if ((at == 0 || whole[at - 1] == ' ') && (end == whole.size() || whole[end] == ' ')) {
      return true;
    }
  }
  return false;
}

}  // namespace

struct WordComparer::Sides {
  std::vector<Side> side;      // one a cell
  std::vector<double> weight;  // one a cell; 0 in a stratum that one side lacks
  std::array<double, 2> words{};
  std::array<std::int64_t, 2> raw_words{}, articles{};
  std::size_t strata = 0;
  // Weighted words by cluster, and the sums over clusters of n_a^i n_b^(2 - i), n_a^i n_b^(4 - i).
  std::array<std::vector<double>, 2> cluster_words;
  std::array<double, 3> second{};
  std::array<double, 5> fourth{};
  std::array<int, 2> clusters{};
  std::uint32_t group_a = 0;
  std::optional<std::uint32_t> group_b;  // nothing: all others
};

WordComparer::WordComparer(const TermTable& table, WordComparisonOptions options)
    : table_(table), options_(options), weights_(TermTable::kClusters) {}

std::span<const std::uint8_t> WordComparer::Weights(std::uint32_t cluster) const {
  std::vector<std::uint8_t>& weights = weights_[cluster];
  if (weights.empty()) {
    weights.resize(kReplicates);
    PoissonWeights(Mix64(cluster), weights);
  }
  return weights;
}

WordComparer::Sides WordComparer::Weigh(const std::string& a, const std::string& b) const {
  Sides sides;
  const auto& cells = table_.cells();
  const auto id = [&](const std::string& name) {
    const auto& groups = table_.groups();
    return static_cast<std::uint32_t>(std::find(groups.begin(), groups.end(), name) -
                                      groups.begin());
  };
  sides.group_a = id(a);
  if (!b.empty()) {
    sides.group_b = id(b);
  }
  std::vector<std::array<double, 2>> strata(table_.strata().size());
  for (const TermTable::Cell& cell : cells) {
    const Side side = cell.group == sides.group_a                      ? kA
                      : !sides.group_b || cell.group == *sides.group_b ? kB
                                                                       : kNeither;
    sides.side.push_back(side);
    if (side != kNeither) {
      strata[cell.stratum][side] += static_cast<double>(cell.words);
    }
  }
  for (auto& side : sides.cluster_words) {
    side.resize(TermTable::kClusters);
  }
  std::vector<std::array<bool, 2>> seen(TermTable::kClusters);
  for (const auto& words : strata) {
    sides.strata += words[kA] > 0 && words[kB] > 0;
  }
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const Side side = sides.side[c];
    double weight = 0;
    if (side != kNeither) {
      const auto& words = strata[cells[c].stratum];
      weight = strata.size() == 1               ? 1
               : words[kA] > 0 && words[kB] > 0 ? 2 * words[1 - side] / (words[kA] + words[kB])
                                                : 0;
    }
    sides.weight.push_back(weight);
    if (weight > 0) {
      const double words = weight * static_cast<double>(cells[c].words);
      sides.words[side] += words;
      sides.raw_words[side] += cells[c].words;
      sides.articles[side] += cells[c].articles;
      sides.cluster_words[side][cells[c].cluster] += words;
      seen[cells[c].cluster][side] = true;
    }
  }
  for (std::uint32_t c = 0; c < TermTable::kClusters; ++c) {
    const double n_a = sides.cluster_words[kA][c], n_b = sides.cluster_words[kB][c];
    sides.clusters[kA] += seen[c][kA];
    sides.clusters[kB] += seen[c][kB];
    for (int i = 0; i <= 2; ++i) {
      sides.second[static_cast<std::size_t>(i)] += std::pow(n_a, i) * std::pow(n_b, 2 - i);
    }
    for (int i = 0; i <= 4; ++i) {
      sides.fourth[static_cast<std::size_t>(i)] += std::pow(n_a, i) * std::pow(n_b, 4 - i);
    }
  }
  return sides;
}

// NPMI of the phrase without its last word, and that word.
bool WordComparer::Coheres(const TermTable::Term& term, double words) const {
  if (term.words == 1) {
    return true;
  }
  const TermTable::Term* const head = table_.Find(term.head);
  const TermTable::Term* const last = table_.Find(term.last);
  if (head == nullptr || last == nullptr) {
    return false;
  }
  const double p = static_cast<double>(term.count) / words;
  const double independent =
      static_cast<double>(head->count) / words * static_cast<double>(last->count) / words;
  return std::log(p / independent) / -std::log(p) >= options_.cohesion;
}

WordComparison WordComparer::Compare(const std::string& a, const std::string& b) const {
  const Sides sides = Weigh(a, b);
  WordComparison out;
  out.a = a;
  out.b = b;
  out.articles_a = sides.articles[kA];
  out.articles_b = sides.articles[kB];
  out.words_a = sides.raw_words[kA];
  out.words_b = sides.raw_words[kB];
  out.strata = sides.strata;
  if (sides.words[kA] <= 0 || sides.words[kB] <= 0) {
    return out;
  }
  double all_words = 0;
  for (const TermTable::Cell& cell : table_.cells()) {
    all_words += static_cast<double>(cell.words);
  }
  const double both = sides.words[kA] + sides.words[kB];
  const double prior_words = PriorWords(both);
  const bool testable = sides.clusters[kA] > 1 && sides.clusters[kB] > 1;
  std::vector<double> influence(TermTable::kClusters);
  std::vector<std::uint32_t> touched;
  std::vector<bool> is_touched(TermTable::kClusters);
  for (const TermTable::Term& term : table_.terms()) {
    if (term.count < options_.min_count) {
      continue;
    }
    std::array<double, 2> count{};
    std::array<std::int64_t, 2> raw{}, articles{};
    for (const TermTable::Posting& posting : term.postings) {
      if (const double weight = sides.weight[posting.cell]; weight > 0) {
        const Side side = sides.side[posting.cell];
        count[side] += weight * posting.count;
        raw[side] += posting.count;
        articles[side] += posting.articles;
      }
    }
    if (raw[kA] + raw[kB] < options_.min_count ||
        articles[kA] + articles[kB] < options_.min_articles || !Coheres(term, all_words)) {
      continue;
    }
    WordDifference word;
    const TermContrast counts{count[kA], sides.words[kA], count[kB], sides.words[kB]};
    const double prior = prior_words * (count[kA] + count[kB]) / both;
    word.log_odds = WeightedLogOdds(counts, prior, prior_words);
    ++out.tested;
    word.term = term.text;
    word.words = term.words;
    word.count_a = raw[kA];
    word.count_b = raw[kB];
    word.articles_a = articles[kA];
    word.articles_b = articles[kB];
    word.rate_a = 1e4 * count[kA] / sides.words[kA];
    word.rate_b = 1e4 * count[kB] / sides.words[kB];
    word.g2 = Keyness(counts);
    word.log_ratio = LogRatio(counts);
    if (testable) {
      // The delta method over clusters: how much each moves the log-odds, in residuals
      // count - rate * words, so that those of a side sum to 0.
      std::array<double, 2> slope{}, flat{};
      for (const Side side : {kA, kB}) {
        const double seen = count[side] + prior;
        const double m = sides.clusters[side];
        slope[side] = (1 / seen + 1 / (sides.words[side] + prior_words - seen)) *
                      std::sqrt(m / (m - 1)) * (side == kA ? 1 : -1);
        flat[side] = -slope[side] * count[side] / sides.words[side];
      }
      const double u = flat[kA], v = flat[kB];
      double second =
          u * u * sides.second[2] + 2 * u * v * sides.second[1] + v * v * sides.second[0];
      double fourth = 0;
      for (int i = 0; i <= 4; ++i) {
        constexpr std::array<double, 5> kBinomial = {1, 4, 6, 4, 1};
        const auto at = static_cast<std::size_t>(i);
        fourth += kBinomial[at] * std::pow(u, i) * std::pow(v, 4 - i) * sides.fourth[at];
      }
      touched.clear();
      for (const TermTable::Posting& posting : term.postings) {
        if (const double weight = sides.weight[posting.cell]; weight > 0) {
          const std::uint32_t c = table_.cells()[posting.cell].cluster;
          if (!is_touched[c]) {
            is_touched[c] = true;
            touched.push_back(c);
          }
          influence[c] += slope[sides.side[posting.cell]] * weight * posting.count;
        }
      }
      for (const std::uint32_t c : touched) {
        const double without = u * sides.cluster_words[kA][c] + v * sides.cluster_words[kB][c];
        const double with = without + influence[c];
        second += with * with - without * without;
        fourth += with * with * with * with - without * without * without * without;
        influence[c] = 0;
        is_touched[c] = false;
      }
      second = std::max(second, 0.0);
      // Satterthwaite's degrees of a sum of the clusters' variance, known as well as clusters count
      // effectively, and of what words add to it, which needs no estimate.
      const double variance = std::max(second, word.log_odds.variance);
      const double effective = fourth > 0 ? second * second / fourth : 2;
      const double degrees =
          std::max(1.0, effective - 1) * std::pow(variance / std::max(second, 1e-300), 2);
      word.p = StudentP(word.log_odds.estimate / std::sqrt(variance), std::min(degrees, 1e9));
    }
    out.words.push_back(std::move(word));
  }
  std::stable_sort(out.words.begin(), out.words.end(),
                   [](const WordDifference& x, const WordDifference& y) {
                     const bool x_b = x.log_odds.estimate < 0, y_b = y.log_odds.estimate < 0;
                     return x_b != y_b   ? y_b
                            : x.p != y.p ? x.p < y.p
                                         : std::abs(x.log_odds.z) > std::abs(y.log_odds.z);
                   });
  return out;
}

void WordComparer::Correct(std::vector<WordComparison>& comparisons) const {
  std::vector<double> p;
  for (const WordComparison& comparison : comparisons) {
    for (const WordDifference& word : comparison.words) {
      p.push_back(word.p);
    }
  }
  const std::vector<double> q = BenjaminiHochberg(p);
  std::size_t at = 0;
  for (WordComparison& comparison : comparisons) {
    std::vector<WordDifference> kept;
    std::array<std::size_t, 2> told{};
    std::size_t first_of_direction = 0;
    for (WordDifference& word : comparison.words) {
      word.q = q[at++];
      comparison.separable += word.q <= options_.false_discovery_rate;
      const Side side = word.log_odds.estimate < 0 ? kB : kA;
      if (side == kB && told[kB] == 0) {
        first_of_direction = kept.size();
      }
      if (options_.most > 0) {
        if (told[side] == options_.most) {
          continue;
        }
        const bool nested = std::any_of(
            kept.begin() + static_cast<std::ptrdiff_t>(first_of_direction), kept.end(),
            [&](const WordDifference& other) {
              const auto mine = static_cast<double>(word.count_a + word.count_b);
              const auto its = static_cast<double>(other.count_a + other.count_b);
              return std::min(mine, its) >= kNestedShare * std::max(mine, its) &&
                     (StandsIn(word.term, other.term) || StandsIn(other.term, word.term));
            });
        if (nested) {
          continue;
        }
      }
      ++told[side];
      kept.push_back(std::move(word));
    }
    comparison.words = std::move(kept);
  }
}

void WordComparer::AddExample(const TermTable::Term& term, const Sides& sides, bool from_a,
                              std::string& text, std::string& article) const {
  for (const TermTable::Example& example : term.examples) {
    const bool of_a = example.group == sides.group_a;
    const bool of_b = !of_a && (!sides.group_b || example.group == *sides.group_b);
    if (from_a ? of_a : of_b) {
      text = example.text;
      article = example.article;
      return;
    }
  }
}

void WordComparer::Describe(WordComparison& comparison) const {
  const Sides sides = Weigh(comparison.a, comparison.b);
  const double both = sides.words[kA] + sides.words[kB];
  const double prior_words = PriorWords(both);
  const bool testable = sides.clusters[kA] > 1 && sides.clusters[kB] > 1;
  std::array<std::vector<double>, 2> words;
  if (testable) {
    for (const Side side : {kA, kB}) {
      words[side].resize(kReplicates);
      for (std::uint32_t c = 0; c < TermTable::kClusters; ++c) {
        if (const double n = sides.cluster_words[side][c]; n > 0) {
          const auto weights = Weights(c);
          for (std::size_t r = 0; r < weights.size(); ++r) {
            words[side][r] += n * weights[r];
          }
        }
      }
    }
  }
  for (WordDifference& word : comparison.words) {
    const TermTable::Term* const term = table_.Find(Hash64(word.term));
    if (term == nullptr) {
      continue;
    }
    AddExample(*term, sides, word.log_odds.estimate >= 0, word.example, word.example_article);
    if (!testable) {
      continue;
    }
    std::array<std::vector<double>, 2> counts;
    counts[kA].resize(kReplicates);
    counts[kB].resize(kReplicates);
    double total = 0;
    for (const TermTable::Posting& posting : term->postings) {
      if (const double weight = sides.weight[posting.cell]; weight > 0) {
        total += weight * posting.count;
        auto& to = counts[sides.side[posting.cell]];
        const auto weights = Weights(table_.cells()[posting.cell].cluster);
        for (std::size_t r = 0; r < to.size(); ++r) {
          to[r] += weight * posting.count * weights[r];
        }
      }
    }
    std::vector<double> estimates(kReplicates);
    for (std::size_t r = 0; r < estimates.size(); ++r) {
      estimates[r] =
          words[kA][r] > 0 && words[kB][r] > 0
              ? WeightedLogOdds({counts[kA][r], words[kA][r], counts[kB][r], words[kB][r]},
                                prior_words * total / both, prior_words)
                    .estimate
              : std::numeric_limits<double>::quiet_NaN();
    }
    const double half = kNormal95 * std::sqrt(word.log_odds.variance);
    const auto [low, high] = Percentiles(estimates);
    if (low && high) {
      word.low = std::min(*low, word.log_odds.estimate - half);
      word.high = std::max(*high, word.log_odds.estimate + half);
    }
  }
}

ToneShift WordComparer::Shift(const std::string& a, const std::string& b) const {
  const Sides sides = Weigh(a, b);
  ToneShift out;
  out.a = a;
  out.b = b;
  out.articles_a = sides.articles[kA];
  out.articles_b = sides.articles[kB];
  if (sides.words[kA] <= 0 || sides.words[kB] <= 0) {
    return out;
  }
  struct Part {
    const TermTable::Term* term;
    std::array<double, 2> count{}, value{};
    std::array<std::int64_t, 2> raw{};
    WordShift shift;
  };
  std::vector<Part> parts;
  std::array<double, 2> sums{};
  for (const TermTable::Term& term : table_.terms()) {
    Part part{&term, {}, {}, {}, {}};
    for (const TermTable::Posting& posting : term.postings) {
      if (const double weight = sides.weight[posting.cell]; weight > 0) {
        const Side side = sides.side[posting.cell];
        part.count[side] += weight * posting.count;
        part.value[side] += weight * static_cast<double>(posting.value_milli) / 1000;
        part.raw[side] += posting.count;
      }
    }
    if (part.raw[kA] + part.raw[kB] == 0) {
      continue;
    }
    // What a side never says has no value there; that of the other makes it all frequency.
    std::array<double, 2> mean{};
    for (const Side side : {kA, kB}) {
      const Side told = part.count[side] > 0 ? side : side == kA ? kB : kA;
      mean[side] = part.value[told] / part.count[told];
      sums[side] += part.value[side];
    }
    part.shift = ShiftOf(100 * part.count[kA] / sides.words[kA], mean[kA],
                         100 * part.count[kB] / sides.words[kB], mean[kB], 0);
    parts.push_back(part);
  }
  out.mean_a = 100 * sums[kA] / sides.words[kA];
  out.mean_b = 100 * sums[kB] / sides.words[kB];
  out.difference = out.mean_a - out.mean_b;
  std::stable_sort(parts.begin(), parts.end(), [](const Part& x, const Part& y) {
    return std::abs(x.shift.total()) > std::abs(y.shift.total());
  });

  // Replicates of sums of values for each 100 words of a minus those of b.
  const bool testable = sides.clusters[kA] > 1 && sides.clusters[kB] > 1;
  std::array<std::vector<double>, 2> words;
  const auto spread = [&](const std::vector<double>& by_cluster, std::vector<double>& to) {
    to.assign(kReplicates, 0);
    for (std::uint32_t c = 0; c < TermTable::kClusters; ++c) {
      if (by_cluster[c] != 0) {
        const auto weights = Weights(c);
        for (std::size_t r = 0; r < to.size(); ++r) {
          to[r] += by_cluster[c] * weights[r];
        }
      }
    }
  };
  const auto interval = [&](const std::array<std::vector<double>, 2>& values) {
    std::array<std::vector<double>, 2> drawn;
    spread(values[kA], drawn[kA]);
    spread(values[kB], drawn[kB]);
    std::vector<double> differences(kReplicates);
    for (std::size_t r = 0; r < differences.size(); ++r) {
      differences[r] = words[kA][r] > 0 && words[kB][r] > 0
                           ? 100 * (drawn[kA][r] / words[kA][r] - drawn[kB][r] / words[kB][r])
                           : std::numeric_limits<double>::quiet_NaN();
    }
    return Percentiles(differences);
  };
  std::array<std::vector<double>, 2> all;
  all[kA].resize(TermTable::kClusters);
  all[kB].resize(TermTable::kClusters);
  const auto add_values = [&](const TermTable::Term& term, std::array<std::vector<double>, 2>& to) {
    for (const TermTable::Posting& posting : term.postings) {
      if (const double weight = sides.weight[posting.cell]; weight > 0) {
        to[sides.side[posting.cell]][table_.cells()[posting.cell].cluster] +=
            weight * static_cast<double>(posting.value_milli) / 1000;
      }
    }
  };
  if (testable) {
    spread(sides.cluster_words[kA], words[kA]);
    spread(sides.cluster_words[kB], words[kB]);
    for (const Part& part : parts) {
      add_values(*part.term, all);
    }
    std::tie(out.low, out.high) = interval(all);
  }
  const std::size_t told =
      options_.most == 0 ? parts.size() : std::min(parts.size(), 2 * options_.most);
  out.rest = out.difference;
  out.other_words = parts.size() - told;
  for (std::size_t i = 0; i < told; ++i) {
    const Part& part = parts[i];
    ShiftedWord word;
    word.term = part.term->text;
    word.count_a = part.raw[kA];
    word.count_b = part.raw[kB];
    if (part.count[kA] > 0) {
      word.value_a = part.value[kA] / part.count[kA];
    }
    if (part.count[kB] > 0) {
      word.value_b = part.value[kB] / part.count[kB];
    }
    word.shift = part.shift;
    out.rest -= word.shift.total();
    if (testable) {
      std::array<std::vector<double>, 2> own;
      own[kA].resize(TermTable::kClusters);
      own[kB].resize(TermTable::kClusters);
      add_values(*part.term, own);
      std::tie(word.low, word.high) = interval(own);
    }
    const bool from_a = part.shift.frequency * (part.value[kA] + part.value[kB]) >= 0;
    AddExample(*part.term, sides, from_a && part.raw[kA] > 0, word.example, word.example_article);
    if (word.example.empty()) {
      AddExample(*part.term, sides, part.raw[kA] > 0, word.example, word.example_article);
    }
    out.words.push_back(std::move(word));
  }
  return out;
}

}  // namespace slant
