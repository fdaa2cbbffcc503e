// How many sentences a second RateValence rates with the project's own lexicon.
// Read items_per_second (sentences); "tokens" is the same in tokens.

#include <benchmark/benchmark.h>

#include "slant/lexicon/valence.h"
#include "slant/text/segmenter.h"
#include "support/samples.h"

namespace slant {
namespace {

void BM_RateValence(benchmark::State& state) {
  const auto lexicon =
      ReadLexicon(std::string(SLANT_SOURCE_DIR) + "/corpora/lexicons/slant-en.tsv");
  if (!lexicon) {
    state.SkipWithError(lexicon.error().ToString().c_str());
    return;
  }
  std::vector<WordCount> words;
  for (const LexiconEntry& entry : lexicon->entries) {
    words.push_back({entry.word, 1});
  }
  const auto vocabulary = Vocabulary::FromWords(words);
  if (!vocabulary) {
    state.SkipWithError(vocabulary.error().ToString().c_str());
    return;
  }
  const auto compiled = CompiledLexicon::Compile(*lexicon, *vocabulary);
  Document document;
  Segmenter(*vocabulary).Segment(SampleText(), document);
  std::vector<ValencedWord> valued;
  for (auto _ : state) {
    valued.clear();
    for (const Sentence& sentence : document.sentences) {
      benchmark::DoNotOptimize(RateValence(compiled, document, sentence, valued));
    }
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(document.sentences.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(document.text.size()));
  state.counters["tokens"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(document.tokens.size()),
      benchmark::Counter::kIsRate);
}
BENCHMARK(BM_RateValence)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace slant
