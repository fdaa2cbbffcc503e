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
  const auto same = other_symbols_.find(glob);
  if (same != other_symbols_.end()) {
    return same->second;
  }
  if (others_.size() == kMaxGlobs) {
    return kFull;
  }
  other_symbols_.emplace(glob, symbol);
  others_.push_back({glob, symbol});
  return symbol;
}

void GlobSet::Finish() {
  std::sort(lengths_.rbegin(), lengths_.rend());
  std::sort(others_.begin(), others_.end(), [](const Glob& a, const Glob& b) {
    return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.symbol < b.symbol;
  });
}

// Most globs are ruled out by their last or first byte.
bool GlobSet::Glob::Fits(std::string_view word) const noexcept {
  const auto differ = [](char glob, char byte) {
    return glob != '*' && glob != '?' && glob != byte;
  };
  return !word.empty() && !differ(text.back(), word.back()) &&
         !differ(text.front(), word.front()) && FitsGlob(text, word);
}

void GlobSet::Fit(std::string_view word, std::vector<std::uint32_t>& symbols) const {
  const std::size_t most = symbols.size() + kMaxFits;
  auto other = others_.begin();
  // The others that are longer than `size`, or as long with a smaller number.
  const auto take_others = [&](std::size_t size, std::uint32_t symbol) {
    for (; other != others_.end() && symbols.size() < most &&
           (other->text.size() > size || (other->text.size() == size && other->symbol < symbol));
         ++other) {
      if (other->Fits(word)) {
        symbols.push_back(other->symbol);
      }
    }
  };
  for (const std::uint32_t length : lengths_) {
    if (length <= word.size()) {
      const auto place = prefixes_.find(Hash64(word.substr(0, length)));
      if (place != prefixes_.end()) {
        take_others(length + 1, place->second);
        if (symbols.size() < most) {
          symbols.push_back(place->second);
        }
      }
    }
  }
  take_others(0, 0);
}

}  // namespace slant
