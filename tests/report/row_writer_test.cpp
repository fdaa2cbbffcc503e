#include "slant/report/row_writer.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "slant/report/rounded.h"

namespace slant {
namespace {

// "It failed.", one narrated sentence whose second word has a value, made by hand.
ScoredArticle OneSentence() {
  ScoredArticle scored;
  scored.article.id = "a1";
  scored.document.text = "It failed.";
  Token it, failed;
  it.span = {0, 2};
  failed.span = {3, 9};
  scored.document.tokens = {it, failed};
  Sentence sentence;
  sentence.span = {0, 10};
  sentence.first_token = 0;
  sentence.end_token = 2;
  scored.document.sentences = {sentence};
  SentenceScores scores;
  scores.tone.negative = 0.70004F;
  scores.tone.neutral = 0.19996F;
  scores.tone.positive = 0.1F;
  scores.tone.score = -0.123456F;
  scores.tone.event_valence = -0.00001F;
  scores.bias.p = 0.5F;
  scored.scores = {scores};
  scored.words = {{1, 2, -2.5F, -2.0F, 0.0F, false}};
  scored.metrics.all = {1, -0.123456, 0, 1, 0, -0.00001, 0};
  scored.metrics.narration = scored.metrics.all;
  return scored;
}

std::string Written(const char* format, const WriterOptions& options, const ScoredArticle& scored) {
  std::string out;
  FindRowFormat(format)->make(options)->Write(scored, out);
  return out;
}

WriterOptions Articles() {
  WriterOptions options;
  options.rows = Rows::kArticles;
  options.model = "0123456789abcdef";
  return options;
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(RowWriterTest, FormatsAreFoundByName) {
  for (const RowFormat& format : RowFormats()) {
    EXPECT_EQ(FindRowFormat(format.name), &format);
  }
  EXPECT_EQ(FindRowFormat("xls"), nullptr);
  EXPECT_EQ(FindRowFormat(""), nullptr);
}

TEST(RowWriterTest, ASentenceIsOneLineOfJsonWithFourDecimals) {
  WriterOptions options;
  options.lexicon = "mine";
  const std::string out = Written("jsonl", options, OneSentence());
  EXPECT_TRUE(out.starts_with(
      R"({"schema":"slant.sentence/1","article":"a1","outlet":null,)"
      R"("index":0,"start":0,"end":10,"text":"It failed.",)"
      R"("voice":"narration","speaker":null,"tone":{"label":"negative","score":-0.1235,)"
      R"("p":[0.7,0.2,0.1]},"event_valence":0.0,"bias":{)"))
      << out;
  EXPECT_TRUE(out.ends_with(R"("spans":[{"start":3,"end":9,"category":"tone","weight":-0.5,)"
                            R"("source":"lexicon:mine"}]})"
                            "\n"))
      << out;
}

TEST(RowWriterTest, WhatIsNotThereIsNull) {
  ScoredArticle scored = OneSentence();
  const std::string out = Written("jsonl", Articles(), scored);
  EXPECT_TRUE(Contains(out, R"("title":null)")) << out;
  EXPECT_TRUE(Contains(out, R"("quoted":{"sentences":0,"tone_mean":null,"tone_sd":null,)")) << out;
  EXPECT_TRUE(Contains(out, R"("headline_tone":null,"headline_gap":null,"voice_gap":null)")) << out;
  EXPECT_TRUE(Contains(out, R"("all":{"sentences":1,"tone_mean":-0.1235,"tone_sd":0.0,)")) << out;
  scored.metrics.headline_tone = 0.25;
  EXPECT_TRUE(Contains(Written("jsonl", Articles(), scored), R"("headline_tone":0.25,)"));
}

TEST(RowWriterTest, ANumberThatIsNoneIsNull) {
  ScoredArticle scored = OneSentence();
  scored.metrics.headline_gap = std::numeric_limits<double>::quiet_NaN();
  scored.metrics.voice_gap = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(
      Contains(Written("jsonl", Articles(), scored), R"("headline_gap":null,"voice_gap":null)"));
  EXPECT_TRUE(Written("csv", Articles(), scored).ends_with(",,\r\n"));
}

TEST(RowWriterTest, JsonEscapesWhatItMust) {
  ScoredArticle scored = OneSentence();
  scored.article.id = "a\"\\\n\x1b";
  EXPECT_TRUE(Contains(Written("jsonl", {}, scored), R"("article":"a\"\\\n\u001B")"));
}

TEST(RowWriterTest, CsvQuotesCommasQuotesAndLineEndsOnly) {
  ScoredArticle scored = OneSentence();
  scored.article.id = "plain id";
  scored.article.outlet = "The \"Daily\", Lantern";
  const std::string out = Written("csv", {}, scored);
  EXPECT_TRUE(
      out.starts_with("plain id,\"The \"\"Daily\"\", Lantern\",0,0,10,narration,negative,"
                      "-0.1235,0.7,0.2,0.1,0,"))
      << out;
  EXPECT_TRUE(out.ends_with(",It failed.\r\n")) << out;
  scored.article.outlet = "two\nlines";
  EXPECT_TRUE(Contains(Written("csv", {}, scored), ",\"two\nlines\","));
}

TEST(RowWriterTest, TextHasColourOnlyWhenAsked) {
  WriterOptions options;
  EXPECT_FALSE(Contains(Written("text", options, OneSentence()), "\x1b"));
  options.color = true;
  EXPECT_TRUE(Contains(Written("text", options, OneSentence()), "\x1b[31m"));
}

TEST(RowWriterTest, RoundedProbabilitiesSumToOne) {
  const float cases[][3] = {{0.99995F, 0, 0.00005F}, {0.33335F, 0.3333F, 0.33335F}, {0, 1, 0},
                            {0.5F, 0, 0.5F},         {0.00005F, 0.9999F, 0.00005F}, {1, 0, 0}};
  for (const auto& c : cases) {
    ToneScore tone;
    tone.negative = c[0];
    tone.neutral = c[1];
    tone.positive = c[2];
    const auto p = RoundedProbabilities(tone);
    EXPECT_NEAR(p[0] + p[1] + p[2], 1, 1e-12) << c[0];
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_GE(p[i], 0);
      EXPECT_NEAR(p[i], c[i], 1.01e-4);
    }
  }
}

}  // namespace
}  // namespace slant
