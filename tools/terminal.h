/// @file terminal.h
/// Standard output, standard error and the progress line.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "slant/base/result.h"

namespace slant::tools {

/// Buffered standard output that remembers a failure.
class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void Write(std::string_view bytes);
  /// kIo if anything could not be written.
  Status Finish();
  /// False after a failed write: there is no use in going on.
  bool good() const noexcept { return good_; }

 private:
  void Flush();

  std::string buffer_;
  bool good_ = true;
  int failure_ = 0;  ///< errno of the first write that failed
};

/// Writes a file as a whole; kIo.
Status WriteWhole(const std::string& path, std::string_view bytes);

/// "auto" (a terminal, and NO_COLOR is not set), "always" or "never".
bool UseColor(const std::string& choice);

/// Prints an error, or a warning about one record: "slant: file:line: message".  Messages quote
/// names and values of the input, so control characters become spaces: they must not command a
/// terminal.
void Warn(const Error& error);

/// A line on standard error that is rewritten; only on a terminal and only after a second.
class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Counts one more; @param share in [0, 1], or below 0 if nobody knows.
  void Step(double share = -1);
  /// Erases the line, so that something else can be printed.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;
  std::string what_;
  std::size_t count_ = 0;
  Clock::time_point start_, last_;
  bool terminal_, shown_ = false;
};

}  // namespace slant::tools
