// What phrases cost: Segment and Match over the sample text, one thread, with 8,000 single words
// and 0, 1,000 or 10,000 phrases (pairs and triples of the text's own words, half of them
// neighbours in it).  Read items_per_second (tokens); ten thousand phrases must keep 80 % of it.
// BM_Match is the matching alone.  BM_Compile is a list of a million: two thirds words, the rest
// phrases; < 2 s.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "slant/base/random.h"
#include "slant/lexicon/pattern_matcher.h"
#include "slant/text/segmenter.h"
#include "slant/text/tokenizer.h"
#include "support/samples.h"

namespace slant {
namespace {

constexpr std::size_t kSingleWords = 8000;

// The words of the sample text in their order, as a vocabulary spells them.
std::vector<std::string> SampleWords() {
  Document document;
  document.text = SampleText();
  Tokenize(Vocabulary(), document);
  std::vector<std::string> words;
  WordBuffer buffer;
  for (const Token& token : document.tokens) {
    if (token.kind == TokenKind::kWord) {
      words.emplace_back(LookupForm(document.Text(token.span), token.kind, buffer));
    }
  }
  return words;
}

std::string MadeWord(Random& random) {
  std::string word;
  for (std::uint64_t n = 4 + random.Below(8); n > 0; --n) {
    word += static_cast<char>('a' + random.Below(26));
  }
  return word;
}

// Words of the text first; there are fewer than 8,000 of them, so made ones follow.
std::vector<std::string> SingleWords(const std::vector<std::string>& words, Random& random) {
  std::vector<std::string> single(words);
  std::sort(single.begin(), single.end());
  single.erase(std::unique(single.begin(), single.end()), single.end());
  random.Shuffle(single);
  while (single.size() < kSingleWords) {
    single.push_back(MadeWord(random));
  }
  single.resize(kSingleWords);
  return single;
}

std::string Phrase(const std::vector<std::string>& words, Random& random) {
  const bool neighbours = random.Below(2) == 0;
  std::size_t at = random.Below(words.size() - 2);
  std::string phrase = words[at];
  for (std::uint64_t n = 1 + random.Below(2); n > 0; --n) {
    at = neighbours ? at + 1 : random.Below(words.size());
    phrase += ' ' + words[at];
  }
  return phrase;
}

struct Input {
  std::vector<std::string> texts;
  Vocabulary vocabulary;
  PatternMatcher matcher;

  explicit Input(std::size_t phrases) {
    Random random(kSeed);
    const std::vector<std::string> words = SampleWords();
    texts = SingleWords(words, random);
    // Half of the text's words are known, as in a small model.
    std::vector<WordCount> known;
    const std::set<std::string> sorted(texts.begin(), texts.end());
    for (const std::string& word : sorted) {
      if (random.Below(2) == 0) {
        known.push_back({word, 1});
      }
    }
    vocabulary = Vocabulary::FromWords(known).value();
    for (std::size_t i = 0; i < phrases; ++i) {
      texts.push_back(Phrase(words, random));
    }
    std::vector<Pattern> patterns;
    for (const std::string& text : texts) {
      patterns.push_back({text});
    }
    matcher = PatternMatcher::Compile(patterns, vocabulary);
  }
};

std::size_t MatchAll(const PatternMatcher& matcher, const Document& document,
                     PatternWorkspace& workspace, std::vector<PatternMatch>& matches) {
  matches.clear();
  for (const Sentence& sentence : document.sentences) {
    matcher.Match(document, sentence.first_token, sentence.end_token, workspace, matches);
  }
  return matches.size();
}

void BM_SegmentAndMatch(benchmark::State& state) {
  const Input input(static_cast<std::size_t>(state.range(0)));
  const Segmenter segmenter(input.vocabulary);
  const std::string text = SampleText();
  Document document;
  PatternWorkspace workspace;
  std::vector<PatternMatch> matches;
  for (auto _ : state) {
    segmenter.Segment(text, document);
    benchmark::DoNotOptimize(MatchAll(input.matcher, document, workspace, matches));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(document.tokens.size()));
  state.counters["matches"] = static_cast<double>(matches.size());
}
BENCHMARK(BM_SegmentAndMatch)
    ->ArgName("phrases")
    ->Arg(0)
    ->Arg(1000)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond);

void BM_Match(benchmark::State& state) {
  const Input input(static_cast<std::size_t>(state.range(0)));
  Document document;
  Segmenter(input.vocabulary).Segment(SampleText(), document);
  PatternWorkspace workspace;
  std::vector<PatternMatch> matches;
  for (auto _ : state) {
    benchmark::DoNotOptimize(MatchAll(input.matcher, document, workspace, matches));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(document.tokens.size()));
}
BENCHMARK(BM_Match)->ArgName("phrases")->Arg(0)->Arg(1000)->Arg(10'000)->Unit(
    benchmark::kMillisecond);

// `marked`: each pattern has an apostrophe, so that none can be cut at its spaces alone.
void BM_Compile(benchmark::State& state) {
  constexpr std::size_t kPatterns = 1'000'000;
  Random random(kSeed);
  const std::vector<std::string> words = SampleWords();
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < kPatterns; ++i) {
    texts.push_back(i % 3 == 0 ? Phrase(words, random) : MadeWord(random));
    texts.back() += state.range(0) != 0 ? "'s" : "";
  }
  std::vector<Pattern> patterns;
  for (const std::string& text : texts) {
    patterns.push_back({text});
  }
  const Vocabulary vocabulary;
  for (auto _ : state) {
    benchmark::DoNotOptimize(PatternMatcher::Compile(patterns, vocabulary));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPatterns));
}
BENCHMARK(BM_Compile)->ArgName("marked")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace slant
