#include "slant/bias/loaded_spans.h"

#include <gtest/gtest.h>

#include <numeric>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

class LoadedSpansTest : public testing::Test {
 protected:
  // @param tags one a token.
  std::vector<LoadedSpan> Find(const std::string& text, std::vector<CuedWords> cued,
                               std::vector<float> tags) {
    segmenter_.SegmentOneSentence(text, document_);
    tags.resize(document_.tokens.size());
    std::vector<std::uint32_t> tokens(document_.tokens.size());
    std::iota(tokens.begin(), tokens.end(), 0U);
    std::vector<LoadedSpan> spans;
    FindLoadedSpans(document_, document_.sentences.front(), 7, {cued, tokens, tags, 0.5f}, spans);
    return spans;
  }
  std::string TextOf(const LoadedSpan& span) const {
    return std::string(document_.Text(span.span));
  }

  Segmenter segmenter_{Vocabulary()};
  Document document_;
};

TEST_F(LoadedSpansTest, ARunOfMarkedWordsIsOneSpan) {
  const auto spans = Find("They swarmed in like vermin today", {}, {0, 0.6f, 0, 0.7f, 0.9f, 0.2f});
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(TextOf(spans[0]), "swarmed");
  EXPECT_EQ(TextOf(spans[1]), "like vermin");
  EXPECT_EQ(spans[1].weight, 0.9f);
  EXPECT_TRUE(spans[1].carries);
  EXPECT_EQ(spans[1].kind, LoadedKind::kLoaded);
  EXPECT_EQ(spans[1].source, LoadedSource::kClassifier);
  EXPECT_EQ(spans[1].sentence, 7u);
}

// The first word of a text once joined a run that was not there.
TEST_F(LoadedSpansTest, AMarkedFirstWordIsASpanOfItsOwn) {
  const auto spans = Find("Hordes came", {}, {0.9f});
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(TextOf(spans[0]), "Hordes");
}

TEST_F(LoadedSpansTest, AWordOfASetOfCuesHasItsKind) {
  const auto spans =
      Find("The regime may fall", {{1, 2, BitOf(Cue::kOneSidedLabel)}, {2, 3, BitOf(Cue::kHedge)}},
           {0, 0.8f, 0.1f, 0});
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans[0].kind, LoadedKind::kOneSidedLabel);
  EXPECT_EQ(spans[0].source, LoadedSource::kCues);
  EXPECT_TRUE(spans[0].carries);
  EXPECT_EQ(spans[1].kind, LoadedKind::kHedge);
  EXPECT_FALSE(spans[1].carries);
  EXPECT_EQ(spans[1].weight, 0.1f);
}

TEST_F(LoadedSpansTest, OfTwoSetsTheStrongerKindCounts) {
  const auto spans =
      Find("Critics say so", {{0, 2, BitOf(Cue::kAssertive) | BitOf(Cue::kVagueSource)}}, {});
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(spans[0].kind, LoadedKind::kVagueSource);
  EXPECT_EQ(TextOf(spans[0]), "Critics say");
}

TEST_F(LoadedSpansTest, SetsOfTheRulesAloneAreNoKindOfBias) {
  EXPECT_TRUE(Find("Deaths fell", {{0, 1, BitOf(Cue::kMoreIsBad)}}, {}).empty());
}

TEST_F(LoadedSpansTest, WordsInsideQuotationsAreTheSpeakers) {
  const auto spans =
      Find("He said \"you vermin are cowards and traitors\" and left", {}, {0, 0, 0, 0, 0.9f});
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(TextOf(spans[0]), "vermin");
  EXPECT_TRUE(spans[0].quoted);
}

TEST_F(LoadedSpansTest, NothingMarkedIsNoSpan) { EXPECT_TRUE(Find("It rained", {}, {}).empty()); }

}  // namespace
}  // namespace slant
