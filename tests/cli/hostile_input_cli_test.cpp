// Input that is missing, broken or malicious.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

class CliHostileInputTest : public WithModel {};

TEST_F(CliHostileInputTest, NoEscapeSequenceOfAnArticleReachesTheTerminal) {
  std::string data;
  for (int i = 0; i < 6; ++i) {
    data +=
        R"({"id": "\u001b[2Jid)" + std::to_string(i) +
        R"(", "outlet": "Out\u001b]0;owned\u0007let\u009b31m", "title": "A \u001b[31mred\u009b title",)"
        R"( "date": "\u001b[1m2026", "text": "The \u001b]8;;http://evil\u0007mayor\u001b[0m failed.\u009b2J \u0085 Again.\r"})"
        "\n";
  }
  const std::string path = folder_.Put("escapes.jsonl", data);
  for (const Words& call :
       {Words{"score", path}, Words{"score", "--rows", "articles", path}, Words{"compare", path}}) {
    const ProgramRun run = Slant(call);
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_FALSE(run.out.empty());
    for (std::size_t i = 0; i < run.out.size(); ++i) {
      const auto byte = static_cast<unsigned char>(run.out[i]);
      ASSERT_FALSE((byte < 0x20 && byte != '\n') || byte == 0x7f) << call[0] << " byte " << i;
      // U+0080 to U+009F, which some terminals obey: the bytes C2 80 to C2 9F.
      ASSERT_FALSE(byte == 0xC2 && static_cast<unsigned char>(run.out[i + 1]) < 0xA0);
    }
  }
}

TEST_F(CliHostileInputTest, AMissingFileIsNamedAndTheOthersAreScored) {
  const std::string good = folder_.Put("good.txt", "The mayor failed again.\n");
  const std::string missing = folder_ / "missing.txt";
  for (const Words& inputs : {Words{missing, good}, Words{good, missing}}) {
    const ProgramRun run = Slant({"score", "--format", "jsonl", inputs[0], inputs[1]});
    EXPECT_EQ(run.status, 1);
    EXPECT_TRUE(Contains(run.err, "slant: " + missing + ": ")) << run.err;
    EXPECT_EQ(Rows(run.out).size(), 1u);
  }
}

TEST_F(CliHostileInputTest, NoEscapeSequenceReachesTheTerminalThroughAMessage) {
  const std::string data =
      folder_.Put("data.jsonl", R"({"text": "It rained.", "label": "\u001b[2J\u009b31m\u0007"})");
  const std::string missing = folder_ / "none\x1b[31m\xc2\x9b.txt";
  for (const Words& call : {Words{"eval", data}, Words{"score", missing}}) {
    const ProgramRun run = Slant(call);
    EXPECT_EQ(run.status, 1);
    EXPECT_TRUE(Contains(run.err, "[")) << run.err;
    for (const std::string part : {"\x1b", "\x07", "\xc2\x9b"}) {
      EXPECT_FALSE(Contains(run.err, part));
    }
  }
}

struct Hostile {
  std::string name;
  std::string bytes;
  std::string message;  // on standard error, after the folder
  int status;
  std::size_t rows;  // of the record or file itself
};

TEST_F(CliHostileInputTest, BadRecordsAreNamedAndPassedOver) {
  const std::string before = "{\"id\": \"x\", \"text\": \"It rained.\"}\n";
  const std::string after = "{\"id\": \"z\", \"text\": \"It snowed.\"}\n";
  const Hostile inputs[] = {
      {"broken.txt", "The \xff\xfe mayor \xc3 failed.\n", "broken.txt:1: 3 ill-formed bytes", 0, 1},
      {"broken.jsonl", before + "{\"text\": \"bad \xff byte\"}\n" + after,
       "broken.jsonl:2: 1 ill-formed bytes", 0, 3},
      {"nul.txt", std::string("The mayor\0 failed again on Tuesday.\n", 36),
       "nul.txt:1: 1 ill-formed", 0, 1},
      {"escaped-nul.jsonl", before + "{\"text\": \"a\\u0000b\"}\n" + after,
       "escaped-nul.jsonl:2: 1 ill-formed", 0, 3},
      {"nuls.bin", std::string(1000, '\0'), "nuls.bin: expected text, JSON", 0, 0},
      {"long.jsonl", before + "{\"text\": \"" + std::string(10'000'000, 'a') + "\"}\n" + after,
       "long.jsonl:2: the line has 10000012 bytes", 0, 2},
      {"long.txt", std::string(10'000'000, 'a'), "long.txt: the text has more than 8388608", 0, 0},
      {"empty.txt", "", "empty.txt: the file is empty", 0, 0},
      {"cut.jsonl", before + "{\"text\": \"It ra\n" + after, "cut.jsonl:2: expected a JSON object",
       0, 2},
      {"cut-end.jsonl", before + after + "{\"text\": \"It ra", "cut-end.jsonl:3: expected", 0, 2},
      {"list.jsonl", before + "[1, 2]\n" + after, "list.jsonl:2: expected a JSON object", 0, 2},
      {"no-text.jsonl", before + "{\"id\": \"y\"}\n" + after, "no-text.jsonl:2: the record has no",
       0, 2},
      {"deep.jsonl", before + "{\"text\": " + std::string(100'000, '[') + "\n" + after,
       "deep.jsonl:2: expected a JSON object", 0, 2},
      {"packed.gz", "\x1f\x8b\x08 packed", "packed.gz: gzip is damaged", 0, 0},
  };
  const std::string good = folder_.Put("good.txt", "The mayor failed again.\n");
  for (const Hostile& input : inputs) {
    const std::string path = folder_.Put(input.name, input.bytes);
    const ProgramRun run = Slant({"score", "--format", "jsonl", path, good});
    EXPECT_EQ(run.status, input.status) << input.name << "\n" << run.err;
    EXPECT_TRUE(Contains(run.err, "slant: " + (folder_ / input.message))) << run.err;
    const auto rows = Rows(run.out);
    ASSERT_EQ(rows.size(), input.rows + 1) << input.name << "\n" << run.err;
    EXPECT_STREQ(rows.back()["article"].GetString(), "good");
    fs::remove(path);
  }
}

// As many as the manifest names; what follows would bury what matters.
TEST_F(CliHostileInputTest, AThousandBadRecordsAreNamedAndTheRestCounted) {
  std::string bytes = "{\"text\":\"It rained.\"}\n";
  for (int i = 0; i < 1500; ++i) {
    bytes += "{\"text\":\n";
  }
  const std::string path = folder_.Put("broken.jsonl", bytes);
  const ProgramRun run = Slant({"score", "--format", "jsonl", path});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(Rows(run.out).size(), 1u);
  const Words lines = Lines(run.err);
  ASSERT_EQ(lines.size(), 1002u) << run.err.substr(0, 1000);
  EXPECT_TRUE(Contains(lines[999], path + ":1001: ")) << lines[999];
  EXPECT_TRUE(Contains(lines[1000], "counted but not named")) << lines[1000];
  EXPECT_TRUE(Contains(lines[1001], "records that could not be read: 1500")) << lines[1001];
}

TEST_F(CliHostileInputTest, AFolderWithoutFilesIsSaidAndPassedOver) {
  const std::string good = folder_.Put("good.txt", "The mayor failed again.\n");
  const std::string folder = folder_ / "void";
  fs::create_directory(folder);
  const ProgramRun both = Slant({"score", "--format", "jsonl", folder, good});
  EXPECT_EQ(both.status, 0);
  EXPECT_TRUE(Contains(both.err, "slant: " + folder + ": the folder has no files")) << both.err;
  EXPECT_EQ(Rows(both.out).size(), 1u);
  const ProgramRun alone = Slant({"score", folder});
  EXPECT_EQ(alone.status, 1);
  EXPECT_TRUE(Contains(alone.err, "there was no article")) << alone.err;
}

TEST_F(CliHostileInputTest, StrictStopsAtTheFirstBadRecord) {
  const std::string data = folder_.Put("data.jsonl",
                                       "{\"id\": \"a\", \"text\": \"It rained.\"}\n"
                                       "{\"id\": \"b\", \"text\": \"It ra\n"
                                       "{\"id\": \"c\", \"text\": \"It snowed.\"}\n"
                                       "{\"id\": \"d\"}\n");
  for (const std::string threads : {"1", "4"}) {
    const ProgramRun run =
        Slant({"score", "--strict", "--format", "jsonl", "--threads", threads, data});
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(Rows(run.out).size(), 1u) << "what came before it";
    EXPECT_TRUE(Contains(run.err, "data.jsonl:2: ")) << run.err;
    EXPECT_FALSE(Contains(run.err, "data.jsonl:4: ")) << run.err;
    EXPECT_EQ(Lines(run.err).size(), 1u) << "an error is printed once";
  }
}

}  // namespace
}  // namespace slant
