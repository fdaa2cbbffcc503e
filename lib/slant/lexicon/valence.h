/// @file valence.h
/// The value of each word in its sentence: negation, intensity and contrast.
#pragma once

#include <span>
#include <vector>

#include "slant/lexicon/compiled_lexicon.h"
#include "slant/text/document.h"

namespace slant {

/// A word with a value, after the rules.
struct ValencedWord {
  std::uint32_t token = 0;  ///< index into the document's tokens
  float tone = 0;           ///< in about [-8, 8]: the lexicon's value, turned, scaled, weighted
  float event = 0;          ///< the same for the event
  bool negated = false;
};

/// What the lexicon says of a sentence.  Sums are over words with a value, in lexicon units.
struct SentenceValence {
  float tone_positive = 0, tone_negative = 0;    ///< sums; the second is <= 0
  float event_positive = 0, event_negative = 0;  ///< sums; the second is <= 0
  float tone_max = 0, tone_min = 0, event_max = 0, event_min = 0;
  /// The tone guessed for each word from its vector, under the same rules for negation and
  /// intensity: sums of the positive and of the negative ones, the largest and the smallest.
  float induced_positive = 0, induced_negative = 0, induced_max = 0, induced_min = 0;
  int words = 0;  ///< tokens that are words
  int valued = 0, negated = 0, negators = 0, intensifiers = 0, diminishers = 0, contrasts = 0,
      hedges = 0;
};

/// Applies, in the order of the tokens:
/// - a negator among the three words before a value multiplies it by the negator's factor;
/// - intensifiers and diminishers among the three words before multiply it by their factor, at
///   distance 2 and 3 with 95 % and 90 % of their effect;
/// - where a contrast word stands inside the sentence, values before it count half and values
///   after it one and a half times.
/// The windows and weights are those of Hutto and Gilbert, "VADER" (ICWSM 2014), section 3; the
/// factors are the lexicon's.  An empty sentence gives zeros.
/// @param words the sentence's words that have a value are appended, in order.
SentenceValence RateValence(const CompiledLexicon& lexicon, const Document& document,
                            const Sentence& sentence, std::vector<ValencedWord>& words);

/// Maps a sum of valences to (-1, 1): s / sqrt(s^2 + 15) (the same paper, normalisation).
float Compound(float sum) noexcept;

}  // namespace slant
