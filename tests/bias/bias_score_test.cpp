#include "slant/bias/bias_score.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/is_ok.h"
#include "support/temp_dir.h"
#include "support/tolerances.h"

namespace slant {
namespace {

const FeatureSchema kSchema({"loaded"});

Result<BiasModel> Open(const OutputMatrix& weights, const FeatureSchema& schema = kSchema,
                       const char* name = "bias") {
  DenseLayer layer;
  layer.weights = weights;
  layer.bias = Eigen::RowVectorXf::Zero(weights.rows());
  const TempDir folder;
  SectionFileWriter writer;
  DenseNetwork::FromLayers({layer}, kSchema.id()).value().Save(name, writer);
  EXPECT_TRUE(IsOk(writer.Write(folder / "m")));
  return BiasModel::FromFile(**SectionFile::Open(folder / "m"), schema);
}

const OutputMatrix kWeights = (OutputMatrix(2, 1) << 0, 1).finished();

// Logits (0, ln 3) give 1 : 3 of 4; (0, 0) gives a half, which is not yet biased.
TEST(BiasModelTest, ScoresMatchTheHandComputedOnes) {
  const auto model = Open(kWeights);
  ASSERT_TRUE(IsOk(model));
  const FeatureMatrix features = (FeatureMatrix(3, 1) << std::log(3.0f), 0, -5).finished();
  const auto scores = model->Score(features);
  ASSERT_TRUE(IsOk(scores));
  ASSERT_EQ(scores->size(), 3u);
  EXPECT_NEAR((*scores)[0].p, 0.75f, kFloatTolerance);
  EXPECT_TRUE((*scores)[0].biased());
  EXPECT_EQ((*scores)[1].p, 0.5f);
  EXPECT_FALSE((*scores)[1].biased());
  EXPECT_FALSE((*scores)[2].biased());
  EXPECT_EQ(kBiasNames[1], "biased");
}

TEST(BiasModelTest, AnEmptyBatchHasNoScoresAndFewerColumnsAreRefused) {
  const auto model = Open(kWeights);
  ASSERT_TRUE(IsOk(model));
  const auto none = model->Score(FeatureMatrix(0, 1));
  ASSERT_TRUE(IsOk(none));
  EXPECT_TRUE(none->empty());
  EXPECT_TRUE(IsError(model->Score(FeatureMatrix::Zero(1, 0)), ErrorCode::kShape));
  EXPECT_TRUE(IsOk(model->Score(FeatureMatrix::Zero(1, 3)))) << "columns at the end are not read";
}

TEST(BiasModelTest, AMissingOrUnfitHeadIsRefused) {
  EXPECT_TRUE(IsError(Open(kWeights, kSchema, "tone"), ErrorCode::kNotFound, "head.bias"));
  EXPECT_TRUE(IsError(Open(OutputMatrix::Zero(3, 1)), ErrorCode::kShape, "3 outputs, expected 2"));
  EXPECT_TRUE(IsError(Open(kWeights, FeatureSchema({"other"})), ErrorCode::kShape, "schema"));
}

}  // namespace
}  // namespace slant
