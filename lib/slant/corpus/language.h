/// @file language.h
/// What language a text is in.
#pragma once

#include <string>
#include <string_view>

namespace slant {

struct Language {
  std::string code;       ///< ISO 639: "en", "fr", "zh" ...; empty if nobody knows
  std::string name;       ///< in English: "French"; empty if nobody knows
  bool reliable = false;  ///< sure enough to act on it
};

/// The language of a text, by the statistics of its letters (CLD2); by what the source declares
/// where the text is shorter than kLeastLanguageBytes or the statistics are unsure.  Linear; reads
/// at most the first 16 KiB.
/// @param declared as the source has it: en, en-GB, eng, English; or empty.
Language LanguageOf(std::string_view text, std::string_view declared = "");

/// Below this the statistics often take names and loan words for another language.
inline constexpr std::size_t kLeastLanguageBytes = 200;

/// Is it this language, as far as anybody can tell?  Unknown counts as yes.
/// @param wanted a code such as "en".
bool MayBe(const Language& language, std::string_view wanted);

}  // namespace slant
