/// @file capital_shares.h
/// How the words of a vocabulary are written inside sentences, counted on articles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/text/vocabulary.h"

namespace slant {

struct CapitalShares {
  std::vector<std::uint8_t> shares;  ///< one a word, for Vocabulary::WithCapitalShares
  std::size_t articles = 0, malformed = 0;
  std::size_t names = 0;  ///< words that are mostly written with a capital
};

/// Counts each word where a word in small letters stands before it: there no capital is due.  Of
/// capitals only those count that no other follows, or "house" and "united" would be names.  The
/// share is smoothed: (capitals + 1/2) / (mentions + 1).
/// @param report called for each record that could not be read.
Result<CapitalShares> CountCapitals(const Vocabulary& vocabulary,
                                    const std::vector<std::string>& inputs,
                                    const std::function<void(const Error&)>& report);

}  // namespace slant
