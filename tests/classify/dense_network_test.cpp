#include "slant/classify/dense_network.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "support/is_ok.h"
#include "support/temp_dir.h"
#include "support/tolerances.h"

namespace slant {
namespace {

DenseLayer Layer(std::initializer_list<std::initializer_list<float>> weights,
                 std::initializer_list<float> bias) {
  DenseLayer layer;
  layer.weights.resize(static_cast<Eigen::Index>(weights.size()),
                       static_cast<Eigen::Index>(weights.begin()->size()));
  Eigen::Index i = 0;
  for (const auto& row : weights) {
    std::copy(row.begin(), row.end(), layer.weights.row(i++).data());
  }
  layer.bias =
      Eigen::Map<const Eigen::RowVectorXf>(bias.begin(), static_cast<Eigen::Index>(bias.size()));
  return layer;
}

// Two features; the first pushes to the third class, the second to the first one.
DenseNetwork SmallNetwork() {
  return DenseNetwork::FromLayers({Layer({{0, 1}, {0, 0}, {1, 0}}, {0, 0, 0})}, 77).value();
}

// h = max(0, (x - 1, 2 y)), y = 3 h1 - h2 + 0.5.
DenseNetwork HiddenNetwork(float temperature = 1) {
  return DenseNetwork::FromLayers({Layer({{1, 0}, {0, 2}}, {-1, 0}), Layer({{3, -1}}, {0.5f})}, 78,
                                  temperature)
      .value();
}

FeatureMatrix Rows(std::initializer_list<std::initializer_list<float>> rows) {
  return Layer(rows, {}).weights;
}

// Worked by hand: logits are (0, 0, ln 2), so exp gives 1 : 1 : 2 of 4.
TEST(DenseNetworkTest, OutputsAndSoftmaxMatchTheHandComputedOnes) {
  auto outputs = SmallNetwork().Outputs(Rows({{std::log(2.0f), 0}}));
  ASSERT_TRUE(IsOk(outputs));
  SoftmaxRows(*outputs);
  EXPECT_NEAR((*outputs)(0, 0), 0.25f, kFloatTolerance);
  EXPECT_NEAR((*outputs)(0, 1), 0.25f, kFloatTolerance);
  EXPECT_NEAR((*outputs)(0, 2), 0.50f, kFloatTolerance);
}

// (3, 1): h = (2, 2), y = 6 - 2 + 0.5.   (0, 1): h = (0, 2), y = -1.5.   (0, -1): h = 0, y = 0.5.
TEST(DenseNetworkTest, HiddenUnitsAreCutOffAtZero) {
  const auto outputs = HiddenNetwork().Outputs(Rows({{3, 1}, {0, 1}, {0, -1}}));
  ASSERT_TRUE(IsOk(outputs));
  EXPECT_EQ(*outputs, Rows({{4.5f}, {-1.5f}, {0.5f}}));
}

TEST(DenseNetworkTest, ColumnsInTwoMatricesAreThoseOfOne) {
  const DenseNetwork network = HiddenNetwork();
  const auto split = network.Outputs(Rows({{3}, {0}, {0}}), Rows({{1, 9}, {1, 9}, {-1, 9}}));
  ASSERT_TRUE(IsOk(split));
  EXPECT_EQ(*split, Rows({{4.5f}, {-1.5f}, {0.5f}}));
  EXPECT_TRUE(IsError(network.Outputs(Rows({{3}}), FeatureMatrix(1, 0)), ErrorCode::kShape,
                      "2 features, the batch (1 x 1) and (1 x 0)"));
  EXPECT_TRUE(IsError(network.Outputs(Rows({{3}}), Rows({{1}, {1}})), ErrorCode::kShape));
}

TEST(DenseNetworkTest, OutputsAreDividedByTheTemperature) {
  const auto outputs = HiddenNetwork(2).Outputs(Rows({{3, 1}}));
  ASSERT_TRUE(IsOk(outputs));
  EXPECT_EQ((*outputs)(0, 0), 2.25f);
}

// exp(1000) is infinite in float; the shifted softmax must still give a distribution.
TEST(DenseNetworkTest, SoftmaxOfLargeLogitsStaysADistribution) {
  OutputMatrix logits = Rows({{1000, 0, -1000}, {-1000, -1000, -1000}, {3e38f, -3e38f, 0}});
  SoftmaxRows(logits);
  EXPECT_NEAR(logits(0, 0), 1, kFloatTolerance);
  EXPECT_NEAR(logits(1, 1), 1.0f / 3, kFloatTolerance);
  EXPECT_NEAR(logits(2, 0), 1, kFloatTolerance);
  for (Eigen::Index i = 0; i < 3; ++i) {
    EXPECT_NEAR(logits.row(i).sum(), 1, kFloatTolerance);
  }
}

TEST(DenseNetworkTest, AnEmptyBatchHasNoOutputs) {
  const auto outputs = HiddenNetwork().Outputs(FeatureMatrix(0, 2));
  ASSERT_TRUE(IsOk(outputs));
  EXPECT_EQ(outputs->rows(), 0);
  EXPECT_EQ(outputs->cols(), 1);
}

TEST(DenseNetworkTest, RowsDoNotDependOnTheBatchTheyAreIn) {
  const FeatureMatrix batch = FeatureMatrix::Random(50, 2);
  const auto together = HiddenNetwork().Outputs(batch);
  ASSERT_TRUE(IsOk(together));
  for (Eigen::Index i = 0; i < batch.rows(); ++i) {
    const auto alone = HiddenNetwork().Outputs(batch.row(i));
    ASSERT_TRUE(IsOk(alone));
    EXPECT_NEAR((*alone)(0, 0), (*together)(i, 0), kSumTolerance);
  }
}

TEST(DenseNetworkTest, ABatchOfFewerColumnsIsRefused) {
  EXPECT_TRUE(IsError(SmallNetwork().Outputs(FeatureMatrix::Zero(1, 1)), ErrorCode::kShape,
                      "the model has 2 features, the batch 1"));
}

// Later schemas add columns at the end: a network of an earlier one must not see them.
TEST(DenseNetworkTest, ColumnsAfterItsOwnAreNotRead) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto narrow = HiddenNetwork().Outputs(Rows({{3, 1}, {0, -1}}));
  const auto wide = HiddenNetwork().Outputs(Rows({{3, 1, 100, nan}, {0, -1, -7, nan}}));
  ASSERT_TRUE(IsOk(narrow));
  ASSERT_TRUE(IsOk(wide));
  EXPECT_EQ(*narrow, *wide);
}

TEST(DenseNetworkTest, LayersThatDoNotFitAreRefused) {
  EXPECT_TRUE(IsError(DenseNetwork::FromLayers({}, 0), ErrorCode::kShape));
  EXPECT_TRUE(IsError(DenseNetwork::FromLayers({Layer({{1, 2}}, {0, 0})}, 0), ErrorCode::kShape,
                      "layer 0 has weights (1 x 2) and 2 biases"));
  EXPECT_TRUE(IsError(DenseNetwork::FromLayers({Layer({{1, 2}}, {0}), Layer({{1, 2}}, {0})}, 0),
                      ErrorCode::kShape,
                      "layer 1 has weights (1 x 2) and 1 biases after weights (1 x 2)"));
  EXPECT_TRUE(IsError(DenseNetwork::FromLayers({DenseLayer()}, 0), ErrorCode::kShape));
  EXPECT_TRUE(IsError(DenseNetwork::FromLayers(std::vector<DenseLayer>(9, Layer({{1}}, {0})), 0),
                      ErrorCode::kShape, "1 to 8 layers, found 9"));
}

TEST(DenseNetworkTest, NumbersThatAreNotFiniteAreRefused) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinite = std::numeric_limits<float>::infinity();
  for (const float bad : {nan, infinite, -infinite}) {
    EXPECT_TRUE(IsError(DenseNetwork::FromLayers({Layer({{1, bad}}, {0})}, 0),
                        ErrorCode::kInvalidArgument, "not finite"));
    EXPECT_TRUE(IsError(DenseNetwork::FromLayers({Layer({{1, 1}}, {bad})}, 0),
                        ErrorCode::kInvalidArgument, "not finite"));
    EXPECT_TRUE(IsError(DenseNetwork::FromLayers({Layer({{1, 1}}, {0})}, 0, bad),
                        ErrorCode::kInvalidArgument, "temperature"));
  }
  for (const float bad : {0.0f, -1.0f}) {
    EXPECT_TRUE(IsError(DenseNetwork::FromLayers({Layer({{1, 1}}, {0})}, 0, bad),
                        ErrorCode::kInvalidArgument, "temperature"));
  }
}

TEST(DenseNetworkTest, OnlyFeaturesOfItsOwnSchemaFit) {
  const FeatureSchema schema({"a", "b"});
  const auto network = DenseNetwork::FromLayers({Layer({{1, 2}}, {0})}, schema.id()).value();
  EXPECT_TRUE(IsOk(network.CheckSchema(schema)));
  EXPECT_TRUE(IsError(network.CheckSchema(FeatureSchema({"a", "c"})), ErrorCode::kShape));
  EXPECT_TRUE(IsOk(network.CheckSchema(FeatureSchema({"a", "b", "c"})))) << "it begins with ours";
  EXPECT_TRUE(IsError(network.CheckSchema(FeatureSchema({"a"})), ErrorCode::kShape));
  EXPECT_TRUE(IsError(network.CheckSchema(FeatureSchema({"c", "a", "b"})), ErrorCode::kShape,
                      "2 features of another schema, the extractor gives 3"));
}

TEST(DenseNetworkTest, SavedAndLoadedItIsTheSame) {
  const TempDir folder;
  const auto network = HiddenNetwork(1.75f);
  SectionFileWriter writer;
  network.Save("tone", writer);
  ASSERT_TRUE(IsOk(writer.Write(folder / "one")));
  const auto loaded = DenseNetwork::FromFile(**SectionFile::Open(folder / "one"), "tone");
  ASSERT_TRUE(IsOk(loaded));
  EXPECT_EQ(loaded->schema_id(), 78u);
  EXPECT_EQ(loaded->temperature(), 1.75f);
  EXPECT_EQ(loaded->input_count(), 2);
  EXPECT_EQ(loaded->output_count(), 1);
  const FeatureMatrix batch = FeatureMatrix::Random(7, 2);
  EXPECT_EQ(*loaded->Outputs(batch), *network.Outputs(batch));

  SectionFileWriter again;
  loaded->Save("tone", again);
  ASSERT_TRUE(IsOk(again.Write(folder / "two")));
  EXPECT_EQ(ReadFile(folder / "one"), ReadFile(folder / "two"));
}

TEST(DenseNetworkTest, ADamagedHeadIsRefused) {
  const TempDir folder;
  SectionFileWriter good;
  HiddenNetwork().Save("tone", good);
  ASSERT_TRUE(IsOk(good.Write(folder / "good")));
  const auto section = (*SectionFile::Open(folder / "good"))->Array<char>("head.tone");
  ASSERT_TRUE(IsOk(section));
  const auto file = *SectionFile::Open(folder / "good");
  const auto whole = file->Array<char>("head.tone").value();
  const std::string bytes(whole.begin(), whole.end());

  const auto open = [&](const std::string& damaged) {
    SectionFileWriter writer;
    writer.Put("head.tone", damaged);
    EXPECT_TRUE(IsOk(writer.Write(folder / "bad")));
    return DenseNetwork::FromFile(**SectionFile::Open(folder / "bad"), "tone");
  };
  const auto with = [&](std::size_t at, auto value) {
    std::string changed = bytes;
    std::memcpy(changed.data() + at, &value, sizeof(value));
    return changed;
  };
  ASSERT_TRUE(IsOk(open(bytes)));
  for (std::size_t size = 0; size < bytes.size(); size += 4) {
    EXPECT_TRUE(IsError(open(bytes.substr(0, size)), ErrorCode::kCorrupt)) << size;
  }
  EXPECT_TRUE(IsError(open(bytes + "abcd"), ErrorCode::kCorrupt));
  // The header: schema id (8 bytes), layers (4), temperature (4), widths (4 each).
  EXPECT_TRUE(IsError(open(with(8, 0u)), ErrorCode::kCorrupt, "0 layers"));
  EXPECT_TRUE(IsError(open(with(8, 9u)), ErrorCode::kCorrupt, "9 layers"));
  EXPECT_TRUE(IsError(open(with(12, -1.0f)), ErrorCode::kCorrupt, "temperature"));
  EXPECT_TRUE(IsError(open(with(16, 0xFFFFFFFFu)), ErrorCode::kCorrupt, "wider"));
  EXPECT_TRUE(IsError(open(with(16, 0u)), ErrorCode::kCorrupt));
  EXPECT_TRUE(IsError(open(with(20, 3u)), ErrorCode::kCorrupt, "bytes"));
  EXPECT_TRUE(IsError(open(with(64, std::numeric_limits<float>::quiet_NaN())), ErrorCode::kCorrupt,
                      "not finite"));
  EXPECT_TRUE(IsError(DenseNetwork::FromFile(*file, "other"), ErrorCode::kNotFound, "head.other"));
}

// (3, 1): both units are on, y = 3 (x - 1) - 2 y' + 0.5, over 2: x gives 9 / 2, y' -2 / 2, the
// biases (-3 + 0.5) / 2.  (0, 1): the first unit is off: y' alone, -2 / 2, and 0.5 / 2.
TEST(DenseNetworkTest, SharesMatchTheHandComputedOnes) {
  const DenseNetwork network = HiddenNetwork(2);
  const Contributions both = network.Explain(Rows({{3, 1}}), 0);
  EXPECT_EQ(both.base, -1.25);
  EXPECT_EQ(both.features, (std::vector<double>{4.5, -1}));
  EXPECT_TRUE(both.words.empty());
  const Contributions second = network.Explain(Rows({{0, 1}}), 0);
  EXPECT_EQ(second.base, 0.25);
  EXPECT_EQ(second.features, (std::vector<double>{0, -1}));
}

// The last layer is not cut off: a negative output has its shares too.  More columns are not read.
TEST(DenseNetworkTest, SharesAddUpToEveryOutput) {
  std::srand(20240601);
  DenseLayer first{OutputMatrix::Random(9, 5), Eigen::RowVectorXf::Random(9)};
  DenseLayer second{OutputMatrix::Random(7, 9), Eigen::RowVectorXf::Random(7)};
  DenseLayer third{OutputMatrix::Random(3, 7), Eigen::RowVectorXf::Random(3)};
  const auto network = DenseNetwork::FromLayers({first, second, third}, 1, 0.7f);
  ASSERT_TRUE(IsOk(network));
  for (int i = 0; i < 50; ++i) {
    const FeatureMatrix row = FeatureMatrix::Random(1, 6);
    const auto outputs = network->Outputs(row);
    ASSERT_TRUE(IsOk(outputs));
    for (int output = 0; output < 3; ++output) {
      const Contributions shares = network->Explain(row, output);
      EXPECT_EQ(shares.features.size(), 5u);
      EXPECT_NEAR(shares.sum(), static_cast<double>((*outputs)(0, output)), 1e-4);
    }
  }
}

}  // namespace
}  // namespace slant
