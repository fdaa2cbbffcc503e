#include "slant/text/tokenizer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "slant/base/hash.h"
#include "slant/text/character.h"
#include "slant/text/closed_words.h"

namespace slant {
namespace {

using C = CharacterClass;

// What the scanner does at a byte.
enum class Act : std::uint8_t { kSpace, kLower, kUpper, kDigit, kMark, kLead };

constexpr bool IsSpaceByte(int c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
}

constexpr std::array<Act, 256> MakeActs() {
  std::array<Act, 256> acts{};
  for (int c = 0; c < 256; ++c) {
    acts[static_cast<std::size_t>(c)] = c >= 0x80                ? Act::kLead
                                        : IsSpaceByte(c)         ? Act::kSpace
                                        : (c >= 'a' && c <= 'z') ? Act::kLower
                                        : (c >= 'A' && c <= 'Z') ? Act::kUpper
                                        : (c >= '0' && c <= '9') ? Act::kDigit
                                                                 : Act::kMark;
  }
  return acts;
}
constexpr std::array<Act, 256> kActs = MakeActs();

// Bits of a byte in a word; 0 ends the fast loop.
constexpr std::uint8_t kLowerBit = 1;
constexpr std::uint8_t kUpperBit = 2;
constexpr std::uint8_t kDigitBit = 4;

constexpr std::array<std::uint8_t, 256> MakeWordBits() {
  std::array<std::uint8_t, 256> bits{};
  for (std::size_t c = 0; c < 256; ++c) {
    bits[c] = kActs[c] == Act::kLower   ? kLowerBit
              : kActs[c] == Act::kUpper ? kUpperBit
              : kActs[c] == Act::kDigit ? kDigitBit
                                        : std::uint8_t{0};
  }
  return bits;
}
constexpr std::array<std::uint8_t, 256> kWordBits = MakeWordBits();

// Bytes that end a word whatever follows them.
constexpr std::array<bool, 256> MakePlainStops() {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0; c < 0x80; ++c) {
    plain[c] = kWordBits[c] == 0;
  }
  for (const char c : {'-', '\'', '&', '_', '.', '+', '@', ':'}) {
    plain[static_cast<std::size_t>(c)] = false;
  }
  return plain;
}
constexpr std::array<bool, 256> kPlainStops = MakePlainStops();

constexpr std::array<std::uint16_t, 128> MakeMarks() {
  std::array<std::uint16_t, 128> marks{};
  const auto set = [&](char c, Mark mark) { marks[static_cast<std::size_t>(c)] = mark; };
  set('.', kPeriod);
  set('!', kExclamation);
  set('?', kQuestion);
  set(',', kComma);
  set(';', kSemicolon);
  set(':', kColon);
  set('-', kDash);
  set('"', kDoubleMark);
  set('\'', kSingleMark);
  set('(', kOpenBracket);
  set('[', kOpenBracket);
  set('{', kOpenBracket);
  set(')', kCloseBracket);
  set(']', kCloseBracket);
  set('}', kCloseBracket);
  set('*', kBullet);
  return marks;
}
constexpr std::array<std::uint16_t, 128> kAsciiMarks = MakeMarks();

Mark UnicodeMark(char32_t value) {
  switch (value) {
    case 0x2026:
      return kEllipsis;
    case 0x3002:
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
    case 0x0964:
      return kFullwidthStop;
    case 0x2010:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return kDash;
    case 0x201C:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
      return kDoubleOpen;
    case 0x201D:
    case 0x00BB:
      return kDoubleClose;
    case 0x2018:
    case 0x201A:
    case 0x201B:
    case 0x2039:
      return kSingleOpen;
    case 0x2019:
    case 0x203A:
      return kSingleClose;
    case 0x2022:
    case 0x2023:
    case 0x2043:
    case 0x204C:
    case 0x204D:
    case 0x25AA:
    case 0x25AB:
    case 0x25CB:
    case 0x25CF:
    case 0x25E6:
    case 0x25A0:
    case 0x00B7:
    case 0x2219:
      return kBullet;
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
    case 0xFE0E:
    case 0xFE0F:
      return kZeroWidth;
    default:
      return kNoMark;
  }
}

bool IsEmoji(char32_t value) {
  return (value >= 0x1F000 && value <= 0x1FAFF) || (value >= 0x2600 && value <= 0x27BF) ||
         (value >= 0x2B00 && value <= 0x2BFF) || value == 0x2764 || value == 0x203C;
}

bool IsFlagLetter(char32_t value) { return value >= 0x1F1E6 && value <= 0x1F1FF; }

// The ASCII letters and digits that a text begins with, at most 16 of them.
struct WordHead {
  std::uint32_t size = 0;
  std::uint32_t upper = 0;  // bit i: byte i is an upper-case letter
  std::uint32_t lower = 0;
  std::uint64_t first =
      0;  // bytes 0 to 7 with letters in lower case; those after the word are noise
  std::uint64_t second = 0;
};

#if defined(__SSE2__)
inline WordHead ReadWordHead(const char* text) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
  const __m128i case_bit = _mm_set1_epi8(0x20);
  const __m128i folded = _mm_or_si128(bytes, case_bit);
  // Signed comparisons: bytes above 0x7F are negative, hence neither letters nor digits.
  const __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(folded, _mm_set1_epi8('a' - 1)),
                                       _mm_cmplt_epi8(folded, _mm_set1_epi8('z' + 1)));
  const __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('0' - 1)),
                                      _mm_cmplt_epi8(bytes, _mm_set1_epi8('9' + 1)));
  const __m128i upper =
      _mm_and_si128(letter, _mm_cmpeq_epi8(_mm_and_si128(bytes, case_bit), _mm_setzero_si128()));
  const __m128i form = _mm_or_si128(bytes, _mm_and_si128(upper, case_bit));
  const auto word_bits = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(letter, digit)));
  const auto upper_bits = static_cast<std::uint32_t>(_mm_movemask_epi8(upper));
  const auto letter_bits = static_cast<std::uint32_t>(_mm_movemask_epi8(letter));
  WordHead head;
  head.size = static_cast<std::uint32_t>(std::countr_one(word_bits));
  const std::uint32_t inside = (1U << head.size) - 1;
  head.upper = upper_bits & inside;
  head.lower = letter_bits & ~upper_bits & inside;
  head.first = static_cast<std::uint64_t>(_mm_cvtsi128_si64(form));
  head.second = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(form, form)));
  return head;
}
#else
inline WordHead ReadWordHead(const char* text) {
  WordHead head;
  char form[16] = {};
  for (std::uint32_t i = 0; i < 16; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::uint8_t bits = kWordBits[byte];
    if (bits == 0) {
      break;
    }
    head.upper |= bits == kUpperBit ? 1U << i : 0U;
    head.lower |= bits == kLowerBit ? 1U << i : 0U;
    form[i] = static_cast<char>(byte | ((byte & 0x40) >> 1));
    ++head.size;
  }
  std::memcpy(&head.first, form, 8);
  std::memcpy(&head.second, form + 8, 8);
  return head;
}
#endif

constexpr unsigned kMemoBits = 13;  // 8,192 words, 256 KB: a smaller memo forgets too much

// Keeps the first n bytes of a WordHead's form; a table, because lengths cannot be predicted.
constexpr auto kHeadMasks = [] {
  std::array<std::pair<std::uint64_t, std::uint64_t>, 16> masks{};
  for (std::size_t n = 0; n < 16; ++n) {
    const std::size_t bits = 8 * n;
    masks[n].first = n >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
    masks[n].second = n <= 8 ? 0 : (std::uint64_t{1} << (bits - 64)) - 1;
  }
  return masks;
}();

class Scanner {
 public:
  Scanner(const Vocabulary& vocabulary, Document& document)
      : vocabulary_(vocabulary),
        closed_(ClosedWords::Get()),
        document_(document),
        text_(document.text),
        memos_(document.word_memos.data()) {}

  void Run() {
    pending_flags_ = kParagraphStart | kLineStart;
    const std::size_t size = text_.size();
    while (at_ < size) {
      const Act act = kActs[Byte(at_)];
      if (act == Act::kLower ||
          act == Act::kUpper) {  // nearly always; cheaper than the table below
        ScanAsciiWords();
        continue;
      }
      switch (act) {
        case Act::kSpace:
          SkipSpace();
          break;
        case Act::kLower:
        case Act::kUpper:
          break;
        case Act::kDigit:
          ScanNumber();
          break;
        case Act::kMark:
          ScanAsciiMark();
          break;
        case Act::kLead:
          ScanUnicode();
          break;
      }
    }
    document_.hard_wrapped = lines_ > 0 && going_on_ * 4 >= lines_;
  }

 private:
  unsigned char Byte(std::size_t offset) const { return static_cast<unsigned char>(text_[offset]); }
  unsigned char ByteOrSpace(std::size_t offset) const {
    return offset < text_.size() ? Byte(offset) : static_cast<unsigned char>(' ');
  }

  // A line feed begins a line; two of them with white space between begin a paragraph.
  void SkipSpace() {
    if (text_[at_] == ' ' && kActs[ByteOrSpace(at_ + 1)] != Act::kSpace &&
        ByteOrSpace(at_ + 1) < 0x80) {
      ++at_;
      return;
    }
    int line_feeds = 0;
    while (at_ < text_.size()) {
      const unsigned char byte = Byte(at_);
      if (byte < 0x80) {
        if (!IsSpaceByte(byte)) {
          break;
        }
        line_feeds += byte == '\n' || (byte == '\r' && ByteOrSpace(at_ + 1) != '\n');
        ++at_;
        continue;
      }
      const CodePoint point = DecodeAt(text_, at_);
      if (ClassifyUnicode(point.value) != C::kSpace) {
        break;
      }
      line_feeds += point.value == 0x2029 ? 2 : point.value == 0x2028 || point.value == 0x85;
      at_ += point.bytes;
    }
    if (line_feeds > 0) {
      pending_flags_ |= line_feeds == 1 ? kLineStart : kLineStart | kParagraphStart;
    }
  }

  // Words and the single spaces between them, up to something else.  Offsets stay in registers: the
  // end of one word, known from 16 bytes at once, is all that the next one waits for.
  void ScanAsciiWords() {
    std::size_t at = at_;
    const std::size_t size = text_.size();
    const char* const text = text_.data();
    while (true) {
      if (at + 17 > size) {
        at_ = at;
        return ScanAsciiWordSlowly();
      }
      const WordHead head = ReadWordHead(text + at);
      const std::size_t end = at + head.size;
      const auto stop = static_cast<unsigned char>(text[end]);
      if (head.size == 16 || (stop != ' ' && !kPlainStops[stop] && !IsPlainEnd(stop, end))) {
        at_ = at;
        return head.size == 16 ? ScanAsciiWordSlowly() : ScanWord();
      }
      at_ = at;
      Token& token = Add(end, TokenKind::kWord);
      const auto capital = static_cast<std::uint8_t>(head.upper & 1U);
      const auto all_caps =
          static_cast<std::uint8_t>(capital & (head.lower == 0) & (head.upper > 1));
      token.flags |= static_cast<std::uint8_t>(capital * kCapitalized + all_caps * kAllCaps);
      LookUpShort(head, token);
      NoteWord(token);
      at = end;
      if ((stop == ',' || stop == '.') && text[end + 1] == ' ') {
        at_ = end;
        EmitMark(end + 1, stop == ',' ? kComma : kPeriod);
        ++at;
      } else if (stop != ' ') {
        break;
      }
      ++at;
      if ((kWordBits[static_cast<unsigned char>(text[at])] & (kLowerBit | kUpperBit)) == 0) {
        break;
      }
    }
    at_ = at;
  }

  void ScanAsciiWordSlowly() {
    const std::size_t size = text_.size();
    const std::uint8_t first = kWordBits[Byte(at_)];
    std::size_t end = at_ + 1;
    std::uint8_t seen = 0;
    while (end < size) {
      const std::uint8_t bits = kWordBits[Byte(end)];
      if (bits == 0) {
        break;
      }
      seen |= bits;
      ++end;
    }
    const unsigned char stop = ByteOrSpace(end);
    if (!kPlainStops[stop] && !IsPlainEnd(stop, end)) {
      return ScanWord();
    }
    Token& token = Add(end, TokenKind::kWord);
    if (first == kUpperBit) {
      token.flags |= kCapitalized;
      token.flags |= (seen & (kUpperBit | kLowerBit)) == kUpperBit ? kAllCaps : 0;
    }
    LookUpAscii(token);
    NoteWord(token);
    at_ = end;
  }

  // Does the word end at `end` although `stop` there might join it to what follows?
  bool IsPlainEnd(unsigned char stop, std::size_t end) const {
    if (stop == '.') {
      const unsigned char next = ByteOrSpace(end + 1);
      return kActs[next] == Act::kSpace || next == '"' || next == ')';
    }
    if (stop == ':') {
      return ByteOrSpace(end + 1) != '/';
    }
    if (stop == 0xE2 && end + 2 < text_.size() && Byte(end + 1) == 0x80) {
      const unsigned char last = Byte(end + 2);  // dashes, “ ” and the ellipsis
      return last == 0x93 || last == 0x94 || last == 0x9C || last == 0x9D || last == 0xA6;
    }
    return stop == 0xC2 && ByteOrSpace(end + 1) == 0xA0;
  }

  void LookUpAscii(Token& token) {
    const std::size_t size = token.span.size();
    token.word = kUnknownWord;
    if (size > kMaxWordBytes) {
      return;
    }
    for (std::size_t i = 0; i < size; ++i) {
      const unsigned char byte = Byte(at_ + i);
      buffer_[i] = static_cast<char>(byte | ((byte & 0x40) >> 1));
    }
    LookUpForm({buffer_.data(), size}, token);
  }

  // Looks up a word of at most 15 bytes, by way of the words met before: most tokens
  // of a text are repetitions, and one comparison of 16 bytes is cheaper than a hash and two
  // tables.
  void LookUpShort(const WordHead& head, Token& token) {
    const std::uint32_t size = head.size;
    const std::uint64_t low = head.first & kHeadMasks[size].first;
    const std::uint64_t high = head.second & kHeadMasks[size].second;
    const std::uint64_t mixed = (low ^ (high * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
    WordMemo& memo = memos_[mixed >> (64 - kMemoBits)];
    if (memo.low != low || memo.high != high) {
      std::memcpy(buffer_.data(), &low, 8);
      std::memcpy(buffer_.data() + 8, &high, 8);
      LookUpForm({buffer_.data(), size}, token);
      memo = {low, high, std::max<std::uint64_t>(Hash64({buffer_.data(), size}), 1), token.word,
              static_cast<std::uint16_t>(token.lexeme)};
      return;
    }
    token.word = memo.word;
    token.lexeme = memo.lexeme & 0x3FFF;
    if (token.word == kUnknownWord) {
      document_.unknown_words.push_back(
          {static_cast<std::uint32_t>(document_.tokens.size() - 1), memo.hash});
    }
  }

  void LookUpForm(std::string_view form, Token& token) {
    const std::uint64_t hash = std::max<std::uint64_t>(Hash64(form), 1);  // = HashWord, inlined
    token.lexeme = closed_.FindHash(hash) & 0x3FFF;
    token.word = vocabulary_.FindHash(hash);
    if (token.word == kUnknownWord) {
      document_.unknown_words.push_back(
          {static_cast<std::uint32_t>(document_.tokens.size() - 1), hash});
    }
  }

  void ScanAsciiMark() {
    const char byte = text_[at_];
    const unsigned char next = ByteOrSpace(at_ + 1);
    if ((byte == ',' || byte == '.') && kActs[next] == Act::kSpace) {
      return EmitMark(at_ + 1, byte == ',' ? kComma : kPeriod);
    }
    if ((byte == '@' || byte == '#') && IsWordCharacter(at_ + 1)) {
      std::size_t end = at_ + 1;
      while (IsWordCharacter(end) || (end < text_.size() && text_[end] == '_')) {
        end += CharacterAt(text_, end).bytes;
      }
      return Emit(end, byte == '@' ? TokenKind::kHandle : TokenKind::kHashtag);
    }
    if (byte == '.' && kActs[next] == Act::kDigit && (at_ == 0 || kWordBits[Byte(at_ - 1)] == 0)) {
      return ScanNumber();
    }
    if (const std::size_t end = EmoticonEnd(); end > at_) {
      return Emit(end, TokenKind::kEmoji);
    }
    const C type = kAsciiClass[static_cast<unsigned char>(byte)];
    if (byte == '`' && next == '`') {
      return EmitMark(at_ + 2, kDoubleOpen);
    }
    if (type == C::kSymbol || type == C::kSpace) {
      return Emit(at_ + 1, TokenKind::kSymbol);
    }
    // A run of the same mark is one token: "...", "--", "!!!".
    std::size_t end = at_ + 1;
    if (type != C::kQuote && byte != '(' && byte != ')' && byte != '[' && byte != ']') {
      while (end < text_.size() && text_[end] == byte) {
        ++end;
      }
    }
    std::uint16_t mark = kAsciiMarks[static_cast<unsigned char>(byte)];
    if (end - at_ > 1) {
      if (mark == kPeriod) {
        mark = kEllipsis;
      } else if (mark == kSingleMark) {
        mark = kDoubleMark;  // '' as TeX writes it
      }
    }
    EmitMark(end, mark);
  }

  // :) ;-) =( :'( :P <3 after white space or a mark, and before no letter or digit; else at_.
  std::size_t EmoticonEnd() const {
    const char eyes = text_[at_];
    if (eyes != ':' && eyes != ';' && eyes != '=' && eyes != '<') {
      return at_;
    }
    if (at_ > 0 && kWordBits[Byte(at_ - 1)] != 0) {
      return at_;
    }
    if (eyes == '<') {
      return ByteOrSpace(at_ + 1) == '3' && kWordBits[ByteOrSpace(at_ + 2)] == 0 ? at_ + 2 : at_;
    }
    std::size_t end = at_ + 1;
    if (ByteOrSpace(end) == '\'') {
      ++end;
    }
    if (ByteOrSpace(end) == '-') {
      ++end;
    }
    if (std::strchr(")(DPpO/\\|*][3", static_cast<char>(ByteOrSpace(end))) == nullptr) {
      return at_;
    }
    const char mouth = text_[end++];
    while (end < text_.size() && text_[end] == mouth) {
      ++end;
    }
    const bool slash = mouth == '/' || mouth == '|' || mouth == '*' || mouth == '3';
    return kWordBits[ByteOrSpace(end)] != 0 || (slash && kActs[ByteOrSpace(end)] != Act::kSpace)
               ? at_
               : end;
  }

  void ScanUnicode() {
    const CodePoint point = DecodeAt(text_, at_);
    const std::size_t end = at_ + point.bytes;
    if (const Mark mark = UnicodeMark(point.value); mark != kNoMark) {
      if (mark == kZeroWidth || mark == kDoubleOpen || mark == kDoubleClose ||
          mark == kSingleOpen || mark == kSingleClose) {
        return EmitMark(end, mark);
      }
      return EmitRun(point, mark);
    }
    if (IsEmoji(point.value)) {
      return ScanEmoji(point);
    }
    switch (ClassifyUnicode(point.value)) {
      case C::kSpace:
        return SkipSpace();
      case C::kLower:
      case C::kUpper:
        return ScanWord();
      case C::kDigit:
        return ScanNumber();
      case C::kSymbol:
        return Emit(end, TokenKind::kSymbol);
      default:
        return EmitRun(point, kNoMark);
    }
  }

  void EmitRun(CodePoint point, std::uint16_t mark) {
    std::size_t end = at_ + point.bytes;
    const std::string_view bytes = text_.substr(at_, point.bytes);
    while (text_.substr(end, point.bytes) == bytes) {
      end += point.bytes;
    }
    EmitMark(end, mark);
  }

  // An emoji with skin tone, variation selector and everything joined to it; two letters of a flag.
  void ScanEmoji(CodePoint point) {
    std::size_t end = at_ + point.bytes;
    if (IsFlagLetter(point.value)) {
      const CodePoint second = DecodeAt(text_, end);
      end += IsFlagLetter(second.value) ? second.bytes : 0;
      return Emit(end, TokenKind::kEmoji);
    }
    while (true) {
      const CodePoint next = DecodeAt(text_, end);
      if (next.value == 0xFE0F || (next.value >= 0x1F3FB && next.value <= 0x1F3FF)) {
        end += next.bytes;
        continue;
      }
      const CodePoint joined = DecodeAt(text_, end + next.bytes);
      if (next.value == 0x200D && IsEmoji(joined.value)) {
        end += next.bytes + joined.bytes;
        continue;
      }
      break;
    }
    Emit(end, TokenKind::kEmoji);
  }

  bool IsWordCharacter(std::size_t offset) const {
    const C type = CharacterAt(text_, offset).type;
    return offset < text_.size() && (IsLetter(type) || type == C::kDigit);
  }

  void ScanWord() {
    if (ScanAddress()) {
      return;
    }
    std::size_t end = at_;
    while (true) {
      const Character c = CharacterAt(text_, end);
      if (c.bytes == 0) {
        break;
      }
      if (IsLetter(c.type) || c.type == C::kDigit) {
        end += c.bytes;
        continue;
      }
      const bool joins = c.type == C::kHyphen || c.type == C::kApostrophe || text_[end] == '&' ||
                         text_[end] == '_';
      if (joins && IsWordCharacter(end + c.bytes)) {
        end += c.bytes;
        continue;
      }
      // U.S., a.m., e.g.: single letters with stops between them, the last stop included.
      if (text_[end] == '.' && IsDottedAbbreviation(end)) {
        ++end;
        continue;
      }
      break;
    }
    EmitWord(end);
  }

  // Is the stop at `end` one of a chain "x.y." of single letters?  ("U.S." yes, "end.The" no.)
  bool IsDottedAbbreviation(std::size_t end) const {
    const auto single = [&](std::size_t letter_end) {
      // The letter before letter_end stands alone: after a stop or at the token's beginning.
      return letter_end > at_ && IsAsciiLetter(letter_end - 1) &&
             (letter_end - 1 == at_ || text_[letter_end - 2] == '.');
    };
    if (!single(end)) {
      return false;
    }
    const bool chain_before = end >= at_ + 3 && text_[end - 2] == '.';
    const bool chain_after =
        IsAsciiLetter(end + 1) && end + 2 < text_.size() && text_[end + 2] == '.';
    return chain_before || chain_after;
  }

  bool IsAsciiLetter(std::size_t offset) const {
    return offset < text_.size() && static_cast<unsigned char>(text_[offset]) < 0x80 &&
           IsLetter(kAsciiClass[static_cast<unsigned char>(text_[offset])]);
  }

  // Web and e-mail addresses; true if one was emitted.
  bool ScanAddress() {
    const std::string_view rest = text_.substr(at_, 8);
    const bool url =
        rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
    std::size_t end = at_;
    if (url) {
      end = std::max(AddressEnd(end), at_ + 4);
      Emit(end, TokenKind::kUrl);
      return true;
    }
    const auto local = [&](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return byte < 0x80 && (IsLetter(kAsciiClass[byte]) || kAsciiClass[byte] == C::kDigit ||
                             c == '.' || c == '_' || c == '-' || c == '+');
    };
    // An address's local part is at most 64 bytes long (RFC 5321), which keeps this linear.
    while (end < text_.size() && end - at_ <= 64 && local(text_[end])) {
      ++end;
    }
    if (end >= text_.size() || text_[end] != '@' || !IsAsciiLetter(end + 1)) {
      return ScanDomain(end);
    }
    const std::size_t sign = end++;
    while (end < text_.size() && local(text_[end])) {
      ++end;
    }
    while (text_[end - 1] == '.' || text_[end - 1] == '-') {
      --end;
    }
    if (text_.substr(sign, end - sign).find('.') == std::string_view::npos) {
      return false;
    }
    Emit(end, TokenKind::kEmail);
    return true;
  }

  // example.com, example.co.uk/path; `end` is where its letters, digits, stops and hyphens end.
  bool ScanDomain(std::size_t end) {
    while (end > at_ && (text_[end - 1] == '.' || text_[end - 1] == '-' || text_[end - 1] == '+')) {
      --end;
    }
    const std::string_view name = text_.substr(at_, end - at_);
    const std::size_t stop = name.rfind('.');
    if (stop == std::string_view::npos || stop == 0 || name[stop - 1] == '.') {
      return false;
    }
    static constexpr std::string_view kTops[] = {"com", "org", "net", "gov", "edu", "info", "uk"};
    if (std::find(std::begin(kTops), std::end(kTops), name.substr(stop + 1)) == std::end(kTops)) {
      return false;
    }
    if (end < text_.size() && text_[end] == '/') {
      end = AddressEnd(end);
    }
    Emit(end, TokenKind::kUrl);
    return true;
  }

  // Where an address that is running at `end` ends: before white space, quotes, and final marks.
  std::size_t AddressEnd(std::size_t end) const {
    const std::size_t begin = end;
    while (end < text_.size()) {
      const unsigned char byte = Byte(end);
      if (byte < 0x80) {
        if (byte <= ' ' || byte == '"' || byte == '<' || byte == '>') {
          break;
        }
        ++end;
        continue;
      }
      const CodePoint point = DecodeAt(text_, end);
      const C type = ClassifyUnicode(point.value);
      if (type == C::kQuote || type == C::kSpace || type == C::kApostrophe ||
          UnicodeMark(point.value) == kZeroWidth) {
        break;
      }
      end += point.bytes;
    }
    while (end > begin && std::strchr(".,;:!?)'*]", text_[end - 1]) != nullptr) {
      --end;
    }
    return end;
  }

  void ScanNumber() {
    std::size_t end = at_;
    bool hyphen = false;
    while (true) {
      const Character c = CharacterAt(text_, end);
      if (c.bytes == 0) {
        break;
      }
      if (c.type == C::kDigit || IsLetter(c.type)) {
        end += c.bytes;
        continue;
      }
      const char byte = text_[end];
      const bool next_digit = CharacterAt(text_, end + c.bytes).type == C::kDigit;
      if ((byte == ',' || byte == '.' || byte == ':' || byte == '/') && next_digit && !hyphen) {
        end += 1;
        continue;
      }
      // 12-year-old, 2016-17
      if (c.type == C::kHyphen && IsWordCharacter(end + c.bytes)) {
        hyphen = true;
        end += c.bytes;
        continue;
      }
      break;
    }
    Emit(end, TokenKind::kNumber);
  }

  // Splits the clitic off a word that ends at `end` and emits both.
  void EmitWord(std::size_t end) {
    const std::size_t clitic = CliticStart(end);
    if (clitic > at_ && clitic < end) {
      Emit(clitic, TokenKind::kWord);
      pending_flags_ = kClitic;
    }
    Emit(end, TokenKind::kWord);
  }

  // Where the clitic of the word [at_, end) begins, or `end` if it has none.
  std::size_t CliticStart(std::size_t end) const {
    const std::string_view word = text_.substr(at_, end - at_);
    const auto mark_before = [&](std::size_t letters) -> std::size_t {
      // Bytes of the apostrophe that precedes the last `letters` ASCII letters; 0 if there is none.
      if (word.size() <= letters) {
        return 0;
      }
      const std::size_t at = word.size() - letters;
      if (word[at - 1] == '\'') {
        return 1;
      }
      return at >= 3 && word.substr(at - 3, 3) == "\xE2\x80\x99" ? 3 : 0;
    };
    const auto tail = [&](std::size_t letters, std::string_view lower) {
      for (std::size_t i = 0; i < letters; ++i) {
        if ((word[word.size() - letters + i] | 0x20) != lower[i]) {
          return false;
        }
      }
      return true;
    };
    if (const std::size_t mark = mark_before(1); mark > 0) {
      if (tail(1, "t") && word.size() > mark + 2 && (word[word.size() - mark - 2] | 0x20) == 'n') {
        return end - 1 - mark - 1;
      }
      if (tail(1, "s") || tail(1, "d") || tail(1, "m")) {
        return end - 1 - mark;
      }
    }
    if (const std::size_t mark = mark_before(2); mark > 0) {
      if (tail(2, "re") || tail(2, "ve") || tail(2, "ll")) {
        return end - 2 - mark;
      }
    }
    return end;
  }

  // Text broken at a fixed width has long lines that go on in lower case.
  void NoteLine() {
    constexpr std::size_t kLongLine = 40;  // bytes; a list has shorter lines
    if ((pending_flags_ & kLineStart) == 0) {
      return;
    }
    if ((pending_flags_ & kParagraphStart) == 0) {
      ++lines_;
      const bool lower = kActs[Byte(at_)] == Act::kLower ||
                         (Byte(at_) >= 0x80 && CharacterAt(text_, at_).type == C::kLower);
      going_on_ += lower && at_ - line_begin_ >= kLongLine;
    }
    line_begin_ = at_;
  }

  Token& Add(std::size_t end, TokenKind kind) {
    Token& token = document_.tokens.emplace_back();
    token.span = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
    token.kind = kind;
    token.flags = pending_flags_;
    if (pending_flags_ != 0) {
      NoteLine();
    }
    pending_flags_ = 0;
    return token;
  }

  // Later stages visit these tokens only: nearly all words neither end nor open anything.
  void NoteEvent() {
    document_.events.push_back(static_cast<std::uint32_t>(document_.tokens.size() - 1));
  }
  void NoteWord(const Token& token) {
    if (closed_.IsActive(token.lexeme) || token.Is(kLineStart)) {
      NoteEvent();
    }
  }

  void EmitMark(std::size_t end, std::uint16_t mark) {
    Add(end, TokenKind::kPunctuation).lexeme = mark & 0x3FFF;
    NoteEvent();
    at_ = end;
  }

  void Emit(std::size_t end, TokenKind kind) {
    Token& token = Add(end, kind);
    if (kind == TokenKind::kWord || kind == TokenKind::kNumber) {
      LookUp(token);
    }
    if (kind == TokenKind::kWord) {
      NoteWord(token);
    } else {
      NoteEvent();
    }
    at_ = end;
  }

  void LookUp(Token& token) {
    const std::string_view word = token.span.In(text_);
    const std::string_view form = LookupForm(word, token.kind, buffer_);
    token.word = kUnknownWord;
    SetCase(word, token);
    if (!form.empty()) {
      LookUpForm(form, token);
    }
    if (token.lexeme == 0 && word.ends_with('.')) {
      token.lexeme = ClosedWords::kDottedRow;
    }
  }

  static void SetCase(std::string_view word, Token& token) {
    if (CharacterAt(word, 0).type == C::kUpper) {
      token.flags |= kCapitalized;
      bool lower = false;
      std::size_t letters = 0;
      for (std::size_t i = 0; i < word.size() && !lower;) {
        const Character c = CharacterAt(word, i);
        lower = c.type == C::kLower;
        letters += c.type == C::kUpper;
        i += c.bytes;
      }
      token.flags |= !lower && letters >= 2 ? kAllCaps : 0;
    }
  }

  const Vocabulary& vocabulary_;
  const ClosedWords& closed_;
  Document& document_;
  std::string_view text_;
  WordMemo* memos_;
  std::size_t at_ = 0;
  std::size_t lines_ = 0;
  std::size_t going_on_ = 0;
  std::size_t line_begin_ = 0;
  std::uint8_t pending_flags_ = 0;
  WordBuffer buffer_;
};

}  // namespace

std::string_view LookupForm(std::string_view word, TokenKind kind, WordBuffer& buffer) noexcept {
  if (word.size() > kMaxWordBytes) {
    return {};
  }
  std::size_t size = 0;
  for (std::size_t i = 0; i < word.size();) {
    const auto byte = static_cast<unsigned char>(word[i]);
    if (byte < 0x80) {
      const bool digit = byte >= '0' && byte <= '9';
      const bool upper = byte >= 'A' && byte <= 'Z';
      buffer[size++] = static_cast<char>(upper                                 ? byte | 0x20
                                         : digit && kind == TokenKind::kNumber ? '#'
                                                                               : byte);
      ++i;
      continue;
    }
    const CodePoint point = DecodeAt(word, i);
    i += point.bytes;
    const C type = ClassifyUnicode(point.value);
    if (type == C::kApostrophe) {
      buffer[size++] = '\'';
    } else if (type == C::kHyphen) {
      buffer[size++] = '-';
    } else {
      std::string lower;  // at most 4 bytes: stays in the small-string buffer
      AppendUtf8(LowerUnicode(point.value), lower);
      size = static_cast<std::size_t>(std::copy(lower.begin(), lower.end(), buffer.begin() + size) -
                                      buffer.begin());
    }
  }
  return {buffer.data(), size};
}

void Tokenize(const Vocabulary& vocabulary, Document& document, std::uint64_t memo_key) {
  document.tokens.clear();
  document.unknown_words.clear();
  document.events.clear();
  document.tokens.reserve(document.text.size() / 5);
  if (memo_key == 0 || document.word_memo_key != memo_key || document.word_memos.empty()) {
    document.word_memos.assign(std::size_t{1} << kMemoBits, WordMemo{});
    document.word_memo_key = memo_key;
  }
  Scanner(vocabulary, document).Run();
}

}  // namespace slant
