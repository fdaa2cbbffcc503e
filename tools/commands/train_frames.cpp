#include <cstdio>

#include "commands/commands.h"
#include "model_option.h"
#include "slant/pipeline/frame_training.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

Status GrowWords(const LanguageModel& language, SectionFileWriter& writer) {
  const FrameSeeds& seeds = DefaultFrameSeeds();
  SLANT_ASSIGN_OR_RETURN(
      const FrameWords words,
      FrameWords::Grow(seeds, language.segmenter.vocabulary(), language.extractor.vectors(), {}));
  words.Save(seeds, writer);
  // Classifiers that learned from other words would read nonsense.
  std::fprintf(stderr, "frame-words: grew %zu phrases of %zu columns over %u words\n",
               seeds.patterns.size(), seeds.columns.size(), language.segmenter.vocabulary().size());
  return {};
}

Status TrainHead(const CommandLine& line, const std::string& task, const LanguageModel& language,
                 SectionFileWriter& writer) {
  SLANT_ASSIGN_OR_RETURN(
      const FrameModel frames,
      FrameModel::FromFile(language.file, language.segmenter.vocabulary(),
                           language.extractor.vectors(), language.extractor.schema(),
                           FrameHeads::kSeedsAlone));
  FrameLabelOptions label_options;
  label_options.label = line.Get<std::string>("label");
  label_options.group = line.Get<std::string>("group");
  label_options.missing_is_none = line.Get<bool>("missing-is-none");
  SLANT_ASSIGN_OR_RETURN(const FrameData data,
                         ReadFrameData(language, frames.extractor(), line.inputs(), label_options,
                                       [](const Error& e) { Warn(e); }));
  FrameTrainOptions options;
  options.train.epochs = line.Get<int>("epochs");
  options.train.l2 = line.Get<double>("l2");
  options.train.learning_rate = line.Get<double>("learning-rate");
  options.train.seed = static_cast<std::uint64_t>(line.Get<int>("seed"));
  const FeatureSchema schema = FrameModel::Schema(frames.extractor(), language.extractor.schema());
  FrameTrainReport report;
  Progress progress("training " + task);
  const auto head = TrainFrameHead(data, schema.id(), options, report,
                                   [&](double share) { progress.Step(share); });
  progress.Clear();
  if (!head) {
    return head.error();
  }
  SaveFrameHead(*head, task, writer);
  std::fprintf(stderr, "%s: learned from %zu records, passed over %zu without the field '%s'\n",
               task.c_str(), data.group_hashes.size(), data.unlabelled,
               label_options.label.c_str());
  for (std::size_t k = 0; k < head->labels.size(); ++k) {
    std::fprintf(stderr, "  %-28s %5d examples, threshold %.3f, F1 %.3f on left-out folds\n",
                 head->labels[k].name.c_str(), report.examples[k],
                 static_cast<double>(head->labels[k].threshold), report.f1[k]);
  }
  for (const std::string& label : report.left_out) {
    Warn({ErrorCode::kInvalidArgument,
          "label '" + label + "' has fewer than " + std::to_string(options.least_examples) +
              " examples and was left out",
          ""});
  }
  return {};
}

}  // namespace

bool IsFrameTask(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    for (const char* task : {"frame", "moral", "frame-words"}) {
      if (arguments[i] == std::string("--task=") + task ||
          (i > 0 && arguments[i - 1] == "--task" && arguments[i] == task)) {
        return true;
      }
    }
  }
  return false;
}

Ending RunTrainFrames(const std::vector<std::string>& arguments) {
  CommandLine line(
      "train --task frame|moral|frame-words [options] -o MODEL [DATA...]",
      "frame-words  grows the seeds of all frames over the model's word vectors; no data\n"
      "frame        learns policy frames, or any names of your own, from labelled JSON Lines (an\n"
      "             object a line with the fields text and frames, a list); any number of frames "
      "a\n"
      "             record; a record without the field is passed over\n"
      "moral        the same for care, harm, fairness, cheating, loyalty, betrayal, authority,\n"
      "             subversion, sanctity and degradation\n"
      "A frame's threshold is chosen on folds that the classifier did not see.  The same data,\n"
      "options and build give the same bytes.",
      "  slant train --task frame-words -o /tmp/frames.slant\n"
      "  slant train --task frame --label topic -o /tmp/mine.slant corpora/samples\n");
  AddModelOption(line);
  line.Add()("task", po::value<std::string>(), "frame, moral or frame-words")(
      "output,o", po::value<std::string>(), "model file to write")(
      "label", po::value<std::string>()->default_value("frames"),
      "field of the labels: a list, or text with ; between")(
      "group", po::value<std::string>()->default_value(""),
      "field whose records stay together in folds (an article's or a story's id)")(
      "missing-is-none", po::bool_switch(),
      "a record without the field, or with an empty list, shows no frame")(
      "epochs", po::value<int>()->default_value(40), "passes over the data")(
      "learning-rate", po::value<double>()->default_value(1e-3, "0.001"), "Adam's learning rate")(
      "l2", po::value<double>()->default_value(0.15, "0.15"),
      "weight of the penalty on large weights")("seed", po::value<int>()->default_value(1),
                                                "seed of all randomness");
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  const auto task = line.Get<std::string>("task");
  if (!line.Has("output") || (task != "frame-words" && line.inputs().empty())) {
    return WrongUsage(task == "frame-words" ? "slant train --task frame-words needs -o MODEL"
                                            : "slant train needs -o MODEL and labelled data");
  }
  const auto language = OpenLanguage(line);
  if (!language) {
    return language.error();
  }
  SectionFileWriter writer;
  const Status made = task == "frame-words" ? GrowWords(*language, writer)
                                            : TrainHead(line, task, *language, writer);
  if (!made) {
    return made;
  }
  writer.PutMissingFrom(*language->file);
  if (task == "frame-words") {
    for (const char* stale : {"head.frame", "frames.frame", "head.moral", "frames.moral"}) {
      writer.EraseWithPrefix(stale);
    }
  }
  const Status written = writer.Write(line.Get<std::string>("output"));
  if (written) {
    std::fprintf(stderr, "wrote %s\n", line.Get<std::string>("output").c_str());
  }
  return written;
}

}  // namespace slant::tools
