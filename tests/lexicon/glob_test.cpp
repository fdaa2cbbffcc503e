#include "slant/lexicon/glob.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace slant {
namespace {

TEST(GlobTest, AStarStandsForAnyCharactersAndAQuestionMarkForOne) {
  struct Case {
    const char* glob;
    const char* word;
    bool fits;
  };
  const Case cases[] = {
      {"walk*", "walk", true},
      {"walk*", "walking", true},
      {"walk*", "wal", false},
      {"*ness", "ness", true},
      {"*ness", "kindness", true},
      {"*ness", "nesses", false},
      {"un*able", "unable", true},
      {"un*able", "unable to", false},
      {"b?d", "bad", true},
      {"b?d", "bd", false},
      {"b?d", "baad", false},
      {"*a*b*", "xxaxxbxx", true},
      {"*a*b*", "xxbxxaxx", false},
      {"*aab", "aaaab", true},  // the star has to take more than at first
      {"", "", true},
      {"", "a", false},
      {"*", "", true},
      {"**", "", true},
      {"?", "", false},
      {"a", "A", false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(FitsGlob(c.glob, c.word), c.fits) << c.glob << " on " << c.word;
  }
}

TEST(GlobTest, AQuestionMarkTakesAWholeCharacter) {
  EXPECT_TRUE(FitsGlob("caf?", "café"));
  EXPECT_FALSE(FitsGlob("caf??", "café"));
  EXPECT_TRUE(FitsGlob("?", "😀"));
  EXPECT_FALSE(FitsGlob("*??", "é"));
  EXPECT_TRUE(FitsGlob("na?ve*", "naïveté"));
}

TEST(GlobTest, BytesThatAreNoCharactersAreTaken) {
  EXPECT_TRUE(FitsGlob("?", "\xA9"));
  EXPECT_TRUE(FitsGlob("a*", "a\xC3"));
  EXPECT_TRUE(FitsGlob("a?", "a\xE2\x80"));
}

std::vector<std::uint32_t> Fits(const std::vector<std::string>& globs, const std::string& word) {
  GlobSet set;
  for (std::uint32_t i = 0; i < globs.size(); ++i) {
    set.Add(globs[i], i);
  }
  set.Finish();
  std::vector<std::uint32_t> symbols;
  set.Fit(word, symbols);
  return symbols;
}

using Symbols = std::vector<std::uint32_t>;

TEST(GlobTest, ASetReportsTheLongestGlobsFirstPrefixesAndOthersAlike) {
  EXPECT_EQ(Fits({"w*", "*alking", "walk*", "wal*", "*g", "?????ng", "x*"}, "walking"),
            (Symbols{1, 5, 2, 3, 0, 4}));
}

TEST(GlobTest, OfEquallyLongGlobsTheOneWithTheSmallerNumberComesFirst) {
  EXPECT_EQ(Fits({"*ing", "wal*", "?a*g"}, "walking"), (Symbols{0, 1, 2}));
  EXPECT_EQ(Fits({"wal*", "?a*g", "*ing"}, "walking"), (Symbols{0, 1, 2}));
}

TEST(GlobTest, AGlobThatIsAddedTwiceKeepsItsNumber) {
  GlobSet set;
  EXPECT_TRUE(set.empty());
  EXPECT_EQ(set.Add("a*", 0), 0u);
  EXPECT_EQ(set.Add("*a", 1), 1u);
  EXPECT_EQ(set.Add("a*", 2), 0u);
  EXPECT_EQ(set.Add("*a", 2), 1u);
  EXPECT_FALSE(set.empty());
}

TEST(GlobTest, ASetIsFullOfGlobsThatAreNoPrefixesButTakesPrefixes) {
  GlobSet set;
  for (std::uint32_t i = 0; i < kMaxGlobs; ++i) {
    ASSERT_EQ(set.Add("*a" + std::to_string(i), i), i);
  }
  EXPECT_EQ(set.Add("*b", 5000), GlobSet::kFull);
  EXPECT_EQ(set.Add("*a7", 5000), 7u) << "one that it has is no new one";
  EXPECT_EQ(set.Add("b*", 5000), 5000u);
  set.Finish();
  std::vector<std::uint32_t> symbols;
  set.Fit("b", symbols);
  EXPECT_EQ(symbols, (Symbols{5000}));
}

TEST(GlobTest, OfManyGlobsThatFitTheLongestAreReported) {
  std::vector<std::string> globs;
  std::string prefix;
  for (int i = 0; i < 60; ++i) {
    prefix += 'a';
    globs.push_back(prefix + "*");
  }
  const auto symbols = Fits(globs, prefix);
  ASSERT_EQ(symbols.size(), kMaxFits);
  EXPECT_EQ(symbols.front(), 59u);
  EXPECT_EQ(symbols.back(), 59 - kMaxFits + 1);
}

TEST(GlobTest, FitAppends) {
  GlobSet set;
  set.Add("a*", 3);
  set.Finish();
  std::vector<std::uint32_t> symbols = {9};
  set.Fit("ab", symbols);
  set.Fit("", symbols);
  EXPECT_EQ(symbols, (Symbols{9, 3}));
}

}  // namespace
}  // namespace slant
