#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "article_run.h"
#include "commands/commands.h"
#include "commands/lexicon_actions.h"
#include "lexicon_option.h"
#include "model_option.h"
#include "slant/lexicon/lexicon_check.h"
#include "slant/lexicon/lexicon_writer.h"
#include "slant/report/lexicon_rows.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

std::optional<Ending> CheckLexiconFormat(const CommandLine& line) {
  const auto& format = line.Get<std::string>("format");
  if (format != "text" && format != "json") {
    return WrongUsage("--format is text or json, found '" + format + "'");
  }
  return std::nullopt;
}

Status WriteList(const CommandLine& line, std::string_view text) {
  if (!line.Has("output") || line.Get<std::string>("output") == "-") {
    Output output;
    output.Write(text);
    return output.Finish();
  }
  const auto& path = line.Get<std::string>("output");
  errno = 0;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) {
    return Error{ErrorCode::kIo, std::string("cannot write: ") + std::strerror(errno), path};
  }
  return {};
}

Ending CheckLexicons(const CommandLine& line) {
  if (const auto wrong = CheckLexiconFormat(line)) {
    return *wrong;
  }
  if (line.inputs().empty()) {
    return WrongUsage("slant lexicon check needs files");
  }
  const bool json = line.Get<std::string>("format") == "json";
  const bool color = UseColor(line.Get<std::string>("color"));
  // What was found in one list does not keep the others from being looked at; the last one's error
  // ends the program.
  std::optional<Error> failure;
  const auto fail = [&](Error error) {
    if (failure) {
      Warn(*failure);
    }
    failure = std::move(error);
  };
  Output output;
  for (const std::string& path : line.inputs()) {
    const auto report = CheckLexicon(path);
    if (!report) {
      fail(report.error());
      continue;
    }
    std::string rows;
    json ? AppendCheckJson(path, *report, rows) : AppendCheckText(path, *report, color, rows);
    output.Write(rows);
    if (report->bad_line_count > 0) {
      fail({ErrorCode::kMalformed,
            report->bad_line_count == 1 ? "one line is bad"
                                        : std::to_string(report->bad_line_count) + " lines are bad",
            path});
    }
  }
  if (const Status written = output.Finish(); !written) {
    return written;
  }
  return failure ? Ending(*failure) : Ending();
}

Ending ConvertLexicon(const CommandLine& line) {
  const auto& to = line.Get<std::string>("to");
  std::string known;
  bool found = false;
  for (const std::string_view format : LexiconWriterFormats()) {
    known += (known.empty() ? "" : ", ") + std::string(format);
    found = found || format == to;
  }
  if (!found) {
    return WrongUsage("--to is one of " + known + ", found '" + to + "'");
  }
  if (line.inputs().size() != 1) {
    return WrongUsage("slant lexicon convert needs one file, found " +
                      std::to_string(line.inputs().size()));
  }
  const std::string& path = line.inputs()[0];
  const auto lexicon = ReadLexiconWithNotes(path);
  if (!lexicon) {
    return lexicon.error();
  }
  auto written = WriteLexicon(*lexicon, to);
  if (!written) {
    Error error = written.error();
    error.source = error.source.empty() ? path : error.source;
    return error;
  }
  for (const std::string& note : written->notes) {
    Warn({ErrorCode::kInvalidArgument, note, path});
  }
  return WriteList(line, written->text);
}

namespace {

struct Action {
  std::string_view name;
  Ending (*run)(const CommandLine& line);
};
constexpr Action kActions[] = {{"check", CheckLexicons},
                               {"coverage", CoverLexicons},
                               {"convert", ConvertLexicon},
                               {"grow", GrowSeeds}};

}  // namespace

Ending RunLexicon(const std::vector<std::string>& arguments) {
  CommandLine line(
      "lexicon check|coverage|convert|grow [options] [FILE or INPUT...]",
      "check     says what is in word lists of any format (VADER, LIWC, NRC, quanteda, AFINN,\n"
      "          Lexicoder, tables, JSON Lines, plain words, slant's own), where they come from,\n"
      "          which lines are bad and where they contradict themselves; exit 1 for a bad line\n"
      "coverage  holds lists against articles: how many of their words each list and category\n"
      "          covers, which words drive it, and how far the lists agree in valence\n"
      "convert   writes a list in another format and says what that could not hold\n"
      "grow      guesses valence, tone and event of a model's words from a list of seeds, by\n"
      "          kernel ridge regression over word vectors, and writes the seeds with the guesses\n"
      "          that are sure enough; seeds have a confidence of 1, guesses less.  With 8,000\n"
      "          seeds it takes some minutes:\n"
      "          slant lexicon grow --lexicon SEEDS.tsv -o GROWN.tsv",
      "  slant lexicon check corpora/lexicons/cues-en.tsv corpora/lexicons/slant-en-seeds.tsv\n"
      "  slant lexicon coverage --top 5 --lexicon corpora/lexicons/slant-en-seeds.tsv "
      "corpora/samples\n"
      "  slant lexicon convert --to vader -o /tmp/seeds.txt corpora/lexicons/slant-en-seeds.tsv\n"
      "  slant lexicon convert --to quanteda corpora/lexicons/cues-en.tsv\n");
  line.Add()("output,o", po::value<std::string>(),
             "convert, grow: file to write (default: standard output)")(
      "format", po::value<std::string>()->default_value("text"),
      "check, coverage: text or json (one line for each list or run)")(
      "color", po::value<std::string>()->default_value("auto"),
      "check, coverage: auto, always or never")("to", po::value<std::string>()->default_value(""),
                                                "convert: slant, vader, csv, quanteda or liwc")(
      "top", po::value<int>()->default_value(10),
      "coverage: words to name for each list and category")(
      "confidence", po::value<double>()->default_value(0.6, "0.6"),
      "grow: least confidence of a guess, in [0, 1]")(
      "least-valence", po::value<double>()->default_value(0.3, "0.3"),
      "grow: least distance of a guess from 0, in [0, 4]")(
      "folds", po::value<int>()->default_value(5),
      "grow: parts of the seeds that are guessed from the others, to see how good guesses are");
  AddLexiconOption(line, "coverage: list, may be given several times; grow: the seeds");
  AddRunOptions(line);
  std::vector<std::string> rest = arguments;
  std::string name;
  if (!rest.empty() && !rest[0].starts_with('-')) {
    name = rest[0];
    rest.erase(rest.begin());
  }
  if (const auto ending = line.Parse(rest)) {
    return *ending;
  }
  if (const auto wrong = CheckRunOptions(line)) {
    return *wrong;
  }
  for (const Action& action : kActions) {
    if (action.name == name) {
      return action.run(line);
    }
  }
  return WrongUsage("slant lexicon does check, coverage, convert or grow; found '" + name + "'");
}

}  // namespace slant::tools
