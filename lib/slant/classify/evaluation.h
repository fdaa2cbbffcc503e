/// @file evaluation.h
/// How good predictions are, with intervals.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/classify/dense_network.h"

namespace slant {

/// An estimate and its 95 % interval (percentile bootstrap, Efron and Tibshirani 1993, chapter 13).
struct Interval {
  double estimate = 0, low = 0, high = 0;
};

struct ClassReport {
  double precision = 0, recall = 0, f1 = 0;  ///< 0 where the denominator is 0
  int support = 0;                           ///< examples of the class
};

/// Examples whose predicted class has a probability in [low, high).
struct ReliabilityBin {
  double low = 0, high = 0;
  int n = 0;
  double confidence = 0;  ///< mean probability of the predicted class
  double accuracy = 0;    ///< share of right answers: the same, if calibrated
};

struct ClassificationReport {
  int n = 0;
  Interval accuracy, macro_f1;
  std::vector<ClassReport> classes;
  Eigen::MatrixXi confusion;  ///< (k x k), a row for each true class, a column for each predicted
  /// Expected calibration error of the predicted class's probability, 15 bins of equal width
  /// (Guo et al. 2017).
  double calibration_error = 0;
  /// The error that a calibrated classifier with these very probabilities would show by chance:
  /// labels are drawn from the probabilities themselves, again and again; mean, 2.5 and 97.5 %
  /// (consistency resampling: Broecker and Smith, Weather and Forecasting 22, 2007; Vaicenavicius
  /// et al., AISTATS 2019).  In small sets it is far from 0.
  Interval calibration_error_by_chance;
  std::vector<ReliabilityBin> reliability;  ///< the bins that are not empty
  double log_loss = 0;                      ///< mean -ln p(true class)
  /// Of two classes: AreaUnderRoc by the probability of the second; nothing without both classes.
  std::optional<Interval> auc;
};

struct RegressionReport {
  int n = 0;
  Interval pearson;
  double spearman = 0, mean_absolute_error = 0, root_mean_square_error = 0;
};

struct BootstrapOptions {
  int replicates = 1000;
  int permutations = 9999;  ///< of a paired test
  std::uint64_t seed = 20261122;
};

/// The chance that an example of class 1 has a higher score than one of class 0, ties counting
/// half: the area under the ROC curve (Hanley and McNeil, Radiology 143, 1982).
/// @param scores n.   @param labels n of 0 and 1 (assert).
/// @return nothing unless both classes occur.
std::optional<double> AreaUnderRoc(std::span<const float> scores, std::span<const int> labels);

struct WithinReport {
  Interval auc;    ///< mean over the groups
  int groups = 0;  ///< those that count
  int n = 0;       ///< examples in them
};

/// The mean of AreaUnderRoc within each group: how well scores rank what one source wrote, whatever
/// is known of the source itself.
/// @param groups   n numbers.
/// @param smallest groups of fewer examples, or of one class, do not count.
/// @param clusters as below.
/// @return nothing if no group counts.
std::optional<WithinReport> MeanAucWithin(std::span<const float> scores,
                                          std::span<const int> labels, std::span<const int> groups,
                                          int smallest, std::span<const int> clusters,
                                          const BootstrapOptions& options);

/// @param probabilities (n x k), rows sum to 1.
/// @param labels        n true classes in [0, k).
/// @param clusters      n numbers: examples of the same number are drawn together (sentences of an
///                      article); empty to draw each alone.
/// @return kShape if the sizes differ, kInvalidArgument if n is 0 or a label is not in [0, k).
Result<ClassificationReport> EvaluateClasses(const OutputMatrix& probabilities,
                                             std::span<const int> labels,
                                             std::span<const int> clusters,
                                             const BootstrapOptions& options);

/// The same for values; a correlation with a constant is 0.
Result<RegressionReport> EvaluateValues(std::span<const float> predicted,
                                        std::span<const float> truth, std::span<const int> clusters,
                                        const BootstrapOptions& options);

/// What remains if only the surest answers are given.
struct CoveragePoint {
  double coverage = 0;   ///< share of the examples that are answered
  double threshold = 0;  ///< least probability of an answer
  int n = 0;             ///< examples answered
  double accuracy = 0, macro_f1 = 0;
};

/// The risk-coverage curve of selective classification (El-Yaniv and Wiener, JMLR 2010) by the
/// probability of the predicted class.
/// @param shares wanted coverages in (0, 1]; equally sure answers are given together, so a point
/// may
///               cover more.
/// @return a point for each share; errors as EvaluateClasses.
Result<std::vector<CoveragePoint>> CoverageCurve(const OutputMatrix& probabilities,
                                                 std::span<const int> labels,
                                                 std::span<const double> shares);

/// First minus second on the same examples.
struct PairedDifference {
  Interval difference;  ///< both are resampled together
  /// Two-sided, by swapping the two answers to all examples of a cluster at random (approximate
  /// randomisation: Noreen 1989; Yeh, COLING 2000); at least 1 / (permutations + 1).
  double p = 1;
};

struct ClassComparison {
  int n = 0;
  int changed = 0;                        ///< examples of which the predicted classes differ
  int first_right = 0, second_right = 0;  ///< examples that only one of the two gets right
  ClassificationReport second;            ///< the first is known
  PairedDifference accuracy, macro_f1;
};

/// @param first, second (n x k) probabilities for the same examples.   Errors as EvaluateClasses.
Result<ClassComparison> CompareClasses(const OutputMatrix& first, const OutputMatrix& second,
                                       std::span<const int> labels, std::span<const int> clusters,
                                       const BootstrapOptions& options);

struct ValueComparison {
  int n = 0;
  RegressionReport second;
  PairedDifference pearson, mean_absolute_error;
};

/// The same for values.
Result<ValueComparison> CompareValues(std::span<const float> first, std::span<const float> second,
                                      std::span<const float> truth, std::span<const int> clusters,
                                      const BootstrapOptions& options);

}  // namespace slant
