#include "store_option.h"

#include <utility>

#include "article_run.h"
#include "lexicon_option.h"
#include "run_account.h"
#include "slant/base/format.h"
#include "slant/report/row_writer.h"
#include "slant/story/facts_bytes.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

std::string Exact(double number) { return Format("%.17g", number); }

// A reader who finds nothing wants to know what there is.
Error NothingScoredSo(Store& store, const std::string& path, const std::string& model) {
  std::string message =
      "no article in the database was scored by this model (" + model + ") with these options";
  if (const auto scorings = store.CountScorings()) {
    std::int64_t others = 0, same_model = 0;
    for (const auto& scoring : *scorings) {
      others += scoring.articles;
      same_model += scoring.key.model == model ? scoring.articles : 0;
    }
    message += "; by this model with other options: " + std::to_string(same_model) +
               ", by other models: " + std::to_string(others - same_model);
  }
  return {ErrorCode::kNotFound, std::move(message), path};
}

// Who pipes articles in and names no INPUT finds out here.
Error WithHint(Error error) {
  if (error.code == ErrorCode::kNotFound) {
    error.message += " (without INPUT the database is read alone; - is the standard input)";
  }
  return error;
}

}  // namespace

void AddStoreOption(CommandLine& line) {
  line.Add()("db", po::value<std::string>(),
             "file that keeps scored articles (SQLite): only what is new to it is scored; without "
             "INPUT it is read alone");
}

bool FromStoreAlone(const CommandLine& line) { return line.Has("db") && line.inputs().empty(); }

std::optional<Ending> CheckScoringOptions(const CommandLine& line) {
  const auto& format = line.Get<std::string>("format");
  if (FindRowFormat(format) == nullptr) {
    return WrongUsage("--format is text, jsonl or csv, found '" + format + "'");
  }
  for (const auto check : {CheckRunOptions, CheckMeasureOptions}) {
    if (const auto ending = check(line)) {
      return ending;
    }
  }
  if (FromStoreAlone(line)) {
    for (const char* name : {"manifest", "shard"}) {
      if (line.Has(name)) {
        return WrongUsage(std::string("--") + name + " tells of INPUT, but --db is read alone");
      }
    }
  }
  return std::nullopt;
}

Result<ScoringKey> ScoringOf(const CommandLine& line, const LanguageModel& model,
                             std::span<const MeasureColumn> columns) {
  const auto on = [&](const char* name) {
    return line.Knows(name) && line.Get<bool>(name) ? "yes" : "no";
  };
  const bool only = line.Knows("only") && !line.Get<std::string>("only").empty();
  ScoringKey key;
  key.model = Fingerprint(*model.file);
  key.options = std::string("version=") + SLANT_VERSION +
                "\nlanguage=" + line.Get<std::string>("language") +
                "\nunit=" + line.Get<std::string>("unit") + "\nlexicon-only=" + on("lexicon-only") +
                "\nonly=" + (only ? line.Get<std::string>("only") : "") +
                "\nabstain=" + Exact(line.Knows("abstain") ? line.Get<double>("abstain") : 0) +
                "\nframes=" + on("frames") + "\nrules=" + line.Get<std::string>("rules") + "\n";
  for (const std::string& path : LexiconPaths(line)) {
    SLANT_ASSIGN_OR_RETURN(const std::string sha, FileSha256(path));
    key.options += "lexicon=" + sha + "\n";
  }
  for (const MeasureColumn& column : columns) {
    key.measures.push_back(column.group + "." + column.name);
    key.options += "measure=" + key.measures.back() + "\n";
  }
  return key;
}

Result<std::optional<StoreRun>> OpenStore(const CommandLine& line, const ScoringKey& key,
                                          const std::optional<std::string>& rows_options) {
  if (!line.Has("db")) {
    return std::optional<StoreRun>();
  }
  const auto& path = line.Get<std::string>("db");
  const bool alone = FromStoreAlone(line);
  auto store = Store::Open(path, alone ? StoreAccess::kRead : StoreAccess::kWrite);
  if (!store) {
    return WithHint(store.error());
  }
  const auto scoring = store->Scoring(key);
  if (!scoring) {
    return WithHint(scoring.error().code == ErrorCode::kNotFound
                        ? NothingScoredSo(*store, path, key.model)
                        : scoring.error());
  }
  RenderingId rendering = RenderingId::kNone;
  if (rows_options) {
    const auto found = store->Rendering(*scoring, *rows_options);
    if (!found) {
      return WithHint(found.error());
    }
    rendering = *found;
  }
  return std::optional(StoreRun{path, std::move(store).value(), *scoring, rendering, {}});
}

void RecallFacts(const Article& article, std::string_view bytes, ArticleOutput& out) {
  out.facts = UnpackFacts(bytes);
  if (out.facts) {
    IdentifyFacts(article, *out.facts);
  }
}

Status RunStored(StoreRun& run, const std::function<bool(const ArticleOutput&)>& sink) {
  std::size_t count = 0;
  SLANT_RETURN_IF_ERROR(run.store.ForEach(run.scoring, run.rendering, [&](StoredArticle stored) {
    ++count;
    ArticleOutput out;
    out.key = stored.keys.text;
    out.kind = stored.article.kind;
    out.metrics = std::move(stored.metrics);
    out.rows = std::move(stored.rows).value_or("");
    RecallFacts(stored.article, stored.facts, out);
    if (run.recall) {
      run.recall(stored.article, out);
    }
    return sink(out);
  }));
  if (count == 0) {
    return Error{ErrorCode::kNotFound,
                 "no article in the database was scored and printed with these options", run.path};
  }
  std::string said = "articles read from the database alone: " + std::to_string(count);
  SLANT_ASSIGN_OR_RETURN(const std::int64_t all, run.store.CountArticles());
  if (all > static_cast<std::int64_t>(count)) {
    said += "; not scored or printed with these options: " +
            std::to_string(all - static_cast<std::int64_t>(count));
  }
  Warn({ErrorCode::kNotFound, said, run.path});
  return {};
}

}  // namespace slant::tools
