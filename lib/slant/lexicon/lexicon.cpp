#include "slant/lexicon/lexicon.h"

#include <algorithm>

namespace slant {

std::optional<std::uint32_t> Lexicon::FindCategory(std::string_view category) const {
  const auto found = std::find(categories.begin(), categories.end(), category);
  if (found == categories.end()) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(found - categories.begin());
}

float Lexicon::Value(const LexiconEntry& entry, std::uint32_t category) const {
  for (const CategoryValue& value : ValuesOf(entry)) {
    if (value.category == category) {
      return value.value;
    }
  }
  return 0;
}

}  // namespace slant
