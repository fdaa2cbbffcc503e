#include "slant/bias/bias_score.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/tolerances.h"

namespace slant {
namespace {

// Logits (0, ln 3) give 1 : 3 of 4; (0, 0) gives a half, which is not yet biased.
TEST(BiasScoreTest, BiasMatchesTheHandComputedOne) {
  const OutputMatrix bias = (OutputMatrix(3, 2) << 0, std::log(3.0f), 0, 0, 0, -5).finished();
  const auto scores = BiasScores(3, bias, {});
  ASSERT_EQ(scores.size(), 3u);
  EXPECT_NEAR(scores[0].p, 0.75f, kFloatTolerance);
  EXPECT_TRUE(scores[0].biased());
  EXPECT_EQ(scores[1].p, 0.5f);
  EXPECT_FALSE(scores[1].biased());
  EXPECT_FALSE(scores[2].biased());
  EXPECT_EQ(kBiasNames[1], "biased");
  EXPECT_EQ(scores[0].opinion_label(), OpinionLabel::kFactual) << "opinion was not asked for";
  EXPECT_FALSE(scores[0].has_opinion());
}

// Logits (ln 2, 0, ln 5) give 2 : 1 : 5 of 8.
TEST(BiasScoreTest, OpinionMatchesTheHandComputedOne) {
  const OutputMatrix opinion =
      (OutputMatrix(2, 3) << std::log(2.0f), 0, std::log(5.0f), 0, 1, 0).finished();
  const auto scores = BiasScores(2, {}, opinion);
  ASSERT_EQ(scores.size(), 2u);
  EXPECT_NEAR(scores[0].factual, 0.25f, kFloatTolerance);
  EXPECT_NEAR(scores[0].mixed, 0.125f, kFloatTolerance);
  EXPECT_NEAR(scores[0].opinion, 0.625f, kFloatTolerance);
  EXPECT_EQ(scores[0].opinion_label(), OpinionLabel::kOpinion);
  EXPECT_EQ(scores[1].opinion_label(), OpinionLabel::kMixed);
  EXPECT_EQ(scores[0].p, 0.0f) << "bias was not asked for";
  EXPECT_FALSE(scores[0].biased());
}

TEST(BiasScoreTest, TiesGoToTheMoreFactualLabel) {
  EXPECT_EQ((BiasScore{0, 0.4f, 0.4f, 0.2f}.opinion_label()), OpinionLabel::kFactual);
  EXPECT_EQ((BiasScore{0, 0.4f, 0.2f, 0.4f}.opinion_label()), OpinionLabel::kFactual);
  EXPECT_EQ((BiasScore{0, 0.2f, 0.4f, 0.4f}.opinion_label()), OpinionLabel::kMixed);
  EXPECT_EQ(kOpinionNames[static_cast<int>(OpinionLabel::kOpinion)], "opinion");
}

TEST(BiasScoreTest, ScoresOfNoSentencesAreNone) {
  EXPECT_TRUE(BiasScores(0, OutputMatrix(0, 2), {}).empty());
}

}  // namespace
}  // namespace slant
