/// @file segmenter.h
/// From a text to a Document: tokens, quotations, sentences, voices, speakers and names.
#pragma once

#include <cstdint>
#include <string>

#include "slant/text/document.h"

namespace slant {

/// Segments texts against one vocabulary.  Immutable; threads may share it.
class Segmenter {
 public:
  explicit Segmenter(Vocabulary vocabulary);

  /// Replaces what `document` holds by `text` and what is seen in it.  `text` must be well-formed
  /// UTF-8 without NULs (RepairUtf8).  Linear in the bytes of `text`; an empty text has no
  /// sentences.
  void Segment(std::string text, Document& document) const;

  /// The same, but the whole text is one sentence (for data that are sentences already).
  void SegmentOneSentence(std::string text, Document& document) const;

  const Vocabulary& vocabulary() const noexcept { return vocabulary_; }

 private:
  Vocabulary vocabulary_;
  std::uint64_t key_ = 0;  // of this vocabulary, for Document::word_memos; unlike any other's
};

}  // namespace slant
