#include "slant/coding/stratified_sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace slant {
namespace {

constexpr std::size_t kAny = 1'000'000;

// `count` units of a stratum, with their number as the only cell.
void Fill(StratifiedSample& sample, const std::string& stratum, int count) {
  for (int i = 0; i < count; ++i) {
    const auto key = static_cast<std::uint64_t>(i) + 1000 * stratum.size();
    ASSERT_TRUE(sample.Add(stratum, key, {std::to_string(i)}));
  }
}

std::map<std::string, int> Counts(const std::vector<SampledUnit>& units) {
  std::map<std::string, int> counts;
  for (const SampledUnit& unit : units) {
    ++counts[unit.stratum];
  }
  return counts;
}

TEST(StratifiedSampleTest, EqualAllocationGivesTheLackOfASmallStratumToTheOthers) {
  StratifiedSample sample(33, 1);
  Fill(sample, "a", 100);
  Fill(sample, "bb", 100);
  Fill(sample, "ccc", 3);
  const auto units = sample.Draw(33, 33, Allocation::kEqual);
  EXPECT_EQ(Counts(units), (std::map<std::string, int>{{"a", 15}, {"bb", 15}, {"ccc", 3}}));
}

TEST(StratifiedSampleTest, ProportionalAllocationFollowsTheSizes) {
  StratifiedSample sample(10, 1);
  Fill(sample, "a", 60);
  Fill(sample, "bb", 30);
  Fill(sample, "ccc", 10);
  const auto units = sample.Draw(10, 10, Allocation::kProportional);
  EXPECT_EQ(Counts(units), (std::map<std::string, int>{{"a", 6}, {"bb", 3}, {"ccc", 1}}));
}

TEST(StratifiedSampleTest, WeightsAddUpToTheUnitsThatWereSeen) {
  StratifiedSample sample(20, 7);
  Fill(sample, "a", 61);
  Fill(sample, "bb", 13);
  double sum = 0;
  std::set<std::string> items;
  for (const SampledUnit& unit : sample.Draw(20, 20, Allocation::kEqual)) {
    sum += unit.weight;
    items.insert(unit.item);
  }
  EXPECT_NEAR(sum, 74, 1e-9);
  EXPECT_EQ(items.size(), 20u);
}

TEST(StratifiedSampleTest, OrderAndMergingChangeNothing) {
  const auto cells = [](const StratifiedSample& sample) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const SampledUnit& unit : sample.Draw(8, 8, Allocation::kEqual)) {
      out.emplace_back(unit.item, unit.cells[0]);
    }
    return out;
  };
  StratifiedSample forward(8, 3), backward(8, 3), odd(8, 3), even(8, 3);
  for (int i = 0; i < 200; ++i) {
    const auto add = [](StratifiedSample& to, int n) {
      ASSERT_TRUE(
          to.Add(n % 3 == 0 ? "x" : "y", static_cast<std::uint64_t>(n), {std::to_string(n)}));
    };
    add(forward, i);
    add(backward, 199 - i);
    add(i % 2 == 0 ? even : odd, i);
  }
  ASSERT_TRUE(odd.Merge(even));
  EXPECT_EQ(cells(forward), cells(backward));
  EXPECT_EQ(cells(forward), cells(odd));
  EXPECT_EQ(odd.units(), 200);
}

// 3 of 10 units: each is drawn with probability 0.3.  4,000 seeds, so a share has a standard error
// of 0.0072; 4.5 of them.
TEST(StratifiedSampleTest, EveryUnitIsDrawnAsOften) {
  std::map<std::string, int> drawn;
  constexpr int kSeeds = 4000;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    StratifiedSample sample(3, seed);
    Fill(sample, "a", 10);
    for (const SampledUnit& unit : sample.Draw(3, 3, Allocation::kEqual)) {
      ++drawn[unit.cells[0]];
    }
  }
  ASSERT_EQ(drawn.size(), 10u);
  for (const auto& [unit, count] : drawn) {
    EXPECT_NEAR(count / double{kSeeds}, 0.3, 0.033) << unit;
  }
}

TEST(StratifiedSampleTest, AUnitThatIsReadTwiceIsDrawnOnceAndCountedTwice) {
  StratifiedSample sample(5, 1);
  ASSERT_TRUE(sample.Add("a", 9, {"same"}));
  ASSERT_TRUE(sample.Add("a", 9, {"same"}));
  const auto units = sample.Draw(5, 5, Allocation::kEqual);
  ASSERT_EQ(units.size(), 1u);
  EXPECT_EQ(units[0].stratum_units, 2);
}

TEST(StratifiedSampleTest, NoMoreThanTheMostOfAStratum) {
  StratifiedSample sample(2, 1);
  Fill(sample, "a", 10);
  Fill(sample, "bb", 10);
  EXPECT_EQ(sample.Draw(kAny, 2, Allocation::kEqual).size(), 4u);
}

TEST(StratifiedSampleTest, NothingGivesNothing) {
  EXPECT_TRUE(StratifiedSample(5, 1).Draw(5, 5, Allocation::kProportional).empty());
}

TEST(StratifiedSampleTest, TooManyStrataAreRefused) {
  StratifiedSample sample(1, 1);
  for (std::size_t i = 0; i < StratifiedSample::kMostStrata; ++i) {
    ASSERT_TRUE(sample.Add(std::to_string(i), i, {}));
  }
  const Status added = sample.Add("one more", 1, {});
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace slant
