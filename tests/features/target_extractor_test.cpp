#include "slant/features/target_extractor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "slant/lexicon/lexicon_reader.h"
#include "slant/text/segmenter.h"
#include "support/tiny_model.h"
#include "support/tolerances.h"

namespace slant {
namespace {

// superb points to (1, 0), awful to (0, -1), all as common as each other; their values are 3 / 2 /
// 1 and -2 / -1 / -3 of valence, tone and event.
class TargetExtractorTest : public testing::Test {
 protected:
  TargetExtractorTest() {
    RawVectors raw;
    raw.words = {{"superb", 1}, {"awful", 1}, {"the", 1}};
    raw.rows = (FloatRows(3, 2) << 1, 0, 0, -1, 0, 1).finished();
    model_ = PackAndOpen(raw);
    const auto lexicon = ParseLexicon(
        "# slant-lexicon 2\n"
        "word\tkind\tvalence\ttone\tevent\n"
        "superb\tvalue\t3\t2\t1\n"
        "awful\tvalue\t-2\t-1\t-3\n",
        "small.tsv");
    EXPECT_TRUE(IsOk(lexicon));
    extractor_.emplace(model_.vectors, CompiledLexicon::Compile({&*lexicon, 1}, model_.vocabulary));
  }

  // A row for the first occurrence of `target`.
  FeatureMatrix Extract(const std::string& text, const std::string& target) {
    Document document;
    Segmenter(model_.vocabulary).SegmentOneSentence(text, document);
    const auto at = static_cast<std::uint32_t>(text.find(target));
    const Target one{document.sentences.at(0),
                     {at, at + static_cast<std::uint32_t>(target.size())}};
    FeatureMatrix features;
    extractor_->Extract(document, {&one, 1}, workspace_, features);
    EXPECT_EQ(features.rows(), 1);
    EXPECT_EQ(features.cols(), extractor_->schema().size());
    EXPECT_TRUE(features.allFinite()) << text;
    return features;
  }

  float Value(const FeatureMatrix& features, const std::string& name) {
    const auto& names = extractor_->schema().names();
    const auto found = std::find(names.begin(), names.end(), name);
    EXPECT_NE(found, names.end()) << name;
    return features(0, found - names.begin());
  }

  PackedModel model_;
  std::optional<TargetExtractor> extractor_;
  FeatureWorkspace workspace_;
};

// superb TARGET awful: each one word away.
TEST_F(TargetExtractorTest, ValuesAreSummedOnEachSide) {
  const FeatureMatrix f = Extract("superb Ann Lee awful", "Ann Lee");
  EXPECT_NEAR(Value(f, "valence.positive"), 3, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.negative"), -2, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.left_positive"), 3, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.left_negative"), 0, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.right_positive"), 0, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.right_negative"), -2, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.near_positive"), 3, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.nearest_left"), 3, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.nearest_right"), -2, kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.decay3"), std::exp(-1.0f / 3), kFloatTolerance);
  EXPECT_NEAR(Value(f, "valence.decay8"), std::exp(-1.0f / 8), kFloatTolerance);
  EXPECT_NEAR(Value(f, "tone.left_positive"), 2, kFloatTolerance);
  EXPECT_NEAR(Value(f, "tone.right_negative"), -1, kFloatTolerance);
  EXPECT_NEAR(Value(f, "event.right_negative"), -3, kFloatTolerance);
}

// Six words lie between superb and the target: it is not near, its vector neither.
TEST_F(TargetExtractorTest, WhatIsFarIsNotNear) {
  const FeatureMatrix f = Extract("superb the the the the the the Ann Lee", "Ann Lee");
  EXPECT_NEAR(Value(f, "valence.positive"), 3, kFloatTolerance);
  EXPECT_EQ(Value(f, "valence.near_positive"), 0);
  EXPECT_NEAR(Value(f, "valence.decay3"), 3 * std::exp(-7.0f / 3), kFloatTolerance);
  EXPECT_NEAR(Value(f, "near_left.0"), 0, kFloatTolerance);
  EXPECT_NEAR(Value(f, "near_left.1"), 1, kFloatTolerance);
  EXPECT_NEAR(Value(f, "left.0"), 1.0f / 7, kFloatTolerance);
  EXPECT_NEAR(Value(f, "left.1"), 6.0f / 7, kFloatTolerance);
}

// The words are as common as each other: plain means.
TEST_F(TargetExtractorTest, VectorsArePooledOnEachSide) {
  const FeatureMatrix f = Extract("superb Ann Lee awful", "Ann Lee");
  EXPECT_NEAR(Value(f, "mean.0"), 0.5f, kFloatTolerance);
  EXPECT_NEAR(Value(f, "mean.1"), -0.5f, kFloatTolerance);
  EXPECT_NEAR(Value(f, "max.0"), 1, kFloatTolerance);
  EXPECT_NEAR(Value(f, "min.1"), -1, kFloatTolerance);
  EXPECT_NEAR(Value(f, "left.0"), 1, kFloatTolerance);
  EXPECT_NEAR(Value(f, "left.1"), 0, kFloatTolerance);
  EXPECT_NEAR(Value(f, "right.0"), 0, kFloatTolerance);
  EXPECT_NEAR(Value(f, "right.1"), -1, kFloatTolerance);
  EXPECT_NEAR(Value(f, "decay.0"), 0.5f, kFloatTolerance) << "both are one word away";
}

TEST_F(TargetExtractorTest, ATargetAloneHasNothingAround) {
  const FeatureMatrix f = Extract("Ann Lee", "Ann Lee");
  EXPECT_EQ(Value(f, "mean.0"), 0);
  EXPECT_EQ(Value(f, "valence.decay3"), 0);
  EXPECT_EQ(Value(f, "around.position"), 0);
  EXPECT_EQ(Value(f, "around.first"), 1);
  EXPECT_NEAR(Value(f, "around.log_words"), std::log(2.0f), kFloatTolerance);
}

// What is said of the target by its own name says nothing of it.
TEST_F(TargetExtractorTest, TheTargetsOwnWordsDoNotCount) {
  const FeatureMatrix f = Extract("the awful the", "awful");
  EXPECT_EQ(Value(f, "valence.negative"), 0);
  EXPECT_EQ(Value(f, "min.1"), Value(Extract("the superb the", "superb"), "min.1"));
}

TEST_F(TargetExtractorTest, SmallWordsAroundAreSeen) {
  const FeatureMatrix f = Extract("the the by Ann Lee, Bo Ray", "Ann Lee");
  EXPECT_EQ(Value(f, "around.passive_by"), 1);
  EXPECT_EQ(Value(f, "around.of"), 0);
  EXPECT_EQ(Value(f, "around.marks_right"), 1);
  EXPECT_EQ(Value(f, "around.names_right"), 1);
  EXPECT_EQ(Value(f, "around.names_left"), 0);
  EXPECT_NEAR(Value(f, "around.position"), 0.5f, kFloatTolerance) << "fourth of six words";
  EXPECT_EQ(Value(Extract("the Ann Lee's the", "Ann Lee"), "around.possessive"), 1);
  EXPECT_EQ(Value(Extract("the of Ann Lee", "Ann Lee"), "around.of"), 1);
}

TEST_F(TargetExtractorTest, AnotherNameGivesTheSameRow) {
  EXPECT_EQ(Extract("superb Ann Lee awful Bo Ray", "Ann Lee"),
            Extract("superb Joan Poe awful Max Orr", "Joan Poe"));
}

TEST_F(TargetExtractorTest, NoTargetsHaveNoRows) {
  Document document;
  Segmenter(model_.vocabulary).SegmentOneSentence("superb", document);
  FeatureMatrix features;
  extractor_->Extract(document, {}, workspace_, features);
  EXPECT_EQ(features.rows(), 0);
  EXPECT_EQ(features.cols(), extractor_->schema().size());
  EXPECT_EQ(workspace_.tokens.size(), 0u);
}

TEST_F(TargetExtractorTest, OddTextsGiveFiniteNumbers) {
  Extract("...", "...");
  Extract("!!! ??? \"\" '' --- 12 % $ @x #y http://a.example/ 🚢", "#y");
  std::string many = "Ann";
  for (int i = 0; i < 5000; ++i) {
    many += " superb";
  }
  Extract(many, "Ann");
  Extract("zzz xyzzy", "xyzzy");
}

}  // namespace
}  // namespace slant
