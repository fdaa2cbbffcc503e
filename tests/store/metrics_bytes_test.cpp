#include "slant/store/metrics_bytes.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "store/full_metrics.h"

namespace slant {
namespace {

std::uint64_t Bits(double number) { return std::bit_cast<std::uint64_t>(number); }

TEST(MetricsBytesTest, EveryNumberComesBackWithItsBits) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const ArticleMetrics metrics = FullMetrics(seed);
    const auto back = UnpackMetrics(PackMetrics(metrics));
    ASSERT_TRUE(back) << "seed " << seed;
    EXPECT_EQ(Numbers(*back), Numbers(metrics)) << "seed " << seed;
  }
}

// Numbers that REAL columns of SQLite would not give back.
TEST(MetricsBytesTest, MinusZeroNanAndSubnormalsComeBack) {
  ArticleMetrics metrics;
  metrics.all.tone_mean = -0.0;
  metrics.narration.tone_sd = std::numeric_limits<double>::quiet_NaN();
  metrics.quoted.event_mean = std::numeric_limits<double>::denorm_min();
  metrics.headline_tone = 0.1 + 0.2;
  metrics.bias.opinion = -std::numeric_limits<double>::infinity();
  const auto back = UnpackMetrics(PackMetrics(metrics));
  ASSERT_TRUE(back);
  EXPECT_EQ(Bits(back->all.tone_mean), Bits(-0.0));
  EXPECT_EQ(Bits(back->narration.tone_sd), Bits(metrics.narration.tone_sd));
  EXPECT_EQ(Bits(back->quoted.event_mean), 1u);
  EXPECT_EQ(Bits(*back->headline_tone), 0x3FD3333333333334u);  // 0.30000000000000004
  EXPECT_TRUE(std::isinf(*back->bias.opinion));
  EXPECT_FALSE(back->headline_gap);
}

TEST(MetricsBytesTest, EveryFlippedBitAndEveryTruncationIsFound) {
  const std::string bytes = PackMetrics(FullMetrics(7));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
    EXPECT_FALSE(UnpackMetrics(damaged)) << "byte " << i;
    EXPECT_FALSE(UnpackMetrics(bytes.substr(0, i))) << "byte " << i;
  }
  EXPECT_FALSE(UnpackMetrics(bytes + bytes));
}

// One voice has an int and eight doubles; written by hand from metrics_bytes.h: 3 voices of 72
// bytes, the quote share, three absent numbers, 2 x (40 + 13 x 8) of bias, its absent mean and
// opinion, two counts, the checksum.
TEST(MetricsBytesTest, AnEmptyArticleHasTheDocumentedLength) {
  EXPECT_EQ(PackMetrics(ArticleMetrics()).size(),
            3u * 72 + 8 + 3 + 2 * (40 + 104) + 1 + 1 + 8 + 8 + 8);
}

}  // namespace
}  // namespace slant
