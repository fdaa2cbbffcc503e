#include "slant/story/day.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

// Days since 1970-01-01 by `date -u -d ... +%s` / 86400.
TEST(DayTest, DatesBecomeDaysSince1970) {
  EXPECT_EQ(ParseDay("1970-01-01"), 0);
  EXPECT_EQ(ParseDay("1969-12-31"), -1);
  EXPECT_EQ(ParseDay("2000-03-01"), 11017);
  EXPECT_EQ(ParseDay("2026-11-25"), 20782);
}

TEST(DayTest, ADateInAnySpellingIsTheSameDay) {
  for (const char* date :
       {"2026-11-25", "2026-11-25T23:59:59-05:00", "2026/11/25", "25 November 2026",
        "November 25, 2026", "Wed, 25 Nov 2026 10:00:00 GMT"}) {
    EXPECT_EQ(ParseDay(date), 20782) << date;
  }
}

TEST(DayTest, WhatIsNoDateIsNoDay) {
  for (const char* date : {"", "yesterday", "2026", "2026-13-01", "2026-02-30", "11/12/2026"}) {
    EXPECT_FALSE(ParseDay(date)) << date;
  }
}

TEST(DayTest, AddressesHaveDays) {
  EXPECT_EQ(DayInUrl("https://paper.example/news/2026/11/25/a-title"), 20782);
  EXPECT_EQ(DayInUrl("https://paper.example/2026/11/25"), 20782);
  EXPECT_FALSE(DayInUrl("https://paper.example/2026/11/a-title"));
  EXPECT_FALSE(DayInUrl("https://paper.example/2026/99/25/a-title"));
  EXPECT_FALSE(DayInUrl("https://paper.example/article/1234/11/25"));
  EXPECT_FALSE(DayInUrl(""));
}

TEST(DayTest, TextIsIso) {
  EXPECT_EQ(DayText(20782), "2026-11-25");
  EXPECT_EQ(DayText(-1), "1969-12-31");
}

TEST(DayTest, AWindowBeginsWithTheFirstArticleInIt) {
  const std::vector<std::optional<Day>> days = {0, 0, 2, 3, 9, std::nullopt, std::nullopt};
  EXPECT_EQ(WindowBegins(days, 2), (std::vector<std::uint32_t>{0, 0, 0, 2, 4, 0, 0}));
  EXPECT_TRUE(WindowBegins({}, 2).empty());
}

}  // namespace
}  // namespace slant
