#include "slant/framing/frame_kernel.h"

#include <gtest/gtest.h>

#include <vector>

#include "slant/base/random.h"

namespace slant {
namespace {

// Around whole registers of axes; what lies behind the last axis stays as it is.
TEST(FrameKernelTest, SumsHaveTheBytesOfPlainLoops) {
  Random random(11);
  for (const std::size_t axes : {1U, 8U, 15U, 16U, 17U, 76U, 80U}) {
    const std::size_t stride = (axes + kAxisLanes - 1) / kAxisLanes * kAxisLanes;
    std::vector<float> table(23 * stride);
    std::vector<const float*> rows;
    for (std::size_t r = 0; r < 23; ++r) {
      rows.push_back(table.data() + r * stride);
      for (std::size_t k = 0; k < axes; ++k) {
        table[r * stride + k] = static_cast<float>(random.Normal());
      }
    }
    std::vector<double> sum(axes + 1, 0.25), square(axes + 1, -3), sum2 = sum, square2 = square;
    AddCosines(rows, axes, sum.data(), square.data());
    for (const float* row : rows) {
      for (std::size_t k = 0; k < axes; ++k) {
        const double x = double{row[k]};
        volatile double product = x * x;  // never fused with the sum
        sum2[k] += x;
        square2[k] += product;
      }
    }
    EXPECT_EQ(sum, sum2) << axes;
    EXPECT_EQ(square, square2) << axes;
    AddCosines({}, axes, sum.data(), square.data());
    EXPECT_EQ(sum, sum2) << axes;
  }
}

TEST(FrameKernelTest, AProjectionIsTheScalarProduct) {
  Random random(12);
  for (const std::size_t size : {16U, 32U, 96U}) {
    std::vector<std::int8_t> row(size);
    std::vector<float> direction(size);
    double expected = 0;
    for (std::size_t j = 0; j < size; ++j) {
      row[j] = static_cast<std::int8_t>(static_cast<int>(random.Below(255)) - 127);
      direction[j] = static_cast<float>(random.Normal());
      expected += double{direction[j]} * row[j];
    }
    EXPECT_NEAR(static_cast<double>(Project(row.data(), direction.data(), size)), expected, 1e-3);
  }
}

}  // namespace
}  // namespace slant
