#include "slant/outlet/comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "slant/statistics/multiple_tests.h"
#include "support/simulated_articles.h"
#include "support/tolerances.h"

namespace slant {
namespace {

void AddOutlet(ComparisonAccumulator& to, const std::string& name, Random& random, int articles,
               double mean, double deviation = 0.2) {
  for (int i = 0; i < articles; ++i) {
    to.Add(random.Next(), {name, "", ""}, ArticleOfTone(DrawTone(random, mean, deviation)));
  }
}

ComparisonOptions ByTone() {
  ComparisonOptions options;
  options.tested = {*FindMetric("tone_all")};
  return options;
}

const LevelComparison& At(const Comparison& c, Level level) {
  const auto& levels = c.metrics.front().levels;
  return *std::find_if(levels.begin(), levels.end(),
                       [&](const LevelComparison& l) { return l.level == level; });
}

const GroupEstimate& Of(const Comparison& c, Level level, const std::string& outlet) {
  const auto& groups = At(c, level).groups;
  return *std::find_if(groups.begin(), groups.end(), [&](const GroupEstimate& g) {
    return c.outlets[g.outlet].outlet == outlet;
  });
}

TEST(ComparisonTest, OutletsAreListedFromTheMostNegativeOn) {
  Random random(1);
  ComparisonAccumulator articles;
  AddOutlet(articles, "A", random, 20, 0.4);
  AddOutlet(articles, "B", random, 20, -0.4);
  AddOutlet(articles, "C", random, 20, 0);
  AddOutlet(articles, "D", random, 2, -0.9);
  const Comparison c = CompareOutlets(articles, ByTone());
  ASSERT_EQ(c.outlets.size(), 4u);
  EXPECT_EQ(c.outlets[0].outlet, "D");
  EXPECT_EQ(c.outlets[1].outlet, "B");
  EXPECT_EQ(c.outlets[2].outlet, "C");
  EXPECT_EQ(c.outlets[3].outlet, "A");
  EXPECT_EQ(c.outlets[1].articles, 20);
  EXPECT_EQ(c.outlets[1].sentences, 200);
  EXPECT_EQ(c.outlets[1].metrics.size(), Metrics().size());
  EXPECT_EQ(c.level, Level::kRaw) << "there are neither stories nor topics";
  // "D" is listed, but not tested.
  EXPECT_EQ(At(c, Level::kRaw).too_small, 1u);
  EXPECT_EQ(At(c, Level::kRaw).differences.size(), 3u);
}

// Tones .5, -.25 and .125: mean .125; deviations .375, -.375, 0; sd sqrt(.28125 / 2) = .375.
TEST(ComparisonTest, MeanAndDeviationAreThoseWorkedByHand) {
  ComparisonAccumulator articles;
  std::uint64_t key = 0;
  for (const double tone : {0.5, -0.25, 0.125}) {
    articles.Add(++key, {"a", "", ""}, ArticleOfTone(tone));
  }
  articles.Add(9, {"one", "", ""}, ArticleOfTone(0.25));
  const Comparison c = CompareOutlets(articles, ByTone());
  const MetricEstimate& e = c.outlets[0].metrics[c.metric];
  EXPECT_EQ(e.n, 3);
  EXPECT_NEAR(e.mean, 0.125, kDoubleTolerance);
  EXPECT_NEAR(e.sd, 0.375, kDoubleTolerance);
  ASSERT_TRUE(e.low && e.high);
  EXPECT_LT(*e.low, e.mean);
  EXPECT_GT(*e.high, e.mean);
  const MetricEstimate& one = c.outlets[1].metrics[c.metric];
  EXPECT_EQ(one.n, 1);
  EXPECT_EQ(one.mean, 0.25);
  EXPECT_FALSE(one.low) << "a single article has no interval";
  EXPECT_EQ(c.outlets[0].metrics[*FindMetric("tone_quoted")].n, 0);
}

TEST(ComparisonTest, ADifferenceIsOfTheFirstLessTheSecondAndInItsInterval) {
  Random random(4);
  ComparisonAccumulator articles;
  AddOutlet(articles, "low", random, 60, -0.3);
  AddOutlet(articles, "high", random, 60, 0.3);
  const Comparison c = CompareOutlets(articles, ByTone());
  ASSERT_EQ(At(c, Level::kRaw).differences.size(), 1u);
  const Difference& d = At(c, Level::kRaw).differences[0];
  EXPECT_EQ(c.outlets[d.a].outlet, "low");
  EXPECT_EQ(c.outlets[d.b].outlet, "high");
  EXPECT_NEAR(d.estimate,
              c.outlets[d.a].metrics[c.metric].mean - c.outlets[d.b].metrics[c.metric].mean,
              kDoubleTolerance);
  EXPECT_LT(d.estimate, -0.4);
  EXPECT_LT(d.low, d.estimate);
  EXPECT_GT(d.high, d.estimate);
  // The half width is about 1.98 sqrt(2 x .04 / 60) = .072.
  EXPECT_NEAR((d.high - d.low) / 2, 0.072, 0.015);
  EXPECT_LT(d.cliffs_delta, -0.8);
  EXPECT_NEAR(d.hedges_g, -3, 0.7);
  EXPECT_LT(d.verdict.p, 0.001);
  EXPECT_EQ(d.verdict.q, d.verdict.p) << "one pair, nothing to correct";
  EXPECT_EQ(d.verdict.holm, d.verdict.p);
  EXPECT_TRUE(d.verdict.separable);
  // .1 over a sd of .2 is d = .5: 64 of each.
  ASSERT_TRUE(d.minimal_n);
  EXPECT_NEAR(static_cast<double>(*d.minimal_n), 64, 16);
}

TEST(ComparisonTest, AllPairsAndMetricsOfALevelAreCorrectedTogether) {
  Random random(5);
  ComparisonAccumulator articles;
  AddOutlet(articles, "a", random, 40, -0.5);
  AddOutlet(articles, "b", random, 40, 0);
  AddOutlet(articles, "c", random, 40, 0.02);
  AddOutlet(articles, "d", random, 40, 0.1);
  ComparisonOptions options = ByTone();
  options.tested.push_back(*FindMetric("event_valence"));
  const Comparison c = CompareOutlets(articles, options);
  std::vector<double> p, q, holm;
  for (const MetricComparison& metric : c.metrics) {
    const auto& differences = metric.levels.front().differences;
    EXPECT_EQ(differences.size(), metric.tested ? 6u : 0u);
    for (std::size_t i = 0; i < differences.size(); ++i) {
      p.push_back(differences[i].verdict.p);
      q.push_back(differences[i].verdict.q);
      holm.push_back(differences[i].verdict.holm);
      EXPECT_LT(differences[i].a, differences[i].b);
      EXPECT_TRUE(i == 0 || q.back() >= q[q.size() - 2]);
    }
  }
  ASSERT_EQ(p.size(), 12u);
  const auto expected_q = BenjaminiHochberg(p);
  const auto expected_holm = Holm(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_NEAR(q[i], expected_q[i], kDoubleTolerance);
    EXPECT_NEAR(holm[i], expected_holm[i], kDoubleTolerance);
  }
}

// Wire copy: outlets that print the same articles must come out as equal, not as twice as sure.
TEST(ComparisonTest, TheIntervalOfAMeanStaysWithinTheMetricsRange) {
  ComparisonAccumulator articles;
  // Two articles far apart: Student's t with one degree of freedom alone is wider than the range.
  articles.Add(1, {"A", "", ""}, ArticleOfTone(0.2));
  articles.Add(2, {"A", "", ""}, ArticleOfTone(0.9));
  articles.Add(3, {"B", "", ""}, ArticleOfTone(-0.5));
  articles.Add(4, {"B", "", ""}, ArticleOfTone(-0.4));
  const Comparison c = CompareOutlets(articles, ByTone());
  const GroupEstimate& a = Of(c, Level::kRaw, "A");
  EXPECT_EQ(*a.high, 1);
  EXPECT_GE(*a.low, -1);
  EXPECT_LT(*a.low, 0.2);
  EXPECT_EQ(c.outlets[1].metrics[*FindMetric("tone_all")].high, 1);
}

TEST(ComparisonTest, OutletsWithTheSameArticlesAreNotSeparable) {
  ComparisonAccumulator articles;
  for (const char* name : {"a", "b"}) {
    Random random(6);
    AddOutlet(articles, name, random, 50, 0.1);
  }
  const Comparison c = CompareOutlets(articles, ByTone());
  const Difference& d = At(c, Level::kRaw).differences[0];
  EXPECT_EQ(d.estimate, 0.0);
  EXPECT_EQ(d.cliffs_delta, 0.0);
  EXPECT_EQ(d.verdict.p, 1.0);
  EXPECT_FALSE(d.verdict.separable);
  EXPECT_LT(d.low, 0);
  EXPECT_GT(d.high, 0);
}

TEST(ComparisonTest, NoOutletsAndOneOutletHaveNoDifferences) {
  EXPECT_TRUE(CompareOutlets(ComparisonAccumulator(), ByTone()).outlets.empty());
  Random random(7);
  ComparisonAccumulator one;
  AddOutlet(one, "a", random, 10, 0);
  const Comparison c = CompareOutlets(one, ByTone());
  EXPECT_TRUE(At(c, Level::kRaw).differences.empty());
  EXPECT_FALSE(At(c, Level::kRaw).groups[0].shrunken);
}

// Stories s1 (a: .5, b: .25, c: 0) and s2 (a: 0 and .5, b: -.25); s3 is a's alone.
// a: s1 .5 - .125 = .375, s2 .25 + .25 = .5; mean .4375.  b: s1 .25 - .25 = 0, s2 -.5; mean -.25.
// c: 0 - .375.  a less b: .25 and .5.
TEST(ComparisonTest, WithinStoriesTheMeansAreThoseWorkedByHand) {
  ComparisonAccumulator articles;
  std::uint64_t key = 0;
  const auto add = [&](const char* outlet, const char* story, double tone) {
    articles.Add(++key, {outlet, "", story}, ArticleOfTone(tone));
  };
  add("a", "s1", 0.5);
  add("b", "s1", 0.25);
  add("c", "s1", 0);
  add("a", "s2", 0);
  add("a", "s2", 0.5);
  add("b", "s2", -0.25);
  add("a", "s3", -1);
  ComparisonOptions options = ByTone();
  options.min_articles = 2;
  const Comparison c = CompareOutlets(articles, options);
  EXPECT_EQ(c.level, Level::kStory);
  EXPECT_NEAR(Of(c, Level::kStory, "a").estimate, 0.4375, kFixedPointTolerance);
  EXPECT_NEAR(Of(c, Level::kStory, "b").estimate, -0.25, kFixedPointTolerance);
  EXPECT_NEAR(Of(c, Level::kStory, "c").estimate, -0.375, kFixedPointTolerance);
  EXPECT_EQ(Of(c, Level::kStory, "a").stories, 2);
  EXPECT_EQ(Of(c, Level::kStory, "a").articles, 3);
  EXPECT_FALSE(Of(c, Level::kStory, "c").low) << "one story has no interval";
  // a's is the largest part in both stories: of the 3 x 2 ways two reach it, also the other sign's
  // least, -.375 - .5.
  EXPECT_NEAR(Of(c, Level::kStory, "a").verdict.p, 2.0 / 6, kDoubleTolerance);
  ASSERT_EQ(At(c, Level::kStory).differences.size(), 1u) << "one story makes no pair";
  const Difference& d = At(c, Level::kStory).differences[0];
  EXPECT_NEAR(std::abs(d.estimate), 0.375, kFixedPointTolerance);
  EXPECT_EQ(d.stories, 2);
  EXPECT_FALSE(d.verdict.tested) << "too few shared stories for flipped signs";
}

// Topic x: a 1, 0 and b 0, so a is .5 above; topic y: a -.5 and b -1, 0: none.  Weights 2/3, 2/3.
TEST(ComparisonTest, WithinTopicsTheMeansAreThoseWorkedByHand) {
  ComparisonAccumulator articles;
  std::uint64_t key = 0;
  const auto add = [&](const char* outlet, const char* topic, double tone) {
    articles.Add(++key, {outlet, topic, ""}, ArticleOfTone(tone));
  };
  add("a", "x", 1);
  add("a", "x", 0);
  add("b", "x", 0);
  add("a", "y", -0.5);
  add("b", "y", -1);
  add("b", "y", 0);
  add("a", "z", -1);
  ComparisonOptions options = ByTone();
  options.min_articles = 2;
  const Comparison c = CompareOutlets(articles, options);
  EXPECT_EQ(c.level, Level::kTopic);
  EXPECT_NEAR(Of(c, Level::kTopic, "a").estimate, 0.25, kFixedPointTolerance);
  EXPECT_NEAR(Of(c, Level::kTopic, "b").estimate, -0.25, kFixedPointTolerance);
  EXPECT_EQ(Of(c, Level::kTopic, "a").articles, 3) << "topic z is a's alone";
  ASSERT_EQ(At(c, Level::kTopic).differences.size(), 1u);
  EXPECT_NEAR(std::abs(At(c, Level::kTopic).differences[0].estimate), 0.25, kFixedPointTolerance);
}

TEST(ComparisonTest, TheOtherVoicesAreEstimatedAndNotTested) {
  Random random(8);
  ComparisonAccumulator articles;
  for (int i = 0; i < 40; ++i) {
    articles.Add(random.Next(), {i % 2 == 0 ? "a" : "b", "", ""}, RandomArticle(random));
  }
  ComparisonOptions options;
  options.tested = {*FindMetric("biased_narration")};
  const Comparison c = CompareOutlets(articles, options);
  ASSERT_EQ(c.metrics.size(), 3u);
  for (const char* name : {"biased_quoted", "biased_all"}) {
    const MetricComparison* voice = c.Find(*FindMetric(name));
    ASSERT_NE(voice, nullptr) << name;
    EXPECT_FALSE(voice->tested);
    EXPECT_EQ(voice->levels.front().groups.size(), 2u);
    EXPECT_TRUE(voice->levels.front().differences.empty());
  }
}

TEST(ComparisonTest, CopiesCountedTheOtherWayAreNamed) {
  ComparisonAccumulator articles, all;
  std::uint64_t key = 0;
  for (const char* outlet : {"a", "b"}) {
    for (const double tone : {0.25, 0.5}) {
      articles.Add(++key, {outlet, "", ""}, ArticleOfTone(tone));
    }
  }
  all = articles;
  all.Add(++key, {"b", "", ""}, ArticleOfTone(0));
  const Comparison c = CompareOutlets(articles, ByTone(), &all);
  EXPECT_NEAR(Of(c, Level::kRaw, "b").estimate, 0.375, kFixedPointTolerance);
  EXPECT_NEAR(Of(c, Level::kRaw, "b").other_copies.value(), 0.25, kFixedPointTolerance);
  EXPECT_NEAR(Of(c, Level::kRaw, "a").other_copies.value(), 0.375, kFixedPointTolerance);
}

TEST(ComparisonTest, AnyNumberOfThreadsGivesTheSame) {
  Random random(9);
  ComparisonAccumulator articles;
  for (int i = 0; i < 400; ++i) {
    articles.Add(random.Next(), {std::to_string(i % 20), "t" + std::to_string(i % 3), ""},
                 RandomArticle(random));
  }
  ComparisonOptions options = ByTone();
  const Comparison one = CompareOutlets(articles, options);
  options.threads = 5;
  const Comparison five = CompareOutlets(articles, options);
  for (const Level level : {Level::kTopic, Level::kRaw}) {
    const auto& x = At(one, level).differences;
    const auto& y = At(five, level).differences;
    ASSERT_EQ(x.size(), 190u);
    ASSERT_EQ(y.size(), x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      EXPECT_EQ(x[i].estimate, y[i].estimate);
      EXPECT_EQ(x[i].low, y[i].low);
      EXPECT_EQ(x[i].verdict.q, y[i].verdict.q);
    }
  }
}

// --- Simulated outlets with known differences

struct Truth {
  const char* outlet;
  double gap;
};
constexpr Truth kTruths[] = {{"a", -0.1}, {"b", 0}, {"c", 0.05}};

// One metric, so that a draw is quick: the narration's tone is the first of the table.
ArticleMetrics Narrated(double tone) {
  ArticleMetrics a;
  a.narration = {10, tone, 0, 0, 0, 0, 0};
  return a;
}

ComparisonOptions Quick() {
  ComparisonOptions options;
  options.tested = {0};
  options.permutation.most = 999;
  return options;
}

// Every outlet tells every story; stories differ by .3, the articles of one by .1.
ComparisonAccumulator SharedStories(Random& random, int stories, double scale) {
  ComparisonAccumulator out;
  for (int s = 0; s < stories; ++s) {
    const double story = 0.3 * random.Normal();
    for (const auto& [outlet, gap] : kTruths) {
      out.Add(random.Next(), {outlet, "", std::to_string(s)},
              Narrated(story + scale * gap + 0.1 * random.Normal()));
    }
  }
  return out;
}

// Topics differ by .3 and outlets cover them unequally, the articles of one differ by .2.
ComparisonAccumulator UnequalTopics(Random& random, int articles, double scale) {
  ComparisonAccumulator out;
  const double topics[] = {-0.3, 0, 0.3};
  for (std::size_t o = 0; o < std::size(kTruths); ++o) {
    for (int i = 0; i < articles; ++i) {
      const std::size_t t = random.Below(2) == 0 ? o : random.Below(3);
      out.Add(random.Next(), {kTruths[o].outlet, "t" + std::to_string(t), ""},
              Narrated(topics[t] + scale * kTruths[o].gap + 0.2 * random.Normal()));
    }
  }
  return out;
}

void ExpectNominal(int covered, int draws, const char* what) {
  testing::Test::RecordProperty(std::string(what), covered);  // in --gtest_output=xml
  EXPECT_GE(covered, 0.93 * draws) << what;
  EXPECT_LE(covered, 0.97 * draws) << what;
}

constexpr int kDraws = 1000;

// 95 % intervals cover the truth in 93 to 97 % of 1,000 draws (a standard error is .7 %).  The
// seed is fixed, so that the test itself is not left to chance.
TEST(ComparisonSimulationTest, IntervalsWithinStoriesCoverTheTruth) {
  Random random(20240601);
  int group = 0, pair = 0;
  for (int i = 0; i < kDraws; ++i) {
    const Comparison c = CompareOutlets(SharedStories(random, 15, 1), Quick());
    const GroupEstimate& a = Of(c, Level::kStory, "a");
    group += *a.low <= -0.125 && -0.125 <= *a.high;
    for (const Difference& d : At(c, Level::kStory).differences) {
      if (c.outlets[d.a].outlet == "a" && c.outlets[d.b].outlet == "b") {
        pair += d.low <= -0.1 && -0.1 <= d.high;
      } else if (c.outlets[d.a].outlet == "b" && c.outlets[d.b].outlet == "a") {
        pair += d.low <= 0.1 && 0.1 <= d.high;
      }
    }
  }
  ExpectNominal(group, kDraws, "an outlet against the others");
  ExpectNominal(pair, kDraws, "two outlets");
}

TEST(ComparisonSimulationTest, IntervalsWithinTopicsAndRawCoverTheTruth) {
  Random random(20240602);
  int group = 0, pair = 0, raw = 0;
  constexpr double kRaw = -0.3 / 2 - 0.1;  // half of a's articles are in the first topic
  for (int i = 0; i < kDraws; ++i) {
    const Comparison c = CompareOutlets(UnequalTopics(random, 30, 1), Quick());
    for (const Difference& d : At(c, Level::kTopic).differences) {
      const std::string x = c.outlets[d.a].outlet, y = c.outlets[d.b].outlet;
      const double truth = x == "a" && y == "b" ? -0.1 : x == "b" && y == "a" ? 0.1 : 9;
      pair += d.low <= truth && truth <= d.high;
    }
    const GroupEstimate& b = Of(c, Level::kRaw, "a");
    raw += *b.low <= kRaw && kRaw <= *b.high;
  }
  // An outlet against the others: with equal others the truth is known.
  for (int i = 0; i < kDraws; ++i) {
    const Comparison c = CompareOutlets(UnequalTopics(random, 30, 0), Quick());
    const GroupEstimate& a = Of(c, Level::kTopic, "a");
    group += *a.low <= 0 && 0 <= *a.high;
  }
  ExpectNominal(group, kDraws, "an outlet against the others on its topics");
  ExpectNominal(pair, kDraws, "two outlets on the same topics");
  ExpectNominal(raw, kDraws, "the mean of an outlet");
}

// Equal outlets: any call at all, in any pair or of any outlet, in 5 % of the draws at the most
// (and two standard errors, 1.4 %).
TEST(ComparisonSimulationTest, EqualOutletsAreRarelyCalledDifferent) {
  Random random(20240603);
  int pairs = 0, groups = 0, topic_pairs = 0, topic_groups = 0;
  const auto any_pair = [](const LevelComparison& level) {
    return std::any_of(level.differences.begin(), level.differences.end(),
                       [](const Difference& d) { return d.verdict.separable; });
  };
  const auto any_group = [](const LevelComparison& level) {
    return std::any_of(level.groups.begin(), level.groups.end(),
                       [](const GroupEstimate& g) { return g.verdict.separable; });
  };
  for (int i = 0; i < kDraws; ++i) {
    const Comparison stories = CompareOutlets(SharedStories(random, 10, 0), Quick());
    pairs += any_pair(At(stories, Level::kStory));
    groups += any_group(At(stories, Level::kStory));
    const Comparison topics = CompareOutlets(UnequalTopics(random, 15, 0), Quick());
    topic_pairs += any_pair(At(topics, Level::kTopic));
    topic_groups += any_group(At(topics, Level::kTopic));
  }
  constexpr double kMost = (0.05 + 0.014) * kDraws;
  RecordProperty("pairs", pairs);
  RecordProperty("groups", groups);
  RecordProperty("topic_pairs", topic_pairs);
  RecordProperty("topic_groups", topic_groups);
  EXPECT_LE(pairs, kMost);
  EXPECT_LE(groups, kMost);
  EXPECT_LE(topic_pairs, kMost);
  EXPECT_LE(topic_groups, kMost);
}

// A gap of .1 below stories that differ by .4; each outlet has twenty stories of its own besides.
TEST(ComparisonSimulationTest, PairingRecoversAGapThatTheRawComparisonMisses) {
  Random random(20240604);
  int matched = 0, raw = 0;
  constexpr int kTrials = 100;
  for (int i = 0; i < kTrials; ++i) {
    ComparisonAccumulator articles;
    for (int s = 0; s < 60; ++s) {
      const double story = 0.4 * random.Normal();
      for (const auto& [outlet, gap] : {Truth{"a", -0.1}, Truth{"b", 0}}) {
        const bool own = s >= 20;
        if (!own || (s < 40) == (outlet[0] == 'a')) {
          articles.Add(random.Next(), {outlet, "", std::to_string(s)},
                       Narrated(story + gap + 0.1 * random.Normal()));
        }
      }
    }
    const Comparison c = CompareOutlets(articles, Quick());
    EXPECT_EQ(c.level, Level::kStory);
    const Difference& d = At(c, Level::kStory).differences.at(0);
    EXPECT_EQ(d.stories, 20);
    matched += d.verdict.separable && d.estimate * (c.outlets[d.a].outlet == "a" ? 1 : -1) < 0;
    raw += At(c, Level::kRaw).differences.at(0).verdict.separable;
  }
  RecordProperty("matched", matched);
  RecordProperty("raw", raw);
  EXPECT_GE(matched, 80);
  EXPECT_LE(raw, 30);
}

// Shrinkage must pay: over outlets of few stories the shrunken estimates lie nearer to the truth.
TEST(ComparisonSimulationTest, ShrunkenEstimatesAreNearerToTheTruth) {
  Random random(20240605);
  double plain = 0, shrunken = 0;
  for (int i = 0; i < 50; ++i) {
    ComparisonAccumulator articles;
    std::vector<double> truths;
    for (int o = 0; o < 20; ++o) {
      truths.push_back(0.1 * random.Normal());
      for (std::uint64_t k = 0; k < 3 + random.Below(10); ++k) {
        articles.Add(random.Next(), {std::to_string(o), "", ""},
                     Narrated(truths.back() + 0.3 * random.Normal()));
      }
    }
    const Comparison c = CompareOutlets(articles, Quick());
    for (const GroupEstimate& g : At(c, Level::kRaw).groups) {
      const double truth = truths[static_cast<std::size_t>(std::stoi(c.outlets[g.outlet].outlet))];
      plain += (g.estimate - truth) * (g.estimate - truth);
      shrunken += (*g.shrunken - truth) * (*g.shrunken - truth);
    }
  }
  EXPECT_LT(shrunken, 0.8 * plain);
}

}  // namespace
}  // namespace slant
