#include "slant/store/sqlite.h"

#include <sqlite3.h>

#include <utility>

namespace slant::sqlite {
namespace {

Error MakeError(sqlite3* database, int code, const std::string& path) {
  const std::string said = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  switch (code & 0xFF) {  // the low byte is the kind
    case SQLITE_NOTADB:
      return {ErrorCode::kCorrupt, "expected a database of slant, found another kind of file",
              path};
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:  // no such table or column: the schema is not the one it says it is
    case SQLITE_SCHEMA:
    case SQLITE_CONSTRAINT:
      return {ErrorCode::kCorrupt, "the database is damaged: " + said, path};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kIo, "another program keeps the database locked", path};
    case SQLITE_FULL:
      return {ErrorCode::kIo, "cannot write: the disk is full", path};
    case SQLITE_READONLY:
      return {ErrorCode::kIo, "cannot write: the database is read-only", path};
    case SQLITE_TOOBIG:
      return {ErrorCode::kLimit, "an article is too large for the database", path};
    default:
      return {ErrorCode::kIo, "the database cannot be used: " + said, path};
  }
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)),
      path_(other.path_),
      bound_(other.bound_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(statement_, other.statement_);
  std::swap(path_, other.path_);
  std::swap(bound_, other.bound_);
  return *this;
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::Bind(int parameter, std::int64_t number) {
  const int code = sqlite3_bind_int64(statement_, parameter, number);
  bound_ = bound_ != SQLITE_OK ? bound_ : code;
}

void Statement::Bind(int parameter, double number) {
  const int code = sqlite3_bind_double(statement_, parameter, number);
  bound_ = bound_ != SQLITE_OK ? bound_ : code;
}

void Statement::Bind(int parameter, std::string_view text) {
  // A null pointer would be NULL and not ''.
  const int code = sqlite3_bind_text64(statement_, parameter, text.empty() ? "" : text.data(),
                                       text.size(), SQLITE_STATIC, SQLITE_UTF8);
  bound_ = bound_ != SQLITE_OK ? bound_ : code;
}

void Statement::Bind(int parameter, std::span<const std::uint8_t> blob) {
  const int code =
      sqlite3_bind_blob64(statement_, parameter, blob.data(), blob.size(), SQLITE_STATIC);
  bound_ = bound_ != SQLITE_OK ? bound_ : code;
}

void Statement::BindNull(int parameter) { sqlite3_bind_null(statement_, parameter); }

Result<bool> Statement::Step() {
  const int code = bound_ != SQLITE_OK ? bound_ : sqlite3_step(statement_);
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code == SQLITE_DONE) {
    Reset();
    return false;
  }
  const Error error = MakeError(sqlite3_db_handle(statement_), code, *path_);
  Reset();
  return error;
}

Status Statement::Run() {
  const auto row = Step();
  Reset();
  return row ? Status() : Status(row.error());
}

void Statement::Reset() {
  sqlite3_reset(statement_);
  bound_ = SQLITE_OK;
}

std::int64_t Statement::Integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::Text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return text != nullptr ? std::string_view(text, static_cast<std::size_t>(size))
                         : std::string_view();
}

std::span<const std::uint8_t> Statement::Blob(int column) const {
  const auto* blob = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return blob != nullptr ? std::span(blob, static_cast<std::size_t>(size))
                         : std::span<const std::uint8_t>();
}

Result<Database> Database::Open(const std::string& path, Access access,
                                std::chrono::milliseconds busy) {
  Database out;
  out.path_ = std::make_unique<std::string>(path);
  // "file:..." and ":memory:" are no names of files to SQLite.
  const std::string name = path.starts_with(':') || path.starts_with("file:") ? "./" + path : path;
  const int flags = (access == Access::kRead     ? SQLITE_OPEN_READONLY
                     : access == Access::kCreate ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                 : SQLITE_OPEN_READWRITE) |
                    SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(name.c_str(), &out.database_, flags, nullptr);
  if (code != SQLITE_OK) {
    return MakeError(out.database_, code, path);
  }
  sqlite3_extended_result_codes(out.database_, 1);
  sqlite3_busy_timeout(out.database_, static_cast<int>(busy.count()));
  // A file from elsewhere may hold a schema that was made to do harm.
  sqlite3_db_config(out.database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(out.database_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return out;
}

Database::Database(Database&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)), path_(std::move(other.path_)) {}

Database::~Database() { sqlite3_close(database_); }

Result<Statement> Database::Prepare(std::string_view sql) const {
  Statement out;
  const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &out.statement_, nullptr);
  if (code != SQLITE_OK) {
    return MakeError(database_, code, *path_);
  }
  out.path_ = path_.get();
  return out;
}

Status Database::Execute(const std::string& sql) const {
  const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? Status() : Status(MakeError(database_, code, *path_));
}

Result<std::int64_t> Database::Number(std::string_view sql) const {
  SLANT_ASSIGN_OR_RETURN(Statement statement, Prepare(sql));
  SLANT_ASSIGN_OR_RETURN(const bool row, statement.Step());
  return row ? statement.Integer(0) : std::int64_t{0};
}

}  // namespace slant::sqlite
