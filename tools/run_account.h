/// @file run_account.h
/// What a run read and what it passed over, and the manifest that says so.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "command.h"
#include "slant/corpus/input_digest.h"

namespace slant::tools {

/// Counts of a run.  Those of two parts of a run add up.
struct RunAccount {
  std::uint64_t articles = 0;  ///< that gave a result
  std::uint64_t replaced_bytes = 0;
  std::map<std::string, std::uint64_t> kinds;    ///< of the articles
  std::map<std::string, std::uint64_t> skipped;  ///< records, by reason
  struct Problem {
    std::string reason, source, message;
  };
  std::vector<Problem> problems;  ///< the first kMostProblems records that were passed over
  double seconds = 0;

  void Skip(std::string_view reason, const Error& error);
  std::uint64_t AllSkipped() const;
};

/// Each has its file and line; more would make memory depend on the input.
inline constexpr std::size_t kMostProblems = 1000;

/// A word for why a record was passed over: malformed, limit, unreadable ...
std::string_view ReasonOf(ErrorCode code);

/// The counts as one JSON object, and back (for --resume).
std::string AccountJson(const RunAccount& account);
Result<RunAccount> ReadAccount(std::string_view json);

/// The manifest: one line of JSON, schema slant.manifest/1.
/// @param digest what was read.
Result<std::string> ManifestJson(const CommandLine& line, const RunAccount& account,
                                 const InputDigest& digest);

/// SHA-256 of a file, 64 hexadecimal digits.
Result<std::string> FileSha256(const std::string& path);

}  // namespace slant::tools
