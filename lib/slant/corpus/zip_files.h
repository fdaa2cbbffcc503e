/// @file zip_files.h
/// The files in a zip archive, one after the other.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "slant/base/result.h"
#include "slant/corpus/byte_source.h"

namespace slant {

/// Reads an archive from its beginning to its end, so that it may come from standard input.  Not
/// for sharing between threads.
class ZipFiles {
 public:
  explicit ZipFiles(ByteSource archive);

  /// The next file, in the archive's order, unpacked if it is gzip or zstd itself; folders, links
  /// and hidden files are passed over.  Its path is `archive.zip/folder/name`.  Nothing at the end.
  /// The last file given must not be read any more after this call.  kMalformed for what is
  /// damaged or encrypted; the rest is still to come if it can be found.
  Result<std::optional<ByteSource>> Next();

 private:
  struct State;
  class EntryStream;
  std::shared_ptr<State> state_;
};

}  // namespace slant
