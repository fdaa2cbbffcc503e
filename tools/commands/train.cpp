#include <cstdio>

#include "commands/commands.h"
#include "label_options.h"
#include "lexicon_option.h"
#include "model_option.h"
#include "slant/classify/trainer.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

Ending Run(const CommandLine& line) {
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
  auto language = OpenLanguage(line);
  if (!language) {
    return language.error();
  }
  const auto lists = ReadLexicons(LexiconPaths(line));
  if (!lists) {
    return lists.error();
  }
  SectionFileWriter writer;
  if (!lists->empty()) {
    if (const Status added = language->AddLists(*lists, writer); !added) {
      return added;
    }
  }
  const Task& task = *choice->task;
  const auto all = ReadLabelled(*language, FeatureRows(*language), task, line.inputs(),
                                choice->options, [](const Error& e) { Warn(e); });
  if (!all) {
    return all.error();
  }
  const auto dev_folds = line.Get<int>("dev-folds");
  // Held-out groups first, then one of dev-folds among the rest; another hash, so that the two
  // choices have nothing to do with each other.
  const auto is_dev = [&](std::size_t i) {
    return dev_folds > 1 &&
           all->group_hashes[i] / 1000003 % static_cast<std::uint64_t>(dev_folds) == 0;
  };
  const auto is_held = [&](std::size_t i) { return InFold(all->group_hashes[i], *held_out); };
  const LabelledData train = Select(*all, [&](std::size_t i) { return !is_held(i) && !is_dev(i); });
  const LabelledData dev = Select(*all, [&](std::size_t i) { return !is_held(i) && is_dev(i); });

  TrainOptions options;
  options.loss = task.loss;
  options.hidden = line.Get<int>("hidden");
  options.epochs = line.Get<int>("epochs");
  options.l2 = line.Get<double>("l2");
  options.dropout = line.Get<double>("dropout");
  options.learning_rate = line.Get<double>("learning-rate");
  options.members = line.Get<int>("members");
  options.seed = static_cast<std::uint64_t>(line.Get<int>("seed"));
  Progress progress("training " + std::string(task.name));
  TrainReport report;
  const auto network = Train(train.examples, dev.examples, language->extractor.schema().id(),
                             options, &report, [&](double share) { progress.Step(share); });
  progress.Clear();
  if (!network) {
    return network.error();
  }
  network->Save(std::string(task.name), writer);
  writer.PutMissingFrom(*language->file);
  const std::string output = line.Get<std::string>("output");
  if (const Status written = writer.Write(output); !written) {
    return written;
  }
  std::fprintf(stderr,
               "%s: learned from %zu sentences, chose epoch %d of %d on %zu (loss %.4f), held out "
               "%zu; passed over %zu without a label; wrote %s\n",
               std::string(task.name).c_str(), train.clusters.size(), report.best_epoch,
               report.epochs_run, dev.clusters.size(), report.dev_loss,
               all->clusters.size() - train.clusters.size() - dev.clusters.size(), all->unlabelled,
               output.c_str());
  return {};
}

}  // namespace

Ending RunTrain(const std::vector<std::string>& arguments) {
  if (IsFrameTask(arguments)) {
    return RunTrainFrames(arguments);
  }
  CommandLine line(
      "train [options] -o MODEL DATA...",
      "Learns one classifier of a model from labelled JSON Lines (an object a line with the "
      "fields\n"
      "text and label, a sentence each) and writes the model with this classifier in it.  The "
      "same\n"
      "data, options and build give the same bytes.",
      "  slant train --task tone --label tone -o /tmp/mine.slant corpora/gold/sentences.jsonl\n"
      "  slant train --task bias --label bias --lexicon corpora/lexicons/cues-en.tsv -o "
      "/tmp/mine.slant corpora/gold/sentences.jsonl\n"
      "  slant train --task score --label score --hidden 32 --group id -o /tmp/mine.slant "
      "corpora/gold/sentences.jsonl\n");
  AddLabelOptions(line);
  AddLexiconOption(
      line,
      "word list whose categories become features; it is put into the model, so mind its "
      "licence before you hand the model on; may be given several times");
  AddModelOption(line);
  line.Add()("output,o", po::value<std::string>(), "model file to write")(
      "hidden", po::value<int>()->default_value(0),
      "units of the hidden layer; 0 for logistic (or linear) regression")(
      "epochs", po::value<int>()->default_value(60), "passes over the data at the most")(
      "learning-rate", po::value<double>()->default_value(2e-3), "Adam's learning rate")(
      "l2", po::value<double>()->default_value(1e-2), "weight of the penalty on large weights")(
      "dropout", po::value<double>()->default_value(0), "share of hidden units left out")(
      "dev-folds", po::value<int>()->default_value(10),
      "one group in so many chooses the epoch and calibrates; 0 for none")(
      "hold-out", po::value<std::string>()->default_value(""),
      "I/N: do not look at fold I of N at all (see slant eval --fold)")(
      "members", po::value<int>()->default_value(1), "networks of different seeds to average")(
      "seed", po::value<int>()->default_value(1), "seed of all randomness");
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  return Run(line);
}

}  // namespace slant::tools
