/// @file attributions.h
/// Who said it: the source, the cue and the content of speech and belief in a text.
/// The terms are those of PolNeAR (Newell, Margolin and Ruths, LREC 2018).
#pragma once

#include <cstdint>

#include "slant/base/span.h"
#include "slant/text/stance.h"

namespace slant {

/// No name, no speaker.
inline constexpr std::uint32_t kNoName = 0xFFFFFFFF;

/// One attribution.  Spans may be empty (begin == end): a passive ("was told that") has no source,
/// a quotation that stands alone has no cue.
struct Attribution {
  Span source;                      ///< as written: "two people familiar with the matter"
  Span cue;                         ///< "said", "according to"
  Span content;                     ///< what is attributed
  Span more;                        ///< the rest of it, when source and cue stand inside
  std::uint32_t speaker = kNoName;  ///< index in Document::names that the source names, or kNoName
  Stance stance = Stance::kNeutral;
  bool direct = false;  ///< the content is a direct quotation, at least by half of its words
  bool inherited =
      false;  ///< source and cue are those of a quotation before ("...," he said. "...")
};

struct Document;

/// Fills document.attributions, and the voices of tokens and sentences.  Needs tokens, quotations
/// and sentences.  Linear in the tokens.
void FindAttributions(Document& document);

}  // namespace slant
