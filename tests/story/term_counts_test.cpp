#include "slant/story/term_counts.h"

#include <gtest/gtest.h>

#include <map>

#include "story/made_facts.h"

namespace slant {
namespace {

TEST(TermCountsTest, CountsAreThoseOfAMap) {
  Random random(11);
  TermCounts counts;
  std::map<std::uint32_t, std::uint32_t> expected;
  // Enough that what waits to be counted is counted twice on the way.
  for (int i = 0; i < 30000; ++i) {
    std::vector<std::uint32_t> words;
    for (int w = 0; w < 300; ++w) {
      words.push_back(static_cast<std::uint32_t>(random.Below(100000)));
    }
    const ArticleFacts facts = MadeFacts(words);
    counts.Add(facts.terms);
    if (i % 1000 == 0) {
      for (const FactTerm& term : facts.terms) {
        expected[term.key] = 0;
      }
    }
    for (const FactTerm& term : facts.terms) {
      if (const auto found = expected.find(term.key); found != expected.end()) {
        ++found->second;
      }
    }
  }
  counts.Finish();
  EXPECT_EQ(counts.articles(), 30000u);
  // Those that were followed from the first article on.
  Random same(11);
  std::vector<std::uint32_t> words;
  for (int w = 0; w < 300; ++w) {
    words.push_back(static_cast<std::uint32_t>(same.Below(100000)));
  }
  for (const FactTerm& term : MadeFacts(words).terms) {
    EXPECT_EQ(counts.Of(term.key), expected[term.key]);
  }
  EXPECT_EQ(counts.Of(0xFFFFFFF0U), 1u);
}

}  // namespace
}  // namespace slant
