#include "slant/lexicon/lexicon_check.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

Result<LexiconReport> Check(const std::string& text) {
  const TempDir folder;
  return CheckLexicon(folder.Put("tiny.txt", text));
}

// Where each finding stands and what it says, without the folder.
std::string Show(const std::vector<Error>& findings) {
  std::string out;
  for (const Error& finding : findings) {
    const std::string text = finding.ToString();
    out += text.substr(text.rfind("tiny.txt")) + "\n";
  }
  return out;
}

TEST(LexiconCheckTest, AListIsCountedByShapeAndCategory) {
  const auto report = Check(
      "# slant-lexicon 2\n"
      "# licence: CC0\n"
      "word\tkind\ttone\tcategory\n"
      "sad\t\t-3\n"
      "good\t\t2\n"
      "fine\t\t0.5\tpraise\n"
      "lov*\t\t3\tpraise\n"
      "fed up\t\t-1\n"
      "not\tnegator\n");
  ASSERT_TRUE(IsOk(report));
  EXPECT_EQ(report->name, "tiny");
  EXPECT_EQ(report->format, "slant");
  EXPECT_EQ(report->licence, "CC0");
  EXPECT_EQ(report->source, "");
  EXPECT_EQ(report->scale_low, -4);
  EXPECT_EQ(report->entries, 6u);
  EXPECT_EQ(report->words, 4u);
  EXPECT_EQ(report->globs, 1u);
  EXPECT_EQ(report->phrases, 1u);
  ASSERT_EQ(report->categories.size(), 2u);
  EXPECT_EQ(report->categories[0].name, "tone");
  EXPECT_EQ(report->categories[0].entries, 5u);
  EXPECT_EQ(report->categories[0].min, -3);
  EXPECT_EQ(report->categories[0].max, 3);
  EXPECT_DOUBLE_EQ(report->categories[0].mean, 0.3);
  EXPECT_EQ(report->categories[1].name, "praise");
  EXPECT_EQ(report->categories[1].entries, 2u);
  EXPECT_EQ(report->bad_line_count, 0u);
  EXPECT_EQ(report->clash_count, 0u);
}

// `printf 'good\nbad\n' | sha256sum`
TEST(LexiconCheckTest, TheFileIsNamedByItsSha256) {
  const auto report = Check("good\nbad\n");
  ASSERT_TRUE(IsOk(report));
  EXPECT_EQ(report->sha256, "0619a4514bff795a78b8d3611c8294f5d1a1123f797b6e3edace239bd0b72cdb");
  EXPECT_EQ(report->bytes, 9u);
}

TEST(LexiconCheckTest, AllBadLinesAreListed) {
  const auto report = Check(
      "# slant-lexicon 2\n"
      "word\ttone\n"
      "sad\t-30\n"
      "good\t2\n"
      "bad\tvery\n"
      "***\t1\n"
      "good\t1\n");
  ASSERT_TRUE(IsOk(report));
  EXPECT_EQ(report->entries, 1u);
  EXPECT_EQ(report->bad_line_count, 4u);
  EXPECT_EQ(Show(report->bad_lines),
            "tiny.txt:3: expected a number in [-4, 4] in column 'tone', found '-30'\n"
            "tiny.txt:5: expected a number in [-4, 4] in column 'tone', found 'very'\n"
            "tiny.txt:6: the pattern '***' has only wildcards: it would match every word\n"
            "tiny.txt:7: the word 'good' comes twice, first in line 4\n");
}

TEST(LexiconCheckTest, ManyBadLinesAreCountedAndTheFirstAreListed) {
  std::string text = "# slant-lexicon 2\nword\ttone\nsad\t-3\n";
  for (int i = 0; i < 5000; ++i) {
    text += "good\tx\n";
  }
  const auto report = Check(text);
  ASSERT_TRUE(IsOk(report));
  EXPECT_EQ(report->bad_line_count, 5000u);
  EXPECT_EQ(report->bad_lines.size(), kMaxFindings);
}

TEST(LexiconCheckTest, AListOfBadLinesOnlyIsStillReported) {
  const auto report = Check("# slant-lexicon 2\nword\ttone\nsad\tx\n");
  ASSERT_TRUE(IsOk(report));
  EXPECT_EQ(report->entries, 0u);
  EXPECT_EQ(report->bad_line_count, 2u);  // the line, and that nothing is left
}

TEST(LexiconCheckTest, DoubledAndContradictedValuesAreCounted) {
  const auto report = Check("sad\t-2\ngood\t3\nsad\t-2\nGood\t1\n");
  ASSERT_TRUE(IsOk(report));
  EXPECT_EQ(report->doubled, 1u);
  EXPECT_EQ(report->contradicted, 1u);
  EXPECT_EQ(Show(report->notes),
            "tiny.txt:3: 'sad' comes twice in category 'valence', first in line 1\n"
            "tiny.txt:4: 'good' comes twice in category 'valence', first in line 2; the last value "
            "counts\n");
}

TEST(LexiconCheckTest, APrefixThatCoversAWordOfTheOtherSignIsAClash) {
  const auto report = Check(
      "# slant-lexicon 2\n"
      "word\ttone\n"
      "care*\t2\n"
      "careful\t1\n"
      "careless*\t-2\n"
      "car\t-1\n"
      "care of\t-1\n");
  ASSERT_TRUE(IsOk(report));
  EXPECT_EQ(Show(report->clashes),
            "tiny.txt:3: 'care*' (positive in 'tone') covers 'careless*' of line 5, which is the "
            "opposite\n");
}

TEST(LexiconCheckTest, AWordThatIsPositiveAndNegativeIsAClash) {
  const auto report = Check("positive:\n  - like\n  - love\nnegative:\n  - like\n");
  ASSERT_TRUE(IsOk(report));
  EXPECT_EQ(Show(report->clashes), "tiny.txt:2: 'like' is positive and negative\n");
}

TEST(LexiconCheckTest, AFileThatIsNoListIsAnError) {
  EXPECT_TRUE(IsError(Check(std::string(100, '\0')), ErrorCode::kMalformed, "binary data"));
  EXPECT_TRUE(IsError(Check("# slant-lexicon 9\n"), ErrorCode::kMalformed, "version 1 or 2"));
  const TempDir folder;
  EXPECT_TRUE(IsError(CheckLexicon(folder / "missing"), ErrorCode::kNotFound, "missing"));
}

}  // namespace
}  // namespace slant
