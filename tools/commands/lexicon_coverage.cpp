#include "slant/lexicon/lexicon_coverage.h"

#include <list>
#include <mutex>
#include <set>

#include "article_run.h"
#include "commands/lexicon_actions.h"
#include "lexicon_option.h"
#include "model_option.h"
#include "slant/report/lexicon_rows.h"
#include "slant/text/segmenter.h"

namespace slant::tools {

namespace {

// The model's words.  They make matching faster and change no count, so that without a default
// model it goes on without them.
Result<Vocabulary> OpenVocabulary(const CommandLine& line) {
  const auto path = ModelPath(line);
  if (!path) {
    return Vocabulary();
  }
  SLANT_ASSIGN_OR_RETURN(auto file, SectionFile::Open(*path));
  return Vocabulary::FromFile(std::move(file));
}

// Two versions of one list may have one name: then their paths tell them apart.
void NameApart(const std::vector<std::string>& paths, std::vector<Lexicon>& lexicons) {
  std::multiset<std::string> names;
  for (const Lexicon& lexicon : lexicons) {
    names.insert(lexicon.name);
  }
  for (std::size_t i = 0; i < lexicons.size(); ++i) {
    if (names.count(lexicons[i].name) > 1) {
      lexicons[i].name = paths[i];
    }
  }
}

}  // namespace

Ending CoverLexicons(const CommandLine& line) {
  if (const auto wrong = CheckLexiconFormat(line)) {
    return *wrong;
  }
  const std::vector<std::string> paths = LexiconPaths(line);
  if (paths.empty()) {
    return WrongUsage("slant lexicon coverage needs --lexicon FILE");
  }
  const int top = line.Get<int>("top");
  if (top < 0) {
    return WrongUsage("--top is 0 or more, found " + std::to_string(top));
  }
  auto lexicons = ReadLexicons(LexiconPaths(line));
  if (!lexicons) {
    return lexicons.error();
  }
  NameApart(paths, *lexicons);
  auto vocabulary = OpenVocabulary(line);
  if (!vocabulary) {
    return vocabulary.error();
  }
  const LexiconCoverage coverage(std::move(*lexicons), *vocabulary);
  const Segmenter segmenter(std::move(*vocabulary));
  const bool one_sentence = ChosenUnit(line) == Unit::kSentence;

  // Each thread counts for itself; sums of whole numbers do not depend on who counted what.
  std::mutex mutex;
  std::list<CoverageCounts> parts;
  const Status run = RunWorkers(
      line, {},
      [&]() -> ArticleWorker {
        std::lock_guard lock(mutex);
        return [&, &counts = parts.emplace_back(coverage.Zero()), document = Document(),
                work = CoverageWorkspace()](Article article) mutable {
          one_sentence ? segmenter.SegmentOneSentence(std::move(article.text), document)
                       : segmenter.Segment(std::move(article.text), document);
          coverage.Count(document, work, counts);
          return ArticleOutput();
        };
      },
      [](const ArticleOutput&) { return true; });
  CoverageCounts counts = coverage.Zero();
  for (const CoverageCounts& part : parts) {
    counts.Merge(part);
  }
  // After an early end (--strict) the threads had come as far as they had; such counts mean
  // nothing.
  if (counts.articles == 0 || (!run && line.Get<bool>("strict"))) {
    return run;
  }
  const CoverageReport report = coverage.Report(counts, static_cast<std::size_t>(top));
  std::string rows;
  line.Get<std::string>("format") == "json"
      ? AppendCoverageJson(report, rows)
      : AppendCoverageText(report, UseColor(line.Get<std::string>("color")), rows);
  Output output;
  output.Write(rows);
  if (const Status written = output.Finish(); !written) {
    return written;
  }
  return run;
}

}  // namespace slant::tools
