// What the published program (cjhutto/vaderSentiment, commit 44fc044) answered on 28,023 texts, to
// the last decimal.  The texts and the lexicon are in shared/data, which not every machine has.

#include <gtest/gtest.h>
#include <simdjson.h>
#include <stdio.h>  // popen

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "slant/lexicon/vader_rules.h"
#include "support/is_ok.h"

namespace slant {
namespace {

const std::string kReference = SLANT_SHARED_DATA "/vader_reference/scores.jsonl.gz";
const std::string kLexicon = SLANT_SHARED_DATA "/lexicons/vader_lexicon.txt";
constexpr std::size_t kLines = 28023;

struct Line {
  std::string text;
  VaderScore score;
};

std::string Unzip(const std::string& path) {
  std::string out;
  FILE* const pipe = ::popen(("gzip -dc '" + path + "'").c_str(), "r");
  EXPECT_NE(pipe, nullptr);
  if (pipe != nullptr) {
    std::vector<char> buffer(1 << 16);
    for (std::size_t n = 1; n > 0;) {
      n = ::fread(buffer.data(), 1, buffer.size(), pipe);
      out.append(buffer.data(), n);
    }
    EXPECT_EQ(::pclose(pipe), 0);
  }
  return out;
}

std::vector<Line> ReadLines() {
  std::vector<Line> out;
  simdjson::dom::parser parser;
  const simdjson::padded_string bytes(Unzip(kReference));
  simdjson::dom::document_stream stream;
  EXPECT_EQ(parser.parse_many(bytes).get(stream), simdjson::SUCCESS);
  for (const simdjson::dom::element line : stream) {
    out.push_back({std::string(line["text"].get_string().value()),
                   {line["neg"].get_double(), line["neu"].get_double(), line["pos"].get_double(),
                    line["compound"].get_double()}});
  }
  return out;
}

std::size_t CountEqual(const VaderRules& rules, const std::vector<Line>& lines) {
  VaderWorkspace workspace;
  std::size_t equal = 0;
  for (const Line& line : lines) {
    const VaderScore score = rules.Score(line.text, workspace);
    equal += score == line.score;
    EXPECT_EQ(score, line.score) << line.text;
  }
  return equal;
}

TEST(VaderRulesGoldTest, EveryScoreOfThePublishedProgramIsEqualFromTwoThreads) {
  if (!std::filesystem::exists(kReference) || !std::filesystem::exists(kLexicon)) {
    GTEST_SKIP() << "NOT CHECKED against the published program: no " << kReference << " or no "
                 << kLexicon;
  }
  const auto rules = VaderRules::Read(kLexicon);
  ASSERT_TRUE(IsOk(rules));
  const std::vector<Line> lines = ReadLines();
  ASSERT_EQ(lines.size(), kLines);
  std::size_t equal_there = 0;
  std::thread there([&] { equal_there = CountEqual(*rules, lines); });
  const std::size_t equal_here = CountEqual(*rules, lines);
  there.join();
  EXPECT_EQ(equal_here, kLines);
  EXPECT_EQ(equal_there, kLines);
}

}  // namespace

}  // namespace slant
