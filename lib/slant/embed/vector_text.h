/// @file vector_text.h
/// Word vectors from text files: fastText's .vec, word2vec's text format, GloVe.
#pragma once

#include <string>

#include "slant/base/result.h"
#include "slant/embed/raw_vectors.h"

namespace slant {

/// Reads "word v1 ... vd" lines, with or without a first line "count dim".  The order is taken for
/// that of falling frequency, and the counts are set by Zipf's law (Mandelbrot's form, offset
/// 2.7), since the format has none.  Words are brought into look-up form (lower case); of two that
/// meet there the first one stays.
/// @param most words to read; 0 for all.
/// @return kNotFound, or kMalformed with the line.
Result<RawVectors> LoadVectorText(const std::string& path, std::size_t most);

}  // namespace slant
