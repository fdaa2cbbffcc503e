#include "slant/outlet/source_accumulator.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

const std::vector<QuotedSource> kFirst = {{"Ann Lee", SourceKind::kNamed, 2, 30},
                                          {"officials", SourceKind::kUnnamed, 1, 8},
                                          {"Bo Park", SourceKind::kNamed, 1, 9}};
const std::vector<QuotedSource> kSecond = {{"Ann Lee", SourceKind::kNamed, 1, 5},
                                           {"", SourceKind::kUnknown, 4, 40}};

TEST(SourceAccumulatorTest, CountsByOutletKindAndSource) {
  SourceAccumulator sources;
  EXPECT_TRUE(sources.empty());
  sources.Add("B", kFirst);
  sources.Add("B", kSecond);
  sources.Add("A", {});
  const auto outlets = sources.Finish(2);
  ASSERT_EQ(outlets.size(), 2u);
  EXPECT_EQ(outlets[0].outlet, "A");
  EXPECT_EQ(outlets[0].articles, 1);
  EXPECT_EQ(outlets[0].Attributions(), 0);
  const OutletSources& b = outlets[1];
  EXPECT_EQ(b.articles, 2);
  EXPECT_EQ(b.named.attributions, 4);
  EXPECT_EQ(b.named.articles, 2);
  EXPECT_EQ(b.named.words, 44);
  EXPECT_EQ(b.unnamed.attributions, 1);
  EXPECT_EQ(b.unknown.attributions, 4);
  EXPECT_EQ(b.sources, 3);
  ASSERT_EQ(b.most.size(), 2u);
  EXPECT_EQ(b.most[0].source, "Ann Lee");
  EXPECT_EQ(b.most[0].counts.attributions, 3);
  EXPECT_EQ(b.most[0].counts.articles, 2);
  EXPECT_EQ(b.most[1].source, "Bo Park") << "a name before others of the same count";
}

TEST(SourceAccumulatorTest, PartsMergeToTheWhole) {
  SourceAccumulator whole, one, other;
  whole.Add("B", kFirst);
  whole.Add("B", kSecond);
  one.Add("B", kSecond);
  other.Add("B", kFirst);
  one.Merge(other);
  const auto a = whole.Finish();
  const auto b = one.Finish();
  ASSERT_EQ(a.size(), b.size());
  EXPECT_EQ(a[0].named.articles, b[0].named.articles);
  ASSERT_EQ(a[0].most.size(), b[0].most.size());
  for (std::size_t i = 0; i < a[0].most.size(); ++i) {
    EXPECT_EQ(a[0].most[i].source, b[0].most[i].source);
    EXPECT_EQ(a[0].most[i].counts.words, b[0].most[i].counts.words);
  }
}

}  // namespace
}  // namespace slant
