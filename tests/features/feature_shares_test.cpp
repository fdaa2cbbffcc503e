#include "slant/features/feature_shares.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>
#include <string>

#include "slant/base/random.h"
#include "slant/lexicon/lexicon_reader.h"
#include "slant/text/segmenter.h"
#include "support/tiny_model.h"

namespace slant {
namespace {

constexpr double kRounding = 1e-5;  // features are floats, their parts doubles

// Three words in two dimensions, as in feature_extractor_test.cpp: weights 1, 1 and 128; unit rows
// the (1, 0), mayor (0, 1) and lied (-1, 0).
class FeatureSharesTest : public testing::Test {
 protected:
  FeatureSharesTest() {
    RawVectors raw;
    raw.words = {{"the", 500}, {"mayor", 499}, {"lied", 1}};
    raw.rows.resize(3, 2);
    raw.rows << 2, 0,  //
        0, 3,          //
        -1, 0;
    model_ = PackAndOpen(raw);
    const auto lexicon = ParseLexicon(
        "# slant-lexicon 2\n"
        "word\tvalence\ttone\tevent\tkind\tfactor\tcategory\n"
        "lied\t-2.5\t-2\t-1\n"
        "not\t\t\t\tnegator\t-0.74\n"
        "perhaps\t\t\t\t\t\thedge\n",
        "small.tsv");
    EXPECT_TRUE(IsOk(lexicon));
    const auto compiled = CompiledLexicon::Compile({&*lexicon, 1}, model_.vocabulary);
    sentences_.emplace(model_.vectors, compiled);
    targets_.emplace(model_.vectors, compiled);
    shares_.emplace(*sentences_, *targets_);
  }

  // @param slopes by name; 0 for the others.
  SharedOut OfSentence(const std::string& text,
                       const std::vector<std::pair<std::string, double>>& slopes) {
    std::vector<double> all(static_cast<std::size_t>(sentences_->schema().size()), 0.0);
    for (const auto& [name, slope] : slopes) {
      all[Column(name)] = slope;
    }
    return OfSentence(text, all);
  }

  SharedOut OfSentence(const std::string& text, const std::vector<double>& slopes) {
    Segmenter(model_.vocabulary).SegmentOneSentence(text, document_);
    Evidence evidence;
    sentences_->Extract(document_, workspace_, features_, evidence);
    return shares_->OfSentence(document_, document_.sentences.at(0), Row(), slopes, workspace_);
  }

  SharedOut OfTarget(const std::string& text, Span target, const std::vector<double>& slopes) {
    Segmenter(model_.vocabulary).SegmentOneSentence(text, document_);
    const Target one{document_.sentences.at(0), target};
    targets_->Extract(document_, {&one, 1}, workspace_, features_);
    return shares_->OfTarget(document_, one, Row(), slopes, workspace_);
  }

  std::span<const float> Row() const {
    return {features_.data(), static_cast<std::size_t>(features_.cols())};
  }

  std::size_t Column(const std::string& name) const {
    const auto& names = sentences_->schema().names();
    const auto found = std::find(names.begin(), names.end(), name);
    EXPECT_NE(found, names.end()) << name;
    return static_cast<std::size_t>(found - names.begin());
  }

  static double Sum(const std::vector<double>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
  }

  // What slopes and features give without being led anywhere.
  double Product(const std::vector<double>& slopes) const {
    return std::inner_product(slopes.begin(), slopes.end(), Row().begin(), 0.0);
  }

  static std::vector<double> RandomSlopes(Eigen::Index count, std::uint64_t seed) {
    Random random(seed);
    std::vector<double> slopes;
    for (Eigen::Index i = 0; i < count; ++i) {
      slopes.push_back(random.Uniform() * 2 - 1);
    }
    return slopes;
  }

  PackedModel model_;
  std::optional<FeatureExtractor> sentences_;
  std::optional<TargetExtractor> targets_;
  std::optional<FeatureShares> shares_;
  Document document_;
  FeatureWorkspace workspace_;
  FeatureMatrix features_;
};

// By hand: mean.0 is (1 * 1 + 1 * 0 + 128 * -1) / 130.
TEST_F(FeatureSharesTest, AMeanGoesToItsWordsByWeight) {
  const SharedOut out = OfSentence("the mayor lied", {{"mean.0", 130.0}});
  ASSERT_EQ(out.words.size(), 3u);
  EXPECT_NEAR(out.words[0], 1, 1e-3);
  EXPECT_NEAR(out.words[1], 0, 1e-3);
  EXPECT_NEAR(out.words[2], -128, 1e-2);
  EXPECT_NEAR(Sum(out.features), 0, kRounding * 130);
}

TEST_F(FeatureSharesTest, AnExtremeGoesToTheWordThatHasIt) {
  const SharedOut out = OfSentence("the mayor lied", {{"max.1", 2.0}, {"min.0", 3.0}});
  EXPECT_NEAR(out.words[0], 0, kRounding);
  EXPECT_NEAR(out.words[1], 2, kRounding);
  EXPECT_NEAR(out.words[2], -3, kRounding);
}

TEST_F(FeatureSharesTest, ValuesOfTheLexiconGoToTheirWords) {
  const SharedOut out = OfSentence(
      "the mayor lied", {{"valence.negative", 1.0}, {"tone.min", 1.0}, {"event.balance", 1.0}});
  EXPECT_NEAR(out.words[2], -2.5 - 2 - 1 / 2.0, kRounding) << "-1 / (0 + 1 + 1) is the balance";
  EXPECT_NEAR(out.words[0] + out.words[1] + Sum(out.features), 0, kRounding);
}

TEST_F(FeatureSharesTest, CountedWordsAndMarksGetTheirCounts) {
  const SharedOut out =
      OfSentence("perhaps not the mayor!",
                 {{"modifier.negators", 5.0}, {"cue.hedge", 2.0}, {"shape.exclamations", 7.0}});
  ASSERT_EQ(out.words.size(), 5u);
  EXPECT_NEAR(out.words[0], 2 / 2.0, kRounding) << "over the root of four words";
  EXPECT_NEAR(out.words[1], 5, kRounding);
  EXPECT_NEAR(out.words[4], 7, kRounding);
}

TEST_F(FeatureSharesTest, LengthIsNobodysAndStaysAFeature) {
  const SharedOut out = OfSentence("the mayor lied", {{"shape.log_words", 1.0}});
  EXPECT_EQ(Sum(out.words), 0);
  EXPECT_NEAR(out.features[Column("shape.log_words")], std::log1p(3.0), kRounding);
}

TEST_F(FeatureSharesTest, EverythingAddsUpForAnySlopes) {
  const auto slopes = RandomSlopes(sentences_->schema().size(), 1);
  for (const std::string text :
       {"the mayor lied", "The mayor, who perhaps lied, did not lie: \"the mayor lied!\"",
        "Ann Lee lied 3 times?", "unknown words alone", "!"}) {
    const SharedOut out = OfSentence(text, slopes);
    EXPECT_NEAR(Sum(out.words) + Sum(out.features), Product(slopes), kRounding) << text;
  }
}

TEST_F(FeatureSharesTest, EverythingAddsUpForTargets) {
  const auto slopes = RandomSlopes(targets_->schema().size(), 2);
  const std::string text = "perhaps the mayor lied, not Ann Lee, the mayor who lied";
  for (const std::string name : {"the mayor", "Ann Lee", "lied", "perhaps"}) {
    const auto begin = static_cast<std::uint32_t>(text.find(name));
    const SharedOut out =
        OfTarget(text, {begin, begin + static_cast<std::uint32_t>(name.size())}, slopes);
    EXPECT_NEAR(Sum(out.words) + Sum(out.features), Product(slopes), kRounding) << name;
  }
}

TEST_F(FeatureSharesTest, OfTargetsOnlyLengthPlaceAndVoiceStayFeatures) {
  std::vector<double> slopes(static_cast<std::size_t>(targets_->schema().size()), 1.0);
  const std::string text = "perhaps the mayor lied, not Ann Lee";
  const SharedOut out = OfTarget(text, {12, 17}, slopes);
  const auto& names = targets_->schema().names();
  for (std::size_t j = 0; j < names.size(); ++j) {
    if (!names[j].starts_with("around.")) {
      EXPECT_NEAR(out.features[j], 0, kRounding) << names[j];
    }
  }
}

TEST_F(FeatureSharesTest, AClassifierOfFewerColumnsHasFewerShares) {
  const SharedOut out = OfSentence("the mayor lied", std::vector<double>{130.0});
  EXPECT_EQ(out.features.size(), 1u);
  EXPECT_NEAR(out.words[2], -128, 1e-2);
}

TEST_F(FeatureSharesTest, ANameIsOneWordOfSeveralTokens) {
  OfSentence("the mayor praised Ann Lee twice", std::vector<double>{});
  const auto words = WordsOfSequence(workspace_.tokens, 0, document_.sentences[0]);
  ASSERT_EQ(words.size(), 5u);
  EXPECT_EQ(words[3].begin, 3u);
  EXPECT_EQ(words[3].end, 5u);
  EXPECT_EQ(words[4].end, 6u);
}

}  // namespace
}  // namespace slant
