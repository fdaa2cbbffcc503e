#include "slant/embed/ngrams.h"

#include <gtest/gtest.h>

#include <string>

namespace slant {
namespace {

using Buckets = std::vector<std::uint32_t>;

Buckets Hash(const std::string& word, NgramScheme scheme) {
  Buckets out;
  HashNgrams(word, scheme, out);
  return out;
}

// 32-bit FNV-1a of published test vectors (Fowler, Noll and Vo, draft-eastlake-fnv, appendix C):
// "a" 0xE40C292C, "b" 0xE70C2DE5, "c" 0xE60C2C52.  Buckets above 2^32 - 1 leave hashes whole but
// for the one value 0xFFFFFFFF.
TEST(NgramsTest, TheHashIsFnv1a) {
  EXPECT_EQ(Hash("abc", {1, 1, 0xFFFFFFFF}), (Buckets{0xE40C292C, 0xE70C2DE5, 0xE60C2C52}));
}

// "<ab>" has of one to three characters: a, b (not the marks alone); <a, ab, b>; <ab, ab>.
TEST(NgramsTest, AllSubstringsOfTheMarkedWordAreTakenButTheMarksAlone) {
  EXPECT_EQ(Hash("ab", {1, 1, 1000}).size(), 2u);
  EXPECT_EQ(Hash("ab", {2, 2, 1000}).size(), 3u);
  EXPECT_EQ(Hash("ab", {3, 3, 1000}).size(), 2u);
  EXPECT_EQ(Hash("ab", {1, 3, 1000}).size(), 7u);
  EXPECT_EQ(Hash("ab", {4, 9, 1000}).size(), 1u);
  EXPECT_EQ(Hash("ab", {5, 9, 1000}).size(), 0u);
}

// Bojanowski et al. 2017, section 3.2: "where" with n = 3 has <wh, whe, her, ere, re>.
TEST(NgramsTest, ThePapersExampleHasFiveNgrams) {
  EXPECT_EQ(Hash("where", {3, 3, 2000}).size(), 5u);
}

// "<é>" has three characters and four bytes.
TEST(NgramsTest, LengthsCountCharactersAndNotBytes) {
  EXPECT_EQ(Hash("é", {3, 3, 1000}).size(), 1u);
  EXPECT_EQ(Hash("é", {4, 4, 1000}).size(), 0u);
  EXPECT_EQ(Hash("日本", {2, 2, 1000}).size(), 3u);
}

TEST(NgramsTest, ResultsAreAppendedAndLieInTheBuckets) {
  Buckets out = {7};
  HashNgrams("example", {3, 5, 10}, out);
  EXPECT_EQ(out.size(), 1u + 7 + 6 + 5);  // "<example>" has 9 characters
  EXPECT_EQ(out[0], 7u);
  for (const std::uint32_t bucket : out) {
    EXPECT_LT(bucket, 10u);
  }
}

TEST(NgramsTest, AModelWithoutNgramsHasNone) {
  EXPECT_TRUE(Hash("example", {3, 5, 0}).empty());
  EXPECT_TRUE(Hash("example", {0, 0, 100}).empty());
}

TEST(NgramsTest, AnEmptyWordHasOnlyItsMarks) {
  EXPECT_EQ(Hash("", {1, 5, 100}).size(), 1u);  // "<>"
}

}  // namespace
}  // namespace slant
