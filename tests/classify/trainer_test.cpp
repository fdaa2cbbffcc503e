#include "slant/classify/trainer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "slant/base/random.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"
#include "support/tolerances.h"

namespace slant {
namespace {

// n points around (+2, 0) and (-2, 0) with standard deviation 0.5: a line separates them.
Examples TwoClouds(int n, std::uint64_t seed) {
  Random random(seed);
  Examples out;
  out.features.resize(n, 2);
  out.targets = OutputMatrix::Zero(n, 2);
  for (int i = 0; i < n; ++i) {
    const int label = i % 2;
    out.features.row(i) << static_cast<float>((label == 0 ? -2 : 2) + 0.5 * random.Normal()),
        static_cast<float>(random.Normal());
    out.targets(i, label) = 1;
  }
  return out;
}

// Four corners; the class is the exclusive or, which no line separates.
Examples Xor(int n, std::uint64_t seed) {
  Random random(seed);
  Examples out;
  out.features.resize(n, 2);
  out.targets = OutputMatrix::Zero(n, 2);
  for (int i = 0; i < n; ++i) {
    const int a = i % 2;
    const int b = i / 2 % 2;
    out.features.row(i) << static_cast<float>(a + 0.1 * random.Normal()),
        static_cast<float>(b + 0.1 * random.Normal());
    out.targets(i, a ^ b) = 1;
  }
  return out;
}

double Accuracy(const DenseNetwork& network, const Examples& examples) {
  const auto outputs = network.Outputs(examples.features);
  EXPECT_TRUE(IsOk(outputs));
  int hits = 0;
  for (Eigen::Index i = 0; i < outputs->rows(); ++i) {
    Eigen::Index said = 0, truth = 0;
    outputs->row(i).maxCoeff(&said);
    examples.targets.row(i).maxCoeff(&truth);
    hits += said == truth;
  }
  return hits / static_cast<double>(outputs->rows());
}

double LogLoss(const DenseNetwork& network, const Examples& examples) {
  auto p = network.Outputs(examples.features);
  EXPECT_TRUE(IsOk(p));
  SoftmaxRows(*p);
  double loss = 0;
  for (Eigen::Index i = 0; i < p->rows(); ++i) {
    loss -= examples.targets.row(i).dot(p->row(i).array().log().matrix()) / p->rows();
  }
  return loss;
}

double SquaredLoss(const DenseNetwork& network, const Examples& examples) {
  const auto y = network.Outputs(examples.features);
  EXPECT_TRUE(IsOk(y));
  return (*y - examples.targets).squaredNorm() / static_cast<double>(y->rows());
}

DenseNetwork TrainOrDie(const Examples& train, const Examples& dev, const TrainOptions& options,
                        TrainReport* report = nullptr) {
  auto network = Train(train, dev, 5, options, report, {});
  EXPECT_TRUE(IsOk(network));
  return network ? *network : DenseNetwork();
}

std::string Bytes(const DenseNetwork& network) {
  const TempDir folder;
  SectionFileWriter writer;
  network.Save("head", writer);
  EXPECT_TRUE(IsOk(writer.Write(folder / "m")));
  return ReadFile(folder / "m");
}

TrainOptions Fast() {
  TrainOptions options;
  options.learning_rate = 0.02;
  options.l2 = 1e-4;
  return options;
}

TEST(TrainerTest, SeparableCloudsAreLearnedByLogisticRegression) {
  const DenseNetwork network = TrainOrDie(TwoClouds(200, 1), {}, Fast());
  EXPECT_EQ(network.schema_id(), 5u);
  EXPECT_EQ(network.layers().size(), 1u);
  EXPECT_EQ(network.temperature(), 1.0f) << "without dev examples nothing is calibrated";
  EXPECT_EQ(Accuracy(network, TwoClouds(500, 2)), 1.0);
}

TEST(TrainerTest, ExclusiveOrNeedsAHiddenLayer) {
  TrainOptions options = Fast();
  EXPECT_LT(Accuracy(TrainOrDie(Xor(200, 1), {}, options), Xor(400, 2)), 0.8);
  options.hidden = 16;
  options.epochs = 200;
  const DenseNetwork network = TrainOrDie(Xor(200, 1), {}, options);
  EXPECT_EQ(network.layers().size(), 2u);
  EXPECT_GE(Accuracy(network, Xor(400, 2)), 0.99);
}

// y = 3 x1 - 2 x2 + 1 has an exact solution, which squares must find.
TEST(TrainerTest, ALinearFunctionIsLearnedBySquares) {
  Examples train;
  train.features = FeatureMatrix(200, 2);
  Random random(3);
  for (Eigen::Index i = 0; i < train.features.size(); ++i) {
    train.features.data()[i] = static_cast<float>(5 + 2 * random.Normal());
  }
  train.targets = 3 * train.features.col(0) - 2 * train.features.col(1);
  train.targets.array() += 1;
  TrainOptions options = Fast();
  options.loss = Loss::kSquared;
  options.learning_rate = 0.1;
  options.epochs = 300;
  options.l2 = 0;
  const DenseNetwork network = TrainOrDie(train, {}, options);
  EXPECT_NEAR(network.layers()[0].weights(0, 0), 3, 0.01f);
  EXPECT_NEAR(network.layers()[0].weights(0, 1), -2, 0.01f);
  EXPECT_NEAR(network.layers()[0].bias[0], 1, 0.05f);
  EXPECT_EQ(network.temperature(), 1.0f);
}

// A penalty pulls weights to 0: lambda / 2 |W|^2 added to squares halves w for lambda = 2 s^2.
// With one standardised feature the minimum of (w - t)^2 + lambda / 2 w^2 is t / (1 + lambda / 2).
TEST(TrainerTest, ThePenaltyShrinksAsTheClosedFormSays) {
  Examples train;
  train.features = FeatureMatrix(100, 1);
  train.targets = OutputMatrix(100, 1);
  for (int i = 0; i < 100; ++i) {
    train.features(i, 0) = i % 2 == 0 ? 1.0f : -1.0f;
    train.targets(i, 0) = 4 * train.features(i, 0);
  }
  TrainOptions options = Fast();
  options.loss = Loss::kSquared;
  options.learning_rate = 0.1;
  options.epochs = 300;
  options.l2 = 2;
  EXPECT_NEAR(TrainOrDie(train, {}, options).layers()[0].weights(0, 0), 2, 0.02f);
}

// Two steps of Adam (Kingma and Ba 2015, algorithm 1) on (w - 4)^2 from w = 0, worked by hand:
// rates .1 and .05; g1 = -8, w = .1; g2 = -7.8, m = .9 x .1 x -8 + .1 x -7.8 = -1.5, over .19 is
// -7.894737; v = .999 x .001 x 64 + .001 x 60.84 = .124776, over .001999 has the root 7.900583.
TEST(TrainerTest, TwoStepsAreThoseOfAdam) {
  Examples train;
  train.features = (FeatureMatrix(2, 1) << 1, -1).finished();
  train.targets = (OutputMatrix(2, 1) << 4, -4).finished();
  TrainOptions options;
  options.loss = Loss::kSquared;
  options.learning_rate = 0.1;
  options.epochs = 2;
  options.l2 = 0;
  EXPECT_NEAR(TrainOrDie(train, {}, options).layers()[0].weights(0, 0),
              0.1 + 0.05 * 7.894737 / 7.900583, 1e-5);
}

TEST(TrainerTest, TheLossOfTheTrainingSetFalls) {
  const Examples train = Xor(200, 1);
  TrainOptions options = Fast();
  options.hidden = 8;
  double last = 1e9;
  for (const int epochs : {1, 10, 50, 200}) {
    options.epochs = epochs;
    const double loss = LogLoss(TrainOrDie(train, {}, options), train);
    EXPECT_LT(loss, last) << epochs << " epochs";
    last = loss;
  }
  EXPECT_LT(last, 0.05);
  options.loss = Loss::kSquared;
  options.epochs = 1;
  const double before = SquaredLoss(TrainOrDie(train, {}, options), train);
  options.epochs = 100;
  EXPECT_LT(SquaredLoss(TrainOrDie(train, {}, options), train), 0.3 * before);
}

TEST(TrainerTest, TheSameSeedGivesTheSameBytesAndAnotherOthers) {
  const Examples train = Xor(150, 1);
  const Examples dev = Xor(50, 2);
  TrainOptions options = Fast();
  options.hidden = 12;
  options.dropout = 0.3;
  options.epochs = 10;
  const std::string bytes = Bytes(TrainOrDie(train, dev, options));
  EXPECT_EQ(Bytes(TrainOrDie(train, dev, options)), bytes);
  options.seed = 2;
  EXPECT_NE(Bytes(TrainOrDie(train, dev, options)), bytes);
  options.seed = 1;
  options.dropout = 0;
  EXPECT_NE(Bytes(TrainOrDie(train, dev, options)), bytes);
}

TEST(TrainerTest, ANetworkWithDropoutStillLearns) {
  TrainOptions options = Fast();
  options.hidden = 32;
  options.dropout = 0.3;
  options.epochs = 200;
  EXPECT_GE(Accuracy(TrainOrDie(Xor(200, 1), {}, options), Xor(400, 2)), 0.98);
}

// While training, the units that stay are made larger by what is left out; all of them together
// must then give outputs of the right size.  (Without that they would be 1 / .7 times too large.)
TEST(TrainerTest, DropoutKeepsTheSizeOfOutputs) {
  Examples train;
  train.features = FeatureMatrix(100, 1);
  train.targets = OutputMatrix(100, 1);
  for (int i = 0; i < 100; ++i) {
    train.features(i, 0) = i % 2 == 0 ? 1.0f : -1.0f;
    train.targets(i, 0) = 4 * train.features(i, 0);
  }
  TrainOptions options = Fast();
  options.loss = Loss::kSquared;
  options.hidden = 64;
  options.dropout = 0.3;
  options.epochs = 200;
  const auto y = TrainOrDie(train, {}, options).Outputs(FeatureMatrix::Ones(1, 1));
  ASSERT_TRUE(IsOk(y));
  EXPECT_NEAR((*y)(0, 0), 4, 0.6f);
}

// Standardisation is folded into the first layer: units of measurement must not matter.
TEST(TrainerTest, TheScaleOfAFeatureDoesNotMatter) {
  const Examples train = TwoClouds(200, 1);
  Examples scaled = train;
  scaled.features.col(0) = scaled.features.col(0) * 1000.0f;
  scaled.features.col(0).array() += 5000.0f;
  const DenseNetwork plain = TrainOrDie(train, {}, Fast());
  const DenseNetwork other = TrainOrDie(scaled, {}, Fast());
  const auto a = plain.Outputs(train.features);
  const auto b = other.Outputs(scaled.features);
  EXPECT_LT((*a - *b).cwiseAbs().maxCoeff(), 0.02f);
}

TEST(TrainerTest, AColumnThatNeverChangesGetsNoWeight) {
  Examples train = TwoClouds(100, 1);
  train.features.conservativeResize(100, 3);
  train.features.col(2).setConstant(7);
  const DenseNetwork network = TrainOrDie(train, {}, Fast());
  EXPECT_EQ(network.layers()[0].weights.col(2), Eigen::VectorXf::Zero(2));
  EXPECT_EQ(Accuracy(network, train), 1.0);
}

// Opposite labels at the same place: weight 3 against 1 gives a probability of 3/4.
TEST(TrainerTest, WeightsSayHowMuchAnExampleCounts) {
  Examples train;
  train.features = FeatureMatrix::Zero(2, 1);
  train.targets = OutputMatrix::Identity(2, 2);
  train.weights.resize(2);
  train.weights << 3, 1;
  TrainOptions options = Fast();
  options.epochs = 500;
  auto p = TrainOrDie(train, {}, options).Outputs(FeatureMatrix::Zero(1, 1));
  ASSERT_TRUE(IsOk(p));
  SoftmaxRows(*p);
  EXPECT_NEAR((*p)(0, 0), 0.75f, 0.01f);
}

TEST(TrainerTest, SoftLabelsAreLearnedAsProbabilities) {
  Examples train;
  train.features = FeatureMatrix::Zero(4, 1);
  train.targets = OutputMatrix(4, 2);
  train.targets.col(0).setConstant(0.3f);
  train.targets.col(1).setConstant(0.7f);
  TrainOptions options = Fast();
  options.epochs = 500;
  auto p = TrainOrDie(train, {}, options).Outputs(FeatureMatrix::Zero(1, 1));
  ASSERT_TRUE(IsOk(p));
  SoftmaxRows(*p);
  EXPECT_NEAR((*p)(0, 1), 0.7f, 0.01f);
}

// Labels of dev are the reverse of those of train: each epoch makes dev worse.
TEST(TrainerTest, TrainingStopsWhenDevGetsNoBetterAndReturnsTheBestEpoch) {
  const Examples train = TwoClouds(200, 1);
  Examples dev = TwoClouds(60, 2);
  dev.targets = OutputMatrix::Ones(60, 2) - dev.targets;
  TrainOptions options = Fast();
  options.patience = 3;
  TrainReport report;
  TrainOrDie(train, dev, options, &report);
  EXPECT_EQ(report.best_epoch, 1);
  EXPECT_EQ(report.epochs_run, 4);

  // The report's loss is that of the epoch that is returned; squares have no temperature on top.
  options.loss = Loss::kSquared;
  const DenseNetwork network = TrainOrDie(train, dev, options, &report);
  EXPECT_EQ(report.best_epoch, 1);
  EXPECT_NEAR(SquaredLoss(network, dev), report.dev_loss, kSumTolerance);
}

TEST(TrainerTest, WithPatienceAllEpochsAreRun) {
  TrainOptions options = Fast();
  options.epochs = 20;
  options.patience = 20;
  TrainReport report;
  int calls = 0;
  double last = 0;
  ASSERT_TRUE(
      IsOk(Train(TwoClouds(100, 1), TwoClouds(50, 2), 5, options, &report, [&](double share) {
        ++calls;
        EXPECT_GT(share, last);
        last = share;
      })));
  EXPECT_EQ(report.epochs_run, 20);
  EXPECT_EQ(calls, 20);
  EXPECT_EQ(last, 1.0);
}

// A fifth of dev's labels is wrong, train's never: the network is too sure of itself.
TEST(TrainerTest, TheTemperatureImprovesTheLossOfAnOverconfidentNetwork) {
  Examples train = TwoClouds(300, 1);
  Examples dev = TwoClouds(200, 2);
  for (Eigen::Index i = 0; i < 200; i += 5) {
    dev.targets.row(i) = dev.targets.row(i).reverse().eval();
  }
  TrainOptions options = Fast();
  options.l2 = 0;
  options.epochs = 1;
  options.batch = 4;
  const DenseNetwork network = TrainOrDie(train, dev, options);
  EXPECT_GT(network.temperature(), 1.2f);
  const auto raw = DenseNetwork::FromLayers(network.layers(), 5).value();
  const double calibrated = LogLoss(network, dev);
  EXPECT_LT(calibrated, LogLoss(raw, dev) - 0.01);
  // No temperature nearby is better.
  for (const float factor : {0.9f, 1.1f}) {
    const auto other =
        DenseNetwork::FromLayers(network.layers(), 5, network.temperature() * factor).value();
    EXPECT_LE(calibrated, LogLoss(other, dev) + 1e-6);
  }
}

TEST(TrainerTest, ExamplesThatDoNotFitAreRefused) {
  const Examples good = TwoClouds(20, 1);
  Examples bad = good;
  bad.targets.conservativeResize(19, 2);
  EXPECT_TRUE(IsError(Train(bad, {}, 5, {}, nullptr, {}), ErrorCode::kShape, "20 rows and 19"));
  EXPECT_TRUE(IsError(Train(good, bad, 5, {}, nullptr, {}), ErrorCode::kShape));
  Examples wide = good;
  wide.features.conservativeResize(20, 3);
  EXPECT_TRUE(IsError(Train(good, wide, 5, {}, nullptr, {}), ErrorCode::kShape));
  EXPECT_TRUE(IsError(Train({}, {}, 5, {}, nullptr, {}), ErrorCode::kInvalidArgument));
}

TEST(TrainerTest, WeightsOfAnotherNumberAreRefused) {
  const Examples good = TwoClouds(20, 1);
  Examples bad = good;
  bad.weights = Eigen::VectorXf::Ones(3);
  EXPECT_TRUE(IsError(Train(bad, {}, 5, {}, nullptr, {}), ErrorCode::kShape));
  EXPECT_TRUE(IsError(Train(good, bad, 5, {}, nullptr, {}), ErrorCode::kShape));
}

TEST(TrainerTest, FeaturesThatAreNotFiniteAreRefused) {
  Examples bad = TwoClouds(20, 1);
  bad.features(3, 0) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(IsError(Train(bad, {}, 5, {}, nullptr, {}), ErrorCode::kInvalidArgument));
}

TEST(TrainerTest, OptionsOutOfRangeAreRefused) {
  const auto train = [](auto change) {
    TrainOptions options;
    change(options);
    return Train(TwoClouds(20, 1), {}, 5, options, nullptr, {});
  };
  EXPECT_TRUE(IsError(train([](auto& o) { o.epochs = 0; }), ErrorCode::kInvalidArgument));
  EXPECT_TRUE(IsError(train([](auto& o) { o.batch = 0; }), ErrorCode::kInvalidArgument));
  EXPECT_TRUE(IsError(train([](auto& o) { o.hidden = -1; }), ErrorCode::kInvalidArgument));
  EXPECT_TRUE(IsError(train([](auto& o) { o.l2 = -1; }), ErrorCode::kInvalidArgument));
  EXPECT_TRUE(IsError(train([](auto& o) { o.learning_rate = 0; }), ErrorCode::kInvalidArgument));
  EXPECT_TRUE(IsError(train([](auto& o) { o.dropout = 1; }), ErrorCode::kInvalidArgument));
}

// Two labels that have nothing to do with each other: the signs of two coordinates.
Examples TwoLabels(int n, std::uint64_t seed) {
  Random random(seed);
  Examples out;
  out.features.resize(n, 2);
  out.targets.resize(n, 2);
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < 2; ++k) {
      out.features(i, k) = static_cast<float>(random.Normal());
      out.targets(i, k) = out.features(i, k) > 0 ? 1.0F : 0.0F;
    }
  }
  return out;
}

TEST(TrainerTest, IndependentLabelsAreLearnedEachForItself) {
  TrainOptions options;
  options.loss = Loss::kSigmoid;
  options.l2 = 1e-4;
  options.learning_rate = 2e-2;
  const DenseNetwork network = TrainOrDie(TwoLabels(600, 31), {}, options);
  const Examples test = TwoLabels(200, 32);
  const auto logits = network.Outputs(test.features);
  ASSERT_TRUE(IsOk(logits));
  int right = 0, both = 0;
  for (Eigen::Index i = 0; i < logits->rows(); ++i) {
    for (Eigen::Index k = 0; k < 2; ++k) {
      right += ((*logits)(i, k) > 0) == (test.targets(i, k) > 0.5F);
    }
    both += (*logits)(i, 0) > 0 && (*logits)(i, 1) > 0;
  }
  EXPECT_GE(right, 380);  // of 400
  EXPECT_GT(both, 20);    // softmax would let only one label stand
}

// Worked by hand: with a weight of 0 every p is a half, and the loss a label is ln 2.
TEST(TrainerTest, TheLossOfIndependentLabelsIsTheSumOverLabels) {
  TrainOptions options;
  options.loss = Loss::kSigmoid;
  options.epochs = 1;
  options.learning_rate = 1e-12;
  TrainReport report;
  TrainOrDie(TwoLabels(50, 33), TwoLabels(50, 34), options, &report);
  EXPECT_NEAR(report.dev_loss, 2 * std::log(2.0), 1e-3);
}

}  // namespace
}  // namespace slant
