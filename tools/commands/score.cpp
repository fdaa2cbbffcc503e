#include <algorithm>

#include "article_run.h"
#include "commands/commands.h"
#include "lexicon_option.h"
#include "slant/report/row_writer.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

TargetOptions ChosenTargets(const std::string& text) {
  TargetOptions targets;
  targets.automatic = text == "auto";
  for (std::size_t begin = 0; !targets.automatic && begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) {
      targets.names.push_back(text.substr(begin, end - begin));
    }
    begin = end + 1;
  }
  return targets;
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
      "  slant score --rules news --lexicon corpora/lexicons/cues-en.tsv --lexicon-only "
      "corpora/samples/ferry.jsonl\n"
      "  slant score --rows articles --format jsonl -o rows.jsonl --resume --manifest run.json "
      "corpora/samples\n"
      "  echo 'The mayor failed again.' | slant score --format jsonl\n");
  line.Add()("rows", po::value<std::string>()->default_value("sentences"),
             "what a row is: sentences or articles")(
      "format", po::value<std::string>()->default_value("text"), "text, jsonl or csv")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  line.Add()(
      "targets", po::value<std::string>()->default_value(""),
      "auto (people and organisations that the text names) or NAME[,NAME...]: rate the words "
      "around each of their mentions too");
  AddMeasureOptions(line);
  line.Add()("lexicon-only", po::bool_switch(),
             "no classifiers: only what --rules and --lexicon say, which is much faster");
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
  const RowFormat* format = FindRowFormat(line.Get<std::string>("format"));
  if (format == nullptr) {
    return WrongUsage("--format is text, jsonl or csv, found '" + line.Get<std::string>("format") +
                      "'");
  }
  if (const auto ending = CheckRunOptions(line)) {
    return *ending;
  }
  WriterOptions options;
  options.rows = rows == "articles" ? Rows::kArticles : Rows::kSentences;
  if (const auto ending = CheckMeasureOptions(line)) {
    return *ending;
  }
  const bool classify = !line.Get<bool>("lexicon-only");
  if (!classify && (options.rows == Rows::kArticles || !line.Get<std::string>("targets").empty())) {
    return WrongUsage("--lexicon-only gives rows of sentences, without targets");
  }
  std::optional<Model> model;
  std::optional<LanguageModel> language;
  if (classify) {
    auto opened = OpenModel(line);
    if (!opened) {
      return opened.error();
    }
    model = *std::move(opened);
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
  const auto writer = format->make(options);

  RunOutput output;
  std::string header;
  writer->Begin(header);
  if (const auto ending = output.Open(line, header)) {
    return *ending;
  }
  const TargetOptions targets = ChosenTargets(line.Get<std::string>("targets"));
  return RunArticles(
      line, {},
      [&] {
        return classify ? Scorer(*model, *measures, ChosenUnit(line), targets)
                        : Scorer(*language, *measures, ChosenUnit(line));
      },
      [&](const ScoredArticle& scored, ArticleOutput& out) { writer->Write(scored, out.rows); }, {},
      &output);
}

}  // namespace slant::tools
