#include "slant/base/format.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

TEST(FormatTest, ArgumentsStandWhereTheFormatSays) {
  EXPECT_EQ(Format("%d of %s, %.2f %%", 3, "seven", 42.857), "3 of seven, 42.86 %");
  EXPECT_EQ(Format("%s", ""), "");
}

// 255 characters fill the buffer to its last byte; 256 and more need another.
TEST(FormatTest, NothingIsTooLong) {
  for (const std::size_t size : {254u, 255u, 256u, 257u, 5000u}) {
    const std::string text(size, 'x');
    EXPECT_EQ(Format("%s.", text.c_str()), text + ".") << size;
  }
}

}  // namespace
}  // namespace slant
