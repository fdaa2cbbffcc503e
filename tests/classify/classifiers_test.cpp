#include "slant/classify/classifiers.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/random_network.h"
#include "support/tolerances.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20240601;

class ClassifiersTest : public testing::Test {
 protected:
  // A linear head whose every output is `value` times the first feature.
  DenseNetwork Head(int outputs, float value, std::uint64_t schema_id) {
    DenseLayer layer;
    layer.weights = OutputMatrix::Zero(outputs, 2);
    layer.weights.col(0).setConstant(value);
    layer.bias = Eigen::RowVectorXf::Zero(outputs);
    return DenseNetwork::FromLayers({layer}, schema_id).value();
  }
  DenseNetwork Head(int outputs, float value) { return Head(outputs, value, schema_.id()); }

  // Its tasks are tone (3) and score (1).
  TokenNetwork Network(std::uint64_t seed) {
    return TokenNetwork::FromParameters(RandomParameters(seed, words_, 2), words_, schema_, 10)
        .value();
  }

  Result<Classifiers> Open(const std::vector<TaskShape>& tasks) {
    writer_.Put("other", "x");
    EXPECT_TRUE(IsOk(writer_.Write(folder_ / "m")));
    return Classifiers::FromFile(*SectionFile::Open(folder_ / "m"), tasks, "sentence", words_,
                                 schema_);
  }

  TempDir folder_;
  WordInputs words_ = RandomWords(kSeed, 30);
  FeatureSchema schema_ = NumberedFeatures(2);
  SectionFileWriter writer_;
  Random random_{kSeed};
  TokenBatch tokens_ = RandomTokens(random_, words_, 3, 9);
  FeatureMatrix features_ = RandomFeatures(random_, 3, 2);
  ClassifierWorkspace work_;
  const TaskShape tone_{"tone", 3, true}, score_{"score", 1, true}, opinion_{"opinion", 3, false};
};

TEST_F(ClassifiersTest, HeadsAndASharedNetworkAnswerTogether) {
  Head(1, 5).Save("score", writer_);
  const TokenNetwork shared = Network(1);
  shared.Save("sentence", writer_);
  const auto classifiers = Open({tone_, score_, opinion_});
  ASSERT_TRUE(IsOk(classifiers));
  EXPECT_TRUE(classifiers->Has(0));
  EXPECT_TRUE(classifiers->Has(1));
  EXPECT_FALSE(classifiers->Has(2)) << "nobody answers it, and it is not required";
  ASSERT_TRUE(IsOk(classifiers->Run({}, tokens_, features_, work_)));
  ASSERT_EQ(work_.outputs.size(), 3u);
  TokenWorkspace workspace;
  EXPECT_EQ(work_.outputs[0], shared.Outputs(tokens_, features_, workspace)->leftCols(3));
  EXPECT_EQ(work_.outputs[1], OutputMatrix(5 * features_.col(0))) << "its own head goes before";
  EXPECT_EQ(work_.outputs[2].size(), 0);
}

TEST_F(ClassifiersTest, ANetworkOfItsOwnGoesBeforeTheShared) {
  const TokenNetwork own = Network(2);
  own.Save("tone", writer_);
  const TokenNetwork shared = Network(1);
  shared.Save("sentence", writer_);
  const auto classifiers = Open({score_, tone_});
  ASSERT_TRUE(IsOk(classifiers));
  ASSERT_TRUE(IsOk(classifiers->Run({}, tokens_, features_, work_)));
  TokenWorkspace first, second;
  EXPECT_EQ(work_.outputs[0], shared.Outputs(tokens_, features_, first)->col(3))
      << "in the order of the tasks, not of the network";
  EXPECT_EQ(work_.outputs[1], own.Outputs(tokens_, features_, second)->leftCols(3));
}

TEST_F(ClassifiersTest, WhatIsNotWantedStaysEmpty) {
  Head(1, 5).Save("score", writer_);
  Network(1).Save("sentence", writer_);
  const auto classifiers = Open({tone_, score_});
  ASSERT_TRUE(IsOk(classifiers));
  ASSERT_TRUE(IsOk(classifiers->Run({}, tokens_, features_, work_)));
  const OutputMatrix tone = work_.outputs[0];
  const bool only_score[] = {false, true};
  ASSERT_TRUE(IsOk(classifiers->Run(only_score, tokens_, features_, work_)));
  EXPECT_EQ(work_.outputs[0].size(), 0) << "nor is the last answer left there";
  EXPECT_EQ(work_.outputs[1].rows(), 3);
  const bool only_tone[] = {true, false};
  ASSERT_TRUE(IsOk(classifiers->Run(only_tone, tokens_, features_, work_)));
  EXPECT_EQ(work_.outputs[0], tone);
  EXPECT_EQ(work_.outputs[1].size(), 0);
}

TEST_F(ClassifiersTest, RequiredTasksMustHaveAClassifier) {
  EXPECT_TRUE(IsError(Open({tone_}), ErrorCode::kNotFound, "no classifier 'tone'"));
  Network(1).Save("sentence", writer_);
  EXPECT_TRUE(IsOk(Open({tone_, score_})));
  EXPECT_TRUE(IsError(Open({tone_, {"bias", 2, true}}), ErrorCode::kNotFound, "'bias'"))
      << "the shared network does not know it";
  EXPECT_TRUE(IsOk(Open({tone_, {"bias", 2, false}})));
}

TEST_F(ClassifiersTest, OtherNumbersOfOutputsAreRefused) {
  Network(1).Save("sentence", writer_);
  EXPECT_TRUE(
      IsError(Open({{"tone", 2, true}}), ErrorCode::kShape, "'tone' has 3 outputs, expected 2"));
  EXPECT_TRUE(
      IsError(Open({{"score", 3, false}}), ErrorCode::kShape, "'score' has 1 outputs, expected 3"));
  Head(3, 1).Save("score", writer_);
  EXPECT_TRUE(IsError(Open({score_}), ErrorCode::kShape, "'score' has 3 outputs, expected 1"));
}

TEST_F(ClassifiersTest, ClassifiersOfOtherFeaturesOrWordsAreRefused) {
  Head(3, 1, schema_.id() + 1).Save("tone", writer_);
  EXPECT_TRUE(IsError(Open({tone_}), ErrorCode::kShape, "another schema"));
  writer_.EraseWithPrefix("head.");
  Network(1).Save("tone", writer_);
  ASSERT_TRUE(IsOk(Open({tone_})));
  const auto file = SectionFile::Open(folder_ / "m");
  EXPECT_TRUE(IsError(
      Classifiers::FromFile(*file, {tone_}, "sentence", RandomWords(kSeed, 40), FeatureSchema()),
      ErrorCode::kShape));
}

TEST_F(ClassifiersTest, ABatchThatDoesNotFitIsAnError) {
  Network(1).Save("sentence", writer_);
  const auto classifiers = Open({tone_});
  ASSERT_TRUE(IsOk(classifiers));
  EXPECT_TRUE(
      IsError(classifiers->Run({}, tokens_, FeatureMatrix::Zero(2, 2), work_), ErrorCode::kShape));
}

TEST_F(ClassifiersTest, SharesOfBothKindsAddUpToTheAnswer) {
  Head(1, 5).Save("score", writer_);
  Network(1).Save("sentence", writer_);
  const auto classifiers = Open({tone_, score_});
  ASSERT_TRUE(IsOk(classifiers));
  ASSERT_TRUE(IsOk(classifiers->Run({}, tokens_, features_, work_)));
  for (int output = 0; output < 3; ++output) {
    const auto shares = classifiers->Explain(0, output, tokens_, features_, work_);
    EXPECT_NEAR(shares.sum(), static_cast<double>(work_.outputs[0](0, output)), 1e-4);
  }
  const auto shares = classifiers->Explain(1, 0, tokens_, features_, work_);
  EXPECT_TRUE(shares.words.empty());
  EXPECT_NEAR(shares.sum(), static_cast<double>(work_.outputs[1](0, 0)), 1e-4);
}

// A task that is the shared network's second one is explained by its own outputs.
TEST_F(ClassifiersTest, TheShareOfASharedTaskIsOfItsOwnOutput) {
  Network(1).Save("sentence", writer_);
  const auto classifiers = Open({score_});
  ASSERT_TRUE(IsOk(classifiers));
  ASSERT_TRUE(IsOk(classifiers->Run({}, tokens_, features_, work_)));
  EXPECT_NEAR(classifiers->Explain(0, 0, tokens_, features_, work_).sum(),
              static_cast<double>(work_.outputs[0](0, 0)), 1e-4);
}

TEST_F(ClassifiersTest, ASavedHeadTakesThePlaceOfANetwork) {
  SaveHead("score", Network(2), writer_);
  SaveHead("score", Head(1, 5), writer_);
  const auto classifiers = Open({score_});
  ASSERT_TRUE(IsOk(classifiers));
  EXPECT_FALSE((*SectionFile::Open(folder_ / "m"))->Has("net.score.meta"));
  ASSERT_TRUE(IsOk(classifiers->Run({}, tokens_, features_, work_)));
  EXPECT_EQ(work_.outputs[0], OutputMatrix(5 * features_.col(0)));
}

TEST_F(ClassifiersTest, ASavedNetworkTakesThePlaceOfHeadsOfItsTasks) {
  SaveHead("score", Head(1, 5), writer_);
  SaveHead("opinion", Head(3, 5), writer_);
  SaveHead("tone", Network(2), writer_);
  const TokenNetwork shared = Network(1);
  SaveHead("sentence", shared, writer_);
  const auto classifiers = Open({tone_, score_, opinion_});
  ASSERT_TRUE(IsOk(classifiers));
  const auto file = SectionFile::Open(folder_ / "m");
  EXPECT_FALSE((*file)->Has("head.score"));
  EXPECT_FALSE((*file)->Has("net.tone.meta"));
  EXPECT_TRUE((*file)->Has("head.opinion")) << "the network does not answer it";
  ASSERT_TRUE(IsOk(classifiers->Run({}, tokens_, features_, work_)));
  TokenWorkspace workspace;
  const auto outputs = shared.Outputs(tokens_, features_, workspace);
  EXPECT_EQ(work_.outputs[0], outputs->leftCols(3));
  EXPECT_EQ(work_.outputs[1], outputs->col(3));
}

// Beginnings of names are not names: "score" must not take away "scores".
TEST_F(ClassifiersTest, ASavedNetworkTakesAwayNoHeadWithALongerName) {
  SaveHead("scores", Head(1, 5), writer_);
  SaveHead("sentence", Network(1), writer_);
  ASSERT_TRUE(IsOk(Open({tone_})));
  EXPECT_TRUE((*SectionFile::Open(folder_ / "m"))->Has("head.scores"));
}

}  // namespace
}  // namespace slant
