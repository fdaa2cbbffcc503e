#include "slant/text/tokenizer.h"

#include <algorithm>

#include "slant/text/character.h"

namespace slant {
namespace {

using C = CharacterClass;

class Scanner {
 public:
  Scanner(const Vocabulary& vocabulary, Document& document)
      : vocabulary_(vocabulary), document_(document), text_(document.text) {}

  void Run() {
    std::uint8_t start = kParagraphStart | kLineStart;
    while (at_ < text_.size()) {
      const Character first = CharacterAt(text_, at_);
      if (first.type == C::kSpace) {
        start |= SkipSpace();
        continue;
      }
      pending_flags_ = start;
      start = 0;
      Next(first);
    }
  }

 private:
  // A line feed begins a line; two of them with white space between begin a paragraph.
  std::uint8_t SkipSpace() {
    int line_feeds = 0;
    while (at_ < text_.size()) {
      const Character c = CharacterAt(text_, at_);
      if (c.type != C::kSpace) {
        break;
      }
      line_feeds += text_[at_] == '\n';
      // U+2029 paragraph separator, U+2028 line separator
      if (c.bytes == 3 && text_.substr(at_, 2) == "\xE2\x80") {
        line_feeds += text_[at_ + 2] == '\xA9' ? 2 : text_[at_ + 2] == '\xA8' ? 1 : 0;
      }
      at_ += c.bytes;
    }
    if (line_feeds == 0) {
      return 0;
    }
    return line_feeds == 1 ? kLineStart : kLineStart | kParagraphStart;
  }

  void Next(Character first) {
    switch (first.type) {
      case C::kLower:
      case C::kUpper:
        return ScanWord();
      case C::kDigit:
        return ScanNumber();
      case C::kSymbol:
      case C::kSpace:
        return Emit(at_ + first.bytes, TokenKind::kSymbol);
      default:
        break;
    }
    const char byte = text_[at_];
    if ((byte == '@' || byte == '#') && IsWordCharacter(at_ + 1)) {
      std::size_t end = at_ + 1;
      while (IsWordCharacter(end) || (end < text_.size() && text_[end] == '_')) {
        end += std::max<std::uint32_t>(CharacterAt(text_, end).bytes, 1);
      }
      return Emit(end, byte == '@' ? TokenKind::kHandle : TokenKind::kHashtag);
    }
    if (byte == '.' && CharacterAt(text_, at_ + 1).type == C::kDigit) {
      return ScanNumber();
    }
    // A run of the same mark is one token: "...", "--", "!!!".
    std::size_t end = at_ + first.bytes;
    if (first.type != C::kQuote && byte != '(' && byte != ')') {
      const std::string_view mark = text_.substr(at_, first.bytes);
      while (text_.substr(end, first.bytes) == mark) {
        end += first.bytes;
      }
    }
    Emit(end, TokenKind::kPunctuation);
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
      while (end < text_.size() && static_cast<unsigned char>(text_[end]) > ' ' &&
             text_[end] != '"' && text_[end] != '<' && text_[end] != '>' &&
             CharacterAt(text_, end).type != C::kQuote &&
             CharacterAt(text_, end).type != C::kSpace) {
        end += CharacterAt(text_, end).bytes;
      }
      while (end > at_ && std::string_view(".,;:!?)'").find(text_[end - 1]) != std::string::npos) {
        --end;
      }
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
      return false;
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

  void Emit(std::size_t end, TokenKind kind) {
    Token token;
    token.span = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
    token.kind = kind;
    token.flags = pending_flags_;
    if (kind == TokenKind::kWord || kind == TokenKind::kNumber) {
      LookUp(token);
    }
    document_.tokens.push_back(token);
    pending_flags_ = 0;
    at_ = end;
  }

  void LookUp(Token& token) {
    const std::string_view word = token.span.In(text_);
    const std::string_view form = LookupForm(word, token.kind, buffer_);
    token.word = kUnknownWord;
    SetCase(word, token);
    if (form.empty()) {
      return;
    }
    const std::uint64_t hash = Vocabulary::HashWord(form);
    token.word = vocabulary_.FindHash(hash);
    if (token.word == kUnknownWord) {
      document_.unknown_words.push_back(
          {static_cast<std::uint32_t>(document_.tokens.size()), hash});
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
  Document& document_;
  std::string_view text_;
  std::size_t at_ = 0;
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

void Tokenize(const Vocabulary& vocabulary, Document& document) {
  document.tokens.clear();
  document.unknown_words.clear();
  document.tokens.reserve(document.text.size() / 5);
  Scanner(vocabulary, document).Run();
}

}  // namespace slant
