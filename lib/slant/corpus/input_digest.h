/// @file input_digest.h
/// What was read in all, for the account of a run.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace slant {

/// Counts and hashes the bytes of files as they are read, packed ones as they lie on the disk.  Of
/// whole files, in order, the hash is that of `cat FILES | sha256sum`.  Not for sharing between
/// threads.
class InputDigest {
 public:
  InputDigest();
  ~InputDigest();
  InputDigest(const InputDigest&) = delete;
  InputDigest& operator=(const InputDigest&) = delete;

  void BeginFile() noexcept { ++files_; }
  void Add(std::string_view bytes);

  std::uint64_t files() const noexcept { return files_; }
  std::uint64_t bytes() const noexcept { return bytes_; }
  /// SHA-256 of all bytes so far, 64 hexadecimal digits.
  std::string Sha256() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::uint64_t files_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace slant
