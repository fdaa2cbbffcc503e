#include "slant/store/store.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <map>
#include <thread>
#include <utility>

#include "slant/base/hash.h"
#include "slant/store/metrics_bytes.h"
#include "slant/store/sqlite.h"

namespace slant {

namespace data {
extern const std::string_view store_1;  // corpora/schema/store-1.sql
}

namespace {

using sqlite::Access;
using sqlite::Database;
using sqlite::Statement;
using Clock = std::chrono::steady_clock;

// --- what people read beside the exact bytes

using Number = std::optional<double>;

Number IfAny(const VoiceMetrics& voice, double value) {
  return voice.sentences > 0 ? Number(value) : Number();
}

struct NumberColumn {
  const char* name;
  Number (*value)(const ArticleMetrics& metrics);
};
using Metrics = ArticleMetrics;
constexpr NumberColumn kNumberColumns[] = {
    {"tone_all", [](const Metrics& m) { return IfAny(m.all, m.all.tone_mean); }},
    {"tone_narration", [](const Metrics& m) { return IfAny(m.narration, m.narration.tone_mean); }},
    {"tone_quoted", [](const Metrics& m) { return IfAny(m.quoted, m.quoted.tone_mean); }},
    {"negative_narration",
     [](const Metrics& m) { return IfAny(m.narration, m.narration.negative_share); }},
    {"positive_narration",
     [](const Metrics& m) { return IfAny(m.narration, m.narration.positive_share); }},
    {"event_valence", [](const Metrics& m) { return IfAny(m.all, m.all.event_mean); }},
    {"biased_narration",
     [](const Metrics& m) { return IfAny(m.narration, m.narration.biased_share); }},
    {"biased_all", [](const Metrics& m) { return IfAny(m.all, m.all.biased_share); }},
    {"opinion_narration", [](const Metrics& m) { return m.bias.opinion; }},
    {"quote_share", [](const Metrics& m) { return IfAny(m.all, m.quote_share); }},
    {"headline_tone", [](const Metrics& m) { return m.headline_tone; }},
    {"headline_gap", [](const Metrics& m) { return m.headline_gap; }},
    {"voice_gap", [](const Metrics& m) { return m.voice_gap; }},
};

// --- JSON

using Buffer = rapidjson::StringBuffer;
using Writer = rapidjson::Writer<Buffer>;

rapidjson::SizeType Size(std::string_view text) {
  return static_cast<rapidjson::SizeType>(text.size());
}

std::string_view View(const Buffer& buffer) { return {buffer.GetString(), buffer.GetSize()}; }

std::string NamesJson(const std::vector<std::string>& names) {
  Buffer buffer;
  Writer writer(buffer);
  writer.StartArray();
  for (const std::string& name : names) {
    writer.String(name.data(), Size(name));
  }
  writer.EndArray();
  return std::string(View(buffer));
}

std::vector<std::string> NamesOf(std::string_view json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  std::vector<std::string> names;
  if (!document.HasParseError() && document.IsArray()) {
    for (const auto& name : document.GetArray()) {
      names.emplace_back(name.IsString() ? name.GetString() : "");
    }
  }
  return names;
}

void WriteExtra(const Article& article, Buffer& buffer) {
  Writer writer(buffer);
  writer.StartObject();
  for (const auto& [name, value] : OtherFields(article)) {
    writer.Key(name.data(), Size(name));
    writer.String(value.data(), Size(value));
  }
  writer.EndObject();
}

bool ReadExtra(std::string_view json, Article& article) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) {
    return false;
  }
  for (const auto& member : document.GetObject()) {
    if (!member.value.IsString()) {
      return false;
    }
    article.extra.emplace_back(
        std::string(member.name.GetString(), member.name.GetStringLength()),
        std::string(member.value.GetString(), member.value.GetStringLength()));
  }
  return true;
}

void WriteMeasures(const ArticleMetrics& metrics, const std::vector<std::string>& names,
                   Buffer& buffer) {
  Writer writer(buffer);
  const auto put = [&](const Number& number) {
    if (number && std::isfinite(*number)) {
      writer.Double(*number);
    } else {
      writer.Null();
    }
  };
  writer.StartObject();
  for (std::size_t i = 0; i < std::min(names.size(), metrics.measures.size()); ++i) {
    writer.Key(names[i].data(), Size(names[i]));
    writer.StartArray();
    put(metrics.measures[i].all);
    put(metrics.measures[i].narration);
    put(metrics.measures[i].quoted);
    writer.EndArray();
  }
  writer.EndObject();
}

// --- statements

std::string FieldList(std::string_view prefix = "") {
  std::string list;
  for (const ArticleField& field : kArticleFields) {
    list += std::string(prefix) + std::string(field.name) + ", ";
  }
  return list;
}

std::string Marks(std::size_t count) {
  std::string marks = "?";
  for (std::size_t i = 1; i < count; ++i) {
    marks += ", ?";
  }
  return marks;
}

constexpr std::size_t kFieldCount = kArticleFields.size();

// content, record, text_key, the fields, source, extra.
std::string PutArticleSql() {
  std::string update = "record = excluded.record, text_key = excluded.text_key, ";
  for (const ArticleField& field : kArticleFields) {
    update += std::string(field.name) + " = excluded." + std::string(field.name) + ", ";
  }
  return "INSERT INTO articles (content, record, text_key, " + FieldList() +
         "source, extra) VALUES (" + Marks(3 + kFieldCount + 2) +
         ") ON CONFLICT (content, outlet, id) DO UPDATE SET " + update +
         "source = excluded.source, extra = excluded.extra WHERE record <> excluded.record";
}

std::string PutScoresSql() {
  std::string names;
  for (const NumberColumn& column : kNumberColumns) {
    names += std::string(column.name) + ", ";
  }
  return "INSERT OR IGNORE INTO scores (content, scoring, sentences, " + names +
         "measures, metrics, facts) VALUES (" + Marks(3 + std::size(kNumberColumns) + 3) + ")";
}

Error Damaged(const std::string& path, std::string_view id) {
  return {ErrorCode::kCorrupt,
          "the database is damaged: what it has of article '" + std::string(id) +
              "' does not fit its checksum",
          path};
}

// Holds the header of a file against what slant writes; false for a new, empty one.
Result<bool> IsOurs(const Database& database) {
  SLANT_ASSIGN_OR_RETURN(const std::int64_t application, database.Number("PRAGMA application_id"));
  SLANT_ASSIGN_OR_RETURN(const std::int64_t version, database.Number("PRAGMA user_version"));
  SLANT_ASSIGN_OR_RETURN(const std::int64_t things,
                         database.Number("SELECT count(*) FROM sqlite_master"));
  if (application == 0 && version == 0 && things == 0) {
    return false;
  }
  if (application != kStoreApplication) {
    return Error{ErrorCode::kCorrupt,
                 "expected a database of slant (application " + std::to_string(kStoreApplication) +
                     "), found one of another program (" + std::to_string(application) + ")",
                 database.path()};
  }
  if (version != kStoreVersion) {
    return Error{ErrorCode::kCorrupt,
                 "the database has schema " + std::to_string(version) +
                     ", this slant reads and writes " + std::to_string(kStoreVersion) +
                     (version > kStoreVersion ? ": a newer slant wrote it" : ""),
                 database.path()};
  }
  return true;
}

// Begins a transaction that writes, waiting for others; rolls back unless it is committed.
class Transaction {
 public:
  static Result<Transaction> Begin(const Database& database) {
    SLANT_RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
    return Transaction(database);
  }
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction() {
    if (database_ != nullptr) {
      // A failure here means that SQLite has rolled back by itself.
      [[maybe_unused]] const Status ignored = database_->Execute("ROLLBACK");
    }
  }
  Status Commit() {
    SLANT_RETURN_IF_ERROR(database_->Execute("COMMIT"));
    database_ = nullptr;
    return {};
  }

 private:
  explicit Transaction(const Database& database) : database_(&database) {}
  const Database* database_;
};

// Going over to WAL needs the file for oneself and does not wait for it as statements do: two runs
// that make one file at once meet here.
Status UseWal(const Database& database, std::chrono::milliseconds busy) {
  const auto end = Clock::now() + busy;
  while (true) {
    const Status status = database.Execute("PRAGMA journal_mode = WAL");
    if (status || status.error().code != ErrorCode::kIo || Clock::now() >= end) {
      return status;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

Status MakeTables(const Database& database) {
  SLANT_ASSIGN_OR_RETURN(Transaction transaction, Transaction::Begin(database));
  SLANT_ASSIGN_OR_RETURN(const bool made_meanwhile, IsOurs(database));
  if (!made_meanwhile) {
    SLANT_RETURN_IF_ERROR(database.Execute(std::string(data::store_1)));
    SLANT_RETURN_IF_ERROR(
        database.Execute("PRAGMA application_id = " + std::to_string(kStoreApplication) +
                         "; PRAGMA user_version = " + std::to_string(kStoreVersion)));
  }
  return transaction.Commit();
}

Status CheckFile(const std::string& path, StoreAccess access) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT && access == StoreAccess::kWrite) {
      return {};
    }
    return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo, std::strerror(errno),
                 path};
  }
  if (!S_ISREG(status.st_mode)) {
    return Error{ErrorCode::kIo, "expected a database of slant, found no regular file", path};
  }
  return {};
}

}  // namespace

struct Store::State {
  struct Waiting {
    StoredArticle stored;
    ScoringId scoring;
    RenderingId rendering;
  };

  Database database;
  StoreOptions options;
  bool writes = false;
  Statement find_scores, find_rows, find_record;
  Statement put_article, put_scores, put_rows;
  std::vector<Waiting> waiting;
  Clock::time_point first_waits;
  std::map<ScoringId, std::vector<std::string>> measures;  // names, of scorings that were asked for

  Status PutScores(const Waiting& item);
  Status PutArticle(const Waiting& item);
  Status PutRows(const Waiting& item);
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() {
  if (state_) {
    [[maybe_unused]] const Status ignored = Commit();
  }
}

Result<Store> Store::Open(const std::string& path, StoreAccess access,
                          const StoreOptions& options) {
  SLANT_RETURN_IF_ERROR(CheckFile(path, access));
  const bool writes = access == StoreAccess::kWrite;
  SLANT_ASSIGN_OR_RETURN(
      Database database,
      Database::Open(path, writes ? Access::kCreate : Access::kRead, options.busy));
  // One moment of the file: another program may be making its tables just now.
  SLANT_RETURN_IF_ERROR(database.Execute("BEGIN"));
  SLANT_ASSIGN_OR_RETURN(const bool ours, IsOurs(database));
  SLANT_RETURN_IF_ERROR(database.Execute("COMMIT"));
  if (!ours && !writes) {
    return Error{ErrorCode::kCorrupt, "expected a database of slant, found an empty one", path};
  }
  if (writes) {
    SLANT_RETURN_IF_ERROR(UseWal(database, options.busy));
    // In WAL mode no commit waits for the disk, and none is lost but with the power.
    SLANT_RETURN_IF_ERROR(
        database.Execute("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384"));
    if (!ours) {
      SLANT_RETURN_IF_ERROR(MakeTables(database));
    }
  }
  auto state = std::make_unique<State>(
      State{std::move(database), options, writes, {}, {}, {}, {}, {}, {}, {}, {}, {}});
  const Database& in = state->database;
  SLANT_ASSIGN_OR_RETURN(
      state->find_scores,
      in.Prepare("SELECT metrics, facts FROM scores WHERE scoring = ? AND content = ?"));
  SLANT_ASSIGN_OR_RETURN(
      state->find_rows,
      in.Prepare("SELECT rows, checksum FROM rendered WHERE record = ? AND rendering = ?"));
  SLANT_ASSIGN_OR_RETURN(
      state->find_record,
      in.Prepare("SELECT record FROM articles WHERE content = ? AND outlet = ? AND id = ?"));
  if (writes) {
    SLANT_ASSIGN_OR_RETURN(state->put_article, in.Prepare(PutArticleSql()));
    SLANT_ASSIGN_OR_RETURN(state->put_scores, in.Prepare(PutScoresSql()));
    SLANT_ASSIGN_OR_RETURN(
        state->put_rows,
        in.Prepare("INSERT OR IGNORE INTO rendered (record, rendering, rows, checksum) "
                   "VALUES (?, ?, ?, ?)"));
  }
  return Store(std::move(state));
}

Result<ScoringId> Store::Scoring(const ScoringKey& key) {
  const Database& in = state_->database;
  // Numbers in another layout are not those that this program wants.
  const std::string options = "layout=" + std::to_string(MetricsLayout()) + "\n" + key.options;
  const std::string measures = NamesJson(key.measures);
  if (state_->writes) {
    SLANT_ASSIGN_OR_RETURN(
        Statement add,
        in.Prepare("INSERT OR IGNORE INTO scorings (model, options, measures) VALUES (?, ?, ?)"));
    add.Bind(1, key.model);
    add.Bind(2, options);
    add.Bind(3, measures);
    SLANT_RETURN_IF_ERROR(add.Run());
  }
  SLANT_ASSIGN_OR_RETURN(
      Statement find, in.Prepare("SELECT scoring FROM scorings WHERE model = ? AND options = ?"));
  find.Bind(1, key.model);
  find.Bind(2, options);
  SLANT_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (!found) {
    return Error{ErrorCode::kNotFound,
                 "the database has no article scored by this model and options", in.path()};
  }
  const auto scoring = static_cast<ScoringId>(find.Integer(0));
  state_->measures[scoring] = key.measures;
  return scoring;
}

Result<RenderingId> Store::Rendering(ScoringId scoring, std::string_view options) {
  const Database& in = state_->database;
  if (state_->writes) {
    SLANT_ASSIGN_OR_RETURN(
        Statement add,
        in.Prepare("INSERT OR IGNORE INTO renderings (scoring, options) VALUES (?, ?)"));
    add.Bind(1, static_cast<std::int64_t>(scoring));
    add.Bind(2, options);
    SLANT_RETURN_IF_ERROR(add.Run());
  }
  SLANT_ASSIGN_OR_RETURN(
      Statement find,
      in.Prepare("SELECT rendering FROM renderings WHERE scoring = ? AND options = ?"));
  find.Bind(1, static_cast<std::int64_t>(scoring));
  find.Bind(2, options);
  SLANT_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (!found) {
    return Error{ErrorCode::kNotFound, "the database has no rows printed with these options",
                 in.path()};
  }
  return static_cast<RenderingId>(find.Integer(0));
}

Result<std::optional<FoundScores>> Store::Find(const Article& article, const ArticleKeys& keys,
                                               ScoringId scoring, RenderingId rendering) {
  using Nothing = std::optional<FoundScores>;
  const std::string& path = state_->database.path();
  FoundScores found;
  if (rendering != RenderingId::kNone) {
    Statement& rows = state_->find_rows;
    rows.Bind(1, keys.record);
    rows.Bind(2, static_cast<std::int64_t>(rendering));
    SLANT_ASSIGN_OR_RETURN(const bool is_there, rows.Step());
    if (!is_there) {
      return Nothing();
    }
    found.rows = rows.Text(0);
    const auto checksum = static_cast<std::uint64_t>(rows.Integer(1));
    rows.Reset();
    if (Hash64(found.rows) != checksum) {
      return Damaged(path, article.id);
    }
  } else {
    Statement& scores = state_->find_scores;
    scores.Bind(1, static_cast<std::int64_t>(scoring));
    scores.Bind(2, keys.content);
    SLANT_ASSIGN_OR_RETURN(const bool is_there, scores.Step());
    if (!is_there) {
      return Nothing();
    }
    const auto blob = scores.Blob(0);
    auto metrics = UnpackMetrics({reinterpret_cast<const char*>(blob.data()), blob.size()});
    const auto facts = scores.Blob(1);
    found.facts.assign(reinterpret_cast<const char*>(facts.data()), facts.size());
    scores.Reset();
    if (!metrics) {
      return Damaged(path, article.id);
    }
    found.metrics = *std::move(metrics);
  }
  Statement& record = state_->find_record;
  record.Bind(1, keys.content);
  record.Bind(2, article.outlet);
  record.Bind(3, article.id);
  SLANT_ASSIGN_OR_RETURN(const bool is_there, record.Step());
  if (is_there) {
    const auto blob = record.Blob(0);
    found.is_recorded =
        std::equal(blob.begin(), blob.end(), keys.record.begin(), keys.record.end());
    record.Reset();
  }
  return std::optional(std::move(found));
}

Status Store::Put(StoredArticle article, ScoringId scoring, RenderingId rendering) {
  article.article.text.clear();
  const auto now = Clock::now();
  if (state_->waiting.empty()) {
    state_->first_waits = now;
  }
  state_->waiting.push_back({std::move(article), scoring, rendering});
  if (state_->waiting.size() >= state_->options.batch_articles ||
      now - state_->first_waits >= state_->options.batch_time) {
    return Commit();
  }
  return {};
}

Status Store::State::PutArticle(const Waiting& item) {
  const Article& article = item.stored.article;
  Buffer extra;
  WriteExtra(article, extra);
  int at = 0;
  put_article.Bind(++at, item.stored.keys.content);
  put_article.Bind(++at, item.stored.keys.record);
  put_article.Bind(++at, static_cast<std::int64_t>(item.stored.keys.text));
  for (const ArticleField& field : kArticleFields) {
    put_article.Bind(++at, std::string_view(article.*field.member));
  }
  put_article.Bind(++at, std::string_view(article.source));
  put_article.Bind(++at, View(extra));
  return put_article.Run();
}

Status Store::State::PutScores(const Waiting& item) {
  const ArticleMetrics& metrics = item.stored.metrics;
  const std::string bytes = PackMetrics(metrics);
  Buffer named;
  WriteMeasures(metrics, measures[item.scoring], named);
  int at = 0;
  put_scores.Bind(++at, item.stored.keys.content);
  put_scores.Bind(++at, static_cast<std::int64_t>(item.scoring));
  put_scores.Bind(++at, std::int64_t{metrics.all.sentences});
  for (const NumberColumn& column : kNumberColumns) {
    if (const Number number = column.value(metrics)) {
      put_scores.Bind(++at, *number);
    } else {
      put_scores.BindNull(++at);
    }
  }
  put_scores.Bind(++at, View(named));
  put_scores.Bind(++at,
                  std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
  const std::string& facts = item.stored.facts;
  put_scores.Bind(++at,
                  std::span(reinterpret_cast<const std::uint8_t*>(facts.data()), facts.size()));
  return put_scores.Run();
}

Status Store::State::PutRows(const Waiting& item) {
  if (item.rendering == RenderingId::kNone || !item.stored.rows) {
    return {};
  }
  const std::string& rows = *item.stored.rows;
  put_rows.Bind(1, item.stored.keys.record);
  put_rows.Bind(2, static_cast<std::int64_t>(item.rendering));
  put_rows.Bind(3, std::string_view(rows));
  put_rows.Bind(4, static_cast<std::int64_t>(Hash64(rows)));
  return put_rows.Run();
}

Status Store::Commit() {
  if (state_->waiting.empty()) {
    return {};
  }
  SLANT_ASSIGN_OR_RETURN(Transaction transaction, Transaction::Begin(state_->database));
  for (const State::Waiting& item : state_->waiting) {
    // The article first: a change of its record takes away the rows of the one before.
    SLANT_RETURN_IF_ERROR(state_->PutArticle(item));
    SLANT_RETURN_IF_ERROR(state_->PutScores(item));
    SLANT_RETURN_IF_ERROR(state_->PutRows(item));
  }
  SLANT_RETURN_IF_ERROR(transaction.Commit());
  state_->waiting.clear();
  return {};
}

std::size_t Store::waiting() const noexcept { return state_->waiting.size(); }

Status Store::ForEach(ScoringId scoring, RenderingId rendering,
                      const std::function<bool(StoredArticle)>& visit) {
  const Database& in = state_->database;
  const bool with_rows = rendering != RenderingId::kNone;
  // CROSS JOIN: SQLite keeps the order of the tables, so that the first is read in its own.
  SLANT_ASSIGN_OR_RETURN(
      Statement select,
      in.Prepare(
          "SELECT a.content, a.record, a.text_key, " + FieldList("a.") +
          "a.source, a.extra, s.metrics, s.facts" + (with_rows ? ", r.rows, r.checksum" : "") +
          " FROM articles AS a CROSS JOIN scores AS s ON s.scoring = ?1 AND s.content = "
          "a.content" +
          (with_rows ? " CROSS JOIN rendered AS r ON r.record = a.record AND r.rendering = ?2"
                     : "") +
          " ORDER BY a.article"));
  select.Bind(1, static_cast<std::int64_t>(scoring));
  if (with_rows) {
    select.Bind(2, static_cast<std::int64_t>(rendering));
  }
  const auto key = [&](int column, Key128& out) {
    const auto blob = select.Blob(column);
    std::copy_n(blob.begin(), std::min(blob.size(), out.size()), out.begin());
    return blob.size() == out.size();
  };
  while (true) {
    SLANT_ASSIGN_OR_RETURN(const bool row, select.Step());
    if (!row) {
      return {};
    }
    StoredArticle stored;
    int at = 0;
    bool good = key(at++, stored.keys.content);
    good = key(at++, stored.keys.record) && good;
    stored.keys.text = static_cast<std::uint64_t>(select.Integer(at++));
    for (const ArticleField& field : kArticleFields) {
      stored.article.*field.member = select.Text(at++);
    }
    stored.article.source = select.Text(at++);
    good = ReadExtra(select.Text(at++), stored.article) && good;
    const auto blob = select.Blob(at++);
    auto metrics = UnpackMetrics({reinterpret_cast<const char*>(blob.data()), blob.size()});
    const auto facts = select.Blob(at++);
    stored.facts.assign(reinterpret_cast<const char*>(facts.data()), facts.size());
    if (with_rows) {
      stored.rows = std::string(select.Text(at++));
      good = Hash64(*stored.rows) == static_cast<std::uint64_t>(select.Integer(at++)) && good;
    }
    if (!good || !metrics) {
      return Damaged(in.path(), stored.article.id);
    }
    stored.metrics = *std::move(metrics);
    if (!visit(std::move(stored))) {
      return {};
    }
  }
}

Result<std::int64_t> Store::CountArticles() {
  return state_->database.Number("SELECT count(*) FROM articles");
}

Result<std::vector<Store::ScoringCount>> Store::CountScorings() {
  SLANT_ASSIGN_OR_RETURN(
      Statement select, state_->database.Prepare(
                            "SELECT g.model, g.options, g.measures, count(a.article) FROM scorings "
                            "AS g LEFT JOIN scores AS s ON s.scoring = g.scoring LEFT JOIN "
                            "articles AS a ON a.content = s.content GROUP BY g.scoring ORDER BY "
                            "g.scoring"));
  std::vector<ScoringCount> out;
  while (true) {
    SLANT_ASSIGN_OR_RETURN(const bool row, select.Step());
    if (!row) {
      return out;
    }
    out.push_back(
        {{std::string(select.Text(0)), std::string(select.Text(1)), NamesOf(select.Text(2))},
         select.Integer(3)});
  }
}

}  // namespace slant
