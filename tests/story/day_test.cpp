#include "slant/story/day.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

TEST(DayTest, AddressesHaveDays) {
  EXPECT_EQ(DayInUrl("https://paper.example/news/2026/11/25/a-title"), 20782);
  EXPECT_EQ(DayInUrl("https://paper.example/2026/11/25"), 20782);
  EXPECT_FALSE(DayInUrl("https://paper.example/2026/11/a-title"));
  EXPECT_FALSE(DayInUrl("https://paper.example/2026/99/25/a-title"));
  EXPECT_FALSE(DayInUrl("https://paper.example/article/1234/11/25"));
  EXPECT_FALSE(DayInUrl(""));
}

TEST(DayTest, AWindowBeginsWithTheFirstArticleInIt) {
  const std::vector<std::optional<Day>> days = {0, 0, 2, 3, 9, std::nullopt, std::nullopt};
  EXPECT_EQ(WindowBegins(days, 2), (std::vector<std::uint32_t>{0, 0, 0, 2, 4, 0, 0}));
  EXPECT_TRUE(WindowBegins({}, 2).empty());
}

}  // namespace
}  // namespace slant
