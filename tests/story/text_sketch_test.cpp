#include "slant/story/text_sketch.h"

#include <gtest/gtest.h>

#include <string>

#include "slant/text/segmenter.h"
#include "support/random_text.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20261125;

TextSketch Sketch(const std::string& text, std::size_t begin = 0) {
  static const Segmenter segmenter{Vocabulary()};
  Document document;
  segmenter.Segment(text, document);
  std::vector<std::uint32_t> scratch;
  return SketchText(document, begin, scratch);
}

// Twelve words have 8 shingles of five; the sixth word is in 5 of them.  3 of 8 are shared, of
// 8 + 8 - 3 in both.
TEST(TextSketchTest, OverlapIsThatOfAHandWorkedExample) {
  const auto a = Sketch("one two three four five six seven eight nine ten eleven twelve");
  const auto b = Sketch("one two three four five other seven eight nine ten eleven twelve");
  EXPECT_EQ(a.shingles, 8u);
  EXPECT_EQ(a.hashes.size(), 8u);
  const TextOverlap overlap = Overlap(a, b);
  EXPECT_EQ(overlap.sample, 8u);
  EXPECT_EQ(overlap.shared, 3u);
  EXPECT_FLOAT_EQ(overlap.containment, 3.0F / 8);
  EXPECT_FLOAT_EQ(overlap.resemblance, 3.0F / 13);
}

TEST(TextSketchTest, CaseAndPunctuationDoNotCount) {
  const auto a = Sketch("The harbour was closed on Monday after the storm, the council said.");
  const auto b = Sketch("THE HARBOUR was closed; on Monday, after the storm the council said");
  EXPECT_EQ(a.hashes, b.hashes);
}

TEST(TextSketchTest, NumbersCount) {
  const auto a = Sketch("Profit rose by 12 per cent to 340 million in the third quarter");
  const auto b = Sketch("Profit rose by 17 per cent to 520 million in the third quarter");
  EXPECT_LT(Overlap(a, b).containment, 0.2F);
}

TEST(TextSketchTest, SharedQuotationsAreNoOverlap) {
  Random random(kSeed);
  const std::string quoted = "\"" + TextOf(RandomWords(random, 60)) + "\" she said. ";
  const auto a = Sketch(quoted + TextOf(RandomWords(random, 100)));
  const auto b = Sketch(quoted + TextOf(RandomWords(random, 100)));
  EXPECT_LE(Overlap(a, b).containment, 0.02F);
}

TEST(TextSketchTest, AnExcerptIsContainedInTheWhole) {
  Random random(kSeed);
  const auto words = RandomWords(random, 2000);
  const auto whole = Sketch(TextOf(words));
  const auto half = Sketch(TextOf({words.begin(), words.begin() + 1000}));
  const TextOverlap overlap = Overlap(whole, half);
  EXPECT_GT(overlap.containment, 0.99F);
  EXPECT_NEAR(overlap.resemblance, 0.5F, 0.08F);
  EXPECT_LT(whole.hashes.size(), 2000u / 3);
}

// 0.9^5 = 0.59; of the 500 or so hashes that are sampled the standard error is 0.02, and shingles
// change together, which makes it larger.
TEST(TextSketchTest, OneWordInTenChangedLeavesMoreThanHalf) {
  Random random(kSeed);
  const auto words = RandomWords(random, 2000);
  const auto overlap = Overlap(Sketch(TextOf(words)), Sketch(TextOf(Changed(random, words, 0.1))));
  EXPECT_NEAR(overlap.containment, 0.59F, 0.1F);
}

TEST(TextSketchTest, OverlapIsSymmetric) {
  Random random(kSeed);
  const auto words = RandomWords(random, 300);
  const auto a = Sketch(TextOf(words));
  const auto b = Sketch(TextOf(Changed(random, {words.begin(), words.begin() + 200}, 0.2)));
  EXPECT_EQ(Overlap(a, b).containment, Overlap(b, a).containment);
  EXPECT_EQ(Overlap(a, b).resemblance, Overlap(b, a).resemblance);
}

TEST(TextSketchTest, LessThanAShingleIsEmpty) {
  for (const char* text : {"", "One two three four.", "... !!!"}) {
    EXPECT_EQ(Sketch(text).shingles, 0u) << text;
    EXPECT_EQ(Overlap(Sketch(text), Sketch(text)).sample, 0u) << text;
  }
}

TEST(TextSketchTest, WhatStandsBeforeTheBeginningIsLeftOut) {
  const std::string headline = "A headline of quite a few words\n\n";
  const std::string body = "The harbour was closed on Monday after the storm.";
  EXPECT_EQ(Sketch(headline + body, headline.size()).hashes, Sketch(body).hashes);
}

}  // namespace
}  // namespace slant
