/// @file comparison_run.h
/// The options of `slant compare` and where it puts each article.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "article_run.h"
#include "command.h"
#include "slant/outlet/comparison.h"
#include "slant/outlet/period.h"

namespace slant::tools {

/// --by, --metric, --kind, --within, --story, --topic, --copies, --coverage, --time,
/// --min-articles,
/// --detect.
void AddComparisonOptions(CommandLine& line);

/// Fields, accumulators and what is asked of them.
class ComparisonRun {
 public:
  /// Holds the options against what they may be; wrong usage, or nothing.
  std::optional<Ending> Read(const CommandLine& line, const MetricList& metrics);

  const std::string& by() const noexcept { return by_; }

  /// The fields that readers must keep.
  std::vector<std::string> Fields() const;

  /// What a worker notes of an article, on any thread.
  void Note(const Article& article, ArticleOutput& out) const;

  /// Takes a noted article, in order.
  void Add(const ArticleOutput& out);

  bool empty() const noexcept { return articles_.empty() && copies_.empty(); }

  /// Are there articles, but all of kinds that are listed apart?
  bool OnlyApart() const noexcept { return empty() && !apart_.empty(); }

  /// @return the comparison; warns of articles without the field or a date.
  Comparison Finish(int threads);

 private:
  std::string by_, story_, topic_;
  bool keep_copies_ = false, coverage_ = false;
  std::optional<Period> period_;
  ComparisonOptions options_;
  ComparisonAccumulator articles_, copies_, periods_;
  bool lists_apart_ = true;                   // without --kind
  std::set<std::string, std::less<>> kinds_;  // of --kind; empty for all
  ComparisonAccumulator apart_;
  std::set<std::string> apart_kinds_;
  std::size_t without_group_ = 0, without_date_ = 0, copied_ = 0;
};

}  // namespace slant::tools
