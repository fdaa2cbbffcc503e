#include "slant/words/word_comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "slant/base/hash.h"
#include "slant/base/random.h"

namespace slant {
namespace {

// An article of words with counts, each with a value.
struct Made {
  ArticleTerms terms;
  std::string text = "A sentence.";

  void Add(const std::string& word, std::uint32_t count, double value = 0) {
    if (count == 0) {
      return;
    }
    ArticleTerm term;
    term.hash = Hash64(word);
    term.text = {static_cast<std::uint32_t>(terms.texts.size()),
                 static_cast<std::uint32_t>(terms.texts.size() + word.size())};
    terms.texts += word;
    term.sentence = {0, 11};
    term.place = {2, 10};
    term.count = count;
    term.value_milli = std::llround(1000 * value * count);
    terms.terms.push_back(term);
    terms.words += count;
  }
  void To(TermTable& table, const std::string& group, std::uint64_t key,
          const std::string& stratum = "") const {
    table.Add(group, stratum, key, terms, terms.terms, text, "id" + std::to_string(key));
  }
};

std::string Word(std::uint64_t i) { return "w" + std::to_string(i); }

// Zipf's words, and each article dwells on some of its own, as articles do: words are far from
// independent.  `lean` is how often "slanted" comes besides, on average.
Made Bursty(Random& random, double lean = 0) {
  std::vector<std::uint32_t> counts(300);
  for (int i = 0; i < 150; ++i) {
    ++counts[static_cast<std::size_t>(std::pow(300.0, random.Uniform())) - 1];
  }
  for (int i = 0; i < 4; ++i) {
    counts[random.Below(counts.size())] += static_cast<std::uint32_t>(2 + random.Below(8));
  }
  Made article;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    article.Add(Word(i), counts[i]);
  }
  article.Add("slanted", static_cast<std::uint32_t>(lean + random.Uniform()));
  return article;
}

const WordDifference* Find(const WordComparison& comparison, const std::string& term) {
  const auto found = std::find_if(comparison.words.begin(), comparison.words.end(),
                                  [&](const WordDifference& w) { return w.term == term; });
  return found == comparison.words.end() ? nullptr : &*found;
}

WordComparisonOptions Everything() {
  WordComparisonOptions options;
  options.most = 0;
  return options;
}

TEST(WordComparisonTest, EqualGroupsAreSeldomCalledDifferent) {
  constexpr int kDraws = 200;
  int called = 0;
  double small = 0, tested = 0, small_common = 0, common = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    Random random(static_cast<std::uint64_t>(draw) + 100);
    TermTable table;
    for (std::uint64_t i = 0; i < 30; ++i) {
      Bursty(random).To(table, i % 2 == 0 ? "A" : "B", random.Next());
    }
    table.Finish();
    const WordComparer comparer(table, Everything());
    std::vector<WordComparison> found = {comparer.Compare("A", "B")};
    comparer.Correct(found);
    called += found[0].separable > 0;
    for (const WordDifference& word : found[0].words) {
      small += word.p <= 0.05;
      ++tested;
      if (word.articles_a + word.articles_b >= 27) {
        small_common += word.p <= 0.05;
        ++common;
      }
    }
  }
  // Most words occur too seldom for any p to be small, so the share is far below 5 %; of the words
  // that are in nearly every article it is not.
  EXPECT_LE(called, kDraws * 5 / 100) << "of " << kDraws << " draws";
  EXPECT_LE(small / tested, 0.05);
  EXPECT_GE(small_common / common, 0.01) << common;
  EXPECT_LE(small_common / common, 0.065) << common;
}

TEST(WordComparisonTest, AnInjectedWordIsFoundWithItsInterval) {
  Random random(5);
  TermTable table;
  for (std::uint64_t i = 0; i < 80; ++i) {
    Bursty(random, i % 2 == 0 ? 1.2 : 0.2).To(table, i % 2 == 0 ? "A" : "B", random.Next());
  }
  table.Finish();
  const WordComparer comparer(table, Everything());
  std::vector<WordComparison> found = {comparer.Compare("A", "B"), comparer.Compare("B", "A")};
  comparer.Correct(found);
  ASSERT_FALSE(found[0].words.empty());
  EXPECT_EQ(found[0].words[0].term, "slanted");
  comparer.Describe(found[0]);
  comparer.Describe(found[1]);
  const WordDifference& word = found[0].words[0];
  EXPECT_LE(word.q, 0.05);
  ASSERT_TRUE(word.low && word.high);
  EXPECT_GT(*word.low, 0);
  EXPECT_EQ(word.example, "A sentence.");
  // The other way round it is the same with its sign turned.
  const WordDifference* const turned = Find(found[1], "slanted");
  ASSERT_NE(turned, nullptr);
  EXPECT_NEAR(turned->log_odds.estimate, -word.log_odds.estimate, 1e-12);
  EXPECT_NEAR(turned->p, word.p, 1e-12);
  EXPECT_NEAR(*turned->low, -*word.high, 0.02);
}

// 95 % intervals of the log-odds of a word whose rates are known.  They count the words too, so
// they may be a little wide.
TEST(WordComparisonTest, IntervalsCoverTheTruth) {
  constexpr int kDraws = 300;
  int covered = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    Random random(static_cast<std::uint64_t>(draw) + 9000);
    TermTable table;
    for (std::uint64_t i = 0; i < 120; ++i) {
      // On average 20 of 1,000 words in A and 10 in B, but in bursts: 0 to 40, 0 to 20.
      const bool a = i % 2 == 0;
      const auto count = static_cast<std::uint32_t>(random.Below(a ? 41 : 21));
      Made article;
      article.Add("burst", count);
      article.Add("rest", 1000 - count);
      article.To(table, a ? "A" : "B", random.Next());
    }
    table.Finish();
    WordComparisonOptions options = Everything();
    options.prior_words = 1;
    const WordComparer comparer(table, options);
    std::vector<WordComparison> found = {comparer.Compare("A", "B")};
    comparer.Correct(found);
    comparer.Describe(found[0]);
    const WordDifference* const word = Find(found[0], "burst");
    ASSERT_NE(word, nullptr);
    const double truth = std::log(.02 / .98) - std::log(.01 / .99);
    covered += *word->low <= truth && truth <= *word->high;
  }
  EXPECT_GE(covered, kDraws * 92 / 100);
  EXPECT_LE(covered, kDraws * 98 / 100);
}

TEST(WordComparisonTest, AWordOfOneArticleIsNotSeparable) {
  Random random(6);
  TermTable table;
  for (std::uint64_t i = 0; i < 40; ++i) {
    Made article = Bursty(random);
    if (i == 0 || i == 2) {
      article.Add("burst", 20);
    }
    article.To(table, i % 2 == 0 ? "A" : "B", random.Next());
  }
  table.Finish();
  const WordComparer comparer(table, Everything());
  std::vector<WordComparison> found = {comparer.Compare("A", "B")};
  comparer.Correct(found);
  const WordDifference* const burst = Find(found[0], "burst");
  ASSERT_NE(burst, nullptr);
  EXPECT_GT(burst->log_odds.z, 3) << "word by word it looks like a clear difference";
  EXPECT_GT(burst->q, 0.05);
}

TEST(WordComparisonTest, OneArticleASideIsListedButNotTested) {
  Random random(7);
  TermTable table;
  Bursty(random, 5).To(table, "A", 1);
  Bursty(random).To(table, "B", 2);
  table.Finish();
  const WordComparer comparer(table, Everything());
  std::vector<WordComparison> found = {comparer.Compare("A", "B")};
  comparer.Correct(found);
  comparer.Describe(found[0]);
  ASSERT_FALSE(found[0].words.empty());
  for (const WordDifference& word : found[0].words) {
    EXPECT_EQ(word.p, 1);
    EXPECT_FALSE(word.low.has_value());
  }
}

// A writes nine times as much about the first story as about the second, B the other way round.
// Both say the story's own word alike within each story.
TEST(WordComparisonTest, HoldingStoriesConstantTakesAwayTheStorysWords) {
  Random random(8);
  TermTable raw, within;
  for (std::uint64_t i = 0; i < 200; ++i) {
    const bool a = i % 2 == 0;
    const std::string story = random.Uniform() < (a ? 0.9 : 0.1) ? "first" : "second";
    Made article = Bursty(random, a ? 1.6 : 0.2);
    article.Add(story, static_cast<std::uint32_t>(4 + random.Below(3)));
    const std::uint64_t key = random.Next();
    article.To(raw, a ? "A" : "B", key);
    article.To(within, a ? "A" : "B", key, story);
  }
  raw.Finish();
  within.Finish();
  const auto compare = [](const TermTable& table) {
    const WordComparer comparer(table, Everything());
    std::vector<WordComparison> found = {comparer.Compare("A", "B")};
    comparer.Correct(found);
    return found[0];
  };
  const WordComparison by_topic = compare(raw), matched = compare(within);
  EXPECT_LE(Find(by_topic, "first")->q, 0.05);
  EXPECT_GT(Find(by_topic, "first")->log_odds.estimate, 1);
  EXPECT_GT(Find(matched, "first")->q, 0.05);
  EXPECT_NEAR(Find(matched, "first")->log_odds.estimate, 0, 0.15);
  EXPECT_LE(Find(matched, "slanted")->q, 0.05);
  EXPECT_EQ(matched.strata, 2u);
}

// By hand: A says good (+2) 3 times and bad (-1) once in 50 words, B good once and bad 4 times in
// 100, once of them as -3.  Means for 100 words: 10 and -4.
TEST(ToneShiftTest, PartsAddUpToTheDifference) {
  TermTable table({1000, true});
  Made a;
  a.Add("good", 3, 2);
  a.Add("bad", 1, -1);
  a.terms.words = 50;
  a.To(table, "A", 1);
  Made b;
  b.Add("good", 1, 2);
  b.Add("bad", 4, -1.5);
  b.terms.words = 100;
  b.To(table, "B", 2);
  table.Finish();
  const ToneShift shift = WordComparer(table, Everything()).Shift("A", "B");
  EXPECT_NEAR(shift.mean_a, 10, 1e-9);
  EXPECT_NEAR(shift.mean_b, -4, 1e-9);
  ASSERT_EQ(shift.words.size(), 2u);
  EXPECT_EQ(shift.words[0].term, "good");
  EXPECT_NEAR(shift.words[0].shift.total(), 2 * 6 - 2 * 1, 1e-9);
  EXPECT_NEAR(shift.words[0].shift.value, 0, 1e-9);
  // (2 - 4) (-1 - 1.5) / 2 = 2.5 and (2 + 4) / 2 (-1 + 1.5) = 1.5.
  EXPECT_NEAR(shift.words[1].shift.frequency, 2.5, 1e-9);
  EXPECT_NEAR(shift.words[1].shift.value, 1.5, 1e-9);
  EXPECT_NEAR(shift.rest, 0, 1e-9);
  EXPECT_EQ(shift.words[0].example, "A sentence.");
}

TEST(ToneShiftTest, WordsThatAreNotToldAreInTheRest) {
  Random random(9);
  TermTable table({1000, true});
  for (std::uint64_t i = 0; i < 20; ++i) {
    Made article;
    for (std::uint64_t w = 0; w < 50; ++w) {
      article.Add(Word(w), static_cast<std::uint32_t>(random.Below(3)), random.Normal());
    }
    article.To(table, i % 2 == 0 ? "A" : "B", random.Next());
  }
  table.Finish();
  WordComparisonOptions options;
  options.most = 4;
  const ToneShift shift = WordComparer(table, options).Shift("A", "");
  ASSERT_EQ(shift.words.size(), 8u);
  EXPECT_EQ(shift.other_words, 42u);
  double sum = shift.rest;
  for (const ShiftedWord& word : shift.words) {
    sum += word.shift.total();
    EXPECT_TRUE(word.low && *word.low <= word.shift.total() && word.shift.total() <= *word.high);
  }
  EXPECT_NEAR(sum, shift.difference, 1e-9);
  EXPECT_NEAR(shift.difference, shift.mean_a - shift.mean_b, 1e-12);
}

// --- the table -----------------------------------------------------------------------------------

std::vector<std::pair<std::string, std::int64_t>> Totals(const TermTable& table) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (const TermTable::Term& term : table.terms()) {
    std::int64_t sum = 0;
    for (const TermTable::Posting& posting : term.postings) {
      sum += posting.count;
    }
    EXPECT_EQ(sum, term.count);
    out.emplace_back(term.text, term.count);
  }
  return out;
}

TEST(TermTableTest, MergingAndOrderChangeNothing) {
  std::vector<Made> articles;
  Random random(10);
  for (int i = 0; i < 60; ++i) {
    articles.push_back(Bursty(random, i % 3));
  }
  const auto add = [&](std::size_t i, TermTable& table) {
    articles[i].To(table, i % 3 == 0 ? "A" : "B", i, i % 2 == 0 ? "s" : "t");
  };
  TermTable one, left, right;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    add(i, one);
    add(articles.size() - 1 - i, i % 2 == 0 ? left : right);
  }
  left.Merge(right);
  one.Finish();
  left.Finish();
  EXPECT_EQ(Totals(one), Totals(left));
  const auto compare = [](const TermTable& table) {
    return WordComparer(table, Everything()).Compare("A", "B");
  };
  const WordComparison a = compare(one), b = compare(left);
  ASSERT_EQ(a.words.size(), b.words.size());
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    EXPECT_EQ(a.words[i].term, b.words[i].term);
    EXPECT_EQ(a.words[i].p, b.words[i].p);  // to the bit
    EXPECT_EQ(a.words[i].log_odds.estimate, b.words[i].log_odds.estimate);
  }
}

TEST(TermTableTest, TooManyTermsForgetTheRareAndSayByHowMuchTheyMayBeWrong) {
  TermTable table({1000, false});
  Random random(11);
  std::int64_t often = 0;
  for (std::uint64_t i = 0; i < 500; ++i) {
    Made article;
    article.Add("often", 2);
    often += 2;
    for (int w = 0; w < 20; ++w) {
      article.Add("rare" + std::to_string(random.Next()), 1);
    }
    article.To(table, "A", i);
  }
  table.Finish();
  EXPECT_LE(table.terms().size(), 1000u);
  const TermTable::Term* const found = table.Find(Hash64("often"));
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->count, often);
  EXPECT_GT(table.forgotten(), 0);
  EXPECT_LT(table.forgotten(), 40);
}

TEST(TermTableTest, ATermsMemoryIsBoundedByTheClusters) {
  TermTable table;
  Made article;
  article.Add("the", 1);
  for (std::uint64_t i = 0; i < 50'000; ++i) {
    article.To(table, "A", Mix64(i));
  }
  table.Finish();
  const TermTable::Term* const the = table.Find(Hash64("the"));
  ASSERT_NE(the, nullptr);
  EXPECT_EQ(the->count, 50'000);
  EXPECT_EQ(the->postings.size(), TermTable::kClusters);
  EXPECT_LE(the->postings.capacity(), 3u * TermTable::kClusters);
}

}  // namespace
}  // namespace slant
