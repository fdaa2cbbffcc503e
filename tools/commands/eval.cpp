#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "commands/commands.h"
#include "label_options.h"
#include "lexicon_option.h"
#include "model_option.h"
#include "slant/classify/classifiers.h"
#include "slant/classify/evaluation.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

template <typename... Args>
std::string Format(const char* format, Args... args) {
  char buffer[256];
  std::snprintf(buffer, sizeof(buffer), format, args...);
  return buffer;
}

// @param sure the answers are classes without a probability.
std::string Text(const Task& task, const ClassificationReport& r, bool sure) {
  std::string out = Format("%s on %d sentences\n", std::string(task.name).c_str(), r.n);
  out += Format("  macro-F1  %.3f  [%.3f, %.3f]\n", r.macro_f1.estimate, r.macro_f1.low,
                r.macro_f1.high);
  out += Format("  accuracy  %.3f  [%.3f, %.3f]\n", r.accuracy.estimate, r.accuracy.low,
                r.accuracy.high);
  if (!sure) {
    out += Format("  calibration error %.3f, log loss %.3f\n", r.calibration_error, r.log_loss);
  }
  out += "\n";
  out += "  class      precision  recall     F1      n   predicted as";
  for (const auto name : task.classes) {
    out += Format(" %9s", std::string(name).c_str());
  }
  out += "\n";
  for (std::size_t c = 0; c < r.classes.size(); ++c) {
    const ClassReport& k = r.classes[c];
    out += Format("  %-9s      %.3f   %.3f  %.3f  %5d               ",
                  std::string(task.classes[c]).c_str(), k.precision, k.recall, k.f1, k.support);
    for (Eigen::Index j = 0; j < r.confusion.cols(); ++j) {
      out += Format(" %9d", r.confusion(static_cast<Eigen::Index>(c), j));
    }
    out += "\n";
  }
  return out;
}

std::string Text(const Task& task, const RegressionReport& r, bool) {
  return Format("%s on %d sentences\n", std::string(task.name).c_str(), r.n) +
         Format("  Pearson r  %.3f  [%.3f, %.3f]\n", r.pearson.estimate, r.pearson.low,
                r.pearson.high) +
         Format("  Spearman   %.3f\n  mean absolute error %.3f, root mean square error %.3f\n",
                r.spearman, r.mean_absolute_error, r.root_mean_square_error);
}

using JsonWriter = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void Put(JsonWriter& json, const char* key, const Interval& interval) {
  json.Key(key);
  json.StartObject();
  json.Key("estimate");
  json.Double(interval.estimate);
  json.Key("low");
  json.Double(interval.low);
  json.Key("high");
  json.Double(interval.high);
  json.EndObject();
}

void Put(JsonWriter& json, const Task& task, const ClassificationReport& r) {
  Put(json, "macro_f1", r.macro_f1);
  Put(json, "accuracy", r.accuracy);
  json.Key("calibration_error");
  json.Double(r.calibration_error);
  json.Key("log_loss");
  json.Double(r.log_loss);
  json.Key("classes");
  json.StartObject();
  for (std::size_t c = 0; c < r.classes.size(); ++c) {
    json.Key(std::string(task.classes[c]).c_str());
    json.StartObject();
    json.Key("precision");
    json.Double(r.classes[c].precision);
    json.Key("recall");
    json.Double(r.classes[c].recall);
    json.Key("f1");
    json.Double(r.classes[c].f1);
    json.Key("n");
    json.Int(r.classes[c].support);
    json.Key("predicted_as");
    json.StartObject();
    for (std::size_t j = 0; j < r.classes.size(); ++j) {
      json.Key(std::string(task.classes[j]).c_str());
      json.Int(r.confusion(static_cast<Eigen::Index>(c), static_cast<Eigen::Index>(j)));
    }
    json.EndObject();
    json.EndObject();
  }
  json.EndObject();
}

void Put(JsonWriter& json, const Task&, const RegressionReport& r) {
  Put(json, "pearson", r.pearson);
  json.Key("spearman");
  json.Double(r.spearman);
  json.Key("mean_absolute_error");
  json.Double(r.mean_absolute_error);
  json.Key("root_mean_square_error");
  json.Double(r.root_mean_square_error);
}

template <typename Report>
Ending Print(const Task& task, const Result<Report>& report, bool as_json, bool sure) {
  if (!report) {
    return report.error();
  }
  Output output;
  if (as_json) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    json.SetMaxDecimalPlaces(6);
    json.StartObject();
    json.Key("schema");
    json.String("slant.evaluation/1");
    json.Key("task");
    json.String(std::string(task.name).c_str());
    json.Key("n");
    json.Int(report->n);
    Put(json, task, *report);
    json.EndObject();
    output.Write(buffer.GetString());
    output.Write("\n");
  } else {
    output.Write(Text(task, *report, sure));
  }
  return output.Finish();
}

// What rules answer in the place of a classifier: (n x 1) values or (n x 3) sure classes.
Result<OutputMatrix> RuleOutputs(const Task& task, const LexiconMeasures& measures,
                                 const FeatureMatrix& rows) {
  constexpr float kVaderThreshold = 0.05F;  // Hutto and Gilbert's own
  const bool news = measures.news().has_value();
  const std::string_view wanted = !news ? "compound" : task.name == "score" ? "valence" : task.name;
  const auto columns = measures.columns();
  const auto column = std::find_if(columns.begin(), columns.end(), [&](const MeasureColumn& c) {
    return c.source != MeasureSource::kList && c.name == wanted;
  });
  if (column == columns.end()) {
    return Error{ErrorCode::kInvalidArgument,
                 "rules answer the tasks tone, score and event, not " + std::string(task.name), ""};
  }
  const Eigen::VectorXf values = rows.col(column - columns.begin());
  if (task.is_value()) {
    return OutputMatrix(values);
  }
  OutputMatrix out = OutputMatrix::Zero(rows.rows(), 3);
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    const Eigen::Index label = news ? static_cast<Eigen::Index>(NewsLabel(values[i], {}))
                               : values[i] >= kVaderThreshold  ? 2
                               : values[i] <= -kVaderThreshold ? 0
                                                               : 1;
    out(i, label) = 1;
  }
  return out;
}

Result<OutputMatrix> ClassifierOutputs(const Classifiers& classifiers, const Examples& examples) {
  ClassifierWorkspace workspace;
  SLANT_RETURN_IF_ERROR(
      classifiers.Run({}, examples.tokens, examples.features, workspace));
  return std::move(workspace.outputs.front());
}

Ending Run(const CommandLine& line) {
  const auto choice = ReadLabelOptions(line);
  if (!choice) {
    return WrongUsage(choice.error().message);
  }
  const auto fold = ParseFold(line.Get<std::string>("fold"), "--fold");
  if (!fold) {
    return WrongUsage(fold.error().message);
  }
  const std::string format = line.Get<std::string>("format");
  if (format != "text" && format != "json") {
    return WrongUsage("--format is text or json, found '" + format + "'");
  }
  if (const auto ending = CheckMeasureOptions(line)) {
    return *ending;
  }
  if (line.Get<std::string>("rules").empty() && !LexiconPaths(line).empty()) {
    return WrongUsage("--lexicon is for --rules; a classifier has its lists in its model");
  }
  const auto language = OpenLanguage(line);
  if (!language) {
    return language.error();
  }
  const Task& task = choice->task();
  const auto measures = ChosenMeasures(line, *language);
  if (!measures) {
    return measures.error();
  }
  const bool by_rules = !line.Get<std::string>("rules").empty();
  std::optional<Classifiers> classifiers;
  if (!by_rules) {
    auto found = Classifiers::FromFile(
        language->file, {{std::string(task.name), task.outputs()}},
        task.unit == TaskUnit::kTarget ? "" : kSharedNetwork, language->words,
        task.unit == TaskUnit::kTarget ? language->targets.schema()
                                       : language->extractor.schema());
    if (!found) {
      return found.error();
    }
    classifiers = *std::move(found);
  }
  const auto all =
      ReadLabelled(*language, by_rules ? MeasureRows(*measures) : FeatureRows(*language, task.unit),
                   choice->tasks, line.inputs(), choice->options, [](const Error& e) { Warn(e); });
  if (!all) {
    return all.error();
  }
  const LabelledData data = Select(
      *all, [&](std::size_t i) { return fold->count == 0 || InFold(all->group_hashes[i], *fold); });
  auto outputs = by_rules ? RuleOutputs(task, *measures, data.examples.features)
                          : ClassifierOutputs(*classifiers, data.examples);
  if (!outputs) {
    return outputs.error();
  }
  if (task.is_value()) {
    const std::span<const float> truth(data.examples.targets.data(), data.clusters.size());
    const std::span<const float> predicted(outputs->data(), data.clusters.size());
    return Print(task, EvaluateValues(predicted, truth, data.clusters, {}), format == "json",
                 by_rules);
  }
  if (!by_rules) {
    SoftmaxRows(*outputs);
  }
  return Print(task, EvaluateClasses(*outputs, data.classes, data.clusters, {}), format == "json",
               by_rules);
}

}  // namespace

Ending RunEval(const std::vector<std::string>& arguments) {
  CommandLine line(
      "eval [options] DATA...",
      "Holds a model's classifier against labelled JSON Lines: accuracy, macro-F1, each class, "
      "the\n"
      "confusion and calibration error, or correlation and error of values; 95 % intervals by\n"
      "bootstrap over groups.  With --rules it holds rules and a word list against the labels.",
      "  slant eval --task tone --label tone corpora/gold/sentences.jsonl\n"
      "  slant eval --task event --label event_valence corpora/gold/sentences.jsonl\n"
      "  slant eval --rules news --task tone --label tone corpora/gold/sentences.jsonl\n");
  AddLabelOptions(line);
  AddMeasureOptions(line);
  AddModelOption(line);
  line.Add()("fold", po::value<std::string>()->default_value(""),
             "I/N: only fold I of N by --group (what slant train --hold-out did not see)")(
      "format", po::value<std::string>()->default_value("text"), "text or json");
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  return Run(line);
}

}  // namespace slant::tools
