#include "slant/lexicon/news_rules.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "slant/lexicon/lexicon_reader.h"
#include "slant/text/segmenter.h"
#include "support/cpu_time.h"
#include "support/is_ok.h"

namespace slant {
namespace {

// Factors of -0.74 do not divide exactly in single precision.
constexpr float kTolerance = 1e-4F;

// Round numbers, so that every expected value below can be worked in the head.
constexpr std::string_view kWords =
    "# slant-lexicon 2\n"
    "word\tkind\tvalence\ttone\tevent\tfactor\tconfidence\tcategory\n"
    "fair\tvalue\t2\t2\t0\n"
    "honest\tvalue\t2\t2\t0\n"
    "praised\tvalue\t2\t2\t0\n"
    "rude\tvalue\t-2\t-2\t0\n"
    "peace\tvalue\t2\t0\t2\n"
    "disaster\tvalue\t-2\t0\t-2\n"
    "justice\tvalue\t2\t2\t0\n"
    "decent\tvalue\t2\t2\t0\t\t0.6\n"
    "second to none\tvalue\t3\t3\t0\n"
    "not\tnegator\t\t\t\t-0.74\n"
    "n't\tnegator\t\t\t\t-0.74\n"
    "never\tnegator\t\t\t\t-0.74\n"
    "nor\tnegator\t\t\t\t-0.74\n"
    "none\tnegator\t\t\t\t-0.74\n"
    "neither\tnegator\t\t\t\t-0.74\n"
    "nobody\tnegator\t\t\t\t-0.74\n"
    "without\tnegator\t\t\t\t-0.74\n"
    "very\tintensifier\t\t\t\t1.5\n"
    "sharply\tintensifier\t\t\t\t1.5\n"
    "slightly\tdiminisher\t\t\t\t0.5\n"
    "but\tcontrast\t\t\t\t1.5\n"
    "although\tcontrast\t\t\t\t0.5\n"
    "denied\t\t\t\t\t\t\tdenial\n"
    "cleared of\t\t\t\t\t\t\tdenial\n"
    "prevented\t\t\t\t\t\t\taverting\n"
    "lost\t\t\t\t\t\t\tlosing\n"
    "ended\t\t\t\t\t\t\taverting\n"
    "ended\t\t\t\t\t\t\tending\n"
    "saved\t\t\t\t\t\t\trescuing\n"
    "fewer\tnegator\t\t\t\t-0.74\t\tdecrease\n"
    "rose\t\t\t\t\t\t\tincrease\n"
    "rise\t\t\t\t\t\t\tincrease\n"
    "fell\t\t\t\t\t\t\tdecrease\n"
    "slowed\t\t\t\t\t\t\tdecrease\n"
    "never lasted\tnone\t\t\t\t\t\tending\n"
    "never been lower\tnone\t\t\t\t\t\tdecrease\n"
    "unchanged\t\t\t\t\t\t\tsteady\n"
    "deaths\t\t\t\t\t\t\tmore-is-bad\n"
    "jobs\t\t\t\t\t\t\tmore-is-good\n"
    "could\t\t\t\t\t\t\thypothetical\n"
    "justice department\t\t\t\t\t\t\tinstitution\n";

NewsRuleWeights RoundWeights() {
  NewsRuleWeights weights;
  weights.negation = -0.5F;
  weights.event_negation = -0.25F;
  weights.denied_bad = 0;
  weights.denied_good = -0.5F;
  weights.averting = weights.ending = -0.5F;
  weights.losing = -0.75F;
  weights.lesser_side = 0.5F;
  weights.greater_side = 1.5F;
  weights.hypothetical = 0.5F;
  weights.hypothetical_tone = 0.75F;
  weights.change = 2;
  weights.slowed_change = weights.quoted_tone = weights.guessed = 0.5F;
  weights.valence_scale = 15;
  weights.usual_words = 20;
  weights.spare_words = 2;
  weights.label_threshold = 0.2F;
  return weights;
}

struct Rated {
  SentenceValence sentence;
  std::vector<ValencedWord> words;
};

// Most words stand in the vocabulary, phrases and the rest go through the patterns.
Rated Rate(const std::string& text) {
  const auto lexicon = ParseLexicon(kWords, "round.tsv");
  EXPECT_TRUE(IsOk(lexicon));
  std::vector<WordCount> words;
  for (const LexiconEntry& entry : lexicon->entries) {
    if (!OneWord(entry.pattern).empty()) {
      words.push_back({OneWord(entry.pattern), 1});
    }
  }
  const Segmenter segmenter(Vocabulary::FromWords(words).value());
  const auto compiled = CompiledLexicon::Compile(std::span(&*lexicon, 1), segmenter.vocabulary());
  Document document;
  segmenter.SegmentOneSentence(text, document);
  Rated out;
  NewsWorkspace workspace;
  out.sentence =
      RateNews(compiled, document, document.sentences.at(0), RoundWeights(), workspace, out.words);
  return out;
}

float Tone(const std::string& text) { return Rate(text).sentence.tone.sum(); }
float Event(const std::string& text) { return Rate(text).sentence.event.sum(); }

std::string Repeat(std::string_view word, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) {
    out += word;
  }
  return out;
}

TEST(NewsRulesTest, AWordHasTheValuesOfTheLexicon) {
  EXPECT_NEAR(Tone("The answer was fair."), 2, kTolerance);
  EXPECT_NEAR(Event("The answer was fair."), 0, kTolerance);
  EXPECT_NEAR(Event("Then came disaster."), -2, kTolerance);
  EXPECT_NEAR(Tone("Then came disaster."), 0, kTolerance);
}

TEST(NewsRulesTest, APhraseKeepsItsWordsFromActing) {
  EXPECT_NEAR(Tone("The answer was second to none."), 3, kTolerance);
  EXPECT_EQ(Rate("The answer was second to none.").sentence.negators, 0);
}

TEST(NewsRulesTest, NegationTurnsToneByOneWeightAndEventsByAnother) {
  EXPECT_NEAR(Tone("The answer was not fair."), -1, kTolerance);
  EXPECT_NEAR(Tone("The answer wasn't rude."), 1, kTolerance);
  EXPECT_NEAR(Event("There was not peace."), -0.5F, kTolerance);
}

TEST(NewsRulesTest, NegationEndsAfterSevenWords) {
  EXPECT_NEAR(Tone("It was not " + Repeat("so ", 6) + "fair."), -1, kTolerance);
  EXPECT_NEAR(Tone("It was not " + Repeat("so ", 7) + "fair."), 2, kTolerance);
}

TEST(NewsRulesTest, ANegatedSubjectReachesTwelveWords) {
  EXPECT_NEAR(Tone("Nobody " + Repeat("there ", 11) + "fair."), -1, kTolerance);
  EXPECT_NEAR(Tone("Nobody " + Repeat("there ", 12) + "fair."), 2, kTolerance);
}

TEST(NewsRulesTest, NegationEndsWithItsClause) {
  EXPECT_NEAR(Tone("It was not late, it was fair."), 2, kTolerance);
  EXPECT_NEAR(Tone("It was not late; fair, yes."), 2, kTolerance);
  EXPECT_NEAR(Tone("It was not late because it was fair."), 2, kTolerance);
  EXPECT_NEAR(Tone("He did not wait and the crew was fair."), 2, kTolerance);
  EXPECT_NEAR(Tone("He did not wait and praised the crew."), 2, kTolerance);
}

TEST(NewsRulesTest, NegationGoesThroughLists) {
  EXPECT_NEAR(Tone("It was not fair and honest."), -2, kTolerance);
  EXPECT_NEAR(Tone("It was not fair, honest or new."), -2, kTolerance);
}

TEST(NewsRulesTest, ANegatedVerbThatIsLeftOutNegatesNothing) {
  EXPECT_NEAR(Tone("That they did not was rude."), -2, kTolerance);
  EXPECT_NEAR(Tone("Nobody was rude."), 1, kTolerance);
}

TEST(NewsRulesTest, TwoNegationsInARowTurnTwice) {
  EXPECT_NEAR(Event("They were not without peace."), 0.125F, kTolerance);
  EXPECT_NEAR(Tone("It was not without justice."), 0.5F, kTolerance);
}

TEST(NewsRulesTest, NorIsNoSecondNegation) {
  EXPECT_NEAR(Tone("He was neither rude nor rude."), 2, kTolerance);
}

TEST(NewsRulesTest, WhatIsDeniedIsOffTheTableAndADeniedComplimentIsNone) {
  EXPECT_NEAR(Tone("He denied the rude remark."), 0, kTolerance);
  EXPECT_NEAR(Event("He denied the disaster."), 0, kTolerance);
  EXPECT_NEAR(Tone("He denied it was fair."), -1, kTolerance);
}

TEST(NewsRulesTest, DenialReachesItsComplementAndNoOtherClause) {
  EXPECT_NEAR(Tone("He denied that the deal was rude."), 0, kTolerance);
  EXPECT_NEAR(Tone("He denied it because the deal was rude."), -2, kTolerance);
}

TEST(NewsRulesTest, AnAcquittalTakesTheChargeAway) {
  EXPECT_NEAR(Event("The captain was cleared of the disaster."), 0, kTolerance);
}

TEST(NewsRulesTest, WhatIsAvertedTurns) {
  EXPECT_NEAR(Event("The crew prevented a disaster."), 1, kTolerance);
  EXPECT_NEAR(Event("The crew prevented peace."), -1, kTolerance);
}

TEST(NewsRulesTest, AfterTheBadThingThatWasAvertedGoodWordsStand) {
  EXPECT_NEAR(Event("The crew prevented a disaster in peace."), 1 + 2, kTolerance);
}

TEST(NewsRulesTest, OnlyTheGoodIsLost) {
  EXPECT_NEAR(Event("The town lost its peace."), -1.5F, kTolerance);
  EXPECT_NEAR(Event("The town lost in the disaster."), -2, kTolerance);
}

TEST(NewsRulesTest, AnEndTurnsWhatStandsBeforeItOrItsObject) {
  EXPECT_NEAR(Event("The disaster ended."), 1, kTolerance);
  EXPECT_NEAR(Event("The peace in the town ended."), -1, kTolerance);
  EXPECT_NEAR(Event("The crew ended the disaster."), 1, kTolerance);
  EXPECT_NEAR(Event("The disaster passed, and the day ended."), -2, kTolerance);
}

TEST(NewsRulesTest, RescueTurnsWhatFollowsFrom) {
  EXPECT_NEAR(Event("The crew saved the town from disaster."), 1, kTolerance);
  EXPECT_NEAR(Event("The crew saved the town in the disaster."), -2, kTolerance);
  EXPECT_NEAR(Event("The crew saved the boy from the river in peace."), 2, kTolerance);
}

TEST(NewsRulesTest, AChangeIsItsDirectionTimesWhetherMoreIsGood) {
  EXPECT_NEAR(Event("Last year deaths rose."), -2, kTolerance);
  EXPECT_NEAR(Event("Last year deaths fell."), 2, kTolerance);
  EXPECT_NEAR(Event("Last year jobs fell."), -2, kTolerance);
  EXPECT_NEAR(Event("There was a rise in jobs."), 2, kTolerance);
  EXPECT_EQ(Rate("There was a rise in jobs.").sentence.changes, 1);
}

TEST(NewsRulesTest, ANegatorThatIsPartOfAChangeNegatesNothingElse) {
  EXPECT_NEAR(Event("There were fewer deaths."), 2, kTolerance);
  EXPECT_NEAR(Event("There were fewer deaths in the disaster."), 2 - 2, kTolerance);
  EXPECT_NEAR(Event("Fewer homes saw disaster."), 0.5F, kTolerance);
}

TEST(NewsRulesTest, ANegatorInsideAPhraseNegatesNothingElse) {
  EXPECT_NEAR(Event("Last year jobs had never been lower."), -2, kTolerance);
  EXPECT_NEAR(Tone("Last year jobs had never been lower on fair terms."), 2, kTolerance);
  EXPECT_NEAR(Event("The peace never lasted."), -1, kTolerance);
  EXPECT_NEAR(Tone("The peace never lasted on fair terms."), 2, kTolerance);
}

TEST(NewsRulesTest, AChangeHasAnIntensity) {
  EXPECT_NEAR(Event("Last year deaths fell sharply."), 3, kTolerance);
  EXPECT_NEAR(Event("Last year deaths fell slightly."), 1, kTolerance);
}

TEST(NewsRulesTest, ASteadyOrNegatedChangeIsNeitherGoodNorBad) {
  EXPECT_NEAR(Event("Last year deaths were unchanged."), 0, kTolerance);
  EXPECT_NEAR(Event("Last year deaths did not fall but deaths did not rise."), 0, kTolerance);
}

TEST(NewsRulesTest, AChangeThatIsTakenBackCountsLess) {
  EXPECT_NEAR(Event("The rise in deaths slowed."), -1, kTolerance);
  EXPECT_NEAR(Event("Last year deaths fell and fell."), 2, kTolerance);
}

TEST(NewsRulesTest, WhatOnlyMightBeCountsLess) {
  EXPECT_NEAR(Tone("The deal could be fair."), 1.5F, kTolerance);
  EXPECT_NEAR(Event("It could bring disaster."), -1, kTolerance);
  EXPECT_NEAR(Event("It was a disaster because it could rain."), -2, kTolerance);
}

TEST(NewsRulesTest, ModifiersScaleWithDistance) {
  EXPECT_NEAR(Tone("The deal was very fair."), 3, kTolerance);
  EXPECT_NEAR(Tone("The deal was slightly fair."), 1, kTolerance);
  EXPECT_NEAR(Tone("The deal was very much fair."), 2 * (1 + 0.5F * 0.95F), kTolerance);
  EXPECT_NEAR(Tone("The deal was very much more fair."), 2 * (1 + 0.5F * 0.9F), kTolerance);
}

TEST(NewsRulesTest, WhatFollowsButOutweighsWhatStandsBefore) {
  EXPECT_NEAR(Tone("The deal was rude but fair."), -1 + 3, kTolerance);
}

TEST(NewsRulesTest, WhatFollowsAlthoughIsOutweighed) {
  EXPECT_NEAR(Tone("The deal was fair although it was rude."), 3 - 1, kTolerance);
  EXPECT_NEAR(Tone("Although it was rude, the deal was fair."), -1 + 3, kTolerance);
}

TEST(NewsRulesTest, ButAtTheHeadOfASentenceWeighsNothing) {
  EXPECT_NEAR(Tone("But the deal was fair."), 2, kTolerance);
}

TEST(NewsRulesTest, NamesAndInstitutionsHaveNoValue) {
  EXPECT_NEAR(Tone("On Monday Senator Joe Fair spoke."), 0, kTolerance);
  EXPECT_NEAR(Tone("Then the justice department spoke."), 0, kTolerance);
  EXPECT_NEAR(Tone("Then the Justice Department spoke."), 0, kTolerance);
  EXPECT_NEAR(Tone("Then justice came."), 2, kTolerance);
}

TEST(NewsRulesTest, AKnownWordAtTheHeadOfASentenceIsNoName) {
  EXPECT_NEAR(Tone("Fair deals are rare."), 2, kTolerance);
  EXPECT_NEAR(Event("Deaths rose."), -2, kTolerance);
}

TEST(NewsRulesTest, ToneInsideQuotationsCountsLess) {
  EXPECT_NEAR(Tone("“It was fair,” he said."), 1, kTolerance);
  EXPECT_NEAR(Event("“It was a disaster,” he said."), -2, kTolerance);
}

TEST(NewsRulesTest, GuessedValuesCountLess) {
  EXPECT_NEAR(Tone("It was decent."), 1, kTolerance);
  EXPECT_NEAR(Tone("It was not decent."), -0.5F, kTolerance);
}

TEST(NewsRulesTest, EvidenceNamesTheTokensAndWhatTurnedThem) {
  const Rated rated = Rate("It was not fair but second to none.");
  ASSERT_EQ(rated.words.size(), 2U);
  EXPECT_EQ(rated.words[0].token, 3U);
  EXPECT_EQ(rated.words[0].end_token, 4U);
  EXPECT_TRUE(rated.words[0].negated);
  EXPECT_EQ(rated.words[1].token, 5U);
  EXPECT_EQ(rated.words[1].end_token, 8U);
  EXPECT_FALSE(rated.words[1].negated);
  EXPECT_NEAR(rated.words[0].tone, -0.5F, kTolerance);  // -1, on the lesser side
  EXPECT_NEAR(rated.words[1].tone, 4.5F, kTolerance);
}

TEST(NewsRulesTest, TheSentenceCountsItsWordsAndCues) {
  const SentenceValence s =
      Rate("He denied that it was very rude, but jobs did not rise.").sentence;
  EXPECT_EQ(s.words, 12);
  EXPECT_EQ(s.valued, 2);  // "rude" and the change
  EXPECT_EQ(s.negated, 2);
  EXPECT_EQ(s.negators, 1);
  EXPECT_EQ(s.intensifiers, 1);
  EXPECT_EQ(s.contrasts, 1);
  EXPECT_EQ(s.cues[static_cast<std::size_t>(Cue::kDenial)], 1);
  EXPECT_EQ(s.cues[static_cast<std::size_t>(Cue::kMoreIsGood)], 1);
}

// Sums of 2 over 18 and 78 words: 2 / sqrt(4 + 15), and with half the size 1 / sqrt(1 + 15).
TEST(NewsRulesTest, TheSameWordsWeighLessInALongerSentence) {
  SentenceValence sentence;
  sentence.tone.Add(2);
  sentence.words = 18;
  EXPECT_NEAR(ScoreNews(sentence, RoundWeights()).tone, 2 / std::sqrt(19.0F), kTolerance);
  sentence.words = 78;
  EXPECT_NEAR(ScoreNews(sentence, RoundWeights()).tone, 0.25F, kTolerance);
}

TEST(NewsRulesTest, LabelsFollowTheToneAndNotTheEvent) {
  SentenceValence sentence;
  sentence.words = 18;
  sentence.event.Add(-3);
  EXPECT_EQ(ScoreNews(sentence, RoundWeights()).label, RuleLabel::kNeutral);
  sentence.tone.Add(-3);
  EXPECT_EQ(ScoreNews(sentence, RoundWeights()).label, RuleLabel::kNegative);
  sentence.tone.Add(6);
  EXPECT_EQ(ScoreNews(sentence, RoundWeights()).label, RuleLabel::kPositive);
}

TEST(NewsRulesTest, AnEmptySentenceGivesZeros) {
  Document document;
  Sentence sentence;
  sentence.first_token = sentence.end_token = 0;
  NewsWorkspace workspace;
  std::vector<ValencedWord> words;
  const SentenceValence rated = RateNews({}, document, sentence, RoundWeights(), workspace, words);
  EXPECT_EQ(rated.words, 0);
  EXPECT_EQ(rated.tone.sum(), 0);
  EXPECT_TRUE(words.empty());
  EXPECT_EQ(ScoreNews(rated, RoundWeights()).tone, 0);
}

// 8 words of every kind, over and over.  A rule that looked at all words for each would take 64
// times as long for 8 times the words.
TEST(NewsRulesTest, ASentenceOfAHundredThousandWordsTakesLinearTime) {
  const auto rate = [](std::size_t times) {
    return Rate(Repeat("not fair deaths, ended prevented saved rude rose ", times) + ".");
  };
  EXPECT_EQ(rate(12500).sentence.words, 100000);
  EXPECT_LT(SecondsOf([&] { rate(12500); }), 30 * SecondsOf([&] { rate(12500 / 8); }) + 0.1);
}

}  // namespace
}  // namespace slant
