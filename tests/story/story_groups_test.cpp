#include "slant/story/story_groups.h"

#include <gtest/gtest.h>

#include <numeric>

#include "slant/story/story_clusters.h"
#include "story/made_facts.h"
#include "support/is_ok.h"

namespace slant {
namespace {

VectorSource SourceOf(std::span<const ArticleFacts> facts, const TermCounts& counts) {
  return [facts, &counts](std::span<const std::uint32_t> articles) {
    StoryVectors vectors({});
    for (const std::uint32_t i : articles) {
      vectors.Add(facts[i], counts);
    }
    return Result(vectors);
  };
}

// Some known stories, some copies and many pairs, against all articles in one set of clusters.
TEST(StoryGroupsTest, SetsGroupedByThemselvesAreAsAllAtOnce) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    Random random(seed);
    auto facts = RandomFacts(random, 400, 60, 30);
    std::sort(facts.begin(), facts.end(),
              [](const ArticleFacts& a, const ArticleFacts& b) { return *a.day < *b.day; });
    std::vector<std::optional<Day>> days;
    std::vector<std::uint32_t> known;
    std::vector<CopyOf> copies(facts.size());
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
      days.push_back(facts[i].day);
      known.push_back(random.Below(20) == 0 ? 1 + static_cast<std::uint32_t>(random.Below(3)) : 0);
      if (i > 0 && random.Below(15) == 0) {
        const auto other = static_cast<std::uint32_t>(random.Below(i));
        copies[i].original =
            copies[other].original == CopyOf::kNothing ? other : copies[other].original;
      }
    }
    const TermCounts counts = CountTerms(facts);
    const auto pairs = MadePairs(facts, {}, -1);
    const auto groups = GroupStories(days, known, copies, pairs, SourceOf(facts, counts), {}, 0.5F);
    ASSERT_TRUE(IsOk(groups));

    const StoryVectors vectors = MadeVectors(facts);
    StoryClusters clusters(vectors, days, {});
    std::vector<std::uint32_t> first_of_known(4, CopyOf::kNothing);
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
      clusters.SetKnown(i, known[i]);
    }
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
      if (known[i] != 0) {
        first_of_known[known[i]] = std::min(first_of_known[known[i]], i);
        clusters.Join(first_of_known[known[i]], i);
      }
    }
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
      if (copies[i].original != CopyOf::kNothing) {
        clusters.Join(copies[i].original, i);
      }
    }
    clusters.Merge(pairs, 0.5F);
    std::size_t alone = 0;
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
      ASSERT_EQ(groups->first[i], clusters.Find(i)) << i << ", seed " << seed;
      ASSERT_EQ(groups->score[i], clusters.MeanScore(i)) << i << ", seed " << seed;
      if (clusters.Find(i) == i) {
        ASSERT_EQ(groups->size[i], clusters.Size(i)) << i << ", seed " << seed;
      }
      alone += groups->size[i] == 1;
    }
    EXPECT_GT(alone, 0u) << "the example is not what it should be";
    EXPECT_LT(alone, 300u) << "the example is not what it should be";
  }
}

TEST(StoryGroupsTest, VectorsThatCannotBeReadAreAnError) {
  const auto gone = [](std::span<const std::uint32_t>) {
    return Result<StoryVectors>(Error{ErrorCode::kIo, "gone", ""});
  };
  const std::vector<std::optional<Day>> days(2, 0);
  const std::vector<CopyOf> copies(2);
  const std::vector<std::uint32_t> one_story = {1, 1}, none = {0, 0};
  EXPECT_TRUE(IsError(GroupStories(days, one_story, copies, {}, gone, {}, 0), ErrorCode::kIo));
  EXPECT_TRUE(IsOk(GroupStories(days, none, copies, {}, gone, {}, 0))) << "nothing to read";
}

}  // namespace
}  // namespace slant
