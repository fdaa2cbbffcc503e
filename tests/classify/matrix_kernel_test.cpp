#include "slant/classify/matrix_kernel.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "slant/base/random.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20240601;

std::vector<float> RandomFloats(Random& random, std::size_t count) {
  std::vector<float> out(count);
  for (float& x : out) {
    x = static_cast<float>(random.Normal());
  }
  return out;
}

// Three plain loops; volatile, so that no compiler fuses a product with a sum.
void AddPlainly(std::size_t m, std::size_t n, std::size_t k, ConstMatrixView a, const float* b,
                std::size_t b_row, float* c, std::size_t c_row) {
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      volatile float sum = c[i * c_row + j];
      for (std::size_t p = 0; p < k; ++p) {
        volatile float product = a.data[i * a.row + p * a.column] * b[p * b_row + j];
        sum = sum + product;
      }
      c[i * c_row + j] = sum;
    }
  }
}

// (1 2; 3 4) (5 6; 7 8) = (19 22; 43 50), added to (1 1; 1 1).
TEST(MatrixKernelTest, TheProductIsAddedToWhatIsThere) {
  const float a[] = {1, 2, 3, 4};
  const float b[] = {5, 6, 7, 8};
  float c[] = {1, 1, 1, 1};
  AddProduct(2, 2, 2, {a, 2, 1}, b, 2, c, 2);
  EXPECT_EQ(c[0], 20);
  EXPECT_EQ(c[1], 23);
  EXPECT_EQ(c[2], 44);
  EXPECT_EQ(c[3], 51);
}

// Around the block of 6 rows and of 16 columns, with wider rows in memory than the matrix has.
TEST(MatrixKernelTest, ItHasTheBytesOfPlainLoopsForAllRemaindersAndViews) {
  Random random(kSeed);
  for (const std::size_t m : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 13U}) {
    for (const std::size_t n : {1U, 15U, 16U, 17U, 48U, 53U}) {
      for (const std::size_t k : {1U, 2U, 31U}) {
        for (const bool transposed : {false, true}) {
          const std::size_t a_wide = (transposed ? m : k) + 3;
          const std::size_t b_wide = n + 2;
          const std::size_t c_wide = n + 5;
          const auto a = RandomFloats(random, (transposed ? k : m) * a_wide);
          const auto b = RandomFloats(random, k * b_wide);
          auto c = RandomFloats(random, m * c_wide);
          auto expected = c;
          const ConstMatrixView view = transposed ? ConstMatrixView{a.data(), 1, a_wide}
                                                  : ConstMatrixView{a.data(), a_wide, 1};
          AddProduct(m, n, k, view, b.data(), b_wide, c.data(), c_wide);
          AddPlainly(m, n, k, view, b.data(), b_wide, expected.data(), c_wide);
          EXPECT_EQ(std::memcmp(c.data(), expected.data(), c.size() * sizeof(float)), 0)
              << m << " x " << n << " x " << k << (transposed ? " transposed" : "") << ", seed "
              << kSeed;
        }
      }
    }
  }
}

TEST(MatrixKernelTest, WithoutRowsColumnsOrProductsNothingChanges) {
  const float a[32] = {1};
  const float b[32] = {1};
  float c[32] = {7, 7};
  AddProduct(0, 16, 2, {a, 2, 1}, b, 16, c, 16);
  AddProduct(2, 0, 2, {a, 2, 1}, b, 16, c, 16);
  AddProduct(2, 16, 0, {a, 2, 1}, b, 16, c, 16);
  EXPECT_EQ(c[0], 7);
  EXPECT_EQ(c[1], 7);
}

}  // namespace
}  // namespace slant
