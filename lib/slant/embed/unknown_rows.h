/// @file unknown_rows.h
/// Remembers the rows of words that the vocabulary does not have.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "slant/embed/word_vectors.h"

namespace slant {

/// A cache for one thread: an unknown word's n-grams are added up once.  Holds at most kMost words
/// and starts anew when it is full, so that memory does not grow with the input.  What it returns
/// does not depend on what it holds.
class UnknownRows {
 public:
  static constexpr std::size_t kMost = 1 << 15;  // 4 MB of rows at stride 128

  /// @param hash Vocabulary::HashWord of the word, which was made from its look-up form.
  /// @param form called for the look-up form when the word is new.
  /// @return stride() entries, valid until the next call.
  template <typename Form>
  const std::int8_t* Row(const WordVectors& vectors, std::uint64_t hash, Form&& form) {
    const auto stride = static_cast<std::size_t>(vectors.stride());
    auto [it, added] = index_.try_emplace(hash, index_.size());
    if (added) {
      if (index_.size() > kMost) {
        index_.clear();
        rows_.clear();
        it = index_.try_emplace(hash, 0).first;
      }
      rows_.resize((it->second + 1) * stride);
      vectors.UnknownRow(form(), std::span(rows_).subspan(it->second * stride, stride));
    }
    return rows_.data() + it->second * stride;
  }

 private:
  std::unordered_map<std::uint64_t, std::size_t> index_;
  std::vector<std::int8_t> rows_;
};

}  // namespace slant
