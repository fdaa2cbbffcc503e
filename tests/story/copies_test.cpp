#include "slant/story/copies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "slant/text/segmenter.h"
#include "support/is_ok.h"
#include "support/random_text.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20261125;

struct CopySource {
  TextSketch sketch;
  CopyText text;
};

CopySource Source(const std::vector<std::string>& words, std::optional<Day> day = 0,
                  std::uint32_t outlet = 0) {
  static const Segmenter segmenter{Vocabulary()};
  Document document;
  segmenter.Segment(TextOf(words), document);
  std::vector<std::uint32_t> scratch;
  return {SketchText(document, 0, scratch), {day, outlet}};
}

std::vector<CopyOf> Copies(const std::vector<CopySource>& sources, std::size_t block = 4096) {
  std::vector<CopyText> texts;
  for (const CopySource& source : sources) {
    texts.push_back(source.text);
  }
  auto copies = FindCopies(
      texts, [&](std::uint32_t text) { return Result(sources[text].sketch); }, {}, block);
  EXPECT_TRUE(IsOk(copies));
  return *copies;
}

std::vector<std::string> Joined(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(CopiesTest, ACopyWithChangedWordsLeadsToItsOriginal) {
  Random random(kSeed);
  const auto words = RandomWords(random, 300);
  std::vector<CopySource> sources = {Source(RandomWords(random, 300)), Source(words),
                                     Source(RandomWords(random, 300)),
                                     Source(Changed(random, words, 0.1))};
  const auto copies = Copies(sources);
  ASSERT_EQ(copies.size(), 4u);
  for (const std::size_t i : {0u, 1u, 2u}) {
    EXPECT_EQ(copies[i].original, CopyOf::kNothing) << i;
  }
  EXPECT_EQ(copies[3].original, 1u);
  EXPECT_GT(copies[3].containment, 0.4F);
}

TEST(CopiesTest, CopiesOfCopiesLeadToTheFirst) {
  Random random(kSeed);
  const auto first = RandomWords(random, 300);
  const auto second = Changed(random, first, 0.1);
  std::vector<CopySource> sources = {Source(first), Source(second),
                                     Source(Changed(random, second, 0.05))};
  const auto copies = Copies(sources);
  EXPECT_EQ(copies[1].original, 0u);
  EXPECT_EQ(copies[2].original, 0u);
}

TEST(CopiesTest, AShortenedTextIsACopyAndAQuotedOneIsNot) {
  Random random(kSeed);
  const auto words = RandomWords(random, 600);
  const std::vector<std::string> third(words.begin(), words.begin() + 200);
  std::vector<CopySource> sources = {Source(words), Source(third)};
  EXPECT_EQ(Copies(sources)[1].original, 0u);
  // Five times as long: a digest that holds the text among others.
  sources = {Source(third), Source(Joined(third, RandomWords(random, 800)))};
  EXPECT_EQ(Copies(sources)[1].original, CopyOf::kNothing);
}

TEST(CopiesTest, TheSameTextLongAfterIsNoCopy) {
  Random random(kSeed);
  const auto words = RandomWords(random, 300);
  std::vector<CopySource> sources = {Source(words, 100), Source(words, 130), Source(words, 161)};
  const auto copies = Copies(sources);
  EXPECT_EQ(copies[1].original, 0u);
  EXPECT_EQ(copies[2].original, CopyOf::kNothing);
  sources = {Source(words, 100), Source(words, std::nullopt)};
  EXPECT_EQ(Copies(sources)[1].original, 0u) << "without a date it may be any day";
}

TEST(CopiesTest, WhatAnOutletPrintsAgainAndAgainDoesNotCount) {
  Random random(kSeed);
  const auto footer = RandomWords(random, 80);
  const auto text = [&](Day day) {
    return Source(Joined(RandomWords(random, 80), footer), day, 7);
  };
  std::vector<CopySource> months = {text(0), text(20), text(40)};
  for (const CopyOf& copy : Copies(months)) {
    EXPECT_EQ(copy.original, CopyOf::kNothing);
  }
  // The same in one week might be a copy with additions.
  std::vector<CopySource> week = {text(0), text(2), text(4)};
  EXPECT_EQ(Copies(week)[2].original, 0u);
}

TEST(CopiesTest, ShortTextsAreNoCopies) {
  Random random(kSeed);
  const auto words = RandomWords(random, 11);  // 7 shingles
  std::vector<CopySource> sources = {Source(words), Source(words), Source({}), Source({})};
  for (const CopyOf& copy : Copies(sources)) {
    EXPECT_EQ(copy.original, CopyOf::kNothing);
  }
}

// Every third text is a copy of one 20 days before; the last have no day.
TEST(CopiesTest, BlocksChangeNothing) {
  Random random(kSeed);
  std::vector<CopySource> sources;
  for (std::size_t i = 0; i < 900; ++i) {
    CopySource source;
    if (i < 800) {
      source.text.day = static_cast<Day>(i / 5);
    }
    source.sketch.limit = 0xFFFFFFFF;
    source.sketch.shingles = 20;
    if (i >= 100 && i % 3 == 0) {
      source.sketch = sources[i - 100].sketch;
    } else {
      for (int h = 0; h < 20; ++h) {
        source.sketch.hashes.push_back(static_cast<std::uint32_t>(random.Next()));
      }
      std::sort(source.sketch.hashes.begin(), source.sketch.hashes.end());
    }
    sources.push_back(source);
  }
  const auto once = Copies(sources, sources.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    ASSERT_EQ(once[i].original != CopyOf::kNothing, i >= 100 && i % 3 == 0) << i;
  }
  for (const std::size_t block : {40u, 256u}) {
    const auto copies = Copies(sources, block);
    for (std::size_t i = 0; i < once.size(); ++i) {
      ASSERT_EQ(copies[i].original, once[i].original) << i << " in blocks of " << block;
      ASSERT_EQ(copies[i].containment, once[i].containment) << i << " in blocks of " << block;
    }
  }
}

TEST(CopiesTest, ASketchThatCannotBeReadIsAnError) {
  const std::vector<CopyText> texts(3, CopyText{0, 1});
  EXPECT_TRUE(IsError(FindCopies(texts,
                                 [](std::uint32_t) {
                                   return Result<TextSketch>(Error{ErrorCode::kIo, "gone", ""});
                                 },
                                 {}),
                      ErrorCode::kIo));
}

TEST(CopiesTest, NoTextsHaveNoCopies) { EXPECT_TRUE(Copies({}).empty()); }

}  // namespace
}  // namespace slant
