// How many sentences a second VaderRules::Score rates, one after the other on one thread: sentences
// of the samples (78 bytes each), with a lexicon in VADER's format made of the project's own words.
// Read items_per_second (sentences).  With SLANT_VADER_LEXICON=FILE the published one is used.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "slant/lexicon/lexicon_reader.h"
#include "slant/lexicon/vader_rules.h"
#include "slant/text/segmenter.h"
#include "support/samples.h"

namespace slant {
namespace {

Result<VaderRules> ReadRules() {
  if (const char* const path = std::getenv("SLANT_VADER_LEXICON")) {
    return VaderRules::Read(path);
  }
  SLANT_ASSIGN_OR_RETURN(auto own, ReadLexicon(std::string(SLANT_SOURCE_DIR) +
                                               "/corpora/lexicons/slant-en-seeds.tsv"));
  const auto path = std::filesystem::temp_directory_path() / "slant-vader-bench.txt";
  std::ofstream out(path);
  const auto valence = own.FindCategory(kValenceCategory).value();
  for (const LexiconEntry& entry : own.entries) {
    if (entry.kind == WordKind::kValue) {
      out << entry.pattern << '\t' << own.Value(entry, valence) << '\n';
    }
  }
  out.close();
  auto rules = VaderRules::Read(path.string());
  std::filesystem::remove(path);
  return rules;
}

std::vector<std::string> Sentences() {
  const Vocabulary empty;
  Document document;
  Segmenter(empty).Segment(SampleText(), document);
  std::vector<std::string> out;
  for (const Sentence& sentence : document.sentences) {
    out.push_back(document.text.substr(sentence.span.begin, sentence.span.size()));
  }
  return out;
}

void BM_VaderScore(benchmark::State& state) {
  const auto rules = ReadRules();
  if (!rules) {
    state.SkipWithError(rules.error().ToString().c_str());
    return;
  }
  const std::vector<std::string> sentences = Sentences();
  std::size_t bytes = 0;
  for (const std::string& sentence : sentences) {
    bytes += sentence.size();
  }
  VaderWorkspace workspace;
  for (auto _ : state) {
    for (const std::string& sentence : sentences) {
      benchmark::DoNotOptimize(rules->Score(sentence, workspace));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(sentences.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}
BENCHMARK(BM_VaderScore)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace slant
