#include "slant/story/day.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace slant {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsLetter(char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; }

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

// The month that a word begins with, 1 to 12, or 0.
int MonthOf(std::string_view word) {
  for (std::size_t m = 0; word.size() >= 3 && m < kMonths.size(); ++m) {
    if (Lower(word[0]) == kMonths[m][0] && Lower(word[1]) == kMonths[m][1] &&
        Lower(word[2]) == kMonths[m][2]) {
      return static_cast<int>(m) + 1;
    }
  }
  return 0;
}

}  // namespace

std::optional<Day> ParseDay(std::string_view date) noexcept {
  date = date.substr(0, 64);
  std::size_t at = date.find_first_not_of(" \t");
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  if (const Run first = TakeDigits(date, at); first.digits == 8) {
    return MakeDay(first.value / 10000, first.value / 100 % 100, first.value % 100);
  } else if (first.digits == 4 && at < date.size() &&
             (date[at] == '-' || date[at] == '/' || date[at] == '.')) {
    const char mark = date[at++];
    const Run month = TakeDigits(date, at);
    if (at >= date.size() || date[at] != mark) {
      return std::nullopt;
    }
    const Run day = TakeDigits(date, ++at);
    return month.digits > 2 || day.digits > 2 ? std::nullopt
                                              : MakeDay(first.value, month.value, day.value);
  }
  // A month by its name, and the first numbers that can be a day and a year.
  int month = 0;
  int day = 0;
  int year = 0;
  for (at = 0; at < date.size();) {
    if (IsDigit(date[at])) {
      const Run run = TakeDigits(date, at);
      if (run.digits <= 2 && day == 0) {
        day = run.value;
      } else if (run.digits == 4 && year == 0) {
        year = run.value;
      }
    } else if (IsLetter(date[at])) {
      const std::size_t begin = at;
      while (at < date.size() && IsLetter(date[at])) {
        ++at;
      }
      month = month == 0 ? MonthOf(date.substr(begin, at - begin)) : month;
    } else {
      ++at;
    }
  }
  return MakeDay(year, month, day);
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

}  // namespace slant
