// What it costs to collect articles and to compare outlets.
// Read items_per_second: articles for Add and Merge, pairs of outlets for Compare.

#include <benchmark/benchmark.h>

#include "slant/outlet/comparison.h"
#include "support/random_articles.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20240601;

void BM_AddArticle(benchmark::State& state) {
  Random random(kSeed);
  const auto articles = RandomArticles(random, 1000);
  ComparisonAccumulator all;
  std::uint64_t key = 0;
  for (auto _ : state) {
    all.Add(key, {"outlet", "topic", key % 2 == 0 ? "story" : ""}, articles[key % articles.size()]);
    ++key;
  }
  benchmark::DoNotOptimize(all.cells().size());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_AddArticle)->Unit(benchmark::kMicrosecond);

void BM_Merge(benchmark::State& state) {
  Random random(kSeed);
  ComparisonAccumulator one, other;
  for (const ArticleMetrics& article : RandomArticles(random, 2000)) {
    (random.Below(2) == 0 ? one : other)
        .Add(random.Next(), {"outlet", "", std::to_string(random.Below(50))}, article);
  }
  for (auto _ : state) {
    state.PauseTiming();
    ComparisonAccumulator sum = one;
    state.ResumeTiming();
    sum.Merge(other);
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Merge)->Unit(benchmark::kMicrosecond);

// All outlets are alike, as most pairs are: permutation tests stop early.  `different` moves every
// other outlet, for which they run to the end.  Ten topics, and two hundred stories that each
// outlet tells half of.
void BM_CompareOutlets(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  const bool different = state.range(1) != 0;
  Random random(kSeed);
  ComparisonAccumulator all;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string outlet = "outlet " + std::to_string(i);
    for (ArticleMetrics article : RandomArticles(random, 200)) {
      article.narration.tone_mean += different && i % 2 == 0 ? 0.3 : 0;
      const std::uint64_t story = random.Below(200);
      all.Add(random.Next(), {outlet, std::to_string(story % 10), std::to_string(story)}, article);
    }
  }
  for (auto _ : state) {
    auto comparison = CompareOutlets(all, {});
    benchmark::DoNotOptimize(comparison);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count * (count - 1) / 2));
}
BENCHMARK(BM_CompareOutlets)
    ->ArgNames({"outlets", "different"})
    ->ArgsProduct({{5, 50}, {0, 1}})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace slant
