// How many articles a second go into a store and are found again.  Rows of 4 KB are about those of
// an article's sentences as JSON Lines.  The file lies in the folder for temporary files.
// Read items_per_second: articles.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

#include "slant/store/metrics_bytes.h"
#include "slant/store/store.h"
#include "support/random_articles.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 20240601;

class Folder {
 public:
  Folder() {
    path_ = (fs::temp_directory_path() / "slant-bench-XXXXXX").string();
    if (::mkdtemp(path_.data()) == nullptr) {
      path_.clear();
    }
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  std::string File() const { return path_ + "/news.db"; }

 private:
  std::string path_;
};

std::vector<StoredArticle> Articles(std::size_t count, std::size_t row_bytes) {
  Random random(kSeed);
  const auto metrics = RandomArticles(random, count);
  std::vector<StoredArticle> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    Article& article = out[i].article;
    article.id = "article-" + std::to_string(i);
    article.outlet = "outlet " + std::to_string(i % 20);
    article.date = "2024-05-01";
    article.title = "A headline of some words and number " + std::to_string(i);
    article.topic = "politics";
    article.text = article.title;
    out[i].keys = KeysOf(article);
    out[i].metrics = metrics[i];
    if (row_bytes > 0) {
      out[i].rows = std::string(row_bytes, 'x');
    }
  }
  return out;
}

void BM_Put(benchmark::State& state) {
  const auto articles = Articles(5000, static_cast<std::size_t>(state.range(1)));
  for (auto _ : state) {
    state.PauseTiming();
    const Folder folder;
    StoreOptions options;
    options.batch_articles = static_cast<std::size_t>(state.range(0));
    auto store = Store::Open(folder.File(), StoreAccess::kWrite, options);
    const auto scoring = store ? store->Scoring({"model", "options", {}}) : store.error();
    const auto rendering = scoring ? store->Rendering(*scoring, "") : scoring.error();
    if (!rendering) {
      state.SkipWithError(rendering.error().message.c_str());
      return;
    }
    state.ResumeTiming();
    for (const StoredArticle& article : articles) {
      if (const Status put = store->Put(article, *scoring, *rendering); !put) {
        state.SkipWithError(put.error().message.c_str());
        return;
      }
    }
    if (const Status committed = store->Commit(); !committed) {
      state.SkipWithError(committed.error().message.c_str());
      return;
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(articles.size()));
}
// Batches of 1 say what a commit costs.
BENCHMARK(BM_Put)
    ->ArgNames({"batch", "row_bytes"})
    ->ArgsProduct({{1, 64, 1024}, {0, 4096}})
    ->Unit(benchmark::kMillisecond);

// Of 50,000 in the file, in an order that is drawn.
void BM_Find(benchmark::State& state) {
  const bool rows = state.range(0) != 0;
  static const Folder folder;
  static const auto articles = Articles(50000, 4096);
  auto store = Store::Open(folder.File());
  const auto scoring = store ? store->Scoring({"model", "options", {}}) : store.error();
  const auto rendering = scoring ? store->Rendering(*scoring, "") : scoring.error();
  if (!rendering) {
    state.SkipWithError(rendering.error().message.c_str());
    return;
  }
  if (store->CountArticles().value() == 0) {
    for (const StoredArticle& article : articles) {
      if (!store->Put(article, *scoring, *rendering)) {
        return;
      }
    }
    [[maybe_unused]] const Status committed = store->Commit();
  }
  Random random(kSeed);
  for (auto _ : state) {
    const StoredArticle& article = articles[random.Below(articles.size())];
    const auto found = store->Find(article.article, article.keys, *scoring,
                                   rows ? *rendering : RenderingId::kNone);
    if (!found || !found->has_value()) {
      state.SkipWithError("an article was not found");
      return;
    }
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Find)->ArgName("rows")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

void BM_ForEach(benchmark::State& state) {
  const Folder folder;
  auto store = Store::Open(folder.File());
  const auto scoring = store ? store->Scoring({"model", "options", {}}) : store.error();
  if (!scoring) {
    state.SkipWithError(scoring.error().message.c_str());
    return;
  }
  for (const StoredArticle& article : Articles(20000, 0)) {
    [[maybe_unused]] const Status put = store->Put(article, *scoring);
  }
  [[maybe_unused]] const Status committed = store->Commit();
  std::int64_t seen = 0;
  for (auto _ : state) {
    [[maybe_unused]] const Status read =
        store->ForEach(*scoring, RenderingId::kNone, [&](const StoredArticle&) {
          ++seen;
          return true;
        });
  }
  state.SetItemsProcessed(seen);
}
BENCHMARK(BM_ForEach)->Unit(benchmark::kMillisecond);

// What is put beside a text: keys and bytes.
void BM_KeysOf(benchmark::State& state) {
  Article article;
  article.text = std::string(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) {
    benchmark::DoNotOptimize(KeysOf(article));
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_KeysOf)->ArgName("bytes")->Arg(5000);

}  // namespace
}  // namespace slant
