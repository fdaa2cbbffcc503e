#include "slant/pipeline/frame_training.h"

#include <gtest/gtest.h>

#include "slant/base/random.h"
#include "support/is_ok.h"

namespace slant {
namespace {

// Label "sun" is the sign of the first column, "rain" that of the second, "snow" has two examples.
FrameData Weather(int n) {
  FrameData data;
  data.labels = {"rain", "snow", "sun"};
  data.examples.features.resize(n, 3);
  data.examples.targets = OutputMatrix::Zero(n, 3);
  Random random(4);
  for (int i = 0; i < n; ++i) {
    for (int d = 0; d < 3; ++d) {
      data.examples.features(i, d) = static_cast<float>(random.Normal());
    }
    data.examples.targets(i, 2) = data.examples.features(i, 0) > 0 ? 1.0F : 0.0F;
    data.examples.targets(i, 0) = data.examples.features(i, 1) > 0.8F ? 1.0F : 0.0F;
    data.examples.targets(i, 1) = i < 2 ? 1.0F : 0.0F;
    data.group_hashes.push_back(static_cast<std::uint64_t>(i));
  }
  return data;
}

TEST(FrameTrainingTest, NamesOfLabelsAreLowerCaseWithHyphens) {
  EXPECT_EQ(LabelName("Gun control/regulation"), "gun-control-regulation");
  EXPECT_EQ(LabelName("  Care "), "care");
  EXPECT_EQ(LabelName("2nd amendment"), "2nd-amendment");
  EXPECT_EQ(LabelName("--"), "");
}

TEST(FrameTrainingTest, LabelsAreLearnedWithThresholdsAndRareOnesLeftOut) {
  FrameTrainReport report;
  const auto head = TrainFrameHead(Weather(400), 7, {}, report, [](double) {});
  ASSERT_TRUE(IsOk(head));
  ASSERT_EQ(head->labels.size(), 2u);
  EXPECT_EQ(head->labels[0].name, "rain");
  EXPECT_EQ(head->labels[1].name, "sun");
  EXPECT_EQ(report.left_out, std::vector<std::string>{"snow"});
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_GT(head->labels[k].threshold, 0);
    EXPECT_LT(head->labels[k].threshold, 1);
    EXPECT_GT(report.f1[k], 0.8) << head->labels[k].name;
  }
  // A rare label's probabilities are low: half of them would be too much to ask.
  EXPECT_LT(head->labels[0].threshold, head->labels[1].threshold);
}

TEST(FrameTrainingTest, TheSameDataGiveTheSameNetwork) {
  FrameTrainReport report;
  const auto one = TrainFrameHead(Weather(100), 7, {}, report, [](double) {});
  const auto two = TrainFrameHead(Weather(100), 7, {}, report, [](double) {});
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->network.layers()[0].weights, two->network.layers()[0].weights);
  EXPECT_EQ(one->labels[0].threshold, two->labels[0].threshold);
}

TEST(FrameTrainingTest, WithoutEnoughExamplesThereIsNoHead) {
  FrameTrainReport report;
  EXPECT_TRUE(IsError(TrainFrameHead(Weather(3), 7, {}, report, [](double) {}),
                      ErrorCode::kInvalidArgument, "3 records"));
}

}  // namespace
}  // namespace slant
