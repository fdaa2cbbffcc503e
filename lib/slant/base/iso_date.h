/// @file iso_date.h
/// Dates as newspapers, feeds and servers write them -> ISO 8601, and the days of the calendar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace slant {

/// The date (and time, if there is one) of `text` as ISO 8601: `2024-04-28`, `2024-04-28T17:40:08`
/// or, where the text names a zone, with its offset kept: `...+02:00`, `...Z` for UTC.  Seconds
/// that the text lacks are 00, fractions of seconds are dropped.
///
/// Read are ISO 8601 in its usual spellings, RFC 822 and 2822 (feeds, mail), RFC 850, "April 28,
/// 2024 5:40 pm EDT", "28 April 2024", "28/4/2024" if only one of the first two can be a month, and
/// seconds or milliseconds since 1970.  Words around the date ("Published ... by") are passed over.
/// Nothing if there is no such date, or one that no calendar has (2023-02-29); the years are 1600
/// to 2399.
std::optional<std::string> IsoDate(std::string_view text);

/// Days since 1970-01-01 in the Gregorian calendar; earlier ones are negative.
using Day = std::int32_t;

/// The day of what IsoDate reads, as written: time zones are not converted.  Nothing for a date
/// that IsoDate does not read; 11/12/2026 is not guessed at.
std::optional<Day> ParseDay(std::string_view date);

/// The day of a year's month; nothing if no calendar has it, or the year is not 1600 to 2399.
std::optional<Day> MakeDay(int year, int month, int day) noexcept;

/// "2026-11-25".
std::string DayText(Day day);

}  // namespace slant
