/// @file byte_source.h
/// Bytes of a file or of standard input, unpacked, line by line or whole, through one buffer.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "slant/base/result.h"
#include "slant/corpus/byte_stream.h"

namespace slant {

/// Owns its stream.  Not for sharing between threads.  Damage in a packed stream is an error
/// (kMalformed) of what stood there; reading goes on behind it.
class ByteSource {
 public:
  /// Opens a file, or standard input for "-", and unpacks it (see Unpacked in byte_stream.h).
  /// @param digest sees the bytes as they are read; may be null.
  /// @return kNotFound, kIo; kMalformed for what is no file.
  static Result<ByteSource> Open(const std::string& path, InputDigest* digest = nullptr);

  /// Bytes from elsewhere, as they are; `path` names them in messages.
  ByteSource(std::string path, std::unique_ptr<ByteStream> stream)
      : path_(std::move(path)), stream_(std::move(stream)) {}

  /// The first bytes (up to 4096) without consuming them; fewer only at the end of the source.
  Result<std::string_view> Peek();

  /// The next line without its line feed; nothing at the end.  kLimit for a line of more than
  /// `most` bytes, which is then skipped.  The view holds until the next call.
  Result<std::optional<std::string_view>> NextLine(std::size_t most);

  /// All that is left; kLimit if that is more than `most` bytes.
  Result<std::string> ReadAll(std::size_t most);

  /// At least `size` bytes without consuming them, or all that are left if those are fewer.  Damage
  /// ends a window like the end of the source does (see damaged), and is the error of the first
  /// call that finds nothing before it.  The view holds until the next call.
  Result<std::string_view> Window(std::size_t size);

  /// Goes on by `size` bytes, which must have been seen by Window.
  void Consume(std::size_t size);

  /// Goes on to the end, and nothing is kept: for the digest of a file that is left early.
  void Drain();

  /// Does what Window showed last end at damage, and not at the end of the source?
  bool damaged() const noexcept { return damage_.has_value(); }

  const std::string& path() const noexcept { return path_; }
  std::size_t line() const noexcept {
    return line_;
  }  ///< number of the line last returned by NextLine, from 1

 private:
  void Fill();
  Error TakeDamage();

  std::string path_;
  std::unique_ptr<ByteStream> stream_;
  bool end_ = false;
  std::optional<Error> damage_;  // behind the bytes in the buffer
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t line_ = 0;
};

}  // namespace slant
