#include "loaded_task.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <cstdio>

#include "label_options.h"
#include "model_option.h"
#include "slant/base/format.h"
#include "slant/pipeline/loaded_words.h"
#include "terminal.h"
#include "train_options.h"

namespace slant::tools {
namespace {

// Most options of train and eval mean nothing here; to pass over one silently would mislead.
std::optional<Ending> RefuseOthers(const CommandLine& line,
                                   std::span<const std::string_view> names) {
  const auto other = line.GivenBeside(names);
  return other ? std::optional<Ending>(
                     WrongUsage("--" + *other + " means nothing for the task " + kLoadedTask))
               : std::nullopt;
}

Result<MarkedSentences> Read(const CommandLine& line, const Model& model) {
  LabelOptions options;
  options.group = line.Get<std::string>("group");
  return ReadMarked(model, line.inputs(), line.Get<std::string>("label"), options,
                    [](const Error& e) { Warn(e); });
}

}  // namespace

Ending TrainLoaded(const CommandLine& line) {
  static constexpr std::string_view kNames[] = {"task",   "label",  "group",        "hold-out",
                                                "model",  "output", "dev-folds",    "l2",
                                                "epochs", "seed",   "learning-rate"};
  if (const auto ending = RefuseOthers(line, kNames)) {
    return *ending;
  }
  const auto held_out = ParseFold(line.Get<std::string>("hold-out"), "--hold-out");
  if (!held_out) {
    return WrongUsage(held_out.error().message);
  }
  if (!line.Has("output") || line.inputs().empty()) {
    return WrongUsage("slant train needs -o MODEL and labelled data");
  }
  const auto model = OpenModel(line);
  if (!model) {
    return model.error();
  }
  const auto data = Read(line, *model);
  if (!data) {
    return data.error();
  }
  const int dev_folds = line.Has("dev-folds") ? line.Get<int>("dev-folds") : kDevFolds;
  const auto held = [&](std::size_t i) { return InFold(data->group_hashes[i], *held_out); };
  const auto dev = [&](std::size_t i) {
    return !held(i) && ChoosesEpoch(data->group_hashes[i], dev_folds);
  };
  const auto train = [&](std::size_t i) { return !held(i) && !dev(i); };
  TrainOptions options;
  options.epochs = 30;
  options.learning_rate = 1e-3;
  options.l2 = 1e-3;
  options.batch = 256;
  if (line.Has("epochs")) {
    options.epochs = line.Get<int>("epochs");
  }
  if (line.Has("l2")) {
    options.l2 = line.Get<double>("l2");
  }
  if (line.Has("learning-rate")) {
    options.learning_rate = line.Get<double>("learning-rate");
  }
  if (line.Has("seed")) {
    options.seed = static_cast<std::uint64_t>(line.Get<int>("seed"));
  }
  TrainReport report;
  Progress progress("training loaded words");
  const auto tagger = TrainTagger(*model, *data, train, dev, options, &report,
                                  [&](double share) { progress.Step(share); });
  progress.Clear();
  if (!tagger) {
    return tagger.error();
  }
  SectionFileWriter writer;
  writer.PutMissingFrom(*model->language.file);
  tagger->Save(kLoadedTagger, writer);
  const std::string output = line.Get<std::string>("output");
  if (const Status written = writer.Write(output); !written) {
    return written;
  }
  std::size_t learned = 0;
  for (std::size_t i = 0; i < data->tokens.size(); ++i) {
    learned += train(i) ? 1 : 0;
  }
  std::fprintf(stderr, "loaded: learned from %zu sentences, threshold %.2f; wrote %s\n", learned,
               static_cast<double>(tagger->threshold()), output.c_str());
  return {};
}

Ending EvaluateLoaded(const CommandLine& line) {
  static constexpr std::string_view kNames[] = {"task", "label", "group",
                                                "fold", "model", "format"};
  if (const auto ending = RefuseOthers(line, kNames)) {
    return *ending;
  }
  const auto fold = ParseFold(line.Get<std::string>("fold"), "--fold");
  if (!fold) {
    return WrongUsage(fold.error().message);
  }
  const auto model = OpenModel(line);
  if (!model) {
    return model.error();
  }
  if (model->loaded.empty()) {
    return Error{ErrorCode::kNotFound, "the model has no classifier of loaded words",
                 model->language.file->path()};
  }
  const auto data = Read(line, *model);
  if (!data) {
    return data.error();
  }
  const auto use = [&](std::size_t i) {
    return fold->count == 0 || InFold(data->group_hashes[i], *fold);
  };
  const MarkedReport report = EvaluateTagger(model->loaded, *data, use, model->loaded.threshold());
  Output output;
  if (line.Get<std::string>("format") == "json") {
    rapidjson::StringBuffer buffer;
    rapidjson::PrettyWriter<rapidjson::StringBuffer> json(buffer);
    json.SetMaxDecimalPlaces(6);
    json.StartObject();
    json.Key("schema");
    json.String("slant.evaluation/1");
    json.Key("task");
    json.String(kLoadedTask);
    json.Key("n");
    json.Int(report.sentences);
    json.Key("words");
    json.Int(report.words);
    json.Key("marked");
    json.Int(report.marked);
    json.Key("precision");
    json.Double(report.precision);
    json.Key("recall");
    json.Double(report.recall);
    json.Key("f1");
    json.Double(report.f1);
    json.EndObject();
    output.Write(buffer.GetString());
    output.Write("\n");
    return output.Finish();
  }
  output.Write(Format(
      "loaded on %d sentences\n  F1 %.3f, precision %.3f, recall %.3f over %d words, of "
      "which people marked %d\n",
      report.sentences, report.f1, report.precision, report.recall, report.words, report.marked));
  return output.Finish();
}

}  // namespace slant::tools
