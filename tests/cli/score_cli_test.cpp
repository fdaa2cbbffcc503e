// Rows of `slant score` and `slant segment`: schemas, formats, threads, the terminal.

#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

class CliRowsTest : public WithModel {};

// Two sentences, with everything that has more bytes than characters.
const std::string kTypographic =
    "“We’re thrilled 🎉,” said Ms Müller – the café’s owner.\n\n"
    "The naïve plan … failed: 👩‍👩‍👧 and 日本 were left out.\n";

std::string Text(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

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
    const ProgramRun run = Slant(words, text);
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

TEST_F(CliRowsTest, ColourIsForTerminalsOrForThoseWhoAsk) {
  for (const std::string command : {"score", "compare"}) {
    EXPECT_FALSE(Contains(Slant({command, kSamples}).out, "\x1b"));
    EXPECT_FALSE(Contains(Slant({command, "--color", "never", kSamples}).out, "\x1b"));
    EXPECT_TRUE(Contains(Slant({command, "--color", "always", kSamples}).out, "\x1b[1m"));
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

}  // namespace
}  // namespace slant
