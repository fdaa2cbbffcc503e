/// @file glob.h
/// Words with `*` (any characters) and `?` (one character): one, and many at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace slant {

/// Does the whole word fit the glob?  Characters are UTF-8; any bytes are taken.  At most
/// glob.size() * word.size() steps.
bool FitsGlob(std::string_view glob, std::string_view word) noexcept;

/// Many globs, each with a number.  Prefixes ("walk*") cost one look-up for each length that
/// occurs; the others are tried one by one.
class GlobSet {
 public:
  /// @return the number of the glob: `symbol`, or the one it got before.
  std::uint32_t Add(const std::string& glob, std::uint32_t symbol);

  /// To be called once, after the last Add.
  void Finish();

  /// Appends the numbers of the globs that the word fits, the longest globs first.
  void Fit(std::string_view word, std::vector<std::uint32_t>& symbols) const;

  bool empty() const noexcept { return prefixes_.empty() && others_.empty(); }

 private:
  struct Glob {
    std::string text;
    std::uint32_t symbol = 0;
  };
  std::unordered_map<std::uint64_t, std::uint32_t>
      prefixes_;                        // hash of what stands before the star
  std::vector<std::uint32_t> lengths_;  // of prefixes, the longest first
  std::vector<Glob> others_;            // the longest first
};

}  // namespace slant
