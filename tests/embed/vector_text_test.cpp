#include "slant/embed/vector_text.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

Result<RawVectors> Load(const std::string& text, std::size_t most = 0) {
  const TempDir folder;
  return LoadVectorText(folder.Put("v.txt", text), most);
}

std::vector<std::string> Words(const RawVectors& raw) {
  std::vector<std::string> out;
  for (const WordCount& item : raw.words) {
    out.push_back(item.word);
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(VectorTextTest, FastTextsVecWithItsHeaderIsRead) {
  const auto raw = Load("2 3\nthe 0.5 -1 2e-1 \nmayor 1 2 3 \n");  // fastText ends lines in a blank
  ASSERT_TRUE(IsOk(raw));
  EXPECT_EQ(Words(*raw), (Strings{"the", "mayor"}));
  FloatRows expected(2, 3);
  expected << 0.5f, -1, 0.2f,  //
      1, 2, 3;
  EXPECT_EQ(raw->rows, expected);
  EXPECT_EQ(raw->ngrams.buckets.rows(), 0);
}

TEST(VectorTextTest, GloveWithoutAHeaderIsRead) {
  const auto raw = Load("the 0.5 -1\r\n, 1 2\r\nmayor 3 4");
  ASSERT_TRUE(IsOk(raw));
  EXPECT_EQ(Words(*raw), (Strings{"the", ",", "mayor"}));
  EXPECT_EQ(raw->rows(2, 1), 4.0f);
}

TEST(VectorTextTest, CaseIsFoldedAndTheFirstOfTwoStays) {
  const auto raw = Load("The 1 1\nthe 2 2\nMayor 3 3\n");
  ASSERT_TRUE(IsOk(raw));
  EXPECT_EQ(Words(*raw), (Strings{"the", "mayor"}));
  EXPECT_EQ(raw->rows(0, 0), 1.0f);
  EXPECT_EQ(raw->rows(1, 0), 3.0f);
}

TEST(VectorTextTest, OnlyTheFirstWordsAreReadIfAskedFor) {
  const auto raw = Load("a 1 1\nb 2 2\nc x x\n", 2);
  ASSERT_TRUE(IsOk(raw));
  EXPECT_EQ(Words(*raw), (Strings{"a", "b"}));
}

// 1e9 / (rank + 2.7): 370370370, 270270270, 212765957 for the first three.
TEST(VectorTextTest, CountsFollowZipfsLaw) {
  const auto raw = Load("a 1 1\nb 2 2\nc 3 3\n");
  ASSERT_TRUE(IsOk(raw));
  EXPECT_EQ(raw->words[0].count, 370370370u);
  EXPECT_EQ(raw->words[1].count, 270270270u);
  EXPECT_EQ(raw->words[2].count, 212765957u);
}

TEST(VectorTextTest, ErrorsNameTheLine) {
  EXPECT_TRUE(
      IsError(Load("a 1 2\nb 1\n"), ErrorCode::kMalformed, "v.txt:2: expected 2 numbers, found 1"));
  EXPECT_TRUE(IsError(Load("a 1 2\nb 1 2 3\n"), ErrorCode::kMalformed,
                      "v.txt:2: expected 2 numbers, found 3"));
  EXPECT_TRUE(IsError(Load("a 1 2\nb 1 x\n"), ErrorCode::kMalformed,
                      "v.txt:2: expected a word and its numbers"));
  EXPECT_TRUE(IsError(Load("a 1 2\nb 1 nan\n"), ErrorCode::kMalformed, "v.txt:2: "));
  EXPECT_TRUE(IsError(Load("a 1 2\nb 1 inf\n"), ErrorCode::kMalformed, "v.txt:2: "));
  EXPECT_TRUE(IsError(Load("a 1 2\n\nb 1 2\n"), ErrorCode::kMalformed, "v.txt:2: "));
  EXPECT_TRUE(IsError(Load("words\n"), ErrorCode::kMalformed, "v.txt:1: "));
  EXPECT_TRUE(IsError(Load(""), ErrorCode::kMalformed, "found none"));
  EXPECT_TRUE(IsError(Load("2 3\n"), ErrorCode::kMalformed, "found none"));
  EXPECT_TRUE(IsError(LoadVectorText("/no/such/file", 0), ErrorCode::kNotFound));
}

}  // namespace
}  // namespace slant
