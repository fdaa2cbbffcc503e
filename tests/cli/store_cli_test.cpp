// --db as its users meet it: second runs, other programs, and runs that are killed.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "cli/output.h"
#include "cli/slant_program.h"
#include "slant/base/random.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

// One number or text that the database answers.
std::string Query(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  sqlite3_busy_timeout(database, 10000);
  std::string out;
  const auto take = [](void* to, int, char** values, char**) {
    *static_cast<std::string*>(to) = values[0] != nullptr ? values[0] : "NULL";
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), take, &out, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
  return out;
}

std::set<std::string> IdsInStore(const std::string& path) {
  sqlite3* database = nullptr;
  std::set<std::string> ids;
  EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  const auto take = [](void* to, int, char** values, char**) {
    static_cast<std::set<std::string>*>(to)->insert(values[0]);
    return 0;
  };
  sqlite3_exec(database, "SELECT id FROM scored_articles", take, &ids, nullptr);
  sqlite3_close(database);
  return ids;
}

// Ids of all whole lines.
std::set<std::string> IdsOf(const std::string& rows) {
  std::set<std::string> ids;
  for (const std::string& line : Lines(rows.substr(0, rows.rfind('\n') + 1))) {
    ids.insert(Json(line)["article"].GetString());
  }
  return ids;
}

// Articles of eight sentences of corpora/gold, each with a story and a leaning.
std::string Articles(int count, const std::string& story = "story") {
  Words sentences;
  for (const std::string& line : Lines(ReadFile(kSource + "/corpora/gold/sentences.jsonl"))) {
    sentences.emplace_back(Json(line)["text"].GetString());
  }
  Random random(20240601);
  std::string out;
  for (int i = 0; i < count; ++i) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
    std::string text;
    for (int k = 0; k < 8; ++k) {
      text += sentences[random.Below(sentences.size())] + " ";
    }
    const auto put = [&](const char* name, const std::string& value) {
      json.Key(name);
      json.String(value.c_str());
    };
    json.StartObject();
    put("id", "n" + std::to_string(i));
    put("outlet", "Outlet " + std::to_string(i % 4));
    put("title", sentences[random.Below(sentences.size())]);
    put("text", text + "Number " + std::to_string(i) + ".");
    put("story", story + " " + std::to_string(i / 4));
    put("leaning", i % 4 < 2 ? "left" : "right");
    json.EndObject();
    out += std::string(buffer.GetString()) + "\n";
  }
  return out;
}

class CliStoreTest : public WithModel {
 protected:
  TempDir folder_;
  const std::string db_ = folder_ / "news.db";
};

const Words kScore = {"score", "--format", "jsonl"};
const Words kCompare = {"compare", "--format", "jsonl"};

Words With(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST_F(CliStoreTest, EveryRunPrintsWhatARunWithoutADatabaseDoes) {
  const Words calls[] = {
      kScore,
      {"score", "--rows", "articles", "--format", "csv"},
      {"score", "--targets", "auto", "--format", "jsonl"},
      {"score", "--only", "bias", "--abstain", "0.7", "--format", "jsonl"},
      {"score", "--lexicon", kCues, "--rules", "news", "--format", "jsonl"},
      {"score", "--lexicon", kCues, "--lexicon-only", "--format", "jsonl"},
      {"score", "--rows", "articles", "--frames", "--format", "jsonl"},
      kCompare,
      {"compare", "--lexicon", kCues, "--metric", "cues-en.hedge", "--format", "csv"},
      {"compare", "--frames", "--metric", "frame.generic.conflict", "--format", "csv"},
  };
  for (const Words& call : calls) {
    const std::string expected = Out(With(call, {kSamples}));
    for (const std::string threads : {"1", "3"}) {  // the first fills the database
      EXPECT_EQ(Out(With(call, {"--db", db_, "--threads", threads, kSamples})), expected)
          << call[0] << " " << call[1];
    }
  }
  // All of it lies in one file: the samples have 28 articles or so, with other options other
  // scores.
  EXPECT_EQ(Query(db_, "SELECT count(DISTINCT scoring) >= 6 FROM scores"), "1");
  EXPECT_EQ(Query(db_, "PRAGMA integrity_check"), "ok");
}

// The rows of one article are changed in the file behind slant's back, checksum and all; a run that
// scores would not print them.
TEST_F(CliStoreTest, WhatIsThereIsNotScoredAgain) {
  const std::string first = folder_.Put("a.jsonl", Articles(20));
  const std::string all = folder_.Put("b.jsonl", Articles(30));
  const std::string rows = Out(With(kScore, {"--db", db_, first}));
  Query(db_,
        "UPDATE rendered SET (rows, checksum) = (SELECT r.rows, r.checksum FROM rendered AS r "
        "JOIN articles AS a USING (record) WHERE a.id = 'n7') WHERE record = (SELECT record "
        "FROM articles WHERE id = 'n3')");
  const std::string second = Out(With(kScore, {"--db", db_, all}));
  EXPECT_FALSE(IdsOf(second).contains("n3"));
  EXPECT_EQ(IdsOf(second).size(), 29u);  // n20 to n29 are new
  EXPECT_EQ(Query(db_, "SELECT count(*) FROM scored_articles"), "30");
  // Numbers too: all of outlet 0 become those of one article, so their mean is its value.
  Query(db_,
        "UPDATE scores SET metrics = (SELECT s.metrics FROM scores AS s JOIN articles AS a "
        "USING (content) JOIN (SELECT scoring FROM scores LIMIT 1) USING (scoring) "
        "WHERE a.id = 'n0')");
  const auto compared = Rows(Out(With(kCompare, {"--db", db_, all})));
  ASSERT_GE(compared.size(), 4u);
  const double value = std::strtod(
      Query(db_, "SELECT tone_narration FROM scored_articles WHERE id = 'n0'").c_str(), nullptr);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(compared[i]["metrics"]["tone_narration"]["mean"].GetDouble(), value, 1e-4);
  }
}

TEST_F(CliStoreTest, ScoreFillsTheDatabaseForCompareWhichReadsItAlone) {
  const std::string file = folder_.Put("a.jsonl", Articles(60));
  const std::string by_outlet = Out(With(kCompare, {file}));
  const std::string by_leaning = Out(With(kCompare, {"--by", "leaning", file}));
  Out(With(kScore, {"--db", db_, file}));
  for (const Words& more : {Words{}, Words{"--threads", "1"}}) {
    EXPECT_EQ(Out(With(With(kCompare, {"--db", db_}), more)), by_outlet);
  }
  // A field without a column of its own, that nobody had asked for when the articles were scored.
  const ProgramRun leaning = Slant(With(kCompare, {"--db", db_, "--by", "leaning"}));
  EXPECT_EQ(leaning.out, by_leaning);
  EXPECT_TRUE(Contains(leaning.err, db_ + ": articles read from the database alone: 60"))
      << leaning.err;
  EXPECT_EQ(Query(db_, "SELECT count(DISTINCT scoring) FROM scores"), "1");
}

// The database has what stories are found by, so that compare finds them without the texts.
TEST_F(CliStoreTest, StoriesAreFoundFromTheDatabaseAlone) {
  const Words found = With(kCompare, {"--story", "no-such-field", "--coverage"});
  const std::string plain = Out(With(found, {kSamples}));
  EXPECT_TRUE(Contains(plain, "\"matched\":\"story\"")) << plain;
  Out(With(kScore, {"--db", db_, kSamples}));
  EXPECT_EQ(Out(With(found, {"--db", db_})), plain);
  EXPECT_EQ(Out(With(found, {"--db", db_, kSamples})), plain);
}

TEST_F(CliStoreTest, ScorePrintsTheDatabaseInTheOrderOfReading) {
  const std::string file = folder_.Put("a.jsonl", Articles(40));
  const std::string rows = Out(With(kScore, {"--db", db_, "--threads", "3", file}));
  EXPECT_EQ(Out(With(kScore, {"--db", db_})), rows);
  const std::string out = folder_ / "out.jsonl";
  Out(With(kScore, {"--db", db_, "-o", out}));
  EXPECT_EQ(ReadFile(out), rows);
}

TEST_F(CliStoreTest, AFieldThatIsNewReplacesTheOldAndNothingIsScored) {
  const std::string file = folder_.Put("a.jsonl", Articles(40));
  Out(With(kCompare, {"--db", db_, file}));
  const std::string again = folder_.Put("a.jsonl", Articles(40, "event"));
  const std::string expected = Out(With(kCompare, {"--by", "story", "--min-articles", "2", again}));
  EXPECT_EQ(Out(With(kCompare, {"--by", "story", "--min-articles", "2", "--db", db_, again})),
            expected);
  EXPECT_EQ(Out(With(kCompare, {"--by", "story", "--min-articles", "2", "--db", db_})), expected);
  EXPECT_EQ(Query(db_, "SELECT count(*) FROM articles"), "40");
  EXPECT_EQ(Query(db_, "SELECT count(*) FROM scores"), "40");
}

TEST_F(CliStoreTest, StandardInputIsReadIfItIsNamed) {
  const std::string text = Articles(3);
  const ProgramRun first = Slant(With(kScore, {"--db", db_, "-"}), text);
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_EQ(IdsOf(first.out).size(), 3u);
  EXPECT_EQ(Slant(With(kScore, {"--db", db_, "-"}), text).out, first.out);
}

TEST_F(CliStoreTest, RecordsThatCannotBeReadAreReportedInEveryRun) {
  const std::string file = folder_.Put("a.jsonl", Articles(5) + "{\"text\": 7\n" + Articles(7));
  const ProgramRun first = Slant(With(kScore, {"--db", db_, file}));
  const ProgramRun second = Slant(With(kScore, {"--db", db_, file}));
  EXPECT_EQ(first.status, 0);
  EXPECT_EQ(second.out, first.out);
  EXPECT_EQ(second.err, first.err);
  EXPECT_TRUE(Contains(second.err, "a.jsonl:6")) << second.err;
}

// Another language is passed over whether the database was filled without looking at languages or
// not.
TEST_F(CliStoreTest, AnotherLanguageIsPassedOverInEveryRun) {
  const std::string french =
      "{\"id\":\"fr\",\"outlet\":\"Outlet 0\",\"text\":\"Le conseil municipal a décidé de fermer "
      "le vieux "
      "pont. Les habitants du quartier sont en colère, car ils devront faire un long détour chaque "
      "matin pour aller travailler dans la ville voisine.\"}\n";
  const std::string file = folder_.Put("a.jsonl", Articles(8) + french);
  Out(With(kScore, {"--db", db_, "--language", "any", file}));
  const ProgramRun expected = Slant(With(kScore, {file}));
  for (int run = 0; run < 2; ++run) {
    const ProgramRun found = Slant(With(kScore, {"--db", db_, file}));
    EXPECT_EQ(found.out, expected.out);
    EXPECT_EQ(found.err, expected.err);
  }
  EXPECT_EQ(Out(With(kScore, {"--db", db_})), expected.out);
  EXPECT_TRUE(Contains(Out(With(kScore, {"--db", db_, "--language", "any"})), "\"fr\""));
}

// --- errors

TEST_F(CliStoreTest, ForeignDamagedAndNewerFilesEndWith1AndALineThatSaysWhy) {
  const std::string file = folder_.Put("a.jsonl", Articles(12));
  const std::string text = folder_.Put("text.db", ReadFile(file));
  const std::string foreign = folder_ / "foreign.db";
  Query(foreign, "CREATE TABLE notes (note TEXT)");
  const std::string newer = folder_ / "newer.db";
  Out(With(kScore, {"--db", newer, file}));
  Query(newer, "PRAGMA user_version = 9");
  const std::string damaged = folder_ / "damaged.db";
  Out(With(kScore, {"--db", damaged, file}));
  Query(damaged, "UPDATE rendered SET rows = 'x'");
  const std::pair<std::string, std::string> cases[] = {
      {text, "expected a database of slant, found another kind of file"},
      {foreign, "expected a database of slant (application 1397509716), found one of another"},
      {newer, "has schema 9, this slant reads and writes 1: a newer slant wrote it"},
      {damaged, "damaged: what it has of article 'n"},
  };
  for (const auto& [path, message] : cases) {
    const ProgramRun run = Slant(With(kScore, {"--db", path, file}));
    EXPECT_EQ(run.status, 1) << path;
    EXPECT_TRUE(Contains(run.err, "slant: " + path + ": ") && Contains(run.err, message))
        << run.err;
  }
}

TEST_F(CliStoreTest, ADatabaseWithoutSuchScoresSaysWhatItHas) {
  const ProgramRun none = Slant({"compare", "--db", folder_ / "none.db"}, Articles(1));
  EXPECT_EQ(none.status, 1);
  EXPECT_TRUE(Contains(none.err, "No such file") && Contains(none.err, "- is the standard input"))
      << none.err;
  EXPECT_FALSE(fs::exists(folder_ / "none.db"));
  const std::string file = folder_.Put("a.jsonl", Articles(12));
  Out(With(kScore, {"--db", db_, file}));
  const ProgramRun other = Slant({"compare", "--db", db_, "--unit", "sentence"});
  EXPECT_EQ(other.status, 1);
  EXPECT_TRUE(Contains(other.err, "by this model with other options: 12, by other models: 0"))
      << other.err;
  const ProgramRun format = Slant({"score", "--db", db_, "--format", "csv"});
  EXPECT_EQ(format.status, 1);
  EXPECT_TRUE(Contains(format.err, "no rows printed with these options")) << format.err;
  EXPECT_EQ(Slant({"score", "--db", db_, "--manifest", folder_ / "m.json"}).status, 2);
  EXPECT_EQ(Slant({"score", "--db", db_, "--shard", "1/2", "-o", folder_ / "o"}).status, 2);
}

// --- several programs, and killed ones

// A run of the program that goes on beside the test, its output in a file.
class Running {
 public:
  Running(Words words, const std::string& out) {
    words.insert(words.begin(), kProgram);
    child_ = ::fork();
    if (child_ == 0) {
      const int to = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      const int none = ::open("/dev/null", O_RDWR);
      ::dup2(none, STDIN_FILENO);
      ::dup2(to, STDOUT_FILENO);
      ::dup2(none, STDERR_FILENO);
      std::vector<char*> arguments;
      for (std::string& word : words) {
        arguments.push_back(word.data());
      }
      arguments.push_back(nullptr);
      ::execv(kProgram.c_str(), arguments.data());
      ::_exit(127);
    }
  }
  void Kill() const { ::kill(child_, SIGKILL); }
  // Exit status, or 128 + signal.
  int Wait() const {
    int status = 0;
    ::waitpid(child_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  pid_t child_ = -1;
};

TEST_F(CliStoreTest, PartsThatRunAtOnceFillOneDatabase) {
  const std::string file = folder_.Put("a.jsonl", Articles(400));
  const std::string expected = Out(With(kScore, {file}));
  Words outputs;
  std::vector<Running> parts;
  for (const char* shard : {"1/3", "2/3", "3/3"}) {
    outputs.push_back(folder_ / ("part" + std::string(1, shard[0])));
    parts.emplace_back(
        With(kScore, {"--db", db_, "--threads", "1", "--shard", shard, "-o", outputs.back(), file}),
        folder_ / "out");
  }
  for (const Running& part : parts) {
    EXPECT_EQ(part.Wait(), 0);
  }
  EXPECT_EQ(Query(db_, "SELECT count(*) FROM scored_articles"), "400");
  EXPECT_EQ(Out(With({"merge"}, outputs)), expected);
  EXPECT_EQ(Out(With(kScore, {"--db", db_, file})), expected);
}

// Killed at moments that are drawn, on fresh and on half-filled databases.  What a run had printed
// is in the file; the last run prints what an uninterrupted one prints.
TEST_F(CliStoreTest, AKilledRunLosesNoArticleThatItHadPrinted) {
  const std::string file = folder_.Put("a.jsonl", Articles(1500));
  const std::string expected = Out(With(kScore, {"--rows", "articles", file}));
  const std::string out = folder_.Put("out", "");
  Random random(20240601);
  int killed = 0;
  std::size_t printed = 0, most = 0;
  for (int round = 0; round < 10; ++round) {
    if (round % 5 == 0) {
      for (const char* end : {"", "-wal", "-shm"}) {
        fs::remove(db_ + end);
      }
    }
    const Running run(With(kScore, {"--rows", "articles", "--db", db_, "--threads", "2", file}),
                      out);
    // A moment by the clock catches the beginning, one by what is printed the rest.
    const std::size_t enough = round % 5 == 0 ? 0 : 1 + random.Below(expected.size());
    for (int wait = 0; wait < 2000 && enough > 0 && fs::file_size(out) < enough; ++wait) {
      ::usleep(1000);
    }
    ::usleep(static_cast<useconds_t>(random.Below(60000)));
    run.Kill();
    killed += run.Wait() == 128 + SIGKILL ? 1 : 0;
    if (!fs::exists(db_)) {
      continue;
    }
    const auto ids = IdsOf(ReadFile(out));
    const auto stored = IdsInStore(db_);
    EXPECT_TRUE(std::includes(stored.begin(), stored.end(), ids.begin(), ids.end()))
        << "round " << round << ": " << ids.size() << " printed, " << stored.size() << " stored";
    printed += ids.size();
    most = std::max(most, stored.size());
  }
  EXPECT_GT(killed, 0);
  EXPECT_GT(most, 0u);
  EXPECT_GT(printed, 0u) << "no run lived long enough to be tested";
  EXPECT_EQ(Out(With(kScore, {"--rows", "articles", "--db", db_, file})), expected);
  EXPECT_EQ(Out(With(kCompare, {"--db", db_})), Out(With(kCompare, {file})));
  EXPECT_EQ(Query(db_, "PRAGMA integrity_check"), "ok");
}

// What --resume takes as done is in the database: it is written there first.
TEST_F(CliStoreTest, AResumedRunLeavesNoHoleInTheDatabase) {
  const std::string file = folder_.Put("a.jsonl", Articles(3000));
  const std::string out = folder_ / "rows.jsonl";
  const Words call = With(
      kScore, {"--rows", "articles", "--threads", "1", "--db", db_, "-o", out, "--resume", file});
  for (int round = 0; round < 3; ++round) {
    const auto state = [&] {
      struct stat status {};
      return ::stat((out + ".resume").c_str(), &status) == 0 ? status.st_ino : ino_t{0};
    };
    auto last = state();
    const Running run(call, folder_ / "nothing");
    // Just when it has noted how far it is, which is when the database might lag behind.
    for (int changes = 0, wait = 0; changes < 1 + round && wait < 5000; ++wait) {
      const auto now = state();
      changes += now != last ? 1 : 0;
      last = now;
      ::usleep(1000);
    }
    run.Kill();
    run.Wait();
    if (state() != 0 && fs::exists(db_)) {
      const std::string noted = ReadFile(out + ".resume");
      const std::string records = noted.substr(noted.find("\nrecords ") + 9);
      EXPECT_GE(std::stoul(Query(db_, "SELECT count(*) FROM articles")), std::stoul(records));
    }
  }
  EXPECT_EQ(Slant(call).status, 0);
  EXPECT_EQ(ReadFile(out), Out(With(kScore, {"--rows", "articles", file})));
  EXPECT_EQ(Query(db_, "SELECT count(*) FROM scored_articles"), "3000");
}

}  // namespace
}  // namespace slant
