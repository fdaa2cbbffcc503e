#include "slant/features/feature_extractor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "slant/lexicon/lexicon_reader.h"
#include "slant/text/segmenter.h"
#include "support/tiny_model.h"
#include "support/tolerances.h"

namespace slant {
namespace {

// Three words in two dimensions.  Probabilities are 0.5, 0.499 and 0.001, so the weights are
// 255 x 0.001 / (0.001 + p): 1 (0.51), 1 (0.51) and 128 (127.5).  Unit rows in steps of 1/127 are
// the (127, 0), mayor (0, 127) and lied (-127, 0).
class FeatureExtractorTest : public testing::Test {
 protected:
  FeatureExtractorTest() {
    RawVectors raw;
    raw.words = {{"the", 500}, {"mayor", 499}, {"lied", 1}};
    raw.rows.resize(3, 2);
    raw.rows << 2, 0,  //
        0, 3,          //
        -1, 0;
    // "<xq", the only n-gram of length 3 that has a vector, points to (0, -1).
    raw.ngrams.min_length = 3;
    raw.ngrams.max_length = 3;
    raw.ngrams.buckets = FloatRows::Zero(1000, 2);
    raw.ngrams.usage.assign(1000, 0);
    std::vector<std::uint32_t> buckets;
    HashNgrams("xq", {3, 3, 1000}, buckets);
    raw.ngrams.buckets.row(buckets.at(0)) << 0, -5;
    raw.ngrams.usage[buckets[0]] = 1;
    model_ = PackAndOpen(raw);
    const auto lexicon = ParseLexicon(
        "# slant-lexicon 2\n"
        "word\tvalence\ttone\tevent\tkind\tfactor\tcategory\n"
        "lied\t-2.5\t-2\t-1\n"
        "mayor\t\t\t\tintensifier\t1.5\n"
        "perhaps\t\t\t\t\t\thedge\n",
        "small.tsv");
    EXPECT_TRUE(IsOk(lexicon));
    extractor_.emplace(model_.vectors, CompiledLexicon::Compile({&*lexicon, 1}, model_.vocabulary));
  }

  FeatureMatrix Extract(const std::string& text, bool one_sentence = true) {
    const Segmenter segmenter(model_.vocabulary);
    Document document;
    one_sentence ? segmenter.SegmentOneSentence(text, document) : segmenter.Segment(text, document);
    FeatureMatrix features;
    extractor_->Extract(document, workspace_, features, evidence_);
    EXPECT_EQ(features.rows(), static_cast<Eigen::Index>(document.sentences.size()));
    EXPECT_EQ(features.cols(), extractor_->schema().size());
    EXPECT_TRUE(features.allFinite()) << text;
    return features;
  }

  // The value of a named column in the first row.
  float Value(const FeatureMatrix& features, const std::string& name) {
    const auto& names = extractor_->schema().names();
    const auto found = std::find(names.begin(), names.end(), name);
    EXPECT_NE(found, names.end()) << name;
    return features(0, found - names.begin());
  }

  float Value(const std::string& text, const std::string& name) {
    return Value(Extract(text), name);
  }

  PackedModel model_;
  std::optional<FeatureExtractor> extractor_;
  FeatureWorkspace workspace_;
  Evidence evidence_;
};

// (1 x (1, 0) + 1 x (0, 1) + 128 x (-1, 0)) / 130 = (-127 / 130, 1 / 130).
TEST_F(FeatureExtractorTest, TheMeanIsWeightedByRarity) {
  const FeatureMatrix f = Extract("The mayor lied.");
  EXPECT_NEAR(Value(f, "mean.0"), -127.0f / 130, kFloatTolerance);
  EXPECT_NEAR(Value(f, "mean.1"), 1.0f / 130, kFloatTolerance);
}

TEST_F(FeatureExtractorTest, MaximumAndMinimumAreTakenEntryByEntry) {
  const FeatureMatrix f = Extract("The mayor lied.");
  EXPECT_NEAR(Value(f, "max.0"), 1, kFloatTolerance);
  EXPECT_NEAR(Value(f, "max.1"), 1, kFloatTolerance);
  EXPECT_NEAR(Value(f, "min.0"), -1, kFloatTolerance);
  EXPECT_NEAR(Value(f, "min.1"), 0, kFloatTolerance);
  // A single word: all three pools are its vector.
  const FeatureMatrix one = Extract("lied");
  for (const char* name : {"mean.0", "max.0", "min.0"}) {
    EXPECT_NEAR(Value(one, name), -1, kFloatTolerance) << name;
  }
}

// xq is rare (weight 255) and points to (0, -1): (1, 0) + 255 x (0, -1) over 256.
TEST_F(FeatureExtractorTest, UnknownWordsHaveTheVectorOfTheirNgrams) {
  const FeatureMatrix f = Extract("The xq");
  EXPECT_NEAR(Value(f, "mean.0"), 1.0f / 256, kFloatTolerance);
  EXPECT_NEAR(Value(f, "mean.1"), -255.0f / 256, kFloatTolerance);
  EXPECT_NEAR(Value(f, "min.1"), -1, kFloatTolerance);
}

// 2 x 255 x (0, -1) and (1, 0) over 511.
TEST_F(FeatureExtractorTest, EveryUnknownWordCounts) {
  const FeatureMatrix f = Extract("xq the xq");
  EXPECT_NEAR(Value(f, "mean.0"), 1.0f / 511, kFloatTolerance);
  EXPECT_NEAR(Value(f, "mean.1"), -510.0f / 511, kFloatTolerance);
}

TEST_F(FeatureExtractorTest, UnknownWordsBelongToTheSentenceTheyStandIn) {
  const FeatureMatrix f = Extract("The mayor lied. The xq lied. The mayor lied.", false);
  ASSERT_EQ(f.rows(), 3);
  EXPECT_GT(f(0, 1), 0);
  EXPECT_LT(f(1, 1), 0);
  EXPECT_EQ(f.row(0), f.row(2));
}

TEST_F(FeatureExtractorTest, AWordWithoutAnyVectorCountsAsZeros) {
  const FeatureMatrix f = Extract("zzz");
  for (const char* name : {"mean.0", "mean.1", "max.0", "min.1"}) {
    EXPECT_EQ(Value(f, name), 0.0f) << name;
  }
}

TEST_F(FeatureExtractorTest, WordsInOneSentenceDoNotReachTheNext) {
  const FeatureMatrix f = Extract("The mayor lied. The mayor.", false);
  ASSERT_EQ(f.rows(), 2);
  EXPECT_NEAR(f(1, 0), 0.5f, kFloatTolerance);
  EXPECT_EQ(evidence_.sentences.size(), 2u);
  ASSERT_EQ(evidence_.words.size(), 1u);
  EXPECT_EQ(evidence_.words[0].token, 2u);
}

// lied: valence -2.5 x 1.5 (mayor strengthens) = -3.75, tone -2 x 1.5 = -3, event -1 x 1.5 = -1.5;
// three words.
TEST_F(FeatureExtractorTest, ValencesBecomeSumsDensitiesAndBalance) {
  const FeatureMatrix f = Extract("The mayor lied.");
  EXPECT_NEAR(Value(f, "tone.negative"), -3, kFloatTolerance);
  EXPECT_NEAR(Value(f, "tone.positive"), 0, kFloatTolerance);
  EXPECT_NEAR(Value(f, "tone.negative_density"), -3 / std::sqrt(3.0f), kFloatTolerance);
  EXPECT_NEAR(Value(f, "tone.balance"), -3.0f / 4, kFloatTolerance);
  EXPECT_NEAR(Value(f, "tone.compound"), -3 / std::sqrt(24.0f), kFloatTolerance);
  EXPECT_NEAR(Value(f, "tone.min"), -3, kFloatTolerance);
  EXPECT_NEAR(Value(f, "tone.max"), 0, kFloatTolerance);
  EXPECT_NEAR(Value(f, "event.negative"), -1.5f, kFloatTolerance);
  EXPECT_NEAR(Value(f, "event.balance"), -1.5f / 2.5f, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.negative"), -3.75f, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.balance"), -3.75f / 4.75f, kFloatTolerance);
  EXPECT_NEAR(Value(f, "modifier.intensifiers"), 1, kFloatTolerance);
  EXPECT_NEAR(Value(f, "shape.log_words"), std::log(4.0f), kFloatTolerance);
  EXPECT_NEAR(Value(f, "shape.valued_share"), 1.0f / 3, kFloatTolerance);
}

// Two of five words: 2 / sqrt(5).
TEST_F(FeatureExtractorTest, CuesAreCountedOverTheRootOfTheWords) {
  const FeatureMatrix f = Extract("Perhaps the mayor perhaps lied.");
  EXPECT_NEAR(Value(f, "cue.hedge"), 2 / std::sqrt(5.0f), kFloatTolerance);
  EXPECT_EQ(Value(f, "cue.booster"), 0.0f);
}

TEST_F(FeatureExtractorTest, MarksNumbersAndCapitalsAreCounted) {
  const FeatureMatrix f = Extract("WHY did the mayor say \"xq\" 12 times? WHY!");
  EXPECT_EQ(Value(f, "shape.questions"), 1.0f);
  EXPECT_EQ(Value(f, "shape.exclamations"), 1.0f);
  EXPECT_EQ(Value(f, "shape.numbers"), 1.0f);
  EXPECT_EQ(Value(f, "shape.capital_words"), 2.0f);
  EXPECT_EQ(Value(f, "shape.quotation_marks"), 1.0f);
  EXPECT_EQ(Value("The mayor lied.", "shape.questions"), 0.0f);
}

// Of the same form, known and unknown words alike: nothing may tell who it was.
TEST_F(FeatureExtractorTest, AnotherNameGivesTheSameRow) {
  const FeatureMatrix f = Extract("The mayor said that Ann Lee lied.");
  EXPECT_EQ(Extract("The mayor said that Joan Poe lied."), f);
  EXPECT_EQ(Extract("The mayor said that Xq Zed lied."), f);
  EXPECT_EQ(Extract("Ann Lee lied."), Extract("Joan Poe lied."));
}

TEST_F(FeatureExtractorTest, NamesHaveNoVector) {
  EXPECT_NEAR(Value("lied Ann Xq", "mean.1"), 0, kFloatTolerance);
  EXPECT_NEAR(Value("lied Ann Xq", "mean.0"), -1, kFloatTolerance);
}

TEST_F(FeatureExtractorTest, ADocumentWithoutSentencesHasNoRows) {
  EXPECT_EQ(Extract("").rows(), 0);
  EXPECT_TRUE(evidence_.words.empty());
  EXPECT_TRUE(evidence_.sentences.empty());
}

TEST_F(FeatureExtractorTest, ASentenceWithoutWordsHasZeros) {
  const FeatureMatrix f = Extract("...");
  ASSERT_EQ(f.rows(), 1);
  EXPECT_EQ(f, FeatureMatrix::Zero(1, f.cols()));
}

TEST_F(FeatureExtractorTest, NumbersStayFiniteOnOddTexts) {
  Extract(std::string(20000, 'a'));
  // 70,000 x 255 x 127 is above 2^31, where a sum of 32 bits would wrap around.
  std::string many;
  for (int i = 0; i < 70000; ++i) {
    many += "xq ";
  }
  EXPECT_NEAR(Value(many, "mean.1"), -1, kFloatTolerance);
  Extract("!!! ??? \"\" '' --- 12 % $ @x #y http://a.example/ 🚢");
}

TEST_F(FeatureExtractorTest, RowsDoNotDependOnWhatTheWorkspaceHolds) {
  const FeatureMatrix fresh = Extract("The xq mayor lied.");
  Extract("Other xqx words and xq and zzz here.", false);
  EXPECT_EQ(Extract("The xq mayor lied."), fresh);
}

// Models store the id: a change of names or of their order makes every trained model unusable, so
// it must be a decision.  The number is what the code gave when this test was written.
TEST_F(FeatureExtractorTest, TheSchemaIsStable) {
  const FeatureSchema& schema = extractor_->schema();
  EXPECT_EQ(schema.size(), 3 * 2 + 45 + 26);
  EXPECT_EQ(schema.names().front(), "mean.0");
  EXPECT_EQ(schema.names()[2], "max.0");
  EXPECT_EQ(schema.names()[4], "min.0");
  EXPECT_EQ(schema.names()[6], "valence.positive");
  EXPECT_EQ(schema.names()[3 * 2 + 44], "shape.quotation_marks");
  EXPECT_EQ(schema.names()[3 * 2 + 45], "cue.hedge");
  EXPECT_EQ(schema.names().back(), "cue.vague-source");
  auto sorted = schema.names();
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end()) << "names are unique";
  EXPECT_EQ(schema.id(), 13091716831366429901u);
}

}  // namespace
}  // namespace slant
