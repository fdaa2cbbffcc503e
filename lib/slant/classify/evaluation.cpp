#include "slant/classify/evaluation.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

#include "slant/base/random.h"

namespace slant {
namespace {

using Indices = std::vector<std::size_t>;

// Examples by cluster; each alone if there are no clusters.
std::vector<Indices> Clusters(std::size_t n, std::span<const int> clusters) {
  std::map<int, Indices> by_number;
  for (std::size_t i = 0; i < n; ++i) {
    by_number[clusters.empty() ? static_cast<int>(i) : clusters[i]].push_back(i);
  }
  std::vector<Indices> out;
  for (auto& [number, members] : by_number) {
    out.push_back(std::move(members));
  }
  return out;
}

// Sets the interval to 2.5 and 97.5 % of the draws; leaves it if there are none.
void SetBounds(std::vector<double>& draws, Interval& interval) {
  if (draws.empty()) {
    return;
  }
  std::sort(draws.begin(), draws.end());
  const auto at = [&](double share) {
    return draws[static_cast<std::size_t>(share * static_cast<double>(draws.size() - 1))];
  };
  interval.low = at(0.025);
  interval.high = at(0.975);
}

// 2.5 and 97.5 % of each statistic over resampled clusters; a NaN is a sample without the
// statistic.
void Bootstrap(const std::vector<Indices>& clusters, const BootstrapOptions& options,
               std::span<Interval* const> intervals,
               const std::function<std::vector<double>(const Indices&)>& statistics) {
  std::vector<std::vector<double>> draws(intervals.size());
  Random random(options.seed);
  Indices sample;
  for (int b = 0; b < options.replicates; ++b) {
    sample.clear();
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      const Indices& cluster = clusters[random.Below(clusters.size())];
      sample.insert(sample.end(), cluster.begin(), cluster.end());
    }
    const auto values = statistics(sample);
    for (std::size_t k = 0; k < draws.size(); ++k) {
      if (!std::isnan(values[k])) {
        draws[k].push_back(values[k]);
      }
    }
  }
  for (std::size_t k = 0; k < draws.size(); ++k) {
    SetBounds(draws[k], *intervals[k]);
  }
}

Eigen::MatrixXi Confusion(const Indices& sample, std::span<const int> labels,
                          const std::vector<int>& predicted, Eigen::Index classes) {
  Eigen::MatrixXi confusion = Eigen::MatrixXi::Zero(classes, classes);
  for (const std::size_t i : sample) {
    ++confusion(labels[i], predicted[i]);
  }
  return confusion;
}

std::vector<ClassReport> PerClass(const Eigen::MatrixXi& confusion) {
  std::vector<ClassReport> reports;
  for (Eigen::Index c = 0; c < confusion.rows(); ++c) {
    const double hit = confusion(c, c);
    const double truth = confusion.row(c).sum();
    const double said = confusion.col(c).sum();
    ClassReport report;
    report.precision = said > 0 ? hit / said : 0;
    report.recall = truth > 0 ? hit / truth : 0;
    report.f1 = said + truth > 0 ? 2 * hit / (said + truth) : 0;
    report.support = static_cast<int>(truth);
    reports.push_back(report);
  }
  return reports;
}

double MacroF1(const Eigen::MatrixXi& confusion) {
  double sum = 0;
  for (const ClassReport& report : PerClass(confusion)) {
    sum += report.f1;
  }
  return sum / static_cast<double>(confusion.rows());
}

constexpr int kReliabilityBins = 15;

std::size_t ReliabilityBinOf(double p) {
  return static_cast<std::size_t>(
      std::clamp(static_cast<int>(p * kReliabilityBins), 0, kReliabilityBins - 1));
}

std::vector<ReliabilityBin> Reliability(const OutputMatrix& probabilities,
                                        std::span<const int> labels,
                                        const std::vector<int>& predicted) {
  std::vector<ReliabilityBin> bins(kReliabilityBins);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double p = probabilities(static_cast<Eigen::Index>(i), predicted[i]);
    ReliabilityBin& bin = bins[ReliabilityBinOf(p)];
    ++bin.n;
    bin.confidence += p;
    bin.accuracy += predicted[i] == labels[i] ? 1 : 0;
  }
  for (int b = 0; b < kReliabilityBins; ++b) {
    ReliabilityBin& bin = bins[static_cast<std::size_t>(b)];
    bin.low = static_cast<double>(b) / kReliabilityBins;
    bin.high = static_cast<double>(b + 1) / kReliabilityBins;
    bin.confidence /= std::max(1, bin.n);
    bin.accuracy /= std::max(1, bin.n);
  }
  std::erase_if(bins, [](const ReliabilityBin& bin) { return bin.n == 0; });
  return bins;
}

double CalibrationError(const std::vector<ReliabilityBin>& bins, std::size_t n) {
  double error = 0;
  for (const ReliabilityBin& bin : bins) {
    error += bin.n * std::abs(bin.confidence - bin.accuracy);
  }
  return error / static_cast<double>(n);
}

// A predicted class of probability p is right with chance p, if the classifier is calibrated.
Interval CalibrationErrorByChance(const OutputMatrix& probabilities,
                                  const std::vector<int>& predicted,
                                  const BootstrapOptions& options) {
  const std::size_t n = predicted.size();
  std::vector<double> p(n);
  std::vector<std::size_t> bin(n);
  for (std::size_t i = 0; i < n; ++i) {
    p[i] = probabilities(static_cast<Eigen::Index>(i), predicted[i]);
    bin[i] = ReliabilityBinOf(p[i]);
  }
  Random random(options.seed);
  std::vector<double> draws;
  for (int draw = 0; draw < options.replicates; ++draw) {
    std::array<double, kReliabilityBins> gap{};  // of a bin: right answers less those expected
    for (std::size_t i = 0; i < n; ++i) {
      gap[bin[i]] += (random.Uniform() < p[i] ? 1 : 0) - p[i];
    }
    double error = 0;
    for (const double g : gap) {
      error += std::abs(g);
    }
    draws.push_back(error / static_cast<double>(n));
  }
  Interval interval;
  if (!draws.empty()) {
    interval.estimate =
        std::accumulate(draws.begin(), draws.end(), 0.0) / static_cast<double>(draws.size());
  }
  SetBounds(draws, interval);
  return interval;
}

double Pearson(std::span<const double> x, std::span<const double> y) {
  const auto n = static_cast<Eigen::Index>(x.size());
  const Eigen::Map<const Eigen::ArrayXd> a(x.data(), n);
  const Eigen::Map<const Eigen::ArrayXd> b(y.data(), n);
  const Eigen::ArrayXd da = a - a.mean();
  const Eigen::ArrayXd db = b - b.mean();
  const double scale = std::sqrt(da.square().sum() * db.square().sum());
  return scale > 0 ? (da * db).sum() / scale : 0;
}

// Ranks from 1, equal values share the mean of theirs.
std::vector<double> Ranks(std::span<const float> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i + 1;  // also for a NaN, which equals nothing
    while (j < order.size() && values[order[j]] == values[order[i]]) {
      ++j;
    }
    for (std::size_t k = i; k < j; ++k) {
      ranks[order[k]] = static_cast<double>(i + j + 1) / 2;
    }
    i = j;
  }
  return ranks;
}

// Examples by rising score, those of one score together: sorted once, whatever is then drawn.
struct ScoreOrder {
  Indices order;
  std::vector<bool> last_of_score;
};

ScoreOrder OrderByScore(std::span<const float> scores) {
  ScoreOrder out;
  out.order.resize(scores.size());
  std::iota(out.order.begin(), out.order.end(), std::size_t{0});
  std::stable_sort(out.order.begin(), out.order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  for (std::size_t i = 0; i < scores.size(); ++i) {
    out.last_of_score.push_back(i + 1 == scores.size() ||
                                scores[out.order[i]] != scores[out.order[i + 1]]);
  }
  return out;
}

// @param counts how often each example was drawn.   @return NaN unless both classes were.
double Auc(const ScoreOrder& by_score, std::span<const int> labels, std::span<const int> counts) {
  double zeros = 0, ones = 0, wins = 0;  // of all scores before
  double tied_zeros = 0, tied_ones = 0;  // of this score
  for (std::size_t i = 0; i < by_score.order.size(); ++i) {
    const std::size_t at = by_score.order[i];
    (labels[at] == 1 ? tied_ones : tied_zeros) += counts[at];
    if (by_score.last_of_score[i]) {
      wins += tied_ones * (zeros + tied_zeros / 2);
      zeros += tied_zeros;
      ones += tied_ones;
      tied_zeros = tied_ones = 0;
    }
  }
  return zeros > 0 && ones > 0 ? wins / (zeros * ones) : std::numeric_limits<double>::quiet_NaN();
}

Error SizeError(std::size_t a, std::size_t b, std::size_t clusters) {
  return {ErrorCode::kShape,
          "there are " + std::to_string(a) + " predictions, " + std::to_string(b) + " labels and " +
              std::to_string(clusters) + " clusters",
          ""};
}

Status CheckClasses(const OutputMatrix& probabilities, std::span<const int> labels,
                    std::span<const int> clusters) {
  const auto n = static_cast<std::size_t>(probabilities.rows());
  if (n != labels.size() || (!clusters.empty() && clusters.size() != n)) {
    return SizeError(n, labels.size(), clusters.size());
  }
  const Eigen::Index k = probabilities.cols();
  if (n == 0 || std::any_of(labels.begin(), labels.end(),
                            [&](int label) { return label < 0 || label >= k; })) {
    return Error{ErrorCode::kInvalidArgument,
                 n == 0 ? "there is nothing to evaluate" : "a label is outside the model's classes",
                 ""};
  }
  return {};
}

Indices Everything(std::size_t n) {
  Indices all(n);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

std::vector<int> Predicted(const OutputMatrix& probabilities) {
  std::vector<int> predicted(static_cast<std::size_t>(probabilities.rows()));
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    probabilities.row(static_cast<Eigen::Index>(i)).maxCoeff(&predicted[i]);
  }
  return predicted;
}

// Intervals and p of differences between two sets of answers.
// @param statistics differences over a sample, in which the answers to example i are exchanged
//                   where swapped[i].
void TestPairs(std::size_t n, std::span<const int> cluster_numbers, const BootstrapOptions& options,
               std::span<PairedDifference* const> differences,
               const std::function<std::vector<double>(const Indices&, const std::vector<bool>&)>&
                   statistics) {
  const std::vector<Indices> clusters = Clusters(n, cluster_numbers);
  const Indices everything = Everything(n);
  std::vector<bool> swapped(n, false);
  const std::vector<double> found = statistics(everything, swapped);
  std::vector<Interval*> intervals;
  for (std::size_t k = 0; k < differences.size(); ++k) {
    differences[k]->difference.estimate = found[k];
    intervals.push_back(&differences[k]->difference);
  }
  Bootstrap(clusters, options, intervals,
            [&](const Indices& sample) { return statistics(sample, swapped); });
  Random random(options.seed + 1);
  std::vector<int> as_large(differences.size(), 0);
  for (int r = 0; r < options.permutations; ++r) {
    for (const Indices& cluster : clusters) {
      const bool swap = random.Below(2) == 1;
      for (const std::size_t i : cluster) {
        swapped[i] = swap;
      }
    }
    const std::vector<double> drawn = statistics(everything, swapped);
    for (std::size_t k = 0; k < differences.size(); ++k) {
      // Rounding must not tell equal differences apart.
      as_large[k] += std::abs(drawn[k]) >= std::abs(found[k]) - 1e-12 ? 1 : 0;
    }
  }
  for (std::size_t k = 0; k < differences.size(); ++k) {
    differences[k]->p = (as_large[k] + 1.0) / (options.permutations + 1.0);
  }
}

}  // namespace

std::optional<double> AreaUnderRoc(std::span<const float> scores, std::span<const int> labels) {
  assert(scores.size() == labels.size());
  const std::vector<int> once(labels.size(), 1);
  const double auc = Auc(OrderByScore(scores), labels, once);
  return std::isnan(auc) ? std::nullopt : std::optional(auc);
}

std::optional<WithinReport> MeanAucWithin(std::span<const float> scores,
                                          std::span<const int> labels, std::span<const int> groups,
                                          int smallest, std::span<const int> clusters,
                                          const BootstrapOptions& options) {
  assert(scores.size() == labels.size() && scores.size() == groups.size());
  struct Group {
    Indices members;
    std::vector<float> scores;
    std::vector<int> labels;
    ScoreOrder order;
  };
  std::map<int, Group> by_number;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    Group& group = by_number[groups[i]];
    group.members.push_back(i);
    group.scores.push_back(scores[i]);
    group.labels.push_back(labels[i]);
  }
  WithinReport report;
  std::vector<Group> counted;
  for (auto& [number, group] : by_number) {
    if (static_cast<int>(group.members.size()) >= smallest &&
        AreaUnderRoc(group.scores, group.labels)) {
      group.order = OrderByScore(group.scores);
      report.n += static_cast<int>(group.members.size());
      counted.push_back(std::move(group));
    }
  }
  if (counted.empty()) {
    return std::nullopt;
  }
  report.groups = static_cast<int>(counted.size());
  std::vector<int> counts;
  // @param drawn how often each example was drawn.
  const auto mean = [&](const std::vector<int>& drawn) {
    double sum = 0;
    int present = 0;
    for (const Group& group : counted) {
      counts.clear();
      for (const std::size_t i : group.members) {
        counts.push_back(drawn[i]);
      }
      const double auc = Auc(group.order, group.labels, counts);
      if (!std::isnan(auc)) {
        sum += auc;
        ++present;
      }
    }
    return sum / present;  // NaN if no group was drawn with both classes
  };
  std::vector<int> drawn(scores.size(), 1);
  report.auc.estimate = mean(drawn);
  Interval* const intervals[] = {&report.auc};
  Bootstrap(Clusters(scores.size(), clusters), options, intervals, [&](const Indices& sample) {
    drawn.assign(scores.size(), 0);
    for (const std::size_t i : sample) {
      ++drawn[i];
    }
    return std::vector<double>{mean(drawn)};
  });
  return report;
}

Result<ClassificationReport> EvaluateClasses(const OutputMatrix& probabilities,
                                             std::span<const int> labels,
                                             std::span<const int> clusters,
                                             const BootstrapOptions& options) {
  SLANT_RETURN_IF_ERROR(CheckClasses(probabilities, labels, clusters));
  const auto n = static_cast<std::size_t>(probabilities.rows());
  const Eigen::Index k = probabilities.cols();
  ClassificationReport report;
  report.n = static_cast<int>(n);
  const std::vector<int> predicted = Predicted(probabilities);
  for (std::size_t i = 0; i < n; ++i) {
    const float p = probabilities(static_cast<Eigen::Index>(i), labels[i]);
    report.log_loss -= std::log(std::max(p, 1e-7f)) / static_cast<double>(n);
  }
  report.confusion = Confusion(Everything(n), labels, predicted, k);
  report.classes = PerClass(report.confusion);
  report.accuracy.estimate = report.confusion.trace() / static_cast<double>(n);
  report.macro_f1.estimate = MacroF1(report.confusion);
  report.reliability = Reliability(probabilities, labels, predicted);
  report.calibration_error = CalibrationError(report.reliability, n);
  report.calibration_error_by_chance = CalibrationErrorByChance(probabilities, predicted, options);
  std::vector<Interval*> intervals = {&report.accuracy, &report.macro_f1};
  ScoreOrder by_score;
  if (k == 2 && report.classes[0].support > 0 && report.classes[1].support > 0) {
    const Eigen::VectorXf second = probabilities.col(1);
    by_score = OrderByScore({second.data(), n});
    report.auc.emplace().estimate = Auc(by_score, labels, std::vector<int>(n, 1));
    intervals.push_back(&*report.auc);
  }
  std::vector<int> counts;
  Bootstrap(Clusters(n, clusters), options, intervals, [&](const Indices& sample) {
    const auto confusion = Confusion(sample, labels, predicted, k);
    std::vector<double> values = {confusion.trace() / static_cast<double>(sample.size()),
                                  MacroF1(confusion)};
    if (report.auc) {
      counts.assign(n, 0);
      for (const std::size_t i : sample) {
        ++counts[i];
      }
      values.push_back(Auc(by_score, labels, counts));
    }
    return values;
  });
  return report;
}

Result<RegressionReport> EvaluateValues(std::span<const float> predicted,
                                        std::span<const float> truth, std::span<const int> clusters,
                                        const BootstrapOptions& options) {
  const std::size_t n = predicted.size();
  if (n != truth.size() || (!clusters.empty() && clusters.size() != n)) {
    return SizeError(n, truth.size(), clusters.size());
  }
  if (n == 0) {
    return Error{ErrorCode::kInvalidArgument, "there is nothing to evaluate", ""};
  }
  RegressionReport report;
  report.n = static_cast<int>(n);
  const std::vector<double> x(predicted.begin(), predicted.end());
  const std::vector<double> y(truth.begin(), truth.end());
  report.pearson.estimate = Pearson(x, y);
  report.spearman = Pearson(Ranks(predicted), Ranks(truth));
  for (std::size_t i = 0; i < n; ++i) {
    report.mean_absolute_error += std::abs(x[i] - y[i]) / static_cast<double>(n);
    report.root_mean_square_error += (x[i] - y[i]) * (x[i] - y[i]) / static_cast<double>(n);
  }
  report.root_mean_square_error = std::sqrt(report.root_mean_square_error);
  std::vector<double> a, b;
  Interval* const intervals[] = {&report.pearson};
  Bootstrap(Clusters(n, clusters), options, intervals, [&](const Indices& sample) {
    a.clear();
    b.clear();
    for (const std::size_t i : sample) {
      a.push_back(x[i]);
      b.push_back(y[i]);
    }
    return std::vector<double>{Pearson(a, b)};
  });
  return report;
}

Result<std::vector<CoveragePoint>> CoverageCurve(const OutputMatrix& probabilities,
                                                 std::span<const int> labels,
                                                 std::span<const double> shares) {
  SLANT_RETURN_IF_ERROR(CheckClasses(probabilities, labels, {}));
  const auto n = static_cast<std::size_t>(probabilities.rows());
  const std::vector<int> predicted = Predicted(probabilities);
  const auto sureness = [&](std::size_t i) {
    return probabilities(static_cast<Eigen::Index>(i), predicted[i]);
  };
  Indices order = Everything(n);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sureness(a) > sureness(b); });
  std::vector<CoveragePoint> curve;
  for (const double share : shares) {
    const auto wanted = static_cast<std::size_t>(std::ceil(share * static_cast<double>(n) - 1e-9));
    std::size_t kept = std::clamp<std::size_t>(wanted, 1, n);
    const float threshold = sureness(order[kept - 1]);
    while (kept < n && sureness(order[kept]) == threshold) {
      ++kept;
    }
    const auto confusion = Confusion({order.begin(), order.begin() + static_cast<long>(kept)},
                                     labels, predicted, probabilities.cols());
    CoveragePoint point;
    point.coverage = static_cast<double>(kept) / static_cast<double>(n);
    point.threshold = threshold;
    point.n = static_cast<int>(kept);
    point.accuracy = confusion.trace() / static_cast<double>(kept);
    point.macro_f1 = MacroF1(confusion);
    curve.push_back(point);
  }
  return curve;
}

Result<ClassComparison> CompareClasses(const OutputMatrix& first, const OutputMatrix& second,
                                       std::span<const int> labels, std::span<const int> clusters,
                                       const BootstrapOptions& options) {
  SLANT_RETURN_IF_ERROR(CheckClasses(first, labels, clusters));
  if (first.cols() != second.cols()) {
    return Error{ErrorCode::kShape,
                 "the first answers have " + std::to_string(first.cols()) +
                     " classes, the second " + std::to_string(second.cols()),
                 ""};
  }
  ClassComparison out;
  SLANT_ASSIGN_OR_RETURN(out.second, EvaluateClasses(second, labels, clusters, options));
  const auto n = static_cast<std::size_t>(first.rows());
  const Eigen::Index k = first.cols();
  out.n = static_cast<int>(n);
  const std::vector<int> one = Predicted(first);
  const std::vector<int> two = Predicted(second);
  for (std::size_t i = 0; i < n; ++i) {
    out.changed += one[i] != two[i] ? 1 : 0;
    out.first_right += one[i] == labels[i] && two[i] != labels[i] ? 1 : 0;
    out.second_right += two[i] == labels[i] && one[i] != labels[i] ? 1 : 0;
  }
  PairedDifference* const differences[] = {&out.accuracy, &out.macro_f1};
  TestPairs(n, clusters, options, differences,
            [&](const Indices& sample, const std::vector<bool>& swapped) {
              Eigen::MatrixXi a = Eigen::MatrixXi::Zero(k, k);
              Eigen::MatrixXi b = Eigen::MatrixXi::Zero(k, k);
              for (const std::size_t i : sample) {
                ++a(labels[i], swapped[i] ? two[i] : one[i]);
                ++b(labels[i], swapped[i] ? one[i] : two[i]);
              }
              return std::vector<double>{
                  (a.trace() - b.trace()) / static_cast<double>(sample.size()),
                  MacroF1(a) - MacroF1(b)};
            });
  return out;
}

Result<ValueComparison> CompareValues(std::span<const float> first, std::span<const float> second,
                                      std::span<const float> truth, std::span<const int> clusters,
                                      const BootstrapOptions& options) {
  const std::size_t n = first.size();
  if (n != truth.size()) {
    return SizeError(n, truth.size(), clusters.size());
  }
  ValueComparison out;
  SLANT_ASSIGN_OR_RETURN(out.second, EvaluateValues(second, truth, clusters, options));
  out.n = static_cast<int>(n);
  std::vector<double> a, b, y;
  PairedDifference* const differences[] = {&out.pearson, &out.mean_absolute_error};
  TestPairs(n, clusters, options, differences,
            [&](const Indices& sample, const std::vector<bool>& swapped) {
              a.clear();
              b.clear();
              y.clear();
              double error = 0;
              for (const std::size_t i : sample) {
                a.push_back(swapped[i] ? second[i] : first[i]);
                b.push_back(swapped[i] ? first[i] : second[i]);
                y.push_back(truth[i]);
                error += std::abs(a.back() - y.back()) - std::abs(b.back() - y.back());
              }
              return std::vector<double>{Pearson(a, y) - Pearson(b, y),
                                         error / static_cast<double>(sample.size())};
            });
  return out;
}

}  // namespace slant
