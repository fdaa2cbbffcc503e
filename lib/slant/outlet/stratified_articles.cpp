#include "slant/outlet/stratified_articles.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "slant/statistics/effect_size.h"
#include "slant/statistics/sample_size.h"

namespace slant {
namespace {

using Sampled = ComparisonAccumulator::Sampled;

// Strata of one group by id.
using StrataById = std::map<std::size_t, Stratum>;

const std::string kNoTopic;

// Numbers of strata by their topics.
class StratumIds {
 public:
  explicit StratumIds(Strata kind) : kind_(kind) {}

  std::size_t size() const { return ids_.size(); }
  bool Holds(const std::string& topic) const { return kind_ == Strata::kOne || !topic.empty(); }
  std::size_t Add(const std::string& topic) {
    return ids_.try_emplace(Key(topic), ids_.size()).first->second;
  }
  std::optional<std::size_t> Find(const std::string& topic) const {
    const auto found = ids_.find(Key(topic));
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  const std::string& Key(const std::string& topic) const {
    return kind_ == Strata::kOne ? kNoTopic : topic;
  }

  Strata kind_;
  std::map<std::string, std::size_t> ids_;
};

// The sums of all articles that have the metric; one map a group, in the order of their names.
std::vector<StrataById> SumStrata(const ComparisonAccumulator& articles, std::size_t metric,
                                  StratumIds& ids) {
  std::map<std::string, std::size_t> index;
  for (const std::string& name : articles.Groups()) {
    index.emplace(name, index.size());
  }
  std::vector<StrataById> strata(index.size());
  for (const auto& [place, cell] : articles.cells()) {
    const auto& [group, topic, story] = place;
    const MetricSums& sums = cell.metrics[metric];
    if (sums.n == 0 || !ids.Holds(topic)) {
      continue;
    }
    Stratum& stratum = strata[index.at(group)][ids.Add(topic)];
    stratum.n += static_cast<double>(sums.n);
    stratum.sum += sums.Sum();
    stratum.square += sums.Square();
  }
  for (StrataById& group : strata) {
    for (auto& [id, stratum] : group) {
      stratum.id = id;
      stratum.replicate_n.resize(kReplicates);
      stratum.replicate_sum.resize(kReplicates);
    }
  }
  return strata;
}

// The stratum of a sampled article that has the metric, or nullptr.
Stratum* StratumOf(const Sampled& item, std::size_t metric, const StratumIds& ids,
                   StrataById& strata) {
  if (std::isnan(item.values[metric])) {
    return nullptr;
  }
  const auto id = ids.Find(item.topic);
  const auto found = id ? strata.find(*id) : strata.end();
  return found == strata.end() ? nullptr : &found->second;
}

// Adds values and replicates of the sampled articles of group g, raised to all n of them.
void AddSample(const ArticleSamples& samples, std::size_t g, std::size_t metric,
               const StratumIds& ids, double n, StrataById& strata) {
  const std::vector<Sampled>& items = samples.groups[g];
  double sampled = 0;
  for (const Sampled& item : items) {
    sampled += StratumOf(item, metric, ids, strata) != nullptr;
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
    Stratum* const stratum = StratumOf(items[i], metric, ids, strata);
    if (stratum == nullptr) {
      continue;
    }
    const auto value = static_cast<double>(items[i].values[metric]);
    stratum->values.push_back(value);
    stratum->center_n += raise;
    stratum->center_sum += raise * value;
    const ArticleSamples::Weights& weights = samples.weights[g][i];
    for (std::size_t b = 0; b < kReplicates; ++b) {
      const double weight = weight_of[weights[b]];
      stratum->replicate_n[b] += weight;
      stratum->replicate_sum[b] += weight * value;
    }
  }
}

double SquaresWithin(const Stratum& stratum) {
  return std::max(0.0, stratum.square - stratum.sum * stratum.sum / stratum.n);
}

// The mean over strata of the difference of two groups, weighted by n_a n_b / (n_a + n_b).
struct WeightedGap {
  double top = 0, bottom = 0;

  void Add(double n_a, double sum_a, double n_b, double sum_b) {
    if (n_a > 0 && n_b > 0) {
      top += (sum_a * n_b - sum_b * n_a) / (n_a + n_b);
      bottom += n_a * n_b / (n_a + n_b);
    }
  }
  double Or(double otherwise) const { return bottom > 0 ? top / bottom : otherwise; }
};

// The gap of all articles, of the sample, and of each replicate.
struct ResampledGap {
  WeightedGap all, center;
  std::vector<WeightedGap> replicates = std::vector<WeightedGap>(kReplicates);

  std::vector<double> Replicates() const {
    std::vector<double> out;
    for (const WeightedGap& replicate : replicates) {
      out.push_back(replicate.Or(std::numeric_limits<double>::quiet_NaN()));
    }
    return out;
  }
};

void SetInterval(std::vector<double> replicates, double center, StratifiedEstimate& out) {
  const double error = StandardError(replicates);
  out.variance = error * error * out.n / (out.n - 1);
  const Bounds interval =
      PercentileInterval(std::move(replicates), center, out.estimate, SmallSampleFactor(out.n - 1));
  out.low = interval.low;
  out.high = interval.high;
}

// What two groups have in the strata that hold both.
struct SharedStrata {
  ResampledGap gap;
  double n_a = 0, n_b = 0;
  double squares = 0, df = 0;
  std::vector<TwoGroups> values;
  std::vector<StratumSums> sums;
  std::vector<double> left, right;  // values less the mean of their stratum

  void Add(const Stratum& x, const Stratum& y) {
    gap.all.Add(x.n, x.sum, y.n, y.sum);
    gap.center.Add(x.center_n, x.center_sum, y.center_n, y.center_sum);
    for (std::size_t r = 0; r < kReplicates; ++r) {
      // The other group's replicate is taken a step later: a copy that stands in both must not
      // be drawn together on both sides.
      const std::size_t s = (r + 1) % kReplicates;
      gap.replicates[r].Add(x.replicate_n[r], x.replicate_sum[r], y.replicate_n[s],
                            y.replicate_sum[s]);
    }
    n_a += x.n;
    n_b += y.n;
    squares += SquaresWithin(x) + SquaresWithin(y);
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
};

SharedStrata Share(const std::vector<Stratum>& a, const std::vector<Stratum>& b) {
  SharedStrata shared;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].id != b[j].id) {
      ++(a[i].id < b[j].id ? i : j);
      continue;
    }
    shared.Add(a[i], b[j]);
    ++i;
    ++j;
  }
  return shared;
}

}  // namespace

ArticleSamples::ArticleSamples(const ComparisonAccumulator& articles) {
  for (const std::string& group : articles.Groups()) {
    groups.push_back(articles.Sample(group));
    weights.emplace_back();
    for (const Sampled& item : groups.back()) {
      weights.back().push_back(PoissonWeights(item.key));
    }
  }
}

void Stratum::Add(const Stratum& other) {
  n += other.n;
  sum += other.sum;
  square += other.square;
  center_n += other.center_n;
  center_sum += other.center_sum;
  for (std::size_t b = 0; b < kReplicates; ++b) {
    replicate_n[b] += other.replicate_n[b];
    replicate_sum[b] += other.replicate_sum[b];
  }
}

void StratifiedEstimate::KeepWithin(MetricRange range) {
  if (low && high) {
    low = range.Clamp(*low);
    high = range.Clamp(*high);
  }
}

StratifiedArticles::StratifiedArticles(const ComparisonAccumulator& articles,
                                       const ArticleSamples& samples, std::size_t metric,
                                       Strata kind)
    : kind_(kind) {
  StratumIds ids(kind);
  std::vector<StrataById> strata = SumStrata(articles, metric, ids);
  for (std::size_t g = 0; g < strata.size(); ++g) {
    Group group;
    for (const auto& [id, stratum] : strata[g]) {
      group.n += stratum.n;
    }
    AddSample(samples, g, metric, ids, group.n, strata[g]);
    double squares = 0, df = 0;
    for (auto& [id, stratum] : strata[g]) {
      squares += SquaresWithin(stratum);
      df += stratum.n - 1;
      group.strata.push_back(std::move(stratum));
    }
    group.variance = df > 0 ? squares / df : 0;
    groups_.push_back(std::move(group));
  }
  if (kind == Strata::kOne) {
    return;
  }
  totals_.resize(ids.size());
  for (Stratum& total : totals_) {
    total.replicate_n.resize(kReplicates);
    total.replicate_sum.resize(kReplicates);
  }
  for (const Group& group : groups_) {
    for (const Stratum& stratum : group.strata) {
      totals_[stratum.id].Add(stratum);
    }
  }
}

StratifiedEstimate StratifiedArticles::Estimate(std::size_t g, bool tested) const {
  return kind_ == Strata::kTopics ? EstimateAgainstOthers(g, tested) : EstimateMean(g);
}

StratifiedEstimate StratifiedArticles::EstimateMean(std::size_t g) const {
  StratifiedEstimate out;
  const Group& group = groups_[g];
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
  SetInterval(std::move(means), all.center_sum / all.center_n, out);
  return out;
}

StratifiedEstimate StratifiedArticles::EstimateAgainstOthers(std::size_t g, bool tested) const {
  StratifiedEstimate out;
  ResampledGap gap;
  for (const Stratum& own : groups_[g].strata) {
    const Stratum& all = totals_[own.id];
    const double rest = all.n - own.n;
    if (!(rest > 0.5)) {
      continue;
    }
    out.n += own.n;
    gap.all.Add(own.n, own.sum, rest, all.sum - own.sum);
    gap.center.Add(own.center_n, own.center_sum, all.center_n - own.center_n,
                   all.center_sum - own.center_sum);
    for (std::size_t b = 0; b < kReplicates; ++b) {
      gap.replicates[b].Add(own.replicate_n[b], own.replicate_sum[b],
                            all.replicate_n[b] - own.replicate_n[b],
                            all.replicate_sum[b] - own.replicate_sum[b]);
    }
    if (tested) {
      out.sums.push_back(
          {own.n, own.sum, own.square, rest, all.sum - own.sum, all.square - own.square});
      // From kManyArticles on the sums are enough.
      out.values.push_back(ValuesAgainstOthers(g, own, out.n < kManyArticles));
    }
  }
  if (!(gap.all.bottom > 0)) {
    out.n = 0;
    return out;
  }
  out.estimate = gap.all.Or(0);
  if (out.n < 2) {
    return out;
  }
  SetInterval(gap.Replicates(), gap.center.Or(0), out);
  return out;
}

TwoGroups StratifiedArticles::ValuesAgainstOthers(std::size_t g, const Stratum& own,
                                                  bool with_others) const {
  TwoGroups values{own.values, {}};
  for (std::size_t h = 0; with_others && h < groups_.size(); ++h) {
    const auto& strata = groups_[h].strata;
    const auto found =
        std::lower_bound(strata.begin(), strata.end(), own.id,
                         [](const Stratum& stratum, std::size_t id) { return stratum.id < id; });
    if (h != g && found != strata.end() && found->id == own.id) {
      values.b.insert(values.b.end(), found->values.begin(), found->values.end());
    }
  }
  return values;
}

std::optional<Difference> StratifiedArticles::Compare(std::size_t a, std::size_t b, double detect,
                                                      const PermutationOptions& permutation) const {
  const SharedStrata shared = Share(groups_[a].strata, groups_[b].strata);
  if (!(shared.gap.all.bottom > 0)) {
    return std::nullopt;
  }
  Difference out;
  out.articles_a = std::llround(shared.n_a);
  out.articles_b = std::llround(shared.n_b);
  out.estimate = shared.gap.all.Or(0);
  const Bounds interval =
      PercentileInterval(shared.gap.Replicates(), shared.gap.center.Or(0), out.estimate,
                         SmallSampleFactor(DegreesOfFreedom(a, shared.n_a, b, shared.n_b)));
  out.low = interval.low;
  out.high = interval.high;
  const double sd = shared.df > 0 ? std::sqrt(shared.squares / shared.df) : 0;
  out.hedges_g = HedgesG(out.estimate, sd, shared.df);
  out.cliffs_delta = CliffsDelta(shared.left, shared.right);
  out.minimal_n = NeededN(detect, sd, Design::kTwoGroups);
  out.verdict.p = std::min(shared.n_a, shared.n_b) >= kManyArticles
                      ? StratifiedPermutationPFromSums(shared.sums)
                      : StratifiedPermutationP(shared.values, permutation);
  return out;
}

// Of a difference of means (Welch, Biometrika 34, 1947).
double StratifiedArticles::DegreesOfFreedom(std::size_t a, double n_a, std::size_t b,
                                            double n_b) const {
  const double x = groups_[a].variance / n_a;
  const double y = groups_[b].variance / n_b;
  const double parts = (n_a > 1 ? x * x / (n_a - 1) : 0) + (n_b > 1 ? y * y / (n_b - 1) : 0);
  return parts > 0 ? (x + y) * (x + y) / parts : std::max(1.0, std::min(n_a, n_b) - 1);
}

}  // namespace slant
