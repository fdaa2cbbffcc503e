#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "commands/commands.h"
#include "cross_validation.h"
#include "evaluation_report.h"
#include "label_options.h"
#include "lexicon_option.h"
#include "loaded_task.h"
#include "model_option.h"
#include "slant/classify/classifiers.h"
#include "slant/classify/evaluation.h"
#include "terminal.h"
#include "train_options.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

constexpr int kSmallestGroup = 20;  // with fewer examples an interval is as wide as the scale

// Answers and the truth, example by example.
struct Judged {
  OutputMatrix outputs;      // (n x k) probabilities, or (n x 1) values
  std::vector<int> labels;   // of classes
  std::vector<float> truth;  // of values
  std::vector<int> clusters;
};

Judged Take(const Judged& all, const std::vector<std::size_t>& which) {
  Judged out;
  out.outputs.resize(static_cast<Eigen::Index>(which.size()), all.outputs.cols());
  for (std::size_t i = 0; i < which.size(); ++i) {
    out.outputs.row(static_cast<Eigen::Index>(i)) =
        all.outputs.row(static_cast<Eigen::Index>(which[i]));
    if (!all.labels.empty()) {
      out.labels.push_back(all.labels[which[i]]);
    }
    if (!all.truth.empty()) {
      out.truth.push_back(all.truth[which[i]]);
    }
    out.clusters.push_back(all.clusters[which[i]]);
  }
  return out;
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
  SLANT_RETURN_IF_ERROR(classifiers.Run({}, examples.tokens, examples.features, workspace));
  return std::move(workspace.outputs.front());
}

std::vector<float> SecondClass(const Judged& judged) {
  const Eigen::VectorXf scores = judged.outputs.col(1);
  return {scores.data(), scores.data() + scores.size()};
}

// Figures of the examples of one group.
Result<GroupFigures> FiguresOf(const Task& task, const Judged& all, std::string name,
                               const std::vector<std::size_t>& members) {
  GroupFigures out;
  out.name = std::move(name);
  out.n = static_cast<int>(members.size());
  if (out.n < kSmallestGroup) {
    return out;
  }
  const Judged part = Take(all, members);
  if (task.is_value()) {
    SLANT_ASSIGN_OR_RETURN(
        const RegressionReport report,
        EvaluateValues({part.outputs.data(), part.truth.size()}, part.truth, part.clusters, {}));
    out.figure = report.pearson;
  } else {
    SLANT_ASSIGN_OR_RETURN(const ClassificationReport report,
                           EvaluateClasses(part.outputs, part.labels, part.clusters, {}));
    out.figure = report.macro_f1;
    out.auc = report.auc;
  }
  return out;
}

// @param name_of the group of an example, as a key that sorts and its name.
template <typename NameOf>
Result<Breakdown> BreakDown(const Task& task, const Judged& judged, std::string by,
                            NameOf&& name_of) {
  std::map<std::pair<int, std::string>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < judged.clusters.size(); ++i) {
    groups[name_of(i)].push_back(i);
  }
  Breakdown out;
  out.by = std::move(by);
  for (const auto& [key, members] : groups) {
    SLANT_ASSIGN_OR_RETURN(GroupFigures figures, FiguresOf(task, judged, key.second, members));
    out.groups.push_back(std::move(figures));
  }
  return out;
}

// Sentences are this long to readers of news: a headline, a line, two lines, more.
std::pair<int, std::string> LengthGroup(int words) {
  return words <= 10   ? std::pair(0, "1 to 10")
         : words <= 20 ? std::pair(1, "11 to 20")
         : words <= 30 ? std::pair(2, "21 to 30")
                       : std::pair(3, "31 and more");
}

Result<SplitFigures> SplitFiguresOf(const Task& task, const Judged& judged,
                                    const CrossValidation& crossed, const std::string& by) {
  SplitFigures out;
  out.by = by;
  double sum_auc = 0;
  int aucs = 0;
  for (std::size_t f = 0; f < crossed.folds.size(); ++f) {
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < crossed.fold_of.size(); ++i) {
      if (crossed.fold_of[i] == f) {
        members.push_back(i);
      }
    }
    SLANT_ASSIGN_OR_RETURN(GroupFigures figures,
                           FiguresOf(task, judged, crossed.folds[f].name, members));
    figures.learned = crossed.folds[f].learned;
    if (figures.figure) {
      out.mean += figures.figure->estimate;
      ++out.folds_in_mean;
    }
    if (figures.auc) {
      sum_auc += figures.auc->estimate;
      ++aucs;
    }
    out.folds.push_back(std::move(figures));
  }
  out.mean /= std::max(1, out.folds_in_mean);
  if (aucs > 0) {
    out.mean_auc = sum_auc / aucs;
  }
  return out;
}

// Fields of records that an evaluation needs, each read once.
class Fields {
 public:
  std::size_t Add(const std::string& field) {
    const auto found = std::find(names_.begin(), names_.end(), field);
    if (found != names_.end()) {
      return static_cast<std::size_t>(found - names_.begin());
    }
    names_.push_back(field);
    return names_.size() - 1;
  }
  const std::vector<std::string>& names() const noexcept { return names_; }

 private:
  std::vector<std::string> names_;
};

// What the options of eval alone ask for.
struct EvalChoice {
  Fold fold;
  bool as_json = false;
  bool by_rules = false;
  std::vector<std::size_t> by;  // columns of LabelOptions::by
  std::optional<std::size_t> within;
  std::optional<SplitChoice> split;
  TrainChoice how;
};

Result<EvalChoice> ReadEvalOptions(const CommandLine& line, LabelChoice& labels) {
  const auto wrong = [](std::string message) {
    return Error{ErrorCode::kInvalidArgument, std::move(message), ""};
  };
  EvalChoice out;
  SLANT_ASSIGN_OR_RETURN(out.fold, ParseFold(line.Get<std::string>("fold"), "--fold"));
  const std::string format = line.Get<std::string>("format");
  if (format != "text" && format != "json") {
    return wrong("--format is text or json, found '" + format + "'");
  }
  out.as_json = format == "json";
  out.by_rules = !line.Get<std::string>("rules").empty();
  const bool splits = line.Has("split");
  if (!out.by_rules && !splits && !LexiconPaths(line).empty()) {
    return wrong("--lexicon is for --rules and --split; a classifier has its lists in its model");
  }
  if (labels.tasks.size() > 1 && !splits) {
    return wrong("slant eval rates one task at a time, found " + TaskNames(labels.tasks));
  }
  Fields fields;
  if (line.Has("by")) {
    for (const std::string& field : SplitAtCommas(line.Get<std::string>("by"))) {
      out.by.push_back(fields.Add(field));
    }
  }
  if (line.Has("within")) {
    if (labels.task().outputs() != 2) {
      return wrong("--within is for tasks of two classes, not for " +
                   std::string(labels.task().name));
    }
    out.within = fields.Add(line.Get<std::string>("within"));
  }
  if (splits) {
    if (out.by_rules || out.fold.count > 0) {
      return wrong("--split trains anew: it does not go with --rules or --fold");
    }
    SplitChoice& split = out.split.emplace();
    split.by = line.Get<std::string>("split");
    if (line.Has("folds")) {
      split.folds = line.Get<int>("folds");
      if (split.folds < 2) {
        return wrong("--folds is 2 or more, found " + std::to_string(split.folds));
      }
    } else if (split.by == "random") {
      split.folds = 5;
    }
    if (split.by != "random") {
      split.column = fields.Add(split.by);
    }
    SLANT_ASSIGN_OR_RETURN(out.how, ReadTrainOptions(line, labels.tasks));
  } else if (const auto given = GivenTrainOption(line)) {
    return wrong(*given + " is for --split, which trains anew");
  } else if (line.Has("folds")) {
    return wrong("--folds is for --split, which trains anew");
  }
  labels.options.by = fields.names();
  return out;
}

Result<Classifiers> OpenClassifier(const LanguageModel& language, const Task& task) {
  const bool is_target = task.unit == TaskUnit::kTarget;
  return Classifiers::FromFile(language.file, {{std::string(task.name), task.outputs()}},
                               is_target ? "" : kSharedNetwork, language.words,
                               is_target ? language.targets.schema() : language.extractor.schema());
}

Result<Evaluation> Evaluate(const CommandLine& line, const LabelChoice& labels,
                            const EvalChoice& choice) {
  SLANT_ASSIGN_OR_RETURN(LanguageModel language, OpenLanguage(line));
  const Task& task = labels.task();
  LexiconMeasures measures;
  std::optional<Classifiers> classifiers;
  if (choice.by_rules) {
    SLANT_ASSIGN_OR_RETURN(measures, ChosenMeasures(line, language));
  } else if (!choice.split) {
    SLANT_ASSIGN_OR_RETURN(classifiers, OpenClassifier(language, task));
  } else if (!LexiconPaths(line).empty()) {
    SLANT_ASSIGN_OR_RETURN(const std::vector<Lexicon> lists, ReadLexicons(LexiconPaths(line)));
    SectionFileWriter unused;
    SLANT_RETURN_IF_ERROR(language.AddLists(lists, unused));
  }
  const RowMaker rows = choice.by_rules ? MeasureRows(measures) : FeatureRows(language, task.unit);
  SLANT_ASSIGN_OR_RETURN(LabelledData data,
                         ReadLabelled(language, rows, labels.tasks, line.inputs(), labels.options,
                                      [](const Error& e) { Warn(e); }));
  if (choice.fold.count > 0) {
    data = Select(data, [&](std::size_t i) { return InFold(data.group_hashes[i], choice.fold); });
  }

  Judged judged;
  std::optional<CrossValidation> crossed;
  if (choice.split) {
    SLANT_ASSIGN_OR_RETURN(const LabelledData also,
                           ReadAlso(choice.how, language, rows, labels.tasks, labels.options));
    SLANT_ASSIGN_OR_RETURN(
        crossed, CrossValidate(*choice.split, choice.how, labels.tasks, language, data, also));
    judged.outputs = crossed->outputs;
    data = Select(data, [&](std::size_t i) {
      return !std::isnan(data.examples.targets(static_cast<Eigen::Index>(i), 0));
    });
  } else if (choice.by_rules) {
    SLANT_ASSIGN_OR_RETURN(judged.outputs, RuleOutputs(task, measures, data.examples.features));
  } else {
    SLANT_ASSIGN_OR_RETURN(judged.outputs, ClassifierOutputs(*classifiers, data.examples));
  }
  if (!task.is_value() && !choice.by_rules) {
    SoftmaxRows(judged.outputs);
  }
  judged.labels = data.classes;
  if (task.is_value()) {
    const Eigen::VectorXf truth = data.examples.targets.col(0);
    judged.truth.assign(truth.data(), truth.data() + truth.size());
  }
  judged.clusters = data.clusters;

  Evaluation out;
  out.task = &task;
  out.classes.assign(task.classes.begin(), task.classes.end());
  out.sure = choice.by_rules;
  if (task.is_value()) {
    SLANT_ASSIGN_OR_RETURN(out.report, EvaluateValues({judged.outputs.data(), judged.truth.size()},
                                                      judged.truth, judged.clusters, {}));
  } else {
    SLANT_ASSIGN_OR_RETURN(out.report,
                           EvaluateClasses(judged.outputs, judged.labels, judged.clusters, {}));
  }
  if (crossed) {
    SLANT_ASSIGN_OR_RETURN(out.split, SplitFiguresOf(task, judged, *crossed, choice.split->by));
  }
  if (choice.within) {
    std::map<std::string, int> numbers;
    std::vector<int> groups;
    for (const ExampleTraits& traits : data.traits) {
      groups.push_back(
          numbers.try_emplace(traits.by[*choice.within], numbers.size()).first->second);
    }
    const auto within = MeanAucWithin(SecondClass(judged), judged.labels, groups, kSmallestGroup,
                                      judged.clusters, {});
    if (within) {
      out.within = WithinFigures{labels.options.by[*choice.within], *within};
    }
  }
  SLANT_ASSIGN_OR_RETURN(Breakdown by_voice, BreakDown(task, judged, "voice", [&](std::size_t i) {
                           const Voice voice = data.traits[i].voice;
                           return std::pair(static_cast<int>(voice), std::string(VoiceName(voice)));
                         }));
  SLANT_ASSIGN_OR_RETURN(Breakdown by_length, BreakDown(task, judged, "words", [&](std::size_t i) {
                           return LengthGroup(data.traits[i].words);
                         }));
  out.breakdowns = {std::move(by_voice), std::move(by_length)};
  for (const std::size_t column : choice.by) {
    SLANT_ASSIGN_OR_RETURN(
        Breakdown by_field, BreakDown(task, judged, labels.options.by[column], [&](std::size_t i) {
          const std::string& value = data.traits[i].by[column];
          return std::pair(value.empty() ? 1 : 0, value.empty() ? "(none)" : value);
        }));
    out.breakdowns.push_back(std::move(by_field));
  }
  return out;
}

Ending Run(const CommandLine& line) {
  if (line.Get<std::string>("task") == kLoadedTask) {
    return EvaluateLoaded(line);
  }
  auto labels = ReadLabelOptions(line);
  if (!labels) {
    return WrongUsage(labels.error().message);
  }
  const auto choice = ReadEvalOptions(line, *labels);
  if (!choice) {
    return WrongUsage(choice.error().message);
  }
  if (const auto ending = CheckMeasureOptions(line)) {
    return *ending;
  }
  const auto evaluation = Evaluate(line, *labels, *choice);
  if (!evaluation) {
    return evaluation.error();
  }
  Output output;
  output.Write(choice->as_json ? ToJson(*evaluation) : ToText(*evaluation));
  return output.Finish();
}

}  // namespace

Ending RunEval(const std::vector<std::string>& arguments) {
  CommandLine line(
      "eval [options] DATA...",
      "Holds a model's classifier against labelled JSON Lines: accuracy, macro-F1, each class, "
      "the\n"
      "confusion and calibration error, or correlation and error of values; 95 % intervals by\n"
      "bootstrap over groups.  With --rules it holds rules and a word list against the labels.\n"
      "With --split it trains anew for each fold, as slant train does, and rates the records of\n"
      "that fold: how good a classifier is on outlets or topics that it does not know.",
      "  slant eval --task tone --label tone corpora/gold/sentences.jsonl\n"
      "  slant eval --task event --label event_valence --by bias corpora/gold/sentences.jsonl\n"
      "  slant eval --rules news --task tone --label tone corpora/gold/sentences.jsonl\n"
      "  slant eval --split voice --network linear --task bias --label bias "
      "corpora/gold/sentences.jsonl\n");
  AddLabelOptions(line);
  AddMeasureOptions(line);
  AddModelOption(line);
  line.Add()("fold", po::value<std::string>()->default_value(""),
             "I/N: only fold I of N by --group (what slant train --hold-out did not see)")(
      "by", po::value<std::string>(),
      "FIELD[,FIELD...]: figures for each value of a field too, beside those by voice and length")(
      "within", po::value<std::string>(),
      "FIELD: two classes: the mean AUC within each value of a field, such as the outlet")(
      "split", po::value<std::string>(),
      "random, or a field such as outlet or topic: rate each fold by a training without it; the "
      "options from --network on are those of slant train")(
      "folds", po::value<int>(),
      "--split: so many folds (random: 5 by --group; a field: one for each value)")(
      "format", po::value<std::string>()->default_value("text"), "text or json");
  AddTrainOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  return Run(line);
}

}  // namespace slant::tools
