#include "slant/text/vocabulary.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "slant/base/section_file.h"
#include "support/is_ok.h"

namespace slant {
namespace {

Vocabulary Words() { return Vocabulary::FromWords({{"the", 9}, {"obama", 2}}).value(); }

TEST(VocabularyTest, WithoutSharesOfCapitalsNothingIsAName) {
  const Vocabulary words = Words();
  EXPECT_FALSE(words.has_capital_shares());
  EXPECT_FALSE(words.IsName(words.Find("obama")));
  EXPECT_FALSE(words.IsName(kUnknownWord));
}

TEST(VocabularyTest, ANameIsMostlyWrittenWithACapital) {
  const Vocabulary words = Words().WithCapitalShares({127, 128}).value();
  EXPECT_FALSE(words.IsName(words.Find("the")));
  EXPECT_TRUE(words.IsName(words.Find("obama")));
  EXPECT_TRUE(words.IsName(words.Find("never seen")));
}

TEST(VocabularyTest, EveryWordNeedsAShare) {
  const auto wrong = Words().WithCapitalShares({1, 2, 3});
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().message.find("has 2 words, 3 have"), std::string::npos)
      << wrong.error().message;
}

TEST(VocabularyTest, SharesAreSavedWithTheWords) {
  const std::string path = testing::TempDir() + "/vocabulary_test.slant";
  SectionFileWriter writer;
  Words().WithCapitalShares({3, 200}).value().Save(writer);
  ASSERT_TRUE(IsOk(writer.Write(path)));
  const auto read = Vocabulary::FromFile(SectionFile::Open(path).value());
  ASSERT_TRUE(IsOk(read));
  EXPECT_EQ(read->CapitalShare(read->Find("the")), 3);
  EXPECT_EQ(read->CapitalShare(read->Find("obama")), 200);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace slant
