/// @file stratified_articles.h
/// Articles of groups in strata (topics, or one for all): a group's mean or its gap to the others
/// within strata, the difference between two groups, with bootstrap intervals over articles.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "slant/outlet/comparison.h"
#include "slant/outlet/comparison_accumulator.h"
#include "slant/statistics/bootstrap.h"
#include "slant/statistics/permutation.h"

namespace slant {

/// From so many articles on, the limit of the permutation distribution is used instead of draws.
inline constexpr double kManyArticles = 200;

/// The sampled articles of all groups with their bootstrap weights, made once for all metrics.
struct ArticleSamples {
  explicit ArticleSamples(const ComparisonAccumulator& articles);

  using Weights = std::array<std::uint8_t, kReplicates>;
  std::vector<std::vector<ComparisonAccumulator::Sampled>> groups;  ///< in the order of their names
  std::vector<std::vector<Weights>> weights;                        ///< one an article
};

/// What is held constant: nothing, so that all articles are one stratum, or the topic; articles
/// without one are left out then.
enum class Strata { kOne, kTopics };

/// One group in one stratum.
struct Stratum {
  std::size_t id = 0;
  double n = 0, sum = 0, square = 0;    ///< of all articles
  double center_n = 0, center_sum = 0;  ///< of the sampled ones, raised to all
  std::vector<double> replicate_n, replicate_sum;
  std::vector<double> values;  ///< of the sampled ones

  void Add(const Stratum& other);
};

/// A group's estimate in one metric.
struct StratifiedEstimate {
  double n = 0;         ///< articles; 0 if there are none to compare
  double estimate = 0;  ///< as GroupEstimate has it
  std::optional<double> low, high;
  double variance = 0;            ///< of the estimate; 0 if unknown
  std::vector<TwoGroups> values;  ///< its own and the others', by stratum, for a test
  std::vector<StratumSums> sums;  ///< of the same

  /// For a mean, which lies where its metric can; a gap between means may go beyond.
  void KeepWithin(MetricRange range);
};

/// The articles of all groups in one metric.  Immutable; threads may share it.
class StratifiedArticles {
 public:
  StratifiedArticles(const ComparisonAccumulator& articles, const ArticleSamples& samples,
                     std::size_t metric, Strata kind);

  std::size_t groups() const noexcept { return groups_.size(); }

  /// Variance between articles of group g within strata.
  double VarianceOf(std::size_t g) const noexcept { return groups_[g].variance; }

  /// Of one stratum: the mean of group g.  Of topics: its articles less the others' on the same
  /// topics, topics weighted by n m / (n + m), as a regression with an effect for each topic has
  /// it.
  /// @param tested also the values that a test needs.
  StratifiedEstimate Estimate(std::size_t g, bool tested) const;

  /// Group a less group b, strata weighted as above; nothing if no stratum holds both.  Sets all of
  /// the difference but a, b and whether it is tested.
  std::optional<Difference> Compare(std::size_t a, std::size_t b, double detect,
                                    const PermutationOptions& permutation) const;

 private:
  struct Group {
    std::vector<Stratum> strata;  // by id
    double n = 0;
    double variance = 0;  // within strata
  };

  StratifiedEstimate EstimateMean(std::size_t g) const;
  StratifiedEstimate EstimateAgainstOthers(std::size_t g, bool tested) const;
  TwoGroups ValuesAgainstOthers(std::size_t g, const Stratum& own, bool with_others) const;
  double DegreesOfFreedom(std::size_t a, double n_a, std::size_t b, double n_b) const;

  Strata kind_;
  std::vector<Group> groups_;    // in the order of their names
  std::vector<Stratum> totals_;  // of all groups, by topic
};

}  // namespace slant
