#include <algorithm>
#include <memory>

#include "article_run.h"
#include "commands/commands.h"
#include "slant/corpus/language.h"
#include "slant/report/extract_rows.h"
#include "slant/report/story_rows.h"
#include "slant/story/article_facts.h"
#include "slant/story/spill_file.h"
#include "slant/story/story_finder.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

struct Found {
  ArticleFacts facts;
  StoryHeading heading;
};

constexpr std::string_view kFormats[] = {"text", "jsonl", "csv", "records", "pairs"};
constexpr float kLeastListed = -10;  // log-odds: all that share more than a common word

std::optional<Ending> CheckOptions(const CommandLine& line) {
  const auto& format = line.Get<std::string>("format");
  if (std::find(std::begin(kFormats), std::end(kFormats), format) == std::end(kFormats)) {
    return WrongUsage("--format is text, jsonl, csv, records or pairs, found '" + format + "'");
  }
  if (const auto ending = CheckRunOptions(line)) {
    return *ending;
  }
  if (ChosenUnit(line) == Unit::kSentence) {
    return WrongUsage("stories are of articles: --unit is article, found 'sentence'");
  }
  const int window = line.Get<int>("window");
  if (window < 0 || window > 3660) {
    return WrongUsage("--window is 0 to 3660 days, found " + std::to_string(window));
  }
  const double threshold = line.Get<double>("threshold");
  if (!(threshold > 0 && threshold < 1)) {
    return WrongUsage("--threshold is above 0 and below 1, found " + std::to_string(threshold));
  }
  if (line.Get<int>("most") < 0) {
    return WrongUsage("--most is 0 or more, found " + std::to_string(line.Get<int>("most")));
  }
  if (line.Get<bool>("copies") && (format == "records" || format == "pairs")) {
    return WrongUsage("--copies goes with --format text, jsonl or csv, found '" + format + "'");
  }
  return std::nullopt;
}

}  // namespace

Ending RunStories(const std::vector<std::string>& arguments) {
  CommandLine line("stories [options] [INPUT...]",
                   "Finds articles about the same event, by their words, names, titles, embeddings "
                   "and dates, and\n"
                   "copies: agency text under another title or byline.  A story's id is the id of "
                   "its first article.\n"
                   "With --format records it writes the articles themselves with `story` and "
                   "`copy_of` added, for\n"
                   "every command that reads articles.",
                   "  slant stories corpora/samples\n"
                   "  slant stories --copies corpora/samples\n"
                   "  slant stories --window 7 --format jsonl corpora/samples\n"
                   "  slant stories --format records corpora/samples | slant frames --rows outlets "
                   "--within story\n");
  line.Add()("window", po::value<int>()->default_value(3),
             "days within which articles of one story follow each other")(
      "threshold", po::value<double>()->default_value(0.5, "0.5"),
      "probability of one story, on average over its pairs of articles, that puts articles "
      "together")("story", po::value<std::string>()->default_value(""),
                  "field with known story ids: these are kept, articles without one are added to "
                  "them or to new "
                  "stories")("copies", po::bool_switch(), "show only the articles that are copies")(
      "format", po::value<std::string>()->default_value("text"),
      "text, jsonl, csv; records: the articles with story and copy_of; pairs: how alike articles "
      "are")("keep", po::value<std::string>()->default_value(""),
             "with --format records: further FIELD,FIELD,... to hand on")(
      "most", po::value<int>()->default_value(40), "stories that --format text lists")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  AddRunOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  if (const auto ending = CheckOptions(line)) {
    return *ending;
  }
  const auto& format = line.Get<std::string>("format");
  const bool records = format == "records";
  const auto language = OpenLanguage(line);
  if (!language) {
    return language.error();
  }
  StoryOptions options;
  options.decay.window_days = line.Get<int>("window");
  options.threshold = line.Get<double>("threshold");
  if (format == "pairs") {
    options.list_pairs = kLeastListed;
  }
  const auto& given = line.Get<std::string>("story");
  std::vector<std::string> keep = SplitAtCommas(line.Get<std::string>("keep"));
  if (!given.empty()) {
    keep.push_back(given);
  }
  StoryFinder finder(options);
  std::vector<StoryHeading> headings;
  // Articles wait until their stories are known; standard input could not be read twice.
  SpillFile waiting;
  std::vector<std::pair<std::uint64_t, std::size_t>> places;
  Status spilled;
  const Status run = RunWorkers(
      line, keep,
      [&]() -> ArticleWorker {
        const auto reader =
            std::make_shared<FactsReader>(language->segmenter, language->extractor.vectors());
        return [&, reader](Article article) {
          ArticleOutput out;
          const auto found = std::make_shared<Found>();
          found->facts = reader->Read(article);
          if (!given.empty()) {
            found->facts.given = article.Field(given).value_or("");
          }
          if (records) {
            article.story.clear();  // what was found takes its place
            std::erase_if(article.extra,
                          [](const auto& field) { return field.first == "copy_of"; });
            AppendExtractJson(article, LanguageOf(article.text, article.language).code, out.rows);
          }
          found->heading = {std::move(article.id), std::move(article.outlet),
                            std::move(article.date), std::move(article.title)};
          out.found = found;
          return out;
        };
      },
      [&](const ArticleOutput& out) {
        Found& found = *static_cast<Found*>(out.found.get());
        spilled = finder.Add(found.facts);
        headings.push_back(std::move(found.heading));
        if (spilled && records) {
          if (const auto offset = waiting.Put(out.rows)) {
            places.emplace_back(*offset, out.rows.size());
          } else {
            spilled = offset.error();
          }
        }
        return spilled.ok();
      });
  if (!spilled) {
    return spilled;
  }
  if (headings.empty()) {
    return run;
  }
  auto finished = finder.Finish();
  if (!finished) {
    return finished.error();
  }
  const Stories& stories = *finished;
  const StoryRows rows(headings, stories);
  const bool copies = line.Get<bool>("copies");
  const bool color = UseColor(line.Get<std::string>("color"));
  Output output;
  std::string text;
  if (format == "text") {
    copies ? rows.AppendCopiesText(color, text)
           : rows.AppendText(static_cast<std::size_t>(line.Get<int>("most")), color, text);
    output.Write(text);
  } else if (format == "pairs") {
    for (std::size_t i = 0; i < stories.pairs.size() && output.good(); ++i) {
      text.clear();
      rows.AppendPairJson(stories.pairs[i], text);
      output.Write(text);
    }
  } else {
    if (format == "csv") {
      StoryRows::BeginCsv(text);
      output.Write(text);
    }
    for (std::size_t i = 0; i < headings.size() && output.good(); ++i) {
      const StoryOfArticle& found = stories.articles[i];
      text.clear();
      if (records) {
        if (const Status got = waiting.Get(places[i].first, places[i].second, text); !got) {
          return got;
        }
        FillRecord(found.story,
                   found.copy_of ? std::optional(headings[*found.copy_of].article) : std::nullopt,
                   text);
      } else if (!copies || found.copy_of) {
        format == "csv" ? rows.AppendCsv(i, text) : rows.AppendJson(i, text);
      }
      output.Write(text);
    }
  }
  if (const Status written = output.Finish(); !written) {
    return written;
  }
  return run;
}

}  // namespace slant::tools
