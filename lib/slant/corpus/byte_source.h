/// @file byte_source.h
/// Bytes of a file or of standard input, line by line or whole, through one buffer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "slant/base/result.h"

namespace slant {

/// Owns the file descriptor.  Not for sharing between threads.
class ByteSource {
 public:
  /// Opens a file, or standard input for "-".  kNotFound, kIo; kMalformed for what is no file.
  static Result<ByteSource> Open(const std::string& path);

  ByteSource(ByteSource&& other) noexcept;
  ByteSource& operator=(ByteSource&& other) noexcept;
  ~ByteSource();

  /// The first bytes (up to 4096) without consuming them; fewer only at the end of the source.
  Result<std::string_view> Peek();

  /// The next line without its line feed; nothing at the end.  kLimit for a line of more than
  /// `most` bytes, which is then skipped.  The view holds until the next call.
  Result<std::optional<std::string_view>> NextLine(std::size_t most);

  /// All that is left; kLimit if that is more than `most` bytes.
  Result<std::string> ReadAll(std::size_t most);

  const std::string& path() const noexcept { return path_; }
  std::size_t line() const noexcept { return line_; }  ///< number of the line last returned, from 1

 private:
  ByteSource(std::string path, int file) : path_(std::move(path)), file_(file) {}
  Status Fill();

  std::string path_;
  int file_ = -1;
  bool end_ = false;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t line_ = 0;
};

}  // namespace slant
