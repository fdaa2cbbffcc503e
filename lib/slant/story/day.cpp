#include "slant/story/day.h"

#include "slant/base/ascii.h"

namespace slant {
namespace {

// A run of digits from `at` on, at most 9 of them taken; `at` moves behind it.
struct Run {
  int value = 0;
  std::size_t digits = 0;
};

Run TakeDigits(std::string_view text, std::size_t& at) {
  Run run;
  for (; at < text.size() && IsAsciiDigit(text[at]); ++at, ++run.digits) {
    if (run.digits < 9) {
      run.value = 10 * run.value + (text[at] - '0');
    }
  }
  return run;
}

}  // namespace

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
