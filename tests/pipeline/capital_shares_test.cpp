#include "slant/pipeline/capital_shares.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "support/is_ok.h"

namespace slant {
namespace {

TEST(CapitalSharesTest, OnlyMentionsBehindAWordInSmallLettersCount) {
  const std::string path = testing::TempDir() + "/capital_shares_test.jsonl";
  {
    std::ofstream file(path);
    file << R"({"id": "1", "text": "Lee met lee, and Lee. House of cards in the house of Lee."})"
         << "\n"
         << "no article\n"
         << R"({"id": "2", "text": "He saw the House Republicans. The Senate met the House."})"
         << "\n";
  }
  const auto words = Vocabulary::FromWords({{"lee", 4}, {"house", 3}, {"senate", 1}}).value();
  int malformed = 0;

  const auto counted = CountCapitals(words, {path}, [&](const Error&) { ++malformed; });

  ASSERT_TRUE(IsOk(counted));
  EXPECT_EQ(counted->articles, 2u);
  EXPECT_EQ(malformed, 1);
  // lee: "met lee", "and Lee", "of Lee": (2 + 1/2) / 4 of 256.  The first word counts for nothing.
  EXPECT_EQ(counted->shares[0], 160);
  // house: "the house", "the House."; "House Republicans" is a run: (1 + 1/2) / 3.
  EXPECT_EQ(counted->shares[1], 128);
  // senate: behind a capital only: unknown.
  EXPECT_EQ(counted->shares[2], 128);
  EXPECT_EQ(counted->names, 3u);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace slant
