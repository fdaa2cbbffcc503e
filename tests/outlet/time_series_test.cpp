#include "slant/outlet/time_series.h"

#include <gtest/gtest.h>

#include <string>

#include "support/simulated_articles.h"
#include "support/tolerances.h"

namespace slant {
namespace {

// Tones .5, -.25, .125: mean .125, sd .375; t(.975, 2) = 4.302652729696142 (scipy 1.17), so the
// half width is 4.302652729696142 x .375 / sqrt(3).
TEST(TimeSeriesTest, IntervalsAreStudents) {
  ComparisonAccumulator articles;
  std::uint64_t key = 0;
  for (const double tone : {0.5, -0.25, 0.125}) {
    articles.Add(++key, {"a", "2026-03", ""}, ArticleOfTone(tone));
  }
  articles.Add(++key, {"a", "2026-04", ""}, ArticleOfTone(0.25));
  const std::size_t tone = *FindMetric("tone_all");
  const TimeSeries time =
      FollowOutlets(articles, MetricList(), {tone, *FindMetric("tone_quoted")}, {});
  ASSERT_EQ(time.periods.size(), 2u) << "there are no quotations";
  EXPECT_EQ(time.periods[0].period, "2026-03");
  EXPECT_NEAR(time.periods[0].mean, 0.125, kDoubleTolerance);
  EXPECT_NEAR(0.125 - time.periods[0].low.value(), 4.302652729696142 * 0.375 / std::sqrt(3.0),
              1e-9);
  EXPECT_EQ(time.periods[0].high.value(), 1) << "the other end lies beyond the range";
  EXPECT_EQ(time.periods[1].n, 1);
  EXPECT_FALSE(time.periods[1].low);
  EXPECT_EQ(time.series, 0u) << "two periods are too few for a change";
}

TEST(TimeSeriesTest, AnOutletThatChangesIsFoundAndAnotherIsNot) {
  Random random(5);
  ComparisonAccumulator articles;
  for (int month = 1; month <= 12; ++month) {
    const std::string period = "2026-" + std::string(month < 10 ? "0" : "") + std::to_string(month);
    for (int i = 0; i < 20; ++i) {
      articles.Add(random.Next(), {"still", period, ""}, ArticleOfTone(0.1 * random.Normal()));
      articles.Add(random.Next(), {"turned", period, ""},
                   ArticleOfTone((month < 7 ? 0.2 : -0.2) + 0.1 * random.Normal()));
    }
  }
  const TimeSeries time = FollowOutlets(articles, MetricList(), {*FindMetric("tone_all")}, {});
  EXPECT_EQ(time.series, 2u);
  EXPECT_EQ(time.periods.size(), 24u);
  ASSERT_EQ(time.changes.size(), 1u);
  EXPECT_EQ(time.changes[0].outlet, "turned");
  EXPECT_EQ(time.changes[0].period, "2026-07");
  EXPECT_NEAR(time.changes[0].before, 0.2, 0.05);
  EXPECT_NEAR(time.changes[0].after, -0.2, 0.05);
}

}  // namespace
}  // namespace slant
