#include "slant/outlet/coverage.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

// s1: a, b, c; s2: b, c; s3: a, b; s4: a alone; one article of c without a story.
TEST(CoverageTest, WhatEachOutletCarriesAndLeavesOut) {
  ComparisonAccumulator articles;
  std::uint64_t key = 0;
  for (const auto& [outlet, story] : {std::pair{"a", "s1"},
                                      {"b", "s1"},
                                      {"c", "s1"},
                                      {"b", "s2"},
                                      {"c", "s2"},
                                      {"a", "s3"},
                                      {"b", "s3"},
                                      {"a", "s4"},
                                      {"a", "s4"},
                                      {"c", ""}}) {
    articles.Add(++key, {outlet, "", story}, ArticleMetrics());
  }
  const Coverage c = CoverStories(articles);
  EXPECT_EQ(c.stories, 4);
  EXPECT_EQ(c.shared, 3);
  ASSERT_EQ(c.outlets.size(), 3u);
  EXPECT_EQ(c.outlets[0].outlet, "a");
  EXPECT_EQ(c.outlets[0].carried, 3);
  EXPECT_EQ(c.outlets[0].shared, 2);
  EXPECT_EQ(c.outlets[0].missed, 1);
  ASSERT_EQ(c.outlets[0].most_carried.size(), 1u);
  EXPECT_EQ(c.outlets[0].most_carried[0].story, "s2");
  EXPECT_EQ(c.outlets[0].most_carried[0].carriers, 2);
  EXPECT_EQ(c.outlets[1].missed, 0) << "a's own story is not missed by others";
  EXPECT_EQ(c.outlets[2].missed, 1);
  EXPECT_TRUE(CoverStories(articles, 0).outlets[0].most_carried.empty());
  EXPECT_EQ(CoverStories(ComparisonAccumulator()).stories, 0);
}

}  // namespace
}  // namespace slant
