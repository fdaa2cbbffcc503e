/// @file mapped_file.h
/// A file seen as read-only memory, without copying it.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "slant/base/result.h"

namespace slant {

/// Owns one read-only, private mapping; unmapped by the destructor, so views into it die with it.
/// A file that another process shortens while it is mapped ends the program (SIGBUS): models are
/// replaced by renaming, never written in place (see SectionFileWriter).
class MappedFile {
 public:
  /// Maps a whole regular file.  kNotFound, kIo, or kMalformed for a folder or an empty file.
  static Result<MappedFile> Open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::span<const std::byte> bytes() const noexcept { return {data_, size_}; }

 private:
  MappedFile(const std::byte* data, std::size_t size) noexcept : data_(data), size_(size) {}

  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace slant
