#include "article_run.h"
#include "commands/commands.h"
#include "slant/report/segment_rows.h"
#include "slant/text/segmenter.h"

namespace slant::tools {

namespace po = boost::program_options;

Ending RunSegment(const std::vector<std::string>& arguments) {
  CommandLine line(
      "segment [options] [INPUT...]",
      "Shows what was seen in articles before any score: sentences, tokens, direct quotations,\n"
      "reported speech with source and cue, speakers, and names with their later mentions.",
      "  slant segment corpora/samples/plain/council-vote.txt\n"
      "  slant segment --format jsonl corpora/samples/ferry.jsonl\n");
  line.Add()("format", po::value<std::string>()->default_value("text"), "text or jsonl")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  AddReadOptions(line);
  AddOutputOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  if (const auto wrong = CheckRunOptions(line)) {
    return *wrong;
  }
  const auto& format = line.Get<std::string>("format");
  if (format != "text" && format != "jsonl") {
    return WrongUsage("--format is text or jsonl, found '" + format + "'");
  }
  const bool json = format == "jsonl";
  const bool color = UseColor(line.Get<std::string>("color"));
  const bool one_sentence = ChosenUnit(line) == Unit::kSentence;
  const Segmenter segmenter{Vocabulary()};
  RunOutput output;
  if (const auto ending = output.Open(line, "")) {
    return *ending;
  }
  return RunWorkers(
      line, {},
      [&]() -> ArticleWorker {
        return [&, document = Document()](Article article) mutable {
          ArticleOutput out;
          std::string text = std::exchange(article.text, {});
          one_sentence ? segmenter.SegmentOneSentence(std::move(text), document)
                       : segmenter.Segment(std::move(text), document);
          json ? AppendSegmentJson(article, document, out.rows)
               : AppendSegmentText(article, document, color, out.rows);
          return out;
        };
      },
      {}, &output);
}

}  // namespace slant::tools
