#include "slant/embed/pack_vectors.h"

#include <gtest/gtest.h>

#include <set>

#include "support/tiny_model.h"
#include "support/tolerances.h"

namespace slant {
namespace {

// Four words in two dimensions, with n-grams of length 3 in 50 buckets.
RawVectors Raw() {
  RawVectors raw;
  raw.words = {{"the", 600}, {"</s>", 300}, {"mayor", 99}, {"lied", 1}};
  raw.rows.resize(4, 2);
  raw.rows << 3, 4,  //
      9, 9,          //
      0, 2,          //
      -1, 0;
  raw.ngrams.min_length = 3;
  raw.ngrams.max_length = 3;
  raw.ngrams.buckets = FloatRows::Zero(50, 2);
  raw.ngrams.usage.assign(50, 0);
  return raw;
}

std::uint32_t BucketOf(const std::string& three_letters) {
  std::vector<std::uint32_t> out;
  // "<abc>" has the n-grams <ab, abc, bc>.
  HashNgrams(three_letters, {3, 3, 50}, out);
  return out.at(1);
}

std::vector<std::string> Words(const Vocabulary& vocabulary) {
  std::vector<std::string> out;
  for (WordId id = 0; id < vocabulary.size(); ++id) {
    out.emplace_back(vocabulary.Word(id));
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(PackVectorsTest, WordsKeepTheirOrderAndTheEndOfALineIsLeftOut) {
  const PackedModel model = PackAndOpen(Raw());
  EXPECT_EQ(Words(model.vocabulary), (Strings{"the", "mayor", "lied"}));
  EXPECT_EQ(model.vocabulary.Count(1), 99u);
  EXPECT_EQ(model.vectors.dim(), 2);
  EXPECT_EQ(model.vectors.stride(), 32);
}

// Unit vectors are (0.6, 0.8), (0, 1) and (-1, 0); the largest entry, 1, becomes 127.
TEST(PackVectorsTest, RowsAreUnitVectorsInSteps) {
  const PackedModel model = PackAndOpen(Raw());
  EXPECT_NEAR(model.vectors.scale(), 1.0f / 127, kFloatTolerance);
  const std::int8_t* the = model.vectors.Row(0);
  EXPECT_EQ(the[0], 76);   // 0.6 x 127 = 76.2
  EXPECT_EQ(the[1], 102);  // 0.8 x 127 = 101.6
  EXPECT_EQ(model.vectors.Row(1)[1], 127);
  EXPECT_EQ(model.vectors.Row(2)[0], -127);
  for (int i = 2; i < 32; ++i) {
    EXPECT_EQ(the[i], 0) << "padding";
  }
  const Eigen::VectorXf vector = model.vectors.Vector("the", model.vocabulary);
  EXPECT_NEAR(vector[0], 3, 0.02f);
  EXPECT_NEAR(vector[1], 4, 0.02f);
}

// 255 a / (a + p) with a = 0.001 and p = 0.6, 0.099, 0.001: 0.42 (at least 1), 2.55, 127.5.
TEST(PackVectorsTest, WeightsFallWithFrequency) {
  const PackedModel model = PackAndOpen(Raw());
  EXPECT_EQ(model.vectors.Weight(0), 1);
  EXPECT_EQ(model.vectors.Weight(1), 3);
  EXPECT_EQ(model.vectors.Weight(2), 128);
}

TEST(PackVectorsTest, OnlyTheMostFrequentWordsAreKeptIfAskedFor) {
  PackOptions options;
  options.words = 2;
  EXPECT_EQ(Words(PackAndOpen(Raw(), options).vocabulary), (Strings{"the", "mayor"}));
}

TEST(PackVectorsTest, WordsOfLexiconsAreKeptInAnyCase) {
  PackOptions options;
  options.words = 1;
  options.also = {"lied", "the", "awful", "lied"};
  RawVectors raw = Raw();
  // awful: the n-grams <aw, awf, wfu, ful, ul>; one has a vector, so the mean is a fifth of it.
  std::vector<std::uint32_t> buckets;
  HashNgrams("awful", {3, 3, 50}, buckets);
  ASSERT_EQ(std::set(buckets.begin(), buckets.end()).size(), 5u) << "no two share a bucket";
  raw.ngrams.buckets.row(buckets[2]) << 0, 10;
  const PackedModel model = PackAndOpen(raw, options);
  ASSERT_EQ(Words(model.vocabulary), (Strings{"the", "lied", "awful"}));
  EXPECT_EQ(model.vocabulary.Count(1), 1u) << "a word that was cut off keeps its count";
  EXPECT_EQ(model.vocabulary.Count(2), 0u);
  EXPECT_NEAR(model.vectors.Vector("lied", model.vocabulary)[0], -1, 0.01f);
  EXPECT_NEAR(model.vectors.Vector("awful", model.vocabulary)[1], 2, 0.02f);
}

TEST(PackVectorsTest, AWordWithoutNgramsHasAZeroRow) {
  RawVectors raw = Raw();
  raw.ngrams = {};
  PackOptions options;
  options.also = {"awful"};
  const PackedModel model = PackAndOpen(raw, options);
  const WordId id = model.vocabulary.Find("awful");
  ASSERT_NE(id, kUnknownWord);
  EXPECT_EQ(model.vectors.Row(id)[0], 0);
  EXPECT_EQ(model.vectors.Vector("awful", model.vocabulary), Eigen::VectorXf::Zero(2));
  EXPECT_EQ(model.vectors.Vector("other", model.vocabulary), Eigen::VectorXf::Zero(2));
}

// Of "abc" only <ab, abc, bc> count; of these the model keeps what it has room for.
TEST(PackVectorsTest, TheMostUsedNgramsAreKept) {
  RawVectors raw = Raw();
  const std::uint32_t rare = BucketOf("xyz");
  const std::uint32_t common = BucketOf("abc");
  ASSERT_NE(rare, common);
  raw.ngrams.buckets.row(rare) << 1, 0;
  raw.ngrams.buckets.row(common) << 0, 1;
  raw.ngrams.usage[rare] = 5;
  raw.ngrams.usage[common] = 50;

  const PackedModel all = PackAndOpen(raw);
  EXPECT_NEAR(all.vectors.Vector("xyz", all.vocabulary)[0], 1, 0.01f);
  EXPECT_NEAR(all.vectors.Vector("abc", all.vocabulary)[1], 1, 0.01f);

  PackOptions options;
  options.ngrams = 1;
  const PackedModel one = PackAndOpen(raw, options);
  EXPECT_EQ(one.vectors.Vector("xyz", one.vocabulary), Eigen::VectorXf::Zero(2));
  EXPECT_NEAR(one.vectors.Vector("abc", one.vocabulary)[1], 1, 0.01f);
  EXPECT_EQ(*one.file->Array<float>("vectors.ngram_scales")->data(), 1.0f / 127);
  EXPECT_EQ(one.file->Array<float>("vectors.ngram_scales")->size(), 1u);
}

TEST(PackVectorsTest, NothingToPackIsAnError) {
  SectionFileWriter writer;
  EXPECT_TRUE(IsError(PackVectors({}, {}, writer), ErrorCode::kInvalidArgument));
  RawVectors only_the_end_of_a_line = Raw();
  only_the_end_of_a_line.words = {{"</s>", 3}};
  only_the_end_of_a_line.rows = FloatRows::Ones(1, 2);
  EXPECT_TRUE(
      IsError(PackVectors(only_the_end_of_a_line, {}, writer), ErrorCode::kInvalidArgument));
}

}  // namespace
}  // namespace slant
