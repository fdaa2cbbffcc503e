#include "slant/report/agreement_rows.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "slant/report/csv_line.h"
#include "slant/report/json.h"
#include "slant/report/printable.h"
#include "slant/report/terminal_text.h"

namespace slant {
namespace {

std::string Told(const std::optional<double>& value, const std::optional<double>& low,
                 const std::optional<double>& high) {
  std::string out = value ? Format("%6.3f", *value) : "     -";
  if (value && low && high) {
    out += Format(" [%.3f, %.3f]", *low, *high);
  }
  return out;
}

// Krippendorff's own rule of thumb ("Content Analysis", 2004, p. 241).
const char* Verdict(double alpha) {
  return alpha >= 0.8     ? "reliable"
         : alpha >= 0.667 ? "for tentative conclusions"
                          : "too low to rely on";
}

void WriteAgreement(const Agreement& agreement, Json& json) {
  json.BeginObject();
  json.Key("alpha").Number(agreement.alpha);
  json.Key("low").Number(agreement.alpha_low);
  json.Key("high").Number(agreement.alpha_high);
  json.Key("percent").Number(agreement.percent);
  json.Key("percent_low").Number(agreement.percent_low);
  json.Key("percent_high").Number(agreement.percent_high);
  json.Key("units").Integer(static_cast<std::int64_t>(agreement.units));
  json.Key("values").Integer(static_cast<std::int64_t>(agreement.values));
  json.EndObject();
}

void WriteInterval(const Interval& interval, Json& json) {
  json.BeginObject();
  json.Key("estimate").Number(interval.estimate);
  json.Key("low").Number(interval.low);
  json.Key("high").Number(interval.high);
  json.EndObject();
}

}  // namespace

const char* LevelName(MeasurementLevel level) noexcept {
  return level == MeasurementLevel::kNominal   ? "nominal"
         : level == MeasurementLevel::kOrdinal ? "ordinal"
                                               : "interval";
}

void AppendAgreementJson(const AgreementReport& report, std::string& out) {
  Json json;
  json.BeginObject();
  json.Key("schema").String("slant.agreement/1");
  json.Key("coders").BeginList();
  for (const std::string& coder : report.coders) {
    json.String(coder);
  }
  json.EndList();
  json.Key("model").StringOrNull(report.model);
  json.Key("level").String(LevelName(report.level));
  json.Key("units").Integer(static_cast<std::int64_t>(report.units));
  json.Key("unrated").Integer(static_cast<std::int64_t>(report.unrated));
  json.Key("unread").Integer(static_cast<std::int64_t>(report.unread));
  json.Key("labels").BeginList();
  for (const std::string& label : report.labels) {
    json.String(label);
  }
  json.EndList();
  json.Key("agreement").BeginObject();
  json.Key("nominal");
  WriteAgreement(report.nominal, json);
  const auto optional = [&](const char* name, const std::optional<Agreement>& agreement) {
    json.Key(name);
    agreement ? WriteAgreement(*agreement, json) : json.Null();
  };
  optional("ordinal", report.ordinal);
  optional("interval", report.interval);
  json.EndObject();
  json.Key("pairs").BeginList();
  for (const CoderPair& pair : report.pairs) {
    json.BeginObject();
    json.Key("a").String(pair.a);
    json.Key("b").String(pair.b);
    json.Key("agreement");
    WriteAgreement(pair.agreement, json);
    json.EndObject();
  }
  json.EndList();
  json.Key("model_against").BeginList();
  for (const ModelAgreement& model : report.models) {
    json.BeginObject();
    json.Key("against").String(model.against);
    json.Key("n").Integer(static_cast<std::int64_t>(model.n));
    json.Key("ties").Integer(static_cast<std::int64_t>(model.ties));
    json.Key("agreement");
    WriteAgreement(model.agreement, json);
    json.Key("accuracy");
    model.classes ? WriteInterval(model.classes->accuracy, json) : json.Null();
    json.Key("macro_f1");
    model.classes ? WriteInterval(model.classes->macro_f1, json) : json.Null();
    json.Key("labels").BeginList();
    for (const std::string& label : model.labels) {
      json.String(label);
    }
    json.EndList();
    json.Key("f1").BeginList();
    for (std::size_t k = 0; model.classes && k < model.classes->classes.size(); ++k) {
      json.Number(model.classes->classes[k].f1);
    }
    json.EndList();
    json.Key("confusion").BeginList();
    for (Eigen::Index r = 0; model.classes && r < model.classes->confusion.rows(); ++r) {
      json.BeginList();
      for (Eigen::Index c = 0; c < model.classes->confusion.cols(); ++c) {
        json.Integer(model.classes->confusion(r, c));
      }
      json.EndList();
    }
    json.EndList();
    json.Key("pearson");
    model.values ? WriteInterval(model.values->pearson, json) : json.Null();
    json.Key("mean_absolute_error");
    model.values ? json.Number(model.values->mean_absolute_error) : json.Null();
    json.EndObject();
  }
  json.EndList();
  json.Key("errors").BeginList();
  for (const GroupError& error : report.errors) {
    json.BeginObject();
    json.Key("field").StringOrNull(error.field);
    json.Key("value").StringOrNull(error.value);
    json.Key("n").Integer(static_cast<std::int64_t>(error.n));
    json.Key("error");
    WriteInterval(error.error, json);
    json.EndObject();
  }
  json.EndList();
  json.EndRow(out);
}

void AppendAgreementCsv(const AgreementReport& report, std::string& out) {
  out += "measure,level,a,b,field,value,n,estimate,low,high\r\n";
  const auto row = [&](const char* measure, const char* level, const std::string& a,
                       const std::string& b, const std::string& field, const std::string& value,
                       std::size_t n, const std::optional<double>& estimate,
                       const std::optional<double>& low, const std::optional<double>& high) {
    out += std::string(measure) + ',' + level + ',' + CsvCell(a) + ',' + CsvCell(b) + ',' +
           CsvCell(field) + ',' + CsvCell(value) + ',' + std::to_string(n) + ',' +
           CsvCell(estimate) + ',' + CsvCell(low) + ',' + CsvCell(high) + "\r\n";
  };
  const auto agreement = [&](const Agreement& found, MeasurementLevel level, const std::string& a,
                             const std::string& b) {
    row("alpha", LevelName(level), a, b, "", "", found.units, found.alpha, found.alpha_low,
        found.alpha_high);
  };
  row("percent", "nominal", "coders", "", "", "", report.nominal.units, report.nominal.percent,
      report.nominal.percent_low, report.nominal.percent_high);
  agreement(report.nominal, MeasurementLevel::kNominal, "coders", "");
  if (report.ordinal) {
    agreement(*report.ordinal, MeasurementLevel::kOrdinal, "coders", "");
  }
  if (report.interval) {
    agreement(*report.interval, MeasurementLevel::kInterval, "coders", "");
  }
  for (const CoderPair& pair : report.pairs) {
    agreement(pair.agreement, report.level, pair.a, pair.b);
    row("percent", LevelName(report.level), pair.a, pair.b, "", "", pair.agreement.units,
        pair.agreement.percent, pair.agreement.percent_low, pair.agreement.percent_high);
  }
  for (const ModelAgreement& model : report.models) {
    agreement(model.agreement, report.level, report.model, model.against);
    if (model.classes) {
      const auto& f1 = model.classes->macro_f1;
      const auto& right = model.classes->accuracy;
      row("macro_f1", "nominal", report.model, model.against, "", "", model.n, f1.estimate, f1.low,
          f1.high);
      row("accuracy", "nominal", report.model, model.against, "", "", model.n, right.estimate,
          right.low, right.high);
    }
    if (model.values) {
      const auto& r = model.values->pearson;
      row("pearson", "interval", report.model, model.against, "", "", model.n, r.estimate, r.low,
          r.high);
    }
  }
  for (const GroupError& error : report.errors) {
    row("mean_error", "interval", report.model, "coders", error.field, error.value, error.n,
        error.error.estimate, error.error.low, error.error.high);
  }
}

void AppendAgreementText(const AgreementReport& report, bool color, std::string& out) {
  out += Paint("Coders", Ink::kBold, color) + ": ";
  for (std::size_t i = 0; i < report.coders.size(); ++i) {
    out += (i == 0 ? "" : ", ") + Printable(report.coders[i]);
  }
  out +=
      Format("; %zu units, %zu of them rated by two or more", report.units, report.nominal.units);
  out += report.unrated > 0 ? Format(", %zu by nobody\n", report.unrated) : "\n";
  const auto line = [&](const char* name, const Agreement& agreement) {
    out += Format("  Krippendorff's alpha, %-9s", name) +
           Told(agreement.alpha, agreement.alpha_low, agreement.alpha_high) +
           (agreement.alpha ? std::string("  ") + Verdict(*agreement.alpha) : "  not defined") +
           "\n";
  };
  if (report.coders.size() > 1) {
    line("nominal", report.nominal);
    if (report.ordinal) {
      line("ordinal", *report.ordinal);
    }
    if (report.interval) {
      line("interval", *report.interval);
    }
    out +=
        "  agreement in percent          " +
        Told(report.nominal.percent ? std::optional(*report.nominal.percent * 100) : std::nullopt,
             report.nominal.percent_low ? std::optional(*report.nominal.percent_low * 100)
                                        : std::nullopt,
             report.nominal.percent_high ? std::optional(*report.nominal.percent_high * 100)
                                         : std::nullopt) +
        "\n";
  }
  if (!report.pairs.empty()) {
    out += Paint("Pairs", Ink::kBold, color) + ": alpha (" + LevelName(report.level) +
           "), percent, units\n";
    for (const CoderPair& pair : report.pairs) {
      out += "  " + Fit(pair.a + " - " + pair.b, 36) +
             Told(pair.agreement.alpha, pair.agreement.alpha_low, pair.agreement.alpha_high) +
             Format("  %5.1f %%  %zu\n", pair.agreement.percent.value_or(0) * 100,
                    pair.agreement.units);
    }
  }
  for (const ModelAgreement& model : report.models) {
    const std::string title =
        Printable(report.model) + " against " +
        (model.against == "coders" ? "the coders together" : Printable(model.against));
    out += Paint(title, Ink::kBold, color) + Format(": %zu units", model.n) +
           (model.ties > 0 ? Format(", %zu ties left out", model.ties) : "") + "\n";
    out += "  alpha     " +
           Told(model.agreement.alpha, model.agreement.alpha_low, model.agreement.alpha_high);
    if (model.classes) {
      const auto& f1 = model.classes->macro_f1;
      out += Format("\n  macro-F1  %6.3f [%.3f, %.3f], accuracy %.3f", f1.estimate, f1.low, f1.high,
                    model.classes->accuracy.estimate);
    }
    if (model.values) {
      const auto& r = model.values->pearson;
      out += Format("\n  Pearson r %6.3f [%.3f, %.3f], mean absolute error %.3f", r.estimate, r.low,
                    r.high, model.values->mean_absolute_error);
    }
    out += "\n";
    if (model.classes && model.labels.size() <= 10) {
      out += "  " + Fit("coders \\ " + report.model, 18);
      for (const std::string& label : model.labels) {
        out += " " + Fit(label, 9);
      }
      out += " F1\n";
      for (std::size_t k = 0; k < model.labels.size(); ++k) {
        out += "  " + Fit(model.labels[k], 18);
        for (Eigen::Index c = 0; c < model.classes->confusion.cols(); ++c) {
          out += Format(" %9d", model.classes->confusion(static_cast<Eigen::Index>(k), c));
        }
        out += Format(" %.3f\n", model.classes->classes[k].f1);
      }
    }
  }
  if (!report.errors.empty()) {
    out += Paint(Printable(report.model) + " - mean of the coders", Ink::kBold, color) +
           " (intervals that hold 0 show no bias)\n";
    for (const GroupError& error : report.errors) {
      out += "  " + Fit(error.field.empty() ? "all units" : error.field + " " + error.value, 36) +
             Format("%+.3f [%+.3f, %+.3f]  %zu\n", error.error.estimate, error.error.low,
                    error.error.high, error.n);
    }
  }
  if (report.unread > 0) {
    out += Format("%zu cells mean nothing on this scale and were left out\n", report.unread);
  }
}

}  // namespace slant
