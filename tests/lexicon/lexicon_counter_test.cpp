#include "slant/lexicon/lexicon_counter.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "slant/lexicon/lexicon_reader.h"
#include "slant/text/segmenter.h"
#include "support/is_ok.h"

namespace slant {
namespace {

Lexicon List(const std::string& rows) {
  auto lexicon = ParseLexicon("# slant-lexicon 2\n# name: mine\n" + rows, "mine.tsv");
  EXPECT_TRUE(IsOk(lexicon));
  return *std::move(lexicon);
}

// Values in one category, membership in two others.
const std::string kRows =
    "word\tvalence\tcategory\n"
    "good\t2\tpraise\n"
    "bad\t-2.5\tblame\n"
    "bad day\t-1\tblame\n"
    "lov*\t1.5\tpraise\n"
    "fed up\t\tblame\n";

struct Counted {
  int matches = 0;
  std::vector<float> sums;
  friend bool operator==(const Counted&, const Counted&) = default;
};

std::ostream& operator<<(std::ostream& out, const Counted& counted) {
  out << counted.matches << " matches:";
  for (const float sum : counted.sums) {
    out << ' ' << sum;
  }
  return out;
}

// A line for each sentence of the text.
std::vector<Counted> Count(const LexiconCounter& counter, const std::string& text,
                           const Vocabulary& vocabulary = {}) {
  Document document;
  Segmenter(vocabulary).Segment(text, document);
  CounterWorkspace workspace;
  std::vector<Counted> out;
  for (const Sentence& sentence : document.sentences) {
    Counted& counted = out.emplace_back();
    counted.sums.resize(counter.categories().size());
    counted.matches = counter.Count(document, sentence, workspace, counted.sums);
  }
  return out;
}

Counted CountOne(const std::string& rows, const std::string& text) {
  const auto counted = Count(LexiconCounter(List(rows), {}), text);
  EXPECT_EQ(counted.size(), 1u) << text;
  return counted.empty() ? Counted() : counted.front();
}

// Categories are valence, praise, blame.
TEST(LexiconCounterTest, AMatchAddsItsValueToEachOfItsCategories) {
  const LexiconCounter counter(List(kRows), {});
  EXPECT_EQ(counter.name(), "mine");
  EXPECT_EQ(std::vector<std::string>(counter.categories().begin(), counter.categories().end()),
            (std::vector<std::string>{"valence", "praise", "blame"}));
  EXPECT_EQ(CountOne(kRows, "A good and good film."), (Counted{2, {4, 2, 0}}));
  EXPECT_EQ(CountOne(kRows, "They loved a bad film."), (Counted{2, {-1, 1, 1}}));
}

TEST(LexiconCounterTest, WithoutDegreesItCountsWords) {
  EXPECT_EQ(CountOne("word\tcategory\nmay\thedge\nperhaps\thedge\nclearly\tbooster\n",
                     "Perhaps it may, clearly, or may not."),
            (Counted{4, {3, 1}}));
}

TEST(LexiconCounterTest, AnEntryWithoutAValueIsAMatchAndNoSum) {
  EXPECT_EQ(CountOne(kRows, "We are fed up."), (Counted{1, {0, 0, 1}}));
}

TEST(LexiconCounterTest, ThereAreNoRules) {
  for (const char* text : {"It was good.", "It was not good.", "It was very good!!!",
                           "It was GOOD, but who knows?", "Nobody said \"good\"."}) {
    EXPECT_EQ(CountOne(kRows, text), (Counted{1, {2, 1, 0}})) << text;
  }
}

// As the matcher says: the longest phrase takes its words.
TEST(LexiconCounterTest, AWordInsideAPhraseIsNotCountedAgain) {
  EXPECT_EQ(CountOne(kRows, "A bad day."), (Counted{1, {-1, 0, 1}}));
  EXPECT_EQ(CountOne(kRows, "A bad, bad day."), (Counted{2, {-3.5F, 0, 2}}));
}

TEST(LexiconCounterTest, OnlyTheSentencesOwnWordsCount) {
  const auto counted =
      Count(LexiconCounter(List(kRows), {}), "It was good. It rained. The end was bad. Day came.");
  EXPECT_EQ(counted, (std::vector<Counted>{
                         {1, {2, 1, 0}}, {0, {0, 0, 0}}, {1, {-2.5F, 0, 1}}, {0, {0, 0, 0}}}));
}

TEST(LexiconCounterTest, WordsOfNamesCountOnlyIfNamesAreSeen) {
  const LexiconCounter counter(List(kRows), {});
  Document document;
  Segmenter(Vocabulary()).Segment("They praised Ann Good for a good day.", document);
  CounterWorkspace workspace;
  std::vector<float> seen(counter.categories().size()), hidden(seen);
  const Sentence& sentence = document.sentences[0];
  const int all = counter.Count(document, sentence, workspace, seen);
  EXPECT_EQ(counter.Count(document, sentence, workspace, hidden, NamesAre::kHidden), all - 1);
  EXPECT_NE(seen, hidden);
}

TEST(LexiconCounterTest, WhatIsInTheSumsStaysThere) {
  const LexiconCounter counter(List(kRows), {});
  Document document;
  Segmenter({}).Segment("A good day.", document);
  CounterWorkspace workspace;
  std::vector<float> sums = {10, 20, 30};
  EXPECT_EQ(counter.Count(document, document.sentences[0], workspace, sums), 1);
  EXPECT_EQ(sums, (std::vector<float>{12, 21, 30}));
}

// What the model knows decides how words are looked up, not what is found.
TEST(LexiconCounterTest, TheVocabularyChangesNothing) {
  const std::string text = "They loved a bad film. Lovely: good, fed up, not bad. A bad day!";
  const auto expected = Count(LexiconCounter(List(kRows), {}), text);
  const std::vector<WordCount> words[] = {
      {{"good", 9}, {"bad", 8}, {"loved", 7}, {"fed", 6}},
      {{"day", 9}, {"up", 5}, {"lovely", 4}, {"film", 3}, {"the", 2}}};
  for (const auto& known : words) {
    const Vocabulary vocabulary = Vocabulary::FromWords(known).value();
    EXPECT_EQ(Count(LexiconCounter(List(kRows), vocabulary), text, vocabulary), expected);
  }
}

TEST(LexiconCounterTest, ASentenceWithoutMatchesAndAnEmptyListGiveZeros) {
  EXPECT_EQ(CountOne(kRows, "It rained."), (Counted{0, {0, 0, 0}}));
  EXPECT_EQ(CountOne(kRows, "..."), (Counted{0, {0, 0, 0}}));
  const auto counted = Count(LexiconCounter(Lexicon(), {}), "It was good.");
  EXPECT_EQ(counted, (std::vector<Counted>{{0, {}}}));
}

// A list moved into a counter must live as long as its copies.
TEST(LexiconCounterTest, CopiesOutliveTheirOriginal) {
  auto first = std::make_unique<LexiconCounter>(List(kRows), Vocabulary());
  const LexiconCounter copy = *first;
  first.reset();
  EXPECT_EQ(copy.name(), "mine");
  EXPECT_EQ(Count(copy, "Good."), (std::vector<Counted>{{1, {2, 1, 0}}}));
}

}  // namespace
}  // namespace slant
