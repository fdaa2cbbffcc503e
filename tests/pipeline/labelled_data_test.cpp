#include "slant/pipeline/labelled_data.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "slant/embed/pack_vectors.h"
#include "slant/lexicon/compiled_lexicon.h"
#include "slant/lexicon/lexicon_reader.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

// A base of three words, two dimensions and an empty lexicon.
LanguageModel SmallModel(const TempDir& folder) {
  RawVectors raw;
  raw.words = {{"good", 30}, {"bad", 20}, {"day", 10}};
  raw.rows = FloatRows::Random(3, 2);
  SectionFileWriter writer;
  EXPECT_TRUE(IsOk(PackVectors(raw, {}, writer)));
  CompiledLexicon().Save(writer);
  EXPECT_TRUE(IsOk(writer.Write(folder / "base.slant")));
  // A lexicon is as long as the vocabulary it was compiled against.
  const auto file = SectionFile::Open(folder / "base.slant");
  const auto vocabulary = Vocabulary::FromFile(*file);
  CompiledLexicon::Compile({}, *vocabulary).Save(writer);
  EXPECT_TRUE(IsOk(writer.Write(folder / "base.slant")));
  auto model = LanguageModel::Open(folder / "base.slant");
  EXPECT_TRUE(IsOk(model));
  return *std::move(model);
}

std::string Record(const std::string& text, const std::string& label, const std::string& group) {
  return "{\"text\": \"" + text + "\", \"label\": " + label + ", \"group\": \"" + group + "\"}\n";
}

class LabelledDataTest : public testing::Test {
 protected:
  Result<LabelledData> Read(const std::string& lines, const char* task = "tone",
                            const LabelOptions& options = {}) {
    errors_.clear();
    const LabelledTask labelled{FindTask(task), "label"};
    return Read(lines, {&labelled, 1}, options);
  }

  Result<LabelledData> Read(const std::string& lines, std::span<const LabelledTask> tasks,
                            const LabelOptions& options) {
    return ReadLabelled(model_, FeatureRows(model_, tasks[0].task->unit), tasks,
                        {folder_.Put("data.jsonl", lines)}, options,
                        [&](const Error& error) { errors_.push_back(error); });
  }

  TempDir folder_;
  const LabelledTask tone_{FindTask("tone"), "label"};
  const std::span<const LabelledTask> tone_task_{&tone_, 1};
  LanguageModel model_ = SmallModel(folder_);
  std::vector<Error> errors_;
};

TEST_F(LabelledDataTest, ClassesBecomeRowsWithASingleOne) {
  const auto data =
      Read(Record("A good day", "\"positive\"", "a") + Record("A bad day", "-1", "b"));
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->classes, (std::vector<int>{2, 0}));
  ASSERT_EQ(data->examples.targets.rows(), 2);
  ASSERT_EQ(data->examples.targets.cols(), 3);
  EXPECT_EQ(data->examples.targets(0, 2), 1);
  EXPECT_EQ(data->examples.targets.sum(), 2);
  EXPECT_EQ(data->examples.features.rows(), 2);
}

TEST_F(LabelledDataTest, ValuesAreScaledAndCutOff) {
  LabelOptions options;
  options.low = 1;
  options.high = 5;
  const auto data = Read(
      Record("a", "1", "") + Record("b", "3", "") + Record("c", "4", "") + Record("d", "9", ""),
      "score", options);
  ASSERT_TRUE(IsOk(data));
  EXPECT_TRUE(data->classes.empty());
  const float expected[] = {-1, 0, 0.5F, 1};
  for (int i = 0; i < 4; ++i) {
    EXPECT_FLOAT_EQ(data->examples.targets(i, 0), expected[i]);
  }
}

TEST_F(LabelledDataTest, ChoosesByAFieldAndCountsWhatHasNoLabel) {
  LabelOptions options;
  options.where_field = "group";
  options.where_values = {"a", "b"};
  const auto data = Read(Record("x", "1", "a") + Record("y", "1", "c") + Record("z", "null", "b") +
                             "{\"text\": \n" + Record("w", "0", "b"),
                         "tone", options);
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->classes, (std::vector<int>{2, 1}));
  EXPECT_EQ(data->unlabelled, 1u);
  EXPECT_EQ(data->malformed, 1u);
  EXPECT_EQ(errors_.size(), 1u);
}

TEST_F(LabelledDataTest, AWrongLabelIsAnErrorWithItsPlace) {
  EXPECT_TRUE(IsError(Read(Record("x", "1", "") + Record("y", "\"cold\"", "")),
                      ErrorCode::kInvalidArgument, "data.jsonl:2: "));
  EXPECT_TRUE(IsError(Read(Record("x", "\"high\"", ""), "event"), ErrorCode::kInvalidArgument,
                      "expected a number"));
}

TEST_F(LabelledDataTest, AMissingFileIsAnError) {
  const auto data = ReadLabelled(model_, FeatureRows(model_), tone_task_, {folder_ / "none.jsonl"},
                                 {}, [](const Error&) {});
  EXPECT_TRUE(IsError(data, ErrorCode::kNotFound, "none.jsonl"));
}

TEST_F(LabelledDataTest, FoldsShareTheRecordsAndKeepGroupsTogether) {
  std::string lines, backwards;
  for (int i = 0; i < 300; ++i) {
    const std::string line =
        Record("sentence " + std::to_string(i), "0", "article " + std::to_string(i % 60));
    lines += line;
    backwards = line + backwards;
  }
  LabelOptions options;
  options.group = "group";
  const auto data = Read(lines, "tone", options);
  ASSERT_TRUE(IsOk(data));
  std::map<int, std::set<int>> folds_of_cluster;
  std::size_t sum = 0;
  for (int fold = 0; fold < 5; ++fold) {
    const LabelledData part = Select(*data, [&](std::size_t i) {
      return InFold(data->group_hashes[i], {fold, 5});
    });
    sum += part.clusters.size();
    EXPECT_EQ(part.examples.features.rows(), static_cast<Eigen::Index>(part.clusters.size()));
    EXPECT_GT(part.clusters.size(), 15u);
    for (const int cluster : part.clusters) {
      folds_of_cluster[cluster].insert(fold);
    }
  }
  EXPECT_EQ(sum, 300u);
  EXPECT_EQ(folds_of_cluster.size(), 60u);
  for (const auto& [cluster, folds] : folds_of_cluster) {
    EXPECT_EQ(folds.size(), 1u) << cluster;
  }
  // The fold hangs on the group's name alone, not on what else is in the file or in which order.
  const auto turned = Read(backwards, "tone", options);
  ASSERT_TRUE(IsOk(turned));
  for (std::size_t i = 0; i < 300; ++i) {
    EXPECT_EQ(turned->group_hashes[299 - i], data->group_hashes[i]);
  }
}

TEST_F(LabelledDataTest, WithoutAGroupTheSameTextIsOneGroup) {
  const auto data = Read(Record("x", "0", "a") + Record("y", "0", "a") + Record("x", "0", "b"));
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->clusters, (std::vector<int>{0, 1, 0}));
}

// What rules and lists say stands in the rows instead of what classifiers read.
TEST_F(LabelledDataTest, RowsMayBeWhatListsSay) {
  auto list = ParseLexicon("good\t2\nbad\t-3\nday\t1\n", "mine.tsv");
  ASSERT_TRUE(IsOk(list));
  LexiconMeasures measures;
  measures.AddList(LexiconCounter(*std::move(list), model_.segmenter.vocabulary()));
  const auto data = ReadLabelled(
      model_, MeasureRows(measures), tone_task_,
      {folder_.Put("data.jsonl", Record("A good day", "1", "a") + Record("It rained", "0", "b") +
                                     Record("Bad. Bad!", "-1", "c"))},
      {}, [](const Error&) {});
  ASSERT_TRUE(IsOk(data));
  FeatureMatrix expected(3, 2);  // matches, valence
  expected << 2, 3,              //
      0, 0,                      //
      2, -6;
  EXPECT_EQ(data->examples.features, expected);
  EXPECT_EQ(data->classes, (std::vector<int>{2, 1, 0}));
}

TEST_F(LabelledDataTest, RowsAreAsWideAsTheirMakerSays) {
  EXPECT_EQ(FeatureRows(model_).columns, model_.extractor.schema().size());
  EXPECT_EQ(MeasureRows(LexiconMeasures()).columns, 0);
  RowMaker lengths{
      1, [](const Document& document, std::span<const Span>, FeatureMatrix& row, TokenBatch&) {
        row.setConstant(1, 1, static_cast<float>(document.text.size()));
      }};
  const auto data =
      ReadLabelled(model_, lengths, tone_task_,
                   {folder_.Put("data.jsonl", Record("day", "1", "a") + Record("", "1", "b"))}, {},
                   [](const Error&) {});
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->examples.features, FeatureMatrix::Constant(1, 1, 3)) << "no text, no row";
  EXPECT_EQ(data->unlabelled, 1u);
  const auto none = ReadLabelled(model_, lengths, tone_task_, {folder_.Put("none.jsonl", "")}, {},
                                 [](const Error&) {});
  ASSERT_TRUE(IsOk(none));
  EXPECT_EQ(none->examples.features.rows(), 0);
  EXPECT_EQ(none->examples.features.cols(), 1);
}

// Two annotators of three said negative; a list needs no sum of 1.
TEST_F(LabelledDataTest, AListOfProbabilitiesIsASoftLabel) {
  const auto data = Read(Record("x", "[2, 0, 1]", "") + Record("y", "[0.1, 0.7, 0.2]", ""));
  ASSERT_TRUE(IsOk(data));
  ASSERT_EQ(data->examples.targets.rows(), 2);
  EXPECT_FLOAT_EQ(data->examples.targets(0, 0), 2.0F / 3);
  EXPECT_FLOAT_EQ(data->examples.targets(0, 1), 0);
  EXPECT_FLOAT_EQ(data->examples.targets(0, 2), 1.0F / 3);
  EXPECT_FLOAT_EQ(data->examples.targets(1, 1), 0.7F);
  EXPECT_EQ(data->classes, (std::vector<int>{0, 1})) << "the most probable class";
  for (const char* wrong : {"[0.5, 0.5]", "[0, 0, 0]", "[-1, 1, 1]", "[1, \"a\", 0]"}) {
    EXPECT_TRUE(IsError(Read(Record("x", wrong, "")), ErrorCode::kInvalidArgument,
                        "or a list of their probabilities"))
        << wrong;
  }
}

TEST_F(LabelledDataTest, TheFieldPStandsInForAMissingLabel) {
  const auto data = Read(
      "{\"text\": \"a\", \"p\": [0.2, 0.2, 0.6]}\n"
      "{\"text\": \"b\", \"label\": null, \"p\": [1, 0, 0]}\n"
      "{\"text\": \"c\", \"label\": \"positive\", \"p\": [1, 0, 0]}\n"
      "{\"text\": \"d\", \"p\": [0.5, 0.5]}\n");
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->classes, (std::vector<int>{2, 0, 2})) << "a label goes before p";
  EXPECT_EQ(data->unlabelled, 1u) << "p of another length is of another task";
  EXPECT_FLOAT_EQ(data->examples.targets(0, 2), 0.6F);
}

TEST_F(LabelledDataTest, WeightsAreReadAndMissingOnesAre1) {
  LabelOptions options;
  options.weight = "w";
  const auto data = Read(
      "{\"text\": \"a\", \"label\": 1, \"w\": 0.25}\n"
      "{\"text\": \"b\", \"label\": 1}\n"
      "{\"text\": \"c\", \"label\": 1, \"w\": 0}\n",
      "tone", options);
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->examples.weights, (Eigen::VectorXf(3) << 0.25F, 1, 0).finished());
  const auto part = Select(*data, [](std::size_t i) { return i != 1; });
  EXPECT_EQ(part.examples.weights, (Eigen::VectorXf(2) << 0.25F, 0).finished());
  for (const char* wrong : {"-1", "\"much\""}) {
    EXPECT_TRUE(IsError(Read(std::string("{\"text\": \"a\", \"label\": 1, \"w\": ") + wrong + "}\n",
                             "tone", options),
                        ErrorCode::kInvalidArgument, "expected a weight of 0 or more in 'w'"))
        << wrong;
  }
  const auto without = Read(Record("a", "1", ""));
  ASSERT_TRUE(IsOk(without));
  EXPECT_EQ(without->examples.weights.size(), 0);
}

TEST_F(LabelledDataTest, OfSeveralTasksSomeLabelsMayBeMissing) {
  const LabelledTask tasks[] = {{FindTask("tone"), "t"}, {FindTask("score"), "s"}};
  const auto data = Read(
      "{\"text\": \"a\", \"t\": \"negative\"}\n"
      "{\"text\": \"b\", \"s\": 0.5}\n"
      "{\"text\": \"c\", \"t\": \"positive\", \"s\": -1}\n"
      "{\"text\": \"d\"}\n",
      tasks, {});
  ASSERT_TRUE(IsOk(data));
  const OutputMatrix& y = data->examples.targets;
  ASSERT_EQ(y.rows(), 3);
  ASSERT_EQ(y.cols(), 4);
  EXPECT_EQ(y.row(0).head(3), (Eigen::RowVectorXf(3) << 1, 0, 0).finished());
  EXPECT_TRUE(std::isnan(y(0, 3)));
  EXPECT_TRUE(std::isnan(y(1, 0)));
  EXPECT_EQ(y(1, 3), 0.5F);
  EXPECT_EQ(y.row(2), (Eigen::RowVectorXf(4) << 0, 0, 1, -1).finished());
  EXPECT_EQ(data->unlabelled, 1u);
}

TEST_F(LabelledDataTest, EveryRowHasTheWordsOfItsSentence) {
  const auto data = Read(Record("A good day", "1", "a") + Record("bad", "-1", "b"));
  ASSERT_TRUE(IsOk(data));
  ASSERT_EQ(data->examples.tokens.size(), 2u);
  EXPECT_EQ(data->examples.tokens.starts, (std::vector<std::uint32_t>{0, 3, 4}));
  EXPECT_EQ(data->examples.tokens.rows[1], 0u) << "good";
  EXPECT_EQ(data->examples.tokens.rows[3], 1u) << "bad";
  const auto part = Select(*data, [](std::size_t i) { return i == 1; });
  ASSERT_EQ(part.examples.tokens.size(), 1u);
  EXPECT_EQ(part.examples.tokens.rows, (std::vector<WordRow>{1}));
}

// "A good day for Ann Lee and Bo." has its second target at bytes 27 to 29.
TEST_F(LabelledDataTest, EachLabelledTargetOfARecordIsARow) {
  const auto data = Read(
      "{\"text\": \"A good day for Ann Lee and Bo.\", \"targets\": ["
      "{\"mention\": \"Ann Lee\", \"label\": 1}, {\"start\": 27, \"end\": 29, \"label\": -1}, "
      "{\"mention\": \"day\"}]}\n"
      "{\"text\": \"A bad day for Ann.\", \"targets\": [{\"mention\": \"Ann\", "
      "\"p\": [0.75, 0.25, 0]}]}\n"
      "{\"text\": \"No targets\"}\n"
      "{\"text\": \"Nobody\", \"targets\": [{\"mention\": \"Zed\", \"label\": 1}]}\n",
      "target");
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->classes, (std::vector<int>{2, 0, 0}));
  ASSERT_EQ(data->examples.features.rows(), 3);
  EXPECT_EQ(data->examples.features.cols(), model_.targets.schema().size());
  ASSERT_EQ(data->traits.size(), 3u);
  EXPECT_EQ(data->traits[0].target, (Span{15, 22}));
  EXPECT_EQ(data->traits[1].target, (Span{27, 29}));
  EXPECT_EQ(data->traits[2].text, "A bad day for Ann.");
  EXPECT_EQ(data->clusters, (std::vector<int>{0, 0, 1})) << "targets of a sentence stay together";
  EXPECT_FLOAT_EQ(data->examples.targets(2, 1), 0.25F);
  ASSERT_EQ(data->examples.tokens.size(), 3u);
  EXPECT_EQ(data->unlabelled, 1u);
  EXPECT_EQ(data->malformed, 1u) << "a target that the text does not have";
  ASSERT_EQ(errors_.size(), 1u);
  EXPECT_NE(errors_[0].ToString().find("data.jsonl:4: "), std::string::npos)
      << errors_[0].ToString();
}

// Pinned: a model's card names folds, and they must be the same for everybody, for ever.
TEST_F(LabelledDataTest, FieldsThatAreToldApartKeepTheirOrder) {
  LabelOptions options;
  options.by = {"outlet", "missing", "group"};
  const auto data =
      Read("{\"text\": \"A good day\", \"label\": 1, \"group\": \"a\", \"outlet\": \"Herald\"}\n",
           "tone", options);
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->traits[0].by, (std::vector<std::string>{"Herald", "", "a"}));
}

TEST_F(LabelledDataTest, JoinedExamplesKeepTheirRowsAndShareGroupsOfOneName) {
  LabelOptions options;
  options.group = "group";
  const auto first =
      Read(Record("A good day", "1", "a") + Record("A bad day", "-1", "b"), "tone", options);
  options.weight = "weight";
  const auto second =
      Read(Record("Good", "1", "c") +
               "{\"text\": \"Bad bad\", \"label\": -1, \"group\": \"a\", \"weight\": 0.5}\n",
           "tone", options);
  ASSERT_TRUE(IsOk(first));
  ASSERT_TRUE(IsOk(second));
  const LabelledData both = Join(*first, *second);
  EXPECT_EQ(both.classes, (std::vector<int>{2, 0, 2, 0}));
  EXPECT_EQ(both.clusters, (std::vector<int>{0, 1, 2, 0}));
  EXPECT_EQ(both.traits[3].text, "Bad bad");
  EXPECT_EQ(both.examples.weights, Eigen::Vector4f(1, 1, 1, 0.5F));
  ASSERT_EQ(both.examples.tokens.size(), 4u);
  EXPECT_EQ(both.examples.features.row(1), first->examples.features.row(1));
  EXPECT_EQ(both.examples.features.row(3), second->examples.features.row(1));
  EXPECT_EQ(both.examples.targets.row(3), second->examples.targets.row(1));
}

TEST(TextKeyTest, OnlyLettersAndDigitsCount) {
  EXPECT_EQ(TextKey("\u201cIt rained,\u201d she said \u2013 in 2020."),
            TextKey("it RAINED she said in 2020"));
  EXPECT_EQ(TextKey("\u00c9lys\u00e9e"), TextKey("\u00e9lys\u00e9e"));
  EXPECT_NE(TextKey("in 2020"), TextKey("in 2021"));
  EXPECT_NE(TextKey("\u00e9lys\u00e9e"), TextKey("elysee"));
}

TEST(FoldTest, FoldsAreTheHashModuloTheCount) {
  EXPECT_TRUE(InFold(12, {2, 5}));
  EXPECT_FALSE(InFold(12, {1, 5}));
  EXPECT_FALSE(InFold(12, {}));
}

}  // namespace
}  // namespace slant
