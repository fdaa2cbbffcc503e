#include "article_run.h"
#include "commands/commands.h"
#include "slant/corpus/language.h"
#include "slant/report/extract_rows.h"

namespace slant::tools {

namespace po = boost::program_options;

Ending RunExtract(const std::vector<std::string>& arguments) {
  CommandLine line(
      "extract [options] [INPUT...]",
      "Takes the articles out of whatever holds them and writes them as JSON Lines\n"
      "(slant.extract/1), which all commands read.  Of a web page: title, outlet, authors, date,\n"
      "section and the paragraphs of the body.  Kinds, dates and outlets come in one spelling.\n"
      "INPUT is text, JSON, a table (CSV, TSV), HTML, a feed, WARC, each also gzip or zstd, a "
      "folder\n"
      "or zip of these, or - (also when there is none) for the standard input.",
      "  slant extract corpora/samples > articles.jsonl\n"
      "  slant extract --field outlet=topic corpora/samples/ferry.jsonl\n"
      "  slant extract --language en corpora/samples | slant score --rows articles\n"
      "  echo '<article><h1>Hail</h1><p>It fell on Monday, the council said, and broke roofs.</p>"
      "</article>' | slant extract\n");
  line.Add()("kind", po::value<std::string>(),
             "only articles of these kinds: news, opinion, analysis, live, sponsored, wire, with "
             "commas between");
  AddReadOptions(line);
  line.Add()("language", po::value<std::string>()->default_value("any"),
             "only texts in this language, for example en");
  AddOutputOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  if (const auto wrong = CheckRunOptions(line)) {
    return *wrong;
  }
  const auto kinds = ChosenKinds(line, {});
  RunOutput output;
  if (const auto ending = output.Open(line, "")) {
    return *ending;
  }
  return RunWorkers(
      line, {},
      [&]() -> ArticleWorker {
        return [&](const Article& article) {
          ArticleOutput out;
          if (kinds.empty() || kinds.contains(article.kind)) {
            AppendExtractJson(article, LanguageOf(article.text, article.language).code, out.rows);
          }
          return out;
        };
      },
      {}, &output);
}

}  // namespace slant::tools
