#include "slant/article/quoted_sources.h"

#include <gtest/gtest.h>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

std::vector<QuotedSource> SourcesOf(std::string_view text) {
  Document document;
  Segmenter(Vocabulary()).Segment(std::string(text), document);
  return FindSources(document);
}

TEST(QuotedSourcesTest, NamesAreCountedUnderTheirFullestForm) {
  const auto sources = SourcesOf(
      "The bridge is safe, Ann Lee said on Monday. \"We looked at every bolt,\" said Lee. "
      "Officials "
      "said it would reopen.");
  ASSERT_EQ(sources.size(), 2u);
  EXPECT_EQ(sources[0].source, "Ann Lee");
  EXPECT_EQ(sources[0].kind, SourceKind::kNamed);
  EXPECT_EQ(sources[0].attributions, 2);
  EXPECT_EQ(sources[0].words, 4 + 5);
  EXPECT_EQ(sources[1].source, "officials");
  EXPECT_EQ(sources[1].kind, SourceKind::kUnnamed);
  EXPECT_EQ(sources[1].attributions, 1);
}

TEST(QuotedSourcesTest, AQuotationThatGoesOnIsNoFurtherAttribution) {
  const auto sources =
      SourcesOf("\"We waited,\" Ann Lee said. \"Nobody came. We went home again.\"");
  ASSERT_EQ(sources.size(), 1u);
  EXPECT_EQ(sources[0].source, "Ann Lee");
  EXPECT_EQ(sources[0].attributions, 1);
  EXPECT_EQ(sources[0].words, 2 + 6);
}

TEST(QuotedSourcesTest, NoAttributionIsNoSource) {
  EXPECT_TRUE(SourcesOf("It rained.").empty());
  EXPECT_TRUE(SourcesOf("").empty());
}

}  // namespace
}  // namespace slant
