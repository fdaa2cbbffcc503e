#include "slant/framing/frame_model.h"

#include <gtest/gtest.h>

#include <cmath>

#include "slant/text/segmenter.h"
#include "support/tiny_model.h"
#include "support/tolerances.h"

namespace slant {
namespace {

const FeatureSchema kFeatures({"mean.0", "mean.1"});

PackedModel Words() {
  RawVectors raw;
  raw.words = {{"court", 9}, {"judge", 8}, {"sunshine", 7}, {"the", 6}};
  raw.rows.resize(4, 2);
  raw.rows << 1, 0, 1, 0.1F, 0, 1, 0.5F, 0.5F;
  return PackAndOpen(raw);
}

struct Scored {
  Document document;
  DocumentFrames frames;
};

Scored Score(const FrameModel& model, const Vocabulary& vocabulary, const std::string& text) {
  Scored out;
  Segmenter(vocabulary).SegmentOneSentence(text, out.document);
  FrameWorkspace workspace;
  const FeatureMatrix features =
      FeatureMatrix::Ones(static_cast<Eigen::Index>(out.document.sentences.size()), 2);
  EXPECT_TRUE(
      IsOk(model.Score(out.document, out.document.sentences, features, workspace, out.frames)));
  return out;
}

FrameModel SeedsAlone(const Vocabulary& vocabulary) {
  return FrameModel(FrameWords::FromSeeds(DefaultFrameSeeds(), vocabulary), DefaultFrameSeeds());
}

// A head of two labels: policy.legality with weight on nothing but its bias, and a user's "weather"
// with weight on mean.1.
Result<FrameModel> WithHead(const PackedModel& packed, const std::string& labels,
                            float legality_bias, std::uint64_t schema_id) {
  const FrameModel plain = SeedsAlone(packed.vocabulary);
  const FeatureSchema schema = FrameModel::Schema(plain.extractor(), kFeatures);
  DenseLayer layer;
  layer.weights = OutputMatrix::Zero(2, schema.size());
  layer.weights(1, schema.size() - 1) = 4;
  layer.bias.resize(2);
  layer.bias << legality_bias, -2;
  const auto network = DenseNetwork::FromLayers({layer}, schema_id == 0 ? schema.id() : schema_id);
  EXPECT_TRUE(IsOk(network));
  const TempDir folder;
  SectionFileWriter writer;
  network->Save("frame", writer);
  writer.Put("frames.frame", labels);
  EXPECT_TRUE(IsOk(writer.Write(folder / "m")));
  const auto file = SectionFile::Open(folder / "m");
  EXPECT_TRUE(IsOk(file));
  return FrameModel::FromFile(*file, packed.vocabulary, packed.vectors, kFeatures);
}

std::size_t Legality() { return *FindFrame(FrameFamily::kPolicy, "legality"); }

TEST(FrameModelTest, OneSeedShowsAFrameAndTwoMakeTheNoisyOr) {
  const PackedModel packed = Words();
  const FrameModel model = SeedsAlone(packed.vocabulary);
  const Scored one = Score(model, packed.vocabulary, "the court");
  EXPECT_NEAR(one.frames.score(0, Legality()), 0.6F, kFloatTolerance);
  EXPECT_TRUE(one.frames.shows(0, Legality()));
  // 1 - 0.4 * 0.4, by hand.
  const Scored two = Score(model, packed.vocabulary, "the court, the judge");
  EXPECT_NEAR(two.frames.score(0, Legality()), 0.84F, kFloatTolerance);
}

TEST(FrameModelTest, EmptyAndUnknownTextsShowNothing) {
  const PackedModel packed = Words();
  const FrameModel model = SeedsAlone(packed.vocabulary);
  for (const char* text : {"", "xyzzy", "sunshine"}) {
    const Scored scored = Score(model, packed.vocabulary, text);
    for (std::size_t i = 0; i < scored.frames.scores.size(); ++i) {
      EXPECT_EQ(scored.frames.scores[i], 0.0F) << text;
      EXPECT_EQ(scored.frames.present[i], 0) << text;
    }
  }
}

TEST(FrameModelTest, AClassifiersProbabilityReplacesTheScoreOfSeeds) {
  const PackedModel packed = Words();
  const auto model = WithHead(packed, "legality\t0.5\nweather\t0.9\n", -3, 0);
  ASSERT_TRUE(IsOk(model));
  EXPECT_TRUE(model->names()[Legality()].trained);
  const Scored scored = Score(*model, packed.vocabulary, "the court");
  EXPECT_NEAR(scored.frames.score(0, Legality()), 1 / (1 + std::exp(3.0F)), kFloatTolerance);
  EXPECT_FALSE(scored.frames.shows(0, Legality()));
}

TEST(FrameModelTest, NamesOfAUsersOwnComeBehindAndHaveTheirOwnThreshold) {
  const PackedModel packed = Words();
  const auto model = WithHead(packed, "legality\t0.5\nweather\t0.9\n", -3, 0);
  ASSERT_TRUE(IsOk(model));
  ASSERT_EQ(model->names().size(), kFrameCount + 1);
  EXPECT_EQ(model->names().back().FullName(), "own.weather");
  const Scored scored = Score(*model, packed.vocabulary, "sunshine");
  EXPECT_NEAR(scored.frames.score(0, kFrameCount), 1 / (1 + std::exp(-2.0F)), kFloatTolerance);
  EXPECT_FALSE(scored.frames.shows(0, kFrameCount));  // 0.88 < 0.9
}

TEST(FrameModelTest, AFrameThatOnlyTheClassifierSeesHasTheWordsThatMovedIt) {
  const PackedModel packed = Words();
  const auto model = WithHead(packed, "legality\t0.5\nweather\t0.5\n", -3, 0);
  ASSERT_TRUE(IsOk(model));
  const Scored scored = Score(*model, packed.vocabulary, "court sunshine");
  ASSERT_TRUE(scored.frames.shows(0, kFrameCount));
  bool named = false;
  for (const FrameEvidence& e : scored.frames.evidence) {
    if (e.frame == kFrameCount) {
      named =
          named || scored.document.Text(scored.document.tokens[e.first_token].span) == "sunshine";
      EXPECT_EQ(e.source, EvidenceSource::kClassifier);
    }
  }
  EXPECT_TRUE(named);
}

TEST(FrameModelTest, AHeadWithOtherLabelsOrFromOtherFeaturesIsRefused) {
  const PackedModel packed = Words();
  EXPECT_TRUE(IsError(WithHead(packed, "legality\t0.5\n", 0, 0), ErrorCode::kCorrupt, "1 labels"));
  EXPECT_TRUE(IsError(WithHead(packed, "legality\t0.5\nweather\t7\n", 0, 0), ErrorCode::kCorrupt,
                      "threshold"));
  EXPECT_TRUE(
      IsError(WithHead(packed, "legality\t0.5\nweather\t0.5\n", 0, 12345), ErrorCode::kShape));
}

TEST(FrameModelTest, RowsThatAreNotAsManyAsSentencesAreRefused) {
  const PackedModel packed = Words();
  const auto model = WithHead(packed, "legality\t0.5\nweather\t0.5\n", 0, 0);
  ASSERT_TRUE(IsOk(model));
  Document document;
  Segmenter(packed.vocabulary).SegmentOneSentence("the court", document);
  FrameWorkspace workspace;
  DocumentFrames frames;
  EXPECT_TRUE(
      IsError(model->Score(document, document.sentences, FeatureMatrix(3, 2), workspace, frames),
              ErrorCode::kShape, "1 sentences and 3 rows"));
}

TEST(FrameModelTest, LabelLinesAreReadBack) {
  const std::vector<FrameLabel> labels = {{"legality", 0.25F}, {"my-own", 0.125F}};
  EXPECT_EQ(FrameModel::LabelLines(labels), "legality\t0.25\nmy-own\t0.125\n");
}

}  // namespace
}  // namespace slant
