#include "train_options.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>

#include "slant/classify/classifiers.h"
#include "slant/classify/trainer.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

constexpr const char* kOptionNames[] = {
    "network", "hidden",  "filters",      "epochs",         "learning-rate", "l2",
    "decay",   "dropout", "word-dropout", "table-words",    "dev-folds",     "members",
    "seed",    "also",    "also-label",   "label-smoothing"};

Error Wrong(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message), ""}; }

// "2x32,3x64": groups of filters, words wide by how many.
Result<std::vector<FilterGroup>> ParseFilters(const std::string& text) {
  std::vector<FilterGroup> groups;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    FilterGroup group;
    char rest = 0;
    if (std::sscanf(text.substr(begin, end - begin).c_str(), "%dx%d%c", &group.width, &group.count,
                    &rest) != 2) {
      return Wrong("--filters is WIDTHxCOUNT[,WIDTHxCOUNT...], found '" + text + "'");
    }
    groups.push_back(group);
    begin = end + 1;
  }
  return groups;
}

// Reads the value of an option into `out` if it was given.
template <typename T, typename U>
void Override(const CommandLine& line, const char* name, U& out) {
  if (line.Has(name)) {
    out = static_cast<U>(line.Get<T>(name));
  }
}

Result<Trained> TrainDense(TrainOptions options, const Task& task, const FeatureSchema& schema,
                           const TrainingParts& parts,
                           const std::function<void(double share)>& progress) {
  options.loss = task.loss;
  Trained out;
  SLANT_ASSIGN_OR_RETURN(DenseNetwork trained, Train(parts.train.examples, parts.dev.examples,
                                                     schema.id(), options, &out.report, progress));
  const auto network = std::make_shared<const DenseNetwork>(std::move(trained));
  out.save = [name = std::string(task.name), network](SectionFileWriter& writer) {
    SaveHead(name, *network, writer);
  };
  out.outputs = [network](const Examples& examples) { return network->Outputs(examples.features); };
  return out;
}

Result<Trained> TrainConvolution(const TokenTrainOptions& options,
                                 const std::vector<LabelledTask>& tasks, const WordInputs& words,
                                 const FeatureSchema& schema, const TrainingParts& parts,
                                 const std::function<void(double share)>& progress) {
  std::vector<TaskOutput> outputs;
  for (const LabelledTask& task : tasks) {
    outputs.push_back({std::string(task.task->name), task.task->loss, task.task->outputs(),
                       task.task->is_value() ? 10.0F : 1.0F});
  }
  Trained out;
  SLANT_ASSIGN_OR_RETURN(TokenNetwork trained,
                         TrainTokens(parts.train.examples, parts.dev.examples, outputs, words,
                                     schema, options, &out.report, progress));
  const auto network = std::make_shared<const TokenNetwork>(std::move(trained));
  const std::string name =
      tasks.size() > 1 ? std::string(kSharedNetwork) : std::string(tasks.front().task->name);
  out.save = [name, network](SectionFileWriter& writer) { SaveHead(name, *network, writer); };
  out.outputs = [network,
                 count = outputs.front().count](const Examples& examples) -> Result<OutputMatrix> {
    TokenWorkspace workspace;
    SLANT_ASSIGN_OR_RETURN(const OutputMatrix all,
                           network->Outputs(examples.tokens, examples.features, workspace));
    return OutputMatrix(all.leftCols(count));
  };
  return out;
}

}  // namespace

void AddTrainOptions(CommandLine& line) {
  line.Add()("network", po::value<std::string>(),
             "linear (logistic or linear regression), perceptron (a hidden layer), or convolution "
             "(over the words; may learn several tasks at once; the default)")(
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
      "also", po::value<std::vector<std::string>>()->composing(),
      "more labelled data to learn from, never for testing or for choosing the epoch; records "
      "whose sentence is tested are left out; --where does not concern it; may be given several "
      "times")("also-label", po::value<std::string>(),
               "fields of the labels there, as --label (default: the same)")(
      "dev-folds", po::value<int>(),
      "one group in so many chooses the epoch and calibrates; 0 for none (10)")(
      "members", po::value<int>(), "networks of different seeds to average (1)")(
      "seed", po::value<int>(), "seed of all randomness in training (1)");
}

std::optional<std::string> GivenTrainOption(const CommandLine& line) {
  for (const char* const name : kOptionNames) {
    if (line.Has(name)) {
      return "--" + std::string(name);
    }
  }
  return std::nullopt;
}

Result<TrainChoice> ReadTrainOptions(const CommandLine& line,
                                     const std::vector<LabelledTask>& tasks) {
  TrainChoice out;
  std::string kind = "convolution";
  Override<std::string>(line, "network", kind);
  if (kind != "linear" && kind != "perceptron" && kind != "convolution") {
    return Wrong("--network is linear, perceptron or convolution, found '" + kind + "'");
  }
  if (tasks.size() > 1 && kind != "convolution") {
    return Wrong("several tasks at once need --network convolution");
  }
  out.network = kind == "linear"       ? NetworkKind::kLinear
                : kind == "perceptron" ? NetworkKind::kPerceptron
                                       : NetworkKind::kConvolution;
  Override<int>(line, "dev-folds", out.dev_folds);
  Override<std::vector<std::string>>(line, "also", out.also);

  if (line.Has("also-label")) {
    out.also_labels = SplitAtCommas(line.Get<std::string>("also-label"));
    if (out.also_labels.size() != tasks.size()) {
      return Wrong("--also-label names a field for each task, found " +
                   std::to_string(out.also_labels.size()) + " for " + std::to_string(tasks.size()));
    }
  }

  TrainOptions& dense = out.dense;
  dense.hidden = out.network == NetworkKind::kPerceptron ? 16 : 0;
  Override<int>(line, "hidden", dense.hidden);
  Override<int>(line, "epochs", dense.epochs);
  Override<double>(line, "l2", dense.l2);
  Override<double>(line, "dropout", dense.dropout);
  Override<double>(line, "learning-rate", dense.learning_rate);
  Override<int>(line, "members", dense.members);
  Override<int>(line, "seed", dense.seed);

  TokenTrainOptions& tokens = out.tokens;
  Override<int>(line, "hidden", tokens.hidden);
  Override<int>(line, "epochs", tokens.epochs);
  Override<double>(line, "l2", tokens.linear_decay);
  Override<double>(line, "decay", tokens.decay);
  Override<double>(line, "dropout", tokens.dropout);
  Override<double>(line, "word-dropout", tokens.word_dropout);
  Override<double>(line, "label-smoothing", tokens.label_smoothing);
  Override<double>(line, "learning-rate", tokens.learning_rate);
  Override<int>(line, "table-words", tokens.table_words);
  Override<int>(line, "members", tokens.members);
  Override<int>(line, "seed", tokens.seed);
  if (line.Has("filters")) {
    SLANT_ASSIGN_OR_RETURN(tokens.groups, ParseFilters(line.Get<std::string>("filters")));
  }
  return out;
}

Result<LabelledData> ReadAlso(const TrainChoice& choice, const LanguageModel& language,
                              const RowMaker& rows, const std::vector<LabelledTask>& tasks,
                              LabelOptions options) {
  if (choice.also.empty()) {
    return LabelledData();
  }
  options.where_field.clear();
  std::vector<LabelledTask> labelled = tasks;
  for (std::size_t i = 0; i < choice.also_labels.size(); ++i) {
    labelled[i].label = choice.also_labels[i];
  }
  return ReadLabelled(language, rows, labelled, choice.also, options,
                      [](const Error& e) { Warn(e); });
}

TrainingParts DivideForTraining(const LabelledData& all, const LabelledData& also,
                                const std::function<bool(std::size_t)>& held, int dev_folds) {
  // Held-out groups first, then one of dev_folds among the rest.
  const auto is_dev = [&](std::size_t i) { return ChoosesEpoch(all.group_hashes[i], dev_folds); };
  TrainingParts parts;
  parts.train = Select(all, [&](std::size_t i) { return !held(i) && !is_dev(i); });
  parts.dev = Select(all, [&](std::size_t i) { return !held(i) && is_dev(i); });
  if (also.clusters.empty()) {
    return parts;
  }
  std::set<std::uint64_t> judged;
  for (std::size_t i = 0; i < all.traits.size(); ++i) {
    if (held(i) || is_dev(i)) {
      judged.insert(TextKey(all.traits[i].text));
    }
  }
  parts.train = Join(parts.train, Select(also, [&](std::size_t i) {
                       return !judged.contains(TextKey(also.traits[i].text));
                     }));
  return parts;
}

Result<Trained> TrainClassifier(const TrainChoice& choice, const std::vector<LabelledTask>& tasks,
                                const LanguageModel& language, const TrainingParts& parts,
                                const std::function<void(double share)>& progress) {
  const Task& task = *tasks.front().task;
  const FeatureSchema& schema =
      task.unit == TaskUnit::kTarget ? language.targets.schema() : language.extractor.schema();
  return choice.network == NetworkKind::kConvolution
             ? TrainConvolution(choice.tokens, tasks, language.words, schema, parts, progress)
             : TrainDense(choice.dense, task, schema, parts, progress);
}

std::string TaskNames(const std::vector<LabelledTask>& tasks) {
  std::string names;
  for (const LabelledTask& task : tasks) {
    names += (names.empty() ? "" : ", ") + std::string(task.task->name);
  }
  return names;
}

}  // namespace slant::tools
