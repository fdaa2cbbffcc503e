// What a careful reader says of invented sentences of news, against the rules with slant's own
// words.  How to read the cases stands at the head of cases/news-rules.tsv.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "slant/lexicon/lexicon_reader.h"
#include "slant/lexicon/news_rules.h"
#include "slant/text/segmenter.h"
#include "support/is_ok.h"

namespace slant {
namespace {

const std::string kRoot = SLANT_SOURCE_DIR;
// Below these a score is not clearly negative or positive; of tones the rules' own threshold.
constexpr float kEventThreshold = 0.1F;
constexpr float kClearlyHigher = 0.005F;
constexpr double kLeastShareRight = 0.92;

struct Case {
  std::string phenomenon, measure, expected, sentence, other;
};

std::vector<Case> ReadCases() {
  std::vector<Case> cases;
  std::ifstream file(kRoot + "/tests/lexicon/cases/news-rules.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#' || line.starts_with("phenomenon\t")) {
      continue;
    }
    std::array<std::string, 5> cells;
    std::size_t begin = 0;
    for (std::string& cell : cells) {
      const std::size_t end = std::min(line.find('\t', begin), line.size());
      cell = line.substr(begin, end - begin);
      begin = std::min(end + 1, line.size());
    }
    cases.push_back({cells[0], cells[1], cells[2], cells[3], cells[4]});
  }
  return cases;
}

class Reader {
 public:
  explicit Reader(const std::vector<Lexicon>& lexicons)
      : segmenter_(WordsOf(lexicons)),
        lexicon_(CompiledLexicon::Compile(lexicons, segmenter_.vocabulary())) {}

  // The mean over the text's sentences.
  float Measure(const std::string& text, const std::string& measure) {
    Document document;
    segmenter_.Segment(text, document);
    float sum = 0;
    for (const Sentence& sentence : document.sentences) {
      words_.clear();
      const NewsScore score =
          ScoreNews(RateNews(lexicon_, document, sentence, weights_, workspace_, words_), weights_);
      sum += measure == "tone" ? score.tone : measure == "event" ? score.event : score.valence;
    }
    return sum / std::max(1.0F, static_cast<float>(document.sentences.size()));
  }

  bool IsRight(const Case& c) {
    const float value = Measure(c.sentence, c.measure);
    if (c.expected == ">") {
      return value > Measure(c.other, c.measure) + kClearlyHigher;
    }
    const float threshold = c.measure == "tone" ? weights_.label_threshold : kEventThreshold;
    return c.expected == (value >= threshold ? "+" : value <= -threshold ? "-" : "0");
  }

 private:
  static Vocabulary WordsOf(const std::vector<Lexicon>& lexicons) {
    std::set<std::string> words;
    for (const Lexicon& lexicon : lexicons) {
      for (const LexiconEntry& entry : lexicon.entries) {
        words.insert(OneWord(entry.pattern));
      }
    }
    words.erase("");
    std::vector<WordCount> counts;
    for (const std::string& word : words) {
      counts.push_back({word, 1});
    }
    return Vocabulary::FromWords(counts).value();
  }

  Segmenter segmenter_;
  CompiledLexicon lexicon_;
  NewsRuleWeights weights_;
  NewsWorkspace workspace_;
  std::vector<ValencedWord> words_;
};

TEST(NewsRulesCasesTest, MostCasesAreReadAsACarefulReaderDoes) {
  std::vector<Lexicon> lexicons;
  for (const char* name : {"slant-en", "cues-en"}) {
    auto lexicon = ReadLexicon(kRoot + "/corpora/lexicons/" + name + ".tsv");
    ASSERT_TRUE(IsOk(lexicon));
    lexicons.push_back(std::move(*lexicon));
  }
  Reader reader(lexicons);
  const std::vector<Case> cases = ReadCases();
  ASSERT_GE(cases.size(), 500U);
  int right = 0;
  for (const Case& c : cases) {
    if (reader.IsRight(c)) {
      ++right;
    } else {
      std::printf("wrong: %s, %s %s: %s%s%s\n", c.phenomenon.c_str(), c.measure.c_str(),
                  c.expected.c_str(), c.sentence.c_str(), c.other.empty() ? "" : " <> ",
                  c.other.c_str());
    }
  }
  const double share = right / static_cast<double>(cases.size());
  std::printf("right: %d of %zu, %.1f %%\n", right, cases.size(), 100 * share);
  EXPECT_GE(share, kLeastShareRight);
}

}  // namespace
}  // namespace slant
