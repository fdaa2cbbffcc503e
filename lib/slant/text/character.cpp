#include "slant/text/character.h"

#include <unicode/uchar.h>

namespace slant {
namespace {

constexpr CharacterClass ClassifyAscii(int c) {
  if (c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F)) {
    return CharacterClass::kSpace;
  }
  if (c < ' ' || c == 0x7F) {
    return CharacterClass::kSymbol;  // other controls: no white space, so they belong to a sentence
  }
  if (c >= 'a' && c <= 'z') {
    return CharacterClass::kLower;
  }
  if (c >= 'A' && c <= 'Z') {
    return CharacterClass::kUpper;
  }
  if (c >= '0' && c <= '9') {
    return CharacterClass::kDigit;
  }
  switch (c) {
    case '\'':
      return CharacterClass::kApostrophe;
    case '-':
      return CharacterClass::kHyphen;
    case '"':
      return CharacterClass::kQuote;
    case '$':
    case '%':
    case '+':
    case '<':
    case '=':
    case '>':
    case '^':
    case '`':
    case '|':
    case '~':
      return CharacterClass::kSymbol;
    default:
      return CharacterClass::kPunctuation;
  }
}

constexpr std::array<CharacterClass, 128> MakeAsciiTable() {
  std::array<CharacterClass, 128> table{};
  for (int c = 0; c < 128; ++c) {
    table[static_cast<std::size_t>(c)] = ClassifyAscii(c);
  }
  return table;
}

}  // namespace

constexpr std::array<CharacterClass, 128> kAsciiClass = MakeAsciiTable();

CharacterClass ClassifyUnicode(char32_t value) noexcept {
  switch (value) {
    case 0x2019:  // right single quotation mark, the typographic apostrophe
    case 0x02BC:
      return CharacterClass::kApostrophe;
    case 0x2010:
    case 0x2011:
      return CharacterClass::kHyphen;
    case 0x00AB:
    case 0x00BB:
    case 0x2018:
    case 0x201A:
    case 0x201B:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2039:
    case 0x203A:
      return CharacterClass::kQuote;
    case 0x0085:  // next line
      return CharacterClass::kSpace;
    case 0xFE0E:  // variation selectors, which are marks by category
    case 0xFE0F:
      return CharacterClass::kSymbol;
    default:
      break;
  }
  switch (u_charType(static_cast<UChar32>(value))) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
      return CharacterClass::kUpper;
    case U_LOWERCASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return CharacterClass::kLower;
    case U_DECIMAL_DIGIT_NUMBER:
      return CharacterClass::kDigit;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
      return CharacterClass::kSpace;
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return CharacterClass::kPunctuation;
    default:
      return CharacterClass::kSymbol;
  }
}

char32_t LowerUnicode(char32_t value) noexcept {
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(value)));
}

}  // namespace slant
