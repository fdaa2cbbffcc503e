// How fast articles are read for their stories, and put together.
// Read items_per_second: articles.

#include <benchmark/benchmark.h>

#include <cmath>

#include "slant/base/random.h"
#include "slant/story/story_finder.h"
#include "slant/text/segmenter.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20261125;

std::string Word(Random& random, std::uint64_t number) {
  std::string word;
  for (std::uint64_t n = Mix64(number); word.size() < 8; n /= 26) {
    word += static_cast<char>('a' + n % 26);
  }
  return random.Below(12) == 0 ? word + "." : word;
}

// An article of 500 words: every second of the 60 words of its event, the others from all words,
// the rare ones rarely.  Ten articles an event; 400 articles a day.
Article MadeArticle(Random& random, std::size_t number) {
  const std::size_t event = number / 10;
  Article article;
  article.id = std::to_string(number);
  article.date = DayText(static_cast<Day>(20000 + number / 400));
  for (int w = 0; w < 500; ++w) {
    const double uniform = random.Uniform();
    article.text +=
        Word(random, w % 2 == 0 ? 1000000 + 60 * event + random.Below(60)
                                : static_cast<std::uint64_t>(50000 * std::pow(uniform, 4)));
    article.text += ' ';
  }
  return article;
}

void BM_ReadFacts(benchmark::State& state) {
  Random random(kSeed);
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 50; ++i) {
    articles.push_back(MadeArticle(random, i));
  }
  const Segmenter segmenter{Vocabulary()};
  const WordVectors vectors;
  FactsReader reader(segmenter, vectors);
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(reader.Read(articles[next++ % articles.size()]));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ReadFacts)->Unit(benchmark::kMicrosecond);

// Time grows with the articles: the days have equally many.
void BM_FindStories(benchmark::State& state) {
  Random random(kSeed);
  const Segmenter segmenter{Vocabulary()};
  const WordVectors vectors;
  FactsReader reader(segmenter, vectors);
  std::vector<ArticleFacts> facts;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    facts.push_back(reader.Read(MadeArticle(random, static_cast<std::size_t>(i))));
  }
  std::size_t stories = 0;
  for (auto _ : state) {
    state.PauseTiming();
    StoryFinder finder({});
    for (const ArticleFacts& article : facts) {
      if (const auto added = finder.Add(article); !added) {
        state.SkipWithError(added.error().message.c_str());
        return;
      }
    }
    state.ResumeTiming();
    auto found = finder.Finish();
    if (!found) {
      state.SkipWithError(found.error().message.c_str());
      return;
    }
    stories = found->stories;
  }
  state.counters["stories"] = static_cast<double>(stories);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_FindStories)
    ->ArgName("articles")
    ->Arg(2000)
    ->Arg(8000)
    ->Arg(32000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace slant
