#include "slant/lexicon/lexicon_coverage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "slant/base/format.h"
#include "slant/lexicon/lexicon_reader.h"
#include "slant/text/segmenter.h"

namespace slant {
namespace {

// A list in slant's format: the columns, then the rows.
Lexicon List(const std::string& name, const std::string& rows) {
  auto lexicon = ParseLexicon("# slant-lexicon 2\n# name: " + name + "\n" + rows, name + ".tsv");
  EXPECT_TRUE(lexicon.ok()) << lexicon.error().ToString();
  return std::move(lexicon).value();
}

CoverageCounts Counts(const LexiconCoverage& coverage, const std::vector<std::string>& texts,
                      const Vocabulary& vocabulary = {}) {
  const Segmenter segmenter(vocabulary);
  CoverageCounts counts = coverage.Zero();
  CoverageWorkspace work;
  Document document;
  for (const std::string& text : texts) {
    segmenter.Segment(text, document);
    coverage.Count(document, work, counts);
  }
  return counts;
}

CoverageReport Report(std::vector<Lexicon> lexicons, const std::vector<std::string>& texts,
                      std::size_t top = 10) {
  const LexiconCoverage coverage(std::move(lexicons), {});
  return coverage.Report(Counts(coverage, texts), top);
}

// "good 2 = 4 (0.57)": pattern, matches, contribution, share.
std::string Show(const CoverageSummary& summary) {
  std::string out;
  for (const CoverageDriver& driver : summary.top) {
    out += Format("%s %d = %g (%.2f)\n", driver.pattern.c_str(), static_cast<int>(driver.matches),
                  driver.contribution, driver.share);
  }
  return out;
}

const std::string kSmall =
    "word\tvalence\tcategory\n"
    "good\t2\tpraise\n"
    "bad\t-3\n"
    "lov*\t1\tpraise\n"
    "fed up\t-1\n"
    "splendid\t3\tpraise\n";

// Eleven words; the marks are none.
TEST(LexiconCoverageTest, SharesAreOfTheWordsOfTheCorpus) {
  const auto report =
      Report({List("small", kSmall)}, {"Good, good, bad! They are fed up.", "He loved the film."});
  EXPECT_EQ(report.articles, 2u);
  EXPECT_EQ(report.sentences, 3u);
  EXPECT_EQ(report.words, 11u);
  ASSERT_EQ(report.lists.size(), 1u);
  const CoverageSummary& all = report.lists[0].all;
  EXPECT_EQ(all.name, "small");
  EXPECT_EQ(all.entries, 5u);
  EXPECT_EQ(all.seen, 4u) << "all but 'splendid'";
  EXPECT_EQ(all.matches, 5u);
  EXPECT_EQ(all.words, 6u) << "'fed up' are two";
  EXPECT_DOUBLE_EQ(all.word_share, 6.0 / 11);
  EXPECT_FALSE(all.degrees);
  EXPECT_EQ(Show(all),
            "good 2 = 2 (0.40)\nbad 1 = 1 (0.20)\nfed up 1 = 1 (0.20)\nlov* 1 = 1 (0.20)\n");
}

// 2 * 2 - 3 + 1 - 1 = 1, of 4 + 3 + 1 + 1 = 9.
TEST(LexiconCoverageTest, WhatDrivesACategoryIsCountTimesValue) {
  const auto report =
      Report({List("small", kSmall)}, {"Good, good, bad! They are fed up.", "He loved the film."});
  const auto& categories = report.lists[0].categories;
  ASSERT_EQ(categories.size(), 2u);
  EXPECT_EQ(categories[0].name, "valence");
  EXPECT_TRUE(categories[0].degrees);
  EXPECT_DOUBLE_EQ(categories[0].sum, 1);
  EXPECT_DOUBLE_EQ(categories[0].absolute, 9);
  EXPECT_EQ(Show(categories[0]),
            "good 2 = 4 (0.44)\nbad 1 = -3 (0.33)\nfed up 1 = -1 (0.11)\nlov* 1 = 1 (0.11)\n");
  EXPECT_EQ(categories[1].name, "praise");
  EXPECT_FALSE(categories[1].degrees);
  EXPECT_EQ(categories[1].entries, 3u);
  EXPECT_EQ(categories[1].seen, 2u);
  EXPECT_EQ(categories[1].matches, 3u);
  EXPECT_EQ(Show(categories[1]), "good 2 = 2 (0.67)\nlov* 1 = 1 (0.33)\n");
}

// Eleven patterns: one twice, ten once; the ten commonest have 11 of 12.
TEST(LexiconCoverageTest, ConcentrationIsTheShareOfTheTenCommonest) {
  std::string rows = "word\tcategory\n";
  std::string text = "ant ";
  for (const std::string word :
       {"ant", "bee", "cow", "dog", "eel", "fox", "gnu", "hen", "ibex", "jay", "koi"}) {
    rows += word + "\tanimals\n";
    text += word + " ";
  }
  const auto report = Report({List("animals", rows)}, {text}, 1);
  EXPECT_DOUBLE_EQ(report.lists[0].all.top_ten_share, 11.0 / 12);
  EXPECT_DOUBLE_EQ(report.lists[0].categories[0].top_ten_share, 11.0 / 12);
  EXPECT_EQ(Show(report.lists[0].all), "ant 2 = 2 (0.17)\n");
}

TEST(LexiconCoverageTest, NoPhraseReachesIntoTheNextSentence) {
  const auto report = Report({List("small", kSmall)}, {"He was fed. Up went the balloon."});
  EXPECT_EQ(report.lists[0].all.matches, 0u);
}

TEST(LexiconCoverageTest, AnEmptyCorpusAndAnEmptyListAreCoveredByNothing) {
  const auto report = Report({List("small", kSmall)}, {""});
  EXPECT_EQ(report.words, 0u);
  EXPECT_EQ(report.lists[0].all.word_share, 0);
  EXPECT_EQ(report.lists[0].all.top_ten_share, 0);
  EXPECT_TRUE(report.lists[0].all.top.empty());
  EXPECT_TRUE(Report({}, {"Some words."}).lists.empty());
  EXPECT_EQ(Report({Lexicon()}, {"Some words."}).lists[0].all.entries, 0u);
}

TEST(LexiconCoverageTest, PartsMergeToTheWholeWhateverTheVocabulary) {
  const std::vector<std::string> texts = {"Good, good, bad!", "They are fed up.",
                                          "He loved the bad film.", "A splendid bad day."};
  const auto lists = [] {
    return std::vector<Lexicon>{List("a", kSmall),
                                List("b", "word\tvalence\nbad\t-1\nloved\t2\ngood\t-1\n")};
  };
  const auto vocabulary = Vocabulary::FromWords({{"good", 3}, {"loved", 2}, {"film", 1}}).value();
  const LexiconCoverage plain(lists(), {});
  const LexiconCoverage fast(lists(), vocabulary);
  const CoverageCounts whole = Counts(plain, texts);
  CoverageCounts parts = fast.Zero();
  parts.Merge(Counts(fast, {texts[2], texts[0]}, vocabulary));
  parts.Merge(Counts(fast, {texts[3]}, vocabulary));
  parts.Merge(Counts(fast, {texts[1]}, vocabulary));
  EXPECT_EQ(parts.articles, 4u);
  EXPECT_EQ(parts.words, whole.words);
  EXPECT_EQ(parts.pairs, whole.pairs);
  for (std::size_t list = 0; list < 2; ++list) {
    for (std::size_t e = 0; e < whole.lists[list].size(); ++e) {
      EXPECT_EQ(parts.lists[list][e].matches, whole.lists[list][e].matches);
      EXPECT_EQ(parts.lists[list][e].words, whole.lists[list][e].words);
    }
  }
}

// Shared: good (2, 1), bad (-3, -1), fine (1, -1): deviations (2, 4/3), (-3, -2/3), (1, -2/3), so
// r = (8/3 + 2 - 2/3) / sqrt(14 * 24/9) = 4 / 6.110.
// In the corpus also lov* meets loved (1, 4): good twice, bad once, loved once.  Of x = 2 2 -3 1
// the mean is 1/2, of y = 1 1 -1 4 it is 5/4: xy = 8.5, xx = 17, yy = 12.75.
TEST(LexiconCoverageTest, ListsAgreeOverTheirWordsAndOverTheCorpus) {
  const auto report =
      Report({List("a", "word\tvalence\ngood\t2\nbad\t-3\nfine\t1\nlov*\t1\nmeh\t0\n"),
              List("none", "word\ttone\ngood\t2\n"),
              List("b", "word\tvalence\ngood\t1\nbad\t-1\nfine\t-1\nloved\t4\nbad day\t-2\n")},
             {"Good, good, bad, loved, meh.", "A bad day."});
  ASSERT_EQ(report.agreements.size(), 1u) << "a list without valence agrees with nobody";
  const ListAgreement& found = report.agreements[0];
  EXPECT_EQ(found.a, 0u);
  EXPECT_EQ(found.b, 2u);
  EXPECT_EQ(found.patterns.n, 3u);
  ASSERT_TRUE(found.patterns.pearson.has_value());
  EXPECT_NEAR(*found.patterns.pearson, 4 / std::sqrt(14.0 * 24 / 9), 1e-12);
  EXPECT_DOUBLE_EQ(found.patterns.same_sign.value_or(-1), 2.0 / 3);
  EXPECT_EQ(found.tokens.n, 4u) << "'bad' of the one does not meet 'bad day' of the other";
  ASSERT_TRUE(found.tokens.pearson.has_value());
  EXPECT_NEAR(*found.tokens.pearson, 8.5 / std::sqrt(17 * 12.75), 1e-12);
  EXPECT_DOUBLE_EQ(found.tokens.same_sign.value_or(-1), 1);
}

TEST(LexiconCoverageTest, WhatBothCallNeutralHasNoSignAndOneWordNoCorrelation) {
  const auto report =
      Report({List("a", "word\tvalence\nmeh\t0\nbad\t-1\n"), List("b", "word\tvalence\nmeh\t0\n")},
             {"meh"});
  ASSERT_EQ(report.agreements.size(), 1u);
  EXPECT_EQ(report.agreements[0].patterns.n, 1u);
  EXPECT_EQ(report.agreements[0].patterns.with_sign, 0u);
  EXPECT_FALSE(report.agreements[0].patterns.same_sign.has_value());
  EXPECT_FALSE(report.agreements[0].patterns.pearson.has_value());
}

// A valence from 1 to 9 is neutral at 5: 'bad' at 2 is negative.
TEST(LexiconCoverageTest, AScaleWithoutNegativeValuesIsNeutralInItsMiddle) {
  const auto report = Report({List("nine", "# scale: 1 9\nword\tvalence\ngood\t8\nbad\t2\n"),
                              List("four", "word\tvalence\ngood\t3\nbad\t-3\n"),
                              List("praise", "word\tvalence\ngood\t1\n")},
                             {"good bad bad"});
  EXPECT_EQ(report.lists[0].neutral, 5.0);
  EXPECT_EQ(report.lists[1].neutral, 0.0);
  EXPECT_EQ(report.lists[2].neutral, 0.0) << "one value has no middle";
  EXPECT_DOUBLE_EQ(report.lists[0].categories[0].sum, 3 - 3 - 3);
  EXPECT_EQ(report.agreements[0].patterns.same_sign, 1.0);
}

}  // namespace
}  // namespace slant
