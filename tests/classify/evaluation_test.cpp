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

// Right or wrong, an answer of .7 is .3 or .7 away from its probability: mean .7 * .3 + .3 * .7.
TEST(EvaluationTest, CalibrationErrorByChanceOfOneExampleIsThatWorkedByHand) {
  const Interval chance = Report(Rows({{0.7f, 0.3f}}), {0}).calibration_error_by_chance;
  EXPECT_NEAR(chance.estimate, 0.42, 0.03);  // 1,000 draws: standard error .006
  EXPECT_NEAR(chance.low, 0.3, 1e-6);
  EXPECT_NEAR(chance.high, 0.7, 1e-6);
}

TEST(EvaluationTest, AnswersThatAreCertainHaveNoCalibrationErrorByChance) {
  const Interval chance = Report(Rows({{1, 0}, {0, 1}}), {1, 0}).calibration_error_by_chance;
  EXPECT_EQ(chance.estimate, 0.0);
  EXPECT_EQ(chance.high, 0.0);
}

// 300 examples whose labels are drawn from their own probabilities, and the same with answers that
// are surer than they ought to be.
TEST(EvaluationTest, CalibrationErrorByChanceHoldsACalibratedClassifierAndNotASurerOne) {
  constexpr unsigned kExamples = 300;
  Random random(7);
  OutputMatrix calibrated(kExamples, 2);
  std::vector<int> labels;
  for (unsigned i = 0; i < kExamples; ++i) {
    const double p = random.Uniform();
    calibrated.row(i) << static_cast<float>(1 - p), static_cast<float>(p);
    labels.push_back(random.Uniform() < p ? 1 : 0);
  }
  OutputMatrix surer = calibrated.array().cube();
  surer.array().colwise() /= surer.rowwise().sum().array().eval();
  const auto honest = Report(calibrated, labels);
  EXPECT_GT(honest.calibration_error_by_chance.estimate, 0.02);
  EXPECT_GE(honest.calibration_error, honest.calibration_error_by_chance.low);
  EXPECT_LE(honest.calibration_error, honest.calibration_error_by_chance.high);
  const auto proud = Report(surer, labels);
  EXPECT_GT(proud.calibration_error, proud.calibration_error_by_chance.high);
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

// Scores .1 .4 .4 .8 of classes 0 0 1 1: pairs (.4, .1) 1, (.4, .4) one half, (.8, .1) 1, (.8, .4)
// 1; 3.5 of 4.
TEST(EvaluationTest, TiesCountHalfInTheAreaUnderRoc) {
  const std::vector<float> scores = {0.4f, 0.1f, 0.8f, 0.4f};
  EXPECT_EQ(AreaUnderRoc(scores, std::vector<int>{0, 0, 1, 1}), 3.5 / 4);
  EXPECT_EQ(AreaUnderRoc(scores, std::vector<int>{1, 1, 0, 0}), 0.5 / 4);
  const std::vector<float> equal = {0.5f, 0.5f, 0.5f};
  EXPECT_EQ(AreaUnderRoc(equal, std::vector<int>{0, 1, 1}), 0.5);
}

TEST(EvaluationTest, WithoutBothClassesThereIsNoAreaUnderRoc) {
  const std::vector<float> scores = {0.4f, 0.1f};
  EXPECT_FALSE(AreaUnderRoc(scores, std::vector<int>{1, 1}));
  EXPECT_FALSE(AreaUnderRoc({}, {}));
  EXPECT_FALSE(Report(Rows({{1, 0}, {0, 1}}), {0, 0}).auc);
  EXPECT_FALSE(Report(kProbabilities, kLabels).auc) << "three classes";
}

TEST(EvaluationTest, TheReportOfTwoClassesHasTheAreaWithItsInterval) {
  const auto report =
      Report(Rows({{0.6f, 0.4f}, {0.9f, 0.1f}, {0.2f, 0.8f}, {0.6f, 0.4f}}), {0, 0, 1, 1});
  ASSERT_TRUE(report.auc);
  EXPECT_EQ(report.auc->estimate, 3.5 / 4);
  EXPECT_LE(report.auc->low, 3.5 / 4);
  EXPECT_GE(report.auc->high, 3.5 / 4);
  EXPECT_LE(report.auc->high, 1);
}

TEST(EvaluationTest, TheMeanAreaWithinGroupsKnowsNothingOfTheGroups) {
  const std::vector<float> scores = {0.1f, 0.2f, 0.8f, 0.9f, 0.7f};
  const std::vector<int> labels = {0, 1, 1, 0, 1};
  const std::vector<int> groups = {7, 7, 9, 9, 9};
  // Group 7: .2 over .1.  Group 9: neither .8 nor .7 over .9.  (1 + 0) / 2.
  const auto within = MeanAucWithin(scores, labels, groups, 2, {}, {});
  ASSERT_TRUE(within);
  EXPECT_EQ(within->auc.estimate, 0.5);
  EXPECT_EQ(within->groups, 2);
  EXPECT_EQ(within->n, 5);
  const auto large = MeanAucWithin(scores, labels, groups, 3, {}, {});
  ASSERT_TRUE(large);
  EXPECT_EQ(large->auc.estimate, 0.0);
  EXPECT_EQ(large->groups, 1);
  EXPECT_FALSE(MeanAucWithin(scores, labels, groups, 4, {}, {}));
}

// The bins of CalibrationErrorIsThatOfTheBinsWorkedByHand: 7, 9, 10 and 12 of 15.
TEST(EvaluationTest, ReliabilityListsTheBinsThatAreNotEmpty) {
  const auto report = Report(kProbabilities, kLabels);
  ASSERT_EQ(report.reliability.size(), 4u);
  const ReliabilityBin& last = report.reliability.back();
  EXPECT_NEAR(last.low, 12.0 / 15, kDoubleTolerance);
  EXPECT_NEAR(last.high, 13.0 / 15, kDoubleTolerance);
  EXPECT_EQ(last.n, 2);
  EXPECT_NEAR(last.confidence, 0.8, 1e-6);
  EXPECT_EQ(last.accuracy, 1.0);
  EXPECT_EQ(report.reliability.front().accuracy, 0.0);
}

// By falling probability of the answer: .8 right, .8 right, .7 right, .7 wrong, .6 right, .5 wrong.
TEST(EvaluationTest, TheCoverageCurveGivesTheSurestAnswersFirst) {
  const std::vector<double> shares = {1, 0.75, 0.3, 0.01};
  const auto curve = CoverageCurve(kProbabilities, kLabels, shares);
  ASSERT_TRUE(IsOk(curve));
  ASSERT_EQ(curve->size(), 4u);
  EXPECT_EQ((*curve)[0].n, 6);
  EXPECT_NEAR((*curve)[0].accuracy, 4.0 / 6, kDoubleTolerance);
  EXPECT_NEAR((*curve)[0].macro_f1, 2.0 / 3, kDoubleTolerance);
  EXPECT_NEAR((*curve)[0].threshold, 0.5, 1e-6);
  EXPECT_EQ((*curve)[1].n, 5) << "4.5 of 6, rounded up";
  EXPECT_NEAR((*curve)[1].accuracy, 4.0 / 5, kDoubleTolerance);
  EXPECT_EQ((*curve)[2].n, 2);
  EXPECT_EQ((*curve)[2].accuracy, 1.0);
  EXPECT_EQ((*curve)[3].n, 2) << "both .8 together";
  EXPECT_NEAR((*curve)[3].coverage, 2.0 / 6, kDoubleTolerance);
  EXPECT_TRUE(IsError(CoverageCurve(OutputMatrix(0, 3), {}, shares), ErrorCode::kInvalidArgument));
}

TEST(EvaluationTest, EqualModelsDoNotDiffer) {
  const auto same = CompareClasses(kProbabilities, kProbabilities, kLabels, {}, {});
  ASSERT_TRUE(IsOk(same));
  EXPECT_EQ(same->changed, 0);
  EXPECT_EQ(same->macro_f1.difference.low, 0.0);
  EXPECT_EQ(same->macro_f1.difference.high, 0.0);
  EXPECT_EQ(same->macro_f1.p, 1.0);
  EXPECT_EQ(same->accuracy.p, 1.0);
}

// Ten examples alone, all right against all wrong: of the 2^10 exchanges only two (none, all) are
// as large, p = 2 / 1024.  In two groups two of four exchanges are.
TEST(EvaluationTest, ThePermutationTestExchangesWholeGroups) {
  OutputMatrix right(10, 2), wrong(10, 2);
  std::vector<int> labels, halves;
  for (int i = 0; i < 10; ++i) {
    labels.push_back(i % 2);
    halves.push_back(i / 5);
    right.row(i) << static_cast<float>(1 - i % 2), static_cast<float>(i % 2);
    wrong.row(i) << static_cast<float>(i % 2), static_cast<float>(1 - i % 2);
  }
  const auto alone = CompareClasses(right, wrong, labels, {}, {});
  ASSERT_TRUE(IsOk(alone));
  EXPECT_EQ(alone->accuracy.difference.estimate, 1.0);
  EXPECT_EQ(alone->accuracy.difference.low, 1.0);
  EXPECT_EQ(alone->changed, 10);
  EXPECT_EQ(alone->first_right, 10);
  EXPECT_EQ(alone->second_right, 0);
  EXPECT_NEAR(alone->accuracy.p, 2.0 / 1024, 0.0015);
  const auto together = CompareClasses(right, wrong, labels, halves, {});
  ASSERT_TRUE(IsOk(together));
  EXPECT_NEAR(together->accuracy.p, 0.5, 0.02);
  const auto reversed = CompareClasses(wrong, right, labels, {}, {});
  ASSERT_TRUE(IsOk(reversed));
  EXPECT_EQ(reversed->accuracy.difference.estimate, -1.0);
  EXPECT_EQ(reversed->second_right, 10);
}

// Of 300 examples one is wrong in three of ten and the other in three others: accuracy .7 each, the
// difference is 0 with the standard error sqrt(.6 / 300) = .045, so about [-.09, .09].
TEST(EvaluationTest, EquallyGoodModelsAreNotToldApart) {
  OutputMatrix one(300, 2), two(300, 2);
  std::vector<int> labels;
  for (int i = 0; i < 300; ++i) {
    const int label = i / 10 % 2;
    labels.push_back(label);
    const auto answer = [&](bool hit) { return (label == 1) == hit ? 1.0f : 0.0f; };
    const float first = answer(i % 10 >= 3);
    const float second = answer(i % 10 < 4 || i % 10 >= 7);
    one.row(i) << 1 - first, first;
    two.row(i) << 1 - second, second;
  }
  const auto report = CompareClasses(one, two, labels, {}, {});
  ASSERT_TRUE(IsOk(report));
  EXPECT_EQ(report->changed, 180);
  EXPECT_EQ(report->first_right, 90);
  EXPECT_EQ(report->second_right, 90);
  EXPECT_NEAR(report->accuracy.difference.estimate, 0, kDoubleTolerance);
  EXPECT_NEAR(report->accuracy.difference.low, -0.088, 0.015);
  EXPECT_NEAR(report->accuracy.difference.high, 0.088, 0.015);
  EXPECT_GT(report->accuracy.p, 0.9);
}

// Errors 0, 0, 0 against 1, 0, 3.
TEST(EvaluationTest, ValuesAreComparedByCorrelationAndError) {
  const std::vector<float> truth = {1, 2, 3}, first = {1, 2, 3}, second = {2, 2, 0};
  const auto report = CompareValues(first, second, truth, {}, {});
  ASSERT_TRUE(IsOk(report));
  EXPECT_NEAR(report->pearson.difference.estimate, 1 - report->second.pearson.estimate, 1e-12);
  EXPECT_NEAR(report->mean_absolute_error.difference.estimate, -4.0 / 3, kDoubleTolerance);
  const auto same = CompareValues(first, first, truth, {}, {});
  ASSERT_TRUE(IsOk(same));
  EXPECT_EQ(same->pearson.p, 1.0);
  EXPECT_EQ(same->pearson.difference.high, 0.0);
}

TEST(EvaluationTest, AnswersThatDoNotFitAreNotCompared) {
  EXPECT_TRUE(IsError(CompareClasses(kProbabilities, OutputMatrix::Zero(6, 2), kLabels, {}, {}),
                      ErrorCode::kShape, "3 classes, the second 2"));
  EXPECT_TRUE(IsError(CompareClasses(kProbabilities, OutputMatrix::Zero(5, 3), kLabels, {}, {}),
                      ErrorCode::kShape, "5 predictions"));
  const std::vector<float> one = {1}, two = {1, 2};
  EXPECT_TRUE(IsError(CompareValues(two, one, two, {}, {}), ErrorCode::kShape));
  EXPECT_TRUE(IsError(CompareValues(one, two, two, {}, {}), ErrorCode::kShape));
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
