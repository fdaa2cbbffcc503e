#include "slant/story/facts_bytes.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

ArticleFacts SomeFacts() {
  ArticleFacts facts;
  facts.id = "id";
  facts.outlet = "outlet";
  facts.day = 20000;
  facts.content = 0xFEDCBA9876543210U;
  facts.terms = {{4, 16, 1024}, {0xFFFFFFFDU, 65535, 0}};
  facts.embedding = {-127, 0, 127, -1};
  facts.sketch = {1000, 0x3FFFFFFFU, {1, 2, 0x3FFFFFFEU}};
  return facts;
}

TEST(FactsBytesTest, WhatTheTextSaysComesBackAndTheFieldsDoNot) {
  const ArticleFacts facts = SomeFacts();
  const auto back = UnpackFacts(PackFacts(facts));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->id, "");
  EXPECT_EQ(back->outlet, "");
  EXPECT_FALSE(back->day);
  EXPECT_EQ(back->content, facts.content);
  ASSERT_EQ(back->terms.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(back->terms[i].key, facts.terms[i].key);
    EXPECT_EQ(back->terms[i].count, facts.terms[i].count);
    EXPECT_EQ(back->terms[i].surprise, facts.terms[i].surprise);
  }
  EXPECT_EQ(back->embedding, facts.embedding);
  EXPECT_EQ(back->sketch.shingles, facts.sketch.shingles);
  EXPECT_EQ(back->sketch.limit, facts.sketch.limit);
  EXPECT_EQ(back->sketch.hashes, facts.sketch.hashes);
  EXPECT_TRUE(UnpackFacts(PackFacts(ArticleFacts())));
}

TEST(FactsBytesTest, EveryFlippedBitAndEveryTruncationIsFound) {
  const std::string bytes = PackFacts(SomeFacts());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
    EXPECT_FALSE(UnpackFacts(damaged)) << "byte " << i;
    EXPECT_FALSE(UnpackFacts(bytes.substr(0, i))) << "byte " << i;
  }
  EXPECT_FALSE(UnpackFacts(""));
}

}  // namespace
}  // namespace slant
