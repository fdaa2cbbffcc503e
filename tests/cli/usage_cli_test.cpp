// Help, wrong usage, and the examples of --help.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

class CliExampleTest : public WithModel {};

const char* const kCommands[] = {"score",   "explain", "compare", "frames",  "words",
                                 "sample",  "agree",   "stories", "extract", "merge",
                                 "segment", "train",   "eval",    "embed",   "lexicon"};

TEST(CliUsageTest, EveryCommandHelpsWithAnExample) {
  for (const std::string command : kCommands) {
    const ProgramRun run = Slant({command, "--help"});
    EXPECT_EQ(run.status, 0) << command;
    EXPECT_TRUE(Contains(run.out, "\nExamples:\n  ")) << run.out;
    EXPECT_TRUE(Contains(run.out, "slant " + command + " ")) << run.out;
    EXPECT_EQ(run.err, "");
  }
}

TEST(CliUsageTest, TheHelpNamesEveryCommandAndTheExitStatuses) {
  const ProgramRun run = Slant({"--help"});
  EXPECT_EQ(run.status, 0);
  for (const std::string command : kCommands) {
    EXPECT_TRUE(Contains(run.out, "\n  " + command + " ")) << run.out;
  }
  const std::vector<std::string> lines = Lines(run.out);
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                          [](const std::string& line) {
                            return line.starts_with("  ") && !line.starts_with("   ");
                          }),
            static_cast<std::ptrdiff_t>(std::size(kCommands)))
      << "a command is not in the list of this test\n"
      << run.out;
  EXPECT_TRUE(Contains(run.out, "Exit status: 0"));
}

TEST(CliUsageTest, WrongWordsExitWith2AndSayWhichWordWasWrong) {
  const std::pair<Words, std::string> calls[] = {
      {{"frobnicate"}, "frobnicate"},
      {{"score", "--frobnicate"}, "frobnicate"},
      {{"score", "--rows", "pages"}, "pages"},
      {{"score", "--format", "xls"}, "xls"},
      {{"score", "--unit", "word"}, "word"},
      {{"score", "--color", "purple"}, "purple"},
      {{"score", "--threads=-3"}, "-3"},
      {{"score", "--threads", "many"}, "many"},
      {{"compare", "--metric", "niceness"}, "niceness"},
      {{"compare", "--within", "weather"}, "weather"},
      {{"compare", "--copies", "some"}, "some"},
      {{"compare", "--time", "year"}, "year"},
      {{"compare", "--detect", "0"}, "detect"},
      {{"compare", "--color", "purple"}, "purple"},
      {{"train", "--task", "mood"}, "mood"},
      {{"train", kGold}, "-o"},
      {{"train", "--hold-out", "5/5", "-o", "/dev/null", kGold}, "5/5"},
      {{"eval", "--fold", "x", kGold}, "'x'"},
      {{"eval", "--scale", "1,-1", kGold}, "1,-1"},
      {{"eval", "--where", "label", kGold}, "label"},
      {{"eval", "--format", "csv", kGold}, "csv"},
      {{"eval", "--network", "linear", kGold}, "--network is for --split"},
      {{"eval", "--split", "random", "--folds", "1", kGold}, "found 1"},
      {{"eval", "--split", "random", "--fold", "0/5", kGold}, "--fold"},
      {{"eval", "--split", "random", "--network", "deep", kGold}, "'deep'"},
      {{"eval", "--task", "bias", "--polar", kGold}, "not for bias"},
      {{"eval", "--task", "score", "--abstain", "0.5", kGold}, "--abstain"},
      {{"eval", "--abstain", "2", kGold}, "2.000"},
      {{"eval", "--task", "tone", "--within", "outlet", kGold}, "two classes"},
      {{"eval", "--task", "tone,score", kGold}, "tone, score"},
      {{"embed"}, "train, import, pack, names or show"},
      {{"embed", "knit"}, "knit"},
      {{"embed", "train"}, "-o"},
      {{"lexicon"}, "check, coverage, convert or grow"},
      {{"lexicon", "knit"}, "knit"},
      {{"lexicon", "check"}, "files"},
      {{"lexicon", "check", "--format", "csv", kGold}, "csv"},
      {{"lexicon", "coverage", kGold}, "--lexicon"},
      {{"lexicon", "coverage", "--lexicon", kGold, "--top=-1"}, "-1"},
      {{"lexicon", "coverage", "--lexicon", kGold, "--threads=-3"}, "-3"},
      {{"lexicon", "convert", kGold}, "slant, vader, csv, quanteda, liwc"},
      {{"lexicon", "convert", "--to", "xls", kGold}, "xls"},
      {{"lexicon", "convert", "--to", "csv"}, "one file"},
      {{"lexicon", "grow"}, "--lexicon"},
      {{"lexicon", "grow", "--lexicon", kGold, "--confidence", "2"}, "[0, 1]"},
      {{"lexicon", "grow", "--lexicon", kGold, "--least-valence", "5"}, "[0, 4]"},
      {{"lexicon", "grow", "--lexicon", kGold, "--folds", "1"}, "--folds"},
  };
  for (const auto& [words, part] : calls) {
    const ProgramRun run = Slant(words);
    EXPECT_EQ(run.status, 2) << words[0] << " " << run.err;
    EXPECT_TRUE(run.err.starts_with("slant: ")) << run.err;
    EXPECT_TRUE(Contains(run.err, part)) << run.err;
    EXPECT_EQ(run.out, "");
  }
  EXPECT_EQ(Slant({}).status, 2);
}

TEST_F(CliExampleTest, EveryExampleOfEveryHelpWorks) {
  // They run in a folder of their own, for they write files.
  fs::create_directory_symlink(kSource + "/corpora", folder_ / "corpora");
  folder_.Put("ann.csv", "item,coder_tone\nu1,negative\nu2,neutral\nu3,positive\n");
  folder_.Put("ben.csv", "item,coder_tone\nu1,negative\nu2,positive\nu3,positive\n");
  folder_.Put("key.csv", "item,model_tone\nu1,negative\nu2,neutral\nu3,neutral\n");
  folder_.Put("coded.csv",
              "ann,ben,cem,model_tone\nneutral,neutral,negative,neutral\n"
              "positive,positive,positive,positive\n");
  folder_.Put("coded.jsonl", "{\"ann\": 1, \"ben\": 2}\n{\"ann\": 3, \"ben\": 3}\n");
  int examples = 0;
  for (const std::string command : kCommands) {
    const std::string help = Slant({command, "--help"}).out;
    for (std::string line : Lines(help.substr(help.find("\nExamples:\n")))) {
      if (!line.starts_with("  ")) {
        continue;
      }
      line = std::regex_replace(line, std::regex("/tmp/"), folder_ / "");
      const ProgramRun run = Shell(line, {.input = {}, .setting = {}, .folder = folder_ / ""});
      EXPECT_EQ(run.status, 0) << line << "\n" << run.err;
      ++examples;
    }
  }
  EXPECT_GE(examples, 30);
}

}  // namespace
}  // namespace slant
