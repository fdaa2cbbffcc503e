/// @file span.h
/// A half-open range of bytes [begin, end) in a text.
#pragma once

#include <cstdint>
#include <string_view>

namespace slant {

/// Offsets are UTF-8 bytes.  32 bits: a record is at most kMaxRecordBytes
/// (corpus/article_reader.h).
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const noexcept { return end - begin; }
  bool empty() const noexcept { return begin == end; }
  bool Contains(std::uint32_t offset) const noexcept { return begin <= offset && offset < end; }
  bool Overlaps(Span other) const noexcept { return begin < other.end && other.begin < end; }

  /// The bytes of `text` this span names; a view into `text`, which must outlive it.
  std::string_view In(std::string_view text) const { return text.substr(begin, end - begin); }

  friend bool operator==(Span, Span) = default;
};

}  // namespace slant
