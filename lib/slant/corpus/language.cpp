#include "slant/corpus/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

#include "slant/base/ascii.h"

namespace slant {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} << 10;

Language Make(CLD2::Language language, bool reliable) {
  Language out;
  if (language == CLD2::UNKNOWN_LANGUAGE || language == CLD2::TG_UNKNOWN_LANGUAGE) {
    return out;
  }
  out.code = CLD2::LanguageCode(language);
  out.name = CLD2::LanguageName(language);
  // CLD2 writes FRENCH and ChineseT.
  for (std::size_t i = 1; i < out.name.size(); ++i) {
    out.name[i] = LowerAscii(out.name[i]);
  }
  out.reliable = reliable;
  return out;
}

// "en-GB", "en_US.UTF-8", "eng", "English" -> a language that CLD2 knows.
Language Declared(std::string_view declared) {
  std::string word = LowerAscii(declared);
  word = word.substr(0, word.find_first_of("-_.;, "));
  if (word == "eng") {
    word = "en";
  }
  return word.empty() ? Language() : Make(CLD2::GetLanguageFromName(word.c_str()), true);
}

}  // namespace

Language LanguageOf(std::string_view text, std::string_view declared) {
  if (text.size() >= kLeastLanguageBytes) {
    std::size_t size = std::min(text.size(), kMostBytes);
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
      --size;  // not through a character
    }
    bool reliable = false;
    const CLD2::Language language =
        CLD2::DetectLanguage(text.data(), static_cast<int>(size), true, &reliable);
    if (Language found = Make(language, reliable); found.reliable) {
      return found;
    }
  }
  return Declared(declared);
}

bool MayBe(const Language& language, std::string_view wanted) {
  return !language.reliable || language.code.empty() || language.code == wanted;
}

}  // namespace slant
