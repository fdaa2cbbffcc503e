// The whole pipeline on one thread: articles of corpora/samples in memory -> scored articles, with
// and without writing rows.  Read items_per_second (sentences) and bytes_per_second (of text).
// Needs the default model; says so and measures nothing where it is absent.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "slant/corpus/article_reader.h"
#include "slant/pipeline/frame_measures.h"
#include "slant/pipeline/model.h"
#include "slant/pipeline/scorer.h"
#include "slant/report/row_writer.h"

namespace slant {
namespace {

constexpr char kModel[] = SLANT_SOURCE_DIR "/corpora/model/en.slant";
constexpr char kSamples[] = SLANT_SOURCE_DIR "/corpora/samples";

std::vector<Article> Samples() {
  std::vector<Article> articles;
  const auto reader = OpenArticles({kSamples}, {});
  for (auto next = reader->Next(); next && next->has_value(); next = reader->Next()) {
    articles.push_back(std::move(**next));
  }
  return articles;
}

// Format: none scores only; jsonl writes sentence rows as `slant score --format jsonl` does.
// Frames: whether frames, moral foundations and all default axes are found too.
void ScoreAll(benchmark::State& state, const char* format, bool with_frames = false) {
  const auto model = Model::Open(kModel);
  if (!model) {
    state.SkipWithError(model.error().ToString().c_str());
    return;
  }
  const std::vector<Article> articles = Samples();
  const auto writer = format == nullptr ? nullptr : FindRowFormat(format)->make({});
  const LexiconMeasures none;
  Scorer scorer(*model, none, ScorerOptions{});
  FrameOptions options;
  options.axes = DefaultMicroframes();
  options.refuse_weak_poles = false;
  const auto frames = FrameMeasures::Open(model->language, options);
  if (!frames) {
    state.SkipWithError(frames.error().ToString().c_str());
    return;
  }
  scorer.UseFrames(with_frames ? &*frames : nullptr);
  ScoredArticle scored;
  std::string rows;
  std::int64_t sentences = 0;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    rows.clear();
    for (const Article& article : articles) {
      const auto size = static_cast<std::int64_t>(article.text.size());
      if (const Status status = scorer.Score(article, scored); !status) {
        state.SkipWithError(status.error().message.c_str());
        return;
      }
      if (writer != nullptr) {
        writer->Write(scored, rows);
      }
      sentences += static_cast<std::int64_t>(scored.scores.size());
      bytes += size;
    }
    benchmark::DoNotOptimize(rows);
  }
  state.SetItemsProcessed(sentences);
  state.SetBytesProcessed(bytes);
}

void BM_Score(benchmark::State& state) { ScoreAll(state, nullptr); }
void BM_ScoreWithFrames(benchmark::State& state) { ScoreAll(state, nullptr, true); }
void BM_ScoreToJsonLines(benchmark::State& state) { ScoreAll(state, "jsonl"); }
BENCHMARK(BM_Score)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_ScoreWithFrames)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_ScoreToJsonLines)->Unit(benchmark::kMillisecond);

// From a path to a model that is ready, with every checksum verified.
void BM_OpenModel(benchmark::State& state) {
  for (auto _ : state) {
    auto model = Model::Open(kModel);
    if (!model) {
      state.SkipWithError(model.error().ToString().c_str());
      return;
    }
    benchmark::DoNotOptimize(model);
  }
}
BENCHMARK(BM_OpenModel)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace slant
