/// @file sqlite.h
/// SQLite with errors as Results: a connection and its prepared statements.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "slant/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace slant::sqlite {

/// A prepared statement; dies before its database.  Texts and blobs that are bound must live until
/// Step has said that there are no more rows, or Reset.
class Statement {
 public:
  Statement() = default;
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  /// Parameters count from 1.
  void Bind(int parameter, std::int64_t number);
  void Bind(int parameter, double number);
  void Bind(int parameter, std::string_view text);
  void Bind(int parameter, std::span<const std::uint8_t> blob);
  void BindNull(int parameter);

  /// True: there is a row.  After the last row, or an error, the statement can be bound anew.
  Result<bool> Step();
  /// Steps once and forgets a row.
  Status Run();
  void Reset();

  /// Columns count from 0; views die with the next Step or Reset.
  std::int64_t Integer(int column) const;
  std::string_view Text(int column) const;
  std::span<const std::uint8_t> Blob(int column) const;

 private:
  friend class Database;
  sqlite3_stmt* statement_ = nullptr;
  const std::string* path_ = nullptr;
  int bound_ = 0;  // the first failure of Bind
};

enum class Access { kRead, kReadWrite, kCreate };

/// One connection, for one thread at a time.
class Database {
 public:
  /// @param busy how long to wait for a lock of another connection.
  /// @return kNotFound without a file (but for kCreate), kIo; what is no database is found out by
  ///         the first statement.
  static Result<Database> Open(const std::string& path, Access access,
                               std::chrono::milliseconds busy);
  Database(Database&& other) noexcept;
  Database& operator=(Database&&) = delete;
  ~Database();

  /// @return kCorrupt if the database is damaged or has no such table, kIo for a lock that was not
  ///         given up in time, a full disk and the like.
  Result<Statement> Prepare(std::string_view sql) const;
  /// Statements without rows, semicolons between.
  Status Execute(const std::string& sql) const;
  /// The only number of a statement such as "PRAGMA user_version".
  Result<std::int64_t> Number(std::string_view sql) const;

  const std::string& path() const noexcept { return *path_; }

 private:
  Database() = default;
  sqlite3* database_ = nullptr;
  std::unique_ptr<std::string> path_;  // statements point to it
};

}  // namespace slant::sqlite
