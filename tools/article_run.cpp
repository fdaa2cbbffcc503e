#include "article_run.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>

#include "run_account.h"
#include "slant/base/format.h"
#include "slant/base/hash.h"
#include "slant/corpus/article_reader.h"
#include "slant/corpus/field_names.h"
#include "slant/corpus/language.h"
#include "slant/pipeline/ordered_run.h"
#include "slant/story/facts_bytes.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

// --text-col and its like: --field for those who think of a table.
struct ColumnOption {
  const char* name;
  const char* field;
};
constexpr ColumnOption kColumnOptions[] = {{"text-col", "text"},     {"title-col", "title"},
                                           {"outlet-col", "outlet"}, {"date-col", "date"},
                                           {"author-col", "author"}, {"url-col", "url"},
                                           {"id-col", "id"}};

Result<ReaderOptions> ChosenReaderOptions(const CommandLine& line,
                                          const std::vector<std::string>& keep_fields,
                                          InputDigest* digest) {
  ReaderOptions options;
  options.keep_fields = keep_fields;
  options.keep_json = {"targets"};
  options.digest = digest;
  options.keep_all = line.Has("db");  // comparisons to come may group by any of them
  for (const ColumnOption& column : kColumnOptions) {
    if (line.Has(column.name)) {
      options.fields.emplace_back(column.field, line.Get<std::string>(column.name));
    }
  }
  if (line.Has("field")) {
    for (const std::string& pair : line.Get<std::vector<std::string>>("field")) {
      const std::size_t equals = std::min(pair.find('='), pair.size());
      options.fields.emplace_back(pair.substr(0, equals),
                                  pair.substr(std::min(equals + 1, pair.size())));
    }
  }
  SLANT_RETURN_IF_ERROR(CheckFields(options.fields));
  if (line.Has("outlets")) {
    SLANT_ASSIGN_OR_RETURN(options.outlets,
                           OutletNames::WithFile(line.Get<std::string>("outlets")));
  }
  return options;
}

// Drops what a run need not do: the records that a stopped run has done, and those of other parts.
// Each is still read, and numbered; dropped ones become drafts that Finish answers with nothing.
class PartReader : public ArticleReader {
 public:
  PartReader(ArticleReader& reader, const RunOutput* output) : reader_(reader), output_(output) {}

  Result<std::optional<Article>> Next() override {
    return Error{ErrorCode::kInvalidArgument, "only drafts come in parts", ""};
  }
  Result<std::optional<Draft>> NextDraft() override {
    while (true) {
      auto draft = reader_.NextDraft();
      if (draft && !draft->has_value()) {
        return draft;
      }
      const std::uint64_t record = read_++;
      if (output_ == nullptr || (record >= output_->done() && output_->shard().Has(record))) {
        return draft;
      }
    }
  }
  Result<Article> Finish(Draft draft) const override { return reader_.Finish(std::move(draft)); }

  std::uint64_t read() const noexcept { return read_; }

 private:
  ArticleReader& reader_;
  const RunOutput* output_;
  std::uint64_t read_ = 0;
};

std::string Plural(std::uint64_t count, const std::string& what) {
  return what + ": " + std::to_string(count);
}

// Answers from the database; false if it does not know the article.
bool LookUp(Result<Store>& connection, const StoreRun& run, const Article& article,
            const ArticleKeys& keys, ArticleOutput& out) {
  if (!connection) {
    out.fatal = connection.error();
    return true;
  }
  auto found = connection->Find(article, keys, run.scoring, run.rendering);
  if (!found) {
    out.fatal = found.error();
    return true;
  }
  if (!found->has_value()) {
    return false;
  }
  FoundScores& scores = **found;
  out.key = keys.text;
  out.rows = std::move(scores.rows);
  out.metrics = std::move(scores.metrics);
  RecallFacts(article, scores.facts, out);
  if (run.recall) {
    run.recall(article, out);
  }
  if (!scores.is_recorded && run.rendering == RenderingId::kNone) {
    out.put = StoredArticle{article, keys, out.metrics, {}, std::move(scores.facts)};
  }
  return true;
}

}  // namespace

void AddReadOptions(CommandLine& line) {
  line.Add()("unit", po::value<std::string>()->default_value("article"),
             "what a text is: article, or sentence (no splitting)")(
      "threads", po::value<int>()->default_value(0), "threads; 0 for all cores")(
      "strict", po::bool_switch(), "stop at the first record that cannot be read")(
      "manifest", po::value<std::string>(),
      "file for an account of the run: version, model, options, what was read and what not (JSON)");
  line.Add()("field", po::value<std::vector<std::string>>()->composing(),
             "OURS=THEIRS: our field (text, title, outlet, date, author, url, id, section, kind, "
             "story, topic, language) is called THEIRS in JSON or a table; may be repeated");
  for (const ColumnOption& column : kColumnOptions) {
    line.Add()(column.name, po::value<std::string>(),
               (std::string("the same as --field ") + column.field + "=NAME").c_str());
  }
  line.Add()("outlets", po::value<std::string>(),
             "table of outlets: lines of one name, then domains and other spellings, tabs between");
}

void AddLanguageOption(CommandLine& line) {
  line.Add()("language", po::value<std::string>()->default_value("en"),
             "texts in another language are passed over and counted; any: none is");
}

void AddRunOptions(CommandLine& line) {
  AddModelOption(line);
  AddReadOptions(line);
}

std::optional<Ending> CheckRunOptions(const CommandLine& line) {
  const auto& unit = line.Get<std::string>("unit");
  if (unit != "article" && unit != "sentence") {
    return WrongUsage("--unit is article or sentence, found '" + unit + "'");
  }
  if (line.Get<int>("threads") < 0) {
    return WrongUsage("--threads is 0 or more, found " + std::to_string(line.Get<int>("threads")));
  }
  const std::string color = line.Has("color") ? line.Get<std::string>("color") : "auto";
  if (color != "auto" && color != "always" && color != "never") {
    return WrongUsage("--color is auto, always or never, found '" + color + "'");
  }
  return std::nullopt;
}

std::set<std::string, std::less<>> ChosenKinds(const CommandLine& line,
                                               std::set<std::string, std::less<>> otherwise) {
  if (!line.Has("kind")) {
    return otherwise;
  }
  const auto& text = line.Get<std::string>("kind");
  std::set<std::string, std::less<>> kinds;
  for (std::size_t begin = 0; begin < text.size() && text != "all";) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) {
      kinds.insert(text.substr(begin, end - begin));
    }
    begin = end + 1;
  }
  return kinds;
}

Unit ChosenUnit(const CommandLine& line) {
  return line.Get<std::string>("unit") == "sentence" ? Unit::kSentence : Unit::kArticle;
}

int ChosenThreads(const CommandLine& line) {
  const int threads = line.Get<int>("threads");
  return std::clamp(threads > 0 ? threads : static_cast<int>(std::thread::hardware_concurrency()),
                    1, 256);
}

Status RunWorkers(const CommandLine& line, const std::vector<std::string>& keep_fields,
                  const std::function<ArticleWorker()>& make_worker,
                  const std::function<bool(const ArticleOutput&)>& sink, RunOutput* output,
                  StoreRun* store) {
  const auto began = std::chrono::steady_clock::now();
  const int threads = ChosenThreads(line);
  const bool strict = line.Get<bool>("strict");
  const bool wants_manifest = line.Has("manifest");
  const std::string language = line.Has("language") ? line.Get<std::string>("language") : "any";

  InputDigest digest;
  SLANT_ASSIGN_OR_RETURN(
      ReaderOptions reader_options,
      ChosenReaderOptions(line, keep_fields, wants_manifest ? &digest : nullptr));
  const auto all = OpenArticles(line.inputs(), std::move(reader_options));
  PartReader reader(*all, output);
  Progress progress("articles");
  std::optional<Error> unopened;
  std::optional<Error> fatal;
  RunAccount account = output != nullptr ? output->account() : RunAccount();
  const double seconds_before = account.seconds;
  std::uint64_t record = output != nullptr ? output->done() : 0;
  std::uint64_t done = record;  // records before this one have been answered
  const auto seconds = [&] {
    return seconds_before +
           std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  };
  bool told_of_more = false;
  const auto skip = [&](const Error& error, bool foreign) {
    progress.Clear();
    if (strict && !foreign) {
      fatal = error;
      return false;
    }
    account.Skip(foreign ? "language" : ReasonOf(error.code), error);
    // A file that is not there ends the run with an error, but not before the others are read.
    const bool missing = error.code == ErrorCode::kNotFound || error.code == ErrorCode::kIo;
    if (missing && !unopened) {
      unopened = error;
    } else if (account.AllSkipped() <= kMostProblems) {
      Warn(error);
    } else if (!std::exchange(told_of_more, true)) {
      Warn({ErrorCode::kMalformed, "more records are passed over, and counted but not named", ""});
    }
    done = record;
    return true;
  };
  // What is wrong with an article's bytes is said for every kind of run.
  const auto make_noting_worker = [&] {
    // A connection of this thread's own, to look up.
    const auto connection =
        store != nullptr
            ? std::make_shared<Result<Store>>(Store::Open(store->path, StoreAccess::kRead))
            : nullptr;
    return [&, connection, work = make_worker()](Article article) {
      ArticleOutput out;
      ArticleKeys keys;
      const std::string source = article.source;
      const std::size_t replaced = article.replaced_bytes;
      const std::size_t line_of_first = article.replaced_line;
      std::string kind = article.kind;
      if (connection != nullptr) {
        keys = KeysOf(article);
      }
      const bool known = connection != nullptr && LookUp(*connection, *store, article, keys, out);
      if (!known && language != "any") {
        const Language found = LanguageOf(article.text, article.language);
        if (!MayBe(found, language)) {
          out.foreign = true;
          out.failure = Error{ErrorCode::kMalformed,
                              "the text is " + found.name + " (" + found.code + "), not '" +
                                  language + "', and is not scored; --language any scores it",
                              source};
          return out;
        }
      }
      if (!known) {
        out = work(std::move(article));
        if (out.put) {
          out.put->keys = keys;
        }
      }
      out.kind = std::move(kind);
      out.replaced_bytes = replaced;
      if (replaced > 0) {
        const std::string place = line_of_first > 0 ? ":" + std::to_string(line_of_first) : "";
        out.notice = source + place + ": " + std::to_string(replaced) +
                     " ill-formed bytes or NULs were replaced by U+FFFD";
      }
      if (out.failure) {
        out.failure->source = source;
      }
      return out;
    };
  };
  struct Held {
    std::uint64_t record;
    ArticleOutput answer;
  };
  std::vector<Held> held;  // what waits for the database's commit
  const auto release = [&] {
    bool go_on = true;
    for (const Held& item : held) {
      if (output != nullptr) {
        output->Write(item.record, item.answer.rows);
        go_on = go_on && output->good();
      }
      go_on = go_on && (!sink || sink(item.answer));
    }
    held.clear();
    if (output != nullptr) {
      account.seconds = seconds();
      output->Mark(done, account);
      go_on = go_on && output->good();
    }
    return go_on;
  };
  RunOrdered<ArticleOutput>(reader, threads, make_noting_worker, [&](Result<ArticleOutput> result) {
    while (output != nullptr && !output->shard().Has(record)) {
      ++record;  // records of other parts, which did not come
    }
    const std::uint64_t own = record++;
    if (!result) {
      return skip(result.error(), false);
    }
    if (result->fatal) {
      fatal = std::move(result->fatal);
      return false;
    }
    if (result->failure) {
      return skip(*result->failure, result->foreign);
    }
    if (!result->notice.empty()) {
      progress.Clear();
      Warn({ErrorCode::kMalformed, result->notice, ""});
    }
    ++account.articles;
    ++account.kinds[result->kind];
    account.replaced_bytes += result->replaced_bytes;
    progress.Step();
    if (store != nullptr && result->put) {
      result->put->rows = result->rows;
      if (const Status put =
              store->store.Put(*std::move(result->put), store->scoring, store->rendering);
          !put) {
        fatal = put.error();
        return false;
      }
    }
    held.push_back({own, std::move(result).value()});
    done = record;
    return (store != nullptr && store->store.waiting() > 0) || release();
  });
  if (store != nullptr) {
    if (const Status committed = store->store.Commit(); committed) {
      release();
    } else if (!fatal) {
      fatal = committed.error();
    }
  }
  progress.Clear();
  account.seconds = seconds();
  if (output != nullptr) {
    SLANT_RETURN_IF_ERROR(output->Finish(reader.read(), !fatal));
  }
  if (fatal) {
    return *fatal;
  }
  const std::uint64_t foreign =
      account.skipped.contains("language") ? account.skipped["language"] : 0;
  const std::uint64_t skipped = account.AllSkipped() - foreign;
  const bool tell_all = wants_manifest || ::isatty(STDERR_FILENO) != 0;
  if (skipped > 0 || foreign > 0 || tell_all) {
    std::string text = Plural(account.articles, "articles read") + ", " +
                       Plural(skipped, "records that could not be read");
    if (foreign > 0) {
      text += ", " + Plural(foreign, "not in '" + language + "' and not scored");
    }
    if (tell_all) {
      text += Format(", %.1f s", account.seconds);
    }
    Warn({ErrorCode::kMalformed, text, ""});
  }
  if (wants_manifest) {
    SLANT_ASSIGN_OR_RETURN(const std::string manifest, ManifestJson(line, account, digest));
    SLANT_RETURN_IF_ERROR(WriteWhole(line.Get<std::string>("manifest"), manifest));
  }
  if (unopened) {
    return *unopened;
  }
  const bool is_part = output != nullptr && output->shard().count > 1;
  if (account.articles == 0 && foreign == 0 && !is_part) {
    return Error{ErrorCode::kMalformed, "there was no article to read", ""};
  }
  return {};
}

Status RunArticles(const CommandLine& line, const ScoringRun& run) {
  const auto make_worker = [&]() -> ArticleWorker {
    // A std::function is copied; what it works with must not be.
    struct State {
      Scorer scorer;
      ScoredArticle scored;
      std::optional<FactsReader> facts;
    };
    const auto state = std::make_shared<State>(State{run.make_scorer(), ScoredArticle(), {}});
    if (run.facts_by != nullptr) {
      state->facts.emplace(run.facts_by->segmenter, run.facts_by->extractor.vectors());
    }
    return [&run, state](Article article) {
      ArticleOutput out;
      out.key = Hash64(article.text);
      if (const Status status = state->scorer.Score(std::move(article), state->scored); !status) {
        out.failure = status.error();
        return out;
      }
      const ScoredArticle& scored = state->scored;
      if (state->facts) {
        out.facts = state->facts->Read(scored.article, scored.document);
      }
      run.make(scored, out);
      if (run.store != nullptr) {
        out.put = StoredArticle{
            scored.article, {}, scored.metrics, {}, out.facts ? PackFacts(*out.facts) : ""};
      }
      return out;
    };
  };
  return RunWorkers(line, run.keep_fields, make_worker, run.sink, run.output, run.store);
}

}  // namespace slant::tools
