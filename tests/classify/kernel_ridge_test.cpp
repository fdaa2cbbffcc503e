#include "slant/classify/kernel_ridge.h"

#include <gtest/gtest.h>

#include <cmath>

#include "slant/base/random.h"
#include "support/is_ok.h"
#include "support/tolerances.h"

namespace slant {
namespace {

// Examples at 0 and 1 with values 1 and 3: mean 2, residuals (-1, 1).  With k = exp(-gamma) the
// matrix (1 + alpha, k; k, 1 + alpha) has the eigenvector (-1, 1) with eigenvalue 1 + alpha - k, so
// a = (-1, 1) / (1 + alpha - k).
TEST(KernelRidgeTest, TwoPointsHaveAClosedForm) {
  FeatureMatrix examples(2, 1);
  examples << 0, 1;
  Eigen::VectorXf values(2);
  values << 1, 3;
  KernelRidgeOptions options;
  options.gamma = 0.7;
  options.alpha = 0.3;
  const auto model = KernelRidge::Fit(examples, values, options);
  ASSERT_TRUE(IsOk(model));
  FeatureMatrix points(3, 1);
  points << 0, 0.5f, 2;
  const Eigen::VectorXf found = model->Predict(points).col(0);
  const double a = 1 / (1.3 - std::exp(-0.7));
  EXPECT_NEAR(found[0], 2 + a * (std::exp(-0.7) - 1), kSumTolerance);
  EXPECT_NEAR(found[1], 2, kSumTolerance);  // the same distance from both
  EXPECT_NEAR(found[2], 2 + a * (std::exp(-0.7) - std::exp(-2.8)), kSumTolerance);
}

TEST(KernelRidgeTest, FarFromAllExamplesItPredictsTheMean) {
  FeatureMatrix examples = FeatureMatrix::Random(10, 3);
  const Eigen::VectorXf values = Eigen::VectorXf::LinSpaced(10, 0, 9);
  const auto model = KernelRidge::Fit(examples, values, {});
  ASSERT_TRUE(IsOk(model));
  EXPECT_NEAR(model->Predict(FeatureMatrix::Constant(1, 3, 1000))(0, 0), 4.5f, kSumTolerance);
}

TEST(KernelRidgeTest, WithoutAPenaltyItGoesThroughTheExamples) {
  FeatureMatrix examples(3, 1);
  examples << -2, 0, 3;
  Eigen::VectorXf values(3);
  values << 1, -1, 4;
  KernelRidgeOptions options;
  options.alpha = 0;
  const auto model = KernelRidge::Fit(examples, values, options);
  ASSERT_TRUE(IsOk(model));
  EXPECT_LT((model->Predict(examples) - values).cwiseAbs().maxCoeff(), kSumTolerance);
}

// More points than one block of Predict holds.
TEST(KernelRidgeTest, PredictionsDoNotDependOnTheBatch) {
  const auto model =
      KernelRidge::Fit(FeatureMatrix::Random(20, 4), Eigen::VectorXf::Random(20), {});
  ASSERT_TRUE(IsOk(model));
  const FeatureMatrix points = FeatureMatrix::Random(2500, 4);
  const Eigen::VectorXf together = model->Predict(points).col(0);
  for (const Eigen::Index i : {0, 1023, 1024, 2047, 2048, 2499}) {
    EXPECT_NEAR(model->Predict(points.row(i))(0, 0), together[i], kFloatTolerance) << i;
  }
  EXPECT_EQ(model->Predict(FeatureMatrix(0, 4)).size(), 0);
}

// The kernel is the same for all columns, so that each is what it would be alone.
TEST(KernelRidgeTest, SeveralThingsAreLearnedAsEachAlone) {
  const FeatureMatrix examples = FeatureMatrix::Random(30, 4);
  const Eigen::MatrixXf values = Eigen::MatrixXf::Random(30, 3);
  const FeatureMatrix points = FeatureMatrix::Random(7, 4);
  const auto together = KernelRidge::Fit(examples, values, {});
  ASSERT_TRUE(IsOk(together));
  const Eigen::MatrixXf found = together->Predict(points);
  ASSERT_EQ(found.rows(), 7);
  ASSERT_EQ(found.cols(), 3);
  for (Eigen::Index k = 0; k < 3; ++k) {
    const auto alone = KernelRidge::Fit(examples, values.col(k), {});
    ASSERT_TRUE(IsOk(alone));
    EXPECT_LT((alone->Predict(points).col(0) - found.col(k)).cwiseAbs().maxCoeff(), kSumTolerance);
  }
}

TEST(KernelRidgeTest, SizesThatDoNotFitAreRefused) {
  EXPECT_TRUE(
      IsError(KernelRidge::Fit(FeatureMatrix(0, 3), Eigen::VectorXf(0), {}), ErrorCode::kShape));
  EXPECT_TRUE(IsError(KernelRidge::Fit(FeatureMatrix::Zero(2, 3), Eigen::VectorXf::Zero(3), {}),
                      ErrorCode::kShape, "3 and 2"));
}

}  // namespace
}  // namespace slant
