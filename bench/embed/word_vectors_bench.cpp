// How fast words become rows: looked up by name, read by id in random order, and made from n-grams.
// Read items_per_second (words) and bytes_per_second (of rows).

#include <benchmark/benchmark.h>

#include "slant/embed/unknown_rows.h"
#include "slant/embed/word_vectors.h"
#include "support/random_model.h"

namespace slant {
namespace {

// The running words of the samples, so that frequent ones come as often as in news.
std::vector<std::string> RunningWords() {
  Document document;
  document.text = SampleText();
  Tokenize(Vocabulary(), document);
  std::vector<std::string> out;
  for (const Token& token : document.tokens) {
    WordBuffer buffer;
    if (token.word != kNoWord) {
      out.emplace_back(LookupForm(document.Text(token.span), token.kind, buffer));
    }
  }
  return out;
}

void BM_FindWord(benchmark::State& state) {
  const RandomModel model = MakeRandomModel(96);
  const auto words = RunningWords();
  for (auto _ : state) {
    for (const std::string& word : words) {
      benchmark::DoNotOptimize(model.vocabulary.Find(word));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(words.size()));
}
BENCHMARK(BM_FindWord)->Unit(benchmark::kMicrosecond);

// All entries of the rows are read, as pooling does.
void BM_ReadRows(benchmark::State& state) {
  const RandomModel model = MakeRandomModel(static_cast<int>(state.range(0)));
  std::vector<WordId> ids;
  for (const std::string& word : RunningWords()) {
    ids.push_back(model.vocabulary.Find(word));
  }
  const auto stride = static_cast<std::size_t>(model.vectors.stride());
  for (auto _ : state) {
    std::int32_t sum = 0;
    for (const WordId id : ids) {
      const std::int8_t* row = model.vectors.Row(id);
      for (std::size_t i = 0; i < stride; ++i) {
        sum += row[i];
      }
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(ids.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(ids.size() * stride));
}
BENCHMARK(BM_ReadRows)->ArgName("dim")->Arg(96)->Arg(288)->Unit(benchmark::kMicrosecond);

// Words that the vocabulary does not have: from their n-grams, or remembered.
void BM_UnknownRow(benchmark::State& state) {
  const bool remembered = state.range(0) != 0;
  const RandomModel model = MakeRandomModel(96, 0.5);
  std::vector<std::pair<std::string, std::uint64_t>> words;
  for (const std::string& word : RunningWords()) {
    if (model.vocabulary.Find(word) == kUnknownWord) {
      words.emplace_back(word, Vocabulary::HashWord(word));
    }
  }
  UnknownRows cache;
  std::vector<std::int8_t> row(static_cast<std::size_t>(model.vectors.stride()));
  for (auto _ : state) {
    for (const auto& [word, hash] : words) {
      if (remembered) {
        benchmark::DoNotOptimize(
            cache.Row(model.vectors, hash, [&w = word] { return std::string_view(w); }));
      } else {
        model.vectors.UnknownRow(word, row);
        benchmark::DoNotOptimize(row.data());
      }
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(words.size()));
}
BENCHMARK(BM_UnknownRow)->ArgName("remembered")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace slant
