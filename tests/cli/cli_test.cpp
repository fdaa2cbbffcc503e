// The program as its users meet it: what it prints, how it ends, and what hostile input does to it.

#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/output.h"
#include "support/run_program.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

const std::string kProgram = SLANT_PROGRAM;
const std::string kSource = SLANT_SOURCE_DIR;
const std::string kSamples = kSource + "/corpora/samples";
const std::string kPlain = kSamples + "/plain";
const std::string kGold = kSource + "/corpora/gold/sentences.jsonl";
const char* const kCommands[] = {"score",   "explain", "compare", "frames",  "words",
                                 "sample",  "agree",   "stories", "extract", "merge",
                                 "segment", "train",   "eval",    "embed",   "lexicon"};

ProgramRun Slant(Words words, const RunOptions& options = {}) {
  words.insert(words.begin(), kProgram);
  return RunProgram(words, options);
}

// A line for the shell, run in the checkout if no folder is given, where `slant` is the program
// under test.
ProgramRun Shell(const std::string& line, RunOptions options = {}) {
  const char* path = std::getenv("PATH");
  options.setting.push_back("PATH=" + fs::path(kProgram).parent_path().string() + ":" +
                            (path != nullptr ? path : "/usr/bin:/bin"));
  if (options.folder.empty()) {
    options.folder = kSource;
  }
  return RunProgram({"/bin/sh", "-c", line}, options);
}

std::string DefaultModel() {
  const char* chosen = std::getenv("SLANT_MODEL");
  return chosen != nullptr && *chosen != '\0' ? chosen : kSource + "/corpora/model/en.slant";
}

// For tests that score something: a checkout may be without the model.
class WithModel : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(DefaultModel())) {
      GTEST_SKIP() << "NOT TESTED: there is no model at " << DefaultModel()
                   << "; tools/build-model makes it";
    }
  }
  TempDir folder_;
};

class CliModelTest : public WithModel {};
class CliRowsTest : public WithModel {};
class CliCompareTest : public WithModel {};
class CliHostileInputTest : public WithModel {};
class CliTrainTest : public WithModel {};

std::string Text(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

// RFC 4180: lines of cells; quotes around cells with commas, quotes and line ends.
std::vector<Words> ReadCsv(const std::string& text) {
  std::vector<Words> lines;
  Words line;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      cell += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '\n')) {
      line.push_back(std::exchange(cell, ""));
      if (c == '\n') {
        lines.push_back(std::exchange(line, {}));
      }
    } else if (quoted || c != '\r') {
      cell += c;
    }
  }
  EXPECT_FALSE(quoted) << "a quoted cell does not end";
  EXPECT_TRUE(cell.empty() && line.empty()) << "the last line has no end";
  return lines;
}

// The cells of a CSV by the names of its header.
std::vector<std::map<std::string, std::string>> CsvRows(const std::string& text) {
  const auto lines = ReadCsv(text);
  std::vector<std::map<std::string, std::string>> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].size(), lines[0].size()) << "line " << i + 1;
    std::map<std::string, std::string> row;
    for (std::size_t k = 0; k < std::min(lines[i].size(), lines[0].size()); ++k) {
      row[lines[0][k]] = lines[i][k];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// A JSON value as the CSV writes it: nothing for null.
void ExpectSame(const std::string& cell, const rapidjson::Value& value) {
  if (value.IsNull()) {
    EXPECT_EQ(cell, "");
  } else if (value.IsNumber()) {
    EXPECT_EQ(std::strtod(cell.c_str(), nullptr), value.GetDouble());
  } else if (value.IsBool()) {
    EXPECT_EQ(cell, value.GetBool() ? "true" : "false");
  } else {
    EXPECT_EQ(cell, value.GetString());
  }
}

// Two sentences, with everything that has more bytes than characters.
const std::string kTypographic =
    "“We’re thrilled 🎉,” said Ms Müller – the café’s owner.\n\n"
    "The naïve plan … failed: 👩‍👩‍👧 and 日本 were left out.\n";

// --- help and usage

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

TEST_F(CliModelTest, EveryExampleOfEveryHelpWorks) {
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

// --- rows

TEST_F(CliRowsTest, SentencesFitTheirSchemaAndAreCutFromTheText) {
  const Schema schema("slant.sentence-1");
  const std::string typographic = folder_.Put("typographic.txt", kTypographic);
  std::map<std::string, std::string> texts{{"typographic", kTypographic}};
  for (const auto& file : fs::directory_iterator(kPlain)) {
    texts[file.path().stem().string()] = ReadFile(file.path().string());
  }
  const ProgramRun run = Slant({"score", "--format", "jsonl", kPlain, typographic});
  ASSERT_EQ(run.status, 0) << run.err;
  std::map<std::string, int> counts;
  for (const auto& row : Rows(run.out)) {
    ASSERT_TRUE(schema.Accepts(row));
    const std::string id = row["article"].GetString();
    ASSERT_TRUE(texts.contains(id)) << id;
    EXPECT_EQ(row["index"].GetInt(), counts[id]++);
    const std::size_t start = row["start"].GetUint();
    const std::size_t end = row["end"].GetUint();
    ASSERT_LT(start, end);
    ASSERT_LE(end, texts[id].size());
    EXPECT_EQ(texts[id].substr(start, end - start), row["text"].GetString());
    double sum = 0;
    for (const auto& p : row["tone"]["p"].GetArray()) {
      sum += p.GetDouble();
    }
    EXPECT_NEAR(sum, 1, 1e-9);
    for (const auto& span : row["spans"].GetArray()) {
      EXPECT_GE(span["start"].GetUint(), start);
      EXPECT_LE(span["end"].GetUint(), end);
      EXPECT_LT(span["start"].GetUint(), span["end"].GetUint());
    }
  }
  EXPECT_GE(counts["typographic"], 2);
  EXPECT_GE(counts["council-vote"], 5);
}

TEST_F(CliRowsTest, TheSamplesFitTheSchemaOfSentences) {
  const Schema schema("slant.sentence-1");
  const ProgramRun run = Slant({"score", "--format", "jsonl", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto rows = Rows(run.out);
  EXPECT_GT(rows.size(), 300u);
  for (const auto& row : rows) {
    ASSERT_TRUE(schema.Accepts(row));
  }
}

TEST_F(CliRowsTest, TargetsAreMentionsOfNamesAndOnlyThereWhenAskedFor) {
  const Schema schema("slant.sentence-1");
  const ProgramRun plain = Slant({"score", "--format", "jsonl", kPlain});
  for (const auto& row : Rows(plain.out)) {
    EXPECT_TRUE(row["targets"].Empty());
  }
  const ProgramRun all = Slant({"score", "--targets", "auto", "--format", "jsonl", kPlain});
  ASSERT_EQ(all.status, 0) << all.err;
  std::set<std::string> names;
  for (const auto& row : Rows(all.out)) {
    ASSERT_TRUE(schema.Accepts(row));
    const std::size_t start = row["start"].GetUint();
    const std::string text = row["text"].GetString();
    for (const auto& target : row["targets"].GetArray()) {
      names.insert(target["name"].GetString());
      EXPECT_EQ(text.substr(target["start"].GetUint() - start,
                            target["end"].GetUint() - target["start"].GetUint()),
                target["text"].GetString());
    }
  }
  EXPECT_TRUE(names.contains("Agnes Tollemy"));
  // A surname is enough, and nobody else is rated.
  const ProgramRun one = Slant({"score", "--targets", "Tollemy", "--format", "jsonl", kPlain});
  int mentions = 0;
  for (const auto& row : Rows(one.out)) {
    for (const auto& target : row["targets"].GetArray()) {
      EXPECT_STREQ(target["name"].GetString(), "Agnes Tollemy");
      ++mentions;
    }
  }
  EXPECT_GE(mentions, 2) << "the name and a later mention";
}

// Needs no model.
TEST(CliSegmentTest, SegmentsFitTheirSchemaAndAreTheSameForAnyNumberOfThreads) {
  const Schema schema("slant.segment-1");
  const ProgramRun run = Slant({"segment", "--format", "jsonl", "--threads", "1", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto rows = Rows(run.out);
  EXPECT_GE(rows.size(), 24u);
  for (const auto& row : rows) {
    ASSERT_TRUE(schema.Accepts(row));
  }
  EXPECT_EQ(Slant({"segment", "--format", "jsonl", "--threads", "3", kSamples}).out, run.out);
}

TEST_F(CliRowsTest, ASchemaRefusesWhatIsNotOurs) {
  const Schema schema("slant.sentence-1");
  const auto rows = Rows(Slant({"score", "--format", "jsonl", kPlain}).out);
  ASSERT_FALSE(rows.empty());
  const auto spoil = [&](auto&& change) {
    rapidjson::Document row;
    row.CopyFrom(rows[0], row.GetAllocator());
    change(row);
    return static_cast<bool>(schema.Accepts(row));
  };
  EXPECT_TRUE(spoil([](auto&) {}));
  EXPECT_FALSE(spoil([](auto& row) { row["tone"]["score"] = 1.01; }));
  EXPECT_FALSE(spoil([](auto& row) { row["voice"] = "whisper"; }));
  EXPECT_FALSE(spoil([](auto& row) { row.RemoveMember("end"); }));
  EXPECT_FALSE(spoil([](auto& row) { row["schema"] = "slant.sentence/2"; }));
  EXPECT_FALSE(spoil([](auto& row) { row.AddMember("extra", 1, row.GetAllocator()); }));
}

TEST_F(CliRowsTest, StandardInputAndFileGiveTheSameRowsButForTheId) {
  const std::string path = kPlain + "/council-vote.txt";
  const std::string text = ReadFile(path);
  auto from_file = Rows(Slant({"score", "--format", "jsonl", path}).out);
  ASSERT_FALSE(from_file.empty());
  for (const Words& end : {Words{}, Words{"-"}}) {
    Words words = {"score", "--format", "jsonl"};
    words.insert(words.end(), end.begin(), end.end());
    const ProgramRun run = Slant(words, {text, {}, ""});
    ASSERT_EQ(run.status, 0) << run.err;
    auto from_input = Rows(run.out);
    ASSERT_EQ(from_input.size(), from_file.size());
    for (std::size_t i = 0; i < from_file.size(); ++i) {
      from_file[i]["article"] = "";
      from_input[i]["article"] = "";
      EXPECT_TRUE(from_file[i] == from_input[i]) << Text(from_input[i]);
    }
  }
}

TEST_F(CliRowsTest, ArticlesFitTheirSchema) {
  const Schema schema("slant.article-1");
  const std::string bare =
      folder_.Put("bare.jsonl", "{\"text\": \"\"}\n{\"text\": \"It rained.\"}");
  const ProgramRun run =
      Slant({"score", "--rows", "articles", "--format", "jsonl", kSamples, bare});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto rows = Rows(run.out);
  EXPECT_GE(rows.size(), 26u);
  for (const auto& row : rows) {
    EXPECT_TRUE(schema.Accepts(row));
    EXPECT_EQ(row["narration"]["sentences"].GetInt() + row["quoted"]["sentences"].GetInt(),
              row["all"]["sentences"].GetInt());
  }
  const auto& empty = rows[rows.size() - 2];
  EXPECT_EQ(empty["sentences"].GetInt(), 0);
  EXPECT_TRUE(empty["all"]["tone_mean"].IsNull()) << "no sentence, no mean";
}

TEST_F(CliRowsTest, CsvSaysOfSentencesWhatJsonLinesSay) {
  const std::string typographic = folder_.Put("quo\"ted, name.txt", kTypographic);
  const auto csv = CsvRows(Slant({"score", "--format", "csv", kSamples, typographic}).out);
  const auto json = Rows(Slant({"score", "--format", "jsonl", kSamples, typographic}).out);
  ASSERT_EQ(csv.size(), json.size());
  ASSERT_FALSE(csv.empty());
  for (std::size_t i = 0; i < csv.size(); ++i) {
    auto row = csv[i];
    for (const char* const name :
         {"article", "outlet", "index", "start", "end", "voice", "event_valence", "text"}) {
      ExpectSame(row[name], json[i][name]);
    }
    ExpectSame(row["tone"], json[i]["tone"]["label"]);
    ExpectSame(row["score"], json[i]["tone"]["score"]);
    ExpectSame(row["p_negative"], json[i]["tone"]["p"][0]);
    ExpectSame(row["p_neutral"], json[i]["tone"]["p"][1]);
    ExpectSame(row["p_positive"], json[i]["tone"]["p"][2]);
    ExpectSame(row["bias"], json[i]["bias"]["label"]);
    ExpectSame(row["p_biased"], json[i]["bias"]["p"]);
  }
}

TEST_F(CliRowsTest, CsvSaysOfArticlesWhatJsonLinesSay) {
  const auto csv = CsvRows(Slant({"score", "--rows", "articles", "--format", "csv", kSamples}).out);
  const auto json = Rows(Slant({"score", "--rows", "articles", "--format", "jsonl", kSamples}).out);
  ASSERT_EQ(csv.size(), json.size());
  ASSERT_FALSE(csv.empty());
  for (std::size_t i = 0; i < csv.size(); ++i) {
    auto row = csv[i];
    for (const char* const name :
         {"article", "outlet", "url", "date", "title", "kind", "story", "topic", "sentences",
          "quote_share", "headline_tone", "headline_gap", "voice_gap"}) {
      ExpectSame(row[name], json[i][name]);
    }
    ExpectSame(row["tone_all"], json[i]["all"]["tone_mean"]);
    ExpectSame(row["tone_sd"], json[i]["all"]["tone_sd"]);
    ExpectSame(row["event_valence"], json[i]["all"]["event_mean"]);
    ExpectSame(row["tone_narration"], json[i]["narration"]["tone_mean"]);
    ExpectSame(row["biased_narration"], json[i]["narration"]["biased_share"]);
    ExpectSame(row["quoted_sentences"], json[i]["quoted"]["sentences"]);
    ExpectSame(row["tone_quoted"], json[i]["quoted"]["tone_mean"]);
  }
}

TEST_F(CliRowsTest, AnyNumberOfThreadsGivesTheSameBytes) {
  const Words calls[] = {
      {"score", "--format", "jsonl", kSamples, kGold},
      {"score", "--rows", "articles", "--format", "csv", kSamples, kGold},
      {"score", kSamples},
      {"compare", "--format", "jsonl", kSamples},
  };
  for (Words call : calls) {
    call.insert(call.begin() + 1, "--threads=1");
    const ProgramRun one = Slant(call);
    EXPECT_EQ(one.status, 0) << one.err;
    EXPECT_FALSE(one.out.empty());
    for (const char* const threads : {"--threads=2", "--threads=5"}) {
      call[1] = threads;
      const ProgramRun many = Slant(call);
      EXPECT_TRUE(many.out == one.out) << call[0] << " " << threads;
      EXPECT_EQ(many.err, one.err);
    }
  }
}

TEST_F(CliRowsTest, ASentenceIsNotSplitAndKeepsItsId) {
  const std::string data =
      folder_.Put("two.jsonl",
                  "{\"id\": \"s1\", \"text\": \"It failed. Badly.\\n\\nVery badly.\"}\n"
                  "{\"id\": \"s2\", \"text\": \"A fine day\"}\n");
  const auto rows = Rows(Slant({"score", "--unit", "sentence", "--format", "jsonl", data}).out);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_STREQ(rows[0]["article"].GetString(), "s1");
  EXPECT_STREQ(rows[0]["text"].GetString(), "It failed. Badly.\n\nVery badly.");
  EXPECT_STREQ(rows[1]["article"].GetString(), "s2");
  EXPECT_EQ(Rows(Slant({"score", "--format", "jsonl", data}).out).size(), 4u);
}

TEST_F(CliRowsTest, TextShowsEverySentenceOnALineOfItsOwn) {
  const ProgramRun text = Slant({"score", kPlain});
  const auto rows = Rows(Slant({"score", "--format", "jsonl", kPlain}).out);
  const Words lines = Lines(text.out);
  for (const auto& row : rows) {
    const std::string sentence = row["text"].GetString();
    EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                            [&](const std::string& line) {
                              return line.ends_with(sentence) &&
                                     Contains(line, row["voice"].GetString()) &&
                                     Contains(line, row["tone"]["label"].GetString());
                            }),
              1)
        << sentence;
  }
  EXPECT_TRUE(Contains(text.out, " " + std::to_string(rows.size()) + " sentences, tone"));
}

// --- the terminal

TEST_F(CliRowsTest, ColourIsForTerminalsOrForThoseWhoAsk) {
  for (const std::string command : {"score", "compare"}) {
    EXPECT_FALSE(Contains(Slant({command, kSamples}).out, "\x1b"));
    EXPECT_FALSE(Contains(Slant({command, "--color", "never", kSamples}).out, "\x1b"));
    EXPECT_TRUE(Contains(Slant({command, "--color", "always", kSamples}).out, "\x1b[1m"));
  }
}

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

TEST_F(CliRowsTest, AReaderThatGoesAwayEndsTheRunQuietly) {
  // Enough rows that the pipe cannot hold them.
  std::string many = kSamples;
  for (int i = 0; i < 9; ++i) {
    many += " " + kSamples;
  }
  for (const std::string threads : {"1", "3"}) {
    const ProgramRun run = Shell("{ slant score --format jsonl --threads " + threads + " " + many +
                                 "; echo ended $? >&2; } | head -1");
    EXPECT_EQ(Lines(run.out).size(), 1u);
    EXPECT_TRUE(Contains(run.err, "ended 1")) << run.err;
    EXPECT_TRUE(Contains(run.err, "slant: standard output: cannot write: Broken pipe")) << run.err;
  }
}

// --- hostile input

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

// --- model files

TEST_F(CliModelTest, SlantModelIsHonoured) {
  const RunOptions wrong = {"It rained.\n", {"SLANT_MODEL=" + (folder_ / "none.slant")}, ""};
  const ProgramRun run = Slant({"score"}, wrong);
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Contains(run.err, folder_ / "none.slant")) << run.err;
  EXPECT_EQ(Slant({"score", "--model", DefaultModel()}, wrong).status, 0) << "--model goes first";
  fs::create_symlink(DefaultModel(), folder_ / "mine.slant");
  const ProgramRun version =
      Slant({"--version"}, {"", {"SLANT_MODEL=" + (folder_ / "mine.slant")}, ""});
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
      const ProgramRun run = Slant(words, {"It rained.\n", {}, ""});
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
    const ProgramRun run = Slant({"score", "--model", path}, {"It rained.\n", {}, ""});
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
  const RunOptions input = {"It rained.\n", {}, ""};
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

// --- comparison

TEST_F(CliCompareTest, RowsFitTheirSchemas) {
  std::map<std::string, Schema> schemas;
  for (const char* const name : {"slant.outlet", "slant.variance", "slant.comparison",
                                 "slant.difference", "slant.coverage", "slant.period"}) {
    schemas.emplace(name + std::string("/1"), Schema(name + std::string("-1")));
  }
  for (const std::string by : {"outlet", "story", "topic", "id"}) {
    const ProgramRun run = Slant({"compare", "--by", by, "--coverage", "--time", "week", "--metric",
                                  "tone,quote_share", "--format", "jsonl", kSamples});
    ASSERT_EQ(run.status, 0) << run.err;
    std::map<std::string, int> rows;
    for (const auto& row : Rows(run.out)) {
      const std::string schema = row["schema"].GetString();
      ASSERT_TRUE(schemas.contains(schema)) << schema;
      EXPECT_TRUE(schemas.at(schema).Accepts(row)) << schema;
      EXPECT_EQ(row["by"].GetString(), by);
      ++rows[schema];
    }
    EXPECT_GE(rows["slant.outlet/1"], 5);
    EXPECT_EQ(rows["slant.variance/1"], 4);
    EXPECT_GE(rows["slant.coverage/1"], rows["slant.outlet/1"]) << "copies are carried too";
    EXPECT_GE(rows["slant.period/1"], 5);
    EXPECT_GE(rows["slant.comparison/1"], 4 * rows["slant.outlet/1"] - 1);
  }
}

TEST_F(CliCompareTest, ATargetIsAMetricWithItsSentencesAndSourcesAreCounted) {
  const Schema evidence_schema("slant.evidence-1");
  const Schema sources_schema("slant.sources-1");
  const ProgramRun run =
      Slant({"compare", "--target", "Halvane", "--sources", "--format", "jsonl", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  std::map<std::string, double> tone;
  std::map<std::string, int> named;
  int sentences = 0;
  for (const auto& row : Rows(run.out)) {
    if (row["schema"] == "slant.comparison/1" && row["matched"] == "raw" &&
        row["metric"] == "target.Halvane_narration") {
      tone[row["outlet"].GetString()] = row["estimate"].GetDouble();
    } else if (row["schema"] == "slant.evidence/1") {
      EXPECT_TRUE(evidence_schema.Accepts(row));
      EXPECT_STREQ(row["target"].GetString(), "Halvane");
      ++sentences;
    } else if (row["schema"] == "slant.sources/1") {
      EXPECT_TRUE(sources_schema.Accepts(row));
      named[row["outlet"].GetString()] = row["named"]["attributions"].GetInt();
    }
  }
  // The review cheers the investment, the left-wing paper does not (corpora/samples/README.md).
  EXPECT_GT(tone["The Ledger Review"], 0.3);
  EXPECT_LT(tone["Common Ground"], -0.1);
  EXPECT_GE(sentences, 8);
  // The agency names most of its sources, the tabloid few.
  ASSERT_EQ(named.size(), 5u);
  EXPECT_GT(named["Meridian Press"], 5 * named["The Daily Lantern"]);
  const ProgramRun text = Slant({"compare", "--target", "Halvane", "--sources", kSamples});
  EXPECT_TRUE(Contains(text.out, "What is said of Halvane: ")) << text.out;
  EXPECT_TRUE(Contains(text.out, "Whose voices are reported: ")) << text.out;
  const ProgramRun none = Slant({"compare", "--target", "Nobody At All", kSamples});
  EXPECT_EQ(none.status, 0);
  EXPECT_TRUE(Contains(none.err, "no article mentions 'Nobody At All'")) << none.err;
  EXPECT_EQ(Slant({"compare", "--target", "Halvane", "--db", "a.db", kSamples}).status, 2);
}

// A year of two outlets by month; one of them turns in July.
TEST_F(CliCompareTest, AChangeOverTimeIsARowAndALine) {
  std::string articles;
  for (int month = 1; month <= 12; ++month) {
    for (int i = 0; i < 3; ++i) {
      for (const std::string outlet : {"Turned", "Still"}) {
        const bool bad = outlet == "Turned" && month >= 7;
        articles += "{\"id\": \"" + outlet + std::to_string(month * 10 + i) + "\", \"outlet\": \"" +
                    outlet + "\", \"date\": \"2025-" + (month < 10 ? "0" : "") +
                    std::to_string(month) + "-1" + std::to_string(i) + "\", \"text\": \"" +
                    (i == 1 ? "The council met on Tuesday. " : "") +
                    (bad ? "It was a disgraceful, reckless and shameful decision."
                         : "The vote was held at noon.") +
                    "\"}\n";
      }
    }
  }
  const std::string data = folder_.Put("year.jsonl", articles);
  const Schema change("slant.change-1");
  int changes = 0;
  for (const auto& row :
       Rows(Slant({"compare", "--time", "month", "--format", "jsonl", data}).out)) {
    if (row["schema"] == "slant.change/1") {
      ++changes;
      EXPECT_TRUE(change.Accepts(row));
      EXPECT_STREQ(row["outlet"].GetString(), "Turned");
      EXPECT_STREQ(row["period"].GetString(), "2025-07");
      EXPECT_LT(row["after"].GetDouble(), row["before"].GetDouble());
    }
  }
  EXPECT_EQ(changes, 1);
  EXPECT_TRUE(Contains(Slant({"compare", "--time", "month", data}).out,
                       "  Turned, tone_narration, from 2025-07 on: "));
}

// The corpus was written so that one paper rages and another praises: against the others on the
// same stories both stand out, and of all articles they can be told from each other.
TEST_F(CliCompareTest, TheTabloidIsBelowAndTheReviewAboveTheOthers) {
  bool found = false;
  std::map<std::string, bool> separable;
  std::map<std::string, double> gap;
  for (const auto& row : Rows(Slant({"compare", "--format", "jsonl", kSamples}).out)) {
    if (row["schema"] == "slant.comparison/1" && row["matched"] == "story" &&
        row["metric"] == "tone_narration") {
      separable[row["outlet"].GetString()] = row["separable"].GetBool();
      gap[row["outlet"].GetString()] = row["estimate"].GetDouble();
      EXPECT_LE(row["low"].GetDouble(), row["estimate"].GetDouble());
      EXPECT_GE(row["high"].GetDouble(), row["estimate"].GetDouble());
    }
    if (row["schema"] != "slant.difference/1" || row["matched"] != "raw") {
      continue;
    }
    const std::string a = row["a"].GetString();
    const std::string b = row["b"].GetString();
    EXPECT_EQ(row["separable"].GetBool(), row["q"].GetDouble() <= 0.05);
    EXPECT_LE(row["low"].GetDouble(), row["estimate"].GetDouble());
    EXPECT_GE(row["high"].GetDouble(), row["estimate"].GetDouble());
    const bool straight = a == "The Daily Lantern" && b == "The Ledger Review";
    const bool turned = b == "The Daily Lantern" && a == "The Ledger Review";
    if (straight || turned) {
      found = true;
      EXPECT_LT(row["estimate"].GetDouble() * (straight ? 1 : -1), 0);
      EXPECT_TRUE(row["separable"].GetBool());
    }
  }
  EXPECT_TRUE(found);
  ASSERT_EQ(separable.size(), 5u);
  EXPECT_TRUE(separable["The Daily Lantern"] && separable["The Ledger Review"]);
  EXPECT_FALSE(separable["Meridian Press"] || separable["The Harbour Herald"]);
  EXPECT_LT(gap["The Daily Lantern"], 0);
  EXPECT_GT(gap["The Ledger Review"], 0);
}

// The Herald's copy of the wire text is left out unless it is asked for; both results are named.
TEST_F(CliCompareTest, CopiesCountOnceUnlessTheyAreKept) {
  std::map<std::string, double> with, without;
  for (const std::string copies : {"drop", "keep"}) {
    for (const auto& row :
         Rows(Slant({"compare", "--copies", copies, "--format", "jsonl", kSamples}).out)) {
      if (row["schema"] == "slant.outlet/1" && row["outlet"] == "The Harbour Herald") {
        EXPECT_EQ(row["articles"].GetInt(), copies == "drop" ? 5 : 6);
      }
      if (row["schema"] == "slant.comparison/1" && row["outlet"] == "The Harbour Herald" &&
          row["matched"] == "story" && row["metric"] == "tone_narration") {
        with[copies] = row["with_copies"].GetDouble();
        without[copies] = row["without_copies"].GetDouble();
        EXPECT_EQ(row["estimate"].GetDouble(), copies == "drop" ? without[copies] : with[copies]);
      }
    }
  }
  EXPECT_EQ(with["drop"], with["keep"]);
  EXPECT_EQ(without["drop"], without["keep"]);
  EXPECT_NE(with["drop"], without["drop"]);
}

TEST_F(CliCompareTest, WhatIsToldFirstCanBeChosen) {
  const auto title = [&](const std::string& text, const char* what) { return text.find(what); };
  for (const auto& [within, first] : {std::pair{"story", "\nOn the same stories: "},
                                      {"topic", "\nOn the same topics: "},
                                      {"none", "\nAs they are (raw): "}}) {
    const std::string text = Slant({"compare", "--within", within, kSamples}).out;
    for (const char* const other :
         {"\nOn the same stories: ", "\nOn the same topics: ", "\nAs they are (raw): "}) {
      ASSERT_NE(title(text, other), std::string::npos) << within << other;
      EXPECT_LE(title(text, first), title(text, other)) << within << other;
    }
  }
  const ProgramRun none = Slant({"compare", "--story", "weather", "--topic", "weather", "--within",
                                 "story", "--stories", "given", "--format", "jsonl", kSamples});
  EXPECT_EQ(none.status, 0);
  EXPECT_TRUE(Contains(none.err, "no two groups share one")) << none.err;
  EXPECT_FALSE(Contains(none.out, "\"matched\":\"story\""));
}

TEST_F(CliCompareTest, CoverageNamesWhatIsLeftOut) {
  std::map<std::string, std::string> missed;
  for (const auto& row :
       Rows(Slant({"compare", "--coverage", "--format", "jsonl", kSamples}).out)) {
    if (row["schema"] == "slant.coverage/1") {
      for (const auto& story : row["most_carried"].GetArray()) {
        missed[row["outlet"].GetString()] += story["story"].GetString();
      }
    }
  }
  // As corpora/samples/README.md says.
  EXPECT_EQ(missed, (std::map<std::string, std::string>{{"The Daily Lantern", "factory"},
                                                        {"The Ledger Review", "inquiry"}}));
}

// The samples name their stories in a field that is called "story": under another name they are
// found, with the same result.
TEST_F(CliCompareTest, StoriesAndCopiesThatNobodyNamesAreFound) {
  const auto gaps = [&](const Words& more) {
    Words call = {"compare", "--format", "jsonl", kSamples};
    call.insert(call.end(), more.begin(), more.end());
    const ProgramRun run = Slant(call);
    EXPECT_EQ(run.status, 0) << run.err;
    std::map<std::string, std::pair<int, double>> out;
    for (const auto& row : Rows(run.out)) {
      if (row["schema"] == "slant.comparison/1" && row["matched"] == "story" &&
          row["metric"] == "tone_narration") {
        out[row["outlet"].GetString()] = {row["stories"].GetInt(), row["estimate"].GetDouble()};
      }
    }
    return out;
  };
  const auto named = gaps({"--stories", "given"});
  EXPECT_EQ(named.size(), 5u);
  EXPECT_EQ(gaps({"--story", "no-such-field"}), named);
  EXPECT_EQ(gaps({"--story", "no-such-field", "--stories", "given"}).size(), 0u);
  const ProgramRun text = Slant({"compare", "--story", "no-such-field", "--coverage", kSamples});
  EXPECT_TRUE(Contains(text.out, ", as found among these\n")) << text.out;
  EXPECT_TRUE(Contains(text.out, "Copies: 1 article is a copy")) << text.out;
  EXPECT_TRUE(Contains(text.out, "halvane") || Contains(text.out, "Halvane"))
      << "the title of what is left out\n"
      << text.out;
}

TEST_F(CliCompareTest, CopiesOfAWireTextGetNearlyTheSameMetrics) {
  const auto rows = Rows(
      Slant({"score", "--rows", "articles", "--format", "jsonl", kSamples + "/inquiry.jsonl"}).out);
  std::map<std::string, const rapidjson::Document*> by_id;
  for (const auto& row : rows) {
    by_id[row["article"].GetString()] = &row;
  }
  ASSERT_TRUE(by_id.contains("inquiry-meridian") && by_id.contains("inquiry-herald"));
  const auto& one = *by_id["inquiry-meridian"];
  const auto& other = *by_id["inquiry-herald"];
  const auto gap = [&](const char* voice, const char* metric) {
    return std::abs(one[voice][metric].GetDouble() - other[voice][metric].GetDouble());
  };
  for (const char* const voice : {"all", "narration"}) {
    EXPECT_LT(gap(voice, "tone_mean"), 0.05) << voice;
    EXPECT_LT(gap(voice, "event_mean"), 0.05) << voice;
    EXPECT_LT(gap(voice, "biased_share"), 0.1) << voice;
    EXPECT_LT(gap(voice, "negative_share"), 0.1) << voice;
  }
}

TEST_F(CliCompareTest, TheOrderOfTheInputsChangesNothing) {
  Words files;
  for (const auto& file : fs::directory_iterator(kSamples)) {
    if (file.path().extension() == ".jsonl") {
      files.push_back(file.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  ASSERT_GE(files.size(), 6u);
  for (const std::string format : {"text", "jsonl", "csv"}) {
    Words call = {"compare", "--format", format};
    call.insert(call.end(), files.begin(), files.end());
    const ProgramRun straight = Slant(call);
    EXPECT_EQ(straight.status, 0) << straight.err;
    std::reverse(call.begin() + 3, call.end());
    EXPECT_EQ(Slant(call).out, straight.out);
  }
}

TEST_F(CliCompareTest, CsvSaysWhatJsonLinesSay) {
  const auto csv = CsvRows(Slant({"compare", "--format", "csv", kSamples}).out);
  std::size_t at = 0;
  for (const auto& row : Rows(Slant({"compare", "--format", "jsonl", kSamples}).out)) {
    if (row["schema"] == "slant.outlet/1") {
      for (const auto& metric : row["metrics"].GetObject()) {
        ASSERT_LT(at, csv.size());
        auto line = csv[at++];
        ExpectSame(line["row"], row["by"]);
        ExpectSame(line["group"], row["outlet"]);
        ExpectSame(line["metric"], metric.name);
        ExpectSame(line["n"], metric.value["n"]);
        ExpectSame(line["estimate"], metric.value["mean"]);
        ExpectSame(line["sd"], metric.value["sd"]);
        ExpectSame(line["low"], metric.value["low"]);
        ExpectSame(line["high"], metric.value["high"]);
      }
    } else if (row["schema"] == "slant.variance/1") {
      for (const char* const factor : {"topic", "story", "outlet", "outlet_alone"}) {
        ASSERT_LT(at, csv.size());
        auto line = csv[at++];
        EXPECT_EQ(line["row"], "variance");
        ExpectSame(line["metric"], row["metric"]);
        ExpectSame(line["n"], row["articles"]);
        ExpectSame(line["estimate"], row[factor]);
      }
    } else if (row["schema"] == "slant.comparison/1") {
      ASSERT_LT(at, csv.size());
      auto line = csv[at++];
      EXPECT_EQ(line["row"], "comparison");
      ExpectSame(line["group"], row["outlet"]);
      ExpectSame(line["n"], row["articles"]);
      for (const char* const name : {"metric", "matched", "stories", "estimate", "low", "high",
                                     "shrunken", "p", "q", "holm", "separable"}) {
        ExpectSame(line[name], row[name]);
      }
    } else {
      ASSERT_LT(at, csv.size());
      auto line = csv[at++];
      EXPECT_EQ(line["row"], "difference");
      ExpectSame(line["group"], row["a"]);
      ExpectSame(line["other"], row["b"]);
      for (const char* const name :
           {"metric", "matched", "stories", "estimate", "low", "high", "cliffs_delta", "hedges_g",
            "p", "q", "holm", "separable", "minimal_n"}) {
        ExpectSame(line[name], row[name]);
      }
    }
  }
  EXPECT_EQ(at, csv.size());
}

TEST_F(CliCompareTest, AFieldThatNoArticleHasIsAnError) {
  const ProgramRun run = Slant({"compare", "--by", "weather", kSamples});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Contains(run.err, "weather")) << run.err;
}

// --- training and evaluation

TEST_F(CliTrainTest, EvaluationsFitTheirSchema) {
  const Schema schema("slant.evaluation-1");
  const std::pair<const char*, const char*> tasks[] = {
      {"tone", "tone"}, {"bias", "bias"}, {"score", "score"}, {"event", "event_valence"}};
  for (const auto& [task, label] : tasks) {
    const ProgramRun run =
        Slant({"eval", "--task", task, "--label", label, "--format", "json", kGold});
    ASSERT_EQ(run.status, 0) << run.err;
    rapidjson::Document report;
    report.Parse(run.out.c_str());
    ASSERT_TRUE(report.IsObject()) << run.out;
    EXPECT_TRUE(schema.Accepts(report));
    EXPECT_STREQ(report["task"].GetString(), task);
    EXPECT_GE(report["n"].GetInt(), 300);
    EXPECT_EQ(report["by"].Size(), 2u) << "voice and length";
  }
}

// The report of a call that must succeed and fit the schema.
rapidjson::Document EvaluationOf(const Words& options) {
  Words call = {"eval", "--format", "json"};
  call.insert(call.end(), options.begin(), options.end());
  call.push_back(kGold);
  const ProgramRun run = Slant(call);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "") << "progress is for terminals";
  rapidjson::Document report = Json(run.out);
  EXPECT_TRUE(Schema("slant.evaluation-1").Accepts(report));
  return report;
}

TEST_F(CliTrainTest, FieldsAreToldApartAndSmallGroupsHaveNoFigure) {
  const auto report = EvaluationOf({"--task", "tone", "--label", "tone", "--by", "bias,voice,id"});
  const auto& by = report["by"];
  ASSERT_EQ(by.Size(), 5u);
  EXPECT_STREQ(by[2]["field"].GetString(), "bias");
  ASSERT_EQ(by[2]["groups"].Size(), 2u);
  EXPECT_STREQ(by[2]["groups"][0]["name"].GetString(), "biased");
  EXPECT_EQ(by[2]["groups"][0]["n"].GetInt(), 120);
  EXPECT_TRUE(by[2]["groups"][0].HasMember("macro_f1"));
  EXPECT_EQ(by[4]["groups"].Size(), 400u);
  EXPECT_FALSE(by[4]["groups"][0].HasMember("macro_f1")) << "of one sentence";
  int sum = 0;
  for (const auto& group : by[1]["groups"].GetArray()) {
    sum += group["n"].GetInt();
  }
  EXPECT_EQ(sum, 400);
}

// As those from permissively licensed sets: what a model cannot tell is left out of the rows, and
// not compared.
TEST_F(CliTrainTest, AModelOfToneAndScoreAloneScores) {
  const std::string model = folder_ / "tone.slant";
  const ProgramRun train = Slant({"train", "--task", "tone,score", "--label", "tone,score",
                                  "--filters", "2x16", "--epochs", "1", "-o", model, kGold});
  ASSERT_EQ(train.status, 0) << train.err;
  const std::string text = folder_.Put("text.txt", "The mayor praised the reckless plan.\n");
  for (const char* rows : {"sentences", "articles"}) {
    const Schema schema(std::string("slant.") + (rows[0] == 's' ? "sentence-1" : "article-1"));
    const ProgramRun run =
        Slant({"score", "--model", model, "--format", "jsonl", "--rows", rows, text});
    ASSERT_EQ(run.status, 0) << run.err;
    rapidjson::Document row;
    row.Parse(run.out.c_str());
    ASSERT_TRUE(row.IsObject()) << run.out;
    EXPECT_TRUE(schema.Accepts(row));
    EXPECT_FALSE(row.HasMember("bias"));
    EXPECT_FALSE(row.HasMember("event_valence"));
  }
  const ProgramRun compared =
      Slant({"compare", "--model", model, kSource + "/corpora/samples/ferry.jsonl"});
  EXPECT_EQ(compared.status, 1);
  EXPECT_NE(compared.err.find("no classifier 'event'"), std::string::npos) << compared.err;
}

TEST_F(CliTrainTest, AModelDoesNotDifferFromItself) {
  const auto classes =
      EvaluationOf({"--task", "tone", "--label", "tone", "--polar", "--against", DefaultModel()});
  EXPECT_EQ(classes["n"].GetInt(), 132 + 108);
  EXPECT_EQ(classes["against"]["macro_f1_difference"]["high"].GetDouble(), 0);
  EXPECT_EQ(classes["against"]["macro_f1_difference"]["p"].GetDouble(), 1);
  EXPECT_EQ(classes["against"]["changed"].GetInt(), 0);
  const auto values =
      EvaluationOf({"--task", "score", "--label", "score", "--against", DefaultModel()});
  EXPECT_EQ(values["against"]["pearson_difference"]["estimate"].GetDouble(), 0);
  const auto rules = EvaluationOf(
      {"--rules", "news", "--task", "tone", "--label", "tone", "--against", DefaultModel()});
  EXPECT_GT(rules["against"]["changed"].GetInt(), 20);
}

TEST_F(CliTrainTest, AThresholdOfTheCoverageCurveKeepsWhatTheCurveSays) {
  const Words task = {"--task", "tone", "--label", "tone"};
  const auto all = EvaluationOf(task);
  ASSERT_EQ(all["coverage"].Size(), 6u);
  const auto& half = all["coverage"][5];
  EXPECT_GT(half["accuracy"].GetDouble(), all["accuracy"]["estimate"].GetDouble());
  Words call = task;
  call.insert(call.end(), {"--abstain", std::to_string(half["threshold"].GetDouble())});
  const auto sure = EvaluationOf(call);
  EXPECT_EQ(sure["n"].GetInt(), half["n"].GetInt());
  EXPECT_EQ(sure["abstention"]["n"].GetInt(), 400 - half["n"].GetInt());
  EXPECT_NEAR(sure["accuracy"]["estimate"].GetDouble(), half["accuracy"].GetDouble(), 1e-5);
}

TEST_F(CliTrainTest, ASplitTrainsAnewForEachValueOfAField) {
  const auto report = EvaluationOf({"--task", "bias", "--label", "bias", "--split", "voice",
                                    "--within", "voice", "--network", "linear", "--epochs", "5"});
  EXPECT_EQ(report["n"].GetInt(), 400);
  const auto& folds = report["split"]["folds"];
  ASSERT_EQ(folds.Size(), 3u);
  double sum = 0;
  for (const auto& fold : folds.GetArray()) {
    EXPECT_LT(fold["learned_from"].GetInt(), 400 - fold["n"].GetInt()) << "some chose the epoch";
    sum += fold["macro_f1"]["estimate"].GetDouble();
  }
  EXPECT_NEAR(report["split"]["mean_macro_f1"].GetDouble(), sum / 3, 1e-5);
  EXPECT_EQ(report["within"]["groups"].GetInt(), 3);
  EXPECT_TRUE(report.HasMember("auc"));
}

// What training holds out and what a random split rates are the same examples, by the same network.
TEST_F(CliTrainTest, AFoldOfARandomSplitIsThatOfHoldOut) {
  const Words task = {"--task", "tone", "--label", "tone"};
  const Words network = {"--network", "linear", "--epochs", "5"};
  Words call = task;
  call.insert(call.end(), network.begin(), network.end());
  call.insert(call.end(), {"--split", "random", "--folds", "4"});
  const auto split = EvaluationOf(call);
  call = {"train", "--hold-out", "2/4", "-o", folder_ / "m.slant", kGold};
  call.insert(call.end(), task.begin(), task.end());
  call.insert(call.end(), network.begin(), network.end());
  ASSERT_EQ(Slant(call).status, 0);
  call = task;
  call.insert(call.end(), {"--fold", "2/4", "--model", folder_ / "m.slant"});
  const auto held = EvaluationOf(call);
  EXPECT_EQ(split["split"]["folds"][2]["n"], held["n"]);
  EXPECT_EQ(split["split"]["folds"][2]["macro_f1"], held["macro_f1"]);
}

// With the tested sentences themselves among what is learned the figures would jump; they do not
// move, because each fold leaves its own sentences out.
TEST_F(CliTrainTest, WhatIsAlsoLearnedFromIsNeverWhatIsTested) {
  Words call = {"--task",    "tone",   "--label",  "tone", "--split", "random",
                "--network", "linear", "--epochs", "5",    "--group", "id"};
  const auto without = EvaluationOf(call);
  call.insert(call.end(), {"--also", kGold});
  const auto with = EvaluationOf(call);
  for (unsigned f = 0; f < 5; ++f) {
    // All that is neither tested nor chooses the epoch, a second time.
    EXPECT_EQ(with["split"]["folds"][f]["learned_from"].GetInt(),
              2 * without["split"]["folds"][f]["learned_from"].GetInt());
  }
}

TEST_F(CliTrainTest, AProbeFindsAFieldInTheFeatures) {
  const auto report =
      EvaluationOf({"--task", "tone", "--label", "tone", "--probe", "voice", "--group", "voice"});
  EXPECT_EQ(report["probe"]["values"].GetInt(), 3);
  EXPECT_EQ(report["probe"]["n"].GetInt(), 400);
  EXPECT_NEAR(report["probe"]["majority"].GetDouble(), 220.0 / 400, 1e-6);
  EXPECT_GT(report["probe"]["accuracy"]["estimate"].GetDouble(), 0.6)
      << "quotation marks are features";
}

TEST_F(CliTrainTest, TrainingTwiceGivesTheSameBytesAndAModelThatWorks) {
  const std::pair<const char*, const char*> tasks[] = {{"tone", "tone"},
                                                       {"event", "event_valence"}};
  for (const auto& [task, label] : tasks) {
    for (const std::string name : {"one.slant", "two.slant"}) {
      const ProgramRun run = Slant({"train", "--task", task, "--label", label, "--hidden", "8",
                                    "--dropout", "0.1", "--members", "2", "--epochs", "10",
                                    "--hold-out", "0/4", "-o", folder_ / name, kGold});
      ASSERT_EQ(run.status, 0) << run.err;
    }
    EXPECT_TRUE(ReadFile(folder_ / "one.slant") == ReadFile(folder_ / "two.slant")) << task;
    EXPECT_FALSE(ReadFile(folder_ / "one.slant") == ReadFile(DefaultModel()));
    const ProgramRun held_out =
        Slant({"eval", "--task", task, "--label", label, "--fold", "0/4", "--format", "json",
               "--model", folder_ / "one.slant", kGold});
    ASSERT_EQ(held_out.status, 0) << held_out.err;
    rapidjson::Document report;
    report.Parse(held_out.out.c_str());
    EXPECT_GT(report["n"].GetInt(), 60);
    EXPECT_LT(report["n"].GetInt(), 140);
    EXPECT_EQ(Slant({"score", "--model", folder_ / "one.slant", kPlain}).status, 0)
        << "the other classifiers are still in it";
  }
}

TEST_F(CliTrainTest, MissingDataIsAnErrorEvenBesideGoodData) {
  const std::string missing = folder_ / "missing.jsonl";
  const ProgramRun train = Slant(
      {"train", "--task", "tone", "--label", "tone", "-o", folder_ / "m.slant", kGold, missing});
  EXPECT_EQ(train.status, 1);
  EXPECT_TRUE(Contains(train.err, missing)) << train.err;
  EXPECT_FALSE(fs::exists(folder_ / "m.slant"));
  const ProgramRun eval = Slant({"eval", "--task", "tone", "--label", "tone", kGold, missing});
  EXPECT_EQ(eval.status, 1);
  EXPECT_EQ(eval.out, "");
}

TEST_F(CliTrainTest, ALabelOfAnotherTaskIsNamedWithItsLine) {
  const std::string data = folder_.Put("data.jsonl",
                                       "{\"text\": \"It rained.\", \"label\": \"neutral\"}\n"
                                       "{\"text\": \"It snowed.\", \"label\": \"cold\"}\n");
  const ProgramRun run = Slant({"eval", data});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Contains(run.err, "data.jsonl:2: ")) << run.err;
  EXPECT_TRUE(Contains(run.err, "'cold'")) << run.err;
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
  EXPECT_EQ(Slant({"embed", "show", "--model", packed}, {"council\n", {}, ""}).out,
            lines[0] + "\n");
}

}  // namespace
}  // namespace slant
