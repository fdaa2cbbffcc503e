/// @file period.h
/// Dates of articles as days, weeks and months.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace slant {

enum class Period : std::uint8_t { kDay, kWeek, kMonth };

/// "day", "week" or "month".
std::optional<Period> FindPeriod(std::string_view name) noexcept;

/// "2026-03-11", "2026-W11" (ISO 8601: the week of its Thursday) or "2026-03", which sort by time.
/// Reads dates that begin with YYYY-MM-DD, YYYY/MM/DD or YYYYMMDD, whatever follows, and those of
/// mail and RSS ("Wed, 11 Mar 2026 08:00:00 GMT", "11 Mar 2026"); the time zone is not looked at.
/// Nothing if it is none of these or no day of the calendar.
std::optional<std::string> PeriodOf(std::string_view date, Period period);

}  // namespace slant
