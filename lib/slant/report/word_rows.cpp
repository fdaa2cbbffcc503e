#include "slant/report/word_rows.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "slant/report/csv_line.h"
#include "slant/report/json.h"
#include "slant/report/printable.h"
#include "slant/report/terminal_text.h"

namespace slant {
namespace {

constexpr double kClear = 0.05;  // q that text marks
constexpr std::size_t kTermColumns = 24;

std::string Cell(std::string_view text) { return CsvCell(text); }

// Six decimals: parts of a shift are added up, and p are small.
std::string Cell(const std::optional<double>& value) { return CsvCell(value, 6); }

std::string Interval(const std::optional<double>& low, const std::optional<double>& high) {
  return low && high ? Format("[%+.2f, %+.2f]", *low, *high) : "";
}

long long Long(std::int64_t value) { return static_cast<long long>(value); }

}  // namespace

void WordRows::Begin(std::string& out) const {
  if (options_.format == WordFormat::kCsv) {
    CsvRow(out, {"row",
                 "by",
                 "group",
                 "against",
                 "within",
                 "voice",
                 "term",
                 "count",
                 "count_against",
                 "articles",
                 "articles_against",
                 "per_10000",
                 "per_10000_against",
                 "log_odds",
                 "low",
                 "high",
                 "z",
                 "g2",
                 "log_ratio",
                 "p",
                 "q",
                 "shift",
                 "frequency",
                 "value",
                 "value_group",
                 "value_against",
                 "example",
                 "example_article"});
  }
}

void WordRows::Words(const WordComparison& comparison, std::string& out) const {
  const std::string other = comparison.b.empty() ? "the others" : comparison.b;
  if (options_.format == WordFormat::kText) {
    out += Paint(Printable(comparison.a) + " against " + Printable(other), Ink::kBold,
                 options_.color) +
           Format(": %lld articles, %lld words against %lld, %lld", Long(comparison.articles_a),
                  Long(comparison.words_a), Long(comparison.articles_b), Long(comparison.words_b));
    if (!options_.within.empty()) {
      out += Format(", within %zu of ", comparison.strata) + Printable(options_.within);
    }
    out +=
        Format("\n  %zu of %zu words and phrases differ clearly (q <= 0.05 over %zu in the run)\n",
               comparison.separable, comparison.tested, options_.tested);
    for (const bool more : {true, false}) {
      bool head = false;
      for (const WordDifference& word : comparison.words) {
        if ((word.log_odds.estimate >= 0) != more) {
          continue;
        }
        if (!head) {
          head = true;
          out += "  used more by " + Fit(more ? comparison.a : other, 22) +
                 "  log-odds   95 % interval      count    articles     z      q\n";
        }
        out += "    " + Fit(word.term, kTermColumns) +
               Format("%s %+6.2f  %-16s %5lld:%-5lld %3lld:%-4lld %6.2f  %.3f%s\n",
                      Width(word.term) > kTermColumns ? "" : " ", word.log_odds.estimate,
                      Interval(word.low, word.high).c_str(), Long(word.count_a), Long(word.count_b),
                      Long(word.articles_a), Long(word.articles_b), word.log_odds.z, word.q,
                      word.q <= kClear ? " *" : "");
        if (!word.example.empty()) {
          out +=
              "      \"" + Printable(word.example) + "\"" +
              (word.example_article.empty() ? "" : " (" + Printable(word.example_article) + ")") +
              "\n";
        }
      }
    }
    out += "\n";
    return;
  }
  Json json;
  for (const WordDifference& word : comparison.words) {
    if (options_.format == WordFormat::kCsv) {
      CsvRow(out, {"word",
                   Cell(options_.by),
                   Cell(comparison.a),
                   Cell(comparison.b),
                   Cell(options_.within),
                   options_.voice,
                   Cell(word.term),
                   std::to_string(word.count_a),
                   std::to_string(word.count_b),
                   std::to_string(word.articles_a),
                   std::to_string(word.articles_b),
                   Cell(word.rate_a),
                   Cell(word.rate_b),
                   Cell(word.log_odds.estimate),
                   Cell(word.low),
                   Cell(word.high),
                   Cell(word.log_odds.z),
                   Cell(word.g2),
                   Cell(word.log_ratio),
                   Cell(word.p),
                   Cell(word.q),
                   "",
                   "",
                   "",
                   "",
                   "",
                   Cell(word.example),
                   Cell(word.example_article)});
      continue;
    }
    json.BeginObject();
    json.Key("schema").String("slant.words/1");
    json.Key("by").String(options_.by);
    json.Key("group").String(comparison.a);
    json.Key("against").StringOrNull(comparison.b);
    json.Key("within").StringOrNull(options_.within);
    json.Key("voice").String(options_.voice);
    json.Key("term").String(word.term);
    json.Key("words").Integer(word.words);
    json.Key("count").Integer(word.count_a);
    json.Key("count_against").Integer(word.count_b);
    json.Key("articles").Integer(word.articles_a);
    json.Key("articles_against").Integer(word.articles_b);
    json.Key("per_10000").Number(word.rate_a);
    json.Key("per_10000_against").Number(word.rate_b);
    json.Key("log_odds").Number(word.log_odds.estimate);
    json.Key("low").Number(word.low);
    json.Key("high").Number(word.high);
    json.Key("z").Number(word.log_odds.z);
    json.Key("g2").Number(word.g2);
    json.Key("log_ratio").Number(word.log_ratio);
    json.Key("p").Addend(word.p);
    json.Key("q").Addend(word.q);
    json.Key("tested").Integer(static_cast<std::int64_t>(options_.tested));
    json.Key("example").StringOrNull(word.example);
    json.Key("example_article").StringOrNull(word.example_article);
    json.Key("model").String(options_.fingerprint);
    json.EndRow(out);
  }
}

void WordRows::Shift(const ToneShift& shift, std::string& out) const {
  const std::string other = shift.b.empty() ? "the others" : shift.b;
  if (options_.format == WordFormat::kText) {
    const std::string title = "What makes the " + options_.values + " of " + Printable(shift.a) +
                              (shift.difference < 0 ? " lower" : " higher") + " than that of " +
                              Printable(other);
    out += Paint(title, Ink::kBold, options_.color) +
           Format(": %+.2f against %+.2f for each 100 words, ", shift.mean_a, shift.mean_b) +
           Format("difference %+.2f ", shift.difference) + Interval(shift.low, shift.high) + "\n";
    if (shift.words.empty()) {
      out += "  no word has a value\n\n";
      return;
    }
    out += "    " + Fit("word (value after the rules)", kTermColumns + 14) +
           " part   95 % interval      count   of which value\n";
    for (const ShiftedWord& word : shift.words) {
      const std::string value =
          word.value_a && word.value_b
              ? Format("%+.1f, there %+.1f", *word.value_a, *word.value_b)
              : Format("%+.1f", word.value_a.value_or(word.value_b.value_or(0)));
      out += "    " + Fit(word.term + " (" + value + ")", kTermColumns + 14) +
             Format(" %+.3f  %-16s %5lld:%-5lld  %+.3f\n", word.shift.total(),
                    Interval(word.low, word.high).c_str(), Long(word.count_a), Long(word.count_b),
                    word.shift.value);
      if (!word.example.empty()) {
        out += "      \"" + Printable(word.example) + "\"" +
               (word.example_article.empty() ? "" : " (" + Printable(word.example_article) + ")") +
               "\n";
      }
    }
    if (shift.other_words > 0) {
      out += "    " + Fit(Format("%zu other words", shift.other_words), kTermColumns + 14) +
             Format(" %+.3f\n", shift.rest);
    }
    out += "\n";
    return;
  }
  Json json;
  const auto write = [&](const ShiftedWord* word) {
    const double total = word != nullptr ? word->shift.total() : shift.rest;
    if (options_.format == WordFormat::kCsv) {
      std::vector<std::string> cells = {"shift",       Cell(options_.by),     Cell(shift.a),
                                        Cell(shift.b), Cell(options_.within), options_.voice};
      if (word == nullptr) {
        cells.resize(21);
        cells.push_back(Cell(total));
        cells.resize(28);
      } else {
        cells.insert(cells.end(), {Cell(word->term),
                                   std::to_string(word->count_a),
                                   std::to_string(word->count_b),
                                   "",
                                   "",
                                   "",
                                   "",
                                   "",
                                   Cell(word->low),
                                   Cell(word->high),
                                   "",
                                   "",
                                   "",
                                   "",
                                   "",
                                   Cell(total),
                                   Cell(word->shift.frequency),
                                   Cell(word->shift.value),
                                   Cell(word->value_a),
                                   Cell(word->value_b),
                                   Cell(word->example),
                                   Cell(word->example_article)});
      }
      CsvRow(out, cells);
      return;
    }
    json.BeginObject();
    json.Key("schema").String("slant.word_shift/1");
    json.Key("by").String(options_.by);
    json.Key("group").String(shift.a);
    json.Key("against").StringOrNull(shift.b);
    json.Key("within").StringOrNull(options_.within);
    json.Key("voice").String(options_.voice);
    json.Key("values").String(options_.values);
    json.Key("lexicon").String(options_.lexicon);
    json.Key("mean").Number(shift.mean_a);
    json.Key("mean_against").Number(shift.mean_b);
    json.Key("difference").Addend(shift.difference);
    json.Key("difference_low").Number(shift.low);
    json.Key("difference_high").Number(shift.high);
    word != nullptr ? json.Key("term").String(word->term) : json.Key("term").Null();
    json.Key("shift").Addend(total);
    if (word != nullptr) {
      json.Key("frequency").Addend(word->shift.frequency);
      json.Key("value").Addend(word->shift.value);
      json.Key("low").Number(word->low);
      json.Key("high").Number(word->high);
      json.Key("count").Integer(word->count_a);
      json.Key("count_against").Integer(word->count_b);
      json.Key("value_group").Number(word->value_a);
      json.Key("value_against").Number(word->value_b);
      json.Key("example").StringOrNull(word->example);
      json.Key("example_article").StringOrNull(word->example_article);
    } else {
      json.Key("other_words").Integer(static_cast<std::int64_t>(shift.other_words));
    }
    json.Key("model").String(options_.fingerprint);
    json.EndRow(out);
  };
  for (const ShiftedWord& word : shift.words) {
    write(&word);
  }
  write(nullptr);
}

}  // namespace slant
