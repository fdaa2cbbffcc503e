/// @file pack_vectors.h
/// Turns raw vectors into the sections of a model file.
#pragma once

#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/base/section_file.h"
#include "slant/embed/raw_vectors.h"

namespace slant {

struct PackOptions {
  std::size_t words = 0;   ///< keep the most frequent ones; 0 for all
  std::size_t ngrams = 0;  ///< keep the most used n-gram buckets; 0 for all that are used
  /// Words to have in the vocabulary in any case (of lexicons), in look-up form.  Those the raw
  /// vectors lack get a row from their n-grams, and the count 0.
  std::vector<std::string> also;
};

/// Writes the sections vocab.* and vectors.*.  kInvalidArgument if there are no words.
Status PackVectors(const RawVectors& raw, const PackOptions& options, SectionFileWriter& writer);

}  // namespace slant
