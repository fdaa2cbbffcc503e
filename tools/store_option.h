/// @file store_option.h
/// --db: a file that keeps scored articles, so that a run scores only what is new.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "command.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/pipeline/model.h"
#include "slant/store/store.h"

namespace slant::tools {

struct ArticleOutput;

/// What a run looks up in a database and adds to it.
struct StoreRun {
  std::string path;
  Store store;  ///< of the ordered stage, which alone writes; each worker opens one to look up
  ScoringId scoring = ScoringId::kNone;
  RenderingId rendering = RenderingId::kNone;
  /// Fills an answer from an article that was found: its metrics, or rows, are there already.
  /// Called on many threads.  May be empty.
  std::function<void(const Article&, ArticleOutput&)> recall;
};

/// Adds --db.
void AddStoreOption(CommandLine& line);

/// --db without INPUT: the database alone is read.
bool FromStoreAlone(const CommandLine& line);

/// The facts that a database has of an article, into an answer; none if there are none.
void RecallFacts(const Article& article, std::string_view bytes, ArticleOutput& out);

/// Holds what score and compare share (--format, --rules, those of CheckRunOptions, and what a run
/// from the database alone cannot have) against what it may be; wrong usage, or nothing.
std::optional<Ending> CheckScoringOptions(const CommandLine& line);

/// What the numbers of a run depend on: the model and all options that change a number.
/// @param columns of ArticleMetrics::measures.
Result<ScoringKey> ScoringOf(const CommandLine& line, const LanguageModel& model,
                             std::span<const MeasureColumn> columns);

/// Opens --db, to write unless it is read alone; nothing without the option.
/// @param rows_options what rows depend on besides the scoring; nothing for a run without rows.
Result<std::optional<StoreRun>> OpenStore(const CommandLine& line, const ScoringKey& key,
                                          const std::optional<std::string>& rows_options);

/// All articles of the database as a run over them would give them, in the order in which they
/// first came, and a line on standard error that says how many.
/// @param sink returns false to stop.
/// @return kNotFound if there is none that was scored so.
Status RunStored(StoreRun& run, const std::function<bool(const ArticleOutput&)>& sink);

}  // namespace slant::tools
