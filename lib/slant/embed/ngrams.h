/// @file ngrams.h
/// The character n-grams of a word, hashed as fastText hashes them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace slant {

/// Which n-grams a model has.
struct NgramScheme {
  std::uint32_t min_length = 0;  ///< characters, not bytes
  std::uint32_t max_length = 0;
  std::uint32_t buckets = 0;  ///< 0: none
};

/// Appends the bucket of each n-gram of "<word>" to `out`, as Dictionary::computeSubwords of
/// fastText 0.9.2 does (Bojanowski et al. 2017, section 3.2): all substrings of min_length to
/// max_length characters, except the two boundary marks alone.  `word` is well-formed UTF-8.
void HashNgrams(std::string_view word, const NgramScheme& scheme, std::vector<std::uint32_t>& out);

}  // namespace slant
