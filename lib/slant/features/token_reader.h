/// @file token_reader.h
/// From a sentence to the sequence of words that networks read, names hidden.
#pragma once

#include "slant/embed/unknown_rows.h"
#include "slant/embed/word_vectors.h"
#include "slant/features/token_batch.h"
#include "slant/text/document.h"
#include "slant/text/tokenizer.h"

namespace slant {

/// The longest sequence, in words: what is longer is no sentence but a list that was not cut, and
/// is read up to here (around a target: this much on either side together).
inline constexpr std::size_t kMaxSequence = 512;

/// Buffers of one thread.
struct TokenReaderWorkspace {
  UnknownRows unknown_rows;
  WordBuffer word;
};

/// Appends the words of a sentence as one sequence.
void ReadSentence(const WordVectors& vectors, const Document& document, const Sentence& sentence,
                  TokenReaderWorkspace& workspace, TokenBatch& batch);

/// The same around a target: its tokens become one SpecialWord::kTarget, and every word has its
/// place towards it.
/// @param target a span of the document's text that lies in the sentence.
void ReadTarget(const WordVectors& vectors, const Document& document, const Sentence& sentence,
                Span target, TokenReaderWorkspace& workspace, TokenBatch& batch);

}  // namespace slant
