/// @file day.h
/// The day that an address names, and which articles are near in time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "slant/base/iso_date.h"

namespace slant {

/// The day in an address such as https://paper.example/2026/11/25/a-title; nothing if there is
/// none.
std::optional<Day> DayInUrl(std::string_view url) noexcept;

/// For each article the first one that lies within `window` days before it; 0 for those without a
/// day, which may be of any.
/// @param days rising, those without one last.
std::vector<std::uint32_t> WindowBegins(std::span<const std::optional<Day>> days, Day window);

}  // namespace slant
