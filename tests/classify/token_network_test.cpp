#include "slant/classify/token_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>

#include "support/random_network.h"
#include "support/tolerances.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20240601;

std::string BytesOf(const OutputMatrix& m) {
  return {reinterpret_cast<const char*>(m.data()),
          static_cast<std::size_t>(m.size()) * sizeof(float)};
}

// Two words in one dimension, up (1) and down (-1); no lexicon.
WordInputs UpAndDown() {
  RawVectors raw;
  raw.words = {{"up", 2}, {"down", 1}};
  raw.rows = (FloatRows(2, 1) << 1, -1).finished();
  const PackedModel model = PackAndOpen(raw);
  return {model.vectors, CompiledLexicon::Compile({}, model.vocabulary)};
}

// One filter of two words that is 1 for "up down" (1 for up at its first word, 1 for down at its
// second, bias -1); the other 15 of its block are nothing.  h = max + 2 mean - 0.5; the output is
// 3 h + 10 z + 0.25, over a temperature of 2.
TokenParameters UpThenDown(const WordInputs& words) {
  TokenParameters p;
  p.groups = {{2, 16}};
  p.filters = OutputMatrix::Zero(NetworkInputs(words), 32);
  p.filters(0, 0) = 1;    // the vector's entry, first word of the window
  p.filters(0, 16) = -1;  // second word
  p.filter_bias = Eigen::RowVectorXf::Zero(16);
  p.filter_bias[0] = -1;
  p.hidden = {OutputMatrix::Zero(1, 32), Eigen::RowVectorXf::Constant(1, -0.5F)};
  p.hidden.weights(0, 0) = 1;
  p.hidden.weights(0, 16) = 2;
  p.output = {OutputMatrix::Constant(1, 1, 3), Eigen::RowVectorXf::Constant(1, 0.25F)};
  p.linear = OutputMatrix::Constant(1, 1, 10);
  p.outputs = {{"order", 0, 1, 2}};
  return p;
}

TokenBatch Sequences(const std::vector<std::vector<WordRow>>& sequences) {
  TokenBatch batch;
  for (const auto& rows : sequences) {
    for (const WordRow row : rows) {
      batch.rows.push_back(row);
      batch.states.push_back(0);
      batch.tokens.push_back(static_cast<std::uint32_t>(batch.tokens.size()));
    }
    batch.starts.push_back(static_cast<std::uint32_t>(batch.rows.size()));
  }
  return batch;
}

// "up down": at up 1 + 1 - 1 = 1, at down (nothing follows) -1 - 1 -> 0.  Largest 1, mean 1/2:
//   h = 1 + 1 - 0.5 = 1.5, output (4.5 + 0.25) / 2.
// "down up": -1 - 1 - 1 -> 0, then 1 - 1 = 0.  h = max(0, -0.5) = 0, output 0.25 / 2.
// "up up down": 1 - 1 - 1 -> 0, 1, 0.  h = 1 + 2/3 - 0.5, output (3.5 + 0.25) / 2.
// No word: output 0.25 / 2.  A feature of 0.3 adds 3 / 2.
TEST(TokenNetworkTest, OutputsMatchTheHandComputedOnes) {
  const WordInputs words = UpAndDown();
  const FeatureSchema schema({"z"});
  const auto network = TokenNetwork::FromParameters(UpThenDown(words), words, schema, 2);
  ASSERT_TRUE(IsOk(network));
  const TokenBatch tokens = Sequences({{0, 1}, {1, 0}, {0, 0, 1}, {}, {0, 1}});
  const FeatureMatrix features = (FeatureMatrix(5, 1) << 0, 0, 0, 0, 0.3F).finished();
  TokenWorkspace workspace;
  const auto outputs = network->Outputs(tokens, features, workspace);
  ASSERT_TRUE(IsOk(outputs));
  const OutputMatrix expected =
      (OutputMatrix(5, 1) << 4.75F / 2, 0.25F / 2, 3.75F / 2, 0.25F / 2, 7.75F / 2).finished();
  const auto floats = network->FloatOutputs(tokens, features);
  ASSERT_TRUE(IsOk(floats));
  for (Eigen::Index i = 0; i < 5; ++i) {
    // Responses are whole multiples of 1/127 here, so that quantisation loses nothing.
    EXPECT_NEAR((*outputs)(i, 0), expected(i, 0), 1e-5F) << i;
    EXPECT_NEAR((*floats)(i, 0), expected(i, 0), 1e-5F) << i;
  }
}

// base: the biases -1 of the filter at the place where it is on (3 / 2 of the slope of the largest
// and 2 x 3 / 2 / 2 of the mean: 3), of the hidden unit 3 x -0.5, of the output 0.25, over 2:
// -3 - 0.75 + 0.125.  up and down give 3 each, the feature 1.5.
TEST(TokenNetworkTest, SharesMatchTheHandComputedOnes) {
  const WordInputs words = UpAndDown();
  const auto network =
      TokenNetwork::FromParameters(UpThenDown(words), words, FeatureSchema({"z"}), 2);
  ASSERT_TRUE(IsOk(network));
  TokenWorkspace workspace;
  const Contributions shares =
      network->Explain(Sequences({{0, 1}}), FeatureMatrix::Constant(1, 1, 0.3F), 0, workspace);
  ASSERT_EQ(shares.words.size(), 2u);
  ASSERT_EQ(shares.features.size(), 1u);
  EXPECT_NEAR(shares.base, -3 - 0.75 + 0.125, 1e-5);
  EXPECT_NEAR(shares.words[0], 3, 1e-5);
  EXPECT_NEAR(shares.words[1], 3, 1e-5);
  EXPECT_NEAR(shares.features[0], 1.5, 1e-5);
}

class RandomNetworkTest : public testing::Test {
 protected:
  Result<TokenNetwork> Make(WordId table_words, std::uint64_t seed = kSeed) {
    return TokenNetwork::FromParameters(RandomParameters(seed, words_, 5), words_, schema_,
                                        table_words);
  }
  OutputMatrix Outputs(const TokenNetwork& network, TokenWorkspace& workspace) {
    auto outputs = network.Outputs(tokens_, features_, workspace);
    EXPECT_TRUE(IsOk(outputs));
    return *outputs;
  }
  OutputMatrix Outputs(const TokenNetwork& network) {
    TokenWorkspace workspace;
    return Outputs(network, workspace);
  }

  WordInputs words_ = RandomWords(kSeed, 200);
  FeatureSchema schema_ = NumberedFeatures(5);
  Random random_{kSeed};
  TokenBatch tokens_ = RandomTokens(random_, words_, 2000, 40);
  FeatureMatrix features_ = RandomFeatures(random_, 2000, 5);
};

// The promise is for trained networks, whose margins are wider than those of random weights.
TEST_F(RandomNetworkTest, QuantisationChangesLittleAndHardlyAnyLabel) {
  double changed = 0;
  double all = 0;
  for (std::uint64_t seed = kSeed; seed < kSeed + 10; ++seed) {
    const auto network = Make(200, seed);
    ASSERT_TRUE(IsOk(network));
    const OutputMatrix outputs = Outputs(*network);
    const auto floats = network->FloatOutputs(tokens_, features_);
    ASSERT_TRUE(IsOk(floats));
    ASSERT_EQ(outputs.rows(), floats->rows());
    for (Eigen::Index i = 0; i < outputs.rows(); ++i) {
      Eigen::Index with = 0, without = 0;
      outputs.row(i).head(3).maxCoeff(&with);
      floats->row(i).head(3).maxCoeff(&without);
      changed += with != without ? 1 : 0;
      ++all;
    }
    const float spread =
        std::sqrt((floats->rowwise() - floats->colwise().mean()).cwiseAbs2().mean());
    EXPECT_GT(spread, 0.2F) << "outputs differ at all";
    EXPECT_LT((outputs - *floats).cwiseAbs().maxCoeff(), 0.1F * spread) << "seed " << seed;
  }
  EXPECT_LT(changed / all, 0.005) << changed << " of " << all;
  RecordProperty("changed", std::to_string(changed / all));
}

TEST_F(RandomNetworkTest, TheSizeOfTheTableChangesNoByte) {
  const auto all = Make(200);
  ASSERT_TRUE(IsOk(all));
  const std::string expected = BytesOf(Outputs(*all));
  for (const WordId table_words : {0U, 1U, 77U, 100000U}) {
    const auto network = Make(table_words);
    ASSERT_TRUE(IsOk(network));
    EXPECT_EQ(network->table_words(), std::min<WordId>(table_words, 200));
    TokenWorkspace workspace;
    EXPECT_EQ(BytesOf(Outputs(*network, workspace)), expected) << table_words << " words";
    EXPECT_EQ(BytesOf(Outputs(*network, workspace)), expected) << "with a full workspace";
  }
}

TEST_F(RandomNetworkTest, ASentenceHasTheSameBytesInAnyBatch) {
  const auto network = Make(100);
  ASSERT_TRUE(IsOk(network));
  const OutputMatrix together = Outputs(*network);
  TokenWorkspace workspace;
  for (const std::size_t i : {0U, 1U, 555U, 1999U}) {
    TokenBatch one;
    one.Append(tokens_, std::vector<std::size_t>{i});
    const auto row = static_cast<Eigen::Index>(i);
    const auto alone = network->Outputs(one, features_.middleRows(row, 1), workspace);
    ASSERT_TRUE(IsOk(alone));
    EXPECT_EQ(BytesOf(*alone), BytesOf(together.middleRows(row, 1))) << i;
  }
}

TEST_F(RandomNetworkTest, SharesAddUpToTheOutput) {
  const auto network = Make(50);
  ASSERT_TRUE(IsOk(network));
  const OutputMatrix outputs = Outputs(*network);
  TokenWorkspace workspace;
  for (std::size_t i = 0; i < 200; ++i) {
    TokenBatch one;
    one.Append(tokens_, std::vector<std::size_t>{i});
    const auto row = static_cast<Eigen::Index>(i);
    for (int output = 0; output < 4; ++output) {
      const Contributions shares =
          network->Explain(one, features_.middleRows(row, 1), output, workspace);
      EXPECT_EQ(shares.words.size(), one.rows.size());
      EXPECT_EQ(shares.features.size(), 5u);
      EXPECT_NEAR(shares.sum(), static_cast<double>(outputs(row, output)), 1e-4)
          << "sentence " << i << ", output " << output << ", seed " << kSeed;
    }
  }
}

TEST_F(RandomNetworkTest, EmptyBatchesHaveNoOutputs) {
  const auto network = Make(100);
  ASSERT_TRUE(IsOk(network));
  TokenWorkspace workspace;
  const auto none = network->Outputs(TokenBatch(), FeatureMatrix(0, 5), workspace);
  ASSERT_TRUE(IsOk(none));
  EXPECT_EQ(none->rows(), 0);
  EXPECT_EQ(none->cols(), 4);
}

TEST_F(RandomNetworkTest, BatchesThatDoNotFitAreRefused) {
  const auto network = Make(100);
  ASSERT_TRUE(IsOk(network));
  TokenWorkspace workspace;
  EXPECT_TRUE(IsError(network->Outputs(tokens_, FeatureMatrix::Zero(2000, 4), workspace),
                      ErrorCode::kShape,
                      "takes 5 features of 2000 sequences, the batch has 4 of 2000"));
  EXPECT_TRUE(IsError(network->Outputs(tokens_, FeatureMatrix::Zero(1, 5), workspace),
                      ErrorCode::kShape, "5 of 1"));
  EXPECT_TRUE(
      IsError(network->FloatOutputs(tokens_, FeatureMatrix::Zero(2000, 4)), ErrorCode::kShape));
  // Columns at the end are not read.
  FeatureMatrix wide = FeatureMatrix::Constant(2000, 7, 9);
  wide.leftCols(5) = features_;
  const auto outputs = network->Outputs(tokens_, wide, workspace);
  ASSERT_TRUE(IsOk(outputs));
  EXPECT_EQ(BytesOf(*outputs), BytesOf(Outputs(*network)));
}

TEST_F(RandomNetworkTest, TasksAreFoundByName) {
  const auto network = Make(100);
  ASSERT_TRUE(IsOk(network));
  ASSERT_NE(network->Find("score"), nullptr);
  EXPECT_EQ(network->Find("score")->first, 3);
  EXPECT_EQ(network->Find("tone")->count, 3);
  EXPECT_EQ(network->Find("bias"), nullptr);
}

// Units side by side, so that the mean holds before quantisation.
TEST_F(RandomNetworkTest, TheAverageAnswersTheMeanOfItsMembers) {
  std::vector<TokenParameters> members;
  OutputMatrix mean = OutputMatrix::Zero(2000, 4);
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    members.push_back(RandomParameters(seed, words_, 5));
    const auto network = Make(0, seed);
    ASSERT_TRUE(IsOk(network));
    mean += *network->FloatOutputs(tokens_, features_) / 3;
  }
  const auto average = AverageTokenParameters(members);
  ASSERT_TRUE(IsOk(average));
  EXPECT_EQ(average->groups.size(), 6u);
  const auto network = TokenNetwork::FromParameters(*average, words_, schema_, 200);
  ASSERT_TRUE(IsOk(network));
  const auto outputs = network->FloatOutputs(tokens_, features_);
  ASSERT_TRUE(IsOk(outputs));
  EXPECT_LT((*outputs - mean).cwiseAbs().maxCoeff(), 1e-4F);
  EXPECT_TRUE(IsError(AverageTokenParameters({}), ErrorCode::kShape, "no networks"));
  members[1] = RandomParameters(1, words_, 4);
  EXPECT_TRUE(IsError(AverageTokenParameters(members), ErrorCode::kShape, "different shapes"));
}

TEST_F(RandomNetworkTest, ParametersThatDoNotFitAreRefused) {
  const TokenParameters good = RandomParameters(kSeed, words_, 5);
  const auto make = [&](auto&& change) {
    TokenParameters p = good;
    change(p);
    return TokenNetwork::FromParameters(std::move(p), words_, schema_, 10);
  };
  ASSERT_TRUE(IsOk(make([](TokenParameters&) {})));
  using P = TokenParameters;
  EXPECT_TRUE(IsError(make([](P& p) { p.groups.clear(); }), ErrorCode::kShape, "1 to 16 groups"));
  EXPECT_TRUE(IsError(make([](P& p) { p.groups[0].count = 8; }), ErrorCode::kShape,
                      "multiple of 16 filters, found 2 and 8"));
  EXPECT_TRUE(IsError(make([](P& p) { p.groups[0].width = 0; }), ErrorCode::kShape, "found 0"));
  EXPECT_TRUE(IsError(make([](P& p) { p.groups[0].width = 3; }), ErrorCode::kShape,
                      "144 responses, found 128"));
  EXPECT_TRUE(IsError(make([](P& p) { p.filter_bias.resize(3); }), ErrorCode::kShape,
                      "48 filters, found 3"));
  EXPECT_TRUE(IsError(make([](P& p) { p.hidden.weights.resize(12, 95); }), ErrorCode::kShape));
  EXPECT_TRUE(IsError(make([](P& p) { p.output.weights.resize(4, 11); }), ErrorCode::kShape));
  EXPECT_TRUE(IsError(make([](P& p) { p.outputs[1].first = 2; }), ErrorCode::kShape, "'score'"));
  EXPECT_TRUE(IsError(make([](P& p) { p.outputs.pop_back(); }), ErrorCode::kShape, "outputs"));
  EXPECT_TRUE(IsError(make([](P& p) { p.outputs[0].temperature = 0; }), ErrorCode::kShape));
  EXPECT_TRUE(
      IsError(make([](P& p) { p.outputs[0].task = "sixteen-letters!"; }), ErrorCode::kShape));
  EXPECT_TRUE(IsError(make([](P& p) { p.filters.conservativeResize(3, p.filters.cols()); }),
                      ErrorCode::kShape, "the network takes 3 inputs a word"));
  EXPECT_TRUE(IsError(make([](P& p) { p.linear.resize(4, 6); }), ErrorCode::kShape,
                      "the extractor gives 5"));
  EXPECT_TRUE(
      IsError(make([](P& p) { p.hidden.bias[1] = std::numeric_limits<float>::quiet_NaN(); }),
              ErrorCode::kInvalidArgument, "not finite"));
}

// A wide window of words in a strong state must not run over the 16 bits of a sum.
TEST_F(RandomNetworkTest, SumsOfWideWindowsDoNotOverflow) {
  TokenParameters p = RandomParameters(kSeed, words_, 0);
  p.groups = {{16, 16}};
  p.filters = OutputMatrix::Zero(NetworkInputs(words_), 256);
  p.filters.row(0).setConstant(0.01F);                                // what words say is little,
  p.filters.bottomRows(kVoiceCount + kPlaceCount).setConstant(0.5F);  // what states say is much
  p.filter_bias = Eigen::RowVectorXf::Zero(16);
  p.hidden.weights = OutputMatrix::Constant(12, 32, 0.01F);
  const auto network = TokenNetwork::FromParameters(p, words_, FeatureSchema(), 10);
  if (!network) {
    EXPECT_TRUE(IsError(network, ErrorCode::kShape)) << "or such windows are refused";
    return;
  }
  const TokenBatch tokens = Sequences({std::vector<WordRow>(16, 3)});
  TokenWorkspace workspace;
  const auto outputs = network->Outputs(tokens, FeatureMatrix(1, 0), workspace);
  ASSERT_TRUE(IsOk(outputs));
  const Contributions shares = network->Explain(tokens, FeatureMatrix(1, 0), 0, workspace);
  EXPECT_NEAR(shares.sum(), static_cast<double>((*outputs)(0, 0)), 1e-3)
      << "Explain counts in 32 bits";
}

class SavedNetworkTest : public RandomNetworkTest {
 protected:
  using Sections = std::map<std::string, std::string>;

  Sections Saved() {
    SectionFileWriter writer;
    writer.Put("other", "x");
    network_.Save("small", writer);
    EXPECT_TRUE(IsOk(writer.Write(folder_ / "m")));
    const auto file = SectionFile::Open(folder_ / "m");
    Sections out;
    for (const std::string& name : (*file)->Names()) {
      const auto bytes = (*file)->Section(name);
      out[name].assign(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    }
    return out;
  }
  Result<TokenNetwork> Open(const Sections& sections, const WordInputs& words,
                            const FeatureSchema& schema) {
    SectionFileWriter writer;
    for (const auto& [name, bytes] : sections) {
      writer.Put(name, bytes);
    }
    EXPECT_TRUE(IsOk(writer.Write(folder_ / "m2")));
    return TokenNetwork::FromFile(*SectionFile::Open(folder_ / "m2"), "small", words, schema);
  }
  Result<TokenNetwork> Open(const Sections& sections) { return Open(sections, words_, schema_); }

  TempDir folder_;
  TokenNetwork network_ = Make(77).value();
};

TEST_F(SavedNetworkTest, SavedAndOpenedItAnswersTheSameBytes) {
  const auto opened = Open(Saved());
  ASSERT_TRUE(IsOk(opened));
  EXPECT_EQ(BytesOf(Outputs(*opened)), BytesOf(Outputs(network_)));
  EXPECT_EQ(opened->table_words(), 77u);
  ASSERT_NE(opened->Find("tone"), nullptr);
  EXPECT_EQ(opened->Find("tone")->temperature, 1.5F);
  // Saved again it has the same sections.
  SectionFileWriter writer;
  writer.Put("other", "x");
  opened->Save("small", writer);
  ASSERT_TRUE(IsOk(writer.Write(folder_ / "again")));
  EXPECT_EQ(ReadFile(folder_ / "again"), ReadFile(folder_ / "m"));
}

// The table is used in place: it lives as long as the network.
TEST_F(SavedNetworkTest, TheNetworkKeepsItsFileOpen) {
  Result<TokenNetwork> opened = Open(Saved());
  ASSERT_TRUE(IsOk(opened));
  TokenNetwork copy = *opened;
  opened = Error{ErrorCode::kIo, "", ""};
  EXPECT_EQ(BytesOf(Outputs(copy)), BytesOf(Outputs(network_)));
}

TEST_F(SavedNetworkTest, MissingSectionsAreNotFound) {
  for (const char* part : {"meta", "weights", "table"}) {
    Sections sections = Saved();
    sections.erase(std::string("net.small.") + part);
    EXPECT_TRUE(IsError(Open(sections), ErrorCode::kNotFound, std::string("net.small.") + part));
  }
}

TEST_F(SavedNetworkTest, TruncatedAndLongSectionsAreDamaged) {
  const Sections saved = Saved();
  for (const char* part : {"meta", "weights", "table"}) {
    const std::string name = std::string("net.small.") + part;
    for (const int change : {-1, -4, 4, 448}) {
      Sections sections = saved;
      std::string& bytes = sections[name];
      bytes.resize(bytes.size() + static_cast<std::size_t>(change));
      EXPECT_TRUE(IsError(Open(sections), ErrorCode::kCorrupt)) << part << " " << change;
    }
    Sections empty = saved;
    empty[name].clear();
    EXPECT_TRUE(IsError(Open(empty), ErrorCode::kCorrupt)) << part;
  }
}

TEST_F(SavedNetworkTest, OtherWordsAndFeaturesAreRefused) {
  const Sections saved = Saved();
  EXPECT_TRUE(IsError(Open(saved, words_, FeatureSchema({"a", "b", "c", "d", "e"})),
                      ErrorCode::kShape,
                      "the network 'small': the network was trained on 5 features"));
  EXPECT_TRUE(IsError(Open(saved, words_, NumberedFeatures(4)), ErrorCode::kShape));
  EXPECT_TRUE(IsOk(Open(saved, words_, NumberedFeatures(6)))) << "columns may come at the end";
  EXPECT_TRUE(IsError(Open(saved, UpAndDown(), schema_), ErrorCode::kCorrupt)) << "fewer words";
}

// Whatever stands in the header: an error, or a network whose answers can be computed.
TEST_F(SavedNetworkTest, DamagedHeadersAreRefusedOrHarmless) {
  const Sections saved = Saved();
  const std::string name = "net.small.meta";
  int refused = 0;
  for (std::size_t at = 0; at < saved.at(name).size(); at += 4) {
    for (const std::uint32_t value : {0U, 1U, 0x7FFFFFFFU, 0xFFFFFFFFU, 0x7FC00000U}) {
      Sections sections = saved;
      std::memcpy(sections[name].data() + at, &value, 4);
      const auto network = Open(sections);
      refused += network ? 0 : 1;
      if (network && network->output_count() == 4) {
        Outputs(*network);
      }
    }
  }
  EXPECT_GT(refused, 50);
}

TEST_F(SavedNetworkTest, DamagedNumbersAreRefused) {
  const Sections saved = Saved();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  Sections sections = saved;
  std::string& weights = sections["net.small.weights"];
  std::memcpy(weights.data(), &nan, 4);
  EXPECT_TRUE(IsError(Open(sections), ErrorCode::kInvalidArgument, "not finite"));
  for (const float scale : {nan, 0.0F, -1.0F}) {
    sections = saved;
    std::string& bytes = sections["net.small.weights"];
    std::memcpy(bytes.data() + bytes.size() - 4, &scale, 4);
    EXPECT_TRUE(IsError(Open(sections), ErrorCode::kCorrupt, "a scale is not above 0")) << scale;
  }
}

}  // namespace
}  // namespace slant
