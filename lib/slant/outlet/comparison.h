/// @file comparison.h
/// Outlets side by side, in the order of trust: on the same stories, on the same topics, as they
/// are.  Estimates with intervals, and which differences can be told from chance.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "slant/outlet/comparison_accumulator.h"
#include "slant/outlet/coverage.h"
#include "slant/outlet/metric.h"
#include "slant/outlet/source_accumulator.h"
#include "slant/outlet/target_evidence.h"
#include "slant/outlet/time_series.h"
#include "slant/statistics/permutation.h"
#include "slant/statistics/variance_shares.h"

namespace slant {

/// What is held constant, the most trusted first.
enum class Level : std::uint8_t { kStory, kTopic, kRaw };
inline constexpr std::string_view kLevelNames[] = {"story", "topic", "raw"};

/// An estimate over the articles of one outlet, nothing held constant.
struct MetricEstimate {
  std::int64_t n = 0;  ///< articles that have the metric
  double mean = 0;
  double sd = 0;  ///< between articles (n - 1)
  /// 95 % bootstrap over articles; nothing for fewer than two.
  std::optional<double> low, high;
};

struct ComparisonOptions {
  MetricList metrics;
  /// The metrics whose differences are tested (indices in the list), the main one first.  All tests
  /// of a level are one family.
  std::vector<std::size_t> tested = {0};
  std::optional<Level> level;     ///< nothing: the most trusted one that the articles allow
  std::int64_t min_articles = 5;  ///< groups with fewer (stories, if matched) are not tested
  double false_discovery_rate = 0.05;
  double detect = 0.1;  ///< the difference that Difference::minimal_n is for
  PermutationOptions permutation;
  int threads = 1;  ///< for tests of pairs; the result is the same for any number
};

struct OutletMetrics {
  std::string outlet;
  std::int64_t articles = 0;
  std::int64_t sentences = 0;
  std::vector<MetricEstimate> metrics;  ///< in the order of Comparison::list
};

/// A test after correction.
struct Verdict {
  bool tested = false;
  double p = 1;
  double q = 1;            ///< Benjamini-Hochberg over the family
  double holm = 1;         ///< Holm over the family
  bool separable = false;  ///< q <= the false discovery rate
};

/// One outlet in one metric.
struct GroupEstimate {
  std::size_t outlet = 0;     ///< index into Comparison::outlets
  std::int64_t articles = 0;  ///< that take part and have the metric
  std::int64_t stories = 0;   ///< shared with others; 0 unless matched by story
  /// Story: mean over its shared stories of its articles' mean less the mean of the other outlets'
  /// means.  Topic: its articles less the others' on the same topics, topics weighted by
  /// n_own n_other / (n_own + n_other).  Raw: the mean.
  double estimate = 0;
  std::optional<double> low, high;     ///< 95 % cluster bootstrap: by story if matched, by article
  std::optional<double> shrunken;      ///< empirical Bayes; nothing for a single outlet
  std::optional<double> other_copies;  ///< the estimate with copies counted the other way
  /// Does it differ from the others?  Not tested raw.
  Verdict verdict;
};

/// The difference between two outlets.
struct Difference {
  std::size_t a = 0, b = 0;  ///< indices into Comparison::outlets
  std::int64_t articles_a = 0, articles_b = 0;
  std::int64_t stories = 0;  ///< shared; 0 unless matched by story
  double estimate = 0;       ///< a less b
  double low = 0, high = 0;  ///< 95 % cluster bootstrap, within the metric's range
  double hedges_g = 0;  ///< over the sd within outlets (and topics), or of the paired differences
  double cliffs_delta = 0;  ///< of articles (less their topic's mean), or of paired differences
  /// Articles of each outlet, or shared stories, at which ComparisonOptions::detect would be found
  /// with 80 % power at p = 0.05; nothing if the spread is unknown.
  std::optional<std::int64_t> minimal_n;
  Verdict verdict;
};

/// All outlets in one metric on one level.
struct LevelComparison {
  Level level = Level::kRaw;
  std::vector<GroupEstimate> groups;    ///< the most negative first
  std::vector<Difference> differences;  ///< by q, larger first; untested ones last
  std::size_t too_small = 0;            ///< outlets with too few articles or stories
  double tau2 = 0;                      ///< variance between outlets that chance does not explain
};

struct MetricComparison {
  std::size_t metric = 0;
  bool tested = false;  ///< false for the other voices of a tested metric
  /// Shares of variance; over articles with topic and story, as far as there are any.
  VarianceShares variance;
  std::vector<LevelComparison> levels;  ///< Comparison::level first, then by trust
};

/// Groups that do not take part, such as those of opinion pieces: listed, never tested.
struct ListedApart {
  std::string kinds;                   ///< "opinion, sponsored"
  std::vector<OutletMetrics> outlets;  ///< as Comparison::outlets
};

struct Comparison {
  MetricList list;
  std::size_t metric = 0;                 ///< the main one
  Level level = Level::kRaw;              ///< the one that is told first
  double detect = 0;                      ///< of the options
  std::vector<OutletMetrics> outlets;     ///< by the main metric, the most negative first
  std::vector<MetricComparison> metrics;  ///< the main one first; with their other voices
  bool stories_found = false;             ///< by StoryFinder, not only named by the articles
  std::size_t copies = 0;                 ///< articles that are copies of others
  bool copies_kept = false;               ///< did they count?
  std::optional<Coverage> coverage;
  std::optional<TimeSeries> time;
  std::optional<ListedApart> apart;
  std::vector<OutletSources> sources;    ///< if they were counted
  std::vector<OutletEvidence> evidence;  ///< if there are targets

  const MetricComparison* Find(std::size_t metric) const noexcept;
};

/// A pair needs so many shared stories: with fewer, flipped signs cannot reach p <= 0.05.
inline constexpr std::size_t kLeastSharedStories = 6;

/// @param other the same articles with copies counted the other way, or nullptr.
Comparison CompareOutlets(const ComparisonAccumulator& articles, const ComparisonOptions& options,
                          const ComparisonAccumulator* other = nullptr);

}  // namespace slant
