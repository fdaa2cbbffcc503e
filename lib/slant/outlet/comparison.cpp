#include "slant/outlet/comparison.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include "slant/base/hash.h"
#include "slant/statistics/bootstrap.h"
#include "slant/statistics/effect_size.h"
#include "slant/statistics/moments.h"
#include "slant/statistics/multiple_tests.h"
#include "slant/statistics/sample_size.h"
#include "slant/statistics/shrinkage.h"

namespace slant {
namespace {

using Weights = std::array<std::uint8_t, kReplicates>;
using Sampled = ComparisonAccumulator::Sampled;

// From so many articles on, the limit of the permutation distribution is used instead of draws.
constexpr double kManyArticles = 200;

// The sampled articles of all groups with their bootstrap weights, made once for all metrics.
struct Samples {
  explicit Samples(const ComparisonAccumulator& articles) {
    for (const std::string& group : articles.Groups()) {
      groups.push_back(articles.Sample(group));
      weights.emplace_back();
      for (const Sampled& item : groups.back()) {
        weights.back().push_back(PoissonWeights(item.key));
      }
    }
  }
  std::vector<std::vector<Sampled>> groups;   // in the order of their names
  std::vector<std::vector<Weights>> weights;  // one an article
};

std::optional<std::int64_t> Needed(double detect, double sd, Design design) {
  if (!std::isfinite(sd) || sd <= 0) {
    return std::nullopt;
  }
  const std::int64_t n = MinimalN(detect / sd, design);
  return n < kTooMany ? std::optional(n) : std::nullopt;
}

// --- raw and within topics: groups of articles in strata

// One group in one topic (or in all).
struct Stratum {
  std::size_t id = 0;
  double n = 0, sum = 0, square = 0;    // of all articles
  double center_n = 0, center_sum = 0;  // of the sampled ones, raised to all
  std::vector<double> replicate_n, replicate_sum;
  std::vector<double> values;  // of the sampled ones
};

struct StratifiedGroup {
  std::vector<Stratum> strata;  // by id
  double n = 0;
  double variance = 0;  // within strata
};

class Stratified {
 public:
  Stratified(const ComparisonAccumulator& articles, const Samples& samples, std::size_t metric,
             bool by_topic)
      : names_(articles.Groups()), by_topic_(by_topic) {
    std::map<std::string, std::size_t> topics;
    std::map<std::string, std::size_t> index;
    for (const std::string& name : names_) {
      index.emplace(name, index.size());
    }
    std::vector<std::map<std::size_t, Stratum>> strata(names_.size());
    for (const auto& [place, cell] : articles.cells()) {
      const auto& [group, topic, story] = place;
      const MetricSums& sums = cell.metrics[metric];
      if (sums.n == 0 || (by_topic && topic.empty())) {
        continue;
      }
      const std::size_t id =
          topics.try_emplace(by_topic ? topic : std::string(), topics.size()).first->second;
      Stratum& stratum = strata[index.at(group)][id];
      stratum.n += static_cast<double>(sums.n);
      stratum.sum += sums.Sum();
      stratum.square += sums.Square();
    }
    for (std::size_t g = 0; g < names_.size(); ++g) {
      double n = 0, sampled = 0;
      for (auto& [id, stratum] : strata[g]) {
        stratum.id = id;
        stratum.replicate_n.resize(kReplicates);
        stratum.replicate_sum.resize(kReplicates);
        n += stratum.n;
      }
      const auto& items = samples.groups[g];
      const auto stratum_of = [&](const Sampled& item) -> Stratum* {
        if (std::isnan(item.values[metric])) {
          return nullptr;
        }
        const auto topic = topics.find(by_topic ? item.topic : std::string());
        if (topic == topics.end()) {
          return nullptr;
        }
        const auto found = strata[g].find(topic->second);
        return found == strata[g].end() ? nullptr : &found->second;
      };
      for (const Sampled& item : items) {
        sampled += stratum_of(item) != nullptr;
      }
      // Rao and Wu, "Resampling inference with complex survey data", JASA 83 (1988): the weights of
      // a sample are drawn nearer to 1, so that the spread is that of all articles.
      const double raise = sampled > 0 ? n / sampled : 0;
      const double pull = sampled > 0 ? std::sqrt(sampled / n) : 0;
      std::array<double, 9> weight_of{};
      for (std::size_t w = 0; w < weight_of.size(); ++w) {
        weight_of[w] = raise * (1 + pull * (static_cast<double>(w) - 1));
      }
      for (std::size_t i = 0; i < items.size(); ++i) {
        Stratum* const stratum = stratum_of(items[i]);
        if (stratum == nullptr) {
          continue;
        }
        const auto value = static_cast<double>(items[i].values[metric]);
        stratum->values.push_back(value);
        stratum->center_n += raise;
        stratum->center_sum += raise * value;
        const Weights& weights = samples.weights[g][i];
        for (std::size_t b = 0; b < kReplicates; ++b) {
          const double weight = weight_of[weights[b]];
          stratum->replicate_n[b] += weight;
          stratum->replicate_sum[b] += weight * value;
        }
      }
      StratifiedGroup group;
      double squares = 0, df = 0;
      for (auto& [id, stratum] : strata[g]) {
        squares += std::max(0.0, stratum.square - stratum.sum * stratum.sum / stratum.n);
        df += stratum.n - 1;
        group.strata.push_back(std::move(stratum));
      }
      group.n = n;
      group.variance = df > 0 ? squares / df : 0;
      groups_.push_back(std::move(group));
    }
    if (by_topic) {
      AddTotals(topics.size());
    }
  }

  const StratifiedGroup& group(std::size_t g) const { return groups_[g]; }
  std::size_t size() const { return groups_.size(); }

  // The group's estimate as GroupEstimate has it; n is 0 if it has no articles to compare.
  struct Own {
    double n = 0, estimate = 0;
    std::optional<double> low, high;
    double variance = 0;  // of the estimate; 0 if unknown
    std::vector<TwoGroups> values;
    std::vector<StratumSums> sums;

    // For a mean, which lies where its metric can; a gap between means may go beyond.
    void KeepWithin(MetricRange range) {
      if (low && high) {
        low = range.Clamp(*low);
        high = range.Clamp(*high);
      }
    }
  };

  // @param tested also the values that a test needs.
  Own Estimate(std::size_t g, bool tested) const {
    return by_topic_ ? EstimateAgainstOthers(g, tested) : EstimateMean(g);
  }

  // Nothing if no stratum holds both.
  std::optional<Difference> Compare(std::size_t a, std::size_t b, double detect,
                                    const PermutationOptions& permutation) const {
    Difference out;
    double top = 0, bottom = 0, center_top = 0, center_bottom = 0;
    double n_a = 0, n_b = 0, squares = 0, df = 0;
    std::vector<double> tops(kReplicates), bottoms(kReplicates);
    std::vector<TwoGroups> values;
    std::vector<StratumSums> sums;
    std::vector<double> left, right;
    const auto& strata_a = groups_[a].strata;
    const auto& strata_b = groups_[b].strata;
    for (std::size_t i = 0, j = 0; i < strata_a.size() && j < strata_b.size();) {
      const Stratum& x = strata_a[i];
      const Stratum& y = strata_b[j];
      if (x.id != y.id) {
        ++(x.id < y.id ? i : j);
        continue;
      }
      ++i;
      ++j;
      top += (x.sum * y.n - y.sum * x.n) / (x.n + y.n);
      bottom += x.n * y.n / (x.n + y.n);
      AddPart(x.center_n, x.center_sum, y.center_n, y.center_sum, center_top, center_bottom);
      for (std::size_t r = 0; r < kReplicates; ++r) {
        // The other group's replicate is taken a step later: a copy that stands in both must not
        // be drawn together on both sides.
        const std::size_t s = (r + 1) % kReplicates;
        AddPart(x.replicate_n[r], x.replicate_sum[r], y.replicate_n[s], y.replicate_sum[s], tops[r],
                bottoms[r]);
      }
      n_a += x.n;
      n_b += y.n;
      squares += std::max(0.0, x.square - x.sum * x.sum / x.n) +
                 std::max(0.0, y.square - y.sum * y.sum / y.n);
      df += x.n + y.n - 2;
      sums.push_back({x.n, x.sum, x.square, y.n, y.sum, y.square});
      values.push_back({x.values, y.values});
      const double mean = (x.sum + y.sum) / (x.n + y.n);
      for (const double value : x.values) {
        left.push_back(value - mean);
      }
      for (const double value : y.values) {
        right.push_back(value - mean);
      }
    }
    if (!(bottom > 0)) {
      return std::nullopt;
    }
    out.articles_a = std::llround(n_a);
    out.articles_b = std::llround(n_b);
    out.estimate = top / bottom;
    for (std::size_t r = 0; r < kReplicates; ++r) {
      tops[r] = bottoms[r] > 0 ? tops[r] / bottoms[r] : std::numeric_limits<double>::quiet_NaN();
    }
    const Interval interval =
        PercentileInterval(std::move(tops), center_bottom > 0 ? center_top / center_bottom : 0,
                           out.estimate, SmallSampleFactor(Welch(a, n_a, b, n_b)));
    out.low = interval.low;
    out.high = interval.high;
    const double sd = df > 0 ? std::sqrt(squares / df) : 0;
    out.hedges_g = HedgesG(out.estimate, sd, df);
    out.cliffs_delta = CliffsDelta(left, right);
    out.minimal_n = Needed(detect, sd, Design::kTwoGroups);
    out.verdict.p = std::min(n_a, n_b) >= kManyArticles
                        ? StratifiedPermutationPFromSums(sums)
                        : StratifiedPermutationP(values, permutation);
    return out;
  }

 private:
  static void AddPart(double n_a, double sum_a, double n_b, double sum_b, double& top,
                      double& bottom) {
    if (n_a > 0 && n_b > 0) {
      top += (sum_a * n_b - sum_b * n_a) / (n_a + n_b);
      bottom += n_a * n_b / (n_a + n_b);
    }
  }

  // Degrees of freedom of a difference of means (Welch, Biometrika 34, 1947).
  double Welch(std::size_t a, double n_a, std::size_t b, double n_b) const {
    const double x = groups_[a].variance / n_a;
    const double y = groups_[b].variance / n_b;
    const double parts = (n_a > 1 ? x * x / (n_a - 1) : 0) + (n_b > 1 ? y * y / (n_b - 1) : 0);
    return parts > 0 ? (x + y) * (x + y) / parts : std::max(1.0, std::min(n_a, n_b) - 1);
  }

  Own EstimateMean(std::size_t g) const {
    Own out;
    const StratifiedGroup& group = groups_[g];
    if (group.strata.empty()) {
      return out;
    }
    const Stratum& all = group.strata.front();
    out.n = all.n;
    out.estimate = all.sum / all.n;
    if (out.n < 2) {
      return out;
    }
    std::vector<double> means(kReplicates);
    for (std::size_t b = 0; b < kReplicates; ++b) {
      means[b] = all.replicate_n[b] > 0 ? all.replicate_sum[b] / all.replicate_n[b]
                                        : std::numeric_limits<double>::quiet_NaN();
    }
    Finish(std::move(means), all.center_sum / all.center_n, out);
    return out;
  }

  Own EstimateAgainstOthers(std::size_t g, bool tested) const {
    Own out;
    double top = 0, bottom = 0, center_top = 0, center_bottom = 0;
    std::vector<double> tops(kReplicates), bottoms(kReplicates);
    for (const Stratum& own : groups_[g].strata) {
      const Stratum& all = totals_[own.id];
      const double rest = all.n - own.n;
      if (!(rest > 0.5)) {
        continue;
      }
      out.n += own.n;
      AddPart(own.n, own.sum, rest, all.sum - own.sum, top, bottom);
      AddPart(own.center_n, own.center_sum, all.center_n - own.center_n,
              all.center_sum - own.center_sum, center_top, center_bottom);
      for (std::size_t b = 0; b < kReplicates; ++b) {
        AddPart(own.replicate_n[b], own.replicate_sum[b], all.replicate_n[b] - own.replicate_n[b],
                all.replicate_sum[b] - own.replicate_sum[b], tops[b], bottoms[b]);
      }
      if (tested) {
        out.sums.push_back(
            {own.n, own.sum, own.square, rest, all.sum - own.sum, all.square - own.square});
        TwoGroups values{own.values, {}};
        for (std::size_t h = 0; out.n < kManyArticles && h < groups_.size(); ++h) {
          const auto& strata = groups_[h].strata;
          const auto found = std::lower_bound(
              strata.begin(), strata.end(), own.id,
              [](const Stratum& stratum, std::size_t id) { return stratum.id < id; });
          if (h != g && found != strata.end() && found->id == own.id) {
            values.b.insert(values.b.end(), found->values.begin(), found->values.end());
          }
        }
        out.values.push_back(std::move(values));
      }
    }
    if (!(bottom > 0)) {
      out.n = 0;
      return out;
    }
    out.estimate = top / bottom;
    if (out.n < 2) {
      return out;
    }
    for (std::size_t b = 0; b < kReplicates; ++b) {
      tops[b] = bottoms[b] > 0 ? tops[b] / bottoms[b] : std::numeric_limits<double>::quiet_NaN();
    }
    Finish(std::move(tops), center_bottom > 0 ? center_top / center_bottom : 0, out);
    return out;
  }

  static void Finish(std::vector<double> replicates, double center, Own& out) {
    const double error = StandardError(replicates);
    out.variance = error * error * out.n / (out.n - 1);
    const Interval interval = PercentileInterval(std::move(replicates), center, out.estimate,
                                                 SmallSampleFactor(out.n - 1));
    out.low = interval.low;
    out.high = interval.high;
  }

  void AddTotals(std::size_t topics) {
    totals_.resize(topics);
    for (Stratum& total : totals_) {
      total.replicate_n.resize(kReplicates);
      total.replicate_sum.resize(kReplicates);
    }
    for (const StratifiedGroup& group : groups_) {
      for (const Stratum& stratum : group.strata) {
        Stratum& total = totals_[stratum.id];
        total.n += stratum.n;
        total.sum += stratum.sum;
        total.square += stratum.square;
        total.center_n += stratum.center_n;
        total.center_sum += stratum.center_sum;
        for (std::size_t b = 0; b < kReplicates; ++b) {
          total.replicate_n[b] += stratum.replicate_n[b];
          total.replicate_sum[b] += stratum.replicate_sum[b];
        }
      }
    }
  }

  std::vector<std::string> names_;
  bool by_topic_;
  std::vector<StratifiedGroup> groups_;  // by name
  std::vector<Stratum> totals_;          // by topic
};

// --- within stories

struct StoryPart {
  std::size_t group;
  double mean;
  std::int64_t articles;
};

struct SharedStory {
  std::uint64_t key;
  std::vector<StoryPart> parts;  // two groups or more
};

std::vector<SharedStory> SharedStories(const ComparisonAccumulator& articles, std::size_t metric) {
  std::map<std::string, std::size_t> index;
  for (const std::string& name : articles.Groups()) {
    index.emplace(name, index.size());
  }
  std::map<std::string, std::map<std::size_t, MetricSums>> stories;
  for (const auto& [place, cell] : articles.cells()) {
    const auto& [group, topic, story] = place;
    if (!story.empty() && cell.metrics[metric].n > 0) {
      stories[story][index.at(group)].Add(cell.metrics[metric]);
    }
  }
  std::vector<SharedStory> out;
  for (const auto& [story, groups] : stories) {
    if (groups.size() < 2) {
      continue;
    }
    SharedStory shared{Mix64(Hash64(story)), {}};
    for (const auto& [group, sums] : groups) {
      shared.parts.push_back({group, sums.Sum() / static_cast<double>(sums.n), sums.n});
    }
    out.push_back(std::move(shared));
  }
  return out;
}

// The differences of one group, or of a pair, one a story.
struct Matched {
  std::vector<double> differences;
  std::vector<std::uint64_t> keys;
  std::int64_t articles_a = 0, articles_b = 0;
  std::vector<Exchange> exchanges;

  void Add(double difference, std::uint64_t key) {
    differences.push_back(difference);
    keys.push_back(key);
  }
};

std::vector<Matched> AgainstOthers(const std::vector<SharedStory>& stories, std::size_t groups) {
  std::vector<Matched> out(groups);
  for (const SharedStory& story : stories) {
    const auto k = static_cast<double>(story.parts.size());
    double sum = 0;
    for (const StoryPart& part : story.parts) {
      sum += part.mean;
    }
    Exchange exchange;
    for (const StoryPart& part : story.parts) {
      const double gap = part.mean - (sum - part.mean) / (k - 1);
      // What rounding leaves of nothing would be given a sign.
      exchange.parts.push_back(std::abs(gap) < 1e-12 ? 0 : gap);
    }
    for (std::size_t i = 0; i < story.parts.size(); ++i) {
      Matched& matched = out[story.parts[i].group];
      matched.Add(exchange.parts[i], story.key);
      matched.articles_a += story.parts[i].articles;
      exchange.observed = i;
      matched.exchanges.push_back(exchange);
    }
  }
  return out;
}

using Pair = std::pair<std::size_t, std::size_t>;

std::map<Pair, Matched> Pairs(const std::vector<SharedStory>& stories) {
  std::map<Pair, Matched> out;
  for (const SharedStory& story : stories) {
    for (std::size_t i = 0; i < story.parts.size(); ++i) {
      for (std::size_t j = i + 1; j < story.parts.size(); ++j) {
        Matched& matched = out[{story.parts[i].group, story.parts[j].group}];
        matched.Add(story.parts[i].mean - story.parts[j].mean, story.key);
        matched.articles_a += story.parts[i].articles;
        matched.articles_b += story.parts[j].articles;
      }
    }
  }
  return out;
}

struct Summary {
  double estimate = 0;
  std::optional<double> low, high;
  double variance = 0;
};

Summary Summarise(const Matched& matched) {
  const Moments moments = MomentsOf(matched.differences);
  Summary out;
  out.estimate = moments.mean;
  if (moments.n > 1) {
    const auto n = static_cast<double>(moments.n);
    const Interval interval =
        PercentileInterval(BootstrapMeans(matched.differences, matched.keys), moments.mean,
                           moments.mean, SmallSampleFactor(n - 1));
    out.low = interval.low;
    out.high = interval.high;
    out.variance = moments.sd * moments.sd / n;
  }
  return out;
}

Difference ComparePair(const Pair& pair, const Matched& matched, double detect,
                       const PermutationOptions& permutation) {
  Difference out;
  std::tie(out.a, out.b) = pair;
  out.articles_a = matched.articles_a;
  out.articles_b = matched.articles_b;
  out.stories = static_cast<std::int64_t>(matched.differences.size());
  const Summary summary = Summarise(matched);
  out.estimate = summary.estimate;
  out.low = summary.low.value_or(summary.estimate);
  out.high = summary.high.value_or(summary.estimate);
  out.hedges_g = HedgesGPaired(matched.differences);
  out.cliffs_delta = CliffsDeltaPaired(matched.differences);
  out.minimal_n = Needed(detect, MomentsOf(matched.differences).sd, Design::kPaired);
  if (matched.differences.size() >= kLeastSharedStories) {
    out.verdict.tested = true;
    out.verdict.p = SignFlipP(matched.differences, permutation);
  }
  return out;
}

// --- all levels

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

class Builder {
 public:
  Builder(const ComparisonAccumulator& articles, const ComparisonOptions& options)
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

  const Samples& samples() const { return samples_; }

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
      const Summary summary = Summarise(own[g]);
      Raw raw;
      raw.estimate.outlet = g;
      raw.estimate.articles = own[g].articles_a;
      raw.estimate.stories = static_cast<std::int64_t>(own[g].differences.size());
      raw.estimate.estimate = summary.estimate;
      raw.estimate.low = summary.low;
      raw.estimate.high = summary.high;
      raw.variance = summary.variance;
      enough[g] = raw.estimate.stories >= options_.min_articles;
      out.too_small += !enough[g];
      if (tested && enough[g]) {
        raw.estimate.verdict.tested = true;
        raw.estimate.verdict.p = ExchangeP(own[g].exchanges, options_.permutation);
      }
      groups.push_back(std::move(raw));
    }
    if (!tested) {
      return;
    }
    const auto pairs = Pairs(stories);
    std::vector<const std::pair<const Pair, Matched>*> listed;
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
    const Stratified strata(articles_, samples_, metric, level == Level::kTopic);
    std::vector<std::size_t> large;
    for (std::size_t g = 0; g < strata.size(); ++g) {
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
    if (!tested) {
      return;
    }
    std::vector<Pair> pairs;
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
  Samples samples_;
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
  const Builder builder(articles, options);
  const std::vector<std::string> names = articles.Groups();

  // Raw means of everything, in the order of the names at first.
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> counts;
  for (const auto& [place, cell] : articles.cells()) {
    auto& [n, sentences] = counts[std::get<0>(place)];
    n += cell.articles;
    sentences += cell.sentences;
  }
  for (const std::string& name : names) {
    out.outlets.push_back({name, counts[name].first, counts[name].second, {}});
  }
  for (std::size_t m = 0; m < options.metrics.size(); ++m) {
    const Stratified strata(articles, builder.samples(), m, false);
    for (std::size_t g = 0; g < names.size(); ++g) {
      auto own = strata.Estimate(g, false);
      own.KeepWithin(options.metrics.range(m));
      MetricEstimate estimate;
      estimate.n = std::llround(own.n);
      estimate.mean = own.estimate;
      estimate.sd = own.n > 1 ? std::sqrt(strata.group(g).variance) : 0;
      estimate.low = own.low;
      estimate.high = own.high;
      out.outlets[g].metrics.push_back(estimate);
    }
  }

  // The tested metrics, then their other voices.
  std::vector<std::pair<std::size_t, bool>> wanted;
  for (const std::size_t metric : options.tested) {
    wanted.emplace_back(metric, true);
  }
  for (const std::size_t metric : options.tested) {
    for (const std::size_t voice : options.metrics.Voices(metric)) {
      if (std::none_of(wanted.begin(), wanted.end(),
                       [&](const auto& one) { return one.first == voice; })) {
        wanted.emplace_back(voice, false);
      }
    }
  }
  std::vector<Level> levels;
  if (Shares(articles, true)) {
    levels.push_back(Level::kStory);
  }
  if (Shares(articles, false)) {
    levels.push_back(Level::kTopic);
  }
  levels.push_back(Level::kRaw);
  const bool topics = Distinct(articles, false) > 1;
  const bool stories = Distinct(articles, true) > 1;
  std::optional<Builder> other_builder;
  ComparisonOptions other_options = options;
  if (other != nullptr) {
    other_builder.emplace(*other, other_options);
  }
  const std::vector<std::string> other_names =
      other != nullptr ? other->Groups() : std::vector<std::string>();
  for (const auto& [metric, tested] : wanted) {
    MetricComparison comparison;
    comparison.metric = metric;
    comparison.tested = tested;
    comparison.variance = Variance(articles, metric, topics, stories);
    for (const Level level : levels) {
      comparison.levels.push_back(builder.Make(level, metric, tested));
      if (other_builder) {
        std::map<std::string, double> estimates;
        for (const GroupEstimate& group : other_builder->Make(level, metric, false).groups) {
          estimates.emplace(other_names[group.outlet], group.estimate);
        }
        for (GroupEstimate& group : comparison.levels.back().groups) {
          if (const auto found = estimates.find(names[group.outlet]); found != estimates.end()) {
            group.other_copies = found->second;
          }
        }
      }
    }
    out.metrics.push_back(std::move(comparison));
  }
  CorrectAll(out, options.false_discovery_rate);

  // The level to tell first.
  out.level = Level::kRaw;
  if (!out.metrics.empty()) {
    for (const LevelComparison& level : out.metrics.front().levels) {
      if (options.level ? level.level == *options.level
                        : level.level == Level::kRaw || TestedGroups(level) > 1) {
        out.level = level.level;
        break;
      }
    }
  }

  // Outlets by the main metric; indices follow.
  std::vector<std::size_t> order(names.size()), place(names.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(out.outlets[a].metrics[out.metric].mean, names[a]) <
           std::tuple(out.outlets[b].metrics[out.metric].mean, names[b]);
  });
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
          std::swap(d.a, d.b);
          std::swap(d.articles_a, d.articles_b);
          d.estimate = -d.estimate + 0.0;
          d.low = -std::exchange(d.high, -d.low);
          d.hedges_g = -d.hedges_g + 0.0;
          d.cliffs_delta = -d.cliffs_delta + 0.0;
        }
      }
      std::sort(
          level.differences.begin(), level.differences.end(),
          [](const Difference& a, const Difference& b) {
            return std::tuple(!a.verdict.tested, a.verdict.q, -std::abs(a.estimate), a.a, a.b) <
                   std::tuple(!b.verdict.tested, b.verdict.q, -std::abs(b.estimate), b.a, b.b);
          });
    }
  }
  return out;
}

}  // namespace slant
