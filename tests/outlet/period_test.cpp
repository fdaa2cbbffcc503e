#include "slant/outlet/period.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

TEST(PeriodTest, DatesAreReadAsTheyAreWritten) {
  for (const char* const date :
       {"2026-03-11", "2026-03-11T08:00:00Z", "2026-03-11 08:00", "2026/03/11", "20260311",
        "20260311T080000", "Wed, 11 Mar 2026 08:00:00 GMT", "11 Mar 2026"}) {
    const auto day = PeriodOf(date + std::string(date[0] == '1' ? " " : ""), Period::kDay);
    ASSERT_TRUE(day) << date;
    EXPECT_EQ(*day, "2026-03-11") << date;
  }
  EXPECT_EQ(PeriodOf("Sun, 1 Mar 2026 08:00:00 GMT", Period::kMonth), "2026-03");
}

// ISO 8601: 2027-01-03 is a Sunday of the week of 2026-12-31; 2024-12-30 a Monday of 2025's first.
TEST(PeriodTest, WeeksAreThoseOfIso) {
  EXPECT_EQ(PeriodOf("2026-03-11", Period::kWeek), "2026-W11");
  EXPECT_EQ(PeriodOf("2027-01-03", Period::kWeek), "2026-W53");
  EXPECT_EQ(PeriodOf("2024-12-30", Period::kWeek), "2025-W01");
  EXPECT_EQ(PeriodOf("2026-01-01", Period::kWeek), "2026-W01");
}

TEST(PeriodTest, WhatIsNoDayHasNoPeriod) {
  for (const char* const date :
       {"", "yesterday", "2026-02-30", "2026-13-01", "2026-3-1", "99", "31 Foo 2026 "}) {
    EXPECT_FALSE(PeriodOf(date, Period::kDay)) << date;
  }
  EXPECT_EQ(FindPeriod("week"), Period::kWeek);
  EXPECT_FALSE(FindPeriod("year"));
}

}  // namespace
}  // namespace slant
