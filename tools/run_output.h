/// @file run_output.h
/// Where the rows of a run go: standard output, or a file that an interrupted run can go on with.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "command.h"
#include "run_account.h"
#include "terminal.h"

namespace slant::tools {

/// Part `index` of `count` of the records: record k (from 0) belongs to part k modulo count.
struct Shard {
  std::uint64_t index = 0;
  std::uint64_t count = 1;

  bool Has(std::uint64_t record) const { return record % count == index; }
};

/// --output, --resume, --shard.
void AddOutputOptions(CommandLine& line);

/// Rows of records, in order.
///
/// A run into FILE keeps FILE.resume beside it until it is done: how many records are done, how
/// long FILE was then, and the counts, written anew about once a second and replaced as a whole.
/// What a killed run wrote behind that point is cut off and done again, so that FILE ends with the
/// same bytes.  A run of a part keeps FILE.index for `slant merge`: which bytes are which record's.
class RunOutput {
 public:
  RunOutput() = default;
  RunOutput(const RunOutput&) = delete;
  RunOutput& operator=(const RunOutput&) = delete;
  ~RunOutput();

  /// Opens what the options say and writes `header` (the first line of a CSV), or goes on where an
  /// interrupted run with the same options, inputs and model was stopped.
  /// @return an Ending if the run must not begin: wrong usage, an error, or nothing left to do.
  std::optional<Ending> Open(const CommandLine& line, std::string_view header);

  /// Records that an interrupted run has done, and its counts.
  std::uint64_t done() const noexcept { return done_; }
  const RunAccount& account() const noexcept { return account_; }
  const Shard& shard() const noexcept { return shard_; }

  /// The rows of record `record` (from 0).
  void Write(std::uint64_t record, std::string_view rows);

  /// All records before `records` are done, and these are their counts: from here an interrupted
  /// run goes on.
  void Mark(std::uint64_t records, const RunAccount& account);

  bool good() const noexcept { return good_; }

  /// Writes what is left; kIo if anything could not be written.
  /// @param records all there were; @param complete false if the run stopped early.
  Status Finish(std::uint64_t records, bool complete);

 private:
  struct Resume;
  Status WriteState();
  void Flush();

  Output standard_;
  std::string path_;
  std::string call_;  // fingerprint of the call
  std::FILE* file_ = nullptr;
  std::FILE* index_ = nullptr;
  Shard shard_;
  std::string shard_text_ = "-";   // as given, or that for none
  std::uint64_t done_ = 0;         // records
  std::uint64_t bytes_ = 0;        // of the file
  std::uint64_t index_bytes_ = 0;  // of the index
  RunAccount account_;
  std::chrono::steady_clock::time_point last_;
  bool good_ = true;
  int failure_ = 0;
};

}  // namespace slant::tools
