#include "slant/classify/word_tagger.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/random_network.h"
#include "support/temp_dir.h"
#include "support/tolerances.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20240601;
const float kLog3 = std::log(3.0f);

bool IsWord(WordRow row) { return row < kFirstSpecialRow || row >= kFirstUnknownRow; }

DenseNetwork RandomNetwork(const WordInputs& words, float temperature = 1) {
  Random random(kSeed);
  DenseLayer layer{OutputMatrix(2, TaggerColumns(words)), Eigen::RowVectorXf(2)};
  FillNormal(random, layer.weights.data(), layer.weights.size(), 0.3);
  FillNormal(random, layer.bias.data(), 2, 0.3);
  return DenseNetwork::FromLayers({layer}, words.schema_id(), temperature).value();
}

class WordTaggerTest : public testing::Test {
 protected:
  // Knows of a word only what stands behind its inputs: the bias, the sentence, the quotation.
  WordTagger Tagger(float bias, float sentence, float quoted, float temperature = 1) const {
    DenseLayer layer{OutputMatrix::Zero(2, TaggerColumns(words_)), Eigen::RowVectorXf::Zero(2)};
    layer.bias[1] = bias;
    layer.weights(1, 3 * words_.size()) = sentence;
    layer.weights(1, 3 * words_.size() + 1) = quoted;
    const auto tagger = WordTagger::FromNetwork(
        DenseNetwork::FromLayers({layer}, words_.schema_id(), temperature).value(), words_, 0.5f);
    EXPECT_TRUE(IsOk(tagger));
    return *tagger;
  }

  static std::vector<float> Tags(const WordTagger& tagger, const TokenBatch& tokens,
                                 std::size_t sequence, float sentence) {
    std::vector<float> out;
    tagger.Tag(tokens, sequence, sentence, out);
    return out;
  }

  const WordInputs words_ = RandomWords(kSeed, 40);
};

// A narrated word, a name, a mark and a quoted word.
TokenBatch Four() {
  TokenBatch batch;
  batch.starts = {0, 4};
  batch.rows = {3, RowOf(SpecialWord::kName), RowOf(SpecialWord::kOpenQuote), 4};
  batch.states = {StateOf(Voice::kNarration, 0), StateOf(Voice::kNarration, 0),
                  StateOf(Voice::kNarration, 0), StateOf(Voice::kQuote, 0)};
  batch.tokens = {0, 1, 2, 3};
  return batch;
}

// By hand, columns as the header says: before, at, behind, the sentence, quoted.
TEST_F(WordTaggerTest, RowsHoldTheWordAndItsNeighbours) {
  FeatureMatrix rows;
  FillTaggerRows(words_, Four(), 0, 1.5f, rows);
  const Eigen::Index size = words_.size();
  ASSERT_EQ(rows.rows(), 4);
  ASSERT_EQ(rows.cols(), 3 * size + 2);
  const auto inputs = [&](WordRow row) {
    Eigen::RowVectorXf out(size);
    words_.Fill(row, {out.data(), static_cast<std::size_t>(size)});
    return out;
  };
  EXPECT_TRUE(rows.row(0).head(size).isZero()) << "nothing stands before the first word";
  EXPECT_EQ(rows.row(0).segment(size, size), inputs(3));
  EXPECT_EQ(rows.row(0).segment(2 * size, size), inputs(RowOf(SpecialWord::kName)));
  EXPECT_EQ(rows.row(3).head(size), inputs(RowOf(SpecialWord::kOpenQuote)));
  EXPECT_EQ(rows.row(3).segment(size, size), inputs(4));
  EXPECT_TRUE(rows.row(3).segment(2 * size, size).isZero());
  EXPECT_EQ(rows(0, 3 * size), 1.5f);
  EXPECT_EQ(rows(0, 3 * size + 1), 0);
  EXPECT_EQ(rows(3, 3 * size + 1), 1) << "it is quoted";
}

// By hand: exp(ln 3) is 3 of 4; with ln 3 of the quotation too, 9 of 10; less 2 ln 3, 1 of 4.
TEST_F(WordTaggerTest, ProbabilitiesAreThoseWorkedByHand) {
  const auto plain = Tags(Tagger(kLog3, kLog3, kLog3), Four(), 0, 0);
  ASSERT_EQ(plain.size(), 4u);
  EXPECT_NEAR(plain[0], 0.75f, kFloatTolerance);
  EXPECT_NEAR(plain[3], 0.9f, kFloatTolerance);
  EXPECT_NEAR(Tags(Tagger(kLog3, kLog3, 0), Four(), 0, -2)[0], 0.25f, kFloatTolerance);
  EXPECT_NEAR(Tags(Tagger(2 * kLog3, 0, 0, 2), Four(), 0, 0)[0], 0.75f, kFloatTolerance)
      << "logits are over the temperature";
}

// A name must not be called loaded, whoever bears it; marks are no words.
TEST_F(WordTaggerTest, NamesAndMarksAreNeverMarked) {
  const auto tags = Tags(Tagger(20, 0, 0), Four(), 0, 0);
  EXPECT_GT(tags[0], 0.999f);
  EXPECT_EQ(tags[1], 0);
  EXPECT_EQ(tags[2], 0);
}

// The table holds 16 bits a sum, so not to the last place.
TEST_F(WordTaggerTest, TagsAreLogisticRegressionOverTheRows) {
  constexpr float kTableTolerance = 1e-3f;
  const DenseNetwork network = RandomNetwork(words_, 1.5f);
  const auto tagger = WordTagger::FromNetwork(network, words_, 0.3f);
  ASSERT_TRUE(IsOk(tagger));
  EXPECT_EQ(tagger->threshold(), 0.3f);
  Random random(kSeed + 1);
  const TokenBatch tokens = RandomTokens(random, words_, 60, 12);
  std::vector<float> tags;
  FeatureMatrix rows;
  int compared = 0;
  int unknown = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto sentence = static_cast<float>(random.Normal());
    FillTaggerRows(words_, tokens, i, sentence, rows);
    auto expected = network.Outputs(rows);
    ASSERT_TRUE(IsOk(expected));
    SoftmaxRows(*expected);
    tags.clear();
    tagger->Tag(tokens, i, sentence, tags);
    ASSERT_EQ(tags.size(), tokens.starts[i + 1] - tokens.starts[i]);
    for (std::size_t t = 0; t < tags.size(); ++t) {
      const WordRow row = tokens.rows[tokens.starts[i] + t];
      if (!IsWord(row)) {
        EXPECT_EQ(tags[t], 0) << "seed " << kSeed << ", sequence " << i << ", word " << t;
        continue;
      }
      EXPECT_NEAR(tags[t], (*expected)(static_cast<Eigen::Index>(t), 1), kTableTolerance)
          << "seed " << kSeed << ", sequence " << i << ", word " << t;
      ++compared;
      unknown += row >= kFirstUnknownRow ? 1 : 0;
    }
  }
  EXPECT_GT(compared, 200);
  EXPECT_GT(unknown, 10) << "words that the vocabulary lacks count too";
}

TEST_F(WordTaggerTest, TagsAreAppendedAndAnEmptySequenceHasNone) {
  TokenBatch tokens = Four();
  tokens.starts = {0, 0, 4};
  std::vector<float> out = {7};
  const WordTagger tagger = Tagger(0, 0, 0);
  tagger.Tag(tokens, 0, 1, out);
  EXPECT_EQ(out, (std::vector<float>{7}));
  tagger.Tag(tokens, 1, 1, out);
  EXPECT_EQ(out, (std::vector<float>{7, 0.5f, 0, 0, 0.5f}));
}

TEST_F(WordTaggerTest, OtherNetworksAreRefused) {
  const Eigen::Index columns = TaggerColumns(words_);
  const auto layer = [](Eigen::Index inputs, Eigen::Index outputs) {
    return DenseLayer{OutputMatrix::Zero(outputs, inputs), Eigen::RowVectorXf::Zero(outputs)};
  };
  const std::vector<DenseLayer> others[] = {
      {layer(columns, 3)},
      {layer(columns, 1)},
      {layer(columns - 1, 2)},
      {layer(columns + 1, 2)},
      {layer(columns, 4), layer(4, 2)},
  };
  for (const auto& layers : others) {
    const auto network = DenseNetwork::FromLayers(layers, words_.schema_id());
    ASSERT_TRUE(IsOk(network));
    EXPECT_TRUE(IsError(WordTagger::FromNetwork(*network, words_, 0.5f), ErrorCode::kShape,
                        std::to_string(columns)));
  }
  EXPECT_TRUE(IsError(WordTagger::FromNetwork(DenseNetwork(), words_, 0.5f), ErrorCode::kShape));
}

// --- in a model file

class WordTaggerFileTest : public WordTaggerTest {
 protected:
  WordTaggerFileTest()
      : tagger_(WordTagger::FromNetwork(RandomNetwork(words_), words_, 0.35f).value()) {
    tagger_.Save("loaded", writer_);
  }

  Result<WordTagger> Reopened(const WordInputs& words, const std::string& name = "loaded") {
    const std::string path = folder_ / "model.slant";
    EXPECT_TRUE(IsOk(writer_.Write(path)));
    const auto file = SectionFile::Open(path);
    EXPECT_TRUE(IsOk(file));
    return WordTagger::FromFile(*file, name, words);
  }

  // The bytes of a section as they were saved.
  std::string Bytes(const std::string& section) {
    const std::string path = folder_ / "whole.slant";
    EXPECT_TRUE(IsOk(writer_.Write(path)));
    const auto file = SectionFile::Open(path);
    const auto bytes = (*file)->Section(section);
    EXPECT_TRUE(IsOk(bytes));
    return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
  }

  TempDir folder_;
  SectionFileWriter writer_;
  WordTagger tagger_;
};

TEST_F(WordTaggerFileTest, SavedAndOpenedItTagsTheSame) {
  const auto opened = Reopened(words_);
  ASSERT_TRUE(IsOk(opened));
  EXPECT_EQ(opened->threshold(), 0.35f);
  EXPECT_FALSE(opened->empty());
  EXPECT_TRUE(WordTagger().empty());
  Random random(kSeed);
  const TokenBatch tokens = RandomTokens(random, words_, 20, 10);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    EXPECT_EQ(Tags(*opened, tokens, i, 0.5f), Tags(tagger_, tokens, i, 0.5f));
  }
}

TEST_F(WordTaggerFileTest, ATaggerThatIsNotThereIsNotFound) {
  EXPECT_TRUE(IsError(Reopened(words_, "other"), ErrorCode::kNotFound, "tagger.other"));
}

TEST_F(WordTaggerFileTest, OtherInputsOfWordsAreRefused) {
  RawVectors raw;
  raw.words = {{"w0", 2}, {"w1", 1}};
  raw.rows = FloatRows::Identity(2, 3);  // three dimensions, not kRandomDim
  const PackedModel model = PackAndOpen(raw);
  const WordInputs other(model.vectors, CompiledLexicon::Compile({}, model.vocabulary));
  EXPECT_TRUE(IsError(Reopened(other), ErrorCode::kShape, "'loaded'"));
  // The same inputs of fewer words: the table does not fit.
  EXPECT_TRUE(IsError(Reopened(RandomWords(kSeed, 39)), ErrorCode::kCorrupt, "'loaded'"));
}

TEST_F(WordTaggerFileTest, DamagedSectionsAreRefused) {
  const std::string meta = Bytes("tagger.loaded.meta");
  const std::string table = Bytes("tagger.loaded.table");
  const std::string weights = Bytes("tagger.loaded.weights");
  ASSERT_EQ(meta.size(), 32u);
  const auto with = [](std::string bytes, std::size_t at, float number) {
    return bytes.replace(at, 4, reinterpret_cast<const char*>(&number), 4);
  };
  const auto with_nan = [&](const std::string& bytes, std::size_t at) {
    return with(bytes, at, std::numeric_limits<float>::quiet_NaN());
  };
  struct Damage {
    const char* section;
    std::string bytes;
  };
  const Damage damages[] = {
      {"tagger.loaded.meta", meta + meta},
      {"tagger.loaded.meta", ""},
      {"tagger.loaded.meta", meta.substr(0, 31)},
      {"tagger.loaded.meta", with_nan(meta, 12)},  // the scale of the table
      {"tagger.loaded.meta", with_nan(meta, 28)},  // the threshold
      {"tagger.loaded.meta", with(meta, 28, 0.0f)},
      {"tagger.loaded.meta", with(meta, 28, 1.0f)},
      {"tagger.loaded.meta", with(meta, 28, -0.25f)},
      {"tagger.loaded.table", table.substr(0, table.size() - 8)},
      {"tagger.loaded.table", table + std::string(8, '\0')},
      {"tagger.loaded.table", table.substr(0, table.size() - 1)},
      {"tagger.loaded.weights", weights.substr(0, weights.size() - 4)},
      {"tagger.loaded.weights", with_nan(weights, 8)},
  };
  for (const Damage& damage : damages) {
    const std::string whole = Bytes(damage.section);
    writer_.Put(damage.section, damage.bytes);
    EXPECT_TRUE(IsError(Reopened(words_), ErrorCode::kCorrupt))
        << damage.section << " of " << damage.bytes.size() << " bytes";
    writer_.Put(damage.section, whole);
  }
  EXPECT_TRUE(IsOk(Reopened(words_))) << "whole again";
}

}  // namespace
}  // namespace slant
