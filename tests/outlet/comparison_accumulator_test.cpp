#include "slant/outlet/comparison_accumulator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

#include "support/simulated_articles.h"
#include "support/tolerances.h"

namespace slant {
namespace {

struct Item {
  std::uint64_t key;
  std::string group, topic, story;
  ArticleMetrics article;
};

std::vector<Item> RandomItems(int n, std::uint64_t seed) {
  Random random(seed);
  std::vector<Item> items;
  for (int i = 0; i < n; ++i) {
    // A few keys come twice, as copies of a wire story do, some of them with other metrics.
    const std::uint64_t key = i > 10 && random.Below(20) == 0 ? items[3].key : random.Next();
    items.push_back({key, "outlet " + std::to_string(random.Below(2)),
                     random.Below(5) == 0 ? "" : "topic " + std::to_string(random.Below(3)),
                     random.Below(2) == 0 ? "" : "story " + std::to_string(random.Below(9)),
                     RandomArticle(random)});
  }
  return items;
}

template <typename Iterator>
ComparisonAccumulator Collect(Iterator first, Iterator end) {
  ComparisonAccumulator out;
  for (; first != end; ++first) {
    out.Add(first->key, {first->group, first->topic, first->story}, first->article);
  }
  return out;
}

// Everything that can be asked of an accumulator, bit for bit (NaNs included).
void ExpectSame(const ComparisonAccumulator& a, const ComparisonAccumulator& b) {
  ASSERT_EQ(a.cells().size(), b.cells().size());
  for (auto x = a.cells().begin(), y = b.cells().begin(); x != a.cells().end(); ++x, ++y) {
    EXPECT_EQ(x->first, y->first);
    EXPECT_EQ(x->second.articles, y->second.articles);
    EXPECT_EQ(x->second.sentences, y->second.sentences);
    for (std::size_t m = 0; m < a.metrics(); ++m) {
      EXPECT_EQ(x->second.metrics[m].n, y->second.metrics[m].n);
      EXPECT_EQ(x->second.metrics[m].sum, y->second.metrics[m].sum);
      EXPECT_EQ(x->second.metrics[m].square, y->second.metrics[m].square);
    }
  }
  ASSERT_EQ(a.Groups(), b.Groups());
  for (const std::string& group : a.Groups()) {
    const auto x = a.Sample(group), y = b.Sample(group);
    ASSERT_EQ(x.size(), y.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      EXPECT_EQ(x[i].key, y[i].key);
      EXPECT_EQ(x[i].topic, y[i].topic);
      for (std::size_t m = 0; m < a.metrics(); ++m) {
        EXPECT_EQ(std::bit_cast<std::uint32_t>(x[i].values[m]),
                  std::bit_cast<std::uint32_t>(y[i].values[m]));
      }
    }
  }
}

// More articles than the sample holds, so that the choice of the sample is tested too.
constexpr int kMany = 3000;

TEST(ComparisonAccumulatorTest, MergingPartsIsTheSameAsOnePass) {
  const auto items = RandomItems(kMany, 1);
  const ComparisonAccumulator whole = Collect(items.begin(), items.end());
  for (const std::size_t cut : {std::size_t{0}, std::size_t{1}, items.size() / 3, items.size()}) {
    const auto border = items.begin() + static_cast<std::ptrdiff_t>(cut);
    ComparisonAccumulator left = Collect(items.begin(), border);
    ComparisonAccumulator right = Collect(border, items.end());
    ComparisonAccumulator forth = left;
    forth.Merge(right);
    ExpectSame(forth, whole);
    right.Merge(left);
    ExpectSame(right, whole);
  }
}

TEST(ComparisonAccumulatorTest, TheOrderOfArticlesChangesNothing) {
  auto items = RandomItems(kMany, 2);
  const ComparisonAccumulator first = Collect(items.begin(), items.end());
  Random(3).Shuffle(items);
  ExpectSame(Collect(items.begin(), items.end()), first);
}

// Binary fractions, so that units of 2^-24 lose nothing.
TEST(ComparisonAccumulatorTest, SumsAreThoseWorkedByHand) {
  ComparisonAccumulator articles;
  std::uint64_t key = 0;
  for (const double tone : {0.5, -0.25, 0.125}) {
    articles.Add(++key, {"a", "t", "s"}, ArticleOfTone(tone));
  }
  ASSERT_EQ(articles.cells().size(), 1u);
  const ComparisonCell& cell = articles.cells().begin()->second;
  const MetricSums& sums = cell.metrics[*FindMetric("tone_all")];
  EXPECT_EQ(cell.articles, 3);
  EXPECT_EQ(cell.sentences, 30);
  EXPECT_EQ(sums.n, 3);
  EXPECT_EQ(sums.Sum(), 0.375);
  EXPECT_EQ(sums.Square(), 0.25 + 0.0625 + 0.015625);
  EXPECT_EQ(cell.metrics[*FindMetric("headline_gap")].n, 0) << "it has no headline";
}

// The largest values that there are: a million articles must not wrap around.
TEST(ComparisonAccumulatorTest, TheLargestMeasuresFitTheIntegers) {
  const std::size_t at = Metrics().size();
  ComparisonAccumulator articles(at + 1);
  for (std::uint64_t key = 0; key < 20; ++key) {
    ArticleMetrics a;
    a.measures = {{key % 2 == 0 ? 1e6 : -1e6, {}, {}}};
    articles.Add(key, {"a", "", ""}, a);
  }
  for (int doubled = 0; doubled < 16; ++doubled) {
    const ComparisonAccumulator copy = articles;
    articles.Merge(copy);
  }
  const MetricSums& sums = articles.cells().begin()->second.metrics[at];
  EXPECT_EQ(sums.n, 20 << 16);
  EXPECT_EQ(sums.Sum(), 0.0);
  EXPECT_NEAR(sums.Square(), 1e4 * (20 << 16), 1);
}

TEST(ComparisonAccumulatorTest, TheSampleIsBoundedAndDrawnFromAllArticles) {
  ComparisonAccumulator articles;
  for (int i = 0; i < 3000; ++i) {
    articles.Add(static_cast<std::uint64_t>(i), {"a", "", ""},
                 ArticleOfTone(i < 1500 ? -0.5 : 0.5));
  }
  const auto sample = articles.Sample("a");
  EXPECT_EQ(sample.size(), ComparisonAccumulator::kSample);
  double mean = 0;
  for (const auto& item : sample) {
    mean += static_cast<double>(item.values[*FindMetric("tone_all")]) /
            static_cast<double>(sample.size());
  }
  EXPECT_NEAR(mean, 0, 0.06);  // four standard errors of .5 / sqrt(1000)
  EXPECT_TRUE(articles.Sample("b").empty());
}

}  // namespace
}  // namespace slant
