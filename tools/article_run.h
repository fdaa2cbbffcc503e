/// @file article_run.h
/// The run over articles that score and compare share: inputs, model, threads, bad records.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "command.h"
#include "model_option.h"
#include "slant/pipeline/scorer.h"
#include "terminal.h"

namespace slant::tools {

/// --unit, --threads, --strict.
void AddReadOptions(CommandLine& line);

/// The same and --model.
void AddRunOptions(CommandLine& line);

/// A worker's answer for one article, made on many threads.
struct ArticleOutput {
  std::string rows;       ///< what to print
  std::string group;      ///< the value of --by
  std::uint64_t key = 0;  ///< hash of the article's content
  ArticleMetrics metrics;
  std::vector<double> numbers;  ///< what else the command's sink should have
  std::string topic;            ///< what lift is held constant in (frames)
  std::shared_ptr<void> found;  ///< what a command of its own needs of the article
  std::string notice;           ///< a warning about the article's bytes, or empty
  std::optional<Error> failure;
};

/// Holds --unit, --threads and --color against what they may be; wrong usage, or nothing.
std::optional<Ending> CheckRunOptions(const CommandLine& line);

/// --threads, at least 1.
int ChosenThreads(const CommandLine& line);

/// What a thread does with an article.
using ArticleWorker = std::function<ArticleOutput(Article)>;

/// Runs all inputs through workers, one a thread.  Records that cannot be read are reported and
/// counted; so are articles with a notice or a failure.
/// @param sink called in order on this thread; false stops.
/// @return as RunArticles.
Status RunWorkers(const CommandLine& line, const std::vector<std::string>& keep_fields,
                  const std::function<ArticleWorker()>& make_worker,
                  const std::function<bool(const ArticleOutput&)>& sink);

/// Is a text an article to split, or one sentence?
Unit ChosenUnit(const CommandLine& line);

/// Scores all inputs.  Records that cannot be read are reported and counted.
/// @param make_scorer called once a thread.
/// @param make called on many threads for each scored article.
/// @param sink called in order on this thread; false stops.
/// @return kNotFound or kIo if an input could not be opened (the others were run); the first
///         malformed record's error with --strict; kMalformed if there was no article at all.
Status RunArticles(const CommandLine& line, const std::vector<std::string>& keep_fields,
                   const std::function<Scorer()>& make_scorer,
                   const std::function<void(const ScoredArticle&, ArticleOutput&)>& make,
                   const std::function<bool(const ArticleOutput&)>& sink);

}  // namespace slant::tools
