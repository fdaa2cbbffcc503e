// Holds our reading of fastText's models against libfasttext itself, on a model trained here.

#include "slant/embed/fasttext_model.h"

#include <fasttext/fasttext.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "slant/base/random.h"
#include "slant/text/tokenizer.h"
#include "support/tiny_model.h"

namespace slant {
namespace {

// The words of the samples in look-up form, a paragraph (more or less) a line.
std::string SampleWords() {
  std::string out;
  std::set<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(SLANT_SOURCE_DIR) + "/corpora/samples")) {
    if (entry.path().extension() == ".jsonl") {
      files.insert(entry.path());
    }
  }
  for (const auto& path : files) {
    Document document;
    document.text = ReadFile(path);
    Tokenize(Vocabulary(), document);
    int words = 0;
    for (const Token& token : document.tokens) {
      WordBuffer buffer;
      if (token.word != kNoWord) {
        out += LookupForm(document.Text(token.span), token.kind, buffer);
        out += ++words % 60 == 0 ? '\n' : ' ';
      }
    }
    out += '\n';
  }
  return out;
}

FastTextOptions TinyOptions() {
  FastTextOptions options;
  options.dim = 16;
  options.epoch = 1;
  options.min_count = 1;
  options.bucket = 2000;  // so few that each is used by some word
  return options;
}

// Trained once for all tests of this file.
class FastTextModelTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempDir;
    corpus_ = folder_->Put("corpus.txt", SampleWords());
    model_ = *folder_ / "tiny.bin";
    ASSERT_TRUE(IsOk(TrainFastText(corpus_, TinyOptions(), model_, {})));
  }
  static void TearDownTestSuite() { delete folder_; }

  static Eigen::VectorXf FastTextsVector(const fasttext::FastText& model, const std::string& word) {
    fasttext::Vector vector(model.getDimension());
    model.getWordVector(vector, word);
    return Eigen::Map<const Eigen::VectorXf>(vector.data(), vector.size());
  }

  static double Cosine(const Eigen::VectorXf& a, const Eigen::VectorXf& b) {
    return a.cast<double>().normalized().dot(b.cast<double>().normalized());
  }

  static TempDir* folder_;
  static std::string corpus_, model_;
};
TempDir* FastTextModelTest::folder_ = nullptr;
std::string FastTextModelTest::corpus_, FastTextModelTest::model_;

TEST_F(FastTextModelTest, LoadingGivesFastTextsWordsCountsAndVectors) {
  const auto raw = LoadFastText(model_);
  ASSERT_TRUE(IsOk(raw));
  fasttext::FastText reference;
  reference.loadModel(model_);
  const auto dictionary = reference.getDictionary();
  ASSERT_EQ(raw->words.size(), static_cast<std::size_t>(dictionary->nwords()));
  EXPECT_GT(raw->words.size(), 1000u);
  EXPECT_EQ(raw->rows.cols(), 16);
  EXPECT_EQ(raw->ngrams.buckets.rows(), 2000);
  EXPECT_EQ(raw->ngrams.min_length, 3);
  EXPECT_EQ(raw->ngrams.max_length, 5);
  const auto counts = dictionary->getCounts(fasttext::entry_type::word);
  for (std::size_t i = 0; i < raw->words.size(); ++i) {
    ASSERT_EQ(raw->words[i].word, dictionary->getWord(static_cast<std::int32_t>(i)));
    ASSERT_EQ(raw->words[i].count, static_cast<std::uint64_t>(counts[i]));
    ASSERT_EQ(raw->rows.row(static_cast<Eigen::Index>(i)).transpose(),
              FastTextsVector(reference, raw->words[i].word));
  }
}

// The same n-grams in the same order, with the word's own row first, as Dictionary::getSubwords.
TEST_F(FastTextModelTest, NgramsAreFastTextsOwn) {
  fasttext::FastText reference;
  reference.loadModel(model_);
  const auto dictionary = reference.getDictionary();
  const auto words = static_cast<std::uint32_t>(dictionary->nwords());
  for (const std::string word : {"mayor", "zürich", "naïveté", "日本語", "a", "'s", "ферма"}) {
    std::vector<std::uint32_t> ours;
    HashNgrams(word, {3, 5, 2000}, ours);
    std::vector<std::uint32_t> theirs;
    for (const std::int32_t id : dictionary->getSubwords(word)) {
      if (static_cast<std::uint32_t>(id) >= words) {
        theirs.push_back(static_cast<std::uint32_t>(id) - words);
      }
    }
    EXPECT_EQ(ours, theirs) << word;
  }
}

TEST_F(FastTextModelTest, PackedVectorsOfAllKnownWordsPointWhereFastTextsDo) {
  const auto raw = LoadFastText(model_);
  ASSERT_TRUE(IsOk(raw));
  const PackedModel packed = PackAndOpen(*raw);
  fasttext::FastText reference;
  reference.loadModel(model_);
  int compared = 0;
  for (const WordCount& item : raw->words) {
    if (item.word == "</s>") {
      EXPECT_EQ(packed.vocabulary.Find(item.word), kUnknownWord);
      continue;
    }
    ASSERT_NE(packed.vocabulary.Find(item.word), kUnknownWord) << item.word;
    const Eigen::VectorXf theirs = FastTextsVector(reference, item.word);
    const Eigen::VectorXf ours = packed.vectors.Vector(item.word, packed.vocabulary);
    ASSERT_GE(Cosine(ours, theirs), 0.999) << item.word;
    ASSERT_NEAR(ours.norm() / theirs.norm(), 1, 0.01) << item.word;
    ++compared;
  }
  EXPECT_GT(compared, 1000);
}

TEST_F(FastTextModelTest, PackedVectorsOfUnknownWordsPointWhereFastTextsDo) {
  const auto raw = LoadFastText(model_);
  ASSERT_TRUE(IsOk(raw));
  const PackedModel packed = PackAndOpen(*raw);
  fasttext::FastText reference;
  reference.loadModel(model_);
  Random random(20240601);
  const std::string syllables[] = {"ka", "bro", "stein", "é", "lü", "ment", "x", "ov", "д", "ing"};
  int compared = 0;
  while (compared < 500) {
    std::string word;
    for (std::uint64_t i = 2 + random.Below(4); i > 0; --i) {
      word += syllables[random.Below(std::size(syllables))];
    }
    if (packed.vocabulary.Find(word) != kUnknownWord) {
      continue;
    }
    const Eigen::VectorXf theirs = FastTextsVector(reference, word);
    ASSERT_GE(Cosine(packed.vectors.Vector(word, packed.vocabulary), theirs), 0.999) << word;
    // The row that features are made from has 8 bits at the scale of all rows.
    std::vector<std::int8_t> row(static_cast<std::size_t>(packed.vectors.stride()));
    packed.vectors.UnknownRow(word, row);
    const Eigen::VectorXf entries =
        Eigen::Map<const Eigen::Matrix<std::int8_t, Eigen::Dynamic, 1>>(row.data(), 16)
            .cast<float>();
    ASSERT_GE(Cosine(entries, theirs), 0.999) << word;
    ASSERT_NEAR(entries.norm() * packed.vectors.scale(), 1, 0.03) << word;
    ++compared;
  }
}

TEST_F(FastTextModelTest, TheSameTrainingTwiceGivesTheSameBytes) {
  const std::string again = *folder_ / "again.bin";
  std::vector<double> shares;
  ASSERT_TRUE(IsOk(TrainFastText(corpus_, TinyOptions(), again,
                                 [&](double share) { shares.push_back(share); })));
  EXPECT_EQ(ReadFile(again), ReadFile(model_));
  for (const double share : shares) {
    EXPECT_GE(share, 0.0);
    EXPECT_LE(share, 1.0);
  }
}

TEST_F(FastTextModelTest, PackingTwiceGivesTheSameBytes) {
  const auto raw = LoadFastText(model_);
  ASSERT_TRUE(IsOk(raw));
  for (const char* name : {"one", "two"}) {
    SectionFileWriter writer;
    ASSERT_TRUE(IsOk(PackVectors(*raw, {}, writer)));
    ASSERT_TRUE(IsOk(writer.Write(*folder_ / name)));
  }
  EXPECT_EQ(ReadFile(*folder_ / "one"), ReadFile(*folder_ / "two"));
}

TEST_F(FastTextModelTest, OptionsOutOfRangeAreRefused) {
  const auto train = [&](auto change) {
    FastTextOptions options = TinyOptions();
    change(options);
    return TrainFastText(corpus_, options, *folder_ / "never.bin", {});
  };
  EXPECT_TRUE(IsError(train([](auto& o) { o.dim = 0; }), ErrorCode::kInvalidArgument));
  EXPECT_TRUE(IsError(train([](auto& o) { o.epoch = 0; }), ErrorCode::kInvalidArgument));
  EXPECT_TRUE(IsError(train([](auto& o) { o.threads = 0; }), ErrorCode::kInvalidArgument));
  EXPECT_TRUE(IsError(train([](auto& o) { o.maxn = 2; }), ErrorCode::kInvalidArgument));
  EXPECT_FALSE(std::filesystem::exists(*folder_ / "never.bin"));
}

TEST_F(FastTextModelTest, FastTextsExceptionsBecomeErrors) {
  EXPECT_TRUE(IsError(TrainFastText(*folder_ / "missing", TinyOptions(), *folder_ / "x.bin", {}),
                      ErrorCode::kIo, "fastText"));
  EXPECT_TRUE(IsError(TrainFastText(corpus_, TinyOptions(), *folder_ / "no/such/x.bin", {}),
                      ErrorCode::kIo, "fastText"));
  EXPECT_TRUE(IsError(LoadFastText(*folder_ / "missing.bin"), ErrorCode::kNotFound));
  EXPECT_TRUE(IsError(LoadFastText(folder_->path()), ErrorCode::kNotFound));
  const auto text = folder_->Put("text.bin", "This is no model of fastText.");
  EXPECT_TRUE(IsError(LoadFastText(text), ErrorCode::kMalformed, "fastText"));
}

TEST_F(FastTextModelTest, AModelWithoutNgramsGivesUnknownWordsNoVector) {
  FastTextOptions options = TinyOptions();
  options.minn = 0;
  options.maxn = 0;
  const std::string path = *folder_ / "words.bin";
  ASSERT_TRUE(IsOk(TrainFastText(corpus_, options, path, {})));
  const auto raw = LoadFastText(path);
  ASSERT_TRUE(IsOk(raw));
  const PackedModel packed = PackAndOpen(*raw);
  EXPECT_EQ(packed.vectors.Vector("kabrostein", packed.vocabulary), Eigen::VectorXf::Zero(16));
  EXPECT_GT(packed.vectors.Vector("the", packed.vocabulary).norm(), 0);
}

}  // namespace
}  // namespace slant
