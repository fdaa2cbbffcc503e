#include "slant/outlet/frame_lift.h"

#include <gtest/gtest.h>

#include "slant/base/random.h"
#include "support/tolerances.h"

namespace slant {
namespace {

ArticleFrames Shows(std::initializer_list<double> shares) {
  ArticleFrames frames;
  frames.sentences = 10;
  for (const double share : shares) {
    frames.frames.push_back({share, share, 0, share});
  }
  return frames;
}

// Worked by hand: on topic t "a" shows .4 and .2, the others .1 and .2; on u "a" .6, the other .3.
// Observed (.4 + .2 + .6) / 3 = .4; expected (2 * .15 + .3) / 3 = .2; lift 2.
TEST(FrameLiftTest, LiftIsTheShareOverThatOfOthersOnTheSameTopics) {
  FrameLifts lifts;
  lifts.Add(1, "t", "a", Shows({0.4}));
  lifts.Add(2, "t", "a", Shows({0.2}));
  lifts.Add(3, "t", "b", Shows({0.1}));
  lifts.Add(4, "t", "c", Shows({0.2}));
  lifts.Add(5, "u", "a", Shows({0.6}));
  lifts.Add(6, "u", "b", Shows({0.3}));
  lifts.Add(7, "v", "a", Shows({1.0}));  // nobody else is on v
  const auto found = lifts.Compare({.permutations = 99});
  ASSERT_EQ(found.size(), 1u);  // b and c have fewer than three articles
  EXPECT_EQ(found[0].outlet, "a");
  EXPECT_EQ(found[0].articles, 3);
  EXPECT_EQ(found[0].topics, 2);
  EXPECT_NEAR(found[0].observed, 0.4, kFloatTolerance);
  EXPECT_NEAR(found[0].expected, 0.2, kFloatTolerance);
  EXPECT_NEAR(*found[0].lift, 2.0, 1e-5);
}

// "a" covers crime and "b" the arts; on each topic both show what the topic asks for.  The raw
// ratio of the two is about 2; the lift's standard error is about 0.03, from 20 articles on the
// rarer topic.
TEST(FrameLiftTest, AnOutletThatOnlyCoversOtherTopicsHasNoLift) {
  FrameLifts lifts;
  Random random(8);
  for (std::uint64_t i = 0; i < 200; ++i) {
    const bool crime = i % 2 == 0;
    const bool a = random.Uniform() < (crime ? 0.8 : 0.2);
    lifts.Add(i, crime ? "crime" : "arts", a ? "a" : "b",
              Shows({(crime ? 0.6 : 0.1) + 0.1 * random.Uniform()}));
  }
  for (const FrameLift& lift : lifts.Compare({})) {
    EXPECT_NEAR(*lift.lift, 1.0, 0.1) << lift.outlet;
    EXPECT_GT(lift.q, 0.05) << lift.outlet;
  }
}

TEST(FrameLiftTest, AnOutletThatShowsMoreOnEveryTopicIsFound) {
  FrameLifts lifts;
  Random random(9);
  for (std::uint64_t i = 0; i < 120; ++i) {
    const std::string outlet(1, static_cast<char>('a' + i % 3));
    lifts.Add(i, i % 2 == 0 ? "t" : "u", outlet,
              Shows({(outlet == "a" ? 0.5 : 0.3) + 0.1 * random.Uniform(), 0.2}));
  }
  const auto found = lifts.Compare({});
  EXPECT_EQ(found[0].outlet, "a");
  EXPECT_EQ(found[0].frame, 0u);
  EXPECT_LE(found[0].q, 0.01);
  for (const FrameLift& lift : found) {
    if (lift.frame == 1) {
      EXPECT_EQ(lift.p, 1);  // all alike
    }
  }
}

TEST(FrameLiftTest, AFrameThatNobodyElseShowsHasNoRatio) {
  FrameLifts lifts;
  for (std::uint64_t i = 0; i < 8; ++i) {
    lifts.Add(i, "t", i % 2 == 0 ? "a" : "b", Shows({i % 2 == 0 ? 0.5 : 0.0}));
  }
  for (const FrameLift& lift : lifts.Compare({})) {
    if (lift.outlet == "a") {
      EXPECT_FALSE(lift.lift.has_value());
    } else {
      EXPECT_EQ(*lift.lift, 0);
    }
  }
}

TEST(FrameLiftTest, ArticlesWithoutTopicOutletOrSentencesAreLeftOutAndMergingIsAdding) {
  FrameLifts one, other;
  one.Add(1, "", "a", Shows({0.1}));
  one.Add(2, "t", "", Shows({0.1}));
  one.Add(3, "t", "a", ArticleFrames());
  EXPECT_TRUE(one.Compare({}).empty());
  for (std::uint64_t i = 0; i < 6; ++i) {
    (i < 3 ? one : other).Add(10 + i, "t", i % 2 == 0 ? "a" : "b", Shows({0.1}));
  }
  one.Merge(other);
  const auto found = one.Compare({});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].articles, 3);
}

}  // namespace
}  // namespace slant
