#include "slant/classify/filter_kernel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "slant/base/random.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20240601;
constexpr std::size_t kCount = 16;  // the least that a group may have

struct Pools {
  std::vector<int> highest, total;
};

Pools Convolve(const std::vector<std::int16_t>& sums, std::size_t n, std::size_t width,
               std::size_t count, const std::vector<std::int16_t>& bias) {
  std::vector<std::int16_t> highest(count, 99);
  std::vector<std::int32_t> total(count, 99);
  ConvolveRows(sums.data(), n, width * count, width, count, bias.data(), highest.data(),
               total.data());
  return {{highest.begin(), highest.end()}, {total.begin(), total.end()}};
}

// The first filter's responses: one row a word, one number an offset.  Filter f > 0 answers f
// times that, so that lanes cannot be mixed up unseen.
Pools ConvolveWords(const std::vector<std::vector<int>>& words, std::size_t width, int bias) {
  std::vector<std::int16_t> sums;
  for (const std::vector<int>& word : words) {
    for (std::size_t o = 0; o < width; ++o) {
      for (std::size_t f = 0; f < kCount; ++f) {
        sums.push_back(static_cast<std::int16_t>(word[o] * static_cast<int>(f + 1)));
      }
    }
  }
  std::vector<std::int16_t> biases;
  for (std::size_t f = 0; f < kCount; ++f) {
    biases.push_back(static_cast<std::int16_t>(bias * static_cast<int>(f + 1)));
  }
  const Pools pools = Convolve(sums, words.size(), width, kCount, biases);
  for (std::size_t f = 0; f < kCount; ++f) {
    const int times = static_cast<int>(f + 1);
    EXPECT_EQ(pools.highest[f], times * pools.highest[0]) << f;
    EXPECT_EQ(pools.total[f], times * pools.total[0]) << f;
  }
  return pools;
}

// -2 + 1, 5 + 1, -9 + 1 -> 0, 6, 0.
TEST(FilterKernelTest, AWindowOfOneWordIsTheWordAndTheBias) {
  const Pools pools = ConvolveWords({{-2}, {5}, {-9}}, 1, 1);
  EXPECT_EQ(pools.highest[0], 6);
  EXPECT_EQ(pools.total[0], 6);
}

// Windows of two look at a word and the next: 1 + 20, 2 + 30, and at the end 3 alone.
TEST(FilterKernelTest, AWindowOfTwoLooksAtTheNextWord) {
  const Pools pools = ConvolveWords({{1, 10}, {2, 20}, {3, 30}}, 2, 0);
  EXPECT_EQ(pools.highest[0], 32);
  EXPECT_EQ(pools.total[0], 21 + 32 + 3);
}

// Windows of three are centred: at the first word 10 + 200, then 1 + 20 + 300, then 2 + 30.
TEST(FilterKernelTest, AWindowOfThreeLooksAtBothNeighbours) {
  const Pools pools = ConvolveWords({{1, 10, 100}, {2, 20, 200}, {3, 30, 300}}, 3, 0);
  EXPECT_EQ(pools.highest[0], 321);
  EXPECT_EQ(pools.total[0], 210 + 321 + 32);
}

// Windows of four look at one word before and two behind: 10 + 200 + 3000, 1 + 20 + 300, 2 + 30.
TEST(FilterKernelTest, AWindowOfFourLooksFurtherAhead) {
  const Pools pools =
      ConvolveWords({{1, 10, 100, 1000}, {2, 20, 200, 2000}, {3, 30, 300, 1500}}, 4, 0);
  EXPECT_EQ(pools.highest[0], 10 + 200 + 1500);
  EXPECT_EQ(pools.total[0], 1710 + 321 + 32);
}

TEST(FilterKernelTest, SequencesShorterThanTheWindowSeeWhatIsThere) {
  EXPECT_EQ(ConvolveWords({{1, 10, 100, 1000}}, 4, 5).total[0], 15);
  EXPECT_EQ(ConvolveWords({{1, 10, 100}}, 3, 5).total[0], 15);
  EXPECT_EQ(ConvolveWords({{1, 10}}, 2, 5).total[0], 6);
  // Two words in a window of four: 10 + 200, then 1 + 20.
  EXPECT_EQ(ConvolveWords({{1, 10, 100, 1000}, {2, 20, 200, 2000}}, 4, 0).total[0], 210 + 21);
}

TEST(FilterKernelTest, NegativeSumsAreZeroAndSoIsNoWord) {
  const Pools negative = ConvolveWords({{-5, -1}, {-3, -2}}, 2, 1);
  EXPECT_EQ(negative.highest[0], 0);
  EXPECT_EQ(negative.total[0], 0);
  for (std::size_t width = 1; width <= 4; ++width) {
    const Pools none = Convolve({}, 0, width, kCount, std::vector<std::int16_t>(kCount, 50));
    EXPECT_EQ(none.highest, std::vector<int>(kCount, 0)) << "a bias alone is no response";
    EXPECT_EQ(none.total, std::vector<int>(kCount, 0));
  }
}

// Groups lie side by side in a row of sums: a stride beyond the group's own block.
TEST(FilterKernelTest, ItIsThePlainLoopOnRandomRows) {
  Random random(kSeed);
  for (std::size_t width = 1; width <= 4; ++width) {
    for (std::size_t n = 0; n < 9; ++n) {
      const std::size_t count = 48;
      const std::size_t stride = width * count + 32;
      std::vector<std::int16_t> sums((n + 1) * stride), bias(count);
      for (auto* numbers : {&sums, &bias}) {
        for (std::int16_t& x : *numbers) {
          x = static_cast<std::int16_t>(static_cast<int>(random.Below(8001)) - 4000);
        }
      }
      std::vector<std::int16_t> highest(count);
      std::vector<std::int32_t> total(count);
      ConvolveRows(sums.data() + 32, n, stride, width, count, bias.data(), highest.data(),
                   total.data());
      const int before = static_cast<int>(width - 1) / 2;
      for (std::size_t f = 0; f < count; ++f) {
        int top = 0, all = 0;
        for (int t = 0; t < static_cast<int>(n); ++t) {
          int sum = bias[f];
          for (int o = 0; o < static_cast<int>(width); ++o) {
            const int u = t + o - before;
            if (u >= 0 && u < static_cast<int>(n)) {
              sum += sums[32 + static_cast<std::size_t>(u) * stride +
                          static_cast<std::size_t>(o) * count + f];
            }
          }
          top = std::max(top, sum);
          all += std::max(sum, 0);
        }
        ASSERT_EQ(highest[f], top) << "width " << width << ", " << n << " words, seed " << kSeed;
        ASSERT_EQ(total[f], all) << "width " << width << ", " << n << " words, seed " << kSeed;
      }
    }
  }
}

TEST(FilterKernelTest, AStateIsAddedToEveryResponse) {
  std::vector<std::int8_t> row;
  std::vector<std::int16_t> state, sum(48);
  for (int j = 0; j < 48; ++j) {
    row.push_back(static_cast<std::int8_t>(j % 2 == 0 ? -127 : 127));
    state.push_back(static_cast<std::int16_t>(100 * (j - 24)));
  }
  AddState(row.data(), state.data(), sum.size(), sum.data());
  for (int j = 0; j < 48; ++j) {
    EXPECT_EQ(sum[static_cast<std::size_t>(j)], (j % 2 == 0 ? -127 : 127) + 100 * (j - 24));
  }
}

}  // namespace
}  // namespace slant
