/// @file document.h
/// A text and what was seen in it.  The document owns the text once; everything else is a span.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "slant/base/span.h"
#include "slant/text/attributions.h"
#include "slant/text/marks.h"
#include "slant/text/names.h"
#include "slant/text/vocabulary.h"

namespace slant {

enum class TokenKind : std::uint8_t {
  kWord,         ///< letters, also with digits, hyphens and inner apostrophes
  kNumber,       ///< digits with their separators: 1,200  3.5  9/11  1990s
  kPunctuation,  ///< one mark, or a run of the same mark ("...", "--")
  kSymbol,       ///< currency, per cent, emoji and the rest
  kUrl,
  kEmail,
  kHandle,   ///< @name
  kHashtag,  ///< #word
  kEmoji,    ///< an emoji with its modifiers, or an emoticon such as :-)
};

/// Bits of Token::flags.
enum TokenFlag : std::uint8_t {
  kCapitalized = 1,      ///< begins with an upper-case letter
  kAllCaps = 2,          ///< two or more letters, all upper case
  kClitic = 4,           ///< n't, 's, 're, 've, 'll, 'd, 'm: no white space before it
  kQuoted = 8,           ///< inside a direct quotation (the marks themselves are not)
  kOpensQuote = 16,      ///< a quotation mark that opens
  kClosesQuote = 32,     ///< a quotation mark that closes
  kLineStart = 64,       ///< first token of a line
  kParagraphStart = 128  ///< first token after a blank line, or of the text
};

/// Whose words they are.
enum class Voice : std::uint8_t {
  kNarration,  ///< the journalist's
  kQuote,      ///< direct quotation
  kReported,   ///< indirect speech
};

/// "narration", "quote" or "reported".
std::string_view VoiceName(Voice voice) noexcept;

/// 16 bytes, so that four lie in a cache line.
struct Token {
  Span span;
  WordId word = kNoWord;  ///< id in the Vocabulary, kUnknownWord or kNoWord
  TokenKind kind = TokenKind::kWord;
  std::uint8_t flags = 0;
  std::uint16_t lexeme : 14 = 0;  ///< a word's row in ClosedWords, a mark's Mark; 0 is none
  std::uint16_t voice_bits : 2 = 0;

  bool Is(TokenFlag flag) const noexcept { return (flags & flag) != 0; }
  bool IsMark(Mark mark) const noexcept {
    return lexeme == mark && kind == TokenKind::kPunctuation;
  }
  Voice voice() const noexcept { return static_cast<Voice>(voice_bits); }
  void set_voice(Voice voice) noexcept { voice_bits = static_cast<std::uint16_t>(voice) & 3U; }
};
static_assert(sizeof(Token) == 16);

/// A sentence: a trimmed span, its tokens, and the voice that holds most of its words.
struct Sentence {
  Span span;
  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;  ///< one past the last
  Voice voice = Voice::kNarration;
  float quoted_share = 0;    ///< share of its words inside direct quotations, in [0, 1]
  float reported_share = 0;  ///< share of its words in reported speech, in [0, 1]
};

/// A direct quotation, its marks included.
struct Quotation {
  Span span;
  bool closed = true;        ///< the closing mark was found
  bool scare_quote = false;  ///< words set off in a sentence or a title, not speech
  bool nested = false;       ///< inside another quotation, which comes right before it
  bool continues = false;    ///< the same speech as the quotation before it, in a new paragraph
  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;  ///< one past the last; the marks are included
};

/// A word that the vocabulary does not have, with its hash, so that nobody hashes it again.
struct UnknownWord {
  std::uint32_t token = 0;
  std::uint64_t hash = 0;  ///< Vocabulary::HashWord of its look-up form
};

/// Scratch of Tokenize: a word of at most 15 ASCII bytes and what its look-up gave.
struct WordMemo {
  std::uint64_t low = 0;  ///< its form, padded with zeros
  std::uint64_t high = 0;
  std::uint64_t hash = 0;
  WordId word = kNoWord;
  std::uint16_t lexeme = 0;
};

/// Scratch of FindNames: a slot of its word index.
struct NameSlot {
  std::uint64_t hash = 0;
  std::uint32_t name = 0;
};

/// Made by Segmenter::Segment.  Reuse one object for many texts: its buffers are kept.
/// Sentences are in order and disjoint; every byte that is not white space lies in one of them.
struct Document {
  std::string text;           ///< well-formed UTF-8 without NULs
  bool hard_wrapped = false;  ///< lines are broken at a fixed width: a line feed is a space
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<Quotation> quotations;
  std::vector<Attribution> attributions;   ///< in the order of their content
  std::vector<Name> names;                 ///< in the order of their first mention
  std::vector<Mention> mentions;           ///< in text order
  std::vector<std::uint32_t> name_tokens;  ///< tokens that are, or may be, of names; rising
  std::vector<NameSlot> name_index;        ///< scratch, kept for the next text
  std::vector<std::uint32_t> events;       ///< scratch: the tokens that may end or open something
  std::vector<WordMemo> word_memos;        ///< scratch, valid for the vocabulary of word_memo_key
  std::uint64_t word_memo_key = 0;
  std::vector<UnknownWord> unknown_words;  ///< in token order

  std::string_view Text(Span span) const { return span.In(text); }
  std::span<const Token> TokensOf(const Sentence& sentence) const {
    return std::span(tokens).subspan(sentence.first_token,
                                     sentence.end_token - sentence.first_token);
  }
};

}  // namespace slant
