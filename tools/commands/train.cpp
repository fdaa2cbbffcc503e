#include <algorithm>
#include <cstdio>
#include <functional>

#include "commands/commands.h"
#include "label_options.h"
#include "lexicon_option.h"
#include "model_option.h"
#include "slant/classify/classifiers.h"
#include "slant/classify/token_trainer.h"
#include "slant/classify/trainer.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

// "2x32,3x64": groups of filters, words wide by how many.
Result<std::vector<FilterGroup>> ParseFilters(const std::string& text) {
  std::vector<FilterGroup> groups;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    FilterGroup group;
    char rest = 0;
    if (std::sscanf(text.substr(begin, end - begin).c_str(), "%dx%d%c", &group.width,
                    &group.count, &rest) != 2) {
      return Error{ErrorCode::kInvalidArgument,
                   "--filters is WIDTHxCOUNT[,WIDTHxCOUNT...], found '" + text + "'", ""};
    }
    groups.push_back(group);
    begin = end + 1;
  }
  return groups;
}

// What training made, and how it went.
struct Trained {
  std::function<void(SectionFileWriter& writer)> save;
  TrainReport report;
};

// Reads the value of an option into `out` if it was given.
template <typename T, typename U>
void Override(const CommandLine& line, const char* name, U& out) {
  if (line.Has(name)) {
    out = static_cast<U>(line.Get<T>(name));
  }
}

Result<Trained> TrainDense(const CommandLine& line, const Task& task, const FeatureSchema& schema,
                           const LabelledData& train, const LabelledData& dev, bool perceptron,
                           const std::function<void(double share)>& progress) {
  TrainOptions options;
  options.loss = task.loss;
  options.hidden = perceptron ? 16 : 0;
  Override<int>(line, "hidden", options.hidden);
  Override<int>(line, "epochs", options.epochs);
  Override<double>(line, "l2", options.l2);
  Override<double>(line, "dropout", options.dropout);
  Override<double>(line, "learning-rate", options.learning_rate);
  options.members = line.Get<int>("members");
  options.seed = static_cast<std::uint64_t>(line.Get<int>("seed"));
  Trained out;
  SLANT_ASSIGN_OR_RETURN(DenseNetwork network, Train(train.examples, dev.examples, schema.id(),
                                                     options, &out.report, progress));
  out.save = [name = std::string(task.name), network](SectionFileWriter& writer) {
    SaveHead(name, network, writer);
  };
  return out;
}

Result<Trained> TrainConvolution(const CommandLine& line, const std::vector<LabelledTask>& tasks,
                                 const LanguageModel& language, const FeatureSchema& schema,
                                 const LabelledData& train, const LabelledData& dev,
                                 const std::function<void(double share)>& progress) {
  TokenTrainOptions options;
  Override<int>(line, "hidden", options.hidden);
  Override<int>(line, "epochs", options.epochs);
  Override<double>(line, "l2", options.linear_decay);
  Override<double>(line, "decay", options.decay);
  Override<double>(line, "dropout", options.dropout);
  Override<double>(line, "word-dropout", options.word_dropout);
  Override<double>(line, "label-smoothing", options.label_smoothing);
  Override<double>(line, "learning-rate", options.learning_rate);
  Override<int>(line, "table-words", options.table_words);
  options.members = line.Get<int>("members");
  options.seed = static_cast<std::uint64_t>(line.Get<int>("seed"));
  if (line.Has("filters")) {
    SLANT_ASSIGN_OR_RETURN(options.groups, ParseFilters(line.Get<std::string>("filters")));
  }
  std::vector<TaskOutput> outputs;
  for (const LabelledTask& task : tasks) {
    outputs.push_back({std::string(task.task->name), task.task->loss, task.task->outputs(),
                       task.task->is_value() ? 4.0F : 1.0F});
  }
  Trained out;
  SLANT_ASSIGN_OR_RETURN(
      TokenNetwork network,
      TrainTokens(train.examples, dev.examples, outputs, language.words, schema, options,
                  &out.report, progress));
  const std::string name =
      tasks.size() > 1 ? std::string(kSharedNetwork) : std::string(tasks.front().task->name);
  out.save = [name, network](SectionFileWriter& writer) { SaveHead(name, network, writer); };
  return out;
}

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
  const auto& kind = line.Get<std::string>("network");
  if (kind != "linear" && kind != "perceptron" && kind != "convolution") {
    return WrongUsage("--network is linear, perceptron or convolution, found '" + kind + "'");
  }
  if (choice->tasks.size() > 1 && kind != "convolution") {
    return WrongUsage("several tasks at once need --network convolution");
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
  const TaskUnit unit = choice->task().unit;
  const auto all = ReadLabelled(*language, FeatureRows(*language, unit), choice->tasks,
                                line.inputs(), choice->options, [](const Error& e) { Warn(e); });
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

  const FeatureSchema& schema =
      unit == TaskUnit::kTarget ? language->targets.schema() : language->extractor.schema();
  std::string what;
  for (const LabelledTask& task : choice->tasks) {
    what += (what.empty() ? "" : ", ") + std::string(task.task->name);
  }
  Progress progress("training " + what);
  const auto tell = [&](double share) { progress.Step(share); };
  const auto trained =
      kind == "convolution"
          ? TrainConvolution(line, choice->tasks, *language, schema, train, dev, tell)
          : TrainDense(line, choice->task(), schema, train, dev, kind == "perceptron", tell);
  progress.Clear();
  if (!trained) {
    return trained.error();
  }
  trained->save(writer);
  const std::string output = line.Get<std::string>("output");
  if (const Status written = writer.Write(output); !written) {
    return written;
  }
  std::fprintf(stderr,
               "%s: learned from %zu examples, chose epoch %d of %d on %zu (loss %.4f), held out "
               "%zu; passed over %zu without a label; wrote %s\n",
               what.c_str(), train.clusters.size(), trained->report.best_epoch,
               trained->report.epochs_run, dev.clusters.size(), trained->report.dev_loss,
               all->clusters.size() - train.clusters.size() - dev.clusters.size(), all->unlabelled,
               output.c_str());
  return {};
}

}  // namespace

Ending RunTrain(const std::vector<std::string>& arguments) {
  CommandLine line(
      "train [options] -o MODEL DATA...",
      "Learns a classifier of a model from labelled JSON Lines (an object a line with the fields\n"
      "text and label, a sentence each; for targets the field targets, a list of objects with\n"
      "start and end, or from and to, or mention, and label) and writes the model with it.  Labels\n"
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
      "network", po::value<std::string>()->default_value("convolution"),
      "linear (logistic or linear regression), perceptron (a hidden layer), or convolution (over "
      "the words; may learn several tasks at once)")(
      "hidden", po::value<int>(), "units of the hidden layer (perceptron 16, convolution 48)")(
      "filters", po::value<std::string>(),
      "convolution: groups of filters, WIDTHxCOUNT[,...] (2x32,3x64,4x32)")(
      "epochs", po::value<int>(), "passes over the data at the most (60, convolution 12)")(
      "learning-rate", po::value<double>(), "Adam's learning rate (2e-3)")(
      "l2", po::value<double>(),
      "weight of the penalty on large weights of features (1e-2, convolution 1)")(
      "decay", po::value<double>(), "convolution: the same for its other weights (1e-2)")(
      "dropout", po::value<double>(), "share of units left out (0, convolution 0.4)")(
      "word-dropout", po::value<double>(), "convolution: share of words hidden (0.15)")(
      "label-smoothing", po::value<double>(),
      "convolution: share of a label spread over all classes (0.1)")(
      "table-words", po::value<int>(),
      "convolution: frequent words whose responses are stored in the model (8192)")(
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
