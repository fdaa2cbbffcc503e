#include "slant/framing/frame_seeds.h"

#include <gtest/gtest.h>

#include <bit>
#include <map>

#include "support/is_ok.h"

namespace slant {
namespace {

constexpr char kHead[] = "# slant-lexicon 2\nword\tcategory\n";

TEST(FrameSeedsTest, EveryPolicyFrameHasFortyPhrasesOrMore) {
  const FrameSeeds& seeds = DefaultFrameSeeds();
  std::map<std::size_t, int> phrases;
  for (const FrameBits bits : seeds.columns_of) {
    for (std::size_t c = 0; c < seeds.columns.size(); ++c) {
      phrases[seeds.columns[c].frame] += static_cast<int>(bits >> c & 1);
    }
  }
  for (std::size_t f = 0; f < kFrameCount; ++f) {
    EXPECT_GE(phrases[f], 40) << FullFrameName(kFrames[f].family, kFrames[f].name);
  }
}

TEST(FrameSeedsTest, EveryGenericFrameHasQuestionsAndEveryOtherIsOneColumn) {
  std::map<std::size_t, int> columns;
  for (const FrameColumn& column : DefaultFrameSeeds().columns) {
    ++columns[column.frame];
  }
  for (std::size_t f = 0; f < kFrameCount; ++f) {
    if (kFrames[f].family == FrameFamily::kGeneric) {
      EXPECT_GE(columns[f], 3) << kFrames[f].name;
    } else {
      EXPECT_EQ(columns[f], 1) << kFrames[f].name;
    }
  }
}

TEST(FrameSeedsTest, AListWithAnUnknownFrameIsRefused) {
  const std::string good = std::string(kHead) + "court\tlegality\n";
  const std::string generic = std::string(kHead) + "clash\tconflict.disagreement\n";
  const std::string moral = std::string(kHead) + "kind\tcare\n";
  const auto seeds = ParseFrameSeeds(good, generic, moral);
  ASSERT_TRUE(IsOk(seeds));
  EXPECT_EQ(seeds->columns[1].name, "generic.conflict.disagreement");
  EXPECT_TRUE(IsError(ParseFrameSeeds(std::string(kHead) + "court\tlawyers\n", generic, moral),
                      ErrorCode::kMalformed, "lawyers"));
  EXPECT_TRUE(IsError(ParseFrameSeeds("", generic, moral), ErrorCode::kMalformed));
}

TEST(FrameSeedsTest, OtherPhrasesHaveAnotherFingerprint) {
  const std::string generic = std::string(kHead) + "clash\tconflict.disagreement\n";
  const std::string moral = std::string(kHead) + "kind\tcare\n";
  const auto one = ParseFrameSeeds(std::string(kHead) + "court\tlegality\n", generic, moral);
  const auto two = ParseFrameSeeds(std::string(kHead) + "judge\tlegality\n", generic, moral);
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->fingerprint, two->fingerprint);
}

}  // namespace
}  // namespace slant
