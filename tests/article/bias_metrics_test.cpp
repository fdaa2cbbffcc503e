#include "slant/article/bias_metrics.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

// A document whose sentences have ten words each, of this voice.
Document TenWordsEach(std::initializer_list<Voice> voices) {
  Document document;
  for (const Voice voice : voices) {
    Sentence sentence;
    sentence.voice = voice;
    sentence.first_token = static_cast<std::uint32_t>(document.tokens.size());
    for (int i = 0; i < 10; ++i) {
      Token token;
      token.word = 0;
      document.tokens.push_back(token);
    }
    sentence.end_token = static_cast<std::uint32_t>(document.tokens.size());
    document.sentences.push_back(sentence);
  }
  return document;
}

BiasScore Score(float p, float opinion = 0) { return {p, 1 - opinion, 0, opinion}; }

// Two of four narrated sentences are biased.  Wilson's interval of 2 of 4, worked by hand with
// z = 1.96: centre (.5 + 1.9207 / 4) / 1.9604 = .5, half width 1.96 / 1.9604 *
// sqrt(.25 / 4 + 3.8415 / 64) = .34997.
TEST(BiasMetricsTest, SharesHaveWilsonsInterval) {
  const Document document = TenWordsEach(
      {Voice::kNarration, Voice::kNarration, Voice::kNarration, Voice::kNarration, Voice::kQuote});
  const std::vector<BiasScore> scores = {Score(0.9f), Score(0.6f), Score(0.2f), Score(0.1f),
                                         Score(0.8f)};
  const BiasMetrics m = MeasureBias(document, document.sentences, scores, scores, {});
  EXPECT_EQ(m.narration.sentences, 4);
  EXPECT_EQ(m.narration.share, 0.5);
  EXPECT_NEAR(m.narration.low, 0.15, 0.001);
  EXPECT_NEAR(m.narration.high, 0.85, 0.001);
  EXPECT_EQ(m.quoted.sentences, 1);
  EXPECT_EQ(m.quoted.share, 1.0);
}

TEST(BiasMetricsTest, TheMeanTakesTheHeadlineForASentenceAndNoQuotedVoice) {
  const Document document = TenWordsEach({Voice::kNarration, Voice::kQuote, Voice::kNarration});
  const std::vector<BiasScore> whole = {Score(0.9f), Score(0.8f), Score(0.2f)};
  const std::vector<BiasScore> narrated = {Score(0.25f), Score(0.8f), Score(0.5f)};
  const auto mean = [&](std::optional<BiasScore> headline) {
    return MeasureBias(document, document.sentences, whole, narrated, {}, headline).mean_p;
  };
  EXPECT_EQ(mean({}), 0.375);
  EXPECT_EQ(mean(Score(0.75f)), 0.5);
  EXPECT_EQ(MeasureBias(Document(), {}, {}, {}, {}, Score(0.75f)).mean_p, 0.75);
  EXPECT_EQ(MeasureBias(Document(), {}, {}, {}, {}).mean_p, std::nullopt);
}

TEST(BiasMetricsTest, NarrationIsJudgedWithoutWhatItQuotes) {
  const Document document = TenWordsEach({Voice::kNarration});
  const std::vector<BiasScore> whole = {Score(0.9f)}, narrated = {Score(0.1f)};
  EXPECT_EQ(MeasureBias(document, document.sentences, whole, narrated, {}).narration.share, 0);
}

// Twenty words of narration with one label and one hedge, of which the label carries; ten quoted.
TEST(BiasMetricsTest, SpansAreCountedForEachHundredWordsOfTheirVoice) {
  const Document document = TenWordsEach({Voice::kNarration, Voice::kNarration, Voice::kQuote});
  const std::vector<BiasScore> scores(3, Score(0.1f));
  std::vector<LoadedSpan> spans(4);
  spans[0].kind = LoadedKind::kOneSidedLabel;
  spans[0].carries = true;
  spans[1].sentence = 1;
  spans[1].kind = LoadedKind::kHedge;
  spans[2].sentence = 1;
  spans[2].quoted = true;  // a speaker's word inside a narrated sentence
  spans[3].sentence = 2;
  spans[3].carries = true;
  const BiasMetrics m = MeasureBias(document, document.sentences, scores, scores, spans);
  const auto of = [](const BiasOfVoice& voice, LoadedKind kind) {
    return voice.per_hundred_words[static_cast<std::size_t>(kind)];
  };
  EXPECT_EQ(of(m.narration, LoadedKind::kOneSidedLabel), 5);
  EXPECT_EQ(of(m.narration, LoadedKind::kHedge), 5);
  EXPECT_EQ(of(m.narration, LoadedKind::kLoaded), 0);
  EXPECT_EQ(m.narration.carrying, 5);
  EXPECT_EQ(of(m.quoted, LoadedKind::kLoaded), 20);
  EXPECT_EQ(m.quoted.carrying, 10);
}

TEST(BiasMetricsTest, TheMostLoadedSentencesAreTheThreeMostProbable) {
  const Document document = TenWordsEach(
      {Voice::kNarration, Voice::kNarration, Voice::kNarration, Voice::kNarration, Voice::kQuote});
  const std::vector<BiasScore> scores = {Score(0.6f), Score(0.9f), Score(0.7f), Score(0.8f),
                                         Score(0.99f)};
  EXPECT_EQ(MeasureBias(document, document.sentences, scores, scores, {}).most_loaded,
            (std::vector<std::size_t>{1, 3, 2}));
}

TEST(BiasMetricsTest, MoreOpinionThanFactReadsAsOpinion) {
  const Document document = TenWordsEach({Voice::kNarration, Voice::kNarration});
  const std::vector<BiasScore> scores = {Score(0, 0.9f), Score(0, 0.3f)};
  const BiasMetrics m = MeasureBias(document, document.sentences, scores, scores, {});
  ASSERT_TRUE(m.opinion);
  EXPECT_NEAR(*m.opinion, 0.6, 1e-6);
  EXPECT_EQ(m.reads_as(), "opinion");
}

TEST(BiasMetricsTest, NothingIsSaidOfOpinionThatWasNotRatedOrHasNoNarration) {
  const Document narrated = TenWordsEach({Voice::kNarration});
  BiasScore unrated;
  unrated.p = 0.9f;
  const std::vector<BiasScore> scores = {unrated};
  const BiasMetrics none = MeasureBias(narrated, narrated.sentences, scores, scores, {});
  EXPECT_FALSE(none.opinion);
  EXPECT_FALSE(none.reads_as());
  const Document quoted = TenWordsEach({Voice::kQuote});
  const std::vector<BiasScore> rated = {Score(0, 0.9f)};
  EXPECT_FALSE(MeasureBias(quoted, quoted.sentences, rated, rated, {}).reads_as());
}

TEST(BiasMetricsTest, AnEmptyArticleHasZeros) {
  const BiasMetrics m = MeasureBias(Document(), {}, {}, {}, {});
  EXPECT_EQ(m.narration.share, 0);
  EXPECT_EQ(m.narration.high, 0);
  EXPECT_EQ(m.narration.carrying, 0);
  EXPECT_FALSE(m.opinion);
  EXPECT_TRUE(m.most_loaded.empty());
}

}  // namespace
}  // namespace slant
