#include "slant/text/speakers.h"

#include <algorithm>

#include "slant/text/document.h"

namespace slant {

void ResolveSpeakers(Document& document) {
  const auto& mentions = document.mentions;
  for (Attribution& attribution : document.attributions) {
    attribution.speaker = kNoName;
    if (attribution.source.empty()) {
      continue;
    }
    auto mention = std::lower_bound(
        mentions.begin(), mentions.end(), attribution.source.begin,
        [](const Mention& m, std::uint32_t offset) { return m.span.end <= offset; });
    // The first person; else the first organisation or whoever speaks.  "A spokesman for Lee" is
    // not Lee: a mention after a preposition inside the source does not count.
    for (; mention != mentions.end() && mention->span.begin < attribution.source.end; ++mention) {
      const Name& name = document.names[mention->name];
      if (name.kind == NameKind::kPlace && attribution.source.begin != mention->span.begin) {
        continue;
      }
      const bool leads =
          mention->span.begin <= attribution.source.begin + 4 || name.kind == NameKind::kPerson;
      if (leads) {
        attribution.speaker = mention->name;
        if (name.kind == NameKind::kPerson) {
          break;
        }
      }
    }
  }
}

const Attribution* MainAttribution(const Document& document, const Sentence& sentence) noexcept {
  constexpr std::ptrdiff_t kNear = 4;  // attributions on either side; nested ones lie close
  const auto& all = document.attributions;
  const auto after = std::partition_point(all.begin(), all.end(), [&](const Attribution& a) {
    return a.content.begin < sentence.span.end;
  });
  const auto overlap = [&](Span span) {
    const std::uint32_t begin = std::max(span.begin, sentence.span.begin);
    const std::uint32_t end = std::min(span.end, sentence.span.end);
    return end > begin ? end - begin : 0;
  };
  const Attribution* best = nullptr;
  std::uint32_t most = 0;
  for (auto it = after - std::min(kNear, after - all.begin()); it != after; ++it) {
    const std::uint32_t bytes = overlap(it->content) + overlap(it->more);
    if (bytes > most) {
      most = bytes;
      best = &*it;
    }
  }
  return best;
}

std::size_t CountUnknownSpeakers(const Document& document) noexcept {
  return static_cast<std::size_t>(
      std::count_if(document.attributions.begin(), document.attributions.end(),
                    [](const Attribution& a) { return a.source.empty(); }));
}

}  // namespace slant
