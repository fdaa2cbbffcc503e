#include "slant/lexicon/news_rules.h"

#include <algorithm>
#include <cmath>

#include "slant/text/closed_words.h"

namespace slant {

namespace {

using Item = NewsItem;

constexpr WordFacts kNothing{};

// How many words a turner reaches over, inside its clause.
constexpr int kNegatorReach = 7;   // "did not deliver on any of its grand promises"
constexpr int kDenialReach = 14;   // the clause that is denied
constexpr int kUndoReach = 6;      // "prevented what could be a major disaster"
constexpr int kChangeReach = 7;    // "unemployment in the eastern half of the country rose"
constexpr int kChangeAhead = 4;    // "a sharp rise in violent crime", "cut thousands of jobs"
constexpr int kWindow = 3;         // of intensifiers
constexpr float kDistanceWeight[kWindow] = {1.0F, 0.95F, 0.9F};

bool IsClass(const Item& item, WordClass c) {
  return item.lexeme != 0 && ClosedWords::Get()[item.lexeme].Is(c);
}

bool IsStrong(const Token& token) {
  switch (token.lexeme) {
    case kSemicolon:
    case kColon:
    case kDash:
    case kEllipsis:
    case kOpenBracket:
    case kCloseBracket:
      return true;
    default:
      return false;
  }
}

// Marks the tokens of names inside the sentence: [first, end) of each, in order.
class NameTokens {
 public:
  NameTokens(const Document& document, const Sentence& sentence)
      : document_(document),
        next_(std::partition_point(document.mentions.begin(), document.mentions.end(),
                                   [&](const Mention& m) {
                                     return m.span.end <= sentence.span.begin;
                                   })) {}

  // Asked for rising tokens.
  bool Covers(const Token& token) {
    while (next_ != document_.mentions.end() && next_->span.end <= token.span.begin) {
      ++next_;
    }
    return next_ != document_.mentions.end() && next_->kind == MentionKind::kName &&
           next_->span.begin <= token.span.begin && token.Is(kCapitalized);
  }

 private:
  const Document& document_;
  std::vector<Mention>::const_iterator next_;
};

// One item a word, phrase or mark.
void MakeItems(const CompiledLexicon& lexicon, const Document& document, const Sentence& sentence,
               NewsWorkspace& work) {
  work.items.clear();
  work.matches.clear();
  lexicon.patterns().Match(document, sentence.first_token, sentence.end_token, work.patterns,
                           work.matches);
  NameTokens names(document, sentence);
  auto match = work.matches.begin();
  for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
    const Token& token = document.tokens[i];
    Item item;
    item.facts = &kNothing;
    item.token = i;
    item.end_token = i + 1;
    item.word = token.word != kNoWord;
    item.lexeme = token.kind == TokenKind::kWord ? token.lexeme : 0;
    item.quoted = token.Is(kQuoted);
    while (match != work.matches.end() && match->first_token < i) {
      ++match;
    }
    const bool named = names.Covers(token);
    const WordFacts& alone = lexicon.Facts(token.word);
    const bool known_alone = alone.kind != WordKind::kNone || alone.cues != 0;
    if (match != work.matches.end() && match->first_token == i &&
        (match->end_token > i + 1 || !known_alone)) {
      item.facts = &lexicon.pattern_facts()[match->pattern];
      item.end_token = match->end_token;
      item.word = true;
      item.lexeme = match->end_token > i + 1 ? 0 : item.lexeme;
      if (named && !item.facts->Is(Cue::kInstitution)) {
        item.facts = &kNothing;
      }
    } else if (!named) {
      item.facts = &alone;
    }
    work.items.push_back(item);
    i = item.end_token - 1;
  }
}

// Is the comma at `at` one of a list that a negation runs through ("not fair, honest or wise")?
bool ListGoesOn(std::span<const Item> items, std::size_t at) {
  for (std::size_t i = at + 1; i < items.size() && i <= at + 4; ++i) {
    if (items[i].lexeme != 0 && items[i].facts->kind == WordKind::kNone &&
        IsClass(items[i], WordClass::kAuxiliary)) {
      return false;
    }
    if (i > at + 1 && IsClass(items[i], WordClass::kConjunction)) {
      return items[i].facts->kind != WordKind::kContrast;
    }
  }
  return false;
}

// Does a new clause begin after this conjunction ("and the critics", "and he")?
bool OpensClause(std::span<const Item> items, std::size_t conjunction) {
  if (conjunction + 1 >= items.size()) {
    return false;
  }
  const Item& next = items[conjunction + 1];
  return IsClass(next, WordClass::kPronoun) || IsClass(next, WordClass::kArticle) ||
         IsClass(next, WordClass::kSubject);
}

// Numbers clauses (which end negation) and parts (which end everything but contrast).
void CutClauses(const Document& document, std::span<Item> items) {
  std::uint16_t clause = 0;
  std::uint16_t part = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Item& item = items[i];
    const Token& token = document.tokens[item.token];
    if (!item.word) {
      if (token.kind == TokenKind::kPunctuation) {
        if (IsStrong(token)) {
          ++clause;
          ++part;
        } else if (token.lexeme == kComma && !ListGoesOn(items, i)) {
          ++clause;
        }
      }
    } else if (item.facts->kind == WordKind::kContrast ||
               (item.lexeme != 0 &&
                (IsClass(item, WordClass::kSubordinator) || IsClass(item, WordClass::kRelative) ||
                 (IsClass(item, WordClass::kConjunction) && OpensClause(items, i))))) {
      ++clause;
    }
    item.clause = clause;
    item.part = part;
  }
}

constexpr CueBits kChangeBits = BitOf(Cue::kIncrease) | BitOf(Cue::kDecrease);
constexpr CueBits kThingBits = BitOf(Cue::kMoreIsBad) | BitOf(Cue::kMoreIsGood);
constexpr CueBits kTurnBits = BitOf(Cue::kDenial) | BitOf(Cue::kAverting) | BitOf(Cue::kLosing);

bool IsModifier(const WordFacts& facts) {
  return facts.kind == WordKind::kIntensifier || facts.kind == WordKind::kDiminisher;
}

// What the modifiers right around a change make of it: "fell sharply", "a slight rise".
float ChangeIntensity(std::span<const Item> items, std::size_t at) {
  float factor = 1;
  if (at > 0 && IsModifier(*items[at - 1].facts)) {
    factor *= items[at - 1].facts->factor();
  }
  if (at + 1 < items.size() && IsModifier(*items[at + 1].facts)) {
    factor *= items[at + 1].facts->factor();
  }
  return factor;
}

// Finds things that rose or fell.  Each takes the nearest word of change after it, else the one
// right before it; a word of change belongs to one thing.
int FindChanges(std::span<Item> items, const NewsRuleWeights& weights) {
  int changes = 0;
  for (std::size_t q = 0; q < items.size(); ++q) {
    Item& thing = items[q];
    if (!thing.facts->IsAny(kThingBits) || thing.spent) {
      continue;
    }
    std::size_t found = items.size();
    // Before: "a rise in crime", "cut jobs", "fewer deaths".
    int distance = 0;
    for (std::size_t i = q; i-- > 0 && distance < kChangeAhead && items[i].part == thing.part;) {
      distance += items[i].word;
      if (!items[i].word || items[i].facts->IsAny(kThingBits)) {
        break;
      }
      if (items[i].facts->IsAny(kChangeBits) && !items[i].spent) {
        found = i;
        break;
      }
    }
    // After: "unemployment in the region rose".
    distance = 0;
    for (std::size_t i = q + 1;
         found == items.size() && i < items.size() && distance < kChangeReach &&
         items[i].part == thing.part && items[i].clause == thing.clause;
         ++i) {
      distance += items[i].word;
      // "Jobs growth slowed": the last noun is the thing.
      if (items[i].facts->IsAny(kThingBits) && !items[i].facts->IsAny(kChangeBits)) {
        break;
      }
      if (items[i].facts->IsAny(kChangeBits) && !items[i].spent) {
        found = i;
      }
    }
    if (found == items.size()) {
      continue;
    }
    const WordFacts& change = *items[found].facts;
    const bool up = change.Is(Cue::kIncrease);
    const bool good = thing.facts->Is(Cue::kMoreIsGood);
    Item& holder = items[std::max(q, found)];
    holder.change = (up == good ? 1.0F : -1.0F) * weights.change * ChangeIntensity(items, found);
    thing.spent = items[found].spent = true;
    ++changes;
    // "... fell to a record low": the same change once more.
    distance = 0;
    for (std::size_t i = std::max(q, found) + 1;
         i < items.size() && distance < kChangeReach && items[i].clause == holder.clause; ++i) {
      distance += items[i].word;
      if (items[i].facts->IsAny(kThingBits)) {
        break;
      }
      if (items[i].facts->IsAny(kChangeBits)) {
        items[i].spent = true;
      }
    }
  }
  return changes;
}

// A negator, denial or undoing word that still reaches.
struct Turner {
  const Item* item = nullptr;
  int left = 0;  // words it still reaches over
  float factor = 1;
  bool good_only = false;  // turns only what is good
};

// Everything that stands before a value and changes it.
class Before {
 public:
  explicit Before(const NewsRuleWeights& weights) : weights_(weights) {}

  // To be called for each item after its own value was taken.
  void Push(const Item& item) {
    for (Turner& turner : turners_) {
      --turner.left;
    }
    modifiers_[2] = modifiers_[1];
    modifiers_[1] = modifiers_[0];
    modifiers_[0] = item.facts;
    const WordFacts& facts = *item.facts;
    if (facts.Is(Cue::kDenial)) {
      Turn({&item, kDenialReach, weights_.denial, false});
    } else if (facts.Is(Cue::kLosing)) {
      Turn({&item, kUndoReach, weights_.losing, true});
    } else if (facts.Is(Cue::kAverting)) {
      Turn({&item, kUndoReach, weights_.averting, false});
    } else if (facts.kind == WordKind::kNegator) {
      Turn({&item, kNegatorReach, facts.factor() < 0 ? weights_.negation : facts.factor(), false});
    }
    if (facts.Is(Cue::kHypothetical)) {
      doubt_clause_ = item.clause;
    }
  }

  // What the turners make of a value of this sign at `item`; 1 if none reaches.
  float Turned(const Item& item, bool good, bool& negated) const {
    float factor = 1;
    for (const Turner& turner : turners_) {
      if (turner.item == nullptr || turner.left <= 0 || (turner.good_only && !good)) {
        continue;
      }
      // What is denied is a clause: "denied that the plan, ..., was a failure".
      const bool denial = turner.item->facts->Is(Cue::kDenial);
      if (denial ? turner.item->part == item.part && turner.item->clause + 1 >= item.clause
                 : turner.item->clause == item.clause) {
        factor *= turner.factor;
        negated = true;
      }
    }
    return factor;
  }

  float Intensity() const {
    float factor = 1;
    for (int d = 0; d < kWindow; ++d) {
      if (IsModifier(*modifiers_[d])) {
        factor *= 1 + (modifiers_[d]->factor() - 1) * kDistanceWeight[d];
      }
    }
    return factor;
  }

  bool Doubted(const Item& item) const { return doubt_clause_ == item.clause; }

 private:
  void Turn(Turner turner) {
    turners_[2] = turners_[1];
    turners_[1] = turners_[0];
    turners_[0] = turner;
  }

  const NewsRuleWeights& weights_;
  const WordFacts* modifiers_[kWindow] = {&kNothing, &kNothing, &kNothing};  // nearest first
  Turner turners_[3];
  int doubt_clause_ = -1;
};

void CountCues(const Item& item, SentenceValence& out) {
  out.negators += item.facts->kind == WordKind::kNegator;
  out.intensifiers += item.facts->kind == WordKind::kIntensifier;
  out.diminishers += item.facts->kind == WordKind::kDiminisher;
  out.hedges += item.facts->kind == WordKind::kHedge;
  for (CueBits bits = item.facts->cues; bits != 0; bits &= bits - 1) {
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
  MakeItems(lexicon, document, sentence, work);
  CutClauses(document, work.items);
  out.changes = FindChanges(work.items, weights);
  Before before(weights);
  const std::size_t first = words.size();
  std::size_t last_contrast = first;  // words before this index stand before the last contrast
  for (const Item& item : work.items) {
    if (!item.word) {
      continue;
    }
    const WordFacts& facts = *item.facts;
    const bool first_word = out.words == 0;
    out.words += static_cast<int>(item.end_token - item.token);
    CountCues(item, out);
    // "But the plan failed": nothing inside the sentence stands against it.
    if (facts.kind == WordKind::kContrast && !first_word) {
      ++out.contrasts;
      last_contrast = words.size();
    }
    if (facts.kind == WordKind::kNone || facts.kind == WordKind::kValue) {
      const bool valued =
          (facts.kind == WordKind::kValue && !item.spent && !facts.Is(Cue::kInstitution)) ||
          item.change != 0;
      if (valued || facts.induced_milli != 0) {
        bool negated = false;
        ValencedWord word{item.token, item.end_token, facts.valence(), facts.tone(), facts.event(),
                          false};
        if (item.change != 0) {
          word.valence = word.event = item.change;
          word.tone = 0;
        }
        const float value = std::abs(word.tone) >= std::abs(word.event) ? word.tone : word.event;
        const float turned = before.Turned(item, value > 0, word.negated);
        const float factor = turned * (item.change != 0 ? 1.0F : before.Intensity());
        out.induced.Add(facts.induced() * before.Turned(item, facts.induced() > 0, negated) *
                        before.Intensity());
        if (valued) {
          const float trust =
              facts.confidence == 255 || item.change != 0 ? 1.0F : weights.guessed;
          const bool doubted = before.Doubted(item);
          word.valence *= factor * trust * (doubted ? weights.hypothetical : 1.0F);
          word.event *= factor * trust * (doubted ? weights.hypothetical : 1.0F);
          word.tone *= factor * trust * (doubted ? weights.hypothetical_tone : 1.0F) *
                       (item.quoted ? weights.quoted_tone : 1.0F);
          words.push_back(word);
        }
      }
    }
    before.Push(item);
  }
  for (std::size_t i = first; i < words.size(); ++i) {
    ValencedWord& word = words[i];
    if (out.contrasts > 0) {
      const float weight = i < last_contrast ? weights.before_contrast : weights.after_contrast;
      word.valence *= weight;
      word.tone *= weight;
      word.event *= weight;
    }
    ++out.valued;
    out.negated += word.negated;
    out.valence.Add(word.valence);
    out.tone.Add(word.tone);
    out.event.Add(word.event);
  }
  return out;
}

NewsScore ScoreNews(const SentenceValence& valence, const NewsRuleWeights& weights) noexcept {
  NewsScore score;
  score.valence = Compound(valence.valence.sum(), weights.valence_scale);
  score.tone = Compound(valence.tone.sum(), weights.valence_scale);
  score.event = Compound(valence.event.sum(), weights.valence_scale);
  score.label = score.tone >= weights.label_threshold    ? RuleLabel::kPositive
                : score.tone <= -weights.label_threshold ? RuleLabel::kNegative
                                                         : RuleLabel::kNeutral;
  return score;
}

}  // namespace slant
