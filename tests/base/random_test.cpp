#include "slant/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace slant {
namespace {

// The first numbers of SplitMix64 with seed 1234567, as published with its reference code
// (Vigna, https://prng.di.unimi.it/splitmix64.c; the same five stand on Rosetta Code).
TEST(RandomTest, Mix64IsTheFinaliserOfSplitMix64) {
  constexpr std::uint64_t kExpected[] = {6457827717110365317u, 3203168211198807973u,
                                         9817491932198370423u, 4593380528125082431u,
                                         16408922859458223821u};
  std::uint64_t state = 1234567;
  for (const std::uint64_t expected : kExpected) {
    EXPECT_EQ(Mix64(state), expected);
    state += 0x9E3779B97F4A7C15u;
  }
}

// From a transcription of SplitMix64 into Python's integers, state begun at Mix64(seed).  Trained
// models depend on these numbers: they may not change.
TEST(RandomTest, TheFirstNumbersOfASeedAreAlwaysTheSame) {
  Random zero(0);
  EXPECT_EQ(zero.Next(), 0xb382a305f4414f5eu);
  EXPECT_EQ(zero.Next(), 0x631a9154fbabf717u);
  EXPECT_EQ(zero.Next(), 0xa80aba8c86640906u);
  Random other(42);
  EXPECT_EQ(other.Next(), 0xf4abd143feb24055u);
  EXPECT_EQ(other.Next(), 0x7c816738c12903b2u);
}

// floor(10 x / 2^64) of the three numbers above.
TEST(RandomTest, BelowIsTheHighWordOfTheProduct) {
  Random random(0);
  EXPECT_EQ(random.Below(10), 7u);
  EXPECT_EQ(random.Below(10), 3u);
  EXPECT_EQ(random.Below(10), 6u);
}

TEST(RandomTest, BelowStaysInRangeAndReachesAllOfIt) {
  Random random(5);
  for (const std::uint64_t n : {1u, 2u, 3u, 7u, 64u}) {
    std::vector<int> seen(n);
    for (int i = 0; i < 5000; ++i) {
      const std::uint64_t value = random.Below(n);
      ASSERT_LT(value, n);
      ++seen[value];
    }
    EXPECT_GT(*std::min_element(seen.begin(), seen.end()), 0) << "of " << n;
  }
  const std::uint64_t huge = ~std::uint64_t{0};
  for (int i = 0; i < 100; ++i) {
    ASSERT_LT(random.Below(huge), huge);
  }
}

// 100,000 draws: the mean of a uniform has a standard error of 0.0009, of a normal 0.0032; the
// bounds are five of them.
TEST(RandomTest, UniformAndNormalHaveTheirMoments) {
  Random random(9);
  double uniform = 0;
  double normal = 0;
  double square = 0;
  constexpr int kDraws = 100000;
  for (int i = 0; i < kDraws; ++i) {
    const double u = random.Uniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    uniform += u / kDraws;
    const double z = random.Normal();
    ASSERT_TRUE(std::isfinite(z));
    normal += z / kDraws;
    square += z * z / kDraws;
  }
  EXPECT_NEAR(uniform, 0.5, 0.0046);
  EXPECT_NEAR(normal, 0.0, 0.016);
  EXPECT_NEAR(square, 1.0, 0.023);  // standard error sqrt(2 / n) = 0.0045
}

TEST(RandomTest, ShuffleKeepsTheItemsAndIsTheSameForASeed) {
  std::vector<int> items(50);
  std::iota(items.begin(), items.end(), 0);
  std::vector<int> first = items;
  std::vector<int> second = items;
  Random(3).Shuffle(first);
  Random(3).Shuffle(second);
  EXPECT_EQ(first, second);
  EXPECT_NE(first, items);
  std::sort(first.begin(), first.end());
  EXPECT_EQ(first, items);
}

// All 6 orders of 3 items in 6000 shuffles: 1000 each, standard deviation 29.
TEST(RandomTest, ShuffleGivesEveryOrderAsOften) {
  Random random(11);
  std::vector<int> counts(27);
  for (int i = 0; i < 6000; ++i) {
    std::vector<int> items = {0, 1, 2};
    random.Shuffle(items);
    ++counts[static_cast<std::size_t>(9 * items[0] + 3 * items[1] + items[2])];
  }
  int orders = 0;
  for (const int count : counts) {
    if (count > 0) {
      ++orders;
      EXPECT_NEAR(count, 1000, 150);
    }
  }
  EXPECT_EQ(orders, 6);
}

}  // namespace
}  // namespace slant
