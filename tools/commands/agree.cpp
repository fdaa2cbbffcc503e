#include <algorithm>

#include "commands/commands.h"
#include "slant/report/agreement_rows.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

Ending RunAgree(const std::vector<std::string>& arguments) {
  CommandLine line(
      "agree [options] [TABLE...]",
      "How far coders agree with each other and a model with them.  A table is CSV (from a\n"
      "spreadsheet) or JSON Lines, a row for each unit, a column for each coder; several tables\n"
      "(one a coder, and the key that `slant sample --key` wrote) are joined by --join.\n"
      "Krippendorff's alpha (nominal, ordinal, interval; answers may be missing) with a bootstrap\n"
      "interval over units, percent agreement, the model's macro-F1 and confusion against each "
      "coder\n"
      "and the majority, and its mean error by length and topic.",
      "  slant agree --coders ann,ben,cem --model model_tone coded.csv\n"
      "  slant agree --coders coder_tone --model model_tone --level ordinal ann.csv ben.csv "
      "key.csv\n"
      "  slant agree --level interval --coders ann,ben --format jsonl coded.jsonl\n"
      "  printf 'ann,ben\\nnegative,neutral\\npositive,positive\\nneutral,neutral\\n' | slant "
      "agree "
      "--coders ann,ben\n");
  line.Add()("coders", po::value<std::string>()->default_value("all"),
             "columns of the coders; all: every column whose name begins with 'coder'.  A name "
             "means that column of every table")(
      "model", po::value<std::string>()->default_value(""), "column of the model's answers")(
      "level", po::value<std::string>()->default_value("nominal"),
      "nominal, ordinal or interval: what pairs and the model are measured at")(
      "order", po::value<std::string>()->default_value(""),
      "labels from low to high; without it numbers, or negative, neutral, positive")(
      "join", po::value<std::string>()->default_value("item"),
      "column that says which unit a row is, where there are several tables")(
      "by", po::value<std::string>()->default_value("topic,outlet,voice"),
      "columns whose values the model's error is told by, where they exist")(
      "length", po::value<std::string>()->default_value("text"),
      "column of a length or a text: the model's error by thirds of it")(
      "min-group", po::value<int>()->default_value(5), "units of a group that is told")(
      "replicates", po::value<int>()->default_value(1000), "of the bootstrap; 0 for none")(
      "format", po::value<std::string>()->default_value("text"), "text, jsonl or csv")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never")(
      "strict", po::bool_switch(), "stop at the first row that cannot be read");
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  const auto& format = line.Get<std::string>("format");
  if (format != "text" && format != "jsonl" && format != "csv") {
    return WrongUsage("--format is text, jsonl or csv, found '" + format + "'");
  }
  AgreementOptions options;
  const auto& level = line.Get<std::string>("level");
  if (level == "ordinal") {
    options.level = MeasurementLevel::kOrdinal;
  } else if (level == "interval") {
    options.level = MeasurementLevel::kInterval;
  } else if (level != "nominal") {
    return WrongUsage("--level is nominal, ordinal or interval, found '" + level + "'");
  }
  const int replicates = line.Get<int>("replicates");
  if (replicates < 0 || replicates > 100'000 || line.Get<int>("min-group") < 1) {
    return WrongUsage("--replicates is 0 to 100000, --min-group 1 or more");
  }
  if (line.Get<std::string>("coders") != "all") {
    options.coders = SplitAtCommas(line.Get<std::string>("coders"));
  }
  options.model = line.Get<std::string>("model");
  options.order = SplitAtCommas(line.Get<std::string>("order"));
  options.fields = SplitAtCommas(line.Get<std::string>("by"));
  options.length = line.Get<std::string>("length");
  options.min_group = static_cast<std::size_t>(line.Get<int>("min-group"));
  options.bootstrap.replicates = replicates;

  std::vector<std::string> paths = line.inputs();
  if (paths.empty()) {
    paths.emplace_back("-");
  }
  std::vector<CodingTable> tables;
  for (const std::string& path : paths) {
    auto table = ReadCodingTable(path);
    if (!table) {
      return table.error();
    }
    tables.push_back(std::move(*table));
  }
  CodingTable table;
  if (tables.size() == 1) {
    table = std::move(tables[0]);
  } else {
    auto joined = JoinCodingTables(std::move(tables), line.Get<std::string>("join"));
    if (!joined) {
      return joined.error();
    }
    table = std::move(*joined);
  }
  constexpr std::size_t kMostNotes = 10;
  for (std::size_t i = 0; i < std::min(table.notes.size(), kMostNotes); ++i) {
    if (line.Get<bool>("strict")) {
      return table.notes[i];
    }
    Warn(table.notes[i]);
  }
  if (table.notes.size() > kMostNotes) {
    Warn({ErrorCode::kMalformed,
          std::to_string(table.notes.size()) + " rows could not be read; these were the first",
          ""});
  }
  const auto report = ReportAgreement(table, options);
  if (!report) {
    return report.error();
  }
  if (report->first_unread) {
    if (line.Get<bool>("strict")) {
      return *report->first_unread;
    }
    Warn(*report->first_unread);
  }
  std::string text;
  if (format == "jsonl") {
    AppendAgreementJson(*report, text);
  } else if (format == "csv") {
    AppendAgreementCsv(*report, text);
  } else {
    AppendAgreementText(*report, UseColor(line.Get<std::string>("color")), text);
  }
  Output output;
  output.Write(text);
  return output.Finish();
}

}  // namespace slant::tools
