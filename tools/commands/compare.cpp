#include "article_run.h"
#include "commands/commands.h"
#include "comparison_run.h"
#include "frame_option.h"
#include "lexicon_option.h"
#include "slant/report/row_writer.h"
#include "store_option.h"

namespace slant::tools {

namespace po = boost::program_options;

Ending RunCompare(const std::vector<std::string>& arguments) {
  CommandLine line(
      "compare [options] [INPUT...]",
      "Scores articles and compares outlets in the order of trust: on the same stories, on the\n"
      "same topics, raw.  Means and gaps with 95 % bootstrap intervals, differences with effect\n"
      "sizes, permutation p, Benjamini-Hochberg q and Holm's p; first, how much of the variance\n"
      "goes with topic, story and outlet.  Opinion and sponsored texts are not compared unless\n"
      "--kind asks for them; they are listed apart.",
      "  slant compare --by outlet corpora/samples\n"
      "  slant compare --metric all --format csv corpora/samples > outlets.csv\n"
      "  slant compare --metric tone,biased --within topic corpora/samples\n"
      "  slant compare --coverage --time week corpora/samples\n"
      "  slant compare --lexicon corpora/lexicons/cues-en.tsv --metric cues-en.hedge "
      "corpora/samples\n"
      "  slant compare --frames --metric frame.generic.conflict corpora/samples\n"
      "  slant compare --by story corpora/samples\n"
      "  slant compare --sources --target Halvane corpora/samples\n"
      "  slant compare --db /tmp/news.db corpora/samples && slant compare --db /tmp/news.db --by "
      "story\n"
      "  slant compare --by kind --kind all corpora/samples\n");
  AddComparisonOptions(line);
  line.Add()("format", po::value<std::string>()->default_value("text"), "text, jsonl or csv")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  AddMeasureOptions(line);
  AddFramesOption(line);
  AddStoreOption(line);
  AddRunOptions(line);
  AddLanguageOption(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  if (const auto ending = CheckScoringOptions(line)) {
    return *ending;
  }
  const RowFormat* const format = FindRowFormat(line.Get<std::string>("format"));
  const auto model = OpenModel(line);
  if (!model) {
    return model.error();
  }
  const auto measures = ChosenMeasures(line, model->language);
  if (!measures) {
    return measures.error();
  }
  const auto frames = ChosenFrames(line, model->language);
  if (!frames) {
    return frames.error();
  }
  std::vector<MeasureColumn> columns(measures->columns().begin(), measures->columns().end());
  if (*frames) {
    columns.insert(columns.end(), (*frames)->columns().begin(), (*frames)->columns().end());
  }
  ComparisonRun comparison;
  if (const auto ending = comparison.Read(line, columns)) {
    return *ending;
  }
  ScorerOptions scorer;
  scorer.unit = ChosenUnit(line);
  scorer.targets.names = comparison.targets();
  scorer.targets.texts = comparison.targets();
  if (!comparison.targets().empty() && !model->targets.Has(0)) {
    return Error{ErrorCode::kNotFound, "the model does not rate targets", ""};
  }
  const auto key = ScoringOf(line, model->language, columns);
  if (!key) {
    return key.error();
  }
  auto store = OpenStore(line, *key, std::nullopt);
  if (!store) {
    return store.error();
  }
  if (*store) {
    (*store)->recall = [&](const Article& article, ArticleOutput& out) {
      comparison.Note(article, out);
    };
  }
  ScoringRun scoring;
  scoring.keep_fields = comparison.Fields();
  scoring.make_scorer = [&] {
    Scorer made(*model, *measures, scorer);
    made.UseFrames(*frames ? &**frames : nullptr);
    return made;
  };
  scoring.make = [&](const ScoredArticle& scored, ArticleOutput& out) {
    comparison.NoteText(scored, out);
  };
  Status added;
  scoring.sink = [&](const ArticleOutput& out) {
    added = comparison.Add(out);
    return added.ok();
  };
  scoring.store = *store ? &**store : nullptr;
  scoring.facts_by = *store || comparison.finds_stories() ? &model->language : nullptr;
  const Status run =
      FromStoreAlone(line) ? RunStored(**store, scoring.sink) : RunArticles(line, scoring);
  if (!added) {
    return added;
  }
  // Half of what a damaged database holds is no answer.
  if (!run && (FromStoreAlone(line) || run.error().code == ErrorCode::kCorrupt)) {
    return run;
  }
  if (comparison.OnlyApart()) {
    return Error{ErrorCode::kMalformed,
                 "all articles are opinion or sponsored, which are compared with --kind all", ""};
  }
  if (comparison.empty()) {
    return run ? Ending(Error{ErrorCode::kMalformed,
                              "no article has a field '" + comparison.by() + "'", ""})
               : Ending(run);
  }
  WriterOptions writer_options;
  writer_options.by = comparison.by();
  writer_options.model = Fingerprint(*model->language.file);
  writer_options.color = UseColor(line.Get<std::string>("color"));
  Output output;
  std::string text;
  const auto compared = comparison.Finish(ChosenThreads(line));
  if (!compared) {
    return compared.error();
  }
  format->make(writer_options)->Write(*compared, text);
  output.Write(text);
  if (const Status written = output.Finish(); !written) {
    return written;
  }
  return run;
}

}  // namespace slant::tools
