#include "slant/pipeline/loaded_words.h"

#include <gtest/gtest.h>

#include <cmath>

#include "slant/embed/pack_vectors.h"
#include "slant/lexicon/compiled_lexicon.h"
#include "slant/pipeline/task.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"
#include "support/tolerances.h"

namespace slant {
namespace {

const float kLog3 = std::log(3.0f);

// Heads without weights, so that every sentence has the same answers; biased has logit 1, unbiased
// -1.
Model SmallModel(const TempDir& folder) {
  RawVectors raw;
  raw.words = {{"the", 60}, {"regime", 50}, {"lied", 40},
               {"to", 30},  {"voters", 20}, {"again", 10}};
  raw.rows = FloatRows::Identity(6, 4);
  const std::string path = folder / "model.slant";
  SectionFileWriter writer;
  EXPECT_TRUE(IsOk(PackVectors(raw, {}, writer)));
  CompiledLexicon().Save(writer);
  EXPECT_TRUE(IsOk(writer.Write(path)));
  const auto vocabulary = Vocabulary::FromFile(*SectionFile::Open(path));
  CompiledLexicon::Compile({}, *vocabulary).Save(writer);
  EXPECT_TRUE(IsOk(writer.Write(path)));
  const auto language = LanguageModel::Open(path);
  EXPECT_TRUE(IsOk(language));
  const FeatureSchema& schema = language->extractor.schema();
  for (const Task& task : Tasks()) {
    if (task.unit != TaskUnit::kSentence || !task.required) {
      continue;
    }
    DenseLayer layer{OutputMatrix::Zero(task.outputs(), schema.size()),
                     Eigen::RowVectorXf::Zero(task.outputs())};
    if (task.name == "bias") {
      layer.bias << -1, 1;
    }
    const auto head = DenseNetwork::FromLayers({layer}, schema.id());
    EXPECT_TRUE(IsOk(head));
    SaveHead(std::string(task.name), *head, writer);
  }
  EXPECT_TRUE(IsOk(writer.Write(path)));
  auto model = Model::Open(path);
  EXPECT_TRUE(IsOk(model));
  return *std::move(model);
}

class LoadedWordsTest : public testing::Test {
 protected:
  Result<MarkedSentences> Read(const std::string& lines, const std::string& group = "") {
    LabelOptions options;
    options.group = group;
    errors_.clear();
    return ReadMarked(model_, {folder_.Put("data.jsonl", lines)}, "biased_words", options,
                      [&](const Error& error) { errors_.push_back(error); });
  }

  // 1 for each marked word of the only sentence.
  std::vector<std::uint8_t> Marked(const std::string& text, const std::string& list) {
    const auto data = Read("{\"text\": \"" + text + "\", \"biased_words\": " + list + "}\n");
    EXPECT_TRUE(IsOk(data));
    return data ? data->marked : std::vector<std::uint8_t>();
  }

  TempDir folder_;
  Model model_ = SmallModel(folder_);
  std::vector<Error> errors_;
};

using Bits = std::vector<std::uint8_t>;

TEST_F(LoadedWordsTest, TheWordsOfTheListAreMarked) {
  EXPECT_EQ(Marked("the regime lied to voters", R"(["regime", "lied"])"), (Bits{0, 1, 1, 0, 0}));
  EXPECT_EQ(Marked("the regime lied again, again", R"(["again"])"), (Bits{0, 0, 0, 1, 0, 1}))
      << "wherever they stand; the comma is no word";
  EXPECT_EQ(Marked("the regime lied to voters", R"(["lied to"])"), (Bits{0, 0, 1, 1, 0}))
      << "a phrase is its words";
  EXPECT_EQ(Marked("the regime lied", R"(["voters"])"), (Bits{0, 0, 0}));
}

TEST_F(LoadedWordsTest, UpperAndLowerCaseAreOneWord) {
  EXPECT_EQ(Marked("the regime lied to voters", R"(["Regime", "LIED"])"), (Bits{0, 1, 1, 0, 0}));
  EXPECT_EQ(Marked("Again the regime lied", R"(["again"])"), (Bits{1, 0, 0, 0}));
}

TEST_F(LoadedWordsTest, AnEmptyListMarksNoneAndWithoutTheFieldARecordIsPassedOver) {
  const auto data = Read(
      "{\"text\": \"the regime lied\", \"biased_words\": []}\n"
      "{\"text\": \"the voters lied\"}\n"
      "{\"text\": \"again\", \"biased_words\": [\"again\"]}\n");
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->tokens.size(), 2u);
  EXPECT_EQ(data->marked, (Bits{0, 0, 0, 1}));
  EXPECT_EQ(data->bias, (std::vector<float>{2, 2})) << "1 less -1";
  EXPECT_TRUE(errors_.empty());
}

TEST_F(LoadedWordsTest, RecordsOfAGroupStayTogether) {
  const auto data = Read(
      "{\"text\": \"the regime\", \"biased_words\": [], \"topic\": \"a\"}\n"
      "{\"text\": \"the voters\", \"biased_words\": [], \"topic\": \"b\"}\n"
      "{\"text\": \"again\", \"biased_words\": [], \"topic\": \"a\"}\n",
      "topic");
  ASSERT_TRUE(IsOk(data));
  ASSERT_EQ(data->group_hashes.size(), 3u);
  EXPECT_EQ(data->group_hashes[0], data->group_hashes[2]);
  EXPECT_NE(data->group_hashes[0], data->group_hashes[1]);
}

TEST_F(LoadedWordsTest, BadRecordsAreReportedAndMissingFilesAreErrors) {
  const auto data = Read("{\"text\": \"the reg\n{\"text\": \"again\", \"biased_words\": []}\n");
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->tokens.size(), 1u);
  EXPECT_EQ(errors_.size(), 1u);
  EXPECT_TRUE(
      IsError(ReadMarked(model_, {folder_ / "none.jsonl"}, "biased_words", {}, [](const Error&) {}),
              ErrorCode::kNotFound));
}

// --- evaluation

// Quoted words have probability .75, the others .25.
WordTagger OfQuoted(const WordInputs& words) {
  DenseLayer layer{OutputMatrix::Zero(2, TaggerColumns(words)), Eigen::RowVectorXf::Zero(2)};
  layer.bias[1] = -kLog3;
  layer.weights(1, 3 * words.size() + 1) = 2 * kLog3;
  return WordTagger::FromNetwork(DenseNetwork::FromLayers({layer}, 1).value(), words, 0.5f).value();
}

// Two sentences of four words, of which three and none are quoted, and two and two marked.
MarkedSentences TwoSentences() {
  const TokenState own = StateOf(Voice::kNarration, 0);
  const TokenState quoted = StateOf(Voice::kQuote, 0);
  MarkedSentences data;
  data.tokens.starts = {0, 4, 8};
  data.tokens.rows = {0, 1, 2, 3, 0, 1, 2, 3};
  data.tokens.states = {quoted, quoted, quoted, own, own, own, own, own};
  data.tokens.tokens = {0, 1, 2, 3, 0, 1, 2, 3};
  data.bias = {0, 0};
  data.marked = {1, 1, 0, 0, 0, 0, 1, 1};
  data.group_hashes = {1, 2};
  return data;
}

bool All(std::size_t) { return true; }

// By hand: three words are found, two of them right, and four are marked: 2/3, 2/4 and
// 2 * 2 / (3 + 4).
TEST_F(LoadedWordsTest, PrecisionRecallAndF1AreThoseWorkedByHand) {
  const WordTagger tagger = OfQuoted(model_.language.words);
  const MarkedReport report = EvaluateTagger(tagger, TwoSentences(), All, 0.5f);
  EXPECT_EQ(report.sentences, 2);
  EXPECT_EQ(report.words, 8);
  EXPECT_EQ(report.marked, 4);
  EXPECT_NEAR(report.precision, 2.0 / 3, kDoubleTolerance);
  EXPECT_NEAR(report.recall, 0.5, kDoubleTolerance);
  EXPECT_NEAR(report.f1, 4.0 / 7, kDoubleTolerance);
}

TEST_F(LoadedWordsTest, OnlyTheChosenSentencesAndTheThresholdCount) {
  const WordTagger tagger = OfQuoted(model_.language.words);
  const auto first = [](std::size_t i) { return i == 0; };
  const MarkedReport one = EvaluateTagger(tagger, TwoSentences(), first, 0.5f);
  EXPECT_EQ(one.sentences, 1);
  EXPECT_NEAR(one.recall, 1, kDoubleTolerance);
  // Below both probabilities all eight are found.
  const MarkedReport low = EvaluateTagger(tagger, TwoSentences(), All, 0.2f);
  EXPECT_NEAR(low.precision, 0.5, kDoubleTolerance);
  EXPECT_NEAR(low.recall, 1, kDoubleTolerance);
}

TEST_F(LoadedWordsTest, NothingFoundOrChosenIsZeroAndNoNaN) {
  const WordTagger tagger = OfQuoted(model_.language.words);
  const auto none = [](std::size_t) { return false; };
  for (const MarkedReport& report : {EvaluateTagger(tagger, TwoSentences(), All, 0.99f),
                                     EvaluateTagger(tagger, TwoSentences(), none, 0.5f)}) {
    EXPECT_EQ(report.precision, 0);
    EXPECT_EQ(report.recall, 0);
    EXPECT_EQ(report.f1, 0);
  }
}

// --- training

// "regime" is always marked and nothing else ever is.
TEST_F(LoadedWordsTest, ATaggerLearnsTheWordThatIsMarked) {
  std::string lines;
  for (int i = 0; i < 40; ++i) {
    lines += i % 2 == 0 ? "{\"text\": \"the regime lied again\", \"biased_words\": [\"regime\"]}\n"
                        : "{\"text\": \"to the voters\", \"biased_words\": []}\n";
  }
  const auto data = Read(lines);
  ASSERT_TRUE(IsOk(data));
  TrainOptions options;
  options.epochs = 60;
  options.learning_rate = 0.05;
  const auto train = [](std::size_t i) { return i < 30; };
  const auto dev = [](std::size_t i) { return i >= 30; };
  const auto tagger = TrainTagger(model_, *data, train, dev, options, nullptr, [](double) {});
  ASSERT_TRUE(IsOk(tagger));
  EXPECT_EQ(EvaluateTagger(*tagger, *data, dev, tagger->threshold()).f1, 1.0);
}

}  // namespace
}  // namespace slant
