/// @file article_run.h
/// The run over articles that score and compare share: inputs, model, threads, bad records.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "command.h"
#include "model_option.h"
#include "run_output.h"
#include "slant/pipeline/scorer.h"
#include "slant/store/store.h"
#include "slant/story/article_facts.h"
#include "store_option.h"
#include "terminal.h"

namespace slant::tools {

/// --unit, --threads, --strict, --manifest, and how fields and outlets are named: --field,
/// --text-col and its like, --outlets.
void AddReadOptions(CommandLine& line);

/// --language: a record in another language is passed over and counted.  For runs that score.
void AddLanguageOption(CommandLine& line);

/// The same and --model.
void AddRunOptions(CommandLine& line);

/// A worker's answer for one article, made on many threads.
struct ArticleOutput {
  std::string rows;       ///< what to print
  std::string group;      ///< the value of --by
  std::uint64_t key = 0;  ///< hash of the article's content
  ArticleMetrics metrics;
  std::string kind;                   ///< the article's
  std::vector<double> numbers;        ///< what else the command's sink should have
  std::string topic;                  ///< what lift is held constant in (frames)
  std::shared_ptr<void> found;        ///< what a command of its own needs of the article
  std::optional<ArticleFacts> facts;  ///< by which its story is found, if the run asks for them
  std::string notice;                 ///< a warning about the article's bytes, or empty
  std::size_t replaced_bytes = 0;
  std::optional<Error> failure;
  bool foreign = false;              ///< the failure is that the text is in another language
  std::optional<StoredArticle> put;  ///< what the database does not have yet
  std::optional<Error> fatal;        ///< the run cannot go on
};

/// Holds --unit, --threads and --color against what they may be; wrong usage, or nothing.
std::optional<Ending> CheckRunOptions(const CommandLine& line);

/// --threads, at least 1.
int ChosenThreads(const CommandLine& line);
/// The kinds that --kind names, with commas between; `otherwise` if it is not given, and no kind at
/// all for "all".
std::set<std::string, std::less<>> ChosenKinds(const CommandLine& line,
                                               std::set<std::string, std::less<>> otherwise);

/// What a thread does with an article.
using ArticleWorker = std::function<ArticleOutput(Article)>;

/// Runs all inputs through workers, one a thread.  Records that cannot be read are reported and
/// counted; so are articles with a notice or a failure, and those in another language if the
/// command has the option for it.  Ends with the manifest, if it is wanted, and with a line on
/// standard error that says what was read and what not.
/// @param sink called in order on this thread; false stops.
/// @param output if not null, what gets the rows (before `sink`, which may be empty): says which
///        records are done already, or belong to another part, and are not run.
/// @param store if not null, where articles are looked up before they are run, and what gets
///        ArticleOutput::put, whose keys are filled in here.  Rows and `sink` come after the
///        commit, so nothing leaves the program that the database does not have.
/// @return as RunArticles.
Status RunWorkers(const CommandLine& line, const std::vector<std::string>& keep_fields,
                  const std::function<ArticleWorker()>& make_worker,
                  const std::function<bool(const ArticleOutput&)>& sink,
                  RunOutput* output = nullptr, StoreRun* store = nullptr);

/// Is a text an article to split, or one sentence?
Unit ChosenUnit(const CommandLine& line);

/// What to do with scored articles.
struct ScoringRun {
  std::vector<std::string> keep_fields;
  std::function<Scorer()> make_scorer;  ///< called once a thread
  /// Called on many threads for each scored article.
  std::function<void(const ScoredArticle&, ArticleOutput&)> make;
  std::function<bool(const ArticleOutput&)> sink;  ///< called in order on this thread; false stops
  RunOutput* output = nullptr;                     ///< as of RunWorkers
  StoreRun* store = nullptr;                       ///< as of RunWorkers
  /// Reads ArticleOutput::facts, which `store` keeps; nullptr: none are read.
  const LanguageModel* facts_by = nullptr;
};

/// Scores all inputs.  Records that cannot be read are reported and counted.
/// @return kNotFound or kIo if an input could not be opened (the others were run); the first
///         malformed record's error with --strict; kMalformed if there was no article at all.
Status RunArticles(const CommandLine& line, const ScoringRun& run);

}  // namespace slant::tools
