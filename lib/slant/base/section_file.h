/// @file section_file.h
/// The model file: named sections in one file, used in place by mmap.  The byte layout is written
/// down in this room's README.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "slant/base/mapped_file.h"
#include "slant/base/result.h"

namespace slant {

/// A model file, mapped and checked: magic, version, bounds and the checksum of every section are
/// verified once by Open, so that what Section returns has the bytes that were written.  What the
/// bytes mean is checked by the room that reads them.  Immutable; may be shared by threads.
class SectionFile {
 public:
  /// Reads `path`.  kNotFound, kIo; kCorrupt for a foreign, truncated, newer or damaged file, with
  /// what was expected and what was found.
  static Result<std::shared_ptr<const SectionFile>> Open(const std::string& path);

  bool Has(std::string_view name) const { return sections_.contains(name); }

  /// The bytes of a section, 64-byte aligned; kNotFound if there is none of this name.
  /// The view lives as long as this object.
  Result<std::span<const std::byte>> Section(std::string_view name) const;

  /// The same as an array of T; kCorrupt if the size is no multiple of sizeof(T).
  template <typename T>
  Result<std::span<const T>> Array(std::string_view name) const {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 64);
    SLANT_ASSIGN_OR_RETURN(const auto bytes, Section(name));
    if (bytes.size() % sizeof(T) != 0) {
      return WrongSize(name, bytes.size(), sizeof(T));
    }
    return std::span<const T>(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T));
  }

  /// Names in alphabetical order.
  std::vector<std::string> Names() const;

  const std::string& path() const noexcept { return path_; }

  /// XXH3 over all section checksums: names this model in manifests and --version.
  std::uint64_t fingerprint() const noexcept { return fingerprint_; }

 private:
  SectionFile(std::string path, MappedFile file) : path_(std::move(path)), file_(std::move(file)) {}
  Status Check();
  Error WrongSize(std::string_view name, std::size_t bytes, std::size_t item) const;

  std::string path_;
  MappedFile file_;
  std::map<std::string, std::span<const std::byte>, std::less<>> sections_;
  std::uint64_t fingerprint_ = 0;
};

/// Collects sections and writes them in the order of their names, so that the same sections give
/// the same bytes.
class SectionFileWriter {
 public:
  /// Adds or replaces a section.  Names have 1 to 31 bytes of printable ASCII (assert).
  void Put(std::string name, std::string bytes);

  template <typename T>
  void PutArray(std::string name, std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    Put(std::move(name), {reinterpret_cast<const char*>(items.data()), items.size_bytes()});
  }

  /// Copies every section of `file` that has not been put yet.
  void PutMissingFrom(const SectionFile& file);

  /// Removes a section, if it is there.
  void Erase(std::string_view name);

  /// Removes the sections whose name begins with `prefix`.
  void EraseWithPrefix(std::string_view prefix);

  /// Writes to `path` + ".part" and renames it, so that a reader never sees half a model.  kIo.
  Status Write(const std::string& path) const;

 private:
  std::map<std::string, std::string> sections_;
};

}  // namespace slant
