/// @file news_items.h
/// A sentence as the rules for news see it: words and phrases with what they mean, cut into
/// clauses.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "slant/lexicon/compiled_lexicon.h"
#include "slant/text/closed_words.h"
#include "slant/text/document.h"

namespace slant {

/// What the rules look at: a word, a phrase or a mark.
struct NewsItem {
  const WordFacts* facts = nullptr;  ///< its value or what it does to others
  CueBits cues = 0;                  ///< of the word and of phrases that begin here
  std::uint32_t token = 0;
  std::uint32_t end_token = 0;
  std::uint16_t lexeme = 0;  ///< row in ClosedWords
  std::uint16_t clause = 0;  ///< counts the clauses of the sentence
  std::uint16_t part = 0;    ///< counts its parts between strong marks
  bool complement = false;   ///< its clause is what the clause before says ("denied that ...")
  bool word = false;         ///< no mark
  bool name = false;         ///< a name, of however many words
  bool quoted = false;
  bool from = false;     ///< the preposition
  bool of = false;       ///< the preposition
  bool both = false;     ///< the conjunction "and"
  bool no = false;       ///< "not", "n't"
  bool was = false;      ///< a finite form of "be"
  bool spent = false;    ///< its value went into a change
  bool changed = false;  ///< a thing rose or fell here
  float change = 0;      ///< the event of it

  bool Is(Cue cue) const noexcept { return (cues & BitOf(cue)) != 0; }
  bool IsAny(CueBits bits) const noexcept { return (cues & bits) != 0; }
  bool Is(WordClass c) const noexcept { return lexeme != 0 && ClosedWords::Get()[lexeme].Is(c); }
};

/// The tone guessed for a word, after the rules.
struct GuessedTone {
  std::uint32_t token = 0;
  float tone = 0;
};

/// Buffers of one thread.
struct NewsWorkspace {
  PatternWorkspace patterns;
  std::vector<PatternMatch> matches;
  std::vector<NewsItem> items;            // of the last sentence, as the rules left them
  std::vector<GuessedTone> guesses;       // what its SentenceValence::induced is the sum of
  std::vector<std::uint32_t> word_items;  // of each word with a value its item
};

/// What rises and falls, and the words for it.
inline constexpr CueBits kChangeBits =
    BitOf(Cue::kIncrease) | BitOf(Cue::kDecrease) | BitOf(Cue::kSteady);
inline constexpr CueBits kThingBits = BitOf(Cue::kMoreIsBad) | BitOf(Cue::kMoreIsGood);

/// Sets whose phrases stand for themselves; of phrases of the other sets the words count too.
inline constexpr CueBits kRuleBits = kChangeBits | kThingBits | BitOf(Cue::kDenial) |
                                     BitOf(Cue::kAverting) | BitOf(Cue::kLosing) |
                                     BitOf(Cue::kEnding) | BitOf(Cue::kRescuing) |
                                     BitOf(Cue::kHypothetical) | BitOf(Cue::kInstitution);

/// Fills workspace.items from a sentence with at least one token (assert): the longest phrases, the
/// words between them, and marks; names mean nothing.
void CutItems(const CompiledLexicon& lexicon, const Document& document, const Sentence& sentence,
              NewsWorkspace& workspace);

}  // namespace slant
