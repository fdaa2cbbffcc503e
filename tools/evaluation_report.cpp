#include "evaluation_report.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <cmath>

#include "slant/base/format.h"

namespace slant::tools {

namespace {

constexpr std::size_t kNameWidth = 22;  // of groups, in text
constexpr double kLeastP = 1.0 / (BootstrapOptions().permutations + 1);

// Cut or filled to a width, in characters.
std::string Fit(const std::string& name, std::size_t width) {
  std::string out;
  std::size_t characters = 0;
  for (const char byte : name) {
    const bool begins = (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    if (begins && ++characters > width) {
      --characters;
      break;
    }
    const auto value = static_cast<unsigned char>(byte);
    out += value < 0x20 || value == 0x7F ? ' ' : byte;
  }
  return out + std::string(width - characters, ' ');
}

std::string InText(const Interval& value) {
  return Format("%.3f  [%.3f, %.3f]", value.estimate, value.low, value.high);
}

bool IsValue(const Evaluation& e) { return e.task->is_value(); }
const char* FigureName(const Evaluation& e) { return IsValue(e) ? "Pearson r" : "macro-F1"; }
const char* FigureKey(const Evaluation& e) { return IsValue(e) ? "pearson" : "macro_f1"; }
const char* Unit(const Evaluation& e) {
  return e.task->unit == TaskUnit::kTarget ? "targets" : "sentences";
}

std::string Text(const Evaluation& e, const ClassificationReport& r) {
  std::string out = "  macro-F1  " + InText(r.macro_f1) + "\n";
  out += "  accuracy  " + InText(r.accuracy) + "\n";
  if (r.auc) {
    out += "  AUC       " + InText(*r.auc) + "\n";
  }
  if (!e.sure) {
    const Interval& chance = r.calibration_error_by_chance;
    out += Format(
        "  calibration error %.3f (of a calibrated classifier: %.3f, up to %.3f), log loss %.3f\n",
        r.calibration_error, chance.estimate, chance.high, r.log_loss);
  }
  out += "\n  class      precision  recall     F1      n   predicted as";
  for (const std::string& name : e.classes) {
    out += Format(" %9s", name.c_str());
  }
  out += "\n";
  for (std::size_t c = 0; c < r.classes.size(); ++c) {
    const ClassReport& k = r.classes[c];
    out += Format("  %-9s      %.3f   %.3f  %.3f  %5d               ", e.classes[c].c_str(),
                  k.precision, k.recall, k.f1, k.support);
    for (Eigen::Index j = 0; j < r.confusion.cols(); ++j) {
      out += Format(" %9d", r.confusion(static_cast<Eigen::Index>(c), j));
    }
    out += "\n";
  }
  return out;
}

std::string Text(const Evaluation&, const RegressionReport& r) {
  return "  Pearson r  " + InText(r.pearson) + "\n" +
         Format("  Spearman   %.3f\n  mean absolute error %.3f, root mean square error %.3f\n",
                r.spearman, r.mean_absolute_error, r.root_mean_square_error);
}

std::string TextRows(const std::vector<GroupFigures>& groups) {
  std::string out;
  for (const GroupFigures& group : groups) {
    out += "  " + Fit(group.name, kNameWidth) + Format("  %6d", group.n);
    if (group.learned > 0) {
      out += Format("  %12d", group.learned);
    }
    out += "  " + Fit(group.figure ? InText(*group.figure) : "    -", 21);
    if (group.auc) {
      out += "  " + InText(*group.auc);
    }
    while (out.back() == ' ') {
      out.pop_back();
    }
    out += "\n";
  }
  return out;
}

bool AnyAuc(const std::vector<GroupFigures>& groups) {
  return std::any_of(groups.begin(), groups.end(),
                     [](const GroupFigures& group) { return group.auc.has_value(); });
}

std::string Text(const Evaluation& e, const Breakdown& breakdown) {
  return "\n  " + Fit("by " + breakdown.by, kNameWidth) + "       n  " + FigureName(e) +
         (AnyAuc(breakdown.groups) ? "               AUC" : "") + "\n" + TextRows(breakdown.groups);
}

std::string Text(const Evaluation& e, const SplitFigures& split) {
  std::string out =
      "\n  " + Fit(split.by == "random" ? "fold" : "without " + split.by, kNameWidth) +
      "       n  learned from  " + FigureName(e) +
      (AnyAuc(split.folds) ? "               AUC" : "") + "\n" + TextRows(split.folds);
  out += Format("  mean of %d folds: %s %.3f", split.folds_in_mean, FigureName(e), split.mean);
  out += split.mean_auc ? Format(", AUC %.3f\n", *split.mean_auc) : "\n";
  return out;
}

std::string CoverageText(const std::vector<CoveragePoint>& curve) {
  std::string out = "\n  abstain below    kept       n  accuracy  macro-F1\n";
  for (const CoveragePoint& point : curve) {
    // Rounded down, so that the threshold as printed keeps what the row says.
    out += Format("          %.3f  %5.1f %%  %6d     %.3f     %.3f\n",
                  std::floor(point.threshold * 1000) / 1000, 100 * point.coverage, point.n,
                  point.accuracy, point.macro_f1);
  }
  return out;
}

std::string DifferenceText(const char* name, double first, double second,
                           const PairedDifference& d) {
  return "  " + Fit(name, 20) +
         Format("%.3f - %.3f = %+.3f  [%+.3f, %+.3f]  p %s%.4f\n", first, second,
                d.difference.estimate, d.difference.low, d.difference.high,
                d.p <= kLeastP ? "<= " : "= ", d.p);
}

std::string Text(const Evaluation& e, const Against& against) {
  std::string out = "\n  against " + against.model + " (first minus second, in pairs)\n";
  if (const auto* classes = std::get_if<ClassComparison>(&against.comparison)) {
    const auto& first = std::get<ClassificationReport>(e.report);
    out += DifferenceText("macro-F1", first.macro_f1.estimate, classes->second.macro_f1.estimate,
                          classes->macro_f1);
    out += DifferenceText("accuracy", first.accuracy.estimate, classes->second.accuracy.estimate,
                          classes->accuracy);
    out +=
        Format("  %d of %d answers differ; only the first is right in %d, only the second in %d\n",
               classes->changed, classes->n, classes->first_right, classes->second_right);
  } else {
    const auto& values = std::get<ValueComparison>(against.comparison);
    const auto& first = std::get<RegressionReport>(e.report);
    out += DifferenceText("Pearson r", first.pearson.estimate, values.second.pearson.estimate,
                          values.pearson);
    out += DifferenceText("mean absolute error", first.mean_absolute_error,
                          values.second.mean_absolute_error, values.mean_absolute_error);
  }
  return out;
}

std::string Text(const ProbeReport& probe) {
  std::string out = Format(
      "\n  probe: %s (%d values, %d examples) from the features alone, linear, "
      "five folds\n",
      probe.field.c_str(), probe.values, probe.n);
  out += "  accuracy  " + InText(probe.accuracy) +
         Format("; always %s: %.3f\n", probe.most_frequent.c_str(), probe.majority);
  out += "  macro-F1  " + InText(probe.macro_f1) + "\n";
  out +=
      "  The further above the share of the most frequent value, the more a classifier could know "
      "of\n"
      "  the " +
      probe.field + " besides the wording; --split " + probe.field +
      " shows what that is worth to it.\n";
  return out;
}

using JsonWriter = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void Put(JsonWriter& json, const char* key, double value) {
  json.Key(key);
  json.Double(value);
}

void Put(JsonWriter& json, const char* key, int value) {
  json.Key(key);
  json.Int(value);
}

void Put(JsonWriter& json, const char* key, const std::string& value) {
  json.Key(key);
  json.String(value.c_str());
}

void Put(JsonWriter& json, const char* key, const Interval& interval) {
  json.Key(key);
  json.StartObject();
  Put(json, "estimate", interval.estimate);
  Put(json, "low", interval.low);
  Put(json, "high", interval.high);
  json.EndObject();
}

void Put(JsonWriter& json, const Evaluation& e, const ClassificationReport& r) {
  Put(json, "macro_f1", r.macro_f1);
  Put(json, "accuracy", r.accuracy);
  if (r.auc) {
    Put(json, "auc", *r.auc);
  }
  Put(json, "calibration_error", r.calibration_error);
  Put(json, "calibration_error_by_chance", r.calibration_error_by_chance);
  Put(json, "log_loss", r.log_loss);
  if (!e.sure) {
    json.Key("reliability");
    json.StartArray();
    for (const ReliabilityBin& bin : r.reliability) {
      json.StartObject();
      Put(json, "low", bin.low);
      Put(json, "high", bin.high);
      Put(json, "n", bin.n);
      Put(json, "confidence", bin.confidence);
      Put(json, "accuracy", bin.accuracy);
      json.EndObject();
    }
    json.EndArray();
  }
  json.Key("classes");
  json.StartObject();
  for (std::size_t c = 0; c < r.classes.size(); ++c) {
    json.Key(e.classes[c].c_str());
    json.StartObject();
    Put(json, "precision", r.classes[c].precision);
    Put(json, "recall", r.classes[c].recall);
    Put(json, "f1", r.classes[c].f1);
    Put(json, "n", r.classes[c].support);
    json.Key("predicted_as");
    json.StartObject();
    for (std::size_t j = 0; j < r.classes.size(); ++j) {
      Put(json, e.classes[j].c_str(),
          r.confusion(static_cast<Eigen::Index>(c), static_cast<Eigen::Index>(j)));
    }
    json.EndObject();
    json.EndObject();
  }
  json.EndObject();
}

void Put(JsonWriter& json, const Evaluation&, const RegressionReport& r) {
  Put(json, "pearson", r.pearson);
  Put(json, "spearman", r.spearman);
  Put(json, "mean_absolute_error", r.mean_absolute_error);
  Put(json, "root_mean_square_error", r.root_mean_square_error);
}

void PutGroups(JsonWriter& json, const Evaluation& e, const char* key,
               const std::vector<GroupFigures>& groups) {
  json.Key(key);
  json.StartArray();
  for (const GroupFigures& group : groups) {
    json.StartObject();
    Put(json, "name", group.name);
    Put(json, "n", group.n);
    if (group.learned > 0) {
      Put(json, "learned_from", group.learned);
    }
    if (group.figure) {
      Put(json, FigureKey(e), *group.figure);
    }
    if (group.auc) {
      Put(json, "auc", *group.auc);
    }
    json.EndObject();
  }
  json.EndArray();
}

void Put(JsonWriter& json, const Evaluation& e, const SplitFigures& split) {
  json.Key("split");
  json.StartObject();
  Put(json, "by", split.by);
  PutGroups(json, e, "folds", split.folds);
  Put(json, "folds_in_mean", split.folds_in_mean);
  Put(json, IsValue(e) ? "mean_pearson" : "mean_macro_f1", split.mean);
  if (split.mean_auc) {
    Put(json, "mean_auc", *split.mean_auc);
  }
  json.EndObject();
}

void Put(JsonWriter& json, const std::vector<CoveragePoint>& curve) {
  json.Key("coverage");
  json.StartArray();
  for (const CoveragePoint& point : curve) {
    json.StartObject();
    Put(json, "coverage", point.coverage);
    Put(json, "threshold", point.threshold);
    Put(json, "n", point.n);
    Put(json, "accuracy", point.accuracy);
    Put(json, "macro_f1", point.macro_f1);
    json.EndObject();
  }
  json.EndArray();
}

void Put(JsonWriter& json, const char* key, const PairedDifference& d) {
  json.Key(key);
  json.StartObject();
  Put(json, "estimate", d.difference.estimate);
  Put(json, "low", d.difference.low);
  Put(json, "high", d.difference.high);
  Put(json, "p", d.p);
  json.EndObject();
}

void Put(JsonWriter& json, const Against& against) {
  json.Key("against");
  json.StartObject();
  Put(json, "model", against.model);
  if (const auto* classes = std::get_if<ClassComparison>(&against.comparison)) {
    Put(json, "macro_f1", classes->second.macro_f1);
    Put(json, "accuracy", classes->second.accuracy);
    Put(json, "macro_f1_difference", classes->macro_f1);
    Put(json, "accuracy_difference", classes->accuracy);
    Put(json, "changed", classes->changed);
    Put(json, "only_first_right", classes->first_right);
    Put(json, "only_second_right", classes->second_right);
  } else {
    const auto& values = std::get<ValueComparison>(against.comparison);
    Put(json, "pearson", values.second.pearson);
    Put(json, "mean_absolute_error", values.second.mean_absolute_error);
    Put(json, "pearson_difference", values.pearson);
    Put(json, "mean_absolute_error_difference", values.mean_absolute_error);
  }
  json.EndObject();
}

void Put(JsonWriter& json, const ProbeReport& probe) {
  json.Key("probe");
  json.StartObject();
  Put(json, "field", probe.field);
  Put(json, "values", probe.values);
  Put(json, "n", probe.n);
  Put(json, "left_out", probe.left_out);
  Put(json, "most_frequent", probe.most_frequent);
  Put(json, "majority", probe.majority);
  Put(json, "accuracy", probe.accuracy);
  Put(json, "macro_f1", probe.macro_f1);
  json.EndObject();
}

}  // namespace

std::string ToText(const Evaluation& e) {
  const int n = std::visit([](const auto& report) { return report.n; }, e.report);
  std::string out = Format("%s on %d %s", std::string(e.task->name).c_str(), n, Unit(e));
  out += e.polar ? ", negative against positive" : "";
  if (e.split) {
    out += e.split->by == "random" ? ", each rated by a training without its fold"
                                   : ", each rated by a training without its " + e.split->by;
  }
  if (e.abstention) {
    out += Format(", %d left out with a label below %.3f", e.abstention->abstained,
                  e.abstention->threshold);
  }
  out += "\n" + std::visit([&](const auto& report) { return Text(e, report); }, e.report);
  if (e.against) {
    out += Text(e, *e.against);
  }
  if (!e.coverage.empty()) {
    out += CoverageText(e.coverage);
  }
  if (e.split) {
    out += Text(e, *e.split);
  }
  if (e.within) {
    out += "\n  AUC within " + e.within->field + ", mean of " +
           std::to_string(e.within->report.groups) + ": " + InText(e.within->report.auc) + "\n";
  }
  for (const Breakdown& breakdown : e.breakdowns) {
    out += Text(e, breakdown);
  }
  if (e.probe) {
    out += Text(*e.probe);
  }
  return out;
}

std::string ToJson(const Evaluation& e) {
  rapidjson::StringBuffer buffer;
  JsonWriter json(buffer);
  json.SetMaxDecimalPlaces(6);
  json.StartObject();
  Put(json, "schema", std::string("slant.evaluation/1"));
  Put(json, "task", std::string(e.task->name));
  Put(json, "n", std::visit([](const auto& report) { return report.n; }, e.report));
  if (e.polar) {
    json.Key("polar");
    json.Bool(true);
  }
  if (e.abstention) {
    json.Key("abstention");
    json.StartObject();
    Put(json, "threshold", e.abstention->threshold);
    Put(json, "n", e.abstention->abstained);
    json.EndObject();
  }
  std::visit([&](const auto& report) { Put(json, e, report); }, e.report);
  if (!e.coverage.empty()) {
    Put(json, e.coverage);
  }
  if (e.against) {
    Put(json, *e.against);
  }
  if (e.split) {
    Put(json, e, *e.split);
  }
  if (e.within) {
    json.Key("within");
    json.StartObject();
    Put(json, "field", e.within->field);
    Put(json, "groups", e.within->report.groups);
    Put(json, "n", e.within->report.n);
    Put(json, "auc", e.within->report.auc);
    json.EndObject();
  }
  json.Key("by");
  json.StartArray();
  for (const Breakdown& breakdown : e.breakdowns) {
    json.StartObject();
    Put(json, "field", breakdown.by);
    PutGroups(json, e, "groups", breakdown.groups);
    json.EndObject();
  }
  json.EndArray();
  if (e.probe) {
    Put(json, *e.probe);
  }
  json.EndObject();
  return std::string(buffer.GetString()) + "\n";
}

}  // namespace slant::tools
