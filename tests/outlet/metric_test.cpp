#include "slant/outlet/metric.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <string>

namespace slant {
namespace {

// An article in which every number is another one, so that no two metrics can be mixed up.
ArticleMetrics FullArticle() {
  ArticleMetrics a;
  a.all = {10, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06};
  a.narration = {6, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16};
  a.quoted = {4, 0.21, 0.22, 0.23, 0.24, 0.25, 0.26};
  a.quote_share = 0.31;
  a.headline_tone = 0.32;
  a.headline_gap = 0.33;
  a.voice_gap = 0.34;
  a.bias.narration.carrying = 1.5;
  a.bias.quoted.carrying = 2.5;
  a.bias.opinion = 0.36;
  a.bias.mean_p = 0.37;
  return a;
}

std::optional<double> Value(std::string_view name, const ArticleMetrics& article) {
  const auto index = FindMetric(name);
  EXPECT_TRUE(index) << name;
  return index ? Metrics()[*index].value(article) : std::nullopt;
}

TEST(MetricTest, EachMetricReadsItsOwnNumber) {
  const ArticleMetrics a = FullArticle();
  const std::pair<const char*, double> expected[] = {{"tone_narration", 0.11},
                                                     {"tone_quoted", 0.21},
                                                     {"tone_all", 0.01},
                                                     {"negative_narration", 0.13},
                                                     {"positive_narration", 0.14},
                                                     {"negative_all", 0.03},
                                                     {"positive_all", 0.04},
                                                     {"event_valence", 0.05},
                                                     {"biased_narration", 0.16},
                                                     {"biased_all", 0.06},
                                                     {"bias_p", 0.37},
                                                     {"loaded_narration", 1.5},
                                                     {"opinion_narration", 0.36},
                                                     {"quote_share", 0.31},
                                                     {"headline_gap", 0.33},
                                                     {"voice_gap", 0.34},
                                                     {"negative_quoted", 0.23},
                                                     {"positive_quoted", 0.24},
                                                     {"event_narration", 0.15},
                                                     {"event_quoted", 0.25},
                                                     {"biased_quoted", 0.26},
                                                     {"loaded_quoted", 2.5}};
  EXPECT_EQ(Metrics().size(), std::size(expected));
  for (const auto& [name, value] : expected) {
    EXPECT_EQ(Value(name, a), value) << name;
  }
}

TEST(MetricTest, AnArticleWithoutAVoiceHasNoneOfItsMetrics) {
  const ArticleMetrics empty;
  for (const Metric& metric : Metrics()) {
    EXPECT_FALSE(metric.value(empty)) << metric.name;
  }
  ArticleMetrics quoted_only = FullArticle();
  quoted_only.narration = {};
  EXPECT_FALSE(Value("tone_narration", quoted_only));
  EXPECT_FALSE(Value("biased_narration", quoted_only));
  EXPECT_TRUE(Value("tone_quoted", quoted_only));
  EXPECT_TRUE(Value("tone_all", quoted_only));
}

TEST(MetricTest, NamesAreUniqueAndFound) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < Metrics().size(); ++i) {
    EXPECT_TRUE(names.insert(Metrics()[i].name).second) << Metrics()[i].name;
    EXPECT_EQ(FindMetric(Metrics()[i].name), i);
    EXPECT_FALSE(Metrics()[i].description.empty());
  }
  EXPECT_FALSE(FindMetric("no_such_metric"));
  EXPECT_FALSE(FindMetric(""));
}

// The metrics of a run with the rules for news and a list of one category.
MetricList WithMeasures() {
  const MeasureColumn columns[] = {{MeasureSource::kNews, "news", "tone"},
                                   {MeasureSource::kList, "cues-en", "hedge"}};
  return MetricList(columns);
}

TEST(MetricListTest, WithoutMeasuresItIsTheTable) {
  const MetricList list;
  ASSERT_EQ(list.size(), Metrics().size());
  const ArticleMetrics a = FullArticle();
  for (std::size_t i = 0; i < list.size(); ++i) {
    EXPECT_EQ(list.name(i), Metrics()[i].name);
    EXPECT_EQ(list.description(i), Metrics()[i].description);
    EXPECT_EQ(list.Find(Metrics()[i].name), i);
    EXPECT_EQ(MetricList::Value(i, a), Metrics()[i].value(a));
  }
  EXPECT_FALSE(list.Find("news.tone"));
  EXPECT_FALSE(list.Find(""));
}

TEST(MetricListTest, EachColumnIsThreeMetricsAfterThoseOfTheTable) {
  const MetricList list = WithMeasures();
  const char* const names[] = {"news.tone",     "news.tone_narration",     "news.tone_quoted",
                               "cues-en.hedge", "cues-en.hedge_narration", "cues-en.hedge_quoted"};
  ASSERT_EQ(list.size(), Metrics().size() + 6);
  for (std::size_t i = 0; i < 6; ++i) {
    const std::size_t at = Metrics().size() + i;
    EXPECT_EQ(list.name(at), names[i]);
    EXPECT_EQ(list.Find(names[i]), at);
    EXPECT_FALSE(list.description(at).empty());
  }
  EXPECT_EQ(list.Find("tone_all"), FindMetric("tone_all"));
  EXPECT_FALSE(list.Find("cues-en.booster"));
}

TEST(MetricListTest, MeasuresAreReadFromTheirColumnAndVoice) {
  const MetricList list = WithMeasures();
  ArticleMetrics a = FullArticle();
  a.measures = {{0.41, 0.42, 0.43}, {0.51, std::nullopt, 0.53}};
  const auto value = [&](std::string_view name) {
    return MetricList::Value(list.Find(name).value(), a);
  };
  EXPECT_EQ(value("news.tone"), 0.41);
  EXPECT_EQ(value("news.tone_narration"), 0.42);
  EXPECT_EQ(value("news.tone_quoted"), 0.43);
  EXPECT_EQ(value("cues-en.hedge"), 0.51);
  EXPECT_EQ(value("cues-en.hedge_quoted"), 0.53);
  EXPECT_EQ(value("cues-en.hedge_narration"), std::nullopt) << "it has no narration";
  EXPECT_EQ(value("tone_all"), 0.01);
  EXPECT_EQ(MetricList::Value(list.size() - 1, FullArticle()), std::nullopt)
      << "rated by classifiers alone";
}

TEST(MetricListTest, EachMetricOfOneVoiceKnowsTheOthers) {
  const MetricList list = WithMeasures();
  const auto names = [&](std::string_view name) {
    std::string out;
    for (const std::size_t voice : list.Voices(list.Find(name).value())) {
      out += std::string(list.name(voice)) + " ";
    }
    return out;
  };
  EXPECT_EQ(names("tone_quoted"), "tone_narration tone_quoted tone_all ");
  EXPECT_EQ(names("event_valence"), "event_narration event_quoted event_valence ");
  EXPECT_EQ(names("loaded_narration"), "loaded_narration loaded_quoted ");
  EXPECT_EQ(names("cues-en.hedge_quoted"),
            "cues-en.hedge_narration cues-en.hedge_quoted cues-en.hedge ");
  EXPECT_EQ(names("quote_share"), "");
}

// A user's list may have values of any size; sums of squares must fit the accumulator's integers.
TEST(MetricListTest, WhatLiesBeyondAHundredIsCutOff) {
  ArticleMetrics a;
  a.measures = {{1e9, -1e30, {}}};
  EXPECT_EQ(MetricList::Value(Metrics().size(), a), 100.0);
  EXPECT_EQ(MetricList::Value(Metrics().size() + 1, a), -100.0);
  a.measures = {
      {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN(), {}}};
  EXPECT_EQ(MetricList::Value(Metrics().size(), a), 100.0);
  EXPECT_EQ(MetricList::Value(Metrics().size() + 1, a), std::nullopt) << "no number is no value";
}

}  // namespace
}  // namespace slant
