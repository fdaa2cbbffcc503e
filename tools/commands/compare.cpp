#include "article_run.h"
#include "commands/commands.h"
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
      "  slant compare --by story corpora/samples\n");
  line.Add()("by", po::value<std::string>()->default_value("outlet"),
             "field whose values are compared: outlet, topic, story, kind, or any other")(
      "metric", po::value<std::string>()->default_value("tone_narration"),
      ("metric whose differences are tested: " + names).c_str())(
      "min-articles", po::value<int>()->default_value(5),
      "groups with fewer articles are listed, but not tested")(
      "format", po::value<std::string>()->default_value("text"), "text, jsonl or csv")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  AddRunOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  const RowFormat* format = FindRowFormat(line.Get<std::string>("format"));
  if (format == nullptr) {
    return WrongUsage("--format is text, jsonl or csv, found '" + line.Get<std::string>("format") +
                      "'");
  }
  const auto metric = FindMetric(line.Get<std::string>("metric"));
  if (!metric) {
    return WrongUsage("--metric is one of " + names + "; found '" +
                      line.Get<std::string>("metric") + "'");
  }
  if (const auto ending = CheckRunOptions(line)) {
    return *ending;
  }
  const auto model = OpenModel(line);
  if (!model) {
    return model.error();
  }
  const std::string by = line.Get<std::string>("by");
  OutletAccumulators outlets;
  std::size_t without = 0;
  const Status run = RunArticles(
      line, *model, {by}, {},
      [&](const ScoredArticle& scored, ArticleOutput& out) {
        out.group = scored.article.Field(by).value_or("");
        out.metrics = scored.metrics;
      },
      [&](const ArticleOutput& out) {
        if (out.group.empty()) {
          ++without;
        } else {
          outlets[out.group].Add(out.key, out.metrics);
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
  ComparisonOptions options;
  options.metric = *metric;
  options.min_articles = line.Get<int>("min-articles");
  const Comparison comparison = CompareOutlets(outlets, options);
  WriterOptions writer_options;
  writer_options.by = by;
  writer_options.model = model->Fingerprint();
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
