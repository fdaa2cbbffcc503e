#include "slant/tone/tone_score.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/tolerances.h"

namespace slant {
namespace {

// Logits (0, 0, ln 2) give 1 : 1 : 2 of 4; 2 ln 2 is cut off at 1.
TEST(ToneScoreTest, ScoresMatchTheHandComputedOnes) {
  const OutputMatrix tone = (OutputMatrix(2, 3) << 0, 0, std::log(2.0f), 1, 0, 0).finished();
  const OutputMatrix score = (OutputMatrix(2, 1) << 0.5f, -0.25f).finished();
  const OutputMatrix event = (OutputMatrix(2, 1) << 2 * std::log(2.0f), -1.5f).finished();
  const auto scores = ToneScores(2, tone, score, event);
  ASSERT_EQ(scores.size(), 2u);
  EXPECT_NEAR(scores[0].negative, 0.25f, kFloatTolerance);
  EXPECT_NEAR(scores[0].neutral, 0.25f, kFloatTolerance);
  EXPECT_NEAR(scores[0].positive, 0.50f, kFloatTolerance);
  EXPECT_EQ(scores[0].score, 0.5f);
  EXPECT_EQ(scores[0].event_valence, 1.0f);
  EXPECT_EQ(scores[0].label(), ToneLabel::kPositive);
  EXPECT_NEAR(scores[0].confidence(), 0.50f, kFloatTolerance);
  EXPECT_EQ(scores[1].score, -0.25f);
  EXPECT_EQ(scores[1].event_valence, -1.0f);
  EXPECT_EQ(scores[1].label(), ToneLabel::kNegative);
}

TEST(ToneScoreTest, ScoresStayInTheirRanges) {
  const auto scores =
      ToneScores(100, 1000 * OutputMatrix::Random(100, 3), 1000 * OutputMatrix::Random(100, 1),
                 1000 * OutputMatrix::Random(100, 1));
  ASSERT_EQ(scores.size(), 100u);
  for (const ToneScore& s : scores) {
    EXPECT_NEAR(s.negative + s.neutral + s.positive, 1, kFloatTolerance);
    EXPECT_GE(s.score, -1.0f);
    EXPECT_LE(s.score, 1.0f);
    EXPECT_GE(s.event_valence, -1.0f);
    EXPECT_LE(s.event_valence, 1.0f);
  }
}

TEST(ToneScoreTest, WhatWasNotAskedForIsNeutralAndZero) {
  const auto none = ToneScores(2, {}, {}, {});
  ASSERT_EQ(none.size(), 2u);
  EXPECT_EQ(none[1].label(), ToneLabel::kNeutral);
  EXPECT_EQ(none[1].neutral, 1.0f);
  EXPECT_EQ(none[1].score, 0.0f);
  EXPECT_EQ(none[1].event_valence, 0.0f);
  const auto event = ToneScores(1, {}, {}, OutputMatrix::Constant(1, 1, -0.5f));
  EXPECT_EQ(event[0].label(), ToneLabel::kNeutral);
  EXPECT_EQ(event[0].score, 0.0f);
  EXPECT_EQ(event[0].event_valence, -0.5f);
}

TEST(ToneScoreTest, ScoresOfNoSentencesAreNone) {
  EXPECT_TRUE(ToneScores(0, OutputMatrix(0, 3), OutputMatrix(0, 1), {}).empty());
}

TEST(ToneScoreTest, TiesGoToTheMoreNegativeLabel) {
  EXPECT_EQ((ToneScore{0.4f, 0.4f, 0.2f, 0, 0}.label()), ToneLabel::kNegative);
  EXPECT_EQ((ToneScore{0.4f, 0.2f, 0.4f, 0, 0}.label()), ToneLabel::kNegative);
  EXPECT_EQ((ToneScore{0.2f, 0.4f, 0.4f, 0, 0}.label()), ToneLabel::kNeutral);
  EXPECT_EQ((ToneScore{0.2f, 0.3f, 0.5f, 0, 0}.label()), ToneLabel::kPositive);
  EXPECT_EQ(ToneScore().label(), ToneLabel::kNeutral);
}

TEST(ToneScoreTest, NamesStandInTheOrderOfTheLabels) {
  EXPECT_EQ(kToneNames[static_cast<int>(ToneLabel::kNegative)], "negative");
  EXPECT_EQ(kToneNames[static_cast<int>(ToneLabel::kNeutral)], "neutral");
  EXPECT_EQ(kToneNames[static_cast<int>(ToneLabel::kPositive)], "positive");
}

}  // namespace
}  // namespace slant
