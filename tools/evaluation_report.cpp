#include "evaluation_report.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <cstdio>

namespace slant::tools {

namespace {

constexpr std::size_t kNameWidth = 22;  // of groups, in text

template <typename... Args>
std::string Format(const char* format, Args... args) {
  char buffer[512];
  std::snprintf(buffer, sizeof(buffer), format, args...);
  return buffer;
}

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
    out += Format("  calibration error %.3f, log loss %.3f\n", r.calibration_error, r.log_loss);
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
  Put(json, "log_loss", r.log_loss);
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

}  // namespace

std::string ToText(const Evaluation& e) {
  const int n = std::visit([](const auto& report) { return report.n; }, e.report);
  std::string out = Format("%s on %d %s", std::string(e.task->name).c_str(), n, Unit(e));
  if (e.split) {
    out += e.split->by == "random" ? ", each rated by a training without its fold"
                                   : ", each rated by a training without its " + e.split->by;
  }
  out += "\n" + std::visit([&](const auto& report) { return Text(e, report); }, e.report);
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
  std::visit([&](const auto& report) { Put(json, e, report); }, e.report);
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
  json.EndObject();
  return std::string(buffer.GetString()) + "\n";
}

}  // namespace slant::tools
