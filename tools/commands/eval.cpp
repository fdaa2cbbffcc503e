#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "answers.h"
#include "commands/commands.h"
#include "cross_validation.h"
#include "evaluation_report.h"
#include "label_options.h"
#include "leak_probe.h"
#include "lexicon_option.h"
#include "loaded_task.h"
#include "model_option.h"
#include "slant/base/format.h"
#include "slant/classify/evaluation.h"
#include "slant/tone/tone_score.h"
#include "terminal.h"
#include "train_options.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

constexpr double kCoverages[] = {1, 0.9, 0.8, 0.7, 0.6, 0.5};
constexpr int kSmallestGroup = 20;  // with fewer examples an interval is as wide as the scale

std::vector<float> SecondClass(const Answers& answers) {
  const Eigen::VectorXf scores = answers.outputs.col(1);
  return {scores.data(), scores.data() + scores.size()};
}

// Figures of the examples of one group.
Result<GroupFigures> FiguresOf(const Task& task, const Answers& all, std::string name,
                               const std::vector<std::size_t>& members) {
  GroupFigures out;
  out.name = std::move(name);
  out.n = static_cast<int>(members.size());
  if (out.n < kSmallestGroup) {
    return out;
  }
  const Answers part = Take(all, members);
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
Result<Breakdown> BreakDown(const Task& task, const Answers& answers, std::string by,
                            NameOf&& name_of) {
  std::map<std::pair<int, std::string>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < answers.clusters.size(); ++i) {
    groups[name_of(i)].push_back(i);
  }
  Breakdown out;
  out.by = std::move(by);
  for (const auto& [key, members] : groups) {
    SLANT_ASSIGN_OR_RETURN(GroupFigures figures, FiguresOf(task, answers, key.second, members));
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

Result<SplitFigures> SplitFiguresOf(const Task& task, const Answers& answers,
                                    const CrossValidation& crossed, const std::string& by) {
  SplitFigures out;
  out.by = by;
  double sum_auc = 0;
  int aucs = 0;
  for (std::size_t f = 0; f < crossed.folds.size(); ++f) {
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (answers.fold_of[i] == f) {
        members.push_back(i);
      }
    }
    SLANT_ASSIGN_OR_RETURN(GroupFigures figures,
                           FiguresOf(task, answers, crossed.folds[f].name, members));
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
  bool polar = false;
  std::optional<double> abstain;
  std::vector<std::size_t> by;  // columns of LabelOptions::by
  std::optional<std::size_t> within, probe;
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
  const Task& task = labels.task();
  out.polar = line.Has("polar");
  if (out.polar && task.classes.data() != kToneNames) {
    return wrong("--polar is for the tasks tone and target, not for " + std::string(task.name));
  }
  if (line.Has("abstain")) {
    out.abstain = line.Get<double>("abstain");
    if (task.is_value() || out.by_rules) {
      return wrong("--abstain is for classes with probabilities");
    }
    if (*out.abstain < 0 || *out.abstain > 1) {
      return wrong("--abstain is a probability, found " + Format("%.3f", *out.abstain));
    }
  }
  if (line.Has("against") && (splits || out.abstain)) {
    return wrong(
        "--against compares answers to the same data: it does not go with --split or "
        "--abstain");
  }
  if (line.Has("probe")) {
    out.probe = fields.Add(line.Get<std::string>("probe"));
  }
  if (line.Has("within")) {
    if (task.outputs() != 2 && !out.polar) {
      return wrong("--within is for tasks of two classes, not for " + std::string(task.name));
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

Result<LabelledData> ReadData(const CommandLine& line, const LabelChoice& labels,
                              const EvalChoice& choice, const LanguageModel& language,
                              const RowMaker& rows) {
  SLANT_ASSIGN_OR_RETURN(LabelledData data,
                         ReadLabelled(language, rows, labels.tasks, line.inputs(), labels.options,
                                      [](const Error& e) { Warn(e); }));
  if (choice.fold.count > 0) {
    data = Select(data, [&](std::size_t i) { return InFold(data.group_hashes[i], choice.fold); });
  }
  return data;
}

Status EvaluateAll(const Answers& answers, Evaluation& out) {
  if (out.task->is_value()) {
    SLANT_ASSIGN_OR_RETURN(out.report, EvaluateValues({answers.outputs.data(), answers.size()},
                                                      answers.truth, answers.clusters, {}));
  } else {
    SLANT_ASSIGN_OR_RETURN(out.report,
                           EvaluateClasses(answers.outputs, answers.labels, answers.clusters, {}));
  }
  return {};
}

// Only answers that are sure enough.
Result<Answers> Abstain(const Answers& all, double threshold, Evaluation& out) {
  std::vector<std::size_t> kept;
  double largest = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double p = all.outputs.row(static_cast<Eigen::Index>(i)).maxCoeff();
    largest = std::max(largest, p);
    if (p >= threshold) {
      kept.push_back(i);
    }
  }
  if (kept.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "all " + std::to_string(all.size()) + " answers are below --abstain " +
                     Format("%.3f, the surest has %.3f", threshold, largest),
                 ""};
  }
  out.abstention = Abstention{threshold, static_cast<int>(all.size() - kept.size())};
  return Take(all, kept);
}

Status AddBreakdowns(const Answers& answers, const LabelChoice& labels, const EvalChoice& choice,
                     Evaluation& out) {
  const Task& task = labels.task();
  SLANT_ASSIGN_OR_RETURN(Breakdown by_voice, BreakDown(task, answers, "voice", [&](std::size_t i) {
                           const Voice voice = answers.traits[i].voice;
                           return std::pair(static_cast<int>(voice), std::string(VoiceName(voice)));
                         }));
  SLANT_ASSIGN_OR_RETURN(Breakdown by_length, BreakDown(task, answers, "words", [&](std::size_t i) {
                           return LengthGroup(answers.traits[i].words);
                         }));
  out.breakdowns = {std::move(by_voice), std::move(by_length)};
  for (const std::size_t column : choice.by) {
    SLANT_ASSIGN_OR_RETURN(
        Breakdown by_field, BreakDown(task, answers, labels.options.by[column], [&](std::size_t i) {
          const std::string& value = answers.traits[i].by[column];
          return std::pair(value.empty() ? 1 : 0, value.empty() ? "(none)" : value);
        }));
    out.breakdowns.push_back(std::move(by_field));
  }
  return {};
}

void AddWithin(const Answers& answers, const std::string& field, std::size_t column,
               Evaluation& out) {
  std::map<std::string, int> numbers;
  std::vector<int> groups;
  for (const ExampleTraits& traits : answers.traits) {
    groups.push_back(
        numbers.try_emplace(traits.by[column], static_cast<int>(numbers.size())).first->second);
  }
  const auto within = MeanAucWithin(SecondClass(answers), answers.labels, groups, kSmallestGroup,
                                    answers.clusters, {});
  if (within) {
    out.within = WithinFigures{field, *within};
  }
}

// Holds the answers against those of the classifier of another model.
Status AddComparison(const CommandLine& line, const LabelChoice& labels, const EvalChoice& choice,
                     const Answers& answers, Evaluation& out) {
  const Task& task = labels.task();
  const auto& path = line.Get<std::string>("against");
  SLANT_ASSIGN_OR_RETURN(const LanguageModel language, LanguageModel::Open(path));
  SLANT_ASSIGN_OR_RETURN(const LabelledData data, ReadData(line, labels, choice, language,
                                                           FeatureRows(language, task.unit)));
  SLANT_ASSIGN_OR_RETURN(Answers other, AnswersOf(language, task, data));
  if (choice.polar) {
    other = TakePolar(other);
  }
  if (other.labels != answers.labels || other.truth != answers.truth) {
    return Error{ErrorCode::kShape,
                 "the two models do not read the same examples: " + std::to_string(answers.size()) +
                     " and " + std::to_string(other.size()),
                 path};
  }
  Against& against = out.against.emplace();
  against.model = path;
  if (task.is_value()) {
    SLANT_ASSIGN_OR_RETURN(
        against.comparison,
        CompareValues({answers.outputs.data(), answers.size()},
                      {other.outputs.data(), other.size()}, answers.truth, answers.clusters, {}));
  } else {
    SLANT_ASSIGN_OR_RETURN(
        against.comparison,
        CompareClasses(answers.outputs, other.outputs, answers.labels, answers.clusters, {}));
  }
  return {};
}

Result<Evaluation> Evaluate(const CommandLine& line, const LabelChoice& labels,
                            const EvalChoice& choice) {
  SLANT_ASSIGN_OR_RETURN(LanguageModel language, OpenLanguage(line));
  const Task& task = labels.task();
  LexiconMeasures measures;
  if (choice.by_rules) {
    SLANT_ASSIGN_OR_RETURN(measures, ChosenMeasures(line, language));
  } else if (!LexiconPaths(line).empty()) {
    SLANT_ASSIGN_OR_RETURN(const std::vector<Lexicon> lists, ReadLexicons(LexiconPaths(line)));
    SectionFileWriter unused;
    SLANT_RETURN_IF_ERROR(language.AddLists(lists, unused));
  }
  const RowMaker rows = choice.by_rules ? MeasureRows(measures) : FeatureRows(language, task.unit);
  SLANT_ASSIGN_OR_RETURN(const LabelledData data, ReadData(line, labels, choice, language, rows));
  Evaluation out;
  out.task = &task;
  out.classes.assign(task.classes.begin(), task.classes.end());
  out.sure = choice.by_rules;
  out.polar = choice.polar;

  Answers answers;
  std::optional<CrossValidation> crossed;
  if (choice.split) {
    SLANT_ASSIGN_OR_RETURN(const LabelledData also,
                           ReadAlso(choice.how, language, rows, labels.tasks, labels.options));
    SLANT_ASSIGN_OR_RETURN(
        crossed, CrossValidate(*choice.split, choice.how, labels.tasks, language, data, also));
    answers = AnswersOf(*crossed, task, data);
  } else if (choice.by_rules) {
    SLANT_ASSIGN_OR_RETURN(answers, AnswersOf(measures, task, choice.polar, data));
  } else {
    SLANT_ASSIGN_OR_RETURN(answers, AnswersOf(language, task, data));
  }
  if (choice.polar) {
    answers = TakePolar(answers);
    out.classes = {out.classes.front(), out.classes.back()};
  }
  if (crossed) {
    SLANT_ASSIGN_OR_RETURN(out.split, SplitFiguresOf(task, answers, *crossed, choice.split->by));
  }
  if (line.Has("against")) {
    SLANT_RETURN_IF_ERROR(AddComparison(line, labels, choice, answers, out));
  }
  if (choice.abstain) {
    SLANT_ASSIGN_OR_RETURN(answers, Abstain(answers, *choice.abstain, out));
  }
  SLANT_RETURN_IF_ERROR(EvaluateAll(answers, out));
  if (!task.is_value() && !out.sure && !choice.abstain) {
    SLANT_ASSIGN_OR_RETURN(out.coverage,
                           CoverageCurve(answers.outputs, answers.labels, kCoverages));
  }
  if (choice.within) {
    AddWithin(answers, labels.options.by[*choice.within], *choice.within, out);
  }
  SLANT_RETURN_IF_ERROR(AddBreakdowns(answers, labels, choice, out));
  if (choice.probe) {
    const std::string& field = labels.options.by[*choice.probe];
    SLANT_ASSIGN_OR_RETURN(out.probe,
                           ProbeField(data, field, *choice.probe, labels.options.group == field));
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
      "that fold: how good a classifier is on outlets or topics that it does not know.  With\n"
      "--against it tests whether two models differ, group by group.",
      "  slant eval --task tone --label tone corpora/gold/sentences.jsonl\n"
      "  slant eval --task event --label event_valence --by bias corpora/gold/sentences.jsonl\n"
      "  slant eval --rules news --task tone --label tone corpora/gold/sentences.jsonl\n"
      "  slant eval --task bias --label bias --against corpora/model/en.slant "
      "corpora/gold/sentences.jsonl\n"
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
      "against", po::value<std::string>(),
      "MODEL: compare with the classifier of another model, on the same data: difference, its "
      "interval and p")("abstain", po::value<double>(),
                        "P: leave out answers of which the label's probability is below P")(
      "polar",
      "tone and target: only what is labelled negative or positive, and the likelier of "
      "the two as the answer")(
      "probe", po::value<std::string>(),
      "FIELD: how well the field (the outlet) can be told from what the classifier reads")(
      "format", po::value<std::string>()->default_value("text"), "text or json");
  AddTrainOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  return Run(line);
}

}  // namespace slant::tools
