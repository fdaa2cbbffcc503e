#include "slant/article/article_metrics.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/tolerances.h"

namespace slant {
namespace {

constexpr double kFloatMeans = 1e-7;  // scores are floats, their means doubles

// An article is made sentence by sentence; the text itself plays no part.
struct Builder {
  Document document;
  std::vector<SentenceScores> scores;

  // label: -1, 0 or 1.
  Builder& Add(Voice voice, int label, float score, float event, bool biased, int words = 4,
               float quoted_share = 0) {
    Sentence sentence;
    sentence.voice = voice;
    sentence.quoted_share = quoted_share;
    sentence.first_token = static_cast<std::uint32_t>(document.tokens.size());
    for (int i = 0; i < words; ++i) {
      Token token;
      token.word = kUnknownWord;
      document.tokens.push_back(token);
    }
    document.tokens.emplace_back();  // a full stop, which is no word
    sentence.end_token = static_cast<std::uint32_t>(document.tokens.size());
    document.sentences.push_back(sentence);
    ToneScore tone{label < 0 ? 0.8f : 0.1f, label == 0 ? 0.8f : 0.1f, label > 0 ? 0.8f : 0.1f,
                   score, event};
    scores.push_back({tone, {biased ? 0.9f : 0.2f}});
    return *this;
  }

  ArticleMetrics Measure(std::optional<float> headline = {}) const {
    std::optional<ToneScore> tone;
    if (headline) {
      tone.emplace();
      tone->score = *headline;
    }
    return MeasureArticle(document, document.sentences, scores, scores, tone);
  }
};

// Scores -.5, .25, 1 and 0: mean .1875; deviations -.6875, .0625, .8125, -.1875, whose squares sum
// to 1.171875; over n - 1 = 3 that is .390625, whose root is .625.
TEST(ArticleMetricsTest, MeansSharesAndDeviationAreThoseWorkedByHand) {
  const ArticleMetrics m = Builder()
                               .Add(Voice::kNarration, -1, -0.5f, -1, true)
                               .Add(Voice::kNarration, 0, 0.25f, 0.5f, false)
                               .Add(Voice::kNarration, 1, 1, 0, true)
                               .Add(Voice::kNarration, 0, 0, 0, true)
                               .Measure();
  EXPECT_EQ(m.all.sentences, 4);
  EXPECT_NEAR(m.all.tone_mean, 0.1875, kFloatMeans);
  EXPECT_NEAR(m.all.tone_sd, 0.625, kFloatMeans);
  EXPECT_NEAR(m.all.negative_share, 0.25, kDoubleTolerance);
  EXPECT_NEAR(m.all.positive_share, 0.25, kDoubleTolerance);
  EXPECT_NEAR(m.all.event_mean, -0.125, kFloatMeans);
  EXPECT_NEAR(m.all.biased_share, 0.75, kDoubleTolerance);
}

// By hand: of four sentences one tone is abstained, so one of three is negative; and two biases
// are, so one of two is biased.
TEST(ArticleMetricsTest, AbstainedSentencesCountInNoShareButInTheMeans) {
  Builder builder;
  builder.Add(Voice::kNarration, -1, -0.5f, 0, true)
      .Add(Voice::kNarration, -1, -0.5f, 0, true)
      .Add(Voice::kNarration, 1, 1, 0, false)
      .Add(Voice::kNarration, 0, 0, 0, true);
  builder.scores[0].tone.abstained = true;
  builder.scores[1].bias.abstained = true;
  builder.scores[3].bias.abstained = true;
  const ArticleMetrics m = builder.Measure();
  EXPECT_NEAR(m.all.tone_mean, 0, kFloatMeans);
  EXPECT_NEAR(m.all.negative_share, 1.0 / 3, kDoubleTolerance);
  EXPECT_NEAR(m.all.positive_share, 1.0 / 3, kDoubleTolerance);
  EXPECT_NEAR(m.all.biased_share, 0.5, kDoubleTolerance);
  EXPECT_NEAR(m.all.abstained_share, 0.25, kDoubleTolerance);
  EXPECT_NEAR(m.all.bias_abstained_share, 0.5, kDoubleTolerance);
}

TEST(ArticleMetricsTest, WhereAllAreAbstainedSharesAreZero) {
  Builder builder;
  builder.Add(Voice::kNarration, -1, -0.5f, 0, true);
  builder.scores[0].tone.abstained = builder.scores[0].bias.abstained = true;
  const ArticleMetrics m = builder.Measure();
  EXPECT_EQ(m.all.negative_share, 0.0);
  EXPECT_EQ(m.all.biased_share, 0.0);
  EXPECT_EQ(m.all.abstained_share, 1.0);
}

// DESIGN: the journalist and the source must never be confused.
TEST(ArticleMetricsTest, VoicesAreKeptApart) {
  const ArticleMetrics m = Builder()
                               .Add(Voice::kNarration, 0, 0.5f, 0, false)
                               .Add(Voice::kQuote, -1, -1, -0.5f, true)
                               .Add(Voice::kReported, -1, -0.5f, 0, false)
                               .Measure();
  EXPECT_EQ(m.all.sentences, 3);
  EXPECT_EQ(m.narration.sentences, 1);
  EXPECT_EQ(m.quoted.sentences, 2) << "direct and reported speech";
  EXPECT_NEAR(m.narration.tone_mean, 0.5, kFloatMeans);
  EXPECT_EQ(m.narration.negative_share, 0.0);
  EXPECT_NEAR(m.quoted.tone_mean, -0.75, kFloatMeans);
  EXPECT_EQ(m.quoted.negative_share, 1.0);
  EXPECT_EQ(m.quoted.biased_share, 0.5);
  EXPECT_NEAR(m.quoted.event_mean, -0.25, kFloatMeans);
  ASSERT_TRUE(m.voice_gap);
  EXPECT_NEAR(*m.voice_gap, 1.25, kFloatMeans);
}

// Shares .5 of 6 words, 0 of 2 and 1 of 4: 7 of 12 words.
TEST(ArticleMetricsTest, TheQuoteShareIsOfWordsAndNotOfSentences) {
  const ArticleMetrics m = Builder()
                               .Add(Voice::kNarration, 0, 0, 0, false, 6, 0.5f)
                               .Add(Voice::kNarration, 0, 0, 0, false, 2, 0)
                               .Add(Voice::kQuote, 0, 0, 0, false, 4, 1)
                               .Measure();
  EXPECT_NEAR(m.quote_share, 7.0 / 12, kFloatMeans);
}

TEST(ArticleMetricsTest, TheHeadlineIsSetAgainstTheBody) {
  const ArticleMetrics m = Builder()
                               .Add(Voice::kNarration, 0, 0.25f, 0, false)
                               .Add(Voice::kQuote, 0, -0.25f, 0, false)
                               .Measure(-0.75f);
  ASSERT_TRUE(m.headline_tone);
  EXPECT_NEAR(*m.headline_tone, -0.75, kFloatMeans);
  ASSERT_TRUE(m.headline_gap);
  EXPECT_NEAR(*m.headline_gap, -0.75, kFloatMeans);
  EXPECT_EQ(m.all.sentences, 2) << "the headline is no sentence of the body";
}

TEST(ArticleMetricsTest, WhatIsNotThereIsNothingAndNotZero) {
  const ArticleMetrics narrated = Builder().Add(Voice::kNarration, 0, 1, 0, false).Measure();
  EXPECT_FALSE(narrated.headline_tone);
  EXPECT_FALSE(narrated.headline_gap);
  EXPECT_FALSE(narrated.voice_gap);
  EXPECT_EQ(narrated.quoted.sentences, 0);
  EXPECT_EQ(narrated.quoted.tone_mean, 0.0);
  EXPECT_EQ(narrated.all.tone_sd, 0.0) << "one sentence has no deviation";

  const ArticleMetrics quoted = Builder().Add(Voice::kQuote, 0, 1, 0, false).Measure();
  EXPECT_FALSE(quoted.voice_gap);
  EXPECT_EQ(quoted.narration.sentences, 0);
}

TEST(ArticleMetricsTest, AnEmptyArticleHasZeros) {
  const ArticleMetrics m = Builder().Measure();
  EXPECT_EQ(m.all.sentences, 0);
  EXPECT_EQ(m.all.tone_mean, 0.0);
  EXPECT_EQ(m.quote_share, 0.0);
  const ArticleMetrics headline_only = Builder().Measure(0.5f);
  EXPECT_TRUE(headline_only.headline_tone);
  EXPECT_FALSE(headline_only.headline_gap);
}

// A narrated sentence that quotes an insult: the whole is -1, the journalist's part 0.
TEST(ArticleMetricsTest, NarrationIsMeasuredWithoutTheWordsItQuotes) {
  const Builder article =
      Builder().Add(Voice::kNarration, -1, -1, -1, true).Add(Voice::kQuote, -1, -0.5f, 0, true);
  std::vector<SentenceScores> narrated = article.scores;
  narrated[0].tone.score = 0;
  narrated[0].bias.p = 0.1f;
  narrated[1].tone.score = 1;  // of a quotation there is no narration: not to be looked at
  const ArticleMetrics m = MeasureArticle(article.document, article.document.sentences,
                                          article.scores, narrated, std::nullopt);
  EXPECT_EQ(m.narration.tone_mean, 0);
  EXPECT_EQ(m.narration.biased_share, 0);
  EXPECT_EQ(m.all.tone_mean, -0.75);
  EXPECT_EQ(m.quoted.tone_mean, -0.5);
}

TEST(ArticleMetricsTest, OnlyTheSentencesOfTheBodyCount) {
  const Builder article =
      Builder().Add(Voice::kNarration, -1, -1, -1, true).Add(Voice::kNarration, 1, 0.5f, 0, false);
  const std::vector<SentenceScores> scores = {article.scores[1]};
  const ArticleMetrics m =
      MeasureArticle(article.document, std::span(article.document.sentences).subspan(1), scores,
                     scores, std::nullopt);
  EXPECT_EQ(m.all.sentences, 1);
  EXPECT_NEAR(m.all.tone_mean, 0.5, kFloatMeans);
}

const MeasureColumn kColumns[] = {{MeasureSource::kNews, "news", "tone"},
                                  {MeasureSource::kVader, "vader", "compound"},
                                  {MeasureSource::kList, "mine", "praise"}};

std::vector<MeasureMean> Means(const Builder& article, const std::vector<float>& measures) {
  return MeanMeasures(article.document, article.document.sentences, measures, kColumns);
}

// Sentences of 6, 2 and 4 words, the second one quoted.  Of the rules the means are over 3 and 2
// sentences: (.5 - .25 + .5) / 3 and 1 / 2, (1 + 0 - .5) / 3 and .5 / 2.  Of the list the sums are
// over 12 and 10 words: (3 + 1 + 2) / 12 and 5 / 10.
TEST(ArticleMetricsTest, RulesAreAveragedOverSentencesAndListsOverWords) {
  const Builder article = Builder()
                              .Add(Voice::kNarration, 0, 0, 0, false, 6)
                              .Add(Voice::kQuote, 0, 0, 0, false, 2)
                              .Add(Voice::kNarration, 0, 0, 0, false, 4);
  const auto means = Means(article, {0.5F, 1, 3,    //
                                     -0.25F, 0, 1,  //
                                     0.5F, -0.5F, 2});
  ASSERT_EQ(means.size(), 3u);
  ASSERT_TRUE(means[0].all && means[0].narration && means[1].all && means[1].narration);
  ASSERT_TRUE(means[2].all && means[2].narration);
  EXPECT_NEAR(*means[0].all, 0.25, kDoubleTolerance);
  EXPECT_NEAR(*means[0].narration, 0.5, kDoubleTolerance);
  EXPECT_NEAR(*means[1].all, 0.5 / 3, kDoubleTolerance);
  EXPECT_NEAR(*means[1].narration, 0.25, kDoubleTolerance);
  EXPECT_NEAR(means[0].quoted.value(), -0.25, kDoubleTolerance);
  EXPECT_NEAR(means[2].quoted.value(), 50, kDoubleTolerance) << "one in two words";
  // Six matches in twelve words: 50 for each hundred.
  EXPECT_NEAR(*means[2].all, 50, kDoubleTolerance);
  EXPECT_NEAR(*means[2].narration, 50, kDoubleTolerance);
}

TEST(ArticleMetricsTest, WithoutSentencesOrWordsMeasuresAreNothingAndNotZero) {
  for (const MeasureMean& mean : Means(Builder(), {})) {
    EXPECT_FALSE(mean.all);
    EXPECT_FALSE(mean.narration);
  }
  const auto quoted = Means(Builder().Add(Voice::kReported, 0, 0, 0, false), {0.5F, 0, 4});
  EXPECT_EQ(quoted[0].all, 0.5);
  EXPECT_EQ(quoted[2].all, 100.0);
  for (const MeasureMean& mean : quoted) {
    EXPECT_FALSE(mean.narration);
  }
  // "..." is a sentence and no word.
  const auto marks = Means(Builder().Add(Voice::kNarration, 0, 0, 0, false, 0), {0, 0, 0});
  EXPECT_EQ(marks[0].narration, 0.0);
  EXPECT_FALSE(marks[2].all);
  EXPECT_FALSE(marks[2].narration);
}

TEST(ArticleMetricsTest, WithoutColumnsThereAreNoMeasures) {
  const Builder article = Builder().Add(Voice::kNarration, 0, 0, 0, false);
  EXPECT_TRUE(MeanMeasures(article.document, article.document.sentences, {}, {}).empty());
  EXPECT_TRUE(article.Measure().measures.empty());
}

TEST(ArticleMetricsTest, EqualScoresHaveNoDeviation) {
  Builder article;
  for (int i = 0; i < 1000; ++i) {
    article.Add(Voice::kNarration, 0, 0.1f, 0, false);
  }
  const ArticleMetrics m = article.Measure();
  EXPECT_EQ(m.all.tone_sd, 0.0);
  EXPECT_EQ(m.all.tone_mean, double{0.1f});
}

}  // namespace
}  // namespace slant
