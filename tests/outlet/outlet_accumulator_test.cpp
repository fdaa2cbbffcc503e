#include "slant/outlet/outlet_accumulator.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "support/simulated_articles.h"
#include "support/tolerances.h"

namespace slant {
namespace {

struct Item {
  std::uint64_t key;
  ArticleMetrics article;
};

std::vector<Item> RandomItems(int n, std::uint64_t seed) {
  Random random(seed);
  std::vector<Item> items;
  for (int i = 0; i < n; ++i) {
    // A few keys come twice, as copies of a wire story do, some of them with other metrics.
    const std::uint64_t key = i > 10 && random.Below(20) == 0 ? items[3].key : random.Next();
    items.push_back({key, RandomArticle(random)});
  }
  return items;
}

OutletAccumulator Collect(const std::vector<Item>& items) {
  OutletAccumulator out;
  for (const Item& item : items) {
    out.Add(item.key, item.article);
  }
  return out;
}

std::vector<std::uint64_t> Bits(const std::vector<double>& values) {
  std::vector<std::uint64_t> out;
  for (const double value : values) {
    out.push_back(std::bit_cast<std::uint64_t>(value));
  }
  return out;
}

// Everything that can be asked of an accumulator, bit for bit (NaNs included).
void ExpectSame(const OutletAccumulator& a, const OutletAccumulator& b) {
  EXPECT_EQ(a.articles(), b.articles());
  EXPECT_EQ(a.sentences(), b.sentences());
  for (std::size_t m = 0; m < Metrics().size(); ++m) {
    const MetricEstimate x = a.Estimate(m);
    const MetricEstimate y = b.Estimate(m);
    EXPECT_EQ(x.n, y.n);
    EXPECT_EQ(Bits({x.mean, x.sd, x.low.value_or(9), x.high.value_or(9)}),
              Bits({y.mean, y.sd, y.low.value_or(9), y.high.value_or(9)}))
        << Metrics()[m].name;
    EXPECT_EQ(Bits(a.Replicates(m)), Bits(b.Replicates(m))) << Metrics()[m].name;
    EXPECT_EQ(Bits(a.Sample(m)), Bits(b.Sample(m))) << Metrics()[m].name;
  }
}

// More articles than the sample holds, so that the choice of the sample is tested too.
constexpr int kMany = 1500;

TEST(OutletAccumulatorTest, MergingPartsIsTheSameAsOnePass) {
  const auto items = RandomItems(kMany, 1);
  const OutletAccumulator whole = Collect(items);
  for (const std::size_t cut : {std::size_t{0}, std::size_t{1}, items.size() / 3, items.size()}) {
    const auto border = items.begin() + static_cast<std::ptrdiff_t>(cut);
    OutletAccumulator left = Collect({items.begin(), border});
    OutletAccumulator right = Collect({border, items.end()});
    OutletAccumulator forth = left;
    forth.Merge(right);
    ExpectSame(forth, whole);
    right.Merge(left);
    ExpectSame(right, whole);
  }
}

TEST(OutletAccumulatorTest, TheOrderOfArticlesChangesNothing) {
  auto items = RandomItems(kMany, 2);
  const OutletAccumulator first = Collect(items);
  Random(3).Shuffle(items);
  ExpectSame(Collect(items), first);
  std::reverse(items.begin(), items.end());
  ExpectSame(Collect(items), first);
}

// Tones .5, -.25 and .125: mean .125; deviations .375, -.375, 0; sd sqrt(.28125 / 2) = .375.
// Binary fractions, so that units of 2^-24 lose nothing.
TEST(OutletAccumulatorTest, MeanAndDeviationAreThoseWorkedByHand) {
  OutletAccumulator outlet;
  std::uint64_t key = 0;
  for (const double tone : {0.5, -0.25, 0.125}) {
    outlet.Add(++key, ArticleOfTone(tone));
  }
  const MetricEstimate e = outlet.Estimate(*FindMetric("tone_all"));
  EXPECT_EQ(e.n, 3);
  EXPECT_NEAR(e.mean, 0.125, kDoubleTolerance);
  EXPECT_NEAR(e.sd, 0.375, kDoubleTolerance);
  EXPECT_EQ(outlet.articles(), 3);
  EXPECT_EQ(outlet.sentences(), 30);
  ASSERT_TRUE(e.low && e.high);
  EXPECT_GE(*e.low, -0.25);
  EXPECT_LE(*e.high, 0.5);
  EXPECT_LT(*e.low, e.mean);
  EXPECT_GT(*e.high, e.mean);
}

TEST(OutletAccumulatorTest, UnitsAreFineEnough) {
  OutletAccumulator outlet;
  outlet.Add(1, ArticleOfTone(0.1));
  outlet.Add(2, ArticleOfTone(0.3));
  const MetricEstimate e = outlet.Estimate(*FindMetric("tone_all"));
  EXPECT_NEAR(e.mean, 0.2, kFixedPointTolerance);
  EXPECT_NEAR(e.sd, std::sqrt(0.02), 10 * kFixedPointTolerance);
}

TEST(OutletAccumulatorTest, EqualArticlesHaveNoDeviation) {
  OutletAccumulator outlet;
  for (std::uint64_t key = 0; key < 500; ++key) {
    outlet.Add(key, ArticleOfTone(-0.1));
  }
  const MetricEstimate e = outlet.Estimate(*FindMetric("tone_all"));
  EXPECT_NEAR(e.sd, 0, 1e-3);
  EXPECT_NEAR(*e.low, -0.1, kFixedPointTolerance);
  EXPECT_NEAR(*e.high, -0.1, kFixedPointTolerance);
}

TEST(OutletAccumulatorTest, FewArticlesHaveNoInterval) {
  OutletAccumulator outlet;
  const std::size_t tone = *FindMetric("tone_all");
  EXPECT_EQ(outlet.Estimate(tone).n, 0);
  EXPECT_FALSE(outlet.Estimate(tone).low);
  EXPECT_TRUE(outlet.Sample(tone).empty());
  for (const double mean : outlet.Replicates(tone)) {
    EXPECT_TRUE(std::isnan(mean));
  }
  outlet.Add(1, ArticleOfTone(0.25));
  const MetricEstimate one = outlet.Estimate(tone);
  EXPECT_EQ(one.n, 1);
  EXPECT_EQ(one.mean, 0.25);
  EXPECT_EQ(one.sd, 0.0);
  EXPECT_FALSE(one.low);
  EXPECT_FALSE(one.high);
}

TEST(OutletAccumulatorTest, AnArticleWithoutAMetricDoesNotCountForIt) {
  OutletAccumulator outlet;
  ArticleMetrics narrated = ArticleOfTone(0.5);
  ArticleMetrics both = ArticleOfTone(0.25);
  both.quoted = {3, -0.5, 0, 1, 0, 0, 0};
  outlet.Add(1, narrated);
  outlet.Add(2, both);
  EXPECT_EQ(outlet.Estimate(*FindMetric("tone_narration")).n, 2);
  const std::size_t quoted = *FindMetric("tone_quoted");
  EXPECT_EQ(outlet.Estimate(quoted).n, 1);
  EXPECT_EQ(outlet.Estimate(quoted).mean, -0.5);
  EXPECT_EQ(outlet.Sample(quoted), std::vector<double>{-0.5});
  EXPECT_EQ(outlet.Estimate(*FindMetric("headline_gap")).n, 0);
}

// Two measures and their two voices come after the table's metrics.
TEST(OutletAccumulatorTest, MeasuresAreCollectedBesideTheMetrics) {
  const std::size_t first = Metrics().size();
  OutletAccumulator outlet(first + 4);
  OutletAccumulator plain;
  std::uint64_t key = 0;
  for (const double value : {0.5, -0.25, 0.125}) {
    ArticleMetrics a = ArticleOfTone(value);
    a.measures = {{value, value / 2}, {100 * value, std::nullopt}};
    outlet.Add(++key, a);
    plain.Add(key, a);
  }
  // As worked above: mean .125, deviation .375.
  EXPECT_NEAR(outlet.Estimate(first).mean, 0.125, kDoubleTolerance);
  EXPECT_NEAR(outlet.Estimate(first).sd, 0.375, kDoubleTolerance);
  EXPECT_NEAR(outlet.Estimate(first + 1).mean, 0.0625, kDoubleTolerance);
  EXPECT_NEAR(outlet.Estimate(first + 2).mean, 12.5, kDoubleTolerance);
  EXPECT_NEAR(outlet.Estimate(first + 2).sd, 37.5, kDoubleTolerance);
  EXPECT_EQ(outlet.Estimate(first + 3).n, 0);
  EXPECT_EQ(outlet.Sample(first).size(), 3u);
  // They change nothing of the others; an accumulator made for fewer does not look at them.
  ExpectSame(plain, outlet);
}

TEST(OutletAccumulatorTest, MeasuresMergeInAnyOrder) {
  Random random(9);
  const std::size_t metrics = Metrics().size() + 2;
  OutletAccumulator whole(metrics), left(metrics), right(metrics);
  for (int i = 0; i < kMany; ++i) {
    ArticleMetrics a = RandomArticle(random);
    a.measures.resize(1);
    if (random.Below(4) != 0) {
      a.measures[0] = {200 * random.Uniform() - 100, random.Uniform()};
    }
    const std::uint64_t key = random.Next();
    whole.Add(key, a);
    (random.Below(2) == 0 ? left : right).Add(key, a);
  }
  right.Merge(left);
  ExpectSame(right, whole);
  for (std::size_t m = Metrics().size(); m < metrics; ++m) {
    EXPECT_EQ(right.Estimate(m).n, whole.Estimate(m).n);
    EXPECT_EQ(Bits({right.Estimate(m).mean, right.Estimate(m).sd}),
              Bits({whole.Estimate(m).mean, whole.Estimate(m).sd}));
    EXPECT_EQ(Bits(right.Replicates(m)), Bits(whole.Replicates(m)));
    EXPECT_EQ(Bits(right.Sample(m)), Bits(whole.Sample(m)));
  }
}

// The largest values that there are: a million articles must not wrap around.
TEST(OutletAccumulatorTest, TheLargestMeasuresFitTheIntegers) {
  const std::size_t at = Metrics().size();
  OutletAccumulator outlet(at + 1);
  for (std::uint64_t key = 0; key < 20; ++key) {
    ArticleMetrics a;
    a.measures = {{key % 2 == 0 ? 1e6 : -1e6, {}}};
    outlet.Add(key, a);
  }
  for (int doubled = 0; doubled < 16; ++doubled) {
    const OutletAccumulator copy = outlet;
    outlet.Merge(copy);
  }
  const MetricEstimate e = outlet.Estimate(at);
  EXPECT_EQ(e.n, 20 << 16);
  EXPECT_NEAR(e.mean, 0, 1e-9);
  EXPECT_NEAR(e.sd, 100, 1e-3);
}

// Poisson(1) weights: replicates of the mean spread like sd / sqrt(n), within 10 % for 1000 of them
// (their standard deviation has a relative standard error of 1 / sqrt(2000) = 2.2 %).
TEST(OutletAccumulatorTest, ReplicatesSpreadLikeTheStandardError) {
  Random random(4);
  OutletAccumulator outlet;
  for (int i = 0; i < 400; ++i) {
    outlet.Add(random.Next(), ArticleOfTone(DrawTone(random, 0, 0.25)));
  }
  const std::size_t tone = *FindMetric("tone_all");
  const MetricEstimate e = outlet.Estimate(tone);
  double mean = 0, square = 0;
  for (const double value : outlet.Replicates(tone)) {
    mean += value / OutletAccumulator::kReplicates;
    square += value * value / OutletAccumulator::kReplicates;
  }
  const double error = e.sd / std::sqrt(400.0);
  EXPECT_NEAR(mean, e.mean, 4 * error / std::sqrt(1000.0));
  EXPECT_NEAR(std::sqrt(square - mean * mean) / error, 1, 0.1);
}

// Weights that repeat from replicate to replicate would make the interval as coarse as fewer ones.
TEST(OutletAccumulatorTest, NoReplicateIsACopyOfAnother) {
  Random random(8);
  OutletAccumulator outlet;
  for (int i = 0; i < 60; ++i) {
    outlet.Add(random.Next(), ArticleOfTone(DrawTone(random, 0, 0.25)));
  }
  auto means = outlet.Replicates(*FindMetric("tone_all"));
  std::sort(means.begin(), means.end());
  EXPECT_EQ(std::adjacent_find(means.begin(), means.end()), means.end());
}

// Articles with one key are one event told many times: they bring no more certainty than one.
TEST(OutletAccumulatorTest, CopiesAreDrawnTogether) {
  Random random(5);
  OutletAccumulator copies, single;
  for (int i = 0; i < 50; ++i) {
    const std::uint64_t key = random.Next();
    const ArticleMetrics article = ArticleOfTone(DrawTone(random, 0, 0.3));
    single.Add(key, article);
    for (int k = 0; k < 5; ++k) {
      copies.Add(key, article);
    }
  }
  const std::size_t tone = *FindMetric("tone_all");
  const MetricEstimate a = copies.Estimate(tone);
  const MetricEstimate b = single.Estimate(tone);
  EXPECT_EQ(a.n, 250);
  EXPECT_NEAR(a.mean, b.mean, kDoubleTolerance);
  EXPECT_NEAR(*a.low, *b.low, kDoubleTolerance);
  EXPECT_NEAR(*a.high, *b.high, kDoubleTolerance);
}

TEST(OutletAccumulatorTest, TheSampleIsBoundedAndDrawnFromAllArticles) {
  OutletAccumulator outlet;
  for (int i = 0; i < 3000; ++i) {
    outlet.Add(static_cast<std::uint64_t>(i), ArticleOfTone(i < 1500 ? -0.5 : 0.5));
  }
  const auto sample = outlet.Sample(*FindMetric("tone_all"));
  EXPECT_EQ(sample.size(), OutletAccumulator::kSample);
  double mean = 0;
  for (const double value : sample) {
    mean += value / static_cast<double>(sample.size());
  }
  EXPECT_NEAR(mean, 0, 0.06);  // four standard errors of .5 / sqrt(1000)
}

// 300 outlets of 60 articles: the interval must cover the true mean in 93 to 97 %.  Draws of 300
// have a standard error of 1.3 %, and percentile intervals of 60 values cover about 94.5 %; the
// seed is fixed, so that the test itself is not left to chance.
TEST(OutletAccumulatorTest, TheIntervalCoversTheTruthAsOftenAsItSays) {
  Random random(20240601);
  constexpr int kOutlets = 300;
  constexpr double kTruth = -0.1;
  int covered = 0;
  const std::size_t tone = *FindMetric("tone_all");
  for (int outlet = 0; outlet < kOutlets; ++outlet) {
    OutletAccumulator accumulator;
    for (int i = 0; i < 60; ++i) {
      accumulator.Add(random.Next(), ArticleOfTone(DrawTone(random, kTruth, 0.2)));
    }
    const MetricEstimate e = accumulator.Estimate(tone);
    covered += *e.low <= kTruth && kTruth <= *e.high;
  }
  EXPECT_GE(covered, 0.93 * kOutlets);
  EXPECT_LE(covered, 0.97 * kOutlets);
}

}  // namespace
}  // namespace slant
