/// @file glob.h
/// Words with `*` (any characters) and `?` (one character): one, and many at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace slant {

/// Does the whole word fit the glob?  Characters are UTF-8; any bytes are taken.  At most
/// glob.size() * word.size() steps.
bool FitsGlob(std::string_view glob, std::string_view word) noexcept;

/// A set takes so many globs that are not prefixes: each is tried on each word of a vocabulary and
/// on each word of a text that it lacks.  Published lists have a handful.
inline constexpr std::size_t kMaxGlobs = 1000;
/// Of the globs that a word fits so many are reported, the longest.
inline constexpr std::size_t kMaxFits = 32;

/// Many globs, each with a number.  Prefixes ("walk*") cost one look-up for each length that
/// occurs; the others are tried one by one.
class GlobSet {
 public:
  static constexpr std::uint32_t kFull = 0xFFFFFFFF;

  /// @return the number of the glob: `symbol`, or the one it got before; kFull, and it is not
  /// added,
  ///         if it is no prefix and there are kMaxGlobs of them.
  std::uint32_t Add(const std::string& glob, std::uint32_t symbol);

  /// To be called once, after the last Add.
  void Finish();

  /// Appends the numbers of the globs that the word fits, at most kMaxFits: the longest globs (in
  /// bytes) first, of equally long ones the one with the smaller number.
  void Fit(std::string_view word, std::vector<std::uint32_t>& symbols) const;

  bool empty() const noexcept { return prefixes_.empty() && others_.empty(); }

 private:
  struct Glob {
    std::string text;
    std::uint32_t symbol = 0;
    bool Fits(std::string_view word) const noexcept;
  };
  std::unordered_map<std::uint64_t, std::uint32_t>
      prefixes_;                        // hash of what stands before the star
  std::vector<std::uint32_t> lengths_;  // of prefixes, the longest first
  std::unordered_map<std::string, std::uint32_t> other_symbols_;
  std::vector<Glob> others_;  // the longest first, then by symbol
};

}  // namespace slant
