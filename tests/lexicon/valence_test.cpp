#include "slant/lexicon/valence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "slant/text/segmenter.h"
#include "support/tolerances.h"

namespace slant {
namespace {

// Round numbers, so that the expected values below can be worked in the head:
// good +2 (event +1), bad -2, disaster 0 (event -3); not x -0.5, hardly x 0.5, very x 1.5,
// slightly x 0.5.
struct Words {
  Vocabulary vocabulary;
  CompiledLexicon lexicon;

  Words() {
    std::vector<WordCount> words;
    for (const char* word : {"good", "bad", "disaster", "not", "hardly", "very", "slightly", "but",
                             "may", "the", "plan", "was", "a"}) {
      words.push_back({word, 1});
    }
    vocabulary = Vocabulary::FromWords(words).value();
    Lexicon source;
    source.entries = {{"good", WordKind::kValue, 2, 1, 1},
                      {"bad", WordKind::kValue, -2, 0, 1},
                      {"disaster", WordKind::kValue, 0, -3, 1},
                      {"not", WordKind::kNegator, 0, 0, -0.5f},
                      {"hardly", WordKind::kNegator, 0, 0, 0.5f},
                      {"very", WordKind::kIntensifier, 0, 0, 1.5f},
                      {"slightly", WordKind::kDiminisher, 0, 0, 0.5f},
                      {"but", WordKind::kContrast, 0, 0, 1},
                      {"may", WordKind::kHedge, 0, 0, 1}};
    lexicon = CompiledLexicon::Compile(source, vocabulary);
  }
};

struct Rated {
  SentenceValence sentence;
  std::vector<ValencedWord> words;
  float tone() const { return sentence.tone_positive + sentence.tone_negative; }
};

Rated Rate(const std::string& text) {
  const Words words;
  Document document;
  Segmenter(words.vocabulary).SegmentOneSentence(text, document);
  Rated out;
  if (!document.sentences.empty()) {
    out.sentence = RateValence(words.lexicon, document, document.sentences[0], out.words);
  }
  return out;
}

float Tone(const std::string& text) { return Rate(text).tone(); }

TEST(ValenceTest, AWordHasTheValueOfTheLexicon) {
  const Rated rated = Rate("the plan was good");
  ASSERT_EQ(rated.words.size(), 1u);
  EXPECT_EQ(rated.words[0].token, 3u);
  EXPECT_NEAR(rated.words[0].tone, 2, kFloatTolerance);
  EXPECT_NEAR(rated.words[0].event, 1, kFloatTolerance);
  EXPECT_FALSE(rated.words[0].negated);
  EXPECT_EQ(rated.sentence.words, 4);
  EXPECT_EQ(rated.sentence.valued, 1);
}

TEST(ValenceTest, SumsAndExtremesAreKeptApartBySignAndByToneAndEvent) {
  const SentenceValence v = Rate("good plan the a was bad plan the a was disaster").sentence;
  EXPECT_NEAR(v.tone_positive, 2, kFloatTolerance);
  EXPECT_NEAR(v.tone_negative, -2, kFloatTolerance);
  EXPECT_NEAR(v.event_positive, 1, kFloatTolerance);
  EXPECT_NEAR(v.event_negative, -3, kFloatTolerance);
  EXPECT_NEAR(v.tone_max, 2, kFloatTolerance);
  EXPECT_NEAR(v.tone_min, -2, kFloatTolerance);
  EXPECT_NEAR(v.event_max, 1, kFloatTolerance);
  EXPECT_NEAR(v.event_min, -3, kFloatTolerance);
  EXPECT_EQ(v.valued, 3);
}

// 2 x -0.5 = -1, as long as the negator is one of the three words before.
TEST(ValenceTest, ANegatorReachesThreeWordsAhead) {
  EXPECT_NEAR(Tone("not good"), -1, kFloatTolerance);
  EXPECT_NEAR(Tone("not the good"), -1, kFloatTolerance);
  EXPECT_NEAR(Tone("not the plan good"), -1, kFloatTolerance);
  EXPECT_NEAR(Tone("not the plan was good"), 2, kFloatTolerance);
  EXPECT_NEAR(Tone("good not"), 2, kFloatTolerance);
  EXPECT_TRUE(Rate("not good").words[0].negated);
  EXPECT_FALSE(Rate("good not").words[0].negated);
}

TEST(ValenceTest, ANegatorTurnsTheEventToo) {
  EXPECT_NEAR(Rate("not a disaster").words[0].event, 1.5f, kFloatTolerance);  // -3 x -0.5
}

// 2 x -0.5 x -0.5 = 0.5, and 2 x 0.5 x -0.5 = -0.5.
TEST(ValenceTest, TwoNegatorsMultiply) {
  EXPECT_NEAR(Tone("not not good"), 0.5f, kFloatTolerance);
  EXPECT_NEAR(Tone("hardly not good"), -0.5f, kFloatTolerance);
}

// Factor 1.5 at distance 1; 1 + 0.5 x 0.95 = 1.475 at 2; 1 + 0.5 x 0.9 = 1.45 at 3.
TEST(ValenceTest, IntensityFadesWithDistance) {
  EXPECT_NEAR(Tone("very good"), 3, kFloatTolerance);
  EXPECT_NEAR(Tone("very the good"), 2.95f, kFloatTolerance);
  EXPECT_NEAR(Tone("very the plan good"), 2.9f, kFloatTolerance);
  EXPECT_NEAR(Tone("very the plan was good"), 2, kFloatTolerance);
  EXPECT_NEAR(Tone("very bad"), -3, kFloatTolerance);
}

// Factor 0.5 at distance 1; 1 - 0.5 x 0.95 = 0.525 at 2.
TEST(ValenceTest, ADiminisherWeakens) {
  EXPECT_NEAR(Tone("slightly bad"), -1, kFloatTolerance);
  EXPECT_NEAR(Tone("slightly the bad"), -1.05f, kFloatTolerance);
}

// "not very good": 2 x 1.5 x -0.5 = -1.5.
TEST(ValenceTest, NegationAndIntensityMultiply) {
  EXPECT_NEAR(Tone("not very good"), -1.5f, kFloatTolerance);
  EXPECT_NEAR(Tone("very not good"), 2 * -0.5f * 1.475f, kFloatTolerance);
}

// 2 x 0.5 before, -2 x 1.5 after: +1 and -3.
TEST(ValenceTest, WhatFollowsAContrastOutweighsWhatCameBefore) {
  const Rated rated = Rate("good but bad");
  ASSERT_EQ(rated.words.size(), 2u);
  EXPECT_NEAR(rated.words[0].tone, 1, kFloatTolerance);
  EXPECT_NEAR(rated.words[1].tone, -3, kFloatTolerance);
  EXPECT_NEAR(rated.words[0].event, 0.5f, kFloatTolerance);
  EXPECT_EQ(rated.sentence.contrasts, 1);
  EXPECT_NEAR(rated.sentence.tone_positive, 1, kFloatTolerance);
  EXPECT_NEAR(rated.sentence.tone_min, -3, kFloatTolerance);
}

TEST(ValenceTest, OfTwoContrastsTheLastDecides) {
  const Rated rated = Rate("good but bad but good");
  ASSERT_EQ(rated.words.size(), 3u);
  EXPECT_NEAR(rated.words[0].tone, 1, kFloatTolerance);
  EXPECT_NEAR(rated.words[1].tone, -1, kFloatTolerance);
  EXPECT_NEAR(rated.words[2].tone, 3, kFloatTolerance);
}

TEST(ValenceTest, AContrastThatOpensTheSentenceOutweighsNothing) {
  const Rated rated = Rate("but the plan was bad");
  EXPECT_NEAR(rated.tone(), -2, kFloatTolerance);
  EXPECT_EQ(rated.sentence.contrasts, 0);
}

TEST(ValenceTest, ModifiersAreCounted) {
  const SentenceValence v = Rate("the plan may not be very good, but slightly bad").sentence;
  EXPECT_EQ(v.negators, 1);
  EXPECT_EQ(v.intensifiers, 1);
  EXPECT_EQ(v.diminishers, 1);
  EXPECT_EQ(v.contrasts, 1);
  EXPECT_EQ(v.hedges, 1);
  EXPECT_EQ(v.negated, 1);
  EXPECT_EQ(v.valued, 2);
  EXPECT_EQ(v.words, 10);
}

// Words are what is counted as distance; marks between them are not.
TEST(ValenceTest, PunctuationTakesNoPlaceInTheWindow) {
  EXPECT_NEAR(Tone("not, \"the\" - plan, good"), -1, kFloatTolerance);
}

TEST(ValenceTest, UnknownWordsTakeAPlaceInTheWindow) {
  EXPECT_NEAR(Tone("not xyzzy plugh good"), -1, kFloatTolerance);
  EXPECT_NEAR(Tone("not xyzzy plugh frotz good"), 2, kFloatTolerance);
}

TEST(ValenceTest, EachSentenceBeginsAnew) {
  const Words words;
  Document document;
  Segmenter(words.vocabulary).Segment("The plan was not. Good was the plan.", document);
  ASSERT_EQ(document.sentences.size(), 2u);
  std::vector<ValencedWord> valued;
  RateValence(words.lexicon, document, document.sentences[0], valued);
  const auto second = RateValence(words.lexicon, document, document.sentences[1], valued);
  ASSERT_EQ(valued.size(), 1u);
  EXPECT_NEAR(second.tone_positive, 2, kFloatTolerance);
}

TEST(ValenceTest, WordsAreAppendedToThoseOfEarlierSentences) {
  const Words words;
  Document document;
  Segmenter(words.vocabulary)
      .Segment("Good was the plan. But the plan was bad, but good.", document);
  ASSERT_EQ(document.sentences.size(), 2u);
  std::vector<ValencedWord> valued;
  RateValence(words.lexicon, document, document.sentences[0], valued);
  RateValence(words.lexicon, document, document.sentences[1], valued);
  ASSERT_EQ(valued.size(), 3u);
  EXPECT_NEAR(valued[0].tone, 2, kFloatTolerance) << "another sentence's contrast changes nothing";
  EXPECT_NEAR(valued[1].tone, -1, kFloatTolerance);
  EXPECT_NEAR(valued[2].tone, 3, kFloatTolerance);
}

// Guessed tones follow the same rules, but do not make a word one with a value.
TEST(ValenceTest, InducedTonesAreModifiedAndKeptApart) {
  const Words words;
  std::vector<float> tones(words.vocabulary.size(), 0);
  tones[words.vocabulary.Find("plan")] = 1;
  tones[words.vocabulary.Find("good")] = 3;
  tones[words.vocabulary.Find("very")] = 4;  // a modifier's guess is not used
  const auto lexicon = words.lexicon.WithInduced(tones);
  Document document;
  Segmenter(words.vocabulary).SegmentOneSentence("not plan was the very good", document);
  std::vector<ValencedWord> valued;
  const auto v = RateValence(lexicon, document, document.sentences[0], valued);
  EXPECT_NEAR(v.induced_negative, -0.5f, kFloatTolerance);  // plan: 1 x -0.5
  EXPECT_NEAR(v.induced_positive, 4.5f, kFloatTolerance);   // good: 3 x 1.5
  EXPECT_NEAR(v.induced_max, 4.5f, kFloatTolerance);
  EXPECT_NEAR(v.induced_min, -0.5f, kFloatTolerance);
  EXPECT_EQ(v.valued, 1);
}

TEST(ValenceTest, ASentenceWithoutWordsHasZeros) {
  const SentenceValence v = Rate("...").sentence;
  EXPECT_EQ(v.words, 0);
  EXPECT_EQ(v.tone_positive, 0);
  EXPECT_EQ(v.tone_min, 0);
  EXPECT_EQ(v.valued, 0);
}

// s / sqrt(s^2 + 15): 1 / 4 and 7 / 8, from squares that work out.
TEST(ValenceTest, CompoundIsVadersNormalisation) {
  EXPECT_NEAR(Compound(1), 0.25f, kFloatTolerance);
  EXPECT_NEAR(Compound(-7), -0.875f, kFloatTolerance);
  EXPECT_EQ(Compound(0), 0.0f);
  EXPECT_LE(Compound(1e6f), 1.0f);
}

}  // namespace
}  // namespace slant
