#include "slant/base/hash.h"

#include <gtest/gtest.h>

#include <string>

namespace slant {
namespace {

// XXH3_64bits of no bytes with seed 0, from xxHash's own sanity check (tests/sanity_test_vectors).
TEST(HashTest, IsXxh3WithSixtyFourBits) { EXPECT_EQ(Hash64(""), 0x2D06800538D394C2u); }

TEST(HashTest, DependsOnEveryByteAndOnTheSeed) {
  const std::string text(300, 'a');
  const std::uint64_t hash = Hash64(text);
  EXPECT_EQ(Hash64(text), hash);
  EXPECT_NE(Hash64(text, 1), hash);
  EXPECT_NE(Hash64(text + "a"), hash);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = 'b';
    EXPECT_NE(Hash64(other), hash) << "byte " << i;
  }
}

}  // namespace
}  // namespace slant
