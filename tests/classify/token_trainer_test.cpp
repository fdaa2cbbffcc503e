#include "slant/classify/token_trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/random_network.h"
#include "support/tolerances.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20240601;
constexpr WordRow kNot = 3, kGood = 4;

// Fillers from w10 on around "not good" (class 1) or "good not" (class 0): both hold the same
// words, so that nothing but their order tells them apart.
Examples Order(const WordInputs& words, int n, std::uint64_t seed) {
  Random random(seed);
  Examples out;
  out.tokens.stride = 64;
  out.features = FeatureMatrix::Zero(n, 1);
  out.targets = OutputMatrix::Zero(n, 2);
  for (int i = 0; i < n; ++i) {
    std::vector<WordRow> rows;
    const auto fill = [&](std::uint64_t count) {
      for (; count > 0; --count) {
        rows.push_back(static_cast<WordRow>(10 + random.Below(words.word_count() - 10)));
      }
    };
    const int label = i % 2;
    fill(random.Below(4));
    rows.push_back(label == 1 ? kNot : kGood);
    rows.push_back(label == 1 ? kGood : kNot);
    fill(random.Below(4));
    for (const WordRow row : rows) {
      out.tokens.rows.push_back(row);
      out.tokens.states.push_back(0);
      out.tokens.tokens.push_back(0);
    }
    out.tokens.starts.push_back(static_cast<std::uint32_t>(out.tokens.rows.size()));
    out.targets(i, label) = 1;
  }
  return out;
}

TokenTrainOptions Small() {
  TokenTrainOptions options;
  options.groups = {{2, 16}};
  options.hidden = 8;
  options.epochs = 20;
  options.batch = 16;
  options.learning_rate = 1e-2;
  options.dropout = 0.2;
  options.word_dropout = 0;
  return options;
}

const std::vector<TaskOutput> kOneTask = {{"order", Loss::kCrossEntropy, 2, 1}};

class TokenTrainerTest : public testing::Test {
 protected:
  Result<TokenNetwork> Learn(const Examples& train, const Examples& dev,
                             const std::vector<TaskOutput>& tasks, const TokenTrainOptions& options,
                             TrainReport* report = nullptr) {
    return TrainTokens(train, dev, tasks, words_, schema_, options, report, {});
  }

  std::string Bytes(const TokenNetwork& network) {
    const TempDir folder;
    SectionFileWriter writer;
    network.Save("n", writer);
    EXPECT_TRUE(IsOk(writer.Write(folder / "m")));
    return ReadFile(folder / "m");
  }

  OutputMatrix Answers(const TokenNetwork& network, const Examples& examples) {
    TokenWorkspace workspace;
    auto outputs = network.Outputs(examples.tokens, examples.features, workspace);
    EXPECT_TRUE(IsOk(outputs));
    return *outputs;
  }

  double Accuracy(const TokenNetwork& network, const Examples& examples) {
    const OutputMatrix outputs = Answers(network, examples);
    int hits = 0;
    for (Eigen::Index i = 0; i < outputs.rows(); ++i) {
      hits += (outputs(i, 1) > outputs(i, 0)) == (examples.targets(i, 1) > 0.5F) ? 1 : 0;
    }
    return hits / static_cast<double>(outputs.rows());
  }

  WordInputs words_ = RandomWords(kSeed, 60);
  FeatureSchema schema_ = NumberedFeatures(1);
  Examples train_ = Order(words_, 400, kSeed);
  Examples dev_ = Order(words_, 100, kSeed + 1);
  Examples test_ = Order(words_, 200, kSeed + 2);
};

TEST_F(TokenTrainerTest, ItLearnsTheOrderOfWords) {
  TrainReport report;
  const auto network = Learn(train_, dev_, kOneTask, Small(), &report);
  ASSERT_TRUE(IsOk(network));
  EXPECT_GT(Accuracy(*network, test_), 0.95);
  EXPECT_GE(report.epochs_run, report.best_epoch);
  EXPECT_LT(report.dev_loss, 0.4);
  // With windows of one word it sees a bag of words, in which the classes are the same.
  TokenTrainOptions bag = Small();
  bag.groups = {{1, 16}};
  const auto blind = Learn(train_, dev_, kOneTask, bag);
  ASSERT_TRUE(IsOk(blind));
  EXPECT_LT(Accuracy(*blind, test_), 0.65);
}

TEST_F(TokenTrainerTest, TheSameExamplesGiveTheSameBytes) {
  TokenTrainOptions options = Small();
  options.epochs = 3;
  const auto first = Learn(train_, dev_, kOneTask, options);
  const auto second = Learn(train_, dev_, kOneTask, options);
  ASSERT_TRUE(IsOk(first));
  ASSERT_TRUE(IsOk(second));
  EXPECT_EQ(Bytes(*first), Bytes(*second));
  options.seed = 2;
  const auto other = Learn(train_, dev_, kOneTask, options);
  ASSERT_TRUE(IsOk(other));
  EXPECT_NE(Bytes(*first), Bytes(*other));
}

// Two members are trained on two threads, three on two and one: each hangs on its seed alone, so
// that the whole is the average of three networks trained one by one.
TEST_F(TokenTrainerTest, MembersDoNotDependOnThreads) {
  TokenTrainOptions options = Small();
  options.epochs = 2;
  std::vector<TokenParameters> alone;
  for (std::uint64_t seed = 5; seed < 8; ++seed) {
    options.seed = seed;
    const auto network = Learn(train_, {}, kOneTask, options);
    ASSERT_TRUE(IsOk(network));
    alone.push_back(network->parameters());
  }
  const auto average = AverageTokenParameters(alone);
  ASSERT_TRUE(IsOk(average));
  const auto expected =
      TokenNetwork::FromParameters(*average, words_, schema_, options.table_words);
  ASSERT_TRUE(IsOk(expected));
  options.seed = 5;
  options.members = 3;
  const auto together = Learn(train_, {}, kOneTask, options);
  ASSERT_TRUE(IsOk(together));
  EXPECT_EQ(Bytes(*together), Bytes(*expected));
}

// Without a label for the second task in any example, the first learns as if alone ...
TEST_F(TokenTrainerTest, AnUnknownLabelTeachesItsTaskNothing) {
  const std::vector<TaskOutput> tasks = {{"order", Loss::kCrossEntropy, 2, 1},
                                         {"value", Loss::kSquared, 1, 1}};
  const auto with = [&](Examples examples, float value) {
    examples.targets.conservativeResize(Eigen::NoChange, 3);
    examples.targets.col(2).setConstant(value);
    return examples;
  };
  const float unknown = std::numeric_limits<float>::quiet_NaN();
  TokenTrainOptions options = Small();
  TrainReport report;
  const auto network = Learn(with(train_, unknown), with(dev_, unknown), tasks, options, &report);
  ASSERT_TRUE(IsOk(network));
  EXPECT_TRUE(std::isfinite(report.dev_loss));
  EXPECT_GT(Accuracy(*network, test_), 0.95);
  ASSERT_TRUE(Answers(*network, test_).allFinite());
  // ... and a dev set without labels of a task has the loss of the others alone.
  TrainReport known;
  Examples half = with(dev_, unknown);
  options.epochs = 1;
  ASSERT_TRUE(IsOk(Learn(with(train_, unknown), half, tasks, options, &report)));
  half.targets(0, 2) = 1;
  ASSERT_TRUE(IsOk(Learn(with(train_, unknown), half, tasks, options, &known)));
  EXPECT_GT(known.dev_loss, report.dev_loss);
}

// Turning the labels of every third example, whose weight is 0, changes no byte.
TEST_F(TokenTrainerTest, AnExampleOfWeight0TeachesNothing) {
  TokenTrainOptions options = Small();
  options.epochs = 3;
  const auto learn = [&](bool turned) {
    Examples train = train_;
    Examples dev = dev_;
    for (Examples* examples : {&train, &dev}) {
      examples->weights = Eigen::VectorXf::Ones(examples->targets.rows());
      for (Eigen::Index i = 0; i < examples->targets.rows(); i += 3) {
        examples->weights[i] = 0;
        if (turned) {
          examples->targets.row(i) = examples->targets.row(i).reverse().eval();
        }
      }
    }
    auto network = Learn(train, dev, kOneTask, options);
    EXPECT_TRUE(IsOk(network));
    return Bytes(*network);
  };
  EXPECT_EQ(learn(false), learn(true));
}

// 3 of 4 raters say 1 of every "not good", all say 0 of every "good not".
TEST_F(TokenTrainerTest, SoftLabelsAreLearnedAsProbabilities) {
  const auto soften = [](Examples examples) {
    for (Eigen::Index i = 0; i < examples.targets.rows(); ++i) {
      if (examples.targets(i, 1) > 0.5F) {
        examples.targets.row(i) << 0.25F, 0.75F;
      }
    }
    return examples;
  };
  TokenTrainOptions options = Small();
  options.label_smoothing = 0;
  const auto network = Learn(soften(train_), soften(dev_), kOneTask, options);
  ASSERT_TRUE(IsOk(network));
  OutputMatrix p = Answers(*network, test_);
  SoftmaxRows(p);
  double soft = 0, hard = 0;
  for (Eigen::Index i = 0; i < p.rows(); ++i) {
    (test_.targets(i, 1) > 0.5F ? soft : hard) += static_cast<double>(p(i, 1)) / 100;
  }
  EXPECT_NEAR(soft, 0.75, 0.08);
  EXPECT_NEAR(hard, 0, 0.08);
}

TEST_F(TokenTrainerTest, ValuesAreLearnedBesideClasses) {
  const std::vector<TaskOutput> tasks = {{"order", Loss::kCrossEntropy, 2, 1},
                                         {"value", Loss::kSquared, 1, 1}};
  const auto with = [&](Examples examples) {
    examples.targets.conservativeResize(Eigen::NoChange, 3);
    examples.targets.col(2) = 0.5F * (examples.targets.col(1) - examples.targets.col(0));
    return examples;
  };
  const auto network = Learn(with(train_), with(dev_), tasks, Small());
  ASSERT_TRUE(IsOk(network));
  const OutputMatrix outputs = Answers(*network, test_);
  EXPECT_LT((outputs.col(2) - with(test_).targets.col(2)).cwiseAbs().mean(), 0.15F);
  EXPECT_GT(Accuracy(*network, test_), 0.95);
}

// The feature, far from 0 and wide, says everything; the network takes it as it is.  Without a dev
// set, whose calibration would make up for a wrong bias.
TEST_F(TokenTrainerTest, FeaturesAreStandardisedInside) {
  const auto with = [](Examples examples) {
    for (Eigen::Index i = 0; i < examples.targets.rows(); ++i) {
      examples.features(i, 0) = 1000 + 50 * examples.targets(i, 1);
    }
    return examples;
  };
  TokenTrainOptions bag = Small();
  bag.groups = {{1, 16}};
  const auto network = Learn(with(train_), {}, kOneTask, bag);
  ASSERT_TRUE(IsOk(network));
  EXPECT_GT(Accuracy(*network, with(test_)), 0.98);
}

TEST_F(TokenTrainerTest, ProgressRisesTo1) {
  TokenTrainOptions options = Small();
  options.epochs = 2;
  std::vector<double> shares;
  ASSERT_TRUE(IsOk(TrainTokens(train_, {}, kOneTask, words_, schema_, options, nullptr,
                               [&](double share) { shares.push_back(share); })));
  EXPECT_EQ(shares, (std::vector<double>{0.5, 1}));
}

TEST_F(TokenTrainerTest, OptionsOutOfRangeAreErrors) {
  const auto refused = [&](auto&& change, const char* part = "") {
    TokenTrainOptions options = Small();
    options.epochs = 1;
    change(options);
    const auto network = Learn(train_, {}, kOneTask, options);
    EXPECT_FALSE(network);
    return !network && network.error().ToString().find(part) != std::string::npos;
  };
  using O = TokenTrainOptions;
  EXPECT_TRUE(refused([](O& o) { o.epochs = 0; }));
  EXPECT_TRUE(refused([](O& o) { o.batch = 0; }));
  EXPECT_TRUE(refused([](O& o) { o.hidden = 0; }));
  EXPECT_TRUE(refused([](O& o) { o.members = 0; }));
  EXPECT_TRUE(refused([](O& o) { o.learning_rate = 0; }));
  EXPECT_TRUE(refused([](O& o) { o.decay = -1; }));
  EXPECT_TRUE(refused([](O& o) { o.linear_decay = -1; }));
  EXPECT_TRUE(refused([](O& o) { o.dropout = 1; }));
  EXPECT_TRUE(refused([](O& o) { o.word_dropout = -0.1; }));
  EXPECT_TRUE(refused([](O& o) { o.label_smoothing = 1; }));
  EXPECT_TRUE(refused([](O& o) { o.dropout = std::numeric_limits<double>::quiet_NaN(); }));
  EXPECT_TRUE(refused([](O& o) { o.groups.clear(); }));
  EXPECT_TRUE(refused([](O& o) { o.groups = {{2, 8}}; }, "multiple of 16"));
  EXPECT_TRUE(refused([](O& o) { o.groups = {{0, 16}}; }, "1 to 16 words"));
  EXPECT_TRUE(refused([](O& o) { o.groups = {{2, -16}}; }, "multiple of 16"));
  // Members stand side by side: 17 groups are more than a network has.  Known before the training.
  EXPECT_TRUE(refused([](O& o) { o.members = 17; }, "16 groups"));
}

TEST_F(TokenTrainerTest, ExamplesThatDoNotFitAreErrors) {
  const auto learn = [&](const Examples& train, const Examples& dev) {
    return Learn(train, dev, kOneTask, Small());
  };
  EXPECT_TRUE(IsError(learn({}, {}), ErrorCode::kInvalidArgument, "no examples"));
  Examples bad = train_;
  bad.targets = OutputMatrix::Zero(400, 3);
  EXPECT_TRUE(IsError(learn(bad, {}), ErrorCode::kShape, "400 of 3 labels for 2 outputs"));
  bad = train_;
  bad.features = FeatureMatrix::Zero(399, 1);
  EXPECT_TRUE(IsError(learn(bad, {}), ErrorCode::kShape, "399 rows of features"));
  bad = train_;
  bad.weights = Eigen::VectorXf::Ones(3);
  EXPECT_TRUE(IsError(learn(bad, {}), ErrorCode::kShape));
  bad = dev_;
  bad.features = FeatureMatrix::Zero(100, 2);
  EXPECT_TRUE(IsError(learn(train_, bad), ErrorCode::kShape));
}

}  // namespace
}  // namespace slant
