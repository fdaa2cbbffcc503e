/// @file byte_stream.h
/// Bytes one piece after the other: of a file, of memory, unpacked from gzip or zstd.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "slant/base/result.h"
#include "slant/corpus/input_digest.h"

namespace slant {

class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// Reads at most `size` bytes (more than 0); 0 at the end.  An error concerns what stood here: a
  /// further call gives what comes after it, if anything can be found there, and at last 0.
  virtual Result<std::size_t> Read(char* to, std::size_t size) = 0;
};

/// Takes over an open file; `digest` (may be null) sees all bytes that are read.
std::unique_ptr<ByteStream> MakeFileStream(int file, std::string path, InputDigest* digest);

std::unique_ptr<ByteStream> MakeMemoryStream(std::string bytes);

/// The stream itself, or what it unpacks to if it begins like gzip or zstd, or UTF-8 of it if it
/// begins with the byte order mark of UTF-16; packed UTF-16 too.
///
/// Members (gzip) and frames (zstd) are unpacked one after the other.  A damaged one is an error
/// (kMalformed) that names its byte; reading goes on at the next that can be found.  What unpacks
/// to more than kMostUnpacked times its size, and more than kBombBytes, is an error (kLimit) and
/// ends.
/// @param path for messages.
std::unique_ptr<ByteStream> Unpacked(std::unique_ptr<ByteStream> stream, std::string path);

/// Text packs 3 to 20 times, repeated pages some 200 times; bombs of gzip 1000 times, of zstd more.
inline constexpr std::size_t kMostUnpacked = 500;
inline constexpr std::size_t kBombBytes = std::size_t{256} << 20;

}  // namespace slant
