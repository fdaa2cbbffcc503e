#include "slant/lexicon/news_rules.h"

#include <algorithm>
#include <cmath>

#include "slant/lexicon/news_changes.h"

namespace slant {

namespace {

using Item = NewsItem;

constexpr WordFacts kNothing{};

// How many words a turner reaches over, inside its clause.
constexpr int kNegatorReach = 7;   // "did not deliver on any of its grand promises"
constexpr int kSubjectReach = 12;  // "nobody in the industry thinks they have done a good job"
constexpr int kDenialReach = 14;   // the clause that is denied
constexpr int kUndoReach = 6;      // "prevented a second and much larger explosion"
constexpr int kEndReach = 8;       // back: "the famine in the two northern provinces is over"
constexpr int kWindow = 3;         // of intensifiers
constexpr float kDistanceWeight[kWindow] = {1.0F, 0.95F, 0.9F};

// Does a verb of its own follow "and", which no negation reaches ("and he", "and praised the
// crew")?
bool OpensVerb(std::span<const Item> rest) {
  if (rest.empty() || rest[0].facts->kind != WordKind::kValue) {
    return true;
  }
  return rest.size() > 1 && (rest[1].Is(WordClass::kArticle) || rest[1].Is(WordClass::kPossessive));
}

bool IsBad(const Item& item) {
  return item.facts->kind == WordKind::kValue && item.facts->valence_milli < 0;
}

// A negator, denial or undoing word that still reaches.
struct Turner {
  enum Kind : std::uint8_t { kNegator, kDenial, kAverting, kLosing };
  const Item* item = nullptr;
  Kind kind = kNegator;
  int left = 0;  // words it still reaches over
  float factor = 1;
  bool noun = false;      // reaches over one noun phrase
  bool only_bad = false;  // leaves good values alone
};

// What a value is multiplied by.
struct Factors {
  float tone = 1, event = 1;
  bool turned = false;
};

// Everything that stands before a value and changes it.
class Before {
 public:
  explicit Before(const NewsRuleWeights& weights) : weights_(weights) {}

  // To be called for each word or phrase after its own value was taken.
  // @param rest what follows it.
  void Push(const Item& item, std::span<const Item> rest) {
    for (Turner& turner : turners_) {
      --turner.left;
      // "prevented a riot and was praised": another verb, another clause.  "No shelter in the
      // blizzard": what a determiner or preposition negates is one noun with what belongs to it.
      const bool verb = item.Is(WordClass::kBe) || item.Is(WordClass::kAuxiliary);
      // "Those who didn't were punished": the negated verb is left out.
      const bool left_out = item.was && last_ != nullptr && last_->no && turner.item == last_;
      const bool ends = left_out || (item.both && OpensVerb(rest)) ||
                        (turner.kind >= Turner::kAverting && verb) ||
                        (turner.noun && item.Is(WordClass::kPreposition) && !item.of);
      turner.left = ends ? 0 : turner.left;
      // "Escaped the flood unharmed": what was averted is said, the rest is how.
      turner.only_bad |= turner.kind == Turner::kAverting && IsBad(item);
    }
    last_ = &item;
    modifiers_[2] = modifiers_[1];
    modifiers_[1] = modifiers_[0];
    modifiers_[0] = item.facts;
    if (item.Is(Cue::kDenial)) {
      Turn({&item, Turner::kDenial, kDenialReach, 1, false, false});
    } else if (item.Is(Cue::kAverting)) {
      Turn({&item, Turner::kAverting, kUndoReach, weights_.averting, false, false});
    } else if (item.Is(Cue::kLosing)) {
      Turn({&item, Turner::kLosing, kUndoReach, weights_.losing, false, false});
    } else if (item.facts->kind == WordKind::kNegator &&
               !item.spent) {  // "fewer deaths" is a change
      // "No remorse and no respect", "neither fair nor honest": the second one is not a double
      // negation; "not without merit" is.
      for (Turner& turner : turners_) {
        if (turner.kind == Turner::kNegator && turner.left < kNegatorReach - 1) {
          turner.left = 0;
        }
      }
      Turn({&item, Turner::kNegator, item.Is(WordClass::kPronoun) ? kSubjectReach : kNegatorReach,
            item.facts->factor(),
            item.Is(WordClass::kDeterminer) || item.Is(WordClass::kPreposition), false});
    }
    // "saved the steelworks from bankruptcy"
    if (item.Is(Cue::kRescuing)) {
      rescue_ = &item;
    } else if (rescue_ != nullptr && item.from && rescue_->clause == item.clause &&
               item.token - rescue_->token <= kUndoReach) {
      Turn({&item, Turner::kAverting, kUndoReach, weights_.averting, false, true});
    }
    if (item.Is(Cue::kHypothetical)) {
      doubt_clause_ = item.clause;
    }
  }

  // What the turners make of a good or bad value at `item`.
  Factors Turned(const Item& item, bool good) const {
    Factors out;
    for (const Turner& turner : turners_) {
      if (turner.item == nullptr || turner.left <= 0 || turner.item->part != item.part) {
        continue;
      }
      const bool same = turner.item->clause == item.clause;
      switch (turner.kind) {
        case Turner::kNegator:
          if (same) {
            // Lexicons give factors as VADER's -0.74; the weights say what that means here.
            out.tone *= turner.factor * (weights_.negation / kVaderNegation);
            out.event *= turner.factor * (weights_.event_negation / kVaderNegation);
            out.turned = true;
          }
          break;
        case Turner::kDenial:
          if (same || (item.complement && turner.item->clause + 1 == item.clause)) {
            out.tone *= good ? weights_.denied_good : weights_.denied_bad;
            out.event *= weights_.denied_bad;
            out.turned = true;
          }
          break;
        case Turner::kLosing:
        case Turner::kAverting:
          if (same && (good ? !turner.only_bad : turner.kind == Turner::kAverting)) {
            out.tone *= turner.factor;
            out.event *= turner.factor;
            out.turned = true;
          }
          break;
      }
    }
    return out;
  }

  float Intensity() const {
    float factor = 1;
    for (int d = 0; d < kWindow; ++d) {
      if (modifiers_[d]->IsModifier()) {
        factor *= 1 + (modifiers_[d]->factor() - 1) * kDistanceWeight[d];
      }
    }
    return factor;
  }

  bool Doubted(const Item& item) const { return doubt_clause_ == item.clause; }

 private:
  static constexpr float kVaderNegation = -0.74F;

  void Turn(Turner turner) {
    turners_[2] = turners_[1];
    turners_[1] = turners_[0];
    turners_[0] = turner;
  }

  const NewsRuleWeights& weights_;
  const WordFacts* modifiers_[kWindow] = {&kNothing, &kNothing, &kNothing};  // nearest first
  Turner turners_[3];
  const Item* rescue_ = nullptr;
  const Item* last_ = nullptr;  // the word before
  int doubt_clause_ = -1;
};

// Which words stand on the lesser side of a contrast.  "But" puts what came before there,
// "although" what follows; "although" at the head of a sentence reaches to the next comma.
class Contrast {
 public:
  // @param at number of words with a value so far.
  void Push(const Item& item, bool first_word, std::size_t at) {
    if (item.facts->kind != WordKind::kContrast) {
      return;
    }
    const bool concedes = item.facts->factor() < 1;
    if (first_word && !concedes) {
      return;  // "But the plan failed": nothing inside the sentence stands against it
    }
    ++count;
    begin_ = concedes ? at : 0;
    end_ = concedes ? kOpen : at;
    waits_ = first_word;
  }
  void PushComma(std::size_t at) {
    if (waits_) {
      end_ = at;
      waits_ = false;
    }
  }
  float Weight(std::size_t index, const NewsRuleWeights& weights) const {
    return count == 0                        ? 1
           : index >= begin_ && index < end_ ? weights.lesser_side
                                             : weights.greater_side;
  }

  int count = 0;

 private:
  static constexpr std::size_t kOpen = static_cast<std::size_t>(-1);
  std::size_t begin_ = 0, end_ = 0;
  bool waits_ = false;
};

// Does the verb at `at` have no object ("the war ended.", not "ended the war")?
bool StandsAlone(std::span<const Item> items, std::size_t at) {
  return at + 1 == items.size() || !items[at + 1].word ||
         items[at + 1].clause != items[at].clause || items[at + 1].Is(WordClass::kPreposition) ||
         items[at + 1].Is(WordClass::kAdverb) || items[at + 1].Is(WordClass::kConjunction);
}

// Guesses of words that the rules act on are passed over: their vectors say what they stand beside.
bool HasValue(const Item& item) {
  return item.facts->kind == WordKind::kValue && !item.spent && !item.Is(Cue::kInstitution) &&
         (item.facts->confidence == 255 || !item.IsAny(kRuleBits));
}

void Scale(ValencedWord& word, float factor) {
  word.valence *= factor;
  word.tone *= factor;
  word.event *= factor;
}

void CountCues(const Item& item, SentenceValence& out) {
  out.negators += item.facts->kind == WordKind::kNegator;
  out.intensifiers += item.facts->kind == WordKind::kIntensifier;
  out.diminishers += item.facts->kind == WordKind::kDiminisher;
  out.hedges += item.facts->kind == WordKind::kHedge;
  for (CueBits bits = item.cues; bits != 0; bits &= bits - 1) {
    ++out.cues[static_cast<std::size_t>(__builtin_ctz(bits))];
  }
}

}  // namespace

void ValueSums::Add(float value) noexcept {
  positive += std::max(value, 0.0F);
  negative += std::min(value, 0.0F);
  max = std::max(max, value);
  min = std::min(min, value);
}

float Compound(float sum, float a) noexcept { return sum / std::sqrt(sum * sum + a); }

SentenceValence RateNews(const CompiledLexicon& lexicon, const Document& document,
                         const Sentence& sentence, const NewsRuleWeights& weights,
                         NewsWorkspace& work, std::vector<ValencedWord>& words) {
  SentenceValence out;
  work.items.clear();
  work.guesses.clear();
  if (sentence.first_token == sentence.end_token) {
    return out;
  }
  CutItems(lexicon, document, sentence, work);
  const std::span<Item> items = work.items;
  out.changes = FindChanges(items, weights.slowed_change);
  Before before(weights);
  Contrast contrast;
  const std::size_t first = words.size();
  work.word_items.clear();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    if (!item.word) {
      if (document.tokens[item.token].IsMark(kComma)) {
        contrast.PushComma(words.size() - first);
      }
      continue;
    }
    const WordFacts& facts = *item.facts;
    contrast.Push(item, out.words == 0, words.size() - first);
    out.words += item.name ? 1 : static_cast<int>(item.end_token - item.token);
    CountCues(item, out);
    if (item.Is(Cue::kEnding) && !work.word_items.empty() &&
        (!item.Is(Cue::kAverting) || StandsAlone(items, i))) {
      for (std::size_t w = work.word_items.size(); w-- > 0;) {
        const Item& ended = items[work.word_items[w]];
        if (ended.clause != item.clause || item.token - ended.token > kEndReach) {
          break;
        }
        Scale(words[first + w], weights.ending);
        words[first + w].negated = true;
      }
    }
    if (item.changed || facts.kind == WordKind::kNone || facts.kind == WordKind::kValue) {
      const float intensity = before.Intensity();
      const Factors guess = before.Turned(item, facts.induced() > 0);
      const float induced = facts.induced() * guess.tone * intensity;
      out.induced.Add(induced);
      work.guesses.push_back({item.token, induced});
      const bool doubted = before.Doubted(item);
      const float likely = doubted ? weights.hypothetical : 1.0F;
      ValencedWord word{item.token, item.end_token, 0, 0, 0, false};
      if (item.changed) {
        // What did not rise has not fallen.
        word.negated = before.Turned(item, item.change > 0).turned;
        word.valence = word.event = word.negated ? 0 : weights.change * item.change * likely;
      } else if (HasValue(item)) {
        const float tone = facts.tone();
        const float event = facts.event();
        const bool evaluates = std::abs(tone) >= std::abs(event);
        const Factors turned = before.Turned(item, (evaluates ? tone : event) > 0);
        const float size = intensity * (facts.confidence == 255 ? 1.0F : weights.guessed) *
                           (item.IsAny(kChangeBits) ? weights.unpaired_change : 1.0F);
        word.negated = turned.turned;
        word.valence = facts.valence() * size * likely * (evaluates ? turned.tone : turned.event);
        word.event = event * size * likely * turned.event;
        word.tone = tone * size * turned.tone * (doubted ? weights.hypothetical_tone : 1.0F) *
                    (item.quoted ? weights.quoted_tone : 1.0F);
      } else {
        before.Push(item, items.subspan(i + 1));
        continue;
      }
      words.push_back(word);
      work.word_items.push_back(static_cast<std::uint32_t>(i));
    }
    before.Push(item, items.subspan(i + 1));
  }
  out.contrasts = contrast.count;
  for (std::size_t i = first; i < words.size(); ++i) {
    ValencedWord& word = words[i];
    Scale(word, contrast.Weight(i - first, weights));
    ++out.valued;
    out.negated += word.negated;
    out.valence.Add(word.valence);
    out.tone.Add(word.tone);
    out.event.Add(word.event);
  }
  return out;
}

RuleLabel NewsLabel(float tone, const NewsRuleWeights& weights) noexcept {
  return tone >= weights.label_threshold    ? RuleLabel::kPositive
         : tone <= -weights.label_threshold ? RuleLabel::kNegative
                                            : RuleLabel::kNeutral;
}

NewsScore ScoreNews(const SentenceValence& valence, const NewsRuleWeights& weights) noexcept {
  NewsScore score;
  const float length =
      (static_cast<float>(valence.words) + weights.spare_words) / weights.usual_words;
  const float size = 1 / std::sqrt(std::max(length, 0.05F));
  score.valence = Compound(valence.valence.sum() * size, weights.valence_scale);
  score.tone = Compound(valence.tone.sum() * size, weights.valence_scale);
  score.event = Compound(valence.event.sum() * size, weights.valence_scale);
  score.label = NewsLabel(score.tone, weights);
  return score;
}

}  // namespace slant
