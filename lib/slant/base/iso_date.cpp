#include "slant/base/iso_date.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "slant/base/ascii.h"
#include "slant/base/format.h"

namespace slant {
namespace {

constexpr std::size_t kLongestDate = 200;  // bytes looked at: a date stands at the beginning
constexpr int kFirstYear = 1600, kLastYear = 2399;

struct Moment {
  int year = 0, month = 0, day = 0;
  int hour = -1, minute = 0, second = 0;
  std::optional<int> offset;  // minutes east of UTC
};

std::chrono::year_month_day Date(int year, int month, int day) {
  return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
          std::chrono::day(static_cast<unsigned>(day))};
}

bool IsDay(int year, int month, int day) {
  return year >= kFirstYear && year <= kLastYear && month >= 1 && month <= 12 && day >= 1 &&
         day <= 31 && Date(year, month, day).ok();
}

// "January", "Jan", "Sept" ...: by its first three letters, if it is no other word.
int MonthOf(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  if (word == "sept") {
    return 9;
  }
  for (std::size_t i = 0; word.size() >= 3 && i < kMonths.size(); ++i) {
    if (kMonths[i] == word || (word.size() == 3 && kMonths[i].starts_with(word))) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

// Zones that RFC 822 names, and those that newspapers write beside them.
std::optional<int> ZoneOf(std::string_view word) {
  struct Zone {
    std::string_view name;
    int minutes;
  };
  constexpr Zone kZones[] = {
      {"z", 0},      {"gmt", 0},    {"utc", 0},    {"ut", 0},     {"bst", 60},   {"cet", 60},
      {"cest", 120}, {"eet", 120},  {"eest", 180}, {"sast", 120}, {"ist", 330},  {"est", -300},
      {"edt", -240}, {"et", -300},  {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360},
      {"pst", -480}, {"pdt", -420}, {"aest", 600}, {"aedt", 660}, {"nzst", 720}, {"nzdt", 780}};
  for (const Zone& zone : kZones) {
    if (zone.name == word) {
      return zone.minutes;
    }
  }
  return std::nullopt;
}

// What a date is made of: numbers, words in lower case, and the mark before each.
struct Token {
  bool number = false;
  std::string_view digits;
  std::string word;
  char before = ' ';  // the last character before it that is no space, or ' ' at a gap
};

std::vector<Token> Tokens(std::string_view text) {
  std::vector<Token> tokens;
  char before = ' ';
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    Token token;
    if (IsAsciiDigit(text[i])) {
      while (end < text.size() && IsAsciiDigit(text[end])) {
        ++end;
      }
      token.number = true;
      token.digits = text.substr(i, end - i);
    } else if (IsAsciiLetter(text[i])) {
      for (; end < text.size() && IsAsciiLetter(text[end]); ++end) {
        token.word += static_cast<char>(text[end] | 0x20);
      }
    } else {
      before = text[i];
      ++i;
      continue;
    }
    token.before = before;
    tokens.push_back(std::move(token));
    before = ' ';
    i = end;
  }
  return tokens;
}

class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  std::optional<Moment> Parse() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      Moment moment;
      std::size_t next = 0;
      if (Date(i, moment, next)) {
        Time(next, moment);
        if (moment.hour < 0) {  // "10:03, 28 April 2024"
          for (std::size_t k = 0; k + 1 < i && moment.hour < 0; ++k) {
            Time(k, moment);
          }
        }
        return moment;
      }
    }
    return std::nullopt;
  }

 private:
  bool IsNumber(std::size_t i, std::size_t least, std::size_t most) const {
    return i < tokens_.size() && tokens_[i].number && tokens_[i].digits.size() >= least &&
           tokens_[i].digits.size() <= most;
  }
  int Value(std::size_t i) const {
    int value = 0;
    for (const char c : tokens_[i].digits) {
      value = value * 10 + (c - '0');
    }
    return value;
  }
  int Month(std::size_t i) const { return i < tokens_.size() ? MonthOf(tokens_[i].word) : 0; }
  bool IsWord(std::size_t i, std::string_view word) const {
    return i < tokens_.size() && tokens_[i].word == word;
  }
  static bool Joins(char mark) { return mark == '-' || mark == '/' || mark == '.'; }

  bool Set(int year, int month, int day, Moment& moment) const {
    if (!IsDay(year, month, day)) {
      return false;
    }
    moment.year = year;
    moment.month = month;
    moment.day = day;
    return true;
  }

  // A day's number; "28th" has a word behind it.
  std::size_t AfterDay(std::size_t i) const {
    const bool ordinal =
        IsWord(i + 1, "th") || IsWord(i + 1, "st") || IsWord(i + 1, "nd") || IsWord(i + 1, "rd");
    return i + (ordinal ? 2 : 1) + (ordinal && IsWord(i + 2, "of") ? 1 : 0);
  }

  bool Date(std::size_t i, Moment& moment, std::size_t& next) const {
    // 20240428, perhaps with T174008 behind.
    if (IsNumber(i, 8, 8) || IsNumber(i, 14, 14)) {
      const std::string_view d = tokens_[i].digits;
      const auto part = [&](std::size_t at, std::size_t n) {
        int value = 0;
        for (const char c : d.substr(at, n)) {
          value = value * 10 + (c - '0');
        }
        return value;
      };
      next = i + 1;
      if (!Set(part(0, 4), part(4, 2), part(6, 2), moment)) {
        return false;
      }
      if (d.size() == 14 && part(8, 2) < 24 && part(10, 2) < 60 && part(12, 2) < 61) {
        moment.hour = part(8, 2);
        moment.minute = part(10, 2);
        moment.second = part(12, 2);
      }
      return true;
    }
    // 2024-04-28, 2024/4/28; also 2024-Apr-28.
    if (IsNumber(i, 4, 4) && IsNumber(i + 2, 1, 2)) {
      const int month =
          IsNumber(i + 1, 1, 2) && Joins(tokens_[i + 1].before) ? Value(i + 1) : Month(i + 1);
      next = i + 3;
      if (month > 0 && Set(Value(i), month, Value(i + 2), moment)) {
        return true;
      }
    }
    // 28 April 2024, 28-Apr-24 (RFC 850), 28th of April, 2024.
    if (IsNumber(i, 1, 2)) {
      const std::size_t m = AfterDay(i);
      if (const int month = Month(m); month > 0 && IsNumber(m + 1, 2, 4)) {
        int year = Value(m + 1);
        year += tokens_[m + 1].digits.size() == 2 ? (year < 70 ? 2000 : 1900) : 0;
        next = m + 2;
        if (Set(year, month, Value(i), moment)) {
          return true;
        }
      }
      // 28/4/2024: only where one of the first two cannot be a month.
      if (IsNumber(i + 1, 1, 2) && IsNumber(i + 2, 4, 4) && Joins(tokens_[i + 1].before) &&
          tokens_[i + 2].before == tokens_[i + 1].before) {
        const int a = Value(i);
        const int b = Value(i + 1);
        next = i + 3;
        if (a > 12 || a == b) {
          return Set(Value(i + 2), b, a, moment);
        }
        if (b > 12) {
          return Set(Value(i + 2), a, b, moment);
        }
      }
    }
    // April 28, 2024; "Sun Apr 28 17:40:08 2024" (asctime).
    if (const int month = Month(i); month > 0 && IsNumber(i + 1, 1, 2)) {
      const std::size_t y = AfterDay(i + 1);
      if (IsNumber(y, 4, 4)) {
        next = y + 1;
        return Set(Value(y), month, Value(i + 1), moment);
      }
      Moment time;
      const std::size_t after = Time(y, time);
      if (time.hour >= 0 && IsNumber(after, 4, 4) &&
          Set(Value(after), month, Value(i + 1), moment)) {
        moment.hour = time.hour;
        moment.minute = time.minute;
        moment.second = time.second;
        moment.offset = time.offset;
        next = after + 1;
        return true;
      }
    }
    return false;
  }

  // The time at or close behind `i`; returns what comes after it, `i` if there is none.
  std::size_t Time(std::size_t i, Moment& moment) const {
    if (moment.hour >= 0) {
      return i;
    }
    std::size_t at = i;
    while (at < tokens_.size() && !tokens_[at].number && at < i + 2) {
      ++at;  // "T", "at", "@"
    }
    int hour = -1, minute = 0, second = 0;
    std::size_t end = at;
    if (IsNumber(at, 1, 2) && IsNumber(at + 1, 2, 2) &&
        (tokens_[at + 1].before == ':' || tokens_[at + 1].before == '.')) {
      hour = Value(at);
      minute = Value(at + 1);
      end = at + 2;
      if (IsNumber(end, 2, 2) && tokens_[end].before == ':') {
        second = Value(end++);
        if (IsNumber(end, 1, 9) && (tokens_[end].before == '.' || tokens_[end].before == ',')) {
          ++end;  // a fraction
        }
      }
    } else if ((IsNumber(at, 6, 6) || IsNumber(at, 4, 4)) && at > 0 && IsWord(at - 1, "t")) {
      const int value = Value(at) * (tokens_[at].digits.size() == 4 ? 100 : 1);
      hour = value / 10000;
      minute = value / 100 % 100;
      second = value % 100;
      end = at + 1;
    } else if (IsNumber(at, 1, 2) && (IsWord(at + 1, "am") || IsWord(at + 1, "pm"))) {
      hour = Value(at);
      end = at + 1;
    } else {
      return i;
    }
    if (IsWord(end, "am") || IsWord(end, "pm") ||
        ((IsWord(end, "a") || IsWord(end, "p")) && IsWord(end + 1, "m"))) {
      const bool afternoon = tokens_[end].word[0] == 'p';
      end += tokens_[end].word.size() == 2 ? 1 : 2;
      if (hour < 1 || hour > 12) {
        return i;
      }
      hour = hour % 12 + (afternoon ? 12 : 0);
    }
    if (hour > 23 || minute > 59 || second > 60) {
      return i;
    }
    moment.hour = hour;
    moment.minute = minute;
    moment.second = second == 60 ? 59 : second;
    if (end < tokens_.size()) {
      const Token& zone = tokens_[end];
      if (zone.number && (zone.before == '+' || zone.before == '-')) {
        const std::size_t digits = zone.digits.size();
        int minutes = 0;
        if (digits == 4) {
          minutes = Value(end) / 100 * 60 + Value(end) % 100;
        } else if (digits == 2) {
          minutes = Value(end) * 60;
          if (IsNumber(end + 1, 2, 2) && tokens_[end + 1].before == ':') {
            minutes += Value(end + 1);
            ++end;
          }
        }
        if (digits <= 4 && minutes <= 14 * 60) {
          moment.offset = zone.before == '+' ? minutes : -minutes;
          ++end;
        }
      } else if (const auto named = ZoneOf(zone.word)) {
        moment.offset = named;
        ++end;
      }
    }
    return end;
  }

  std::vector<Token> tokens_;
};

// Seconds (10 digits) or milliseconds (13) since 1970, in UTC.
std::optional<Moment> SinceEpoch(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) {
    text.remove_suffix(1);
  }
  if (text.size() != 10 && text.size() != 13) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  for (const char c : text) {
    if (!IsAsciiDigit(c)) {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  value /= text.size() == 13 ? 1000 : 1;
  Moment moment;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(value / 86400))};
  moment.year = static_cast<int>(date.year());
  moment.month = static_cast<int>(static_cast<unsigned>(date.month()));
  moment.day = static_cast<int>(static_cast<unsigned>(date.day()));
  moment.hour = static_cast<int>(value % 86400 / 3600);
  moment.minute = static_cast<int>(value % 3600 / 60);
  moment.second = static_cast<int>(value % 60);
  moment.offset = 0;
  return moment;
}

std::optional<Moment> ReadMoment(std::string_view text) {
  text = text.substr(0, kLongestDate);
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) {
    text.remove_prefix(1);
  }
  const auto moment = SinceEpoch(text);
  return moment ? moment : Parser(Tokens(text)).Parse();
}

}  // namespace

std::optional<std::string> IsoDate(std::string_view text) {
  const auto moment = ReadMoment(text);
  if (!moment) {
    return std::nullopt;
  }
  std::string iso = Format("%04d-%02d-%02d", moment->year, moment->month, moment->day);
  if (moment->hour < 0) {
    return iso;
  }
  iso += Format("T%02d:%02d:%02d", moment->hour, moment->minute, moment->second);
  if (moment->offset == 0) {
    iso += 'Z';
  } else if (moment->offset) {
    const int minutes = std::abs(*moment->offset);
    iso += Format("%c%02d:%02d", *moment->offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
  }
  return iso;
}

std::optional<Day> ParseDay(std::string_view date) {
  const auto moment = ReadMoment(date);
  return moment ? MakeDay(moment->year, moment->month, moment->day) : std::nullopt;
}

std::optional<Day> MakeDay(int year, int month, int day) noexcept {
  if (!IsDay(year, month, day)) {
    return std::nullopt;
  }
  return static_cast<Day>(std::chrono::sys_days(Date(year, month, day)).time_since_epoch().count());
}

std::string DayText(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return Format("%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace slant
