#include "slant/pipeline/labelled_data.h"

#include <gtest/gtest.h>

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
    return ReadLabelled(model_, FeatureRows(model_), *FindTask(task),
                        {folder_.Put("data.jsonl", lines)}, options,
                        [&](const Error& error) { errors_.push_back(error); });
  }

  TempDir folder_;
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
  const auto data = ReadLabelled(model_, FeatureRows(model_), *FindTask("tone"),
                                 {folder_ / "none.jsonl"}, {}, [](const Error&) {});
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
      model_, MeasureRows(measures), *FindTask("tone"),
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
  RowMaker lengths{1, [](const Document& document, FeatureMatrix& row) {
                     row.setConstant(1, 1, static_cast<float>(document.text.size()));
                   }};
  const auto data =
      ReadLabelled(model_, lengths, *FindTask("tone"),
                   {folder_.Put("data.jsonl", Record("day", "1", "a") + Record("", "1", "b"))}, {},
                   [](const Error&) {});
  ASSERT_TRUE(IsOk(data));
  EXPECT_EQ(data->examples.features, FeatureMatrix::Constant(1, 1, 3)) << "no text, no row";
  EXPECT_EQ(data->unlabelled, 1u);
  const auto none = ReadLabelled(model_, lengths, *FindTask("tone"),
                                 {folder_.Put("none.jsonl", "")}, {}, [](const Error&) {});
  ASSERT_TRUE(IsOk(none));
  EXPECT_EQ(none->examples.features.rows(), 0);
  EXPECT_EQ(none->examples.features.cols(), 1);
}

// Pinned: a model's card names folds, and they must be the same for everybody, for ever.
TEST(FoldTest, FoldsAreTheHashModuloTheCount) {
  EXPECT_TRUE(InFold(12, {2, 5}));
  EXPECT_FALSE(InFold(12, {1, 5}));
  EXPECT_FALSE(InFold(12, {}));
}

}  // namespace
}  // namespace slant
