#include "slant/store/store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <thread>

#include "slant/base/random.h"
#include "slant/store/metrics_bytes.h"
#include "store/full_metrics.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

const ScoringKey kModel = {"52f3da7b2fdd4a01", "unit=article\n", {"cues-en.hedge", "news.tone"}};

// Number `n`: all fields, drawn metrics, rows.
StoredArticle Stored(int n) {
  const std::string number = std::to_string(n);
  StoredArticle stored;
  Article& article = stored.article;
  article.id = "id-" + number;
  article.outlet = n % 2 == 0 ? "The Daily Lantern" : "Meridian Press";
  article.url = "https://example.org/" + number;
  article.date = "2024-05-0" + std::to_string(1 + n % 9);
  article.title = "Título “" + number + "”";
  article.kind = "news";
  article.story = "story " + std::to_string(n / 2);
  article.topic = "politics";
  article.text = "The text of article " + number + ".";
  article.source = "a.jsonl:" + number;
  article.extra = {{"leaning", n % 2 == 0 ? "left" : "right"}, {"note", "a \"quoted\" \\ word\n"}};
  stored.keys = KeysOf(article);
  stored.metrics = FullMetrics(static_cast<std::uint64_t>(n) + 1);
  stored.rows = "{\"row\":" + number + "}\n";
  return stored;
}

// A store with a scoring and a rendering.
struct Opened {
  Store store;
  ScoringId scoring;
  RenderingId rendering;
};

Opened OpenAt(const std::string& path, StoreOptions options = {}) {
  auto store = Store::Open(path, StoreAccess::kWrite, options);
  EXPECT_TRUE(IsOk(store));
  const auto scoring = store->Scoring(kModel);
  EXPECT_TRUE(IsOk(scoring));
  const auto rendering = store->Rendering(*scoring, "format=jsonl\n");
  EXPECT_TRUE(IsOk(rendering));
  return {std::move(store).value(), *scoring, *rendering};
}

std::vector<StoredArticle> All(Store& store, ScoringId scoring,
                               RenderingId rendering = RenderingId::kNone) {
  std::vector<StoredArticle> out;
  EXPECT_TRUE(IsOk(store.ForEach(scoring, rendering, [&](StoredArticle stored) {
    out.push_back(std::move(stored));
    return true;
  })));
  return out;
}

// Runs SQL on the file as another program would.
void Sql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
  sqlite3_free(message);
  sqlite3_close(database);
}

// Columns of the first row, joined by bars.
std::string FirstRow(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  std::string out;
  const auto take = [](void* to, int count, char** values, char**) {
    std::string& row = *static_cast<std::string*>(to);
    for (int i = 0; i < count && row.find('\n') == std::string::npos; ++i) {
      row += std::string(i == 0 ? "" : "|") + (values[i] != nullptr ? values[i] : "NULL");
    }
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), take, &out, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
  return out;
}

class StoreTest : public testing::Test {
 protected:
  TempDir folder_;
  const std::string path_ = folder_ / "news.db";
};

TEST_F(StoreTest, WhatWasPutComesBackAsItWasWithoutItsText) {
  auto [store, scoring, rendering] = OpenAt(path_);
  for (int n = 0; n < 100; ++n) {
    ASSERT_TRUE(IsOk(store.Put(Stored(n), scoring, rendering)));
  }
  ASSERT_TRUE(IsOk(store.Commit()));
  const auto all = All(store, scoring, rendering);
  ASSERT_EQ(all.size(), 100u);
  for (int n = 0; n < 100; ++n) {
    const StoredArticle expected = Stored(n);
    const StoredArticle& found = all[static_cast<std::size_t>(n)];  // in the order of Put
    for (const ArticleField& field : kArticleFields) {
      EXPECT_EQ(found.article.*field.member, expected.article.*field.member) << field.name;
    }
    EXPECT_EQ(found.article.text, "");
    EXPECT_EQ(found.article.source, expected.article.source);
    EXPECT_EQ(found.article.extra, expected.article.extra);
    EXPECT_EQ(found.keys.content, expected.keys.content);
    EXPECT_EQ(found.keys.record, expected.keys.record);
    EXPECT_EQ(found.keys.text, expected.keys.text);
    EXPECT_EQ(Numbers(found.metrics), Numbers(expected.metrics));
    EXPECT_EQ(found.rows, expected.rows);
  }
}

TEST_F(StoreTest, FindKnowsScoresByContentAndRowsByRecord) {
  auto [store, scoring, rendering] = OpenAt(path_);
  const StoredArticle first = Stored(1);
  auto nothing = store.Find(first.article, first.keys, scoring);
  ASSERT_TRUE(IsOk(nothing));
  EXPECT_FALSE(nothing->has_value());
  ASSERT_TRUE(IsOk(store.Put(first, scoring, rendering)));
  ASSERT_TRUE(IsOk(store.Commit()));

  const auto scores = store.Find(first.article, first.keys, scoring);
  ASSERT_TRUE(IsOk(scores));
  ASSERT_TRUE(scores->has_value());
  EXPECT_EQ(Numbers((*scores)->metrics), Numbers(first.metrics));
  EXPECT_TRUE((*scores)->is_recorded);
  const auto rows = store.Find(first.article, first.keys, scoring, rendering);
  ASSERT_TRUE(IsOk(rows));
  ASSERT_TRUE(rows->has_value());
  EXPECT_EQ((*rows)->rows, *first.rows);

  // The same text in another outlet: numbers are known, rows and record are not.
  Article copy = Stored(1).article;
  copy.outlet = "Common Ground";
  const auto copied = store.Find(copy, KeysOf(copy), scoring);
  ASSERT_TRUE(IsOk(copied));
  ASSERT_TRUE(copied->has_value());
  EXPECT_FALSE((*copied)->is_recorded);
  const auto copied_rows = store.Find(copy, KeysOf(copy), scoring, rendering);
  ASSERT_TRUE(IsOk(copied_rows));
  EXPECT_FALSE(copied_rows->has_value());
}

TEST_F(StoreTest, ScoringsAreKeptApart) {
  auto [store, scoring, rendering] = OpenAt(path_);
  ScoringKey other_model = kModel, other_options = kModel;
  other_model.model = "0000000000000000";
  other_options.options = "unit=sentence\n";
  const auto second = store.Scoring(other_model);
  const auto third = store.Scoring(other_options);
  ASSERT_TRUE(IsOk(second));
  ASSERT_TRUE(IsOk(third));
  EXPECT_NE(*second, scoring);
  EXPECT_NE(*third, scoring);
  EXPECT_NE(*third, *second);
  const auto again = store.Scoring(kModel);
  ASSERT_TRUE(IsOk(again));
  EXPECT_EQ(*again, scoring);

  ASSERT_TRUE(IsOk(store.Put(Stored(1), scoring, rendering)));
  StoredArticle otherwise = Stored(1);
  otherwise.metrics = FullMetrics(99);
  ASSERT_TRUE(IsOk(store.Put(otherwise, *second)));
  ASSERT_TRUE(IsOk(store.Commit()));
  ASSERT_EQ(All(store, scoring).size(), 1u);
  EXPECT_EQ(Numbers(All(store, *second)[0].metrics), Numbers(FullMetrics(99)));
  EXPECT_TRUE(All(store, *third).empty());
  EXPECT_EQ(store.CountArticles().value(), 1);
  const auto counts = store.CountScorings();
  ASSERT_TRUE(IsOk(counts));
  ASSERT_EQ(counts->size(), 3u);
  EXPECT_EQ((*counts)[0].key.model, kModel.model);
  EXPECT_EQ((*counts)[0].key.measures, kModel.measures);
  EXPECT_EQ((*counts)[0].articles, 1);
  EXPECT_EQ((*counts)[2].articles, 0);
}

// A story or topic that the user finds later is new to the article, and nothing is scored for it.
TEST_F(StoreTest, AChangedFieldReplacesTheRecordAndItsRows) {
  auto [store, scoring, rendering] = OpenAt(path_);
  ASSERT_TRUE(IsOk(store.Put(Stored(1), scoring, rendering)));
  ASSERT_TRUE(IsOk(store.Put(Stored(2), scoring, rendering)));
  ASSERT_TRUE(IsOk(store.Commit()));
  StoredArticle changed = Stored(1);
  changed.article.story = "the ferry";
  changed.keys = KeysOf(changed.article);
  changed.rows = "new rows";
  ASSERT_TRUE(IsOk(store.Put(changed, scoring, rendering)));
  ASSERT_TRUE(IsOk(store.Commit()));
  const auto all = All(store, scoring, rendering);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].article.story, "the ferry");
  EXPECT_EQ(all[0].rows, "new rows");
  EXPECT_EQ(FirstRow(path_, "SELECT count(*) FROM rendered"), "2");
}

TEST_F(StoreTest, OneTextInTwoOutletsIsTwoArticlesWithOneScore) {
  auto [store, scoring, rendering] = OpenAt(path_);
  StoredArticle copy = Stored(1);
  copy.article.outlet = "Common Ground";
  copy.keys = KeysOf(copy.article);
  ASSERT_TRUE(IsOk(store.Put(Stored(1), scoring, rendering)));
  ASSERT_TRUE(IsOk(store.Put(copy, scoring, rendering)));
  ASSERT_TRUE(IsOk(store.Put(copy, scoring, rendering)));
  ASSERT_TRUE(IsOk(store.Commit()));
  const auto all = All(store, scoring);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].keys.text, all[1].keys.text);
  EXPECT_EQ(FirstRow(path_, "SELECT count(*) FROM scores"), "1");
}

TEST_F(StoreTest, PeopleReadNumbersByName) {
  StoredArticle stored = Stored(4);
  stored.metrics.narration.sentences = 3;
  stored.metrics.narration.tone_mean = -0.25;
  stored.metrics.quoted.sentences = 0;
  stored.metrics.headline_gap = std::nullopt;
  stored.metrics.measures = {{0.5, std::nullopt, 1.0}, {std::nullopt, 2.0, std::nullopt}};
  {
    auto [store, scoring, rendering] = OpenAt(path_);
    ASSERT_TRUE(IsOk(store.Put(stored, scoring)));
  }  // the destructor commits
  EXPECT_EQ(FirstRow(path_,
                     "SELECT outlet, tone_narration, tone_quoted, headline_gap, measures, "
                     "json_extract(extra, '$.leaning') FROM scored_articles"),
            "The Daily Lantern|-0.25|NULL|NULL|"
            "{\"cues-en.hedge\":[0.5,null,1.0],\"news.tone\":[null,2.0,null]}|left");
}

TEST_F(StoreTest, QueriesByOutletDateStoryTopicAndKindUseAnIndex) {
  { OpenAt(path_); }
  for (const char* where : {"outlet = 'x'", "outlet = 'x' AND date > '2024'", "date = '2024'",
                            "story = 'x'", "topic = 'x'", "kind = 'x'", "text_key = 7"}) {
    const std::string plan =
        FirstRow(path_, std::string("EXPLAIN QUERY PLAN SELECT * FROM articles WHERE ") + where);
    EXPECT_NE(plan.find("USING INDEX"), std::string::npos) << where << ": " << plan;
  }
}

TEST_F(StoreTest, AppliesItsBatchesByCountAndByTime) {
  StoreOptions options;
  options.batch_articles = 3;
  options.batch_time = std::chrono::hours(1);
  auto [store, scoring, rendering] = OpenAt(path_, options);
  for (const std::size_t expected : {1, 2, 0, 1}) {
    ASSERT_TRUE(IsOk(store.Put(Stored(static_cast<int>(expected)), scoring)));
    EXPECT_EQ(store.waiting(), expected);
  }
  ASSERT_TRUE(IsOk(store.Commit()));
  EXPECT_EQ(store.waiting(), 0u);
  options.batch_time = std::chrono::milliseconds(20);
  auto [timed, same, ignored] = OpenAt(path_, options);
  ASSERT_TRUE(IsOk(timed.Put(Stored(5), same)));
  EXPECT_EQ(timed.waiting(), 1u);
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  ASSERT_TRUE(IsOk(timed.Put(Stored(6), same)));
  EXPECT_EQ(timed.waiting(), 0u);
}

TEST_F(StoreTest, ReadersSeeCommitsWhileAnotherWritesAndManyMayWrite) {
  constexpr int kEach = 200;
  { OpenAt(path_); }
  const auto write = [&](int from) {
    StoreOptions options;
    options.batch_articles = 7;
    auto [store, scoring, rendering] = OpenAt(path_, options);
    for (int n = from; n < from + kEach; ++n) {
      ASSERT_TRUE(IsOk(store.Put(Stored(n), scoring, rendering)));
      if (n % 7 == 0) {  // what others write is seen, and what is seen is whole
        const StoredArticle other = Stored((n + kEach) % (2 * kEach));
        const auto found = store.Find(other.article, other.keys, scoring);
        ASSERT_TRUE(IsOk(found));
        if (found->has_value()) {
          EXPECT_EQ(Numbers((*found)->metrics), Numbers(other.metrics));
        }
      }
    }
    ASSERT_TRUE(IsOk(store.Commit()));
  };
  std::thread one(write, 0), other(write, kEach);
  one.join();
  other.join();
  auto reader = Store::Open(path_, StoreAccess::kRead);
  ASSERT_TRUE(IsOk(reader));
  const auto scoring = reader->Scoring(kModel);
  ASSERT_TRUE(IsOk(scoring));
  EXPECT_EQ(All(*reader, *scoring).size(), 2u * kEach);
}

TEST_F(StoreTest, TwoThatMakeOneFileAtOnceMakeOneSchema) {
  for (int round = 0; round < 5; ++round) {
    const std::string path = folder_ / ("new-" + std::to_string(round) + ".db");
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        auto [store, scoring, rendering] = OpenAt(path);
        EXPECT_TRUE(IsOk(store.Put(Stored(1), scoring, rendering)));
        EXPECT_TRUE(IsOk(store.Commit()));
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
    EXPECT_EQ(FirstRow(path, "SELECT count(*) FROM scored_articles"), "1");
  }
}

TEST_F(StoreTest, ALockThatIsNotGivenUpIsAnErrorAndNothingIsLost) {
  StoreOptions options;
  options.busy = std::chrono::milliseconds(50);
  auto [store, scoring, rendering] = OpenAt(path_, options);
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  ASSERT_TRUE(IsOk(store.Put(Stored(1), scoring)));
  EXPECT_TRUE(IsError(store.Commit(), ErrorCode::kIo, "locked"));
  EXPECT_EQ(store.waiting(), 1u);
  sqlite3_close(other);
  EXPECT_TRUE(IsOk(store.Commit()));
  EXPECT_EQ(All(store, scoring).size(), 1u);
}

// --- files that are not, or not quite, ours

TEST_F(StoreTest, WhatIsNoDatabaseOfSlantIsRefusedAndLeftAlone) {
  const std::string text = folder_.Put("text.db", std::string(5000, 'x'));
  const std::string foreign = folder_ / "foreign.db";
  Sql(foreign, "CREATE TABLE notes (note TEXT)");
  const std::string marked = folder_ / "marked.db";
  Sql(marked, "PRAGMA application_id = 7; CREATE TABLE articles (id TEXT)");
  for (const std::string& path : {text, foreign, marked}) {
    const std::string before = ReadFile(path);
    for (const StoreAccess access : {StoreAccess::kRead, StoreAccess::kWrite}) {
      EXPECT_TRUE(IsError(Store::Open(path, access), ErrorCode::kCorrupt,
                          path + ": expected a database of slant"));
    }
    EXPECT_EQ(ReadFile(path), before);
  }
  EXPECT_TRUE(IsError(Store::Open(folder_.path()), ErrorCode::kIo, "no regular file"));
  EXPECT_TRUE(IsError(Store::Open(folder_ / "none.db", StoreAccess::kRead), ErrorCode::kNotFound,
                      "none.db"));
  EXPECT_FALSE(fs::exists(folder_ / "none.db"));
  EXPECT_TRUE(IsError(Store::Open(folder_ / "no/folder.db"), ErrorCode::kIo, "folder.db"));
}

TEST_F(StoreTest, ANewerSchemaIsRefused) {
  { OpenAt(path_); }
  Sql(path_, "PRAGMA user_version = 2");
  for (const StoreAccess access : {StoreAccess::kRead, StoreAccess::kWrite}) {
    EXPECT_TRUE(IsError(Store::Open(path_, access), ErrorCode::kCorrupt,
                        "has schema 2, this slant reads and writes 1: a newer slant"));
  }
}

TEST_F(StoreTest, AMissingTableIsDamage) {
  { OpenAt(path_); }
  Sql(path_, "DROP VIEW scored_articles; DROP TABLE scores");
  EXPECT_TRUE(IsError(Store::Open(path_), ErrorCode::kCorrupt, "damaged: no such table"));
}

TEST_F(StoreTest, ChangedNumbersAndRowsAreFoundByTheirChecksum) {
  auto [store, scoring, rendering] = OpenAt(path_);
  const StoredArticle stored = Stored(1);
  ASSERT_TRUE(IsOk(store.Put(stored, scoring, rendering)));
  ASSERT_TRUE(IsOk(store.Commit()));
  Sql(path_, "UPDATE rendered SET rows = rows || ' '");
  EXPECT_TRUE(IsError(store.Find(stored.article, stored.keys, scoring, rendering),
                      ErrorCode::kCorrupt, "article 'id-1'"));
  EXPECT_TRUE(IsOk(store.Find(stored.article, stored.keys, scoring)));
  Sql(path_, "UPDATE scores SET metrics = x'00'");
  EXPECT_TRUE(
      IsError(store.Find(stored.article, stored.keys, scoring), ErrorCode::kCorrupt, "damaged"));
  EXPECT_TRUE(
      IsError(store.ForEach(scoring, RenderingId::kNone, [](const StoredArticle&) { return true; }),
              ErrorCode::kCorrupt, "damaged"));
}

// Whatever bytes are overwritten or cut off: an error, or the right numbers, and no crash.
TEST_F(StoreTest, DamagedBytesNeverGiveOtherNumbers) {
  std::map<std::string, std::vector<std::uint64_t>> right;
  {
    auto [store, scoring, rendering] = OpenAt(path_);
    for (int n = 0; n < 60; ++n) {
      ASSERT_TRUE(IsOk(store.Put(Stored(n), scoring, rendering)));
      right["id-" + std::to_string(n)] = Numbers(Stored(n).metrics);
    }
    ASSERT_TRUE(IsOk(store.Commit()));
  }
  const std::string bytes = ReadFile(path_);
  Random random(20240601);
  int refused = 0;
  for (int round = 0; round < 150; ++round) {
    std::string damaged = bytes;
    if (round % 3 == 0) {
      damaged.resize(random.Below(bytes.size()));
    } else {
      for (int i = 0; i < 40; ++i) {
        damaged[random.Below(bytes.size())] = static_cast<char>(random.Below(256));
      }
    }
    const std::string path = folder_.Put("damaged.db", damaged);
    const auto store = Store::Open(path, StoreAccess::kRead);
    if (!store) {
      ++refused;
      continue;
    }
    auto& opened = const_cast<Store&>(*store);
    const auto scoring = opened.Scoring(kModel);
    if (!scoring) {
      ++refused;
      continue;
    }
    const Status status =
        opened.ForEach(*scoring, RenderingId::kNone, [&](const StoredArticle& stored) {
          for (int n = 0; n < 60; ++n) {
            if (Stored(n).keys.content == stored.keys.content) {
              EXPECT_EQ(Numbers(stored.metrics), Numbers(Stored(n).metrics)) << "round " << round;
            }
          }
          return true;
        });
    refused += status ? 0 : 1;
  }
  EXPECT_GT(refused, 100);  // most of the file is in use
}

// --- a program that is killed

// A child puts articles and says after each commit how many it has put in; it is killed at a moment
// that is drawn.  All it said must be there, whole; and going on makes the file complete.
TEST_F(StoreTest, AKilledProgramLosesNothingThatWasCommitted) {
  constexpr int kArticles = 3000;
  Random random(7);
  int said_in_all = 0;
  for (int round = 0; round < 12; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      StoreOptions options;
      options.batch_articles = 16;
      auto store = Store::Open(path_, StoreAccess::kWrite, options);
      const auto scoring = store ? store->Scoring(kModel) : Result<ScoringId>(store.error());
      for (int n = 0; scoring && n < kArticles; ++n) {
        StoredArticle stored = Stored(n);
        const auto found = store->Find(stored.article, stored.keys, *scoring);
        if (!found || (!found->has_value() && !store->Put(std::move(stored), *scoring))) {
          ::_exit(1);
        }
        if (store->waiting() == 0 && ::write(ends[1], &n, sizeof(n)) != sizeof(n)) {
          ::_exit(1);
        }
      }
      ::_exit(scoring && store->Commit() ? 0 : 1);
    }
    ::close(ends[1]);
    ::usleep(static_cast<useconds_t>(2000 + random.Below(60000)));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    int last = -1;
    for (int n = 0; ::read(ends[0], &n, sizeof(n)) == sizeof(n);) {
      last = n;
    }
    ::close(ends[0]);
    if (!fs::exists(path_)) {
      continue;  // killed before it had begun
    }
    auto [store, scoring, rendering] = OpenAt(path_);
    std::size_t count = 0;
    for (const StoredArticle& stored : All(store, scoring)) {
      EXPECT_EQ(stored.article.id, "id-" + std::to_string(count));
      ++count;
    }
    EXPECT_GE(static_cast<int>(count), last + 1) << "round " << round;
    said_in_all = std::max(said_in_all, last);
  }
  EXPECT_GT(said_in_all, 16);  // else nothing was tested
  EXPECT_EQ(FirstRow(path_, "PRAGMA integrity_check"), "ok");
  auto [store, scoring, rendering] = OpenAt(path_);
  for (int n = 0; n < kArticles; ++n) {
    const StoredArticle stored = Stored(n);
    const auto found = store.Find(stored.article, stored.keys, scoring);
    ASSERT_TRUE(IsOk(found));
    if (!found->has_value()) {
      ASSERT_TRUE(IsOk(store.Put(stored, scoring)));
    }
  }
  ASSERT_TRUE(IsOk(store.Commit()));
  EXPECT_EQ(All(store, scoring).size(), std::size_t{kArticles});
}

}  // namespace
}  // namespace slant
