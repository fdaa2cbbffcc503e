#include "slant/outlet/microframe_comparison.h"

#include <gtest/gtest.h>

#include <cmath>

#include "slant/base/random.h"
#include "slant/embed/pack_vectors.h"
#include "support/tiny_model.h"

namespace slant {
namespace {

constexpr int kWords = 60;

std::string Name(int i) {
  return "word" + std::string(1, static_cast<char>('a' + i / 26)) +
         std::string(1, static_cast<char>('a' + i % 26));
}

PackedModel RandomModel() {
  RawVectors raw;
  Random random(3);
  raw.rows.resize(kWords + 1, 6);
  for (int i = 0; i < kWords; ++i) {
    raw.words.push_back({Name(i), static_cast<std::uint64_t>(100 - i)});
    for (int d = 0; d < 6; ++d) {
      raw.rows(i, d) = static_cast<float>(random.Normal());
    }
  }
  raw.words.push_back({"the", 10'000'000});
  raw.rows.row(kWords).setOnes();
  return PackAndOpen(raw);
}

Microframes Axes(const PackedModel& model, int count) {
  std::vector<Microframe> axes;
  for (int i = 0; i < count; ++i) {
    axes.push_back({"axis" + std::to_string(i), {Name(2 * i)}, {Name(2 * i + 1)}});
  }
  auto compiled = Microframes::Compile(axes, model.vocabulary, model.vectors, true);
  EXPECT_TRUE(IsOk(compiled));
  return *compiled;
}

// An article dwells on a few words of its own, so that its words are not independent; `lean` is how
// often the second pole of axis 0 stands in it besides.
void AddArticle(const PackedModel& model, const Microframes& axes, Random& random, int lean,
                MicroframeAccumulator& into) {
  WordTally tally;
  MicroframeSums sums;
  sums.sum.resize(axes.size());
  sums.square.resize(axes.size());
  const auto add = [&](int word, std::int64_t count) {
    const WordId id = model.vocabulary.Find(Name(word));
    tally.emplace_back(id, count);
    const auto row = axes.Of(id);
    sums.words += count;
    for (std::size_t k = 0; k < row.size(); ++k) {
      const double cosine = double{row[k]};
      sums.sum[k] += static_cast<double>(count) * cosine;
      sums.square[k] += static_cast<double>(count) * cosine * cosine;
    }
  };
  for (int i = 0; i < 12; ++i) {
    add(static_cast<int>(random.Below(kWords)), 1 + static_cast<std::int64_t>(random.Below(8)));
  }
  if (lean > 0) {
    add(1, lean);
  }
  into.Add(random.Next(), tally, sums);
}

// With 200 random splits the share of axes found must not exceed 5 % and two standard errors.
TEST(MicroframeComparisonTest, RandomSplitsOfOneCorpusFindNextToNothing) {
  const PackedModel model = RandomModel();
  const Microframes axes = Axes(model, 20);
  Random random(21);
  MicroframeAccumulator corpus;
  for (int i = 0; i < 60; ++i) {
    AddArticle(model, axes, random, 0, corpus);
  }
  MicroframeTestOptions options;
  options.permutations = 399;
  const NullSplits splits = SplitAtRandom(corpus.sample(), axes, 200, options);
  EXPECT_LE(splits.share, 0.05 + 2 * splits.standard_error);
}

TEST(MicroframeComparisonTest, ALeanThatWasPlantedIsFoundAndOthersAreNot) {
  const PackedModel model = RandomModel();
  const Microframes axes = Axes(model, 10);
  Random random(22);
  MicroframeAccumulator a, b;
  for (int i = 0; i < 40; ++i) {
    AddArticle(model, axes, random, 20, a);
    AddArticle(model, axes, random, 0, b);
  }
  const auto tests = TestMicroframes(a.sample(), b.sample(), axes, {});
  EXPECT_LE(tests[0].q_bias, 0.01);
  EXPECT_GT(tests[0].bias_a, tests[0].bias_b);
  EXPECT_GT(tests[0].cliffs_delta, 0.5);
  // Which group comes first changes the sign and no p by more than its own error.
  const auto turned = TestMicroframes(b.sample(), a.sample(), axes, {});
  EXPECT_NEAR(turned[0].cliffs_delta, -tests[0].cliffs_delta, 1e-12);
  for (std::size_t k = 0; k < axes.size(); ++k) {
    EXPECT_NEAR(turned[k].p_bias, tests[k].p_bias, 0.06);
  }
}

TEST(MicroframeComparisonTest, PIsNeverZeroAndOneWithoutArticles) {
  const PackedModel model = RandomModel();
  const Microframes axes = Axes(model, 3);
  Random random(23);
  MicroframeAccumulator some, none;
  for (int i = 0; i < 5; ++i) {
    AddArticle(model, axes, random, 0, some);
  }
  for (const MicroframeTest& test : TestMicroframes(some.sample(), some.sample(), axes, {})) {
    EXPECT_GT(test.p_bias, 0);
    EXPECT_LE(test.q_bias, 1);
  }
  for (const MicroframeTest& test : TestMicroframes(some.sample(), none.sample(), axes, {})) {
    EXPECT_EQ(test.p_bias, 1);
    EXPECT_EQ(test.q_intensity, 1);
    EXPECT_EQ(test.bias_b, 0);
  }
  none.Add(1, {}, MicroframeSums());  // an article without words
  EXPECT_EQ(none.articles(), 1);
  EXPECT_TRUE(none.sample().empty());
}

TEST(MicroframeComparisonTest, WeakAxesAreNotTested) {
  const PackedModel model = RandomModel();
  auto axes = Microframes::Compile({{"weak", {Name(0), "no1", "no2"}, {Name(1), "no3", "no4"}}},
                                   model.vocabulary, model.vectors, true);
  ASSERT_TRUE(IsOk(axes));
  Random random(24);
  MicroframeAccumulator a, b;
  for (int i = 0; i < 10; ++i) {
    AddArticle(model, *axes, random, 50, a);
    AddArticle(model, *axes, random, 0, b);
  }
  const auto tests = TestMicroframes(a.sample(), b.sample(), *axes, {});
  EXPECT_FALSE(tests[0].tested);
  EXPECT_EQ(tests[0].p_bias, 1);
}

TEST(MicroframeComparisonTest, MergingInAnyOrderGivesTheSameSums) {
  const PackedModel model = RandomModel();
  const Microframes axes = Axes(model, 4);
  Random random(25);
  MicroframeAccumulator a, b;
  for (int i = 0; i < 30; ++i) {
    AddArticle(model, axes, random, 0, i % 2 == 0 ? a : b);
  }
  MicroframeAccumulator ab = a, ba = b;
  ab.Merge(b);
  ba.Merge(a);
  EXPECT_EQ(ab.articles(), 30);
  EXPECT_EQ(ab.Words(), ba.Words());
  EXPECT_EQ(ab.Sums(axes).sum, ba.Sums(axes).sum);  // bit for bit
  ASSERT_EQ(ab.sample().size(), ba.sample().size());
  for (std::size_t i = 0; i < ab.sample().size(); ++i) {
    EXPECT_EQ(ab.sample()[i].key, ba.sample()[i].key);
  }
}

}  // namespace
}  // namespace slant
