#include "slant/outlet/period.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace slant {
namespace {

// The number of `digits` digits at `at`, or -1.
int Digits(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) {
    return -1;
  }
  int out = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') {
      return -1;
    }
    out = 10 * out + (text[i] - '0');
  }
  return out;
}

std::optional<std::chrono::year_month_day> Day(int year, int month, int day) {
  if (year < 0 || month < 0 || day < 0) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<std::chrono::year_month_day> ReadIso(std::string_view text) {
  if (text.size() >= 10 && (text[4] == '-' || text[4] == '/') && text[7] == text[4]) {
    return Day(Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2));
  }
  if (text.size() == 8 || (text.size() > 8 && (text[8] == 'T' || text[8] == ' '))) {
    return Day(Digits(text, 0, 4), Digits(text, 4, 2), Digits(text, 6, 2));
  }
  return std::nullopt;
}

std::optional<std::chrono::year_month_day> ReadMail(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() > 5 && text[3] == ',' && text[4] == ' ') {
    text.remove_prefix(5);
  }
  const std::size_t digits = text.size() > 1 && text[1] == ' ' ? 1 : 2;
  if (text.size() < digits + 9 || text[digits] != ' ' || text[digits + 4] != ' ') {
    return std::nullopt;
  }
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    if (text.substr(digits + 1, 3) == kMonths[m]) {
      return Day(Digits(text, digits + 5, 4), static_cast<int>(m) + 1, Digits(text, 0, digits));
    }
  }
  return std::nullopt;
}

template <typename... Args>
std::string Format(const char* format, Args... args) {
  std::array<char, 48> buffer{};
  std::snprintf(buffer.data(), buffer.size(), format, args...);
  return buffer.data();
}

}  // namespace

std::optional<Period> FindPeriod(std::string_view name) noexcept {
  return name == "day"     ? std::optional(Period::kDay)
         : name == "week"  ? std::optional(Period::kWeek)
         : name == "month" ? std::optional(Period::kMonth)
                           : std::nullopt;
}

std::optional<std::string> PeriodOf(std::string_view date, Period period) {
  auto day = ReadIso(date);
  if (!day) {
    day = ReadMail(date);
  }
  if (!day) {
    return std::nullopt;
  }
  const auto year = static_cast<int>(day->year());
  if (period == Period::kDay) {
    return Format("%04d-%02u-%02u", year, static_cast<unsigned>(day->month()),
                  static_cast<unsigned>(day->day()));
  }
  if (period == Period::kMonth) {
    return Format("%04d-%02u", year, static_cast<unsigned>(day->month()));
  }
  const std::chrono::sys_days at = *day;
  const auto iso_weekday = std::chrono::weekday(at).iso_encoding();
  const std::chrono::sys_days thursday = at + std::chrono::days(4) - std::chrono::days(iso_weekday);
  const std::chrono::year_month_day of_thursday(thursday);
  const std::chrono::sys_days first = of_thursday.year() / std::chrono::January / 1;
  return Format("%04d-W%02d", static_cast<int>(of_thursday.year()),
                static_cast<int>((thursday - first).count() / 7) + 1);
}

}  // namespace slant
