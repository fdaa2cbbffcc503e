#include "slant/lexicon/valence.h"

#include <algorithm>
#include <cmath>

namespace slant {
namespace {

constexpr int kWindow = 3;  // words looked back
constexpr float kDistanceWeight[kWindow] = {1.0f, 0.95f, 0.9f};
constexpr float kBeforeContrast = 0.5f;
constexpr float kAfterContrast = 1.5f;

}  // namespace

float Compound(float sum) noexcept { return sum / std::sqrt(sum * sum + 15.0f); }

namespace {

// What the modifiers among the last words do to the next value.
class Modifiers {
 public:
  void Push(const WordFacts& facts) {
    before_[2] = before_[1];
    before_[1] = before_[0];
    before_[0] = &facts;
  }

  float Factor(bool& negated) const {
    float factor = 1;
    for (int d = 0; d < kWindow; ++d) {
      const WordFacts& modifier = *before_[d];
      if (modifier.kind == WordKind::kNegator) {
        negated = true;
        factor *= modifier.factor();
      } else if (modifier.kind == WordKind::kIntensifier ||
                 modifier.kind == WordKind::kDiminisher) {
        factor *= 1 + (modifier.factor() - 1) * kDistanceWeight[d];
      }
    }
    return factor;
  }

 private:
  static constexpr WordFacts kNothing{};
  const WordFacts* before_[kWindow] = {&kNothing, &kNothing, &kNothing};  // nearest first
};

void AddInduced(float tone, SentenceValence& out) {
  out.induced_positive += std::max(tone, 0.0f);
  out.induced_negative += std::min(tone, 0.0f);
  out.induced_max = std::max(out.induced_max, tone);
  out.induced_min = std::min(out.induced_min, tone);
}

void AddValued(const ValencedWord& word, SentenceValence& out) {
  ++out.valued;
  out.negated += word.negated;
  out.tone_positive += std::max(word.tone, 0.0f);
  out.tone_negative += std::min(word.tone, 0.0f);
  out.event_positive += std::max(word.event, 0.0f);
  out.event_negative += std::min(word.event, 0.0f);
  out.tone_max = std::max(out.tone_max, word.tone);
  out.tone_min = std::min(out.tone_min, word.tone);
  out.event_max = std::max(out.event_max, word.event);
  out.event_min = std::min(out.event_min, word.event);
}

}  // namespace

SentenceValence RateValence(const CompiledLexicon& lexicon, const Document& document,
                            const Sentence& sentence, std::vector<ValencedWord>& words) {
  SentenceValence out;
  Modifiers modifiers;
  const std::size_t first = words.size();
  std::size_t last_contrast = first;  // words before this index stand before the last contrast
  for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
    const Token& token = document.tokens[i];
    if (token.word == kNoWord) {
      continue;
    }
    const WordFacts& facts = lexicon.Facts(token.word);
    const bool first_word = out.words++ == 0;
    out.negators += facts.kind == WordKind::kNegator;
    out.intensifiers += facts.kind == WordKind::kIntensifier;
    out.diminishers += facts.kind == WordKind::kDiminisher;
    out.hedges += facts.kind == WordKind::kHedge;
    // "But the plan failed": nothing inside the sentence stands against it.
    if (facts.kind == WordKind::kContrast && !first_word) {
      ++out.contrasts;
      last_contrast = words.size();
    }
    const bool valued = facts.kind == WordKind::kValue;
    if (valued || (facts.kind == WordKind::kNone && facts.induced_milli != 0)) {
      bool negated = false;
      const float factor = modifiers.Factor(negated);
      AddInduced(facts.induced() * factor, out);
      if (valued) {
        words.push_back({i, facts.tone() * factor, facts.event() * factor, negated});
      }
    }
    modifiers.Push(facts);
  }
  for (std::size_t i = first; i < words.size(); ++i) {
    if (out.contrasts > 0) {
      const float weight = i < last_contrast ? kBeforeContrast : kAfterContrast;
      words[i].tone *= weight;
      words[i].event *= weight;
    }
    AddValued(words[i], out);
  }
  return out;
}

}  // namespace slant
