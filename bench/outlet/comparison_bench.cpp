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
  OutletAccumulator outlet;
  std::uint64_t key = 0;
  for (auto _ : state) {
    outlet.Add(key, articles[key % articles.size()]);
    ++key;
  }
  benchmark::DoNotOptimize(outlet.Estimate(0));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_AddArticle)->Unit(benchmark::kMicrosecond);

void BM_Merge(benchmark::State& state) {
  Random random(kSeed);
  OutletAccumulator one, other;
  for (const ArticleMetrics& article : RandomArticles(random, 2000)) {
    (random.Below(2) == 0 ? one : other).Add(random.Next(), article);
  }
  for (auto _ : state) {
    state.PauseTiming();
    OutletAccumulator sum = one;
    state.ResumeTiming();
    sum.Merge(other);
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Merge)->Unit(benchmark::kMicrosecond);

// All outlets are alike, as most pairs are: permutation tests stop early.  `different` moves every
// other outlet, for which they run to the end.
void BM_CompareOutlets(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  const bool different = state.range(1) != 0;
  Random random(kSeed);
  OutletAccumulators outlets;
  for (std::size_t i = 0; i < count; ++i) {
    OutletAccumulator& outlet = outlets["outlet " + std::to_string(i)];
    for (ArticleMetrics article : RandomArticles(random, 200)) {
      article.narration.tone_mean += different && i % 2 == 0 ? 0.3 : 0;
      outlet.Add(random.Next(), article);
    }
  }
  for (auto _ : state) {
    auto comparison = CompareOutlets(outlets, {});
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
