#include "slant/lexicon/news_changes.h"

#include <algorithm>

namespace slant {
namespace {

// How many words a thing and its change may lie apart.
constexpr int kChangeReach = 7;  // "unemployment in the eastern half of the country rose"
constexpr int kChangeAhead = 4;  // "a sharp rise in violent crime", "cut thousands of jobs"

// What the modifiers right around a change make of it: "fell sharply", "a slight rise".
float ChangeIntensity(std::span<const NewsItem> items, std::size_t at) {
  float factor = 1;
  if (at > 0 && items[at - 1].facts->IsModifier()) {
    factor *= items[at - 1].facts->factor();
  }
  if (at + 1 < items.size() && items[at + 1].facts->IsModifier()) {
    factor *= items[at + 1].facts->factor();
  }
  return factor;
}

}  // namespace

// Finds things that rose or fell.  Each takes the nearest word of change after it, else the one
// right before it; a word of change belongs to one thing.
int FindChanges(std::span<NewsItem> items, float slowed) {
  int changes = 0;
  for (std::size_t q = 0; q < items.size(); ++q) {
    NewsItem& thing = items[q];
    if (!thing.IsAny(kThingBits) || thing.spent) {
      continue;
    }
    std::size_t found = items.size();
    // Before: "a rise in crime", "cut jobs", "fewer deaths".
    int distance = 0;
    for (std::size_t i = q; i-- > 0 && distance < kChangeAhead && items[i].part == thing.part;) {
      distance += items[i].word;
      if (!items[i].word || items[i].IsAny(kThingBits)) {
        break;
      }
      if (items[i].IsAny(kChangeBits) && !items[i].spent) {
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
      if (items[i].IsAny(kThingBits) && !items[i].IsAny(kChangeBits)) {
        break;
      }
      if (items[i].IsAny(kChangeBits) && !items[i].spent) {
        found = i;
      }
    }
    if (found == items.size()) {
      continue;
    }
    const bool up = items[found].Is(Cue::kIncrease);
    const bool good = thing.Is(Cue::kMoreIsGood);
    NewsItem& holder = items[std::max(q, found)];
    const float steady = items[found].Is(Cue::kSteady) ? 0.0F : 1.0F;
    const CueBits opposite = BitOf(up ? Cue::kDecrease : Cue::kIncrease);
    float size = steady * ChangeIntensity(items, found);
    thing.spent = items[found].spent = true;
    ++changes;
    // "... fell to a record low": the same change once more.  "The rise in prices slowed": less of
    // it.
    distance = 0;
    for (std::size_t i = std::max(q, found) + 1;
         i < items.size() && distance < kChangeReach && items[i].clause == holder.clause; ++i) {
      distance += items[i].word;
      if (items[i].IsAny(kThingBits)) {
        break;
      }
      if (items[i].IsAny(kChangeBits)) {
        items[i].spent = true;
        size *= items[i].IsAny(opposite) ? slowed : 1.0F;
      }
    }
    holder.changed = true;
    holder.change = up == good ? size : -size;
  }
  return changes;
}

}  // namespace slant
