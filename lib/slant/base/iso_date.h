/// @file iso_date.h
/// Dates as newspapers, feeds and servers write them -> ISO 8601.
#pragma once

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

}  // namespace slant
