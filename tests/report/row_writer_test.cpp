#include "slant/report/row_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
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
  scored.narrated = scored.scores;
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

TEST(RowWriterTest, NothingIsSaidOfOpinionThatWasNotRated) {
  ScoredArticle scored = OneSentence();
  EXPECT_TRUE(Contains(Written("jsonl", Articles(), scored), R"("opinion":null,"reads_as":null)"));
  EXPECT_TRUE(Written("csv", Articles(), scored).ends_with(",\r\n"));
  EXPECT_FALSE(Contains(Written("text", {}, scored), "reads as"));
  scored.metrics.bias.opinion = 0.75;
  EXPECT_TRUE(
      Contains(Written("jsonl", Articles(), scored), R"("opinion":0.75,"reads_as":"opinion")"));
  EXPECT_TRUE(Written("csv", Articles(), scored).ends_with(",0.75\r\n"));
  EXPECT_TRUE(Contains(Written("text", {}, scored), "; reads as opinion\n"));
}

// One of two narrated sentences is biased, by "failed", its only word that carries bias.
TEST(RowWriterTest, AnArticleSaysWhoseWordingIsBiasedAndByWhichWords) {
  ScoredArticle scored = OneSentence();
  scored.narrated[0].bias.p = 0.8F;
  scored.loaded = {{{3, 9}, 0, LoadedKind::kLoaded, LoadedSource::kClassifier, 0.9F, true, false}};
  scored.metrics.bias.narration.sentences = 2;
  scored.metrics.bias.narration.share = 0.5;
  scored.metrics.bias.narration.low = 0.125;
  scored.metrics.bias.narration.high = 0.875;
  scored.metrics.bias.narration.carrying = 25;
  scored.metrics.bias.mean_p = 0.625;
  scored.metrics.bias.most_loaded = {0};
  const std::string json = Written("jsonl", Articles(), scored);
  EXPECT_TRUE(Contains(json, R"("bias":{"narration":{"sentences":2,"biased_share":0.5,"low":0.125,)"
                             R"("high":0.875,"carrying_per_100_words":25.0,)"))
      << json;
  EXPECT_TRUE(Contains(json, R"("quoted":{"sentences":0,"biased_share":null,)")) << json;
  EXPECT_TRUE(Contains(json, R"("mean_p":0.625,)")) << json;
  EXPECT_TRUE(Contains(json, R"("most_loaded":[{"index":0,"p":0.8,"spans":[{"start":3,"end":9,)"))
      << json;
  std::string header;
  FindRowFormat("csv")->make(Articles())->Begin(header);
  EXPECT_TRUE(
      header.ends_with("biased_narration_low,biased_narration_high,biased_quoted,"
                       "loaded_narration,opinion_narration\r\n"))
      << header;
  const std::string csv = Written("csv", Articles(), scored);
  EXPECT_TRUE(csv.ends_with(",0.125,0.875,,25,\r\n")) << csv;
}

// The sentence's own p counts its quotation, the narration's does not.
TEST(RowWriterTest, ALoadedSpanSaysWhoseWordItIsAndWhetherItCarriesTheBias) {
  ScoredArticle scored = OneSentence();
  scored.scores[0].bias.p = 0.75F;
  scored.narrated[0].bias.p = 0.25F;
  scored.loaded = {{{3, 9}, 0, LoadedKind::kLoaded, LoadedSource::kClassifier, 0.5F, false, true}};
  const std::string json = Written("jsonl", {}, scored);
  EXPECT_TRUE(Contains(json, R"("bias":{"label":"biased","p":0.75,"narration_p":0.25})")) << json;
  EXPECT_TRUE(Contains(json, R"("carries_bias":false,"voice":"quote"})")) << json;
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

// The rules for news, VADER, and two lists.  The label is of the tone, not of the valence.
WriterOptions Measures(bool classified) {
  WriterOptions options;
  options.classified = classified;
  options.lexicon = "mine";
  options.columns = {
      {MeasureSource::kNews, "news", "valence"},    {MeasureSource::kNews, "news", "tone"},
      {MeasureSource::kNews, "news", "event"},      {MeasureSource::kVader, "vader", "neg"},
      {MeasureSource::kVader, "vader", "neu"},      {MeasureSource::kVader, "vader", "pos"},
      {MeasureSource::kVader, "vader", "compound"}, {MeasureSource::kList, "afinn", "matches"},
      {MeasureSource::kList, "afinn", "valence"},   {MeasureSource::kList, "my, list", "matches"},
      {MeasureSource::kList, "my, list", "hedge"},  {MeasureSource::kList, "my, list", "boost"}};
  return options;
}

ScoredArticle Measured(bool classified) {
  ScoredArticle scored = OneSentence();
  scored.measures = {0.71842F, -0.2F, 0, 0.636F, 0.364F, 0, -0.5423F, 2, -3.5F, 1, 1, 0};
  if (!classified) {
    scored.scores.clear();
  }
  return scored;
}

TEST(RowWriterTest, JsonHasAnObjectForEachRuleAndList) {
  const std::string measures =
      R"("news":{"label":"negative","valence":0.7184,"tone":-0.2,"event":0.0},)"
      R"("vader":{"neg":0.636,"neu":0.364,"pos":0.0,"compound":-0.5423},)"
      R"("lexicons":{"afinn":{"matches":2,"valence":-3.5},)"
      R"("my, list":{"matches":1,"hedge":1.0,"boost":0.0}},"spans":[{)";
  const std::string out = Written("jsonl", Measures(true), Measured(true));
  EXPECT_TRUE(out.starts_with(R"({"schema":"slant.sentence/1",)")) << out;
  EXPECT_TRUE(Contains(out, R"("targets":[],)" + measures)) << out;
  // Without classifiers the row has nothing that they alone could know.
  const std::string only = Written("jsonl", Measures(false), Measured(false));
  EXPECT_TRUE(only.starts_with(
      R"({"schema":"slant.lexicon/1","article":"a1","outlet":null,"index":0,"start":0,"end":10,)"
      R"("text":"It failed.","voice":"narration",)" +
      measures))
      << only;
}

TEST(RowWriterTest, ASentenceThatWasNotCutIntoWordsHasNoVoice) {
  WriterOptions options;
  options.classified = false;
  options.columns = {{MeasureSource::kVader, "vader", "compound"}};
  ScoredArticle scored = Measured(false);
  scored.measures = {0.25F};
  scored.words.clear();
  scored.document.tokens.clear();
  scored.document.sentences[0].end_token = 0;
  const std::string json = Written("jsonl", options, scored);
  EXPECT_TRUE(Contains(json, R"("voice":null,"vader":{"compound":0.25},"spans":[]})")) << json;
  EXPECT_EQ(Written("csv", options, scored), "a1,,0,0,10,,0.25,It failed.\r\n");
}

TEST(RowWriterTest, CsvHasAColumnForEachNumberAndOneForTheLabel) {
  std::string header;
  FindRowFormat("csv")->make(Measures(false))->Begin(header);
  EXPECT_EQ(header,
            "article,outlet,index,start,end,voice,news.label,news.valence,news.tone,news.event,"
            "vader.neg,vader.neu,vader.pos,vader.compound,afinn.matches,afinn.valence,"
            "\"my, list.matches\",\"my, list.hedge\",\"my, list.boost\",text\r\n");
  EXPECT_EQ(Written("csv", Measures(false), Measured(false)),
            "a1,,0,0,10,narration,negative,0.7184,-0.2,0,0.636,0.364,0,-0.5423,2,-3.5,1,1,0,"
            "It failed.\r\n");
  const auto commas = [](const std::string& line) {
    return std::count(line.begin(), line.end(), ',');
  };
  header.clear();
  FindRowFormat("csv")->make(Measures(true))->Begin(header);
  EXPECT_EQ(commas(header) - 3, commas(Written("csv", Measures(true), Measured(true))))
      << "three names of columns have a comma inside";
}

// Below the sentence; of a list only the categories that were found.
TEST(RowWriterTest, TextSaysWhatRulesAndListsSay) {
  const std::string out = Written("text", Measures(false), Measured(false));
  EXPECT_TRUE(
      Contains(out,
               "It failed.\n          news negative, valence +0.72, tone -0.20, event  0.00; "
               "vader neg +0.64, neu +0.36, pos  0.00, compound -0.54; "
               "afinn matches 2, valence -3.5; my, list matches 1, hedge 1\n"))
      << out;
  EXPECT_FALSE(Contains(out, "sentence")) << "no summary of classifiers that did not run\n" << out;
  EXPECT_TRUE(Contains(Written("text", Measures(true), Measured(true)), "afinn matches 2"));
}

TEST(RowWriterTest, ArticlesHaveTheMeansOfMeasures) {
  WriterOptions options = Articles();
  options.columns = {{MeasureSource::kNews, "news", "tone"},
                     {MeasureSource::kList, "afinn", "matches"}};
  ScoredArticle scored = OneSentence();
  scored.metrics.measures = {{-0.25, std::nullopt, {}}, {0.5, 0.33333, {}}};
  EXPECT_TRUE(Contains(Written("jsonl", options, scored),
                       R"("measures":{"news.tone":-0.25,"news.tone_narration":null,)"
                       R"("afinn.matches":0.5,"afinn.matches_narration":0.3333},"model":)"));
  std::string header;
  FindRowFormat("csv")->make(options)->Begin(header);
  EXPECT_TRUE(header.ends_with(
      ",opinion_narration,news.tone,news.tone_narration,afinn.matches,afinn.matches_narration\r\n"))
      << header;
  const std::string line = Written("csv", options, scored);
  EXPECT_TRUE(line.ends_with(",-0.25,,0.5,0.3333\r\n")) << line;
  EXPECT_EQ(std::count(header.begin(), header.end(), ','),
            std::count(line.begin(), line.end(), ','));
  EXPECT_FALSE(Contains(Written("jsonl", Articles(), OneSentence()), "measures"));
}

TEST(RowWriterTest, AMeasureThatIsNoNumberIsNull) {
  ScoredArticle scored = Measured(false);
  scored.measures[8] = std::numeric_limits<float>::infinity();
  EXPECT_TRUE(
      Contains(Written("jsonl", Measures(false), scored), R"("matches":2,"valence":null})"));
  EXPECT_TRUE(Contains(Written("csv", Measures(false), scored), ",-0.5423,2,,1,1,0,"));
}

// Metrics of rules and lists stand beside the others, in every format.
TEST(RowWriterTest, ComparisonsNameTheMetricsOfMeasures) {
  Comparison comparison;
  const MeasureColumn columns[] = {{MeasureSource::kList, "my, list", "hedge"}};
  comparison.list = MetricList(columns);
  comparison.metric = comparison.list.Find("my, list.hedge").value();
  for (const double mean : {0.25, 0.5}) {
    OutletMetrics& outlet = comparison.outlets.emplace_back();
    outlet.outlet = mean < 0.3 ? "A" : "B";
    outlet.articles = 5;
    outlet.metrics.resize(comparison.list.size());
    outlet.metrics[comparison.metric] = {5, mean, 0.125, mean - 0.1, mean + 0.1};
  }
  Difference difference;
  difference.b = 1;
  difference.estimate = -0.25;
  difference.low = -0.4;
  difference.high = -0.1;
  difference.verdict = {true, 0.01, 0.01, 0.01, true};
  LevelComparison raw;
  raw.groups = {GroupEstimate(), GroupEstimate()};
  raw.groups[1].outlet = 1;
  raw.differences = {difference};
  MetricComparison& metric = comparison.metrics.emplace_back();
  metric.metric = comparison.metric;
  metric.tested = true;
  metric.levels = {raw};
  const auto written = [&](const char* format) {
    std::string out;
    FindRowFormat(format)->make({})->Write(comparison, out);
    return out;
  };
  EXPECT_TRUE(Contains(written("jsonl"), R"("my, list.hedge":{"n":5,"mean":0.25,"sd":0.125,)"));
  EXPECT_TRUE(Contains(written("jsonl"), R"("metric":"my, list.hedge","matched":"raw")"));
  EXPECT_TRUE(Contains(written("csv"), "outlet,A,,\"my, list.hedge\",5,0.25,0.125,0.15,0.35,"));
  EXPECT_TRUE(Contains(written("csv"), "difference,A,B,\"my, list.hedge\",,-0.25,"));
  EXPECT_TRUE(
      written("text").starts_with("my, list.hedge by outlet: 'hedge' of the list my, list"));
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
