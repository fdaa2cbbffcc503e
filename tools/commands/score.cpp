#include <algorithm>

#include "article_run.h"
#include "commands/commands.h"
#include "frame_option.h"
#include "lexicon_option.h"
#include "slant/report/row_writer.h"
#include "store_option.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

TargetOptions ChosenTargets(const std::string& text) {
  TargetOptions targets;
  targets.automatic = text == "auto";
  if (!targets.automatic) {
    targets.names = SplitAtCommas(text);
  }
  return targets;
}

// Marks the tasks of --only as those that run and are written; false for a name that is no task's.
bool ChooseTasks(const std::string& text, ScorerOptions& scorer, AnswerFields& answers) {
  if (text.empty()) {
    return true;
  }
  answers = {false, false, false, false, false, false};  // what is named is set below
  scorer.tasks.assign(TaskShapes(TaskUnit::kSentence).size(), false);
  bool* const written[] = {&answers.tone, &answers.score, &answers.event, &answers.bias,
                           &answers.opinion};
  for (const std::string& name : SplitAtCommas(text)) {
    const Task* task = FindTask(name);
    if (task == nullptr) {
      return false;
    }
    if (task->unit == TaskUnit::kTarget) {
      answers.target = true;
    } else {
      const auto number = static_cast<std::size_t>(task - Tasks().data());
      scorer.tasks[number] = true;
      *written[number] = true;
    }
  }
  scorer.targets.none = !answers.target;
  scorer.targets.automatic |= answers.target && scorer.targets.names.empty();
  return true;
}

// --only, --abstain and --explain.
std::optional<Ending> ReadAnswerOptions(const CommandLine& line, ScorerOptions& scorer,
                                        WriterOptions& writer) {
  const auto& only = line.Get<std::string>("only");
  const double abstain = line.Get<double>("abstain");
  const bool explain = line.Get<bool>("explain");
  if (!ChooseTasks(only, scorer, writer.answers)) {
    return WrongUsage("--only takes tone, score, event, bias, opinion and target, found '" + only +
                      "'");
  }
  if (!(abstain >= 0 && abstain <= 1)) {
    return WrongUsage("--abstain is a probability, found " + std::to_string(abstain));
  }
  if (line.Get<bool>("lexicon-only") && (!only.empty() || abstain > 0 || explain)) {
    return WrongUsage("--only, --abstain and --explain are for classifiers, not --lexicon-only");
  }
  if (explain && (writer.rows == Rows::kArticles || line.Get<std::string>("format") == "csv")) {
    return WrongUsage("--explain is for rows of sentences, as text or jsonl");
  }
  if (explain && !writer.answers.tone) {
    return WrongUsage("--explain tells of the tone, which --only leaves out");
  }
  scorer.abstain = static_cast<float>(abstain);
  writer.abstain = abstain > 0;
  if (explain) {
    scorer.explain = ExplainRequest{FindTask("tone"), {}, ExplainMethod::kDeletion};
  }
  return std::nullopt;
}

}  // namespace

Ending RunScore(const std::vector<std::string>& arguments) {
  CommandLine line(
      "score [options] [INPUT...]",
      "Rates every sentence of articles: tone of the telling, valence of the reported event,\n"
      "biased wording, and whose voice it is.  INPUT is text, JSON, a table (CSV, TSV), "
      "HTML,\n"
      "a feed, WARC, each also gzip or zstd, a folder or zip of these, or - (also when there is "
      "none)\n"
      "for the standard input.",
      "  slant score corpora/samples/plain/council-vote.txt\n"
      "  slant score --targets auto --format jsonl corpora/samples/ferry.jsonl\n"
      "  slant score --rows articles --format csv corpora/samples\n"
      "  slant score --explain corpora/samples/plain/council-vote.txt\n"
      "  slant score --only bias --abstain 0.7 --format jsonl corpora/samples/ferry.jsonl\n"
      "  slant score --rows articles --frames --format jsonl corpora/samples\n"
      "  slant score --rules news --lexicon corpora/lexicons/cues-en.tsv --lexicon-only "
      "corpora/samples/ferry.jsonl\n"
      "  slant score --rows articles --format jsonl -o rows.jsonl --resume --manifest run.json "
      "corpora/samples\n"
      "  slant score --rows articles --format jsonl --db /tmp/news.db corpora/samples\n"
      "  echo 'The mayor failed again.' | slant score --format jsonl\n");
  line.Add()("rows", po::value<std::string>()->default_value("sentences"),
             "what a row is: sentences or articles")(
      "format", po::value<std::string>()->default_value("text"), "text, jsonl or csv")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  line.Add()("targets", po::value<std::string>()->default_value(""),
             "auto (people and organisations that the text names) or NAME[,NAME...]: rate the tone "
             "towards each of their mentions too");
  line.Add()("only", po::value<std::string>()->default_value(""),
             "TASK[,TASK...] of tone, score, event, bias, opinion and target: only these "
             "classifiers run, and the fields of the others are left out")(
      "abstain", po::value<double>()->default_value(0),
      "P: labels less probable than P are marked as abstained (in text by ?) and count in no "
      "share")("explain", po::bool_switch(),
               "say with each sentence which words bring its tone most (slant explain says all)");
  AddMeasureOptions(line);
  AddFramesOption(line);
  line.Add()("lexicon-only", po::bool_switch(),
             "no classifiers: only what --rules and --lexicon say, which is much faster");
  AddStoreOption(line);
  AddRunOptions(line);
  AddLanguageOption(line);
  AddOutputOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  const std::string rows = line.Get<std::string>("rows");
  if (rows != "sentences" && rows != "articles") {
    return WrongUsage("--rows is sentences or articles, found '" + rows + "'");
  }
  if (const auto ending = CheckScoringOptions(line)) {
    return *ending;
  }
  const RowFormat* const format = FindRowFormat(line.Get<std::string>("format"));
  WriterOptions options;
  options.rows = rows == "articles" ? Rows::kArticles : Rows::kSentences;
  const bool classify = !line.Get<bool>("lexicon-only");
  if (!classify && (options.rows == Rows::kArticles || !line.Get<std::string>("targets").empty())) {
    return WrongUsage("--lexicon-only gives rows of sentences, without targets");
  }
  ScorerOptions scorer{.unit = ChosenUnit(line),
                       .targets = ChosenTargets(line.Get<std::string>("targets")),
                       .tasks = {},
                       .abstain = 0,
                       .explain = {}};
  if (const auto ending = ReadAnswerOptions(line, scorer, options)) {
    return *ending;
  }
  if (line.Get<bool>("frames") && options.rows != Rows::kArticles) {
    return WrongUsage("--frames needs --rows articles; slant frames has rows of sentences");
  }
  std::optional<Model> model;
  std::optional<LanguageModel> language;
  if (classify) {
    auto opened = OpenModel(line, !line.Has("db"));  // what is kept is compared in all tasks
    if (!opened) {
      return opened.error();
    }
    model = *std::move(opened);
    options.answers.event &= model->sentences.Has(kEventTask);
    options.answers.bias &= model->sentences.Has(kBiasTask);
    if (!line.Get<std::string>("targets").empty() && !model->targets.Has(0)) {
      return Error{ErrorCode::kNotFound, "the model has no classifier 'target'",
                   model->language.file->path()};
    }
    for (const std::string& name : SplitAtCommas(line.Get<std::string>("only"))) {
      if (!Explainer(*model).Has(*FindTask(name))) {
        return Error{ErrorCode::kNotFound, "the model has no classifier '" + name + "'",
                     model->language.file->path()};
      }
    }
  } else {
    auto opened = OpenLanguage(line);
    if (!opened) {
      return opened.error();
    }
    language = *std::move(opened);
  }
  const LanguageModel& words = classify ? model->language : *language;
  const auto measures = ChosenMeasures(line, words);
  if (!measures) {
    return measures.error();
  }
  if (!classify && measures->empty()) {
    return WrongUsage("--lexicon-only needs --rules or --lexicon");
  }
  options.lexicon = measures->news() ? measures->news()->name() : words.extractor.lexicon().name();
  options.model = Fingerprint(*words.file);
  options.color = UseColor(line.Get<std::string>("color"));
  options.classified = classify;
  options.columns.assign(measures->columns().begin(), measures->columns().end());
  const auto frames = ChosenFrames(line, words);
  if (!frames) {
    return frames.error();
  }
  if (*frames) {
    options.columns.insert(options.columns.end(), (*frames)->columns().begin(),
                           (*frames)->columns().end());
  }
  const auto writer = format->make(options);

  const auto key = ScoringOf(line, words, options.columns);
  if (!key) {
    return key.error();
  }
  // What rows depend on besides: all that the writer is told, and what is found for rows alone.
  auto store = OpenStore(line, *key,
                         "rows=" + rows + "\nformat=" + line.Get<std::string>("format") +
                             "\ntargets=" + line.Get<std::string>("targets") +
                             "\nexplain=" + (line.Get<bool>("explain") ? "yes" : "no") +
                             "\ncolor=" + (options.color ? "yes" : "no") + "\n");
  if (!store) {
    return store.error();
  }
  StoreRun* const run = *store ? &**store : nullptr;

  RunOutput output;
  std::string header;
  writer->Begin(header);
  if (const auto ending = output.Open(line, header)) {
    return *ending;
  }
  if (FromStoreAlone(line)) {
    std::uint64_t number = 0;
    const Status read = RunStored(*run, [&](const ArticleOutput& out) {
      output.Write(number++, out.rows);
      return output.good();
    });
    const Status written = output.Finish(number, read.ok());
    return read ? written : read;
  }
  ScoringRun scoring;
  scoring.make_scorer = [&] {
    Scorer made = classify ? Scorer(*model, *measures, scorer)
                           : Scorer(*language, *measures, ChosenUnit(line));
    made.UseFrames(*frames ? &**frames : nullptr);
    return made;
  };
  scoring.make = [&](const ScoredArticle& scored, ArticleOutput& out) {
    writer->Write(scored, out.rows);
  };
  scoring.output = &output;
  scoring.store = run;
  scoring.facts_by = run != nullptr ? &words : nullptr;
  return RunArticles(line, scoring);
}

}  // namespace slant::tools
