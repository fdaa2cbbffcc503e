// `slant words`, as its users meet it.

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

class CliWordsTest : public WithModel {};

TEST_F(CliWordsTest, RowsFitTheirSchemasAndShiftsAddUp) {
  const Schema words("slant.words-1"), shifts("slant.word_shift-1");
  const ProgramRun run = Slant({"words", "--format", "jsonl", "--phrases", "3", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  std::map<std::string, double> sums, differences;
  int found = 0;
  for (const auto& row : Rows(run.out)) {
    if (row["schema"] == "slant.words/1") {
      ASSERT_TRUE(words.Accepts(row));
      ++found;
      if (row["low"].IsNumber()) {
        EXPECT_LE(row["low"].GetDouble(), row["log_odds"].GetDouble());
        EXPECT_GE(row["high"].GetDouble(), row["log_odds"].GetDouble());
      }
    } else {
      ASSERT_TRUE(shifts.Accepts(row));
      sums[row["group"].GetString()] += row["shift"].GetDouble();
      differences[row["group"].GetString()] = row["difference"].GetDouble();
    }
  }
  EXPECT_EQ(sums.size(), 5u);  // each outlet against the others
  EXPECT_GE(found, 5 * 10);
  for (const auto& [group, sum] : sums) {
    EXPECT_NEAR(sum, differences[group], 1e-4) << group;
  }
}

// The leanings that corpora/samples/README.md invents, and the words that carry them.
TEST_F(CliWordsTest, TheInventedSlantsComeOutWithTheirWords) {
  const ProgramRun run = Slant({"words", "--rows", "shift", "--format", "jsonl", "--voice",
                                "narration", "--within", "story", "--most", "15", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  std::map<std::string, std::pair<double, double>> intervals;
  std::map<std::string, std::set<std::string>> told;
  for (const auto& row : Rows(run.out)) {
    const std::string group = row["group"].GetString();
    intervals[group] = {row["difference_low"].GetDouble(), row["difference_high"].GetDouble()};
    if (row["term"].IsString() && row["count"].GetInt() > 0) {
      told[group].insert(row["term"].GetString());
    }
  }
  EXPECT_LT(intervals["The Daily Lantern"].second, 0) << "the tabloid is more negative";
  EXPECT_GT(intervals["The Ledger Review"].first, 0) << "the business paper is more positive";
  const auto any = [&](const std::string& group, const std::set<std::string>& words) {
    for (const std::string& word : words) {
      if (told[group].contains(word)) {
        return true;
      }
    }
    return false;
  };
  EXPECT_TRUE(
      any("The Daily Lantern", {"disgrace", "bungling", "shameless", "botched", "useless"}));
  EXPECT_TRUE(any("The Ledger Review", {"excellent", "impressive", "best", "attractive"}));
}

TEST_F(CliWordsTest, TheAgencySaysWhoSaidIt) {
  const ProgramRun run =
      Slant({"words", "--rows", "words", "--format", "jsonl", "--within", "story", kSamples});
  std::map<std::string, std::set<std::string>> more;
  for (const auto& row : Rows(run.out)) {
    if (row["log_odds"].GetDouble() > 0) {
      more[row["group"].GetString()].insert(row["term"].GetString());
    }
  }
  EXPECT_TRUE(more["Meridian Press"].contains("said"));
}

TEST_F(CliWordsTest, OutputDoesNotDependOnThreads) {
  for (const char* format : {"text", "csv"}) {
    const Words words = {"words", "--phrases", "2", "--format", format, "--most", "0", kSamples};
    Words one = words, four = words;
    one.insert(one.end(), {"--threads", "1"});
    four.insert(four.end(), {"--threads", "4"});
    const ProgramRun a = Slant(one), b = Slant(four);
    EXPECT_EQ(a.status, 0);
    EXPECT_GT(a.out.size(), 10'000u);
    EXPECT_EQ(a.out, b.out);
  }
}

TEST_F(CliWordsTest, EveryRowOfCsvHasTheHeadersColumns) {
  const ProgramRun run = Slant({"words", "--format", "csv", "--most", "3", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto commas = [](const std::string& line) {
    int count = 0;
    bool quoted = false;
    for (const char c : line) {
      quoted = quoted != (c == '"');
      count += c == ',' && !quoted;
    }
    return count;
  };
  const Words lines = Lines(run.out);
  ASSERT_GT(lines.size(), 30u);
  for (const std::string& line : lines) {
    EXPECT_EQ(commas(line), commas(lines[0])) << line;
  }
}

TEST_F(CliWordsTest, NamesCanBeLeftOut) {
  const Words call = {"words", "--rows", "words", "--most", "0", "--format", "csv", kSamples};
  Words without = call;
  without.emplace_back("--no-names");
  EXPECT_TRUE(Contains(Slant(call).out, ",tamblyn,"));
  EXPECT_FALSE(Contains(Slant(without).out, ",tamblyn,"));
}

TEST_F(CliWordsTest, GroupsThatAreNotThereAreNamed) {
  const ProgramRun run = Slant({"words", "--groups", "Meridian Press,The Moon", kSamples});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Contains(run.err, "The Moon"));
  EXPECT_EQ(Slant({"words", "--groups", "Meridian Press", kSamples}).status, 2);
  EXPECT_EQ(Slant({"words", "--voice", "loud", kSamples}).status, 2);
  EXPECT_EQ(Slant({"words", "--phrases", "4", kSamples}).status, 2);
  EXPECT_EQ(Slant({"words", "--by", "nothing", kSamples}).status, 1);
}

TEST_F(CliWordsTest, StrangeArticlesAreCounted) {
  const ProgramRun run =
      Slant({"words"},
            "{\"id\":\"empty\",\"text\":\"\",\"outlet\":\"A\"}\n"
            "{\"id\":\"one\",\"text\":\"Justice\",\"outlet\":\"B\"}\n"
            "not json\n"
            "{\"id\":\"marks\",\"text\":\"... !!! ???\",\"outlet\":\"A\"}\n"
            "{\"id\":\"two\",\"text\":\"A shameful, shameful day.\",\"outlet\":\"B\"}\n");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_TRUE(Contains(run.out, "A against B"));
}

}  // namespace
}  // namespace slant
