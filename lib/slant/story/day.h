/// @file day.h
/// The day that a date names, whatever way it is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace slant {

/// Days since 1970-01-01 in the Gregorian calendar; earlier ones are negative.
using Day = std::int32_t;

/// Reads 2026-11-25 (also with a time behind it, with / or . between, or 20261125), "25 Nov 2026",
/// "November 25th, 2026", "Wed, 25 Nov 2026 10:00:00 GMT".  The day is taken as written: time zones
/// are not converted.  Nothing for anything else; 11/25/2026 and 25/11/2026 are not guessed at.
std::optional<Day> ParseDay(std::string_view date) noexcept;

/// The day in an address such as https://paper.example/2026/11/25/a-title; nothing if there is
/// none.
std::optional<Day> DayInUrl(std::string_view url) noexcept;

/// "2026-11-25".
std::string DayText(Day day);

}  // namespace slant
