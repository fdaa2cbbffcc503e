#include "slant/report/lexicon_rows.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "slant/report/json.h"
#include "slant/report/printable.h"
#include "slant/report/terminal_text.h"

namespace slant {
namespace {

constexpr std::size_t kFindingsInText = 20;  // of each kind: a screen is not filled by one
constexpr std::size_t kLineWidth = 100;

void PutFindings(std::string_view key, std::size_t count, const std::vector<Error>& findings,
                 Json& json) {
  json.Key(key).BeginObject();
  json.Key("count").Integer(static_cast<std::int64_t>(count));
  json.Key("told").BeginList();
  for (const Error& finding : findings) {
    json.BeginObject();
    json.Key("source").String(finding.source);
    json.Key("message").String(finding.message);
    json.EndObject();
  }
  json.EndList();
  json.EndObject();
}

void PutCount(std::string_view key, std::uint64_t count, Json& json) {
  json.Key(key).Integer(static_cast<std::int64_t>(count));
}

// 12,345
std::string Grouped(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t i = digits.size(); i > 3; i -= 3) {
    digits.insert(i - 3, ",");
  }
  return digits;
}

std::string Counted(std::uint64_t count, std::string_view one, std::string_view more) {
  return Grouped(count) + " " + std::string(count == 1 ? one : more);
}

// At most four significant digits: 2.5, -0.74, 0.00082.
std::string Short(double value) { return Format("%.4g", value + 0.0); }

std::string Tenths(double share) { return Format("%.1f %%", share * 100); }

std::string Right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, Width(text)), ' ') + text;
}

std::string Fact(std::string_view what, const std::string& is) {
  return "  " + Fit(what, 13) + is + "\n";
}

void AppendFindings(std::size_t count, const std::vector<Error>& findings, std::string& out) {
  for (std::size_t i = 0; i < std::min(findings.size(), kFindingsInText); ++i) {
    out += "    " + Printable(findings[i].ToString()) + "\n";
  }
  if (count > kFindingsInText) {
    out += "    and " + Grouped(count - kFindingsInText) + " more (--format json tells " +
           (count > findings.size() ? "the first " + Grouped(findings.size()) : "all") + ")\n";
  }
}

// Columns as wide as their widest cell, the first to the left, the others to the right.
std::string Table(const std::vector<std::vector<std::string>>& rows, bool color) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) {
      widths[c] = std::max(widths[c], Width(row[c]));
    }
  }
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      line += c == 0 ? Fit(rows[r][c], widths[c]) : "  " + Right(rows[r][c], widths[c]);
    }
    out += "  " + (r == 0 ? Paint(line, Ink::kBold, color) : line) + "\n";
  }
  return out;
}

}  // namespace

void AppendCheckJson(const std::string& path, const LexiconReport& report, std::string& out) {
  Json json;
  json.BeginObject();
  json.Key("schema").String("slant.lexicon_check/1");
  json.Key("file").String(path);
  json.Key("bytes").Integer(static_cast<std::int64_t>(report.bytes));
  json.Key("sha256").String(report.sha256);
  json.Key("name").StringOrNull(report.name);
  json.Key("format").StringOrNull(report.format);
  json.Key("version").StringOrNull(report.version);
  json.Key("language").StringOrNull(report.language);
  json.Key("source").StringOrNull(report.source);
  json.Key("licence").StringOrNull(report.licence);
  json.Key("scale");
  if (report.scale_low < report.scale_high) {
    json.BeginObject();
    json.Key("low").Number(double{report.scale_low});
    json.Key("high").Number(double{report.scale_high});
    json.EndObject();
  } else {
    json.Null();
  }
  PutCount("entries", report.entries, json);
  PutCount("words", report.words, json);
  PutCount("globs", report.globs, json);
  PutCount("phrases", report.phrases, json);
  json.Key("categories").BeginList();
  for (const CategorySummary& category : report.categories) {
    json.BeginObject();
    json.Key("name").String(category.name);
    PutCount("entries", category.entries, json);
    json.Key("min").Number(double{category.min});
    json.Key("mean").Number(category.mean);
    json.Key("max").Number(double{category.max});
    json.EndObject();
  }
  json.EndList();
  PutFindings("bad_lines", report.bad_line_count, report.bad_lines, json);
  PutCount("doubled", report.doubled, json);
  PutCount("contradicted", report.contradicted, json);
  PutFindings("clashes", report.clash_count, report.clashes, json);
  PutFindings("notes", report.notes.size(), report.notes, json);
  json.EndRow(out);
}

void AppendCheckText(const std::string& path, const LexiconReport& report, bool color,
                     std::string& out) {
  out += Paint(Printable(report.name.empty() ? path : report.name), Ink::kBold, color) + "\n";
  std::string format = report.format.empty() ? "could not be read" : report.format;
  format += report.version.empty() ? "" : ", version " + Printable(report.version);
  format += report.language.empty() ? "" : ", language " + Printable(report.language);
  out += Fact("file", Printable(path) + ", " + Counted(report.bytes, "byte", "bytes"));
  out += Fact("format", format);
  out += Fact("sha256", report.sha256);
  out += Fact("source", report.source.empty() ? Paint("the file states none", Ink::kYellow, color)
                                              : Printable(report.source));
  out += Fact("licence", report.licence.empty()
                             ? Paint("the file states none: find out where the list was "
                                     "published whether you may use it",
                                     Ink::kYellow, color)
                             : Printable(report.licence));
  out += Fact("scale",
              report.scale_low < report.scale_high
                  ? Short(double{report.scale_low}) + " to " + Short(double{report.scale_high})
                  : "neither the file nor its format states one");
  out += Fact("entries", Grouped(report.entries) + ": " + Counted(report.words, "word", "words") +
                             ", " + Counted(report.globs, "glob", "globs") + ", " +
                             Counted(report.phrases, "phrase", "phrases"));
  if (!report.categories.empty()) {
    std::vector<std::vector<std::string>> rows = {{"category", "entries", "min", "mean", "max"}};
    for (const CategorySummary& category : report.categories) {
      rows.push_back({Printable(category.name), Grouped(category.entries),
                      Short(double{category.min}), Format("%.3f", category.mean + 0.0),
                      Short(double{category.max})});
    }
    out += "\n" + Table(rows, color);
  }
  out += "\n";
  out += Fact("bad lines", report.bad_line_count == 0
                               ? "none"
                               : Paint(Grouped(report.bad_line_count), Ink::kRed, color));
  AppendFindings(report.bad_line_count, report.bad_lines, out);
  std::string twice = report.doubled + report.contradicted == 0 ? "none" : "";
  if (report.doubled > 0) {
    twice = Counted(report.doubled, "value", "values") + " alike";
  }
  if (report.contradicted > 0) {
    twice += (twice.empty() ? "" : ", ") +
             Paint(Counted(report.contradicted, "value", "values") + " differently", Ink::kYellow,
                   color);
  }
  out += Fact("said twice", twice);
  out += Fact("clashes", report.clash_count == 0
                             ? "none"
                             : Paint(Grouped(report.clash_count), Ink::kYellow, color));
  AppendFindings(report.clash_count, report.clashes, out);
  if (!report.notes.empty()) {
    out += Fact("notes", Grouped(report.notes.size()));
    AppendFindings(report.notes.size(), report.notes, out);
  }
  out += "\n";
}

namespace {

void PutSummary(const CoverageSummary& summary, Json& json) {
  json.Key("name").String(summary.name);
  PutCount("entries", summary.entries, json);
  PutCount("seen", summary.seen, json);
  PutCount("matches", summary.matches, json);
  PutCount("words", summary.words, json);
  json.Key("word_share").Number(summary.word_share);
  json.Key("top_ten_share").Number(summary.top_ten_share);
  json.Key("top").BeginList();
  for (const CoverageDriver& driver : summary.top) {
    json.BeginObject();
    json.Key("pattern").String(driver.pattern);
    PutCount("matches", driver.matches, json);
    json.Key("contribution").Number(driver.contribution);
    json.Key("share").Number(driver.share);
    json.EndObject();
  }
  json.EndList();
}

void PutAgreement(std::string_view key, const ValenceAgreement& agreement, Json& json) {
  json.Key(key).BeginObject();
  PutCount("n", agreement.n, json);
  json.Key("pearson").Number(agreement.pearson);
  PutCount("with_sign", agreement.with_sign, json);
  json.Key("same_sign").Number(agreement.same_sign);
  json.EndObject();
}

// "killed 12, dispute 7", below one another where the line ends.
std::string Drivers(const CoverageSummary& summary, std::size_t indent, std::string head) {
  std::string out;
  std::string line = std::move(head);
  for (std::size_t i = 0; i < summary.top.size(); ++i) {
    const CoverageDriver& driver = summary.top[i];
    std::string cell = Printable(driver.pattern) + " ";
    cell += summary.degrees
                ? Format("%+.4g", driver.contribution + 0.0) + " (" + Tenths(driver.share) + ")"
                : Grouped(driver.matches) + " (" + Tenths(driver.share) + ")";
    cell += i + 1 < summary.top.size() ? "," : "";
    if (Width(line) + 1 + Width(cell) > kLineWidth && Width(line) > indent) {
      out += line + "\n";
      line = std::string(indent, ' ');
    }
    line += " " + cell;
  }
  return out + line + "\n";
}

std::string Share(std::size_t part, std::size_t whole) {
  return Tenths(whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace

void AppendCoverageJson(const CoverageReport& report, std::string& out) {
  Json json;
  json.BeginObject();
  json.Key("schema").String("slant.lexicon_coverage/1");
  PutCount("articles", report.articles, json);
  PutCount("sentences", report.sentences, json);
  PutCount("words", report.words, json);
  json.Key("lists").BeginList();
  for (const ListCoverage& list : report.lists) {
    json.BeginObject();
    PutSummary(list.all, json);
    PutCount("unmatchable", list.unmatchable, json);
    json.Key("neutral").Number(list.neutral);
    json.Key("categories").BeginList();
    for (const CoverageSummary& category : list.categories) {
      json.BeginObject();
      PutSummary(category, json);
      json.Key("sum");
      json.Number(category.degrees ? std::optional(category.sum) : std::nullopt);
      json.Key("absolute");
      json.Number(category.degrees ? std::optional(category.absolute) : std::nullopt);
      json.EndObject();
    }
    json.EndList();
    json.EndObject();
  }
  json.EndList();
  json.Key("agreements").BeginList();
  for (const ListAgreement& agreement : report.agreements) {
    json.BeginObject();
    json.Key("a").String(report.lists[agreement.a].all.name);
    json.Key("b").String(report.lists[agreement.b].all.name);
    PutAgreement("patterns", agreement.patterns, json);
    PutAgreement("tokens", agreement.tokens, json);
    json.EndObject();
  }
  json.EndList();
  json.EndRow(out);
}

void AppendCoverageText(const CoverageReport& report, bool color, std::string& out) {
  out += Counted(report.articles, "article", "articles") + ", " +
         Counted(report.sentences, "sentence", "sentences") + ", " +
         Counted(report.words, "word", "words") + "\n";
  for (const ListCoverage& list : report.lists) {
    std::vector<std::vector<std::string>> rows = {{Printable(list.all.name), "entries", "seen",
                                                   "of the list", "matches", "of all words",
                                                   "top ten", "sum", "mean"}};
    const auto add = [&](const CoverageSummary& s, const std::string& name) {
      rows.push_back({name, Grouped(s.entries), Grouped(s.seen), Share(s.seen, s.entries),
                      Grouped(s.matches), Format("%.2f %%", s.word_share * 100),
                      s.matches == 0 ? "" : Tenths(s.top_ten_share)});
      if (s.degrees && s.matches > 0) {
        rows.back().push_back(Format("%+.4g", s.sum + 0.0));
        rows.back().push_back(Format("%+.3f", s.sum / static_cast<double>(s.matches) + 0.0));
      }
    };
    add(list.all, "all");
    std::size_t width = 3;
    for (const CoverageSummary& category : list.categories) {
      add(category, Printable(category.name));
      width = std::max(width, Width(Printable(category.name)));
    }
    // Lists without degrees have no sums.
    if (std::all_of(rows.begin() + 1, rows.end(),
                    [](const auto& row) { return row.size() == 7; })) {
      rows[0].resize(7);
    }
    out += "\n" + Table(rows, color);
    if (list.unmatchable > 0) {
      out += "  " + Counted(list.unmatchable, "entry fits", "entries fit") +
             " no text, or the same text as an entry before\n";
    }
    if (list.neutral && *list.neutral != 0) {
      out += "  valence is counted from its neutral value " + Short(*list.neutral) + "\n";
    }
    if (!list.all.top.empty()) {
      out += "\n  " + Paint("What drives it", Ink::kBold, color) + "\n";
      out += Drivers(list.all, width + 2, "  " + Fit("all", width));
      for (const CoverageSummary& category : list.categories) {
        if (!category.top.empty()) {
          out += Drivers(category, width + 2, "  " + Fit(category.name, width));
        }
      }
    }
  }
  if (report.agreements.empty()) {
    return;
  }
  std::vector<std::vector<std::string>> rows = {
      {"Agreement in valence", "shared", "r", "same sign", "in the corpus", "r", "same sign"}};
  for (const ListAgreement& agreement : report.agreements) {
    std::vector<std::string> row = {Printable(report.lists[agreement.a].all.name) + ", " +
                                    Printable(report.lists[agreement.b].all.name)};
    for (const ValenceAgreement* const part : {&agreement.patterns, &agreement.tokens}) {
      row.push_back(Grouped(part->n));
      row.push_back(part->pearson ? Format("%.3f", *part->pearson + 0.0) : "-");
      row.push_back(part->same_sign ? Tenths(*part->same_sign) : "-");
    }
    rows.push_back(std::move(row));
  }
  out += "\n" + Table(rows, color);
}

}  // namespace slant
