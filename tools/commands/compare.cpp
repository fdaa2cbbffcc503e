#include "article_run.h"
#include "commands/commands.h"
#include "frame_option.h"
#include "lexicon_option.h"
#include "slant/outlet/comparison.h"
#include "slant/report/row_writer.h"

namespace slant::tools {

namespace po = boost::program_options;

Ending RunCompare(const std::vector<std::string>& arguments) {
  std::string names;
  for (const Metric& metric : Metrics()) {
    names += (names.empty() ? "" : ", ") + std::string(metric.name);
  }
  CommandLine line(
      "compare [options] [INPUT...]",
      "Scores articles and compares outlets: mean and 95 % bootstrap interval of each metric, and\n"
      "for one metric the differences between outlets with effect size, permutation p and\n"
      "Benjamini-Hochberg q.  The comparison is raw: topics and stories are not held constant.",
      "  slant compare --by outlet corpora/samples\n"
      "  slant compare --metric biased_narration --format csv corpora/samples > outlets.csv\n"
      "  slant compare --lexicon corpora/lexicons/cues-en.tsv --metric cues-en.hedge "
      "corpora/samples\n"
      "  slant compare --frames --metric frame.generic.conflict corpora/samples\n"
      "  slant compare --by story corpora/samples\n");
  line.Add()("by", po::value<std::string>()->default_value("outlet"),
             "field whose values are compared: outlet, topic, story, kind, or any other")(
      "metric", po::value<std::string>()->default_value("tone_narration"),
      ("metric whose differences are tested: " + names +
       "; with --rules or --lexicon also news.tone, vader.compound, LIST.CATEGORY, with --frames "
       "frame.policy.economic, axis.order-chaos, ..., each also with _narration at its end")
          .c_str())("min-articles", po::value<int>()->default_value(5),
                    "groups with fewer articles are listed, but not tested")(
      "format", po::value<std::string>()->default_value("text"), "text, jsonl or csv")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  AddMeasureOptions(line);
  AddFramesOption(line);
  AddRunOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  const RowFormat* format = FindRowFormat(line.Get<std::string>("format"));
  if (format == nullptr) {
    return WrongUsage("--format is text, jsonl or csv, found '" + line.Get<std::string>("format") +
                      "'");
  }
  if (const auto ending = CheckRunOptions(line)) {
    return *ending;
  }
  if (const auto ending = CheckMeasureOptions(line)) {
    return *ending;
  }
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
  ComparisonOptions options;
  options.metrics = MetricList(columns);
  const auto metric = options.metrics.Find(line.Get<std::string>("metric"));
  if (!metric) {
    std::string known;
    for (std::size_t i = 0; i < options.metrics.size(); ++i) {
      known += (i == 0 ? "" : ", ") + std::string(options.metrics.name(i));
    }
    return WrongUsage("--metric is one of " + known + "; found '" +
                      line.Get<std::string>("metric") + "'");
  }
  const std::string by = line.Get<std::string>("by");
  OutletAccumulators outlets;
  std::size_t without = 0;
  ScorerOptions scorer;
  scorer.unit = ChosenUnit(line);
  const Status run = RunArticles(
      line, {by},
      [&] {
        Scorer made(*model, *measures, scorer);
        made.UseFrames(*frames ? &**frames : nullptr);
        return made;
      },
      [&](const ScoredArticle& scored, ArticleOutput& out) {
        out.group = scored.article.Field(by).value_or("");
        out.metrics = scored.metrics;
      },
      [&](const ArticleOutput& out) {
        if (out.group.empty()) {
          ++without;
        } else {
          outlets.try_emplace(out.group, options.metrics.size())
              .first->second.Add(out.key, out.metrics);
        }
        return true;
      });
  if (without > 0) {
    Warn({ErrorCode::kMalformed,
          "articles without '" + by + "', left out: " + std::to_string(without), ""});
  }
  if (outlets.empty()) {
    return run ? Ending(Error{ErrorCode::kMalformed, "no article has a field '" + by + "'", ""})
               : Ending(run);
  }
  options.metric = *metric;
  options.min_articles = line.Get<int>("min-articles");
  const Comparison comparison = CompareOutlets(outlets, options);
  WriterOptions writer_options;
  writer_options.by = by;
  writer_options.model = Fingerprint(*model->language.file);
  writer_options.color = UseColor(line.Get<std::string>("color"));
  Output output;
  std::string text;
  format->make(writer_options)->Write(comparison, text);
  output.Write(text);
  if (const Status written = output.Finish(); !written) {
    return written;
  }
  return run;
}

}  // namespace slant::tools
