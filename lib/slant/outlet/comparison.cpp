#include "slant/outlet/comparison.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include "slant/outlet/matched_stories.h"
#include "slant/outlet/stratified_articles.h"
#include "slant/statistics/multiple_tests.h"
#include "slant/statistics/shrinkage.h"

namespace slant {
namespace {

// Runs work(i) for i in [0, n) on some threads; the work of each i must stand alone.
void ForEach(std::size_t n, int threads, const std::function<void(std::size_t)>& work) {
  if (threads <= 1 || n < 64) {
    for (std::size_t i = 0; i < n; ++i) {
      work(i);
    }
    return;
  }
  std::vector<std::thread> pool;
  const auto step = static_cast<std::size_t>(threads);
  for (std::size_t t = 0; t < step; ++t) {
    pool.emplace_back([&, t] {
      for (std::size_t i = t; i < n; i += step) {
        work(i);
      }
    });
  }
  for (std::thread& thread : pool) {
    thread.join();
  }
}

// An estimate before shrinking.
struct Raw {
  GroupEstimate estimate;
  double variance = 0;
};

void Shrink(std::vector<Raw>& groups, LevelComparison& out) {
  // Groups of one article have the spread of the others.
  double spread = 0, known = 0;
  const auto clusters = [&](const Raw& raw) {
    return static_cast<double>(out.level == Level::kStory ? raw.estimate.stories
                                                          : raw.estimate.articles);
  };
  for (const Raw& raw : groups) {
    if (raw.variance > 0) {
      spread += raw.variance * clusters(raw);
      known += 1;
    }
  }
  if (known < 2) {
    return;
  }
  std::vector<double> estimates, variances;
  for (const Raw& raw : groups) {
    estimates.push_back(raw.estimate.estimate);
    variances.push_back(raw.variance > 0 ? raw.variance
                                         : spread / known / std::max(1.0, clusters(raw)));
  }
  const RandomEffects effects = ShrinkGroups(estimates, variances);
  out.tau2 = effects.tau2;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i].estimate.shrunken = effects.shrunken[i];
  }
}

// Makes the comparison of a metric on a level.
class LevelBuilder {
 public:
  LevelBuilder(const ComparisonAccumulator& articles, const ComparisonOptions& options)
      : articles_(articles), options_(options), samples_(articles) {}

  LevelComparison Make(Level level, std::size_t metric, bool tested) const {
    LevelComparison out;
    out.level = level;
    std::vector<Raw> groups;
    if (level == Level::kStory) {
      MakeStory(metric, tested, groups, out);
    } else {
      MakeStratified(level, metric, tested, groups, out);
    }
    Shrink(groups, out);
    for (Raw& raw : groups) {
      out.groups.push_back(std::move(raw.estimate));
    }
    return out;
  }

  const ArticleSamples& samples() const { return samples_; }

 private:
  void MakeStory(std::size_t metric, bool tested, std::vector<Raw>& groups,
                 LevelComparison& out) const {
    const auto stories = SharedStories(articles_, metric);
    const auto own = AgainstOthers(stories, samples_.groups.size());
    std::vector<bool> enough(own.size());
    for (std::size_t g = 0; g < own.size(); ++g) {
      if (own[g].differences.empty()) {
        continue;
      }
      const MatchedEstimate found = EstimateOf(own[g]);
      Raw raw;
      raw.estimate.outlet = g;
      raw.estimate.articles = own[g].articles_a;
      raw.estimate.stories = static_cast<std::int64_t>(own[g].differences.size());
      raw.estimate.estimate = found.estimate;
      raw.estimate.low = found.low;
      raw.estimate.high = found.high;
      raw.variance = found.variance;
      enough[g] = raw.estimate.stories >= options_.min_articles;
      out.too_small += !enough[g];
      if (tested && enough[g]) {
        raw.estimate.verdict.tested = true;
        raw.estimate.verdict.p = ExchangeP(own[g].exchanges, options_.permutation);
      }
      groups.push_back(std::move(raw));
    }
    if (tested) {
      CompareMatchedPairs(stories, enough, out);
    }
  }

  // @param enough of a group: are there stories enough to test it?
  void CompareMatchedPairs(const std::vector<SharedStory>& stories, const std::vector<bool>& enough,
                           LevelComparison& out) const {
    const auto pairs = BetweenPairs(stories);
    std::vector<const std::pair<const GroupPair, MatchedStories>*> listed;
    for (const auto& pair : pairs) {
      if (enough[pair.first.first] && enough[pair.first.second] &&
          pair.second.differences.size() > 1) {
        listed.push_back(&pair);
      }
    }
    out.differences.resize(listed.size());
    ForEach(listed.size(), options_.threads, [&](std::size_t i) {
      out.differences[i] =
          ComparePair(listed[i]->first, listed[i]->second, options_.detect, options_.permutation);
    });
  }

  void MakeStratified(Level level, std::size_t metric, bool tested, std::vector<Raw>& groups,
                      LevelComparison& out) const {
    const StratifiedArticles strata(articles_, samples_, metric,
                                    level == Level::kTopic ? Strata::kTopics : Strata::kOne);
    std::vector<std::size_t> large;
    for (std::size_t g = 0; g < strata.groups(); ++g) {
      auto own = strata.Estimate(g, tested);
      if (own.n < 1) {
        continue;
      }
      if (level == Level::kRaw) {
        own.KeepWithin(options_.metrics.range(metric));
      }
      Raw raw;
      raw.estimate.outlet = g;
      raw.estimate.articles = std::llround(own.n);
      raw.estimate.estimate = own.estimate;
      raw.estimate.low = own.low;
      raw.estimate.high = own.high;
      raw.variance = own.variance;
      if (raw.estimate.articles < options_.min_articles) {
        ++out.too_small;
      } else {
        large.push_back(g);
        if (tested && level == Level::kTopic) {
          raw.estimate.verdict.tested = true;
          raw.estimate.verdict.p = own.n >= kManyArticles
                                       ? StratifiedPermutationPFromSums(own.sums)
                                       : StratifiedPermutationP(own.values, options_.permutation);
        }
      }
      groups.push_back(std::move(raw));
    }
    if (tested) {
      CompareStratifiedPairs(strata, large, out);
    }
  }

  // @param large the groups to compare.
  void CompareStratifiedPairs(const StratifiedArticles& strata,
                              const std::vector<std::size_t>& large, LevelComparison& out) const {
    std::vector<GroupPair> pairs;
    for (std::size_t i = 0; i < large.size(); ++i) {
      for (std::size_t j = i + 1; j < large.size(); ++j) {
        pairs.emplace_back(large[i], large[j]);
      }
    }
    std::vector<std::optional<Difference>> found(pairs.size());
    ForEach(pairs.size(), options_.threads, [&](std::size_t i) {
      found[i] =
          strata.Compare(pairs[i].first, pairs[i].second, options_.detect, options_.permutation);
      if (found[i]) {
        std::tie(found[i]->a, found[i]->b) = pairs[i];
        found[i]->verdict.tested =
            std::min(found[i]->articles_a, found[i]->articles_b) >= options_.min_articles;
      }
    });
    for (auto& difference : found) {
      if (difference && (difference->verdict.tested || difference->articles_a > 1)) {
        out.differences.push_back(std::move(*difference));
      }
    }
  }

  const ComparisonAccumulator& articles_;
  const ComparisonOptions& options_;
  ArticleSamples samples_;
};

// BH and Holm over one family.
void Correct(const std::vector<Verdict*>& family, double rate) {
  std::vector<double> p;
  for (const Verdict* verdict : family) {
    p.push_back(verdict->p);
  }
  const auto q = BenjaminiHochberg(p);
  const auto holm = Holm(p);
  for (std::size_t i = 0; i < family.size(); ++i) {
    family[i]->q = q[i];
    family[i]->holm = holm[i];
    family[i]->separable = q[i] <= rate;
  }
}

void CorrectAll(Comparison& out, double rate) {
  for (std::size_t level = 0; level < std::size(kLevelNames); ++level) {
    std::vector<Verdict*> groups, pairs;
    for (MetricComparison& metric : out.metrics) {
      for (LevelComparison& at : metric.levels) {
        if (at.level != static_cast<Level>(level)) {
          continue;
        }
        for (GroupEstimate& group : at.groups) {
          if (group.verdict.tested) {
            groups.push_back(&group.verdict);
          }
        }
        for (Difference& difference : at.differences) {
          if (difference.verdict.tested) {
            pairs.push_back(&difference.verdict);
          }
        }
      }
    }
    Correct(groups, rate);
    Correct(pairs, rate);
  }
}

VarianceShares Variance(const ComparisonAccumulator& articles, std::size_t metric, bool topics,
                        bool stories) {
  std::map<std::string, std::size_t> ids[3];
  const auto id = [&](std::size_t kind, const std::string& name) {
    return ids[kind].try_emplace(name, ids[kind].size()).first->second;
  };
  std::vector<VarianceCell> cells;
  for (const auto& [place, cell] : articles.cells()) {
    const auto& [group, topic, story] = place;
    const MetricSums& sums = cell.metrics[metric];
    if (sums.n == 0 || (topics && topic.empty()) || (stories && story.empty())) {
      continue;
    }
    cells.push_back({topics ? id(0, topic) : 0, stories ? id(1, story) : 0, id(2, group),
                     static_cast<double>(sums.n), sums.Sum(), sums.Square()});
  }
  return ShareVariance(cells);
}

// Do two groups or more share a topic (or a story)?
bool Shares(const ComparisonAccumulator& articles, bool story) {
  std::map<std::string, std::string> first;
  for (const auto& [place, cell] : articles.cells()) {
    const std::string& name = story ? std::get<2>(place) : std::get<1>(place);
    if (!name.empty() &&
        first.try_emplace(name, std::get<0>(place)).first->second != std::get<0>(place)) {
      return true;
    }
  }
  return false;
}

std::size_t Distinct(const ComparisonAccumulator& articles, bool story) {
  std::set<std::string> names;
  for (const auto& [place, cell] : articles.cells()) {
    names.insert(story ? std::get<2>(place) : std::get<1>(place));
  }
  names.erase("");
  return names.size();
}

std::size_t TestedGroups(const LevelComparison& level) {
  return static_cast<std::size_t>(
      std::count_if(level.groups.begin(), level.groups.end(),
                    [](const GroupEstimate& group) { return group.verdict.tested; }));
}

// Articles and raw means of every metric, in the order of the names.
std::vector<OutletMetrics> RawMeans(const ComparisonAccumulator& articles,
                                    const ArticleSamples& samples, const MetricList& metrics) {
  std::map<std::string, OutletMetrics> by_name;
  for (const auto& [place, cell] : articles.cells()) {
    OutletMetrics& outlet = by_name[std::get<0>(place)];
    outlet.articles += cell.articles;
    outlet.sentences += cell.sentences;
  }
  std::vector<OutletMetrics> out;
  for (auto& [name, outlet] : by_name) {
    outlet.outlet = name;
    out.push_back(std::move(outlet));
  }
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    const StratifiedArticles strata(articles, samples, m, Strata::kOne);
    for (std::size_t g = 0; g < out.size(); ++g) {
      auto own = strata.Estimate(g, false);
      own.KeepWithin(metrics.range(m));
      MetricEstimate estimate;
      estimate.n = std::llround(own.n);
      estimate.mean = own.estimate;
      estimate.sd = own.n > 1 ? std::sqrt(strata.VarianceOf(g)) : 0;
      estimate.low = own.low;
      estimate.high = own.high;
      out[g].metrics.push_back(estimate);
    }
  }
  return out;
}

struct WantedMetric {
  std::size_t metric;
  bool tested;
};

// The tested metrics, then their other voices.
std::vector<WantedMetric> WantedMetrics(const ComparisonOptions& options) {
  std::vector<WantedMetric> wanted;
  for (const std::size_t metric : options.tested) {
    wanted.push_back({metric, true});
  }
  for (const std::size_t metric : options.tested) {
    for (const std::size_t voice : options.metrics.Voices(metric)) {
      if (std::none_of(wanted.begin(), wanted.end(),
                       [&](const WantedMetric& one) { return one.metric == voice; })) {
        wanted.push_back({voice, false});
      }
    }
  }
  return wanted;
}

// Those that the articles allow, the most trusted first.
std::vector<Level> LevelsOf(const ComparisonAccumulator& articles) {
  std::vector<Level> levels;
  if (Shares(articles, true)) {
    levels.push_back(Level::kStory);
  }
  if (Shares(articles, false)) {
    levels.push_back(Level::kTopic);
  }
  levels.push_back(Level::kRaw);
  return levels;
}

// Sets other_copies of each group to the estimate of the group of the same name.
void SetOtherCopies(const std::vector<GroupEstimate>& other,
                    const std::vector<std::string>& other_names,
                    const std::vector<std::string>& names, std::vector<GroupEstimate>& groups) {
  std::map<std::string, double> estimates;
  for (const GroupEstimate& group : other) {
    estimates.emplace(other_names[group.outlet], group.estimate);
  }
  for (GroupEstimate& group : groups) {
    if (const auto found = estimates.find(names[group.outlet]); found != estimates.end()) {
      group.other_copies = found->second;
    }
  }
}

// The level to tell first: the one that is asked for, or else the most trusted with two groups.
Level FirstLevel(const Comparison& comparison, const std::optional<Level>& asked) {
  if (!comparison.metrics.empty()) {
    for (const LevelComparison& level : comparison.metrics.front().levels) {
      if (asked ? level.level == *asked : level.level == Level::kRaw || TestedGroups(level) > 1) {
        return level.level;
      }
    }
  }
  return Level::kRaw;
}

// The difference of b less a.
void Swap(Difference& d) {
  std::swap(d.a, d.b);
  std::swap(d.articles_a, d.articles_b);
  d.estimate = -d.estimate + 0.0;
  d.low = -std::exchange(d.high, -d.low);
  d.hedges_g = -d.hedges_g + 0.0;
  d.cliffs_delta = -d.cliffs_delta + 0.0;
}

// @param place of each outlet in Comparison::outlets.
void Sort(const std::vector<std::size_t>& place, LevelComparison& level) {
  for (GroupEstimate& group : level.groups) {
    group.outlet = place[group.outlet];
  }
  std::sort(level.groups.begin(), level.groups.end(),
            [](const GroupEstimate& a, const GroupEstimate& b) {
              return std::tuple(a.estimate, a.outlet) < std::tuple(b.estimate, b.outlet);
            });
  for (Difference& d : level.differences) {
    d.a = place[d.a];
    d.b = place[d.b];
    if (d.a > d.b) {
      Swap(d);
    }
  }
  std::sort(level.differences.begin(), level.differences.end(),
            [](const Difference& a, const Difference& b) {
              return std::tuple(!a.verdict.tested, a.verdict.q, -std::abs(a.estimate), a.a, a.b) <
                     std::tuple(!b.verdict.tested, b.verdict.q, -std::abs(b.estimate), b.a, b.b);
            });
}

// Outlets by the main metric, and what refers to them; the first level in front.
void Sort(Comparison& out) {
  std::vector<std::size_t> order(out.outlets.size()), place(out.outlets.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) {
    return std::tuple<double, const std::string&>(out.outlets[i].metrics[out.metric].mean,
                                                  out.outlets[i].outlet);
  };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  std::vector<OutletMetrics> sorted;
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(std::move(out.outlets[order[i]]));
  }
  out.outlets = std::move(sorted);
  for (MetricComparison& metric : out.metrics) {
    std::stable_sort(metric.levels.begin(), metric.levels.end(),
                     [&](const LevelComparison& a, const LevelComparison& b) {
                       return (a.level == out.level) > (b.level == out.level);
                     });
    for (LevelComparison& level : metric.levels) {
      Sort(place, level);
    }
  }
}

}  // namespace

const MetricComparison* Comparison::Find(std::size_t metric_index) const noexcept {
  for (const MetricComparison& found : metrics) {
    if (found.metric == metric_index) {
      return &found;
    }
  }
  return nullptr;
}

Comparison CompareOutlets(const ComparisonAccumulator& articles, const ComparisonOptions& options,
                          const ComparisonAccumulator* other) {
  Comparison out;
  out.list = options.metrics;
  out.metric = options.tested.empty() ? 0 : options.tested.front();
  out.detect = options.detect;
  const LevelBuilder builder(articles, options);
  out.outlets = RawMeans(articles, builder.samples(), options.metrics);

  const std::vector<std::string> names = articles.Groups();
  const std::vector<Level> levels = LevelsOf(articles);
  const bool topics = Distinct(articles, false) > 1;
  const bool stories = Distinct(articles, true) > 1;
  std::optional<LevelBuilder> other_builder;
  std::vector<std::string> other_names;
  if (other != nullptr) {
    other_builder.emplace(*other, options);
    other_names = other->Groups();
  }
  for (const auto& [metric, tested] : WantedMetrics(options)) {
    MetricComparison comparison;
    comparison.metric = metric;
    comparison.tested = tested;
    comparison.variance = Variance(articles, metric, topics, stories);
    for (const Level level : levels) {
      comparison.levels.push_back(builder.Make(level, metric, tested));
      if (other_builder) {
        SetOtherCopies(other_builder->Make(level, metric, false).groups, other_names, names,
                       comparison.levels.back().groups);
      }
    }
    out.metrics.push_back(std::move(comparison));
  }
  CorrectAll(out, options.false_discovery_rate);
  out.level = FirstLevel(out, options.level);
  Sort(out);
  return out;
}

}  // namespace slant
