#include "slant/base/ascii.h"

#include <gtest/gtest.h>

#include <cctype>
#include <clocale>

namespace slant {
namespace {

// The C library's answers in its own locale, for every byte.
TEST(AsciiTest, BytesAreWhatTheCLocaleSaysTheyAre) {
  ASSERT_STREQ(std::setlocale(LC_CTYPE, nullptr), "C");
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    EXPECT_EQ(IsAsciiDigit(c), std::isdigit(byte) != 0) << byte;
    EXPECT_EQ(IsAsciiUpper(c), std::isupper(byte) != 0) << byte;
    EXPECT_EQ(IsAsciiLower(c), std::islower(byte) != 0) << byte;
    EXPECT_EQ(IsAsciiLetter(c), std::isalpha(byte) != 0) << byte;
    EXPECT_EQ(LowerAscii(c), static_cast<char>(std::tolower(byte))) << byte;
    EXPECT_EQ(byte != 0 && kAsciiSpace.find(c) != std::string_view::npos, std::isspace(byte) != 0)
        << byte;
  }
}

TEST(AsciiTest, LettersBeyondAsciiStayAsTheyAre) {
  EXPECT_EQ(LowerAscii("The ÉCLAIR of Ünal 7"), "the Éclair of Ünal 7");
  EXPECT_EQ(LowerAscii(""), "");
}

TEST(AsciiTest, TrimmingTakesBothEndsAndNothingBetween) {
  EXPECT_EQ(TrimAscii(" \t\r\n\v\fthe  end\n"), "the  end");
  EXPECT_EQ(TrimAscii("\xC2\xA0x"), "\xC2\xA0x") << "a no-break space is not ASCII";
  EXPECT_EQ(TrimAscii(" \n "), "");
  EXPECT_EQ(TrimAscii(""), "");
}

}  // namespace
}  // namespace slant
