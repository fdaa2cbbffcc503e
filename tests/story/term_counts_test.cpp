#include "slant/story/term_counts.h"

#include <gtest/gtest.h>

#include <map>

#include "story/made_facts.h"

namespace slant {
namespace {

// What waits is sorted many times on the way.
TEST(TermCountsTest, CountsAreThoseOfAMap) {
  Random random(11);
  TermCounts counts(100);
  std::map<std::uint32_t, std::uint32_t> expected;
  for (int i = 0; i < 500; ++i) {
    std::vector<std::uint32_t> words;
    for (int w = 0; w < 30; ++w) {
      words.push_back(static_cast<std::uint32_t>(random.Below(3000)));
    }
    const ArticleFacts facts = MadeFacts(words);
    counts.Add(facts.terms);
    for (const FactTerm& term : facts.terms) {
      ++expected[term.key];
    }
  }
  counts.Finish();
  EXPECT_EQ(counts.articles(), 500u);
  for (const auto& [key, count] : expected) {
    EXPECT_EQ(counts.Of(key), count);
  }
  EXPECT_EQ(counts.Of(0xFFFFFFF0U), 1u);
}

}  // namespace
}  // namespace slant
