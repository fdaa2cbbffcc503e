/// @file period.h
/// Days as days, weeks and months.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "slant/base/iso_date.h"

namespace slant {

enum class Period : std::uint8_t { kDay, kWeek, kMonth };

/// "day", "week" or "month".
std::optional<Period> FindPeriod(std::string_view name) noexcept;

/// "2026-03-11", "2026-W11" (ISO 8601: the week of its Thursday) or "2026-03", which sort by time.
std::string PeriodOf(Day day, Period period);

}  // namespace slant
