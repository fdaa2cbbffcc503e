/// @file embedding_corpus.h
/// Writes articles as the lines of words that fastText learns from.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "slant/base/result.h"

namespace slant {

struct EmbeddingCorpus {
  std::size_t articles = 0, paragraphs = 0, repeated = 0, words = 0, malformed = 0;
};

/// Writes each paragraph of the inputs as one line of look-up forms (text/tokenizer.h), so that the
/// vectors' words are the ones that texts are looked up by.  A paragraph that was written before
/// (agency copy, boilerplate) or has under 20 characters is left out.
/// @param report called for each record that could not be read.
Result<EmbeddingCorpus> WriteEmbeddingCorpus(const std::vector<std::string>& inputs,
                                             const std::string& output,
                                             const std::function<void(const Error&)>& report);

}  // namespace slant
