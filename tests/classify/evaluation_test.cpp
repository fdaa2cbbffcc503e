#include "slant/classify/evaluation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "slant/base/random.h"
#include "support/is_ok.h"
#include "support/tolerances.h"

namespace slant {
namespace {

OutputMatrix Rows(std::initializer_list<std::initializer_list<float>> rows) {
  OutputMatrix out(static_cast<Eigen::Index>(rows.size()),
                   static_cast<Eigen::Index>(rows.begin()->size()));
  Eigen::Index i = 0;
  for (const auto& row : rows) {
    std::copy(row.begin(), row.end(), out.row(i++).data());
  }
  return out;
}

// Six sentences of three classes; worked by hand below.
const OutputMatrix kProbabilities = Rows({{0.8f, 0.1f, 0.1f},
                                          {0.6f, 0.3f, 0.1f},
                                          {0.2f, 0.7f, 0.1f},
                                          {0.5f, 0.25f, 0.25f},
                                          {0.1f, 0.1f, 0.8f},
                                          {0.1f, 0.2f, 0.7f}});
const std::vector<int> kLabels = {0, 0, 1, 1, 2, 0};  // predicted: 0, 0, 1, 0, 2, 2

ClassificationReport Report(const OutputMatrix& p, const std::vector<int>& labels,
                            const std::vector<int>& clusters = {}) {
  const auto report = EvaluateClasses(p, labels, clusters, {});
  EXPECT_TRUE(IsOk(report));
  return report ? *report : ClassificationReport();
}

TEST(EvaluationTest, ConfusionHasTrueClassesInRows) {
  const auto report = Report(kProbabilities, kLabels);
  Eigen::MatrixXi expected(3, 3);
  expected << 2, 0, 1,  //
      1, 1, 0,          //
      0, 0, 1;
  EXPECT_EQ(report.confusion, expected);
  EXPECT_EQ(report.n, 6);
  EXPECT_NEAR(report.accuracy.estimate, 4.0 / 6, kDoubleTolerance);
}

// Class 0: 2 of 3 said, 2 of 3 true.  Class 1: 1 of 1 and 1 of 2.  Class 2: 1 of 2 and 1 of 1.
TEST(EvaluationTest, PrecisionRecallAndF1AreThoseWorkedByHand) {
  const auto report = Report(kProbabilities, kLabels);
  ASSERT_EQ(report.classes.size(), 3u);
  EXPECT_NEAR(report.classes[0].precision, 2.0 / 3, kDoubleTolerance);
  EXPECT_NEAR(report.classes[0].recall, 2.0 / 3, kDoubleTolerance);
  EXPECT_NEAR(report.classes[0].f1, 2.0 / 3, kDoubleTolerance);
  EXPECT_EQ(report.classes[0].support, 3);
  EXPECT_NEAR(report.classes[1].precision, 1, kDoubleTolerance);
  EXPECT_NEAR(report.classes[1].recall, 0.5, kDoubleTolerance);
  EXPECT_NEAR(report.classes[1].f1, 2.0 / 3, kDoubleTolerance);
  EXPECT_NEAR(report.classes[2].precision, 0.5, kDoubleTolerance);
  EXPECT_NEAR(report.classes[2].recall, 1, kDoubleTolerance);
  EXPECT_NEAR(report.macro_f1.estimate, 2.0 / 3, kDoubleTolerance);
}

// -(ln .8 + ln .6 + ln .7 + ln .25 + ln .8 + ln .1) / 6
TEST(EvaluationTest, LogLossIsTheMeanOverTheTrueClasses) {
  const double expected = -(std::log(0.8) + std::log(0.6) + std::log(0.7) + std::log(0.25) +
                            std::log(0.8) + std::log(0.1)) /
                          6;
  EXPECT_NEAR(Report(kProbabilities, kLabels).log_loss, expected, 1e-6);
}

// Bins of 1/15: .8 and .8 in bin 12 (2 right of 1.6), .7 and .7 in bin 10 (1 of 1.4), .6 in bin 9
// (1 of .6), .5 in bin 7 (0 of .5).  Gaps .4 + .4 + .4 + .5 over 6.
TEST(EvaluationTest, CalibrationErrorIsThatOfTheBinsWorkedByHand) {
  EXPECT_NEAR(Report(kProbabilities, kLabels).calibration_error, 1.7 / 6, 1e-6);
}

TEST(EvaluationTest, PerfectAndUselessPredictionsHaveTheirLimits) {
  const auto perfect = Report(Rows({{1, 0}, {0, 1}, {1, 0}}), {0, 1, 0});
  EXPECT_EQ(perfect.macro_f1.estimate, 1.0);
  EXPECT_EQ(perfect.calibration_error, 0.0);
  EXPECT_NEAR(perfect.log_loss, 0, 1e-6);
  const auto wrong = Report(Rows({{1, 0}, {0, 1}}), {1, 0});
  EXPECT_EQ(wrong.macro_f1.estimate, 0.0);
  EXPECT_EQ(wrong.calibration_error, 1.0);
  EXPECT_TRUE(std::isfinite(wrong.log_loss));
}

// A class that nobody has and nobody says counts as 0 in the mean (scikit-learn's zero_division).
TEST(EvaluationTest, AClassThatIsAbsentHasF1OfZero) {
  const auto report = Report(Rows({{1, 0, 0}, {0, 1, 0}}), {0, 1});
  EXPECT_EQ(report.classes[2].f1, 0.0);
  EXPECT_EQ(report.classes[2].support, 0);
  EXPECT_NEAR(report.macro_f1.estimate, 2.0 / 3, kDoubleTolerance);
}

struct Simulated {
  OutputMatrix probabilities;
  std::vector<int> labels, clusters;
};

// Twenty articles of ten sentences; in half of them every label is wrong.
Simulated Articles() {
  Simulated out;
  out.probabilities.resize(200, 2);
  for (int i = 0; i < 200; ++i) {
    const int label = i % 2;
    const int article = i / 10;
    const int said = article % 2 == 0 ? label : 1 - label;
    out.probabilities.row(i) << (said == 0 ? 0.9f : 0.1f), (said == 0 ? 0.1f : 0.9f);
    out.labels.push_back(label);
    out.clusters.push_back(article);
  }
  return out;
}

// Accuracy .5 of 200 alone: standard error sqrt(.25 / 200) = .035, so about [.43, .57].  By article
// it is sqrt(.25 / 20) = .11, so about [.28, .72].
TEST(EvaluationTest, ClustersWidenTheInterval) {
  const Simulated data = Articles();
  const auto alone = Report(data.probabilities, data.labels);
  const auto together = Report(data.probabilities, data.labels, data.clusters);
  EXPECT_EQ(alone.accuracy.estimate, 0.5);
  EXPECT_NEAR(alone.accuracy.low, 0.43, 0.015);
  EXPECT_NEAR(alone.accuracy.high, 0.57, 0.015);
  EXPECT_NEAR(together.accuracy.low, 0.28, 0.05);
  EXPECT_NEAR(together.accuracy.high, 0.72, 0.05);
  EXPECT_LT(together.macro_f1.low, alone.macro_f1.low);
  EXPECT_GT(together.macro_f1.high, alone.macro_f1.high);
}

TEST(EvaluationTest, IntervalsContainTheEstimateAndFollowTheSeed) {
  const auto report = Report(kProbabilities, kLabels);
  EXPECT_LE(report.accuracy.low, report.accuracy.estimate);
  EXPECT_GE(report.accuracy.high, report.accuracy.estimate);
  EXPECT_LE(report.macro_f1.low, report.macro_f1.estimate);
  EXPECT_GE(report.macro_f1.high, report.macro_f1.estimate);
  const auto again = Report(kProbabilities, kLabels);
  EXPECT_EQ(again.macro_f1.low, report.macro_f1.low);
  EXPECT_EQ(again.macro_f1.high, report.macro_f1.high);
}

TEST(EvaluationTest, SizesAndLabelsThatDoNotFitAreRefused) {
  const std::vector<int> none;
  EXPECT_TRUE(IsError(EvaluateClasses(kProbabilities, std::vector<int>{0, 1}, none, {}),
                      ErrorCode::kShape, "6 predictions, 2 labels"));
  EXPECT_TRUE(IsError(EvaluateClasses(kProbabilities, kLabels, std::vector<int>{1}, {}),
                      ErrorCode::kShape, "1 clusters"));
  EXPECT_TRUE(IsError(EvaluateClasses(kProbabilities, std::vector<int>{0, 1, 2, 3, 0, 0}, none, {}),
                      ErrorCode::kInvalidArgument, "label"));
  EXPECT_TRUE(
      IsError(EvaluateClasses(kProbabilities, std::vector<int>{0, 1, 2, -1, 0, 0}, none, {}),
              ErrorCode::kInvalidArgument, "label"));
  EXPECT_TRUE(IsError(EvaluateClasses(OutputMatrix(0, 3), none, none, {}),
                      ErrorCode::kInvalidArgument, "nothing"));
}

RegressionReport Values(const std::vector<float>& predicted, const std::vector<float>& truth) {
  const auto report = EvaluateValues(predicted, truth, {}, {});
  EXPECT_TRUE(IsOk(report));
  return report ? *report : RegressionReport();
}

// Anscombe's first set ("Graphs in Statistical Analysis", 1973), whose correlation is .816.
TEST(EvaluationTest, PearsonIsThatOfAnscombesFirstSet) {
  const auto report =
      Values({10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5},
             {8.04f, 6.95f, 7.58f, 8.81f, 8.33f, 9.96f, 7.24f, 4.26f, 10.84f, 4.82f, 5.68f});
  EXPECT_NEAR(report.pearson.estimate, 0.81642, 1e-5);
  EXPECT_LE(report.pearson.low, report.pearson.estimate);
  EXPECT_GE(report.pearson.high, report.pearson.estimate);
}

// Ranks of (1, 2, 2, 3) are 1, 2.5, 2.5, 4, those of (1, 3, 2, 4) are 1, 3, 2, 4: sums of products
// about the mean 2.5 are 4.5, of squares 4.5 and 5; 4.5 / sqrt(22.5) = sqrt(.9).
TEST(EvaluationTest, SpearmanSharesTheRanksOfTies) {
  EXPECT_NEAR(Values({1, 2, 2, 3}, {1, 3, 2, 4}).spearman, std::sqrt(0.9), kDoubleTolerance);
  EXPECT_NEAR(Values({1, 10, 100, 1000}, {1, 2, 3, 4}).spearman, 1, kDoubleTolerance);
  EXPECT_NEAR(Values({1, 2, 3}, {3, 2, 1}).spearman, -1, kDoubleTolerance);
}

// A NaN equals nothing, itself included: equal values are looked for in a loop that must go on.
TEST(EvaluationTest, ValuesThatAreNoNumbersDoNotHoldItUp) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const std::vector<float>& predicted :
       {std::vector<float>{nan, nan, nan}, {1, nan, 2}, {nan, 1, 1}, {1, 1, nan}}) {
    const auto report = EvaluateValues(predicted, std::vector<float>{1, 2, 3}, {}, {});
    ASSERT_TRUE(IsOk(report));
    EXPECT_EQ(report->n, 3);
    EXPECT_TRUE(std::isfinite(report->spearman));
  }
}

// Errors 1, -1, 2: mean of sizes 4/3, of squares 2.
TEST(EvaluationTest, ErrorsOfValuesAreThoseWorkedByHand) {
  const auto report = Values({2, 1, 5}, {1, 2, 3});
  EXPECT_NEAR(report.mean_absolute_error, 4.0 / 3, kDoubleTolerance);
  EXPECT_NEAR(report.root_mean_square_error, std::sqrt(2.0), kDoubleTolerance);
  EXPECT_EQ(report.n, 3);
}

TEST(EvaluationTest, ACorrelationWithAConstantIsZero) {
  const auto report = Values({1, 1, 1}, {1, 2, 3});
  EXPECT_EQ(report.pearson.estimate, 0.0);
  EXPECT_EQ(report.spearman, 0.0);
  EXPECT_EQ(Values({1}, {2}).pearson.estimate, 0.0);
}

TEST(EvaluationTest, ValuesThatDoNotFitAreRefused) {
  const std::vector<float> one = {1}, two = {1, 2};
  EXPECT_TRUE(IsError(EvaluateValues(one, two, {}, {}), ErrorCode::kShape));
  EXPECT_TRUE(IsError(EvaluateValues(two, two, std::vector<int>{1}, {}), ErrorCode::kShape));
  EXPECT_TRUE(IsError(EvaluateValues({}, {}, {}, {}), ErrorCode::kInvalidArgument));
}

}  // namespace
}  // namespace slant
