// Files of models: which one is found, which are refused; and how vectors become one.

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

class CliModelTest : public WithModel {};

TEST_F(CliModelTest, SlantModelIsHonoured) {
  const RunOptions wrong = {"It rained.\n", {"SLANT_MODEL=" + (folder_ / "none.slant")}, ""};
  const ProgramRun run = RunProgram({kProgram, "score"}, wrong);
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Contains(run.err, folder_ / "none.slant")) << run.err;
  EXPECT_EQ(RunProgram({kProgram, "score", "--model", DefaultModel()}, wrong).status, 0)
      << "--model goes first";
  fs::create_symlink(DefaultModel(), folder_ / "mine.slant");
  const ProgramRun version =
      RunProgram({kProgram, "--version"}, {"", {"SLANT_MODEL=" + (folder_ / "mine.slant")}, ""});
  EXPECT_EQ(version.status, 0);
  EXPECT_TRUE(Contains(version.out, folder_ / "mine.slant")) << version.out;
}

TEST_F(CliModelTest, WhatIsNoModelIsRefusedByName) {
  fs::create_directory(folder_ / "folder.slant");
  folder_.Put("foreign.slant", "word2vec 100 300\n" + std::string(5000, 'x'));
  folder_.Put("empty.slant", "");
  folder_.Put("magic.slant", ReadFile(DefaultModel()).substr(0, 8) + std::string(5000, '\xff'));
  for (const std::string name :
       {"folder.slant", "foreign.slant", "empty.slant", "magic.slant", "missing.slant"}) {
    for (const Words& call :
         {Words{"score"}, Words{"compare"}, Words{"eval", kGold}, Words{"embed", "show", "word"}}) {
      Words words = call;
      words.insert(words.end(), {"--model", folder_ / name});
      const ProgramRun run = Slant(words, "It rained.\n");
      EXPECT_EQ(run.status, 1) << name << " " << run.err;
      EXPECT_TRUE(run.err.starts_with("slant: " + (folder_ / name))) << run.err;
      EXPECT_EQ(run.out, "");
    }
  }
}

TEST_F(CliModelTest, ATruncatedModelIsRefusedWhereverItIsCut) {
  const std::string path = folder_ / "cut.slant";
  fs::copy_file(DefaultModel(), path);
  const std::uintmax_t size = fs::file_size(path);
  // From the end on, so that one copy is enough; the last cuts are inside the header and table.
  for (int i = 1; i <= 20; ++i) {
    const std::uintmax_t cut = i <= 12 ? size - size / 12 * (i - 1) - 1 : 2048 >> (i - 12);
    fs::resize_file(path, cut);
    const ProgramRun run = Slant({"score", "--model", path}, "It rained.\n");
    EXPECT_EQ(run.status, 1) << cut << " of " << size << " bytes: " << run.err;
    EXPECT_TRUE(run.err.starts_with("slant: " + path + ": ")) << run.err;
    EXPECT_EQ(run.out, "");
  }
}

TEST_F(CliModelTest, AFlippedBitIsFoundOrChangesNothing) {
  const std::string path = folder_ / "flipped.slant";
  fs::copy_file(DefaultModel(), path);
  const auto size = static_cast<std::uint64_t>(fs::file_size(path));
  const Words call = {"score", "--format", "jsonl", "--model", path};
  const std::string_view input = "It rained.\n";
  const std::string right = Slant(call, input).out;
  int refused = 0;
  for (std::uint64_t i = 0; i < 200; ++i) {
    // Every fourth in the header and the table of sections, the others all over the file.
    const std::uint64_t at = i % 4 == 0 ? i * 2048 / 200 : size / 200 * i + i * 7919 % (size / 200);
    const auto flip = [&] {
      std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
      file.seekg(static_cast<std::streamoff>(at));
      const char byte = static_cast<char>(file.get());
      file.seekp(static_cast<std::streamoff>(at));
      file.put(static_cast<char>(byte ^ (1 << (i % 8))));
    };
    flip();
    const ProgramRun run = Slant(call, input);
    flip();
    if (run.status == 0) {
      EXPECT_EQ(run.out, right) << "bit " << i % 8 << " of byte " << at;
    } else {
      ++refused;
      EXPECT_EQ(run.status, 1) << "bit " << i % 8 << " of byte " << at << ": " << run.err;
      EXPECT_TRUE(run.err.starts_with("slant: " + path + ": ")) << run.err;
      EXPECT_EQ(run.out, "");
    }
  }
  EXPECT_GE(refused, 190) << "only the few bytes between sections may change unseen";
  EXPECT_EQ(Slant(call, input).out, right) << "the file is whole again";
}

// Needs no model: it makes the base of one.

TEST(CliEmbedTest, VectorsTrainedAndPackedKnowWordsTheyNeverSaw) {
  const TempDir folder;
  const std::string vectors = folder / "news.bin";
  const std::string packed = folder / "base.slant";
  const ProgramRun train = Slant({"embed", "train", "--dim", "24", "--epoch", "2", "--min-count",
                                  "2", "--bucket", "5000", "-o", vectors, kSamples});
  ASSERT_EQ(train.status, 0) << train.err;
  EXPECT_FALSE(fs::exists(vectors + ".corpus")) << "the corpus was for the training only";
  const ProgramRun import = Slant({"embed", "import", vectors});
  EXPECT_EQ(import.status, 0) << import.err;
  EXPECT_TRUE(Contains(import.out, "24 dimensions, 5000 n-gram buckets")) << import.out;
  const ProgramRun pack =
      Slant({"embed", "pack", "--lexicon", kSource + "/corpora/lexicons/slant-en.tsv", "-o", packed,
             vectors});
  ASSERT_EQ(pack.status, 0) << pack.err;
  const Words words = {"council", "Council", "uncouncillike"};
  const ProgramRun show = Slant({"embed", "show", "--model", packed, words[0], words[1], words[2]});
  ASSERT_EQ(show.status, 0) << show.err;
  const Words lines = Lines(show.out);
  ASSERT_EQ(lines.size(), 3u);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::istringstream in(lines[i]);
    std::string word;
    in >> word;
    EXPECT_EQ(word, words[i]);
    double norm = 0;
    int dimensions = 0;
    for (double entry; in >> entry; ++dimensions) {
      norm += entry * entry;
    }
    EXPECT_EQ(dimensions, 24);
    EXPECT_GT(norm, 0) << word;
  }
  EXPECT_EQ(lines[0].substr(7), lines[1].substr(7)) << "upper and lower case are one word";
  EXPECT_EQ(Slant({"embed", "show", "--model", packed}, "council\n").out, lines[0] + "\n");
}

}  // namespace
}  // namespace slant
