#include "slant/base/iso_date.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

// Expected values by hand, from the standards' own examples where they have some.
TEST(IsoDateTest, UsualSpellingsBecomeIso8601WithTheirOffset) {
  const std::pair<const char*, const char*> lines[] = {
      {"2024-04-28", "2024-04-28"},
      {"2024/4/8", "2024-04-08"},
      {"20240428", "2024-04-28"},
      {"20240428T174008Z", "2024-04-28T17:40:08Z"},
      {"20240428174008", "2024-04-28T17:40:08"},
      {"2024-04-28T17:40:08Z", "2024-04-28T17:40:08Z"},
      {"2024-04-28 17:40:08+00:00", "2024-04-28T17:40:08Z"},
      {"2024-04-28T17:40:08.123+02:00", "2024-04-28T17:40:08+02:00"},
      {"2024-04-28T17:40-0430", "2024-04-28T17:40:00-04:30"},
      {"Sat, 07 Sep 2002 00:00:01 GMT", "2002-09-07T00:00:01Z"},
      {"Sun, 06 Nov 1994 08:49:37 EST", "1994-11-06T08:49:37-05:00"},
      {"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
      {"Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37"},
      {"April 28, 2024 5:40 pm EDT", "2024-04-28T17:40:00-04:00"},
      {"Published 12:03 a.m., 28th of April, 2024 by Jane Doe", "2024-04-28T00:03:00"},
      {"28 April 2024", "2024-04-28"},
      {"Sept 3 2024", "2024-09-03"},
      {"28/04/2024", "2024-04-28"},
      {"04/28/2024", "2024-04-28"},
      {"1714326008", "2024-04-28T17:40:08Z"},
      {"1714326008000", "2024-04-28T17:40:08Z"},
  };
  for (const auto& [text, iso] : lines) {
    EXPECT_EQ(IsoDate(text), iso) << text;
  }
}

TEST(IsoDateTest, WhatIsNoDateOrCouldBeTwoIsNone) {
  for (const char* const text :
       {"", "yesterday", "2023-02-29", "2024-13-01", "31 April 2024", "04/05/2024", "12:30", "May",
        "99999999", "0001-01-01", "the 2024 budget", "1.2.3.4"}) {
    EXPECT_FALSE(IsoDate(text)) << text << " became " << IsoDate(text).value_or("");
  }
}

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
  for (const char* date :
       {"", "yesterday", "2026", "2026-13-01", "2026-02-30", "11/12/2026", "31 Foo 2026"}) {
    EXPECT_FALSE(ParseDay(date)) << date;
  }
}

TEST(DayTest, TextIsIso) {
  EXPECT_EQ(DayText(20782), "2026-11-25");
  EXPECT_EQ(DayText(-1), "1969-12-31");
}

TEST(DayTest, TheYearsAreThoseThatDatesMayHave) {
  EXPECT_EQ(DayText(*MakeDay(1600, 2, 29)), "1600-02-29");
  EXPECT_EQ(DayText(*MakeDay(2399, 12, 31)), "2399-12-31");
  EXPECT_FALSE(MakeDay(1599, 12, 31));
  EXPECT_FALSE(MakeDay(2400, 1, 1));
  EXPECT_FALSE(MakeDay(2023, 2, 29));
  EXPECT_FALSE(MakeDay(2026, -1, 1));
}

}  // namespace
}  // namespace slant
