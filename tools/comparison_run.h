/// @file comparison_run.h
/// The options of `slant compare` and where it puts each article.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "article_run.h"
#include "command.h"
#include "slant/outlet/comparison.h"
#include "slant/outlet/period.h"
#include "slant/story/story_finder.h"

namespace slant::tools {

/// --by, --metric, --kind, --within, --story, --stories, --topic, --target, --sources, --copies,
/// --coverage, --time,
/// --min-articles, --detect.
void AddComparisonOptions(CommandLine& line);

/// Fields, accumulators and what is asked of them.  Where stories are to be found, articles wait as
/// numbers (4 bytes a metric; their facts in a temporary file) until all have come; otherwise
/// nothing waits.
class ComparisonRun {
 public:
  /// Holds the options against what they may be; wrong usage, or nothing.
  /// @param columns of the run's measures; those of the targets are added behind them.
  std::optional<Ending> Read(const CommandLine& line, std::vector<MeasureColumn> columns);

  const std::string& by() const noexcept { return by_; }

  /// The fields that readers must keep.
  std::vector<std::string> Fields() const;

  /// The names of --target: each is a column of metrics behind all others.
  const std::vector<std::string>& targets() const noexcept { return targets_; }

  /// Are stories to be found, so that ArticleOutput::facts are needed?
  bool finds_stories() const noexcept { return finder_.has_value(); }

  /// What a worker notes of an article, on any thread.
  void Note(const Article& article, ArticleOutput& out) const;

  /// The same of an article whose text is at hand: out.metrics gets a column for each target.
  void NoteText(const ScoredArticle& article, ArticleOutput& out) const;

  /// Takes a noted article, in order.
  /// @return kIo if the temporary file of those that wait cannot be written.
  Status Add(const ArticleOutput& out);

  bool empty() const noexcept { return articles_.empty() && copies_.empty() && waiting_.empty(); }

  /// Are there articles, but all of kinds that are listed apart?
  bool OnlyApart() const noexcept { return empty() && !apart_.empty(); }

  /// @return the comparison; kIo if the temporary file cannot be read.  Warns of articles without
  ///         the field or a date.
  Result<Comparison> Finish(int threads);

 private:
  // Where an article stands, and its numbers.
  struct Noted {
    std::uint64_t key = 0;
    std::string group, topic, story, period;
    bool copy = false, dated = true;
    std::int64_t sentences = 0;
    std::vector<float> values;
    std::string title;  // if stories are to be found
    std::vector<QuotedSource> sources;
    struct Said {
      std::size_t target = 0;
      EvidenceSentence sentence;
    };
    std::vector<Said> said;
  };

  void Place(const Noted& article);
  /// Finds the stories of those that wait, and places them.
  /// @return titles of stories by their ids.
  Result<std::map<std::string, std::string>> PlaceWaiting();

  std::string by_, story_, topic_;
  bool keep_copies_ = false, coverage_ = false;
  std::optional<Period> period_;
  ComparisonOptions options_;
  ComparisonAccumulator articles_, copies_, periods_;
  bool lists_apart_ = true;                   // without --kind
  std::set<std::string, std::less<>> kinds_;  // of --kind; empty for all
  ComparisonAccumulator apart_;
  std::set<std::string> apart_kinds_;
  std::size_t without_group_ = 0, without_date_ = 0, without_facts_ = 0, copied_ = 0;
  std::vector<std::string> targets_;
  bool counts_sources_ = false;
  SourceAccumulator sources_;
  EvidenceAccumulator evidence_;
  std::optional<StoryFinder> finder_;
  std::vector<Noted> waiting_;
};

}  // namespace slant::tools
