#include "slant/features/row_kernel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "slant/base/random.h"

namespace slant {
namespace {

struct Pools {
  std::vector<std::int32_t> sum;
  std::vector<std::int8_t> highest, lowest;

  explicit Pools(std::size_t size) : sum(size, 0), highest(size, -128), lowest(size, 127) {}

  void Add(const std::vector<std::int8_t>& row, std::int32_t weight) {
    AddRow(row.data(), weight, row.size(), sum.data(), highest.data(), lowest.data());
  }

  void AddNaively(const std::vector<std::int8_t>& row, std::int32_t weight) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      sum[i] += weight * row[i];
      highest[i] = std::max(highest[i], row[i]);
      lowest[i] = std::min(lowest[i], row[i]);
    }
  }
};

TEST(RowKernelTest, AgreesWithANaiveLoopOnRandomRows) {
  Random random(20240601);
  for (const std::size_t size : {32u, 64u, 96u, 128u, 320u}) {
    Pools ours(size), naive(size);
    for (int i = 0; i < 200; ++i) {
      std::vector<std::int8_t> row(size);
      for (auto& entry : row) {
        entry = static_cast<std::int8_t>(static_cast<int>(random.Below(255)) - 127);
      }
      const auto weight = static_cast<std::int32_t>(1 + random.Below(255));
      ours.Add(row, weight);
      naive.AddNaively(row, weight);
    }
    EXPECT_EQ(ours.sum, naive.sum) << size;
    EXPECT_EQ(ours.highest, naive.highest) << size;
    EXPECT_EQ(ours.lowest, naive.lowest) << size;
  }
}

// 255 x 127 = 32385 is the largest product; it still fits into 16 bits.
TEST(RowKernelTest, TheLargestEntriesAndWeightsDoNotOverflow) {
  Pools pools(32);
  std::vector<std::int8_t> row(32, 127);
  row[1] = -127;
  for (int i = 0; i < 60000; ++i) {
    pools.Add(row, 255);
  }
  EXPECT_EQ(pools.sum[0], 60000 * 32385);
  EXPECT_EQ(pools.sum[1], -60000 * 32385);
  EXPECT_EQ(pools.highest[0], 127);
  EXPECT_EQ(pools.lowest[1], -127);
}

TEST(RowKernelTest, NothingBeyondTheSizeIsTouched) {
  std::vector<std::int8_t> row(64, 9);
  std::vector<std::int32_t> sum(64, 5);
  std::vector<std::int8_t> highest(64, 5), lowest(64, 5);
  AddRow(row.data(), 2, 32, sum.data(), highest.data(), lowest.data());
  EXPECT_EQ(sum[31], 23);
  EXPECT_EQ(sum[32], 5);
  EXPECT_EQ(highest[31], 9);
  EXPECT_EQ(highest[32], 5);
  EXPECT_EQ(lowest[32], 5);
}

}  // namespace
}  // namespace slant
