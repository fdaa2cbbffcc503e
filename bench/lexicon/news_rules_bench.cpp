// How many sentences a second RateNews rates with the project's own lists, on one thread.
// Read items_per_second (sentences); "tokens" is the same in tokens.

#include <benchmark/benchmark.h>

#include <set>
#include <string>
#include <vector>

#include "slant/lexicon/lexicon_reader.h"
#include "slant/lexicon/news_rules.h"
#include "slant/text/segmenter.h"
#include "support/samples.h"

namespace slant {
namespace {

// Both lists, compiled against a vocabulary of the words that stand alone in them.
struct Rules {
  Vocabulary vocabulary;
  CompiledLexicon lexicon;
};

Result<Rules> ReadRules() {
  std::vector<Lexicon> lists;
  std::set<std::string> words;
  for (const char* file : {"slant-en-seeds.tsv", "cues-en.tsv"}) {
    SLANT_ASSIGN_OR_RETURN(
        Lexicon list, ReadLexicon(std::string(SLANT_SOURCE_DIR) + "/corpora/lexicons/" + file));
    for (const LexiconEntry& entry : list.entries) {
      words.insert(OneWord(entry.pattern));
    }
    lists.push_back(std::move(list));
  }
  words.erase("");
  std::vector<WordCount> counts;
  for (const std::string& word : words) {
    counts.push_back({word, 1});
  }
  Rules rules;
  SLANT_ASSIGN_OR_RETURN(rules.vocabulary, Vocabulary::FromWords(counts));
  rules.lexicon = CompiledLexicon::Compile(lists, rules.vocabulary);
  return rules;
}

void BM_RateNews(benchmark::State& state) {
  const auto rules = ReadRules();
  if (!rules) {
    state.SkipWithError(rules.error().ToString().c_str());
    return;
  }
  Document document;
  Segmenter(rules->vocabulary).Segment(SampleText(), document);
  const NewsRuleWeights weights;
  NewsWorkspace workspace;
  std::vector<ValencedWord> words;
  for (auto _ : state) {
    words.clear();
    for (const Sentence& sentence : document.sentences) {
      benchmark::DoNotOptimize(
          RateNews(rules->lexicon, document, sentence, weights, workspace, words));
    }
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(document.sentences.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(document.text.size()));
  state.counters["tokens"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(document.tokens.size()),
      benchmark::Counter::kIsRate);
}
BENCHMARK(BM_RateNews)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace slant
