#include "slant/lexicon/lexicon_measures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "slant/lexicon/lexicon_reader.h"
#include "slant/text/segmenter.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"
#include "support/tolerances.h"

namespace slant {
namespace {

Lexicon List(const std::string& name, const std::string& rows) {
  auto lexicon = ParseLexicon("# slant-lexicon 2\n# name: " + name + "\n" + rows, name + ".tsv");
  EXPECT_TRUE(IsOk(lexicon));
  return *std::move(lexicon);
}

CompiledLexicon Compile(const Lexicon& list) { return CompiledLexicon::Compile({&list, 1}, {}); }

// A base like the model's own: a value, a negator and a cue.
CompiledLexicon Base() {
  return Compile(List("base",
                      "word\ttone\tkind\tfactor\tcategory\n"
                      "good\t2\n"
                      "not\t\tnegator\t-0.74\n"
                      "perhaps\t\t\t\thedge\n"));
}

LexiconCounter Counter(const std::string& name, const std::string& rows) {
  return {List(name, rows), {}};
}

VaderRules Vader() {
  const TempDir folder;
  auto rules = VaderRules::Read(folder.Put("vader.txt", "good\t1.9\t0.9\nbad\t-2.5\t0.7\n"));
  EXPECT_TRUE(IsOk(rules));
  return *std::move(rules);
}

std::vector<std::string> Names(const LexiconMeasures& measures) {
  std::vector<std::string> names;
  for (const MeasureColumn& column : measures.columns()) {
    names.push_back(column.FullName());
  }
  return names;
}

// The rows of a text's sentences, one after the other; what stood in them before must not matter.
std::vector<float> Rows(const LexiconMeasures& measures, const std::string& text,
                        std::vector<ValencedWord>* words = nullptr) {
  Document document;
  Segmenter({}).Segment(text, document);
  MeasureWorkspace workspace;
  std::vector<ValencedWord> own;
  std::vector<float> rows;
  for (const Sentence& sentence : document.sentences) {
    std::vector<float> row(measures.columns().size(), 99);
    measures.Measure(document, sentence, workspace, row, words != nullptr ? *words : own);
    rows.insert(rows.end(), row.begin(), row.end());
  }
  return rows;
}

// A sum of values after the rules as the rules for news scale it: over the root of
// (words + 2) / 20, then s / sqrt(s^2 + 15).
float Scaled(float sum, int words) {
  const float s = sum / std::sqrt(static_cast<float>(words + 2) / 20);
  return s / std::sqrt(s * s + 15);
}

TEST(LexiconMeasuresTest, ColumnsComeInTheOrderOfWhatWasAdded) {
  LexiconMeasures measures;
  EXPECT_TRUE(measures.empty());
  EXPECT_TRUE(measures.columns().empty());
  measures.AddNews(Base());
  measures.AddVader(Vader());
  measures.AddList(Counter("b", "word\tcategory\nmay\thedge\nclearly\tbooster\n"));
  measures.AddList(Counter("a", "word\tvalence\ngood\t1\n"));
  EXPECT_FALSE(measures.empty());
  EXPECT_EQ(Names(measures),
            (std::vector<std::string>{"news.valence", "news.tone", "news.event", "vader.neg",
                                      "vader.neu", "vader.pos", "vader.compound", "b.matches",
                                      "b.hedge", "b.booster", "a.matches", "a.valence"}));
  EXPECT_EQ(measures.columns()[0].source, MeasureSource::kNews);
  EXPECT_EQ(measures.columns()[3].source, MeasureSource::kVader);
  EXPECT_EQ(measures.columns()[7].source, MeasureSource::kList);
}

// Rows are filled from left to right: each number must land below its own name.
TEST(LexiconMeasuresTest, EachNumberStandsInItsOwnColumn) {
  LexiconMeasures measures;
  measures.AddNews(Base());
  measures.AddVader(Vader());
  measures.AddList(Counter("b", "word\tcategory\nmay\thedge\nclearly\tbooster\n"));
  measures.AddList(Counter("a", "word\tvalence\ngood\t1.5\n"));
  const auto row = Rows(measures, "A good day may clearly come");
  ASSERT_EQ(row.size(), 12u);
  EXPECT_NEAR(row[1], Scaled(2, 6), kFloatTolerance);
  EXPECT_EQ(row[2], 0);
  // VADER: 1.9 and five neutral words; 2.9 and 5 of 7.9; 1.9 / sqrt(1.9^2 + 15).
  EXPECT_EQ(std::vector<float>(row.begin() + 3, row.end()),
            (std::vector<float>{0, 0.633F, 0.367F, 0.4404F, 2, 1, 1, 1, 1.5F}));
}

TEST(LexiconMeasuresTest, VaderAloneNeedsNoTokens) {
  LexiconMeasures measures;
  EXPECT_FALSE(measures.needs_tokens());
  measures.AddVader(Vader());
  EXPECT_FALSE(measures.needs_tokens());
  measures.AddList(Counter("a", "word\tvalence\ngood\t1\n"));
  EXPECT_TRUE(measures.needs_tokens());
  LexiconMeasures news;
  news.AddNews(Base());
  EXPECT_TRUE(news.needs_tokens());
}

// Three words: 2 / sqrt(5 / 20) = 4; 4 / sqrt(16 + 15) = .7184.  The list has tones alone, so the
// valence is the tone's.
TEST(LexiconMeasuresTest, NewsIsScaledByTheLengthOfTheSentence) {
  LexiconMeasures measures;
  measures.AddNews(Base());
  ASSERT_TRUE(measures.news());
  EXPECT_EQ(measures.news()->name(), "base");
  const auto rows = Rows(measures, "A good day. It rained.");
  ASSERT_EQ(rows.size(), 6u);
  EXPECT_NEAR(rows[0], 4 / std::sqrt(31.0F), kFloatTolerance);
  EXPECT_NEAR(rows[1], 4 / std::sqrt(31.0F), kFloatTolerance);
  EXPECT_EQ(std::vector<float>(rows.begin() + 2, rows.end()), (std::vector<float>{0, 0, 0, 0}));
}

// Values of the user, modifiers of ours: "good" says nothing any more, "not" still turns.
TEST(LexiconMeasuresTest, NewsTakesTheValuesOfAUsersListAndKeepsOurModifiers) {
  const Lexicon user = List("mine", "word\tvalence\nbad\t-3\n");
  LexiconMeasures measures;
  measures.AddNews(Base().WithValuesOf({&user, 1}, {}));
  EXPECT_EQ(measures.news()->name(), "mine");
  EXPECT_EQ(Rows(measures, "A good day."), (std::vector<float>{0, 0, 0}));
  const auto bad = Rows(measures, "It is bad.");
  EXPECT_NEAR(bad[0], Scaled(-3, 3), kFloatTolerance);
  EXPECT_NEAR(bad[1], Scaled(-3, 3), kFloatTolerance) << "a list without tones has its valences";
  EXPECT_EQ(bad[2], 0);
  EXPECT_GT(Rows(measures, "It is not bad.")[1], bad[1]);
}

TEST(LexiconMeasuresTest, TheWordsOfNewsAreAppendedAndThoseOfListsAreNot) {
  LexiconMeasures measures;
  measures.AddNews(Base());
  measures.AddList(Counter("a", "word\tvalence\nday\t1\n"));
  std::vector<ValencedWord> words;
  Rows(measures, "A good day. A good day.", &words);
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(words[0].token, 1u);
  EXPECT_EQ(words[1].token, 5u);
}

// Capitals, repeated marks and odd splits are in the bytes; tokens do not have them.
TEST(LexiconMeasuresTest, VaderReadsTheBytesOfTheSentence) {
  const VaderRules rules = Vader();
  LexiconMeasures measures;
  measures.AddVader(rules);
  VaderWorkspace workspace;
  const std::string sentences[] = {"GOOD day!!!", "It isn't so bad, but it’s not good?",
                                   "“Good,” they said."};
  std::string text;
  std::vector<float> expected;
  for (const std::string& sentence : sentences) {
    text += (text.empty() ? "" : "\n\n") + sentence;
    const VaderScore score = rules.Score(sentence, workspace);
    for (const double value : {score.negative, score.neutral, score.positive, score.compound}) {
      expected.push_back(static_cast<float>(value));
    }
  }
  EXPECT_EQ(Rows(measures, text), expected);
}

// A sentence whose tokens nobody asked for has a span and nothing else.
TEST(LexiconMeasuresTest, VaderRatesASentenceThatWasNotCutIntoWords) {
  LexiconMeasures measures;
  measures.AddVader(Vader());
  Document document;
  document.text = "  a good day ";
  document.sentences.push_back({});
  document.sentences[0].span = {2, 12};
  MeasureWorkspace workspace;
  std::vector<ValencedWord> words;
  std::vector<float> row(4);
  measures.Measure(document, document.sentences[0], workspace, row, words);
  EXPECT_EQ(row, (std::vector<float>{0, 0.408F, 0.592F, 0.4404F}));
  EXPECT_TRUE(words.empty());
}

// Names of columns are keys in rows: a category may be called like the count of matches.
TEST(LexiconMeasuresTest, ACategoryOfTheNameMatchesDoesNotHideTheirNumber) {
  LexiconMeasures measures;
  measures.AddList(Counter("a", "word\tcategory\nchess\tmatches\ngood\tpraise\n"));
  const auto names = Names(measures);
  ASSERT_EQ(names.size(), 3u);
  EXPECT_EQ(names[0], "a.matches");
  EXPECT_NE(names[1], names[0]);
  EXPECT_EQ(Rows(measures, "Good chess, good day."), (std::vector<float>{3, 1, 2}));
}

TEST(LexiconMeasuresTest, WithoutAnythingThereAreNoNumbers) {
  EXPECT_TRUE(Rows(LexiconMeasures(), "It rained.").empty());
}

}  // namespace
}  // namespace slant
