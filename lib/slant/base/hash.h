/// @file hash.h
/// The one hash of the library: XXH3 (64 bit), for words, checksums and sampling keys.
/// Source: Yann Collet, xxHash specification, https://github.com/Cyan4973/xxHash.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdint>
#include <string_view>

namespace slant {

/// 64-bit hash of a string's bytes; the same on every machine (model files depend on it).
inline std::uint64_t Hash64(std::string_view bytes, std::uint64_t seed = 0) noexcept {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

/// A well-mixed 64-bit function of a number: the finaliser of SplitMix64 (Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", OOPSLA 2014).
constexpr std::uint64_t Mix64(std::uint64_t x) noexcept {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

}  // namespace slant
