/// @file news_rules.h
/// The value of each word in its sentence, by rules made for news: who denies, what fell, what
/// would only happen if, and whose name merely sounds good.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "slant/lexicon/compiled_lexicon.h"
#include "slant/lexicon/news_items.h"
#include "slant/text/document.h"

namespace slant {

/// A word or phrase with a value, after the rules.
struct ValencedWord {
  std::uint32_t token = 0;      ///< index into the document's tokens
  std::uint32_t end_token = 0;  ///< one past its last token
  float valence = 0;            ///< in about [-8, 8]: the lexicon's value, turned, scaled, weighted
  float tone = 0;               ///< the same for how it evaluates
  float event = 0;              ///< the same for the event
  bool negated = false;         ///< by a negator, a denial, or a word that undoes it
};

/// Sums over the words of a sentence, and their extremes; 0 without any.
struct ValueSums {
  float positive = 0;  ///< >= 0
  float negative = 0;  ///< <= 0
  float max = 0, min = 0;

  float sum() const noexcept { return positive + negative; }
  void Add(float value) noexcept;
};

/// What the lexicon and the rules say of a sentence, in lexicon units.
struct SentenceValence {
  ValueSums valence, tone, event;
  /// The tone guessed for each word from its vector, under the same rules for negation, denial and
  /// intensity.
  ValueSums induced;
  int words = 0;  ///< tokens that are words; a name is one
  int valued = 0, negated = 0, negators = 0, intensifiers = 0, diminishers = 0, contrasts = 0,
      hedges = 0;
  int changes = 0;                              ///< things that rose or fell ("deaths fell")
  std::array<std::uint16_t, kCueCount> cues{};  ///< words and phrases of each set of cues
};

enum class RuleLabel : std::uint8_t { kNegative, kNeutral, kPositive };
inline constexpr std::string_view kRuleLabelNames[] = {"negative", "neutral", "positive"};

/// What the rules answer for a sentence.
struct NewsScore {
  float valence = 0;                      ///< overall unpleasant or pleasant, in (-1, 1)
  float tone = 0;                         ///< how it evaluates, in (-1, 1)
  float event = 0;                        ///< how bad or good what it reports is, in (-1, 1)
  RuleLabel label = RuleLabel::kNeutral;  ///< of the tone
};

/// How much each rule counts.  Defaults without a paper were chosen on training data; this room's
/// README says which.
struct NewsRuleWeights {
  float negation = -0.74F;       ///< Hutto and Gilbert 2014
  float event_negation = -0.4F;  ///< what did not happen is not its opposite
  float denied_bad = 0.0F;       ///< what is denied is off the table
  float denied_good = -0.6F;     ///< a compliment that is denied is none
  float averting = -0.5F;        ///< "prevented a disaster"
  float losing = -0.7F;          ///< "lost the support"
  float ending = -0.5F;          ///< "the famine is over"
  float lesser_side = 0.5F;      ///< of a contrast, Hutto and Gilbert 2014
  float greater_side = 1.5F;     ///< the same
  float hypothetical = 0.6F;     ///< valence and event of what only might be
  float hypothetical_tone = 0.8F;
  float change = 1.6F;           ///< event of something that rose or fell, before intensity
  float unpaired_change = 0.4F;  ///< own value of a word of change without a thing that changed
  float slowed_change = 0.5F;    ///< of a change that the sentence takes back ("the rise slowed")
  float quoted_tone = 0.6F;      ///< tone of words inside direct quotations
  float guessed = 0.6F;          ///< values that regression guessed
  float valence_scale = 15;      ///< a of s / sqrt(s^2 + a), Hutto and Gilbert 2014
  /// Sums are divided by sqrt((words + spare_words) / usual_words): one harsh word weighs more in a
  /// short sentence.
  float usual_words = 20, spare_words = 2;
  float label_threshold = 0.2F;  ///< least |tone| of a sentence that is not neutral
};

/// Applies to each word with a value, in this order:
/// - names, titles and institutions have none;
/// - a negator, a denial or a word that undoes turns it, if it stands before the value in the same
///   clause and within the reach of its kind;
/// - intensifiers and diminishers among the three words before multiply it by their factor, at
///   distance 2 and 3 with 95 % and 90 % of their effect (Hutto and Gilbert, "VADER", ICWSM 2014);
/// - what only might happen counts less;
/// - what stands against a contrast counts less, what the sentence comes to counts more.
/// A thing that rose or fell ("deaths fell sharply") is one value: its direction times whether more
/// of it is good; the words it is made of count no more.  The README of this room has the rules in
/// full.  An empty sentence gives zeros.  Linear in the tokens.
/// @param words the sentence's words that have a value are appended, in order.
SentenceValence RateNews(const CompiledLexicon& lexicon, const Document& document,
                         const Sentence& sentence, const NewsRuleWeights& weights,
                         NewsWorkspace& workspace, std::vector<ValencedWord>& words);

/// The label of a NewsScore::tone.
RuleLabel NewsLabel(float tone, const NewsRuleWeights& weights) noexcept;

/// The scores of a sentence from its sums.
NewsScore ScoreNews(const SentenceValence& valence, const NewsRuleWeights& weights) noexcept;

/// Maps a sum of valences to (-1, 1): s / sqrt(s^2 + a); a = 15 in Hutto and Gilbert 2014.
float Compound(float sum, float a = 15.0F) noexcept;

}  // namespace slant
