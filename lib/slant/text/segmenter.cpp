#include "slant/text/segmenter.h"

#include <atomic>
#include <utility>

#include "slant/text/attributions.h"
#include "slant/text/names.h"
#include "slant/text/quotations.h"
#include "slant/text/sentences.h"
#include "slant/text/speakers.h"
#include "slant/text/tokenizer.h"

namespace slant {

Segmenter::Segmenter(Vocabulary vocabulary) : vocabulary_(std::move(vocabulary)) {
  static std::atomic<std::uint64_t> made{0};
  key_ = ++made;
}

void Segmenter::Segment(std::string text, Document& document) const {
  document.text = std::move(text);
  Tokenize(vocabulary_, document, key_);
  MarkQuotations(document);
  SplitSentences(document);
  FindAttributions(document);
  FindNames(vocabulary_, document);
  ResolveSpeakers(document);
}

void Segmenter::SegmentOneSentence(std::string text, Document& document) const {
  document.text = std::move(text);
  Tokenize(vocabulary_, document, key_);
  MarkQuotations(document);
  OneSentence(document);
  FindAttributions(document);
  FindNames(vocabulary_, document);
  ResolveSpeakers(document);
}

}  // namespace slant
