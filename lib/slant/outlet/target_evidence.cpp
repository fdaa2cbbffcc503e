#include "slant/outlet/target_evidence.h"

#include <algorithm>
#include <tuple>

namespace slant {
namespace {

auto Rank(const EvidenceSentence& s, double sign) {
  return std::tuple(sign * s.score, std::string_view(s.text), std::string_view(s.article));
}

void Insert(const EvidenceSentence& sentence, double sign, std::size_t most,
            std::vector<EvidenceSentence>& list) {
  // The same sentence again: a copy's, or another mention in it.  The better place stays.
  const auto same = std::find_if(
      list.begin(), list.end(), [&](const EvidenceSentence& s) { return s.text == sentence.text; });
  if (same != list.end()) {
    if (Rank(sentence, sign) >= Rank(*same, sign)) {
      return;
    }
    list.erase(same);
  }
  const auto place = std::find_if(list.begin(), list.end(), [&](const EvidenceSentence& s) {
    return Rank(sentence, sign) < Rank(s, sign);
  });
  list.insert(place, sentence);
  if (list.size() > most) {
    list.pop_back();
  }
}

}  // namespace

void EvidenceAccumulator::Keep(const EvidenceSentence& sentence, Ends& ends) const {
  // Twice as many as are shown, so that one that stands in both lists leaves no hole.
  Insert(sentence, 1, 2 * kept_, ends.lowest);
  Insert(sentence, -1, 2 * kept_, ends.highest);
}

void EvidenceAccumulator::Add(std::string_view target, std::string_view outlet,
                              EvidenceSentence sentence) {
  Ends& ends = ends_[{std::string(target), std::string(outlet)}];
  ++ends.mentions;
  Keep(sentence, ends);
}

void EvidenceAccumulator::Merge(const EvidenceAccumulator& other) {
  for (const auto& [place, theirs] : other.ends_) {
    Ends& mine = ends_[place];
    mine.mentions += theirs.mentions;
    for (const auto* const list : {&theirs.lowest, &theirs.highest}) {
      for (const EvidenceSentence& sentence : *list) {
        Keep(sentence, mine);
      }
    }
  }
}

std::vector<OutletEvidence> EvidenceAccumulator::Finish() const {
  std::vector<OutletEvidence> out;
  for (const auto& [place, ends] : ends_) {
    OutletEvidence evidence{place.first, place.second, ends.mentions, ends.lowest, {}};
    evidence.lowest.resize(std::min(kept_, evidence.lowest.size()));
    for (const EvidenceSentence& sentence : ends.highest) {
      const bool low =
          std::any_of(evidence.lowest.begin(), evidence.lowest.end(),
                      [&](const EvidenceSentence& s) { return s.text == sentence.text; });
      if (!low && evidence.highest.size() < kept_) {
        evidence.highest.push_back(sentence);
      }
    }
    out.push_back(std::move(evidence));
  }
  return out;
}

}  // namespace slant
