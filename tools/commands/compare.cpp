#include <limits>
#include <set>

#include "article_run.h"
#include "commands/commands.h"
#include "frame_option.h"
#include "lexicon_option.h"
#include "slant/corpus/kind.h"
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
      "Benjamini-Hochberg q.  The comparison is raw: topics and stories are not held constant.\n"
      "Opinion and sponsored texts are not compared unless --kind asks for them; they are listed\n"
      "apart.",
      "  slant compare --by outlet corpora/samples\n"
      "  slant compare --metric biased_narration --format csv corpora/samples > outlets.csv\n"
      "  slant compare --lexicon corpora/lexicons/cues-en.tsv --metric cues-en.hedge "
      "corpora/samples\n"
      "  slant compare --frames --metric frame.generic.conflict corpora/samples\n"
      "  slant compare --by story corpora/samples\n"
      "  slant compare --by kind --kind all corpora/samples\n");
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
  line.Add()(
      "kind", po::value<std::string>(),
      "kinds to compare, with commas between: news, opinion, analysis, live, sponsored, wire, "
      "or all (default: all but opinion and sponsored)");
  AddMeasureOptions(line);
  AddFramesOption(line);
  AddRunOptions(line);
  AddLanguageOption(line);
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
  const auto kinds = ChosenKinds(line, {});
  const bool by_default = !line.Has("kind");
  OutletAccumulators outlets;
  OutletAccumulators apart;
  std::set<std::string> apart_kinds;
  std::size_t without = 0;
  ScorerOptions scorer;
  scorer.unit = ChosenUnit(line);
  // The reader has one spelling for these; others come as the source has them.
  const bool is_normalised = by == "outlet" || by == "kind" || by == "date";
  const Status run = RunArticles(
      line, is_normalised ? std::vector<std::string>() : std::vector<std::string>{by},
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
        const bool wanted =
            by_default ? IsNewsKind(out.kind) : kinds.empty() || kinds.contains(out.kind);
        if (!wanted && !by_default) {
          return true;
        }
        if (!wanted) {
          apart_kinds.insert(out.kind);
        }
        if (out.group.empty()) {
          ++without;
        } else {
          (wanted ? outlets : apart)
              .try_emplace(out.group, options.metrics.size())
              .first->second.Add(out.key, out.metrics);
        }
        return true;
      });
  if (without > 0) {
    Warn({ErrorCode::kMalformed,
          "articles without '" + by + "', left out: " + std::to_string(without), ""});
  }
  if (outlets.empty() && !apart.empty()) {
    return Error{ErrorCode::kMalformed,
                 "all articles are opinion or sponsored, which are compared with --kind all", ""};
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
  if (!apart.empty()) {
    for (const std::string& kind : apart_kinds) {
      writer_options.apart += (writer_options.apart.empty() ? "" : ", ") + kind;
    }
    options.min_articles = std::numeric_limits<int>::max();  // listed, not tested
    format->make(writer_options)->Write(CompareOutlets(apart, options), text);
  }
  output.Write(text);
  if (const Status written = output.Finish(); !written) {
    return written;
  }
  return run;
}

}  // namespace slant::tools
