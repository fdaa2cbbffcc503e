// How many sentences a second become feature rows, by dimension of the word vectors and by the
// share of words that the vocabulary knows.  Segmentation is not counted.
// Read items_per_second (sentences) and bytes_per_second (of text).

#include <benchmark/benchmark.h>

#include "slant/features/feature_extractor.h"
#include "slant/lexicon/lexicon_reader.h"
#include "slant/text/segmenter.h"
#include "support/random_model.h"

namespace slant {
namespace {

void BM_Extract(benchmark::State& state) {
  const RandomModel model =
      MakeRandomModel(static_cast<int>(state.range(0)), static_cast<double>(state.range(1)) / 100);
  const auto lexicon =
      ReadLexicon(std::string(SLANT_SOURCE_DIR) + "/corpora/lexicons/slant-en.tsv");
  if (!lexicon) {
    state.SkipWithError(lexicon.error().ToString().c_str());
    return;
  }
  const FeatureExtractor extractor(model.vectors,
                                   CompiledLexicon::Compile({&*lexicon, 1}, model.vocabulary));
  Document document;
  Segmenter(model.vocabulary).Segment(SampleText(), document);
  FeatureWorkspace workspace;
  FeatureMatrix features;
  Evidence evidence;
  for (auto _ : state) {
    extractor.Extract(document, workspace, features, evidence);
    benchmark::DoNotOptimize(features.data());
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(document.sentences.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(document.text.size()));
  state.counters["tokens"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(document.tokens.size()),
      benchmark::Counter::kIsRate);
}
// 96 is the default model's dimension, 288 about that of public fastText vectors.
BENCHMARK(BM_Extract)
    ->ArgNames({"dim", "known"})
    ->ArgsProduct({{96, 288}, {100, 80}})
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace slant
