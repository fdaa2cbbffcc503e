#include "slant/lexicon/glob.h"

#include <algorithm>

#include "slant/base/hash.h"

namespace slant {
namespace {

std::size_t CharacterBytes(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    ++end;
  }
  return end - at;
}

}  // namespace

// On a mismatch only the last star has to be tried further: what an earlier one could take, the
// last one can take too.
bool FitsGlob(std::string_view glob, std::string_view word) noexcept {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t g = 0, w = 0, star = kNone, resume = 0;
  while (w < word.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      resume = w;
    } else if (g < glob.size() && glob[g] == '?') {
      ++g;
      w += CharacterBytes(word, w);
    } else if (g < glob.size() && glob[g] == word[w]) {
      ++g;
      ++w;
    } else if (star != kNone) {
      g = star + 1;
      w = ++resume;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*', g) == kNone;
}

std::uint32_t GlobSet::Add(const std::string& glob, std::uint32_t symbol) {
  const std::size_t first = glob.find_first_of("*?");
  if (first > 0 && first + 1 == glob.size() && glob[first] == '*') {
    const auto length = static_cast<std::uint32_t>(first);
    if (std::find(lengths_.begin(), lengths_.end(), length) == lengths_.end()) {
      lengths_.push_back(length);
    }
    return prefixes_.emplace(Hash64(std::string_view(glob).substr(0, first)), symbol).first->second;
  }
  const auto same =
      std::find_if(others_.begin(), others_.end(), [&](const Glob& o) { return o.text == glob; });
  if (same != others_.end()) {
    return same->symbol;
  }
  others_.push_back({glob, symbol});
  return symbol;
}

void GlobSet::Finish() {
  std::sort(lengths_.rbegin(), lengths_.rend());
  std::stable_sort(others_.begin(), others_.end(),
                   [](const Glob& a, const Glob& b) { return a.text.size() > b.text.size(); });
}

void GlobSet::Fit(std::string_view word, std::vector<std::uint32_t>& symbols) const {
  for (const std::uint32_t length : lengths_) {
    if (length <= word.size()) {
      const auto place = prefixes_.find(Hash64(word.substr(0, length)));
      if (place != prefixes_.end()) {
        symbols.push_back(place->second);
      }
    }
  }
  for (const Glob& glob : others_) {
    if (FitsGlob(glob.text, word)) {
      symbols.push_back(glob.symbol);
    }
  }
}

}  // namespace slant
