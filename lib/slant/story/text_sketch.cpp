#include "slant/story/text_sketch.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "slant/base/hash.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

constexpr std::uint32_t kOneInFour = 0xFFFFFFFFU / 4;
constexpr std::size_t kSmallestSample = 64;

}  // namespace

TextSketch SketchText(const Document& document, std::size_t begin,
                      std::vector<std::uint32_t>& scratch) {
  scratch.clear();
  // A polynomial over the last words, rolled on: the word that leaves is taken out by its power.
  constexpr std::uint64_t kBase = 0x9E3779B97F4A7C15ULL;
  std::uint64_t power = 1;  // kBase^kShingleWords
  for (std::size_t i = 0; i < kShingleWords; ++i) {
    power *= kBase;
  }
  std::array<std::uint64_t, kShingleWords> last{};
  std::uint64_t rolled = 0;
  std::size_t words = 0;
  WordBuffer buffer;
  for (const Token& token : document.tokens) {
    if ((token.kind != TokenKind::kWord && token.kind != TokenKind::kNumber) || token.Is(kQuoted) ||
        token.span.begin < begin) {
      continue;
    }
    // Numbers as they are: two reports of one form about different figures are no copies.
    const std::string_view text = document.Text(token.span);
    const std::uint64_t hash =
        Hash64(token.kind == TokenKind::kNumber ? text : LookupForm(text, token.kind, buffer));
    rolled = rolled * kBase + hash - last[words % kShingleWords] * power;
    last[words % kShingleWords] = hash;
    if (++words >= kShingleWords) {
      scratch.push_back(static_cast<std::uint32_t>(Mix64(rolled) >> 32));
    }
  }
  std::sort(scratch.begin(), scratch.end());
  scratch.erase(std::unique(scratch.begin(), scratch.end()), scratch.end());

  TextSketch sketch;
  sketch.shingles = static_cast<std::uint32_t>(scratch.size());
  auto end = std::upper_bound(scratch.begin(), scratch.end(), kOneInFour);
  sketch.limit = kOneInFour;
  if (end - scratch.begin() < static_cast<std::ptrdiff_t>(kSmallestSample)) {
    const bool all = scratch.size() <= kSmallestSample;
    end = all ? scratch.end() : scratch.begin() + kSmallestSample;
    sketch.limit = all ? 0xFFFFFFFFU : *(end - 1);
  }
  sketch.hashes.assign(scratch.begin(), end);
  return sketch;
}

TextOverlap Overlap(const TextSketch& a, const TextSketch& b) noexcept {
  const std::uint32_t limit = std::min(a.limit, b.limit);
  std::uint32_t in_a = 0;
  std::uint32_t in_b = 0;
  TextOverlap overlap;
  auto i = a.hashes.begin();
  auto j = b.hashes.begin();
  while (i != a.hashes.end() && *i <= limit && j != b.hashes.end() && *j <= limit) {
    const bool same = *i == *j;
    overlap.shared += same;
    const bool step_a = *i <= *j;
    const bool step_b = *j <= *i;
    in_a += step_a;
    in_b += step_b;
    i += step_a;
    j += step_b;
  }
  for (; i != a.hashes.end() && *i <= limit; ++i) {
    ++in_a;
  }
  for (; j != b.hashes.end() && *j <= limit; ++j) {
    ++in_b;
  }
  overlap.sample = std::min(in_a, in_b);
  if (overlap.sample > 0) {
    const auto shared = static_cast<float>(overlap.shared);
    overlap.resemblance = shared / static_cast<float>(in_a + in_b - overlap.shared);
    overlap.containment = shared / static_cast<float>(overlap.sample);
  }
  return overlap;
}

}  // namespace slant
