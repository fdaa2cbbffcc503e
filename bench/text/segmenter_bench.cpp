// How fast a text becomes tokens, sentences, voices and names, against ICU's sentence and word
// break on the same texts in the same run: the 28 articles of corpora/samples (62 KB), one after
// the other, which is how they come.  Read bytes_per_second; "sentences" counts them a second.  The
// vocabulary holds every word of the text: each look-up finds its word.

#include <benchmark/benchmark.h>
#include <simdjson.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "slant/text/attributions.h"
#include "slant/text/names.h"
#include "slant/text/quotations.h"
#include "slant/text/segmenter.h"
#include "slant/text/sentences.h"
#include "slant/text/speakers.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

constexpr std::size_t kBytes = 4 << 20;

// The articles of corpora/samples one after the other, parted by blank lines.
const std::vector<std::string>& Articles() {
  static const auto* articles = [] {
    auto* list = new std::vector<std::string>;
    std::vector<std::string> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(SLANT_SOURCE_DIR "/corpora/samples")) {
      if (entry.path().extension() == ".jsonl") {
        paths.push_back(entry.path().string());
      }
    }
    std::sort(paths.begin(), paths.end());
    simdjson::dom::parser parser;
    for (const std::string& path : paths) {
      std::string lines;
      simdjson::padded_string file;
      if (simdjson::padded_string::load(path).get(file) != simdjson::SUCCESS) {
        continue;
      }
      std::string_view rest = file;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        simdjson::dom::element record;
        if (parser.parse(std::string(rest.substr(0, end))).get(record) == simdjson::SUCCESS) {
          list->emplace_back(record["text"].get_string().value());
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return list;
  }();
  return *articles;
}

const std::string& LongText() {
  static const auto* text = [] {
    auto* all = new std::string;
    while (all->size() < kBytes && !Articles().empty()) {
      for (const std::string& article : Articles()) {
        *all += article;
        *all += "\n\n";
      }
    }
    return all;
  }();
  return *text;
}

const Vocabulary& Words() {
  static const auto* vocabulary = [] {
    Document document;
    document.text = LongText();
    Tokenize(Vocabulary(), document);
    std::map<std::string, std::uint64_t> counts;
    WordBuffer buffer;
    for (const Token& token : document.tokens) {
      const std::string form(LookupForm(document.Text(token.span), token.kind, buffer));
      if (token.word != kNoWord && !form.empty()) {
        ++counts[form];
      }
    }
    std::vector<WordCount> words;
    for (const auto& [word, count] : counts) {
      words.push_back({word, count});
    }
    return new Vocabulary(Vocabulary::FromWords(words).value());
  }();
  return *vocabulary;
}

void Report(benchmark::State& state, std::size_t bytes, std::size_t sentences) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
  state.counters["sentences"] = benchmark::Counter(
      static_cast<double>(state.iterations() * sentences), benchmark::Counter::kIsRate);
}

enum class Stage { kTokens, kSentences, kVoices, kNames };

// Article by article into one reused Document, as the pipeline does it.
template <Stage stage>
void BM_Segment(benchmark::State& state) {
  Document document;
  std::size_t bytes = 0;
  std::size_t sentences = 0;
  constexpr std::uint64_t kKey = 1;  // one vocabulary: words are remembered between articles
  for (auto _ : state) {
    bytes = sentences = 0;
    for (const std::string& article : Articles()) {
      document.text = article;
      Tokenize(Words(), document, kKey);
      if constexpr (stage >= Stage::kSentences) {
        // Quotations belong to it: they decide where a straight mark closes.
        MarkQuotations(document);
        SplitSentences(document);
        sentences += document.sentences.size();
      }
      if constexpr (stage >= Stage::kVoices) {
        FindAttributions(document);
      }
      if constexpr (stage >= Stage::kNames) {
        FindNames(Words(), document);
        ResolveSpeakers(document);
      }
      bytes += article.size();
      benchmark::DoNotOptimize(document.tokens.data());
    }
  }
  Report(state, bytes, sentences);
}
BENCHMARK(BM_Segment<Stage::kTokens>)->Name("BM_Tokens")->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_Segment<Stage::kSentences>)->Name("BM_Sentences")->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_Segment<Stage::kVoices>)->Name("BM_Voices")->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_Segment<Stage::kNames>)->Name("BM_Names")->Unit(benchmark::kMicrosecond);

// One text of 4 MB, which no cache holds together with its tokens.
void BM_LongText(benchmark::State& state) {
  const Segmenter segmenter(Words());
  Document document;
  for (auto _ : state) {
    segmenter.Segment(LongText(), document);
    benchmark::DoNotOptimize(document.names.data());
  }
  Report(state, LongText().size(), document.sentences.size());
}
BENCHMARK(BM_LongText)->Unit(benchmark::kMillisecond);

// ICU at its fastest: the texts are UTF-16 before the clock starts, and each break is only counted.
void BM_IcuSentenceAndWordBreak(benchmark::State& state) {
  std::vector<icu::UnicodeString> texts;
  std::size_t bytes = 0;
  for (const std::string& article : Articles()) {
    texts.push_back(icu::UnicodeString::fromUTF8(article));
    bytes += article.size();
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> sentence(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getUS(), status));
  const std::unique_ptr<icu::BreakIterator> word(
      icu::BreakIterator::createWordInstance(icu::Locale::getUS(), status));
  if (U_FAILURE(status)) {
    state.SkipWithError(u_errorName(status));
    return;
  }
  std::size_t sentences = 0;
  for (auto _ : state) {
    sentences = 0;
    std::size_t words = 0;
    for (const icu::UnicodeString& text : texts) {
      sentence->setText(text);
      for (sentence->first(); sentence->next() != icu::BreakIterator::DONE;) {
        ++sentences;
      }
      word->setText(text);
      for (word->first(); word->next() != icu::BreakIterator::DONE;) {
        ++words;
      }
    }
    benchmark::DoNotOptimize(words);
  }
  Report(state, bytes, sentences);
}
BENCHMARK(BM_IcuSentenceAndWordBreak)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace slant
