#include "slant/story/day.h"

#include <array>
#include <chrono>
#include <cstdio>

#include "slant/base/iso_date.h"

namespace slant {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
std::optional<Day> MakeDay(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (year < 1000 || year > 9999 || month < 1 || day < 1 || !date.ok()) {
    return std::nullopt;
  }
  return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

// A run of digits from `at` on, at most 9 of them taken; `at` moves behind it.
struct Run {
  int value = 0;
  std::size_t digits = 0;
};

Run TakeDigits(std::string_view text, std::size_t& at) {
  Run run;
  for (; at < text.size() && IsDigit(text[at]); ++at, ++run.digits) {
    if (run.digits < 9) {
      run.value = 10 * run.value + (text[at] - '0');
    }
  }
  return run;
}

}  // namespace

std::optional<Day> ParseDay(std::string_view date) {
  const auto iso = IsoDate(date);
  if (!iso) {
    return std::nullopt;
  }
  std::size_t at = 0;
  const Run year = TakeDigits(*iso, at);
  const Run month = TakeDigits(*iso, ++at);
  const Run day = TakeDigits(*iso, ++at);
  return MakeDay(year.value, month.value, day.value);
}

std::optional<Day> DayInUrl(std::string_view url) noexcept {
  url = url.substr(0, 2048);
  for (std::size_t slash = url.find('/'); slash != std::string_view::npos;
       slash = url.find('/', slash + 1)) {
    std::size_t at = slash + 1;
    const Run year = TakeDigits(url, at);
    if (year.digits != 4 || year.value < 1990 || at >= url.size() || url[at] != '/') {
      continue;
    }
    const Run month = TakeDigits(url, ++at);
    if (month.digits < 1 || month.digits > 2 || at >= url.size() || url[at] != '/') {
      continue;
    }
    const Run day = TakeDigits(url, ++at);
    if (day.digits >= 1 && day.digits <= 2 && (at == url.size() || url[at] == '/')) {
      return MakeDay(year.value, month.value, day.value);
    }
  }
  return std::nullopt;
}

std::string DayText(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

std::vector<std::uint32_t> WindowBegins(std::span<const std::optional<Day>> days, Day window) {
  std::vector<std::uint32_t> begins(days.size());
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < days.size() && days[i]; ++i) {
    while (*days[begin] + window < *days[i]) {
      ++begin;
    }
    begins[i] = begin;
  }
  return begins;
}

}  // namespace slant
