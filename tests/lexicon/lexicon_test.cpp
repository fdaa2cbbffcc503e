#include "slant/lexicon/lexicon.h"

#include <gtest/gtest.h>

#include <map>

#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

constexpr char kHead[] =
    "# slant-lexicon 1\n"
    "# name: tiny\n"
    "# version: 3\n"
    "# language: en\n"
    "# source: made for this test\n"
    "# licence: CC0\n"
    "word\tkind\ttone\tevent\tfactor\n";

Result<Lexicon> Read(const std::string& text) {
  const TempDir folder;
  return ReadLexicon(folder.Put("tiny.tsv", text));
}

const LexiconEntry* Find(const Lexicon& lexicon, const std::string& word) {
  for (const LexiconEntry& entry : lexicon.entries) {
    if (entry.word == word) {
      return &entry;
    }
  }
  return nullptr;
}

TEST(LexiconTest, OurFormatIsReadWithItsHeader) {
  const auto lexicon = Read(std::string(kHead) +
                            "awful\tvalue\t-3.1\t-1.5\t1\n"
                            "not\tnegator\t0\t0\t-0.74\n"
                            "very\tintensifier\t0\t0\t1.3\n"
                            "slightly\tdiminisher\t0\t0\t0.7\n"
                            "\n"
                            "but\tcontrast\t0\t0\t1\n"
                            "reportedly\thedge\t0\t0\t1\r\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->name, "tiny");
  EXPECT_EQ(lexicon->version, "3");
  EXPECT_EQ(lexicon->language, "en");
  EXPECT_EQ(lexicon->source, "made for this test");
  EXPECT_EQ(lexicon->licence, "CC0");
  EXPECT_EQ(lexicon->passed_over, 0u);
  ASSERT_EQ(lexicon->entries.size(), 6u);
  const LexiconEntry& awful = lexicon->entries[0];
  EXPECT_EQ(awful.word, "awful");
  EXPECT_EQ(awful.kind, WordKind::kValue);
  EXPECT_EQ(awful.tone, -3.1f);
  EXPECT_EQ(awful.event, -1.5f);
  EXPECT_EQ(lexicon->entries[1].kind, WordKind::kNegator);
  EXPECT_EQ(lexicon->entries[1].factor, -0.74f);
  EXPECT_EQ(lexicon->entries[2].kind, WordKind::kIntensifier);
  EXPECT_EQ(lexicon->entries[3].kind, WordKind::kDiminisher);
  EXPECT_EQ(lexicon->entries[4].kind, WordKind::kContrast);
  EXPECT_EQ(lexicon->entries[5].kind, WordKind::kHedge);
}

TEST(LexiconTest, ALexiconWithoutANameIsNamedAfterItsFile) {
  const auto lexicon = Read("# slant-lexicon 1\nawful\tvalue\t-3\t0\t1\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->name, "tiny");
}

// The format of vader_lexicon.txt (Hutto and Gilbert 2014): word, mean, deviation, ten ratings.
TEST(LexiconTest, VadersFormatIsRead) {
  const auto lexicon = Read(
      "awful\t-2.0\t0.63246\t[-2, -2, -3, -2, -1, -2, -2, -1, -3, -2]\n"
      "Great\t3.1\t0.7\t[2, 4, 4, 4, 3, 3, 3, 3, 2, 3]\n"
      "n't\t-0.5\t0.5\t[0, -1, 0, -1, 0, -1, 0, -1, 0, -1]\n");
  ASSERT_TRUE(IsOk(lexicon));
  ASSERT_EQ(lexicon->entries.size(), 3u);
  EXPECT_EQ(lexicon->entries[0].word, "awful");
  EXPECT_EQ(lexicon->entries[0].kind, WordKind::kValue);
  EXPECT_EQ(lexicon->entries[0].tone, -2.0f);
  EXPECT_EQ(lexicon->entries[0].event, 0.0f);
  EXPECT_NE(Find(*lexicon, "great"), nullptr) << "words are brought into look-up form";
  EXPECT_NE(Find(*lexicon, "n't"), nullptr) << "a clitic is a token";
}

// VADER's own file has words twice; its dictionary keeps what comes last.
TEST(LexiconTest, OfAWordTwiceInVadersFormatTheLastCounts) {
  const auto lexicon = Read("lied\t-1.6\t0.5\t[]\nsad\t-2\t0.5\t[]\nlied\t-1.8\t0.5\t[]\n");
  ASSERT_TRUE(IsOk(lexicon));
  ASSERT_EQ(lexicon->entries.size(), 2u);
  EXPECT_EQ(Find(*lexicon, "lied")->tone, -1.8f);
}

TEST(LexiconTest, PhrasesAndEmoticonsArePassedOverAndCounted) {
  const auto lexicon = Read(
      "fed up\t-1.8\t0.6\t[]\n"
      ":-)\t1.3\t0.45826\t[]\n"
      "sad\t-2.1\t0.9\t[]\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->passed_over, 2u);
  ASSERT_EQ(lexicon->entries.size(), 1u);
  EXPECT_EQ(lexicon->entries[0].word, "sad");
}

TEST(LexiconTest, EachErrorNamesItsLine) {
  struct Example {
    const char* line;
    const char* message;
  };
  const Example examples[] = {
      {"awful\tvalue\t-3",
       "tiny.tsv:8: expected 5 columns (word, kind, tone, event, factor), found 3"},
      {"awful value -3 0 1", "tiny.tsv:8: expected 5 columns"},
      {"awful\tvalue\t-3\t0\t1\tmore",
       "tiny.tsv:8: expected 5 columns (word, kind, tone, event, factor), found 6"},
      {"awful\tadjective\t-3\t0\t1", "tiny.tsv:8: expected a kind"},
      {"awful\tvalue\tbad\t0\t1", "found 'bad', '0', '1'"},
      {"awful\tvalue\t-4.1\t0\t1", "tiny.tsv:8: expected tone and event in [-4, 4]"},
      {"awful\tvalue\t-3\t4.5\t1", "expected tone and event in [-4, 4]"},
      {"awful\tvalue\t-3\t0\t2.5", "a factor in [-2, 2]"},
      {"awful\tvalue\tnan\t0\t1", "expected tone and event in [-4, 4]"},
      {"awful\tvalue\tinf\t0\t1", "expected tone and event in [-4, 4]"},
      {"awful\tvalue\t-3 \t0\t1", "expected tone and event in [-4, 4]"},
      {"awful\tvalue\t\t0\t1", "expected tone and event in [-4, 4]"},
      {"sad\tvalue\t-2\t0\t1\nSad\tvalue\t-1\t0\t1", "tiny.tsv:9: the word 'sad' comes twice"},
  };
  for (const Example& example : examples) {
    EXPECT_TRUE(
        IsError(Read(std::string(kHead) + example.line), ErrorCode::kMalformed, example.message))
        << example.line;
  }
  EXPECT_TRUE(IsError(Read(std::string(kHead) + std::string(5000, 'x')), ErrorCode::kMalformed,
                      "tiny.tsv:8: the line has 5000 bytes, the most is 4096"));
}

TEST(LexiconTest, AnErrorInVadersFormatNamesItsLine) {
  EXPECT_TRUE(IsError(Read("sad\t-2.1\t0.9\t[]\nawful\n"), ErrorCode::kMalformed,
                      "tiny.tsv:2: expected a word, a tab and a valence in [-4, 4]"));
  EXPECT_TRUE(IsError(Read("sad\t-2.1\t0.9\t[]\nawful\t-5\t1\t[]\n"), ErrorCode::kMalformed,
                      "tiny.tsv:2: "));
}

TEST(LexiconTest, AFileThatIsNoLexiconIsRefused) {
  for (const char* text : {"", "Just words.\n", "word,valence\nsad,-2\n", "sad\t-2\n"}) {
    EXPECT_TRUE(IsError(Read(text), ErrorCode::kMalformed, "tiny.tsv:1: expected a lexicon"))
        << text;
  }
  const TempDir folder;
  EXPECT_TRUE(IsError(ReadLexicon(folder / "missing"), ErrorCode::kNotFound, "missing"));
  EXPECT_TRUE(IsError(ReadLexicon(folder.path()), ErrorCode::kMalformed, "found a folder"));
}

TEST(LexiconTest, TheLexiconOfTheProjectIsRead) {
  const auto lexicon =
      ReadLexicon(std::string(SLANT_SOURCE_DIR) + "/corpora/lexicons/slant-en.tsv");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->name, "slant-en");
  EXPECT_FALSE(lexicon->licence.empty());
  EXPECT_GT(lexicon->entries.size(), 7000u);
  EXPECT_EQ(lexicon->passed_over, 0u) << "an entry that the tokeniser never makes is dead";
  std::map<WordKind, int> kinds;
  for (const LexiconEntry& entry : lexicon->entries) {
    ++kinds[entry.kind];
  }
  EXPECT_EQ(kinds.size(), 6u) << "every kind of word occurs";
}

}  // namespace
}  // namespace slant
