#include "slant/story/block_index.h"

#include <gtest/gtest.h>

#include <set>

#include "slant/base/random.h"

namespace slant {
namespace {

TEST(BlockIndexTest, WhatIsBetweenIsWhatASearchOfAllFinds) {
  Random random(8);
  std::set<std::pair<std::uint32_t, std::uint32_t>> all;  // key, article
  for (int i = 0; i < 5000; ++i) {
    // Some keys with the same first bits, some with others.
    const auto key = static_cast<std::uint32_t>(random.Below(40) * (i % 2 == 0 ? 1 : 0x05000000));
    all.emplace(key, static_cast<std::uint32_t>(random.Below(200)));
  }
  const BlockIndex index([&](const auto& put) {
    for (const auto& [key, article] : all) {
      put(key, article, static_cast<float>(key % 7));
    }
  });
  for (int i = 0; i < 2000; ++i) {
    const auto key = static_cast<std::uint32_t>(random.Below(41) * (i % 2 == 0 ? 1 : 0x05000000));
    const auto from = static_cast<std::uint32_t>(random.Below(200));
    const auto to = static_cast<std::uint32_t>(from + random.Below(100));
    const std::size_t most = random.Below(20);
    std::vector<std::uint32_t> expected;
    for (std::uint32_t article = from; article < to; ++article) {
      if (all.contains({key, article})) {
        expected.push_back(article);
      }
    }
    expected.erase(expected.begin(),
                   expected.end() - static_cast<std::ptrdiff_t>(std::min(most, expected.size())));
    std::vector<std::uint32_t> found;
    for (const BlockIndex::Entry& entry : index.Between(key, from, to, most)) {
      EXPECT_EQ(entry.key, key);
      EXPECT_EQ(entry.value, static_cast<float>(key % 7));
      found.push_back(entry.article);
    }
    EXPECT_EQ(found, expected);
  }
}

TEST(BlockIndexTest, AnEmptyIndexHasNothing) {
  const BlockIndex index([](const auto&) {});
  EXPECT_TRUE(index.Between(0, 0, 10, 10).empty());
  EXPECT_TRUE(index.Between(0xFFFFFFFF, 0, 10, 10).empty());
}

}  // namespace
}  // namespace slant
