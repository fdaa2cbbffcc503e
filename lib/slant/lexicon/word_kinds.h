/// @file word_kinds.h
/// The names of the kinds of words in files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "slant/lexicon/lexicon.h"

namespace slant {

struct WordKindName {
  std::string_view name;
  WordKind kind;
};

inline constexpr WordKindName kWordKindNames[] = {{"value", WordKind::kValue},
                                                  {"negator", WordKind::kNegator},
                                                  {"intensifier", WordKind::kIntensifier},
                                                  {"diminisher", WordKind::kDiminisher},
                                                  {"contrast", WordKind::kContrast},
                                                  {"hedge", WordKind::kHedge},
                                                  {"none", WordKind::kNone}};

inline std::optional<WordKind> FindWordKind(std::string_view name) {
  for (const WordKindName& known : kWordKindNames) {
    if (known.name == name) {
      return known.kind;
    }
  }
  return std::nullopt;
}

inline std::string_view NameOf(WordKind kind) {
  for (const WordKindName& known : kWordKindNames) {
    if (known.kind == kind) {
      return known.name;
    }
  }
  return "none";
}

/// "value, negator, ...", for messages.
inline std::string WordKindNames() {
  std::string names;
  for (const WordKindName& known : kWordKindNames) {
    names += (names.empty() ? "" : ", ") + std::string(known.name);
  }
  return names;
}

}  // namespace slant
