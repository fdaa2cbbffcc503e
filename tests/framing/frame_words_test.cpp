#include "slant/framing/frame_words.h"

#include <gtest/gtest.h>

#include "support/tiny_model.h"

namespace slant {
namespace {

constexpr char kHead[] = "# slant-lexicon 2\nword\tcategory\n";

FrameSeeds Seeds(
    const std::string& policy = "court\tlegality\njudg*\tlegality\nhigh court\tcrime\n") {
  auto seeds =
      ParseFrameSeeds(kHead + policy, std::string(kHead) + "clash\tconflict.disagreement\n",
                      std::string(kHead) + "kind\tcare\n");
  EXPECT_TRUE(IsOk(seeds));
  return *seeds;
}

// Two directions: words of the law and others.  Sixty function words come first, which never grow.
PackedModel Model() {
  RawVectors raw;
  const auto add = [&](const std::string& word, float x, float y) {
    raw.words.push_back({word, static_cast<std::uint64_t>(1000 - raw.words.size())});
    raw.rows.conservativeResize(static_cast<Eigen::Index>(raw.words.size()), 2);
    raw.rows.row(raw.rows.rows() - 1) << x, y;
  };
  for (int i = 0; i < 60; ++i) {
    add("f" + std::string(1, static_cast<char>('a' + i / 26)) +
            std::string(1, static_cast<char>('a' + i % 26)),
        1, 1);
  }
  add("court", 1, 0);
  add("judge", 1, 0.1F);
  add("judges", 1, 0.05F);
  add("tribunal", 1, 0.02F);
  for (const char* other : {"tree", "grass", "river", "meadow", "lake"}) {
    add(other, 0, 1);
  }
  return PackAndOpen(raw);
}

std::uint8_t GrownFor(const FrameWords& words, WordId id, std::uint8_t column) {
  for (const FrameWord& word : words.Of(id)) {
    if (word.column == column) {
      return word.grown;
    }
  }
  return 0;
}

TEST(FrameWordsTest, SeedsAreWordsAndPrefixesOfTheVocabulary) {
  const PackedModel model = Model();
  const FrameWords words = FrameWords::FromSeeds(Seeds(), model.vocabulary);
  EXPECT_FALSE(words.grown());
  for (const char* seed : {"court", "judge", "judges"}) {
    const auto own = words.Of(model.vocabulary.Find(seed));
    ASSERT_EQ(own.size(), 1u) << seed;
    EXPECT_EQ(own[0].seed, 1) << seed;
  }
  EXPECT_TRUE(words.Of(model.vocabulary.Find("tree")).empty());
  EXPECT_TRUE(words.Of(kUnknownWord).empty());
  EXPECT_TRUE(words.Of(kNoWord).empty());
  EXPECT_FALSE(words.phrases().empty());
}

TEST(FrameWordsTest, AWordNearTheSeedsGrowsAndOneFarAwayDoesNot) {
  const PackedModel model = Model();
  const auto words = FrameWords::Grow(Seeds(), model.vocabulary, model.vectors, {});
  ASSERT_TRUE(IsOk(words));
  EXPECT_TRUE(words->grown());
  EXPECT_GT(GrownFor(*words, model.vocabulary.Find("tribunal"), 0), 80);
  EXPECT_LT(GrownFor(*words, model.vocabulary.Find("river"), 0), 60);
  EXPECT_EQ(words->Of(model.vocabulary.Find("tribunal"))[0].seed, 0);
}

TEST(FrameWordsTest, FunctionWordsNeverGrow) {
  const PackedModel model = Model();
  const auto words = FrameWords::Grow(Seeds(), model.vocabulary, model.vectors, {});
  ASSERT_TRUE(IsOk(words));
  EXPECT_TRUE(words->Of(model.vocabulary.Find("faa")).empty());
}

TEST(FrameWordsTest, SeedsWithoutVectorsAreAnError) {
  const PackedModel model = Model();
  EXPECT_TRUE(
      IsError(FrameWords::Grow(Seeds("unheard\tlegality\n"), model.vocabulary, model.vectors, {}),
              ErrorCode::kInvalidArgument, "vector"));
}

TEST(FrameWordsTest, WhatIsSavedIsReadAndADamagedOrForeignTableIsRefused) {
  const PackedModel model = Model();
  const FrameSeeds seeds = Seeds();
  const auto words = FrameWords::Grow(seeds, model.vocabulary, model.vectors, {});
  ASSERT_TRUE(IsOk(words));
  const TempDir folder;
  SectionFileWriter writer;
  words->Save(seeds, writer);
  ASSERT_TRUE(IsOk(writer.Write(folder / "m")));
  const auto file = SectionFile::Open(folder / "m");
  ASSERT_TRUE(IsOk(file));
  const auto read = FrameWords::FromFile(*file, seeds, model.vocabulary);
  ASSERT_TRUE(IsOk(read));
  for (WordId w = 0; w < model.vocabulary.size(); ++w) {
    ASSERT_EQ(read->Of(w).size(), words->Of(w).size());
  }
  EXPECT_TRUE(IsError(FrameWords::FromFile(*file, Seeds("court\tlegality\n"), model.vocabulary),
                      ErrorCode::kShape, "other seeds"));
  EXPECT_TRUE(IsError(FrameWords::FromFile(*file, seeds, Vocabulary()), ErrorCode::kCorrupt));

  const auto section = (*file)->Section("frames.words");
  ASSERT_TRUE(IsOk(section));
  const std::string good(reinterpret_cast<const char*>(section->data()), section->size());
  std::string falling = good, column = good;
  falling[16 + 4] = 99;          // the second offset lies above the later ones
  column[good.size() - 4] = 77;  // the last entry is of a column that is not there
  for (const std::string& bytes :
       {good.substr(0, 8), good.substr(0, good.size() - 4), falling, column}) {
    SectionFileWriter bad;
    bad.Put("frames.words", bytes);
    ASSERT_TRUE(IsOk(bad.Write(folder / "bad")));
    const auto damaged = SectionFile::Open(folder / "bad");
    ASSERT_TRUE(IsOk(damaged));
    EXPECT_TRUE(IsError(FrameWords::FromFile(*damaged, seeds, model.vocabulary),
                        ErrorCode::kCorrupt, "frames.words"));
  }
}

}  // namespace
}  // namespace slant
