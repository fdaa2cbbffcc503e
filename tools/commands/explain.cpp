#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>

#include "article_run.h"
#include "commands/commands.h"
#include "slant/base/format.h"
#include "slant/pipeline/target_fields.h"
#include "slant/report/explanation_rows.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

// "17,25", or nothing for what is not two numbers.
std::optional<Span> SpanOf(const std::string& text) {
  Span span;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, span.begin);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != ',') {
    return std::nullopt;
  }
  const auto last = std::from_chars(first.ptr + 1, end, span.end);
  return last.ec == std::errc() && last.ptr == end ? std::optional(span) : std::nullopt;
}

// Nothing: every named person and organisation, and what the records bring.
TargetOptions ChosenTargets(const std::string& text) {
  TargetOptions targets;
  if (text.empty()) {
    targets.automatic = true;
  } else if (const auto span = SpanOf(text)) {
    targets.spans = {*span};
  } else {
    targets.names = {text};
    targets.texts = {text};
  }
  return targets;
}

Result<ExplainRequest> ChosenRequest(const CommandLine& line) {
  const auto wrong = [](std::string message) {
    return Error{ErrorCode::kInvalidArgument, std::move(message), ""};
  };
  ExplainRequest request;
  const auto& name = line.Get<std::string>("task");
  request.task = FindTask(name);
  if (request.task == nullptr) {
    std::string names;
    for (const Task& task : Tasks()) {
      names += (names.empty() ? "" : ", ") + std::string(task.name);
    }
    return wrong("--task is one of " + names + ", found '" + name + "'");
  }
  if (const auto& label = line.Get<std::string>("class"); !label.empty()) {
    const auto found = ClassOf(*request.task, label);
    if (!found) {
      return wrong("--class is a class of the task " + name + ", found '" + label + "'");
    }
    request.class_index = static_cast<std::size_t>(*found);
  }
  const auto& method = line.Get<std::string>("method");
  if (method != "deletion" && method != "gates") {
    return wrong("--method is deletion or gates, found '" + method + "'");
  }
  request.method = method == "gates" ? ExplainMethod::kGates : ExplainMethod::kDeletion;
  return request;
}

// How often deleting the word with the largest contribution did what it should.
struct Tally {
  std::string name;  // a class, or "all"
  int n = 0, moved = 0;
  double change = 0;  // sum of what the label's probability lost, or the value

  void Add(bool was_moved, double lost) {
    ++n;
    moved += was_moved ? 1 : 0;
    change += lost;
  }
  double share() const { return n > 0 ? static_cast<double>(moved) / n : 0; }
  double mean_change() const { return n > 0 ? change / n : 0; }
  // Wilson's score interval, 95 % (Wilson 1927).
  std::pair<double, double> Interval() const {
    constexpr double kZ = 1.959964;
    if (n == 0) {
      return {0, 1};
    }
    const double centre = (share() + kZ * kZ / (2.0 * n)) / (1 + kZ * kZ / n);
    const double half =
        kZ / (1 + kZ * kZ / n) * std::sqrt(share() * (1 - share()) / n + kZ * kZ / (4.0 * n * n));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
  }
};

std::string CheckText(const Task& task, const std::string& method, std::span<const Tally> tallies) {
  const Tally& all = tallies.front();
  const auto [low, high] = all.Interval();
  std::string out =
      std::string(task.name) + ", " + method + ": the word with the largest " +
      "contribution was deleted from " + std::to_string(all.n) +
      (task.unit == TaskUnit::kTarget ? " sentences with a target\n" : " sentences\n");
  out += task.is_value() ? "  the value went against its sign in  "
                         : "  the label's probability fell in  ";
  out += Format("%.1f %%  [%.1f, %.1f]", 100 * all.share(), 100 * low, 100 * high);
  out += Format(", by %.3f in the mean\n", all.mean_change());
  for (const Tally& tally : tallies.subspan(1)) {
    out += "  " + tally.name + std::string(12 - std::min<std::size_t>(tally.name.size(), 12), ' ') +
           Format("%5.1f %% of ", 100 * tally.share()) + std::to_string(tally.n) +
           Format(", by %.3f\n", tally.mean_change());
  }
  return out;
}

std::string CheckJson(const Task& task, const std::string& method, std::span<const Tally> tallies) {
  const auto numbers = [](const Tally& tally) {
    const auto [low, high] = tally.Interval();
    return "\"n\":" + std::to_string(tally.n) + ",\"moved\":" + std::to_string(tally.moved) +
           Format(",\"share\":%.4f,\"low\":%.4f,\"high\":%.4f", tally.share(), low, high) +
           Format(",\"mean_change\":%.4f", tally.mean_change());
  };
  std::string out = R"({"schema":"slant.explanation_check/1","task":")" + std::string(task.name) +
                    R"(","method":")" + method + "\"," + numbers(tallies.front()) +
                    ",\"classes\":{";
  for (std::size_t i = 1; i < tallies.size(); ++i) {
    out += (i > 1 ? ",\"" : "\"") + tallies[i].name + "\":{" + numbers(tallies[i]) + "}";
  }
  return out + "}}\n";
}

// The targets of a record: those that it brings, else those that were asked for by place or text.
Result<std::vector<Span>> TargetsOf(const Article& article, const TargetOptions& options) {
  std::vector<Span> out = options.spans;
  if (const auto json = article.Field("targets"); json && options.automatic) {
    SLANT_ASSIGN_OR_RETURN(const auto fields, ReadTargetFields(*json, article.text, "label"));
    for (const TargetField& field : fields) {
      out.push_back(field.span);
    }
  }
  for (const std::string& text : options.texts) {
    const std::size_t at = article.text.find(text);
    if (at != std::string::npos) {
      out.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())});
    }
  }
  return out;
}

// One record's trials: for each the class, whether it moved, and by how much.
Status TryRecord(const Model& model, const ExplainRequest& request, const TargetOptions& options,
                 const Article& article, Explainer& explainer, std::vector<double>& numbers) {
  std::vector<Span> targets = {{}};
  if (request.task->unit == TaskUnit::kTarget) {
    SLANT_ASSIGN_OR_RETURN(targets, TargetsOf(article, options));
  }
  for (const Span target : targets) {
    SLANT_ASSIGN_OR_RETURN(const auto trial,
                           TryDeletion(model, article.text, target, request, explainer));
    if (trial) {
      numbers.insert(numbers.end(), {static_cast<double>(trial->label_class),
                                     trial->moved() ? 1.0 : 0.0, trial->lost()});
    }
  }
  return {};
}

Ending Check(const CommandLine& line, const Model& model, const ExplainRequest& request,
             const TargetOptions& targets) {
  std::vector<Tally> tallies(1 + request.task->classes.size());
  tallies[0].name = "all";
  for (std::size_t i = 0; i < request.task->classes.size(); ++i) {
    tallies[i + 1].name = request.task->classes[i];
  }
  const Status run = RunWorkers(
      line, {},
      [&]() -> ArticleWorker {
        const auto explainer = std::make_shared<Explainer>(model);
        return [&, explainer](const Article& article) {
          ArticleOutput out;
          if (const Status status =
                  TryRecord(model, request, targets, article, *explainer, out.numbers);
              !status) {
            out.failure = status.error();
          }
          return out;
        };
      },
      [&](const ArticleOutput& out) {
        for (std::size_t i = 0; i + 2 < out.numbers.size(); i += 3) {
          tallies[0].Add(out.numbers[i + 1] > 0, out.numbers[i + 2]);
          if (tallies.size() > 1) {
            tallies[1 + static_cast<std::size_t>(out.numbers[i])].Add(out.numbers[i + 1] > 0,
                                                                      out.numbers[i + 2]);
          }
        }
        return true;
      });
  const auto& method = line.Get<std::string>("method");
  Output output;
  output.Write(line.Get<std::string>("format") == "jsonl"
                   ? CheckJson(*request.task, method, tallies)
                   : CheckText(*request.task, method, tallies));
  const Status written = output.Finish();
  return written ? run : written;
}

Ending Explain(const CommandLine& line, const Model& model, const ExplainRequest& request,
               const TargetOptions& targets) {
  const bool json = line.Get<std::string>("format") == "jsonl";
  ExplanationOptions options;
  options.method = line.Get<std::string>("method");
  options.most_words = static_cast<std::size_t>(line.Get<int>("top"));
  options.color = UseColor(line.Get<std::string>("color"));
  ScorerOptions scorer{.unit = ChosenUnit(line),
                       .targets = targets,
                       .tasks = std::vector<bool>(TaskShapes(TaskUnit::kSentence).size(), false),
                       .abstain = 0,
                       .explain = request};
  scorer.targets.none = request.task->unit != TaskUnit::kTarget;
  const LexiconMeasures none;
  Output output;
  ScoringRun run;
  run.make_scorer = [&] { return Scorer(model, none, scorer); };
  run.make = [&](const ScoredArticle& scored, ArticleOutput& out) {
    json ? AppendExplanationsJson(scored, options, out.rows)
         : AppendExplanationsText(scored, options, out.rows);
  };
  run.sink = [&](const ArticleOutput& out) {
    output.Write(out.rows);
    return output.good();
  };
  const Status scored_all = RunArticles(line, run);
  const Status written = output.Finish();
  return written ? scored_all : written;
}

}  // namespace

Ending RunExplain(const std::vector<std::string>& arguments) {
  CommandLine line(
      "explain [options] [INPUT...]",
      "Says of every sentence why it got its score: what each word brings, what features that no\n"
      "single word made, and what is there without words.  The parts add up.  Of a class it is "
      "the\n"
      "log-odds log(p / (1 - p)) that is taken apart.  A word's contribution is what is lost when\n"
      "it is left out; --method gates gives its share in the network's own sum instead.\n"
      "--check deletes from each sentence of DATA the word that contributes most, rates the rest "
      "as\n"
      "a new text, and tells how often the label lost probability.",
      "  slant explain corpora/samples/plain/council-vote.txt\n"
      "  echo 'The mayor failed again.' | slant explain --unit sentence\n"
      "  slant explain --task bias --class biased --format jsonl corpora/samples/ferry.jsonl\n"
      "  slant explain --check --task tone corpora/gold/sentences.jsonl\n");
  line.Add()("task", po::value<std::string>()->default_value("tone"),
             "tone, score, event, bias, opinion or target")(
      "class", po::value<std::string>()->default_value(""),
      "the class to explain (default: the most probable one)")(
      "target", po::value<std::string>()->default_value(""),
      "with --task target: a name, any words, or START,END in bytes of the text (default: people "
      "and organisations that the text names, and the targets of records)")(
      "method", po::value<std::string>()->default_value("deletion"), "deletion or gates")(
      "top", po::value<int>()->default_value(10), "words told one by one (text)")(
      "check", po::bool_switch(),
      "measure on DATA, a sentence a record, how true explanations are")(
      "format", po::value<std::string>()->default_value("text"), "text or jsonl")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  AddRunOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  if (const auto ending = CheckRunOptions(line)) {
    return *ending;
  }
  const auto& format = line.Get<std::string>("format");
  if (format != "text" && format != "jsonl") {
    return WrongUsage("--format is text or jsonl, found '" + format + "'");
  }
  if (line.Get<int>("top") < 0) {
    return WrongUsage("--top is 0 or more, found " + std::to_string(line.Get<int>("top")));
  }
  auto request = ChosenRequest(line);
  if (!request) {
    return WrongUsage(request.error().message);
  }
  const auto& target = line.Get<std::string>("target");
  if (!target.empty() && request->task->unit != TaskUnit::kTarget) {
    if (line.Has("task") && line.Get<std::string>("task") != "tone") {
      return WrongUsage("--target is for --task target, found --task " +
                        line.Get<std::string>("task"));
    }
    request->task = FindTask("target");  // the tone, towards someone
  }
  const auto model = OpenModel(line, true);
  if (!model) {
    return model.error();
  }
  if (!Explainer(*model).Has(*request->task)) {
    return Error{ErrorCode::kNotFound,
                 "the model has no classifier '" + std::string(request->task->name) + "'",
                 model->language.file->path()};
  }
  const TargetOptions targets = ChosenTargets(target);
  return line.Get<bool>("check") ? Check(line, *model, *request, targets)
                                 : Explain(line, *model, *request, targets);
}

}  // namespace slant::tools
