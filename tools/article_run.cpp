#include "article_run.h"

#include <algorithm>
#include <memory>
#include <thread>

#include "slant/base/hash.h"
#include "slant/corpus/article_reader.h"
#include "slant/pipeline/ordered_run.h"

namespace slant::tools {

namespace po = boost::program_options;

void AddReadOptions(CommandLine& line) {
  line.Add()("unit", po::value<std::string>()->default_value("article"),
             "what a text is: article, or sentence (no splitting)")(
      "threads", po::value<int>()->default_value(0), "threads; 0 for all cores")(
      "strict", po::bool_switch(), "stop at the first record that cannot be read");
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
  const auto& color = line.Get<std::string>("color");
  if (color != "auto" && color != "always" && color != "never") {
    return WrongUsage("--color is auto, always or never, found '" + color + "'");
  }
  return std::nullopt;
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
                  const std::function<bool(const ArticleOutput&)>& sink) {
  const int threads = ChosenThreads(line);
  const bool strict = line.Get<bool>("strict");

  const auto reader = OpenArticles(line.inputs(), {keep_fields, {"targets"}});
  Progress progress("articles");
  std::optional<Error> unopened;
  std::optional<Error> fatal;
  std::size_t articles = 0;
  std::size_t skipped = 0;
  const auto skip = [&](const Error& error) {
    progress.Clear();
    if (strict) {
      fatal = error;
      return false;
    }
    ++skipped;
    // A file that is not there ends the run with an error, but not before the others are read.
    const bool missing = error.code == ErrorCode::kNotFound || error.code == ErrorCode::kIo;
    if (missing && !unopened) {
      unopened = error;
    } else {
      Warn(error);
    }
    return true;
  };
  // What is wrong with an article's bytes is said for every kind of run.
  const auto make_noting_worker = [&] {
    return [work = make_worker()](Article article) {
      std::string notice;
      if (article.replaced_bytes > 0) {
        const std::string place =
            article.replaced_line > 0 ? ":" + std::to_string(article.replaced_line) : "";
        notice = article.source + place + ": " + std::to_string(article.replaced_bytes) +
                 " ill-formed bytes or NULs were replaced by U+FFFD";
      }
      const std::string source = article.source;
      ArticleOutput out = work(std::move(article));
      out.notice = std::move(notice);
      if (out.failure) {
        out.failure->source = source;
      }
      return out;
    };
  };
  RunOrdered<ArticleOutput>(*reader, threads, make_noting_worker,
                            [&](Result<ArticleOutput> output) {
                              if (!output) {
                                return skip(output.error());
                              }
                              if (output->failure) {
                                return skip(*output->failure);
                              }
                              if (!output->notice.empty()) {
                                progress.Clear();
                                Warn({ErrorCode::kMalformed, output->notice, ""});
                              }
                              ++articles;
                              progress.Step();
                              return sink(*output);
                            });
  progress.Clear();
  if (fatal) {
    return *fatal;
  }
  if (skipped > 0) {
    Warn({ErrorCode::kMalformed,
          "articles read: " + std::to_string(articles) +
              ", records that could not be read: " + std::to_string(skipped),
          ""});
  }
  if (unopened) {
    return *unopened;
  }
  if (articles == 0) {
    return Error{ErrorCode::kMalformed, "there was no article to read", ""};
  }
  return {};
}

Status RunArticles(const CommandLine& line, const std::vector<std::string>& keep_fields,
                   const std::function<Scorer()>& make_scorer,
                   const std::function<void(const ScoredArticle&, ArticleOutput&)>& make,
                   const std::function<bool(const ArticleOutput&)>& sink) {
  const auto make_worker = [&]() -> ArticleWorker {
    // A std::function is copied; what it works with must not be.
    struct State {
      Scorer scorer;
      ScoredArticle scored;
    };
    const auto state = std::make_shared<State>(State{make_scorer(), ScoredArticle()});
    return [&make, state](Article article) {
      ArticleOutput out;
      out.key = Hash64(article.text);
      if (const Status status = state->scorer.Score(std::move(article), state->scored); !status) {
        out.failure = status.error();
      } else {
        make(state->scored, out);
      }
      return out;
    };
  };
  return RunWorkers(line, keep_fields, make_worker, sink);
}

}  // namespace slant::tools
