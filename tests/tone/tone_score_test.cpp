#include "slant/tone/tone_score.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/is_ok.h"
#include "support/temp_dir.h"
#include "support/tolerances.h"

namespace slant {
namespace {

const FeatureSchema kSchema({"good", "bad"});

DenseNetwork Head(const OutputMatrix& weights, std::uint64_t schema_id = kSchema.id()) {
  DenseLayer layer;
  layer.weights = weights;
  layer.bias = Eigen::RowVectorXf::Zero(weights.rows());
  return DenseNetwork::FromLayers({layer}, schema_id).value();
}

// good pushes to positive, bad to negative; score = good - bad, event = 2 good.
OutputMatrix ToneWeights() {
  OutputMatrix w(3, 2);
  w << 0, 1,  //
      0, 0,   //
      1, 0;
  return w;
}
OutputMatrix ScoreWeights() { return (OutputMatrix(1, 2) << 1, -1).finished(); }
OutputMatrix EventWeights() { return (OutputMatrix(1, 2) << 2, 0).finished(); }

using Heads = std::vector<std::pair<const char*, DenseNetwork>>;

Result<ToneModel> Open(const Heads& heads, const FeatureSchema& schema = kSchema) {
  const TempDir folder;
  SectionFileWriter writer;
  writer.Put("other", "x");
  for (const auto& [name, network] : heads) {
    network.Save(name, writer);
  }
  EXPECT_TRUE(IsOk(writer.Write(folder / "m")));
  return ToneModel::FromFile(**SectionFile::Open(folder / "m"), schema);
}

Heads GoodHeads() {
  return {{"tone", Head(ToneWeights())},
          {"score", Head(ScoreWeights())},
          {"event", Head(EventWeights())}};
}

// Logits (0, 0, ln 2) give 1 : 1 : 2 of 4; score ln 2, event 2 ln 2 cut off at 1.
TEST(ToneModelTest, ScoresMatchTheHandComputedOnes) {
  const auto model = Open(GoodHeads());
  ASSERT_TRUE(IsOk(model));
  FeatureMatrix features(2, 2);
  features << std::log(2.0f), 0,  //
      0.25f, 0.5f;
  const auto scores = model->Score(features);
  ASSERT_TRUE(IsOk(scores));
  ASSERT_EQ(scores->size(), 2u);
  const ToneScore& first = (*scores)[0];
  EXPECT_NEAR(first.negative, 0.25f, kFloatTolerance);
  EXPECT_NEAR(first.neutral, 0.25f, kFloatTolerance);
  EXPECT_NEAR(first.positive, 0.50f, kFloatTolerance);
  EXPECT_NEAR(first.score, std::log(2.0f), kFloatTolerance);
  EXPECT_EQ(first.event_valence, 1.0f);
  EXPECT_EQ(first.label(), ToneLabel::kPositive);
  EXPECT_NEAR((*scores)[1].score, -0.25f, kFloatTolerance);
  EXPECT_NEAR((*scores)[1].event_valence, 0.5f, kFloatTolerance);
  EXPECT_EQ((*scores)[1].label(), ToneLabel::kNegative);
}

TEST(ToneModelTest, ScoresStayInTheirRanges) {
  const auto model = Open(GoodHeads());
  ASSERT_TRUE(IsOk(model));
  const auto scores = model->Score(1000 * FeatureMatrix::Random(100, 2));
  ASSERT_TRUE(IsOk(scores));
  for (const ToneScore& s : *scores) {
    EXPECT_NEAR(s.negative + s.neutral + s.positive, 1, kFloatTolerance);
    EXPECT_GE(s.score, -1.0f);
    EXPECT_LE(s.score, 1.0f);
    EXPECT_GE(s.event_valence, -1.0f);
    EXPECT_LE(s.event_valence, 1.0f);
  }
}

TEST(ToneModelTest, TiesGoToTheMoreNegativeLabel) {
  EXPECT_EQ((ToneScore{0.4f, 0.4f, 0.2f, 0, 0}.label()), ToneLabel::kNegative);
  EXPECT_EQ((ToneScore{0.4f, 0.2f, 0.4f, 0, 0}.label()), ToneLabel::kNegative);
  EXPECT_EQ((ToneScore{0.2f, 0.4f, 0.4f, 0, 0}.label()), ToneLabel::kNeutral);
  EXPECT_EQ((ToneScore{0.2f, 0.3f, 0.5f, 0, 0}.label()), ToneLabel::kPositive);
  EXPECT_EQ(ToneScore().label(), ToneLabel::kNeutral);
}

TEST(ToneModelTest, NamesStandInTheOrderOfTheLabels) {
  EXPECT_EQ(kToneNames[static_cast<int>(ToneLabel::kNegative)], "negative");
  EXPECT_EQ(kToneNames[static_cast<int>(ToneLabel::kNeutral)], "neutral");
  EXPECT_EQ(kToneNames[static_cast<int>(ToneLabel::kPositive)], "positive");
}

TEST(ToneModelTest, AnEmptyBatchHasNoScoresAndFewerColumnsAreRefused) {
  const auto model = Open(GoodHeads());
  ASSERT_TRUE(IsOk(model));
  const auto none = model->Score(FeatureMatrix(0, 2));
  ASSERT_TRUE(IsOk(none));
  EXPECT_TRUE(none->empty());
  EXPECT_TRUE(IsError(model->Score(FeatureMatrix::Zero(1, 1)), ErrorCode::kShape));
  EXPECT_TRUE(IsOk(model->Score(FeatureMatrix::Zero(1, 3)))) << "columns at the end are not read";
}

TEST(ToneModelTest, AllThreeHeadsMustBeThere) {
  for (std::size_t missing = 0; missing < 3; ++missing) {
    Heads heads = GoodHeads();
    const std::string name = heads[missing].first;
    heads.erase(heads.begin() + static_cast<std::ptrdiff_t>(missing));
    EXPECT_TRUE(IsError(Open(heads), ErrorCode::kNotFound, "head." + name));
  }
}

TEST(ToneModelTest, HeadsOfAnotherShapeOrSchemaAreRefused) {
  Heads heads = GoodHeads();
  heads[0].second = Head(ScoreWeights());
  EXPECT_TRUE(IsError(Open(heads), ErrorCode::kShape, "'tone' has 1 outputs, expected 3"));
  heads = GoodHeads();
  heads[1].second = Head(ToneWeights());
  EXPECT_TRUE(IsError(Open(heads), ErrorCode::kShape, "'score' has 3 outputs, expected 1"));
  heads = GoodHeads();
  heads[2].second = Head(EventWeights(), kSchema.id() + 1);
  EXPECT_TRUE(IsError(Open(heads), ErrorCode::kShape, "another schema"));
  EXPECT_TRUE(IsError(Open(GoodHeads(), FeatureSchema({"a", "b", "c"})), ErrorCode::kShape));
}

}  // namespace
}  // namespace slant
