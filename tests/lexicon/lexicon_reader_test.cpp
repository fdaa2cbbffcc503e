#include "slant/lexicon/lexicon_reader.h"

#include <gtest/gtest.h>

#include <map>

#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

Result<Lexicon> Read(const std::string& text) { return ParseLexicon(text, "tiny.txt"); }

// "pattern kind category=value ..." for each entry, so that a test shows a whole list at a glance.
std::string Show(const Result<Lexicon>& lexicon) {
  if (!lexicon) {
    return "error: " + lexicon.error().ToString();
  }
  std::string out;
  for (const LexiconEntry& entry : lexicon.value().entries) {
    out += entry.pattern + (entry.literal ? "!" : "") + ":";
    for (const CategoryValue& value : lexicon.value().ValuesOf(entry)) {
      std::string number = std::to_string(value.value);
      number.erase(number.find_last_not_of('0') + 1);
      number.erase(number.find_last_not_of('.') + 1);
      out += " " + lexicon.value().categories[value.category] + "=" + number;
    }
    out += "\n";
  }
  return out;
}

std::string Notes(const Result<Lexicon>& lexicon) {
  std::string out;
  if (lexicon) {
    for (const Error& note : lexicon.value().notes) {
      out += note.ToString() + "\n";
    }
  }
  return out;
}

constexpr char kHead[] =
    "# slant-lexicon 2\n"
    "# name: tiny\n"
    "# version: 3\n"
    "# language: en\n"
    "# scale: -5 5\n"
    "# source: made for this test\n"
    "# licence: CC0\n"
    "# any other line is a comment\n";

TEST(SlantFormatTest, TheHeadNamesTheList) {
  const auto lexicon = Read(std::string(kHead) + "word\tvalence\nawful\t-5\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->format, "slant");
  EXPECT_EQ(lexicon->name, "tiny");
  EXPECT_EQ(lexicon->version, "3");
  EXPECT_EQ(lexicon->language, "en");
  EXPECT_EQ(lexicon->source, "made for this test");
  EXPECT_EQ(lexicon->licence, "CC0");
  EXPECT_EQ(lexicon->scale_low, -5);
  EXPECT_EQ(lexicon->scale_high, 5);
}

TEST(SlantFormatTest, ColumnsStandInAnyOrderAndMayBeEmpty) {
  const auto lexicon = Read(std::string(kHead) +
                            "tone\tkind\tword\tfactor\tspread\tconfidence\tevent\n"
                            "-3.1\t\tawful\t\t0.5\t0.9\t-1.5\n"
                            "\tnegator\tNot\t-0.74\n"
                            "\n"
                            "2\t\tgreat\r\n"
                            "\thedge\t can’t   say \n");
  EXPECT_EQ(Show(lexicon), "awful: tone=-3.1 event=-1.5\nnot:\ngreat: tone=2\ncan't say:\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->entries[0].kind, WordKind::kValue);
  EXPECT_EQ(lexicon->entries[0].spread, 0.5f);
  EXPECT_EQ(lexicon->entries[0].confidence, 0.9f);
  EXPECT_EQ(lexicon->entries[0].line, 10u);
  EXPECT_EQ(lexicon->entries[1].kind, WordKind::kNegator);
  EXPECT_EQ(lexicon->entries[1].factor, -0.74f);
  EXPECT_EQ(lexicon->entries[2].spread, 0);
  EXPECT_EQ(lexicon->entries[2].confidence, 1);
  EXPECT_EQ(lexicon->entries[3].kind, WordKind::kHedge);
}

TEST(SlantFormatTest, AWordMayBeInSeveralCategories) {
  EXPECT_EQ(Show(Read(std::string(kHead) + "word\tcategory\tkind\n"
                                           "may\tmodal\n"
                                           "may\tmonth\n"
                                           "may\tdoubt\thedge\n")),
            "may: modal=1 month=1\nmay: doubt=1\n");
}

TEST(SlantFormatTest, FacesAreLiteralAndWordsAreGlobs) {
  EXPECT_EQ(Show(Read(std::string(kHead) + "word\tvalence\tliteral\n:*\t2\nlov*\t3\nd*\t1\t1\n")),
            ":*!: valence=2\nlov*: valence=3\nd*!: valence=1\n");
}

TEST(SlantFormatTest, TheFirstVersionIsStillRead) {
  const auto lexicon = Read(
      "# slant-lexicon 1\n"
      "# name: tiny\n"
      "# scale: -4 4\n"
      "word\tkind\ttone\tevent\tfactor\n"
      "awful\tvalue\t-3.1\t0\t1\n"
      "not\tnegator\t0\t0\t-0.74\n"
      "very\tintensifier\t0\t0\t1.3\n"
      "slightly\tdiminisher\t0\t0\t0.7\n"
      "but\tcontrast\t0\t0\t1\n"
      "reportedly\thedge\t0\t0\t1\r\n");
  EXPECT_EQ(Show(lexicon), "awful: tone=-3.1 event=0\nnot:\nvery:\nslightly:\nbut:\nreportedly:\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->entries[1].kind, WordKind::kNegator);
  EXPECT_EQ(lexicon->entries[1].factor, -0.74f);
  EXPECT_EQ(lexicon->entries[2].kind, WordKind::kIntensifier);
  EXPECT_EQ(lexicon->entries[3].kind, WordKind::kDiminisher);
  EXPECT_EQ(lexicon->entries[4].kind, WordKind::kContrast);
  EXPECT_EQ(lexicon->entries[5].kind, WordKind::kHedge);
}

TEST(SlantFormatTest, EachErrorNamesItsLine) {
  struct Example {
    const char* rows;
    const char* message;
  };
  const Example examples[] = {
      {"kind\tvalence\nsad\t-2", "tiny.txt:9: expected the names of the columns, one of them 'wor"},
      {"word\tvalence\tvalence\nsad\t-2", "tiny.txt:9: the column 'valence' comes twice"},
      {"word\t\tvalence\nsad\t-2", "tiny.txt:9: a column without a name"},
      {"word\tvalence\nsad\t-2\t3", "tiny.txt:10: expected 2 columns (word, valence), found 3"},
      {"word\tvalence\nsad\tbad", "expected a number in [-5, 5] in column 'valence', found 'bad'"},
      {"word\tvalence\nsad\t-5.1", "tiny.txt:10: expected a number in [-5, 5]"},
      {"word\tvalence\nsad\tnan", "tiny.txt:10: expected a number in [-5, 5]"},
      {"word\tvalence\nsad\tinf", "tiny.txt:10: expected a number in [-5, 5]"},
      {"word\tvalence\nsad\t-1e99", "tiny.txt:10: expected a number in [-5, 5]"},
      {"word\tfactor\nsad\t2.5", "expected a number in [-2, 2] in column 'factor'"},
      {"word\tconfidence\nsad\t1.5", "expected a number in [0, 1] in column 'confidence'"},
      {"word\tspread\nsad\t-1", "expected a number in [0, 10] in column 'spread'"},
      {"word\tliteral\nsad\tyes", "expected 0 or 1 in column 'literal'"},
      {"word\tkind\nsad\tadjective", "tiny.txt:10: expected a kind (value, negator, intensifier"},
      {"word\tvalence\n\t2", "tiny.txt:10: expected a word, found none"},
      {"word\tvalence\nsad\t-2\nSad\t-1",
       "tiny.txt:11: the word 'sad' comes twice, first in line "},
      {"word\tkind\nsad\tnegator\nsad\thedge", "tiny.txt:11: the word 'sad' comes twice"},
      {"word\tcategory\nsad\ta\nsad\ta", "tiny.txt:11: 'sad' comes twice in category 'a'"},
      {"word\tcategory\tkind\nsad\ta\nsad\ta\thedge",
       "tiny.txt:11: 'sad' comes twice in category 'a'"},
      {"word\tvalence\n", "tiny.txt: no entry in the list"},
      {"# scale: 4 -4\nword\tvalence", "tiny.txt:9: expected two numbers, the smaller first"},
      {"# scale: 4\nword\tvalence", "tiny.txt:9: expected two numbers"},
  };
  for (const Example& example : examples) {
    EXPECT_TRUE(
        IsError(Read(std::string(kHead) + example.rows), ErrorCode::kMalformed, example.message))
        << example.rows;
  }
  EXPECT_TRUE(IsError(Read("# slant-lexicon 3\nword\nsad\n"), ErrorCode::kMalformed,
                      "tiny.txt:1: expected version 1 or 2 of slant's format, found '3'"));
  EXPECT_TRUE(IsError(Read("# slant-lexicon 1\nsad\tvalue\t-3\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected 5 columns (word, kind, tone, event, factor), found 3"));
}

// The format of vader_lexicon.txt (Hutto and Gilbert 2014): word, mean, deviation, ten ratings.
TEST(VaderFormatTest, WordsPhrasesAndFacesAreEntries) {
  const auto lexicon = Read(
      "*<|:-)\t1.6\t1.35647\t[4, 2, 1, 0, 3, 2, 1, 0, 1, 2]\n"
      "awful\t-2.0\t0.63246\t[-2, -2, -3, -2, -1, -2, -2, -1, -3, -2]\n"
      "\n"
      "fed up\t-1.8\t0.6\t[-2, -1, -2, -2, -1, -2, -3, -1, -2, -2]\r\n"
      "Great\t3.1\t0.7\t[2, 4, 4, 4, 3, 3, 3, 3, 2, 3]\n");
  EXPECT_EQ(Show(lexicon),
            "*<|:-)!: valence=1.6\nawful: valence=-2\nfed up: valence=-1.8\n"
            "great: valence=3.1\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->format, "vader");
  EXPECT_EQ(lexicon->entries[1].spread, 0.63246f);
  EXPECT_EQ(lexicon->scale_high, 4);
  EXPECT_EQ(Notes(lexicon), "");
}

// VADER's own file has words twice; its dictionary keeps what comes last.
TEST(VaderFormatTest, OfAWordTwiceTheLastCounts) {
  const auto lexicon = Read("lied\t-1.6\t0.5\t[]\nsad\t-2\t0.5\t[]\nlied\t-1.8\t0.7\t[]\n");
  EXPECT_EQ(Show(lexicon), "lied: valence=-1.8\nsad: valence=-2\n");
  EXPECT_EQ(lexicon.value().entries[0].spread, 0.7f);
  EXPECT_EQ(Notes(lexicon),
            "tiny.txt:3: 'lied' comes twice in category 'valence', first in line 1; the last value "
            "counts\n");
}

// VADER looks texts up in lower case, so that ":D" is never found if there is ":d".
TEST(VaderFormatTest, AnEntryInLowerCaseCountsBeforeTheSameInCapitals) {
  const auto lexicon =
      Read(":d\t1.2\t0.5\t[]\n:D\t2.3\t0.5\t[]\n(:O\t2.5\t1\t[]\n(:o\t1.9\t1\t[]\n");
  EXPECT_EQ(Show(lexicon), ":d: valence=1.2\n(:o: valence=1.9\n");
  EXPECT_EQ(lexicon.value().notes.size(), 2u) << Notes(lexicon);
}

TEST(VaderFormatTest, EachErrorNamesItsLine) {
  EXPECT_TRUE(IsError(Read("sad\t-2.1\t0.9\t[]\nawful\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected a word, a tab and a valence in [-4, 4]"));
  EXPECT_TRUE(IsError(Read("sad\t-2.1\t0.9\t[]\nawful\t-5\t1\t[]\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected a word, a tab and a valence in [-4, 4], found '-5'"));
  EXPECT_TRUE(IsError(Read("sad\t-2.1\t0.9\t[]\nawful\t-3\t-1\t[]\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected a deviation in [0, 10], found '-1'"));
}

TEST(VaderFormatTest, TheListOfEmojiIsNoLexicon) {
  EXPECT_TRUE(IsError(Read("😀\tgrinning face\n☺️\tsmiling face\n"), ErrorCode::kMalformed,
                      "found descriptions of emoji, no word list"));
}

TEST(LexiconReaderTest, AListWithoutANameIsNamedAfterItsFile) {
  const TempDir folder;
  const auto lexicon = ReadLexicon(folder.Put("my-list.tsv", "# slant-lexicon 2\nword\nsad\n"));
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->name, "my-list");
}

TEST(LexiconReaderTest, WhatIsNoFileIsRefused) {
  const TempDir folder;
  EXPECT_TRUE(IsError(ReadLexicon(folder / "missing"), ErrorCode::kNotFound, "missing"));
  EXPECT_TRUE(IsError(ReadLexicon(folder.path()), ErrorCode::kMalformed, "found a folder"));
  EXPECT_TRUE(IsError(ReadLexicon(folder.Put("e", "")), ErrorCode::kMalformed, "file is empty"));
  EXPECT_TRUE(IsError(Read("\xEF\xBB\xBF \n\n"), ErrorCode::kMalformed, "the file is empty"));
}

TEST(LexiconReaderTest, TheLexiconOfTheProjectIsRead) {
  const auto lexicon =
      ReadLexicon(std::string(SLANT_SOURCE_DIR) + "/corpora/lexicons/slant-en.tsv");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->name, "slant-en");
  EXPECT_FALSE(lexicon->licence.empty());
  EXPECT_GT(lexicon->entries.size(), 7000u);
  EXPECT_EQ(Notes(lexicon), "");
  std::map<WordKind, int> kinds;
  for (const LexiconEntry& entry : lexicon->entries) {
    ++kinds[entry.kind];
  }
  EXPECT_EQ(kinds.size(), 6u) << "every kind of word occurs";
}

}  // namespace
}  // namespace slant
