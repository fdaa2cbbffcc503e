#include <algorithm>
#include <cstdio>

#include "commands/commands.h"
#include "label_options.h"
#include "lexicon_option.h"
#include "loaded_task.h"
#include "model_option.h"
#include "terminal.h"
#include "train_options.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

// A network that several tasks share is replaced as a whole: says which tasks the model loses.
void WarnOfLostTasks(const LanguageModel& language, const std::vector<LabelledTask>& tasks) {
  if (tasks.size() < 2 || !HasNetwork(*language.file, kSharedNetwork)) {
    return;
  }
  const auto old = TokenNetwork::FromFile(language.file, kSharedNetwork, language.words,
                                          language.extractor.schema());
  std::string lost;
  for (const NetworkOutput& output :
       old ? old->parameters().outputs : std::vector<NetworkOutput>()) {
    const bool stays =
        language.file->Has("head." + output.task) || HasNetwork(*language.file, output.task) ||
        std::any_of(tasks.begin(), tasks.end(),
                    [&](const LabelledTask& task) { return task.task->name == output.task; });
    lost += stays ? "" : (lost.empty() ? "" : ", ") + output.task;
  }
  if (!lost.empty()) {
    Warn({ErrorCode::kInvalidArgument,
          "the network that is replaced also answered " + lost + "; the new model does not",
          language.file->path()});
  }
}

Ending Run(const CommandLine& line) {
  if (line.Get<std::string>("task") == kLoadedTask) {
    return TrainLoaded(line);
  }
  const auto choice = ReadLabelOptions(line);
  if (!choice) {
    return WrongUsage(choice.error().message);
  }
  const auto held_out = ParseFold(line.Get<std::string>("hold-out"), "--hold-out");
  if (!held_out) {
    return WrongUsage(held_out.error().message);
  }
  if (!line.Has("output") || line.inputs().empty()) {
    return WrongUsage("slant train needs -o MODEL and labelled data");
  }
  const auto how = ReadTrainOptions(line, choice->tasks);
  if (!how) {
    return WrongUsage(how.error().message);
  }
  auto language = OpenLanguage(line);
  if (!language) {
    return language.error();
  }
  const auto lists = ReadLexicons(LexiconPaths(line));
  if (!lists) {
    return lists.error();
  }
  SectionFileWriter writer;
  writer.PutMissingFrom(*language->file);
  if (!lists->empty()) {
    if (const Status added = language->AddLists(*lists, writer); !added) {
      return added;
    }
  }
  const RowMaker rows = FeatureRows(*language, choice->task().unit);
  const auto all = ReadLabelled(*language, rows, choice->tasks, line.inputs(), choice->options,
                                [](const Error& e) { Warn(e); });
  if (!all) {
    return all.error();
  }
  const auto also = ReadAlso(*how, *language, rows, choice->tasks, choice->options);
  if (!also) {
    return also.error();
  }
  const auto is_held = [&](std::size_t i) { return InFold(all->group_hashes[i], *held_out); };
  const TrainingParts parts = DivideForTraining(*all, *also, is_held, how->dev_folds);
  std::size_t held = 0;
  for (std::size_t i = 0; i < all->clusters.size(); ++i) {
    held += is_held(i) ? 1 : 0;
  }

  const std::string what = TaskNames(choice->tasks);
  Progress progress("training " + what);
  const auto trained = TrainClassifier(*how, choice->tasks, *language, parts,
                                       [&](double share) { progress.Step(share); });
  progress.Clear();
  if (!trained) {
    return trained.error();
  }
  WarnOfLostTasks(*language, choice->tasks);
  trained->save(writer);
  const std::string output = line.Get<std::string>("output");
  if (const Status written = writer.Write(output); !written) {
    return written;
  }
  std::fprintf(stderr,
               "%s: learned from %zu examples, chose epoch %d of %d on %zu (loss %.4f), held out "
               "%zu; passed over %zu without a label; wrote %s\n",
               what.c_str(), parts.train.clusters.size(), trained->report.best_epoch,
               trained->report.epochs_run, parts.dev.clusters.size(), trained->report.dev_loss,
               held, all->unlabelled + also->unlabelled, output.c_str());
  return {};
}

}  // namespace

Ending RunTrain(const std::vector<std::string>& arguments) {
  if (IsFrameTask(arguments)) {
    return RunTrainFrames(arguments);
  }
  CommandLine line(
      "train [options] -o MODEL DATA...",
      "Learns a classifier of a model from labelled JSON Lines (an object a line with the fields\n"
      "text and label, a sentence each; for targets the field targets, a list of objects with\n"
      "start and end, or from and to, or mention, and label) and writes the model with it.  "
      "Labels\n"
      "may be probabilities (\"p\": [..]), records may have weights, and several tasks of\n"
      "sentences may be learned by one network (--task tone,score).  The same data, options and\n"
      "build give the same bytes.",
      "  slant train --task tone --label tone -o /tmp/mine.slant corpora/gold/sentences.jsonl\n"
      "  slant train --task bias --label bias --lexicon corpora/lexicons/cues-en.tsv -o "
      "/tmp/mine.slant corpora/gold/sentences.jsonl\n"
      "  slant train --task score --label score --network perceptron --group id -o /tmp/mine.slant "
      "corpora/gold/sentences.jsonl\n");
  AddLabelOptions(line);
  AddLexiconOption(
      line,
      "word list whose categories become features; it is put into the model, so mind its "
      "licence before you hand the model on; may be given several times");
  AddModelOption(line);
  line.Add()("output,o", po::value<std::string>(), "model file to write")(
      "hold-out", po::value<std::string>()->default_value(""),
      "I/N: do not look at fold I of N at all (see slant eval --fold)");
  AddTrainOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  return Run(line);
}

}  // namespace slant::tools
