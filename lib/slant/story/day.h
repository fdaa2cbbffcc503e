/// @file day.h
/// The day that a date or an address names, as a number.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slant {

/// Days since 1970-01-01 in the Gregorian calendar; earlier ones are negative.
using Day = std::int32_t;

/// The day of what IsoDate reads, as written: time zones are not converted.  Nothing for a date
/// that IsoDate does not read; 11/12/2026 is not guessed at.
std::optional<Day> ParseDay(std::string_view date);

/// The day in an address such as https://paper.example/2026/11/25/a-title; nothing if there is
/// none.
std::optional<Day> DayInUrl(std::string_view url) noexcept;

/// "2026-11-25".
std::string DayText(Day day);

/// For each article the first one that lies within `window` days before it; 0 for those without a
/// day, which may be of any.
/// @param days rising, those without one last.
std::vector<std::uint32_t> WindowBegins(std::span<const std::optional<Day>> days, Day window);

}  // namespace slant
