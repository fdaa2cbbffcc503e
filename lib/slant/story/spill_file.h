/// @file spill_file.h
/// Bytes that are put aside: in memory while they are few, then in a temporary file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "slant/base/result.h"

namespace slant {

/// The file lies in the folder for temporary files ($TMPDIR) and has no name: it is deleted as soon
/// as it is open, so nothing is left of it however the program ends.  Not to be shared by threads
/// while one of them puts.
class SpillFile {
 public:
  /// @param memory_bytes what is kept in memory before it is written.
  explicit SpillFile(std::size_t memory_bytes = std::size_t{8} << 20) : most_(memory_bytes) {}
  ~SpillFile();
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  /// @return where the bytes are; kIo, with the folder as source, if the file cannot be made or
  ///         written.
  Result<std::uint64_t> Put(std::string_view bytes);

  /// What was put at `offset`, `size` bytes of it; kIo if it cannot be read.
  Status Get(std::uint64_t offset, std::size_t size, std::string& out) const;

 private:
  Status Flush();

  std::size_t most_;
  int file_ = -1;
  std::uint64_t flushed_ = 0;  // bytes in the file
  std::string tail_;           // what comes after them
};

}  // namespace slant
