#include "slant/outlet/period.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

std::string Of(const char* date, Period period) { return PeriodOf(ParseDay(date).value(), period); }

TEST(PeriodTest, DaysAndMonthsSortByTime) {
  EXPECT_EQ(Of("Wed, 11 Mar 2026 08:00:00 GMT", Period::kDay), "2026-03-11");
  EXPECT_EQ(Of("Sun, 1 Mar 2026 08:00:00 GMT", Period::kMonth), "2026-03");
}

// ISO 8601: 2027-01-03 is a Sunday of the week of 2026-12-31; 2024-12-30 a Monday of 2025's first.
TEST(PeriodTest, WeeksAreThoseOfIso) {
  EXPECT_EQ(Of("2026-03-11", Period::kWeek), "2026-W11");
  EXPECT_EQ(Of("2027-01-03", Period::kWeek), "2026-W53");
  EXPECT_EQ(Of("2024-12-30", Period::kWeek), "2025-W01");
  EXPECT_EQ(Of("2026-01-01", Period::kWeek), "2026-W01");
}

TEST(PeriodTest, PeriodsHaveNames) {
  EXPECT_EQ(FindPeriod("week"), Period::kWeek);
  EXPECT_FALSE(FindPeriod("year"));
}

}  // namespace
}  // namespace slant
