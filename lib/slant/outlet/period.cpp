#include "slant/outlet/period.h"

#include <chrono>

#include "slant/base/format.h"

namespace slant {
std::optional<Period> FindPeriod(std::string_view name) noexcept {
  return name == "day"     ? std::optional(Period::kDay)
         : name == "week"  ? std::optional(Period::kWeek)
         : name == "month" ? std::optional(Period::kMonth)
                           : std::nullopt;
}

std::string PeriodOf(Day day, Period period) {
  const std::chrono::sys_days at{std::chrono::days(day)};
  const std::chrono::year_month_day date(at);
  if (period == Period::kDay) {
    return DayText(day);
  }
  if (period == Period::kMonth) {
    return Format("%04d-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()));
  }
  const auto iso_weekday = std::chrono::weekday(at).iso_encoding();
  const std::chrono::sys_days thursday = at + std::chrono::days(4) - std::chrono::days(iso_weekday);
  const std::chrono::year_month_day of_thursday(thursday);
  const std::chrono::sys_days first = of_thursday.year() / std::chrono::January / 1;
  return Format("%04d-W%02d", static_cast<int>(of_thursday.year()),
                static_cast<int>((thursday - first).count() / 7) + 1);
}

}  // namespace slant
