/// @file name_tokens.h
/// Which tokens belong to names (Document::name_tokens), in one walk over both.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "slant/text/document.h"

namespace slant {

/// Walks the tokens of a document and its name_tokens together.  Needs FindNames.  The document
/// must outlive it.
class NameTokens {
 public:
  /// @param first the first token that will be asked for.
  NameTokens(const Document& document, std::uint32_t first)
      : next_(std::lower_bound(document.name_tokens.begin(), document.name_tokens.end(), first)),
        end_(document.name_tokens.end()) {}

  /// Does the token belong to a name?  To be asked for rising tokens.
  bool Covers(std::uint32_t token) {
    while (next_ != end_ && *next_ < token) {
      ++next_;
    }
    return next_ != end_ && *next_ == token;
  }

  /// One past the tokens of names that follow each other from `token` on, at most `end`; `token` if
  /// it belongs to no name.  What reads a sentence takes them for one, so that nothing depends on
  /// how many words a name has.
  std::uint32_t EndOfName(std::uint32_t token, std::uint32_t end) {
    if (!Covers(token)) {
      return token;
    }
    std::uint32_t last = token + 1;
    for (auto next = next_ + 1; next != end_ && *next == last && last < end; ++next) {
      ++last;
    }
    return last;
  }

 private:
  std::vector<std::uint32_t>::const_iterator next_;
  std::vector<std::uint32_t>::const_iterator end_;
};

}  // namespace slant
