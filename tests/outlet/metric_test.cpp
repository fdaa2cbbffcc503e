#include "slant/outlet/metric.h"

#include <gtest/gtest.h>

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
  return a;
}

std::optional<double> Value(std::string_view name, const ArticleMetrics& article) {
  const auto index = FindMetric(name);
  EXPECT_TRUE(index) << name;
  return index ? Metrics()[*index].value(article) : std::nullopt;
}

TEST(MetricTest, EachMetricReadsItsOwnNumber) {
  const ArticleMetrics a = FullArticle();
  const std::pair<const char*, double> expected[] = {
      {"tone_narration", 0.11},     {"tone_quoted", 0.21},        {"tone_all", 0.01},
      {"negative_narration", 0.13}, {"positive_narration", 0.14}, {"negative_all", 0.03},
      {"positive_all", 0.04},       {"event_valence", 0.05},      {"biased_narration", 0.16},
      {"biased_all", 0.06},         {"quote_share", 0.31},        {"headline_gap", 0.33},
      {"voice_gap", 0.34}};
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

}  // namespace
}  // namespace slant
