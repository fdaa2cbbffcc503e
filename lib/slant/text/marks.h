/// @file marks.h
/// What a punctuation token is, so that later stages compare a number and not the text.
#pragma once

#include <cstdint>

namespace slant {

/// Token::lexeme of a kPunctuation or kSymbol token.
enum Mark : std::uint16_t {
  kNoMark,
  kPeriod,
  kEllipsis,  ///< two or more stops, or U+2026
  kExclamation,
  kQuestion,
  kFullwidthStop,  ///< ideographic and full-width . ! ?
  kComma,
  kSemicolon,
  kColon,
  kDash,        ///< dashes, and hyphens that join nothing
  kDoubleMark,  ///< "  which opens or closes
  kDoubleOpen,
  kDoubleClose,
  kSingleMark,  ///< '
  kSingleOpen,
  kSingleClose,  ///< U+2019 that joins nothing
  kOpenBracket,
  kCloseBracket,
  kBullet,
  kZeroWidth,  ///< joiners and marks that one does not see
};

}  // namespace slant
