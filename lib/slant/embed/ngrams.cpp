#include "slant/embed/ngrams.h"

#include <string>

namespace slant {
namespace {

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// FNV-1a over signed bytes: fastText's hash, sign extension included, since its models need it.
std::uint32_t Step(std::uint32_t hash, char byte) {
  hash ^= static_cast<std::uint32_t>(static_cast<std::int8_t>(byte));
  return hash * 16777619U;
}

}  // namespace

void HashNgrams(std::string_view word, const NgramScheme& scheme, std::vector<std::uint32_t>& out) {
  if (scheme.buckets == 0) {
    return;
  }
  std::string marked;
  marked.reserve(word.size() + 2);
  marked.append("<").append(word).append(">");
  for (std::size_t begin = 0; begin < marked.size(); ++begin) {
    if (IsContinuation(marked[begin])) {
      continue;
    }
    std::uint32_t hash = 2166136261U;
    std::size_t end = begin;
    for (std::uint32_t length = 1; length <= scheme.max_length && end < marked.size(); ++length) {
      do {
        hash = Step(hash, marked[end++]);
      } while (end < marked.size() && IsContinuation(marked[end]));
      const bool boundary_alone = length == 1 && (begin == 0 || end == marked.size());
      if (length >= scheme.min_length && !boundary_alone) {
        out.push_back(hash % scheme.buckets);
      }
    }
  }
}

}  // namespace slant
