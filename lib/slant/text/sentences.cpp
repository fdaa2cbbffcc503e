#include "slant/text/sentences.h"

#include <algorithm>
#include <string_view>

#include "slant/text/character.h"
#include "slant/text/closed_words.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

constexpr bool IsTerminal(std::uint16_t mark) { return mark >= kPeriod && mark <= kFullwidthStop; }

// A list whose items follow each other on one line: "1.) First 2.) Second", "a. One b. Two", "• x •
// y".
struct InlineList {
  enum class Style : std::uint8_t { kNone, kNumber, kLetter, kBullet };
  Style style = Style::kNone;
  std::uint32_t next = 0;   // the number or letter of the next item
  std::uint32_t marks = 0;  // marks after it: 1 for "1." or "1)", 2 for "1.)"
  std::uint16_t mark = 0;   // the first of them, or the bullet
};

class Splitter {
 public:
  explicit Splitter(Document& document)
      : document_(document),
        text_(document.text),
        tokens_(document.tokens),
        closed_(ClosedWords::Get()) {}

  void Run() {
    const std::size_t size = tokens_.size();
    if (size == 0) {
      return;
    }
    StartParagraph(0);
    std::size_t first = 0;
    std::size_t resume = 0;
    const auto split = [&](std::size_t at) {
      Add(first, at);
      first = at;
      date_end_ = 0;
    };
    for (const std::uint32_t i : document_.events) {
      if (i < resume) {
        continue;
      }
      const Token& token = tokens_[i];
      if (date_end_ > first && i >= date_end_) {
        split(date_end_);
      }
      if ((token.flags & (kLineStart | kParagraphStart)) != 0 && i > first && StartsParagraph(i)) {
        split(i);
        StartParagraph(i);
      }
      if (list_.style != InlineList::Style::kNone && i > first) {
        const bool letter = list_.style == InlineList::Style::kLetter;
        const std::size_t item = letter ? i - 1 : i;  // a letter is seen when its mark is
        if (item > first && IsNextItem(item)) {
          split(item);
        }
      }
      if (token.kind == TokenKind::kWord && i > first + 2 && IsClosingDate(i)) {
        split(i);
      }
      if (token.kind == TokenKind::kNumber) {
        if (token.span.size() >= 6 && i > first && IsMailStamp(i)) {
          split(i);
        } else if (i == first + 1 && IsCaption(i)) {
          split(i + 1);
          continue;
        }
      }
      // A comma ends only a greeting, three words into a paragraph at most.
      if (!MayEnd(token) ||
          (token.lexeme == kComma && i > first + 3 && token.kind == TokenKind::kPunctuation)) {
        continue;
      }
      resume = i + 1;
      const std::size_t end = SentenceEnd(i, first, resume);
      if (end > 0) {
        split(end);
        if (end < size && StartsParagraph(end)) {
          StartParagraph(end);
        }
      }
    }
    if (date_end_ > first && date_end_ < size) {
      split(date_end_);
    }
    if (first < size) {
      Add(first, size);
    }
  }

 private:
  std::string_view Text(std::size_t i) const { return document_.Text(tokens_[i].span); }
  bool Is(std::size_t i, WordClass c) const {
    return tokens_[i].kind == TokenKind::kWord && closed_[tokens_[i].lexeme].Is(c);
  }
  bool SpaceBefore(std::size_t i) const {
    return i == 0 || tokens_[i].span.begin > tokens_[i - 1].span.end;
  }
  bool StartsParagraph(std::size_t i) const {
    return tokens_[i].Is(kParagraphStart) || (!document_.hard_wrapped && tokens_[i].Is(kLineStart));
  }
  bool IsMark(std::size_t i, Mark mark) const {
    return i < tokens_.size() && tokens_[i].IsMark(mark);
  }
  bool IsLower(std::size_t i) const {
    const Token& token = tokens_[i];
    return token.kind == TokenKind::kWord && !token.Is(kCapitalized) &&
           (static_cast<unsigned char>(text_[token.span.begin]) < 0x80 ||
            CharacterAt(text_, token.span.begin).type == CharacterClass::kLower);
  }

  // A stop, or an abbreviation that holds its own last stop: U.S., a.m.
  bool MayEnd(const Token& token) const {
    switch (token.kind) {
      case TokenKind::kPunctuation:
        return IsTerminal(token.lexeme) || token.lexeme == kComma || token.lexeme == kDash;
      case TokenKind::kWord:
        return text_[token.span.end - 1] == '.' || closed_[token.lexeme].Is(WordClass::kMeridiem);
      case TokenKind::kEmoji:
      case TokenKind::kUrl:
        return true;
      default:
        return false;
    }
  }

  // What ends a line in a mail or a post without a stop, when its line feeds were lost.
  std::size_t InformalEnd(std::size_t i, std::size_t first, std::size_t& resume) const {
    const std::size_t size = tokens_.size();
    const Token& token = tokens_[i];
    std::size_t next = i + 1;
    if (token.kind == TokenKind::kEmoji) {
      while (next < size && tokens_[next].kind == TokenKind::kEmoji && !StartsParagraph(next)) {
        ++next;
      }
      resume = next;
      if (next >= size || StartsParagraph(next) || tokens_[next].kind != TokenKind::kWord ||
          i == first) {
        return 0;
      }
      return !IsLower(next) || text_[token.span.begin] == ':' ? next : 0;
    }
    if (next >= size || StartsParagraph(next)) {
      return 0;
    }
    if (token.kind == TokenKind::kUrl) {
      return SpaceBefore(next) &&
                     (tokens_[next].kind == TokenKind::kUrl ||
                      (OftenBeginsASentence(next) && !IsMark(i - (i > 0), kOpenBracket)))
                 ? next
                 : 0;
    }
    if (token.kind == TokenKind::kWord) {
      return i >= first + 2 && IsMailStamp(i - 2) ? next : 0;
    }
    if (token.lexeme == kDash) {
      // Speech that breaks off: "we'd have to go -- We could try".  A dateline has no small word.
      return SpaceBefore(next) && i >= first + 2 && IsLower(i - 1) &&
                     tokens_[next].span.size() > 1 && tokens_[next].Is(kCapitalized) &&
                     !tokens_[next].Is(kAllCaps) && Is(next, WordClass::kSubject)
                 ? next
                 : 0;
    }
    // "Hi Liz, I talked to", "Thank you, Lorie Leigh"
    if (!tokens_[first].Is(kParagraphStart) || i - first > 3 || !tokens_[next].Is(kCapitalized)) {
      return 0;
    }
    if (Is(first, WordClass::kGreeting)) {
      return i - first >= 2 ? next : 0;
    }
    if (Is(first, WordClass::kClosing)) {
      return !Is(next, WordClass::kStarter) ? next : 0;
    }
    return 0;
  }

  // One past the last token of the sentence that ends with the stop at i; 0 if none ends there.
  // Tokens before `resume` are done with: nothing is looked at twice, which keeps this linear.
  std::size_t SentenceEnd(std::size_t i, std::size_t first, std::size_t& resume) const {
    const std::size_t size = tokens_.size();
    const bool dotted =
        tokens_[i].kind == TokenKind::kWord && text_[tokens_[i].span.end - 1] == '.';
    if ((tokens_[i].kind != TokenKind::kPunctuation && !dotted) || tokens_[i].lexeme == kComma ||
        tokens_[i].lexeme == kDash) {
      return InformalEnd(i, first, resume);
    }
    if (tokens_[i].lexeme == kEllipsis && IsMark(i + 1, kCloseBracket) && i > first &&
        IsMark(i - 1, kOpenBracket)) {
      return 0;  // [...] leaves something out
    }
    // ". . ." with spaces: one ellipsis.  A stop glued to a word ends its sentence when it is the
    // first of them and a capital follows them all.
    if (IsMark(i, kPeriod) && IsMark(i + 1, kPeriod) && !StartsParagraph(i + 1)) {
      std::size_t last = i;
      while (IsMark(last + 1, kPeriod) && !StartsParagraph(last + 1)) {
        ++last;
      }
      const std::size_t after = AfterClosers(last + 1);
      resume = after;
      if (after >= size || StartsParagraph(after)) {
        return after;
      }
      if (!MayFollow(last, after) || IsLower(after)) {
        return 0;
      }
      if (!SpaceBefore(i)) {
        return i + 1;
      }
      return last - i >= 3 ? after : 0;
    }
    const std::size_t next = AfterClosers(i + 1);
    resume = next;
    if (next >= size || StartsParagraph(next)) {
      return next;
    }
    if (!SpaceBefore(next)) {
      return IsGluedStart(i, next) ? next : 0;
    }
    if (tokens_[i].IsMark(kEllipsis) && next == i + 1 && SpaceBefore(i) &&
        tokens_[next].kind == TokenKind::kWord && tokens_[next].span.size() == 1) {
      return 0;  // "just ... I don't know"
    }
    const bool ends = MayFollow(i, next) && !IsAbbreviated(i, next, first) &&
                      !IsListNumber(i, first) && !SpeakerFollows(i, next, first) &&
                      !(next > i + 1 && IsCitation(next)) && !IsSignature(next);
    return ends ? next : 0;
  }

  // Skips what closes a sentence after its stop: marks, quotes, brackets, notes such as [3], emoji.
  std::size_t AfterClosers(std::size_t i) const {
    const std::size_t size = tokens_.size();
    while (i < size && !StartsParagraph(i)) {
      const Token& token = tokens_[i];
      if (token.kind == TokenKind::kEmoji) {
        ++i;
        continue;
      }
      if (token.kind == TokenKind::kNumber && IsNoteNumber(i)) {
        ++i;
        break;
      }
      if (token.kind != TokenKind::kPunctuation) {
        break;
      }
      const bool glued = !SpaceBefore(i);
      const bool closes = (token.Is(kClosesQuote) && !token.Is(kOpensQuote)) ||
                          token.lexeme == kZeroWidth || token.lexeme == kCloseBracket ||
                          (glued && IsTerminal(token.lexeme)) || token.lexeme == kExclamation ||
                          token.lexeme == kQuestion ||
                          (glued && (token.lexeme == kSingleClose || token.lexeme == kSingleMark ||
                                     token.lexeme == kDoubleClose));
      if (closes) {
        ++i;
        continue;
      }
      // A note: [3], [12, 13], [citation needed]
      if (token.lexeme == kOpenBracket && text_[token.span.begin] == '[') {
        std::size_t j = i + 1;
        while (j < size && j < i + 6 && !StartsParagraph(j) &&
               tokens_[j].kind != TokenKind::kPunctuation) {
          ++j;
        }
        if (j > i + 1 && IsMark(j, kCloseBracket) && !StartsParagraph(j) &&
            text_[tokens_[j].span.begin] == ']' &&
            (tokens_[i + 1].kind == TokenKind::kNumber || IsLower(i + 1))) {
          i = j + 1;
          continue;
        }
      }
      break;
    }
    return i;
  }

  // "a fee. 8 Yet some", "innovation.23 Open": the number of a note after a small word and a stop.
  bool IsNoteNumber(std::size_t i) const {
    if (i < 2 || i + 1 >= tokens_.size() || tokens_[i].span.size() > 3 || !SpaceBefore(i + 1) ||
        StartsParagraph(i + 1) || !tokens_[i - 1].IsMark(kPeriod) ||
        tokens_[i - 2].kind != TokenKind::kWord || !IsLower(i - 2) ||
        tokens_[i - 2].span.size() < 2) {
      return false;
    }
    const ClosedWord& word = closed_[tokens_[i - 2].lexeme];
    return OftenBeginsASentence(i + 1) && !word.Is(WordClass::kNumberAbbreviation) &&
           !word.Is(WordClass::kTitleAbbreviation) && !word.Is(WordClass::kEitherAbbreviation);
  }

  // "the end.The next": a stop between a small word and a capitalised one.
  bool IsGluedStart(std::size_t stop, std::size_t next) const {
    const Token& token = tokens_[next];
    if (stop == 0 || tokens_[stop - 1].kind != TokenKind::kWord) {
      return false;
    }
    if (tokens_[stop].kind == TokenKind::kPunctuation && tokens_[stop].lexeme == kFullwidthStop) {
      return true;
    }
    const Token& before = tokens_[stop - 1];
    if (next > stop + 1) {
      // Something closed after the stop, and a word follows at once: ."The, .)The, ?Why
      return token.kind == TokenKind::kWord && token.Is(kCapitalized) && IsLower(stop - 1) &&
             tokens_[next - 1].lexeme != kSingleClose && tokens_[next - 1].lexeme != kSingleMark;
    }
    const bool word = token.kind == TokenKind::kWord && token.Is(kCapitalized) &&
                      !token.Is(kAllCaps) && token.span.size() > 1;
    // "i wont go back! she needs"
    if (IsLower(next) && Is(next, WordClass::kStarter) && IsLower(stop - 1) &&
        (tokens_[stop].lexeme == kExclamation || tokens_[stop].lexeme == kQuestion ||
         (tokens_[stop].lexeme == kPeriod && before.span.size() > 2 && token.span.size() > 2))) {
      return true;
    }
    const bool single_i =
        token.kind == TokenKind::kWord && token.span.size() == 1 && text_[token.span.begin] == 'I';
    return (word || single_i || token.Is(kOpensQuote)) && IsLower(stop - 1) &&
           before.span.size() > 2 && tokens_[stop].kind == TokenKind::kPunctuation;
  }

  // May a sentence begin with token `next` after the stop at `stop`?
  bool MayFollow(std::size_t stop, std::size_t next) const {
    const Token& token = tokens_[next];
    switch (token.kind) {
      case TokenKind::kUrl:
      case TokenKind::kEmail:
      case TokenKind::kHandle:
      case TokenKind::kHashtag:
      case TokenKind::kEmoji:
      case TokenKind::kNumber:
        return true;
      case TokenKind::kWord:
        return !IsLower(next) || MayFollowInLowerCase(stop, next);
      case TokenKind::kSymbol:
        return true;
      case TokenKind::kPunctuation:
        break;
    }
    switch (token.lexeme) {
      case kComma:
      case kSemicolon:
      case kColon:
      case kCloseBracket:
      case kDoubleClose:
      case kPeriod:
      case kFullwidthStop:
        return false;
      case kDash: {
        // A dash that opens a sentence or an item, or one that goes on?
        const bool word = next + 1 < tokens_.size();
        return word && !IsLower(next + 1);
      }
      case kOpenBracket:
      case kDoubleOpen:
      case kDoubleMark:
      case kSingleOpen:
      case kSingleMark: {
        if (next + 1 >= tokens_.size()) {
          return false;
        }
        return !IsLower(next + 1) || token.lexeme == kOpenBracket;
      }
      default:
        return next + 1 < tokens_.size() && !IsLower(next + 1);
    }
  }

  // Lower case after a stop is a new sentence only in careless text: after a word of two letters
  // or more that is no abbreviation, or after ! and ? that close no quotation.
  bool MayFollowInLowerCase(std::size_t stop, std::size_t next) const {
    if (stop == 0 || next > stop + 1) {
      const Token& last = tokens_[next - 1];
      if (stop == 0 || (!IsTerminal(last.lexeme) && last.kind == TokenKind::kPunctuation)) {
        return false;
      }
    }
    const Token& before = tokens_[stop - 1];
    if (tokens_[stop].kind != TokenKind::kPunctuation || tokens_[stop].lexeme == kEllipsis) {
      return false;
    }
    if (tokens_[stop].lexeme == kPeriod) {
      return !SpaceBefore(stop) && before.kind == TokenKind::kWord && before.span.size() > 1 &&
             !closed_[before.lexeme].Is(WordClass::kTitleAbbreviation) &&
             !closed_[before.lexeme].Is(WordClass::kNumberAbbreviation) &&
             !closed_[before.lexeme].Is(WordClass::kEitherAbbreviation) &&
             !closed_[before.lexeme].Is(WordClass::kMeridiem);
    }
    return before.kind != TokenKind::kWord || !before.Is(kCapitalized) || before.Is(kAllCaps);
  }

  // "Why?" Tellisk asked: does who speaks follow the quotation that closed before `next`?
  bool SpeakerFollows(std::size_t stop, std::size_t next, std::size_t first) const {
    if (!tokens_[first].Is(kOpensQuote) && !tokens_[first].Is(kQuoted)) {
      return false;  // She asked: "Who did it?" Nobody answered.
    }
    if (next == stop + 1 || tokens_[stop].IsMark(kPeriod) || !tokens_[next - 1].Is(kClosesQuote)) {
      return false;
    }
    for (std::size_t j = next; j < tokens_.size() && j < next + 5; ++j) {
      const Token& token = tokens_[j];
      if (token.kind != TokenKind::kWord || StartsParagraph(j)) {
        return false;
      }
      const ClosedWord& word = closed_[token.lexeme];
      if (j > next && word.Is(WordClass::kCue) && (word.frames & kFrameQuote) != 0) {
        return true;
      }
      if (!token.Is(kCapitalized) && !word.Is(WordClass::kAdverb) && !word.Is(WordClass::kPerson) &&
          !word.Is(WordClass::kAuxiliary)) {
        return false;
      }
    }
    return false;
  }

  // "... about it. -- Rick Lee": a dash and a name that end the paragraph.
  bool IsSignature(std::size_t next) const {
    if (!IsMark(next, kDash)) {
      return false;
    }
    std::size_t j = next + 1;
    while (j < tokens_.size() && j < next + 5 && !StartsParagraph(j) &&
           tokens_[j].Is(kCapitalized)) {
      ++j;
    }
    return j > next + 1 && (j == tokens_.size() || StartsParagraph(j));
  }

  // ..." (Smith 55).  A bracket that is closed before the stop belongs to what it follows.
  bool IsCitation(std::size_t next) const {
    if (!IsMark(next, kOpenBracket)) {
      return false;
    }
    for (std::size_t j = next + 1; j < tokens_.size() && j < next + 12; ++j) {
      if (IsMark(j, kCloseBracket)) {
        return IsMark(j + 1, kPeriod) && !tokens_[j - 1].IsMark(kPeriod);
      }
    }
    return false;
  }

  bool IsAbbreviated(std::size_t stop, std::size_t next, std::size_t first) const {
    if (next > stop + 1 && tokens_[next - 1].kind == TokenKind::kPunctuation) {
      return false;  // something closed after the stop
    }
    std::uint16_t row = tokens_[stop].lexeme;
    const bool dotted = tokens_[stop].kind == TokenKind::kWord;
    if (!dotted) {
      if (tokens_[stop].lexeme != kPeriod || stop == first || SpaceBefore(stop)) {
        return false;
      }
      const Token& before = tokens_[stop - 1];
      if (before.kind != TokenKind::kWord) {
        // N°. 5
        return before.kind == TokenKind::kSymbol && tokens_[next].kind == TokenKind::kNumber;
      }
      if (before.span.size() == 1 && before.Is(kCapitalized)) {
        return IsInitial(stop, next, first);
      }
      row = before.lexeme;
    }
    const ClosedWord& word = closed_[row];
    const Token& after = tokens_[next];
    if (word.Is(WordClass::kTitleAbbreviation)) {
      return after.kind != TokenKind::kPunctuation || after.Is(kOpensQuote);
    }
    if (word.Is(WordClass::kNumberAbbreviation)) {
      if (after.kind == TokenKind::kNumber || IsRoman(next) || Is(next, WordClass::kMonth)) {
        return true;
      }
      if (!word.Is(WordClass::kEitherAbbreviation)) {
        return false;
      }
    }
    if (word.Is(WordClass::kMeridiem)) {
      if (stop - first <= 3 && Is(first, WordClass::kPreposition)) {
        return true;  // "At 5 a.m. Mr. Smith went"
      }
      return !OftenBeginsASentence(next) && !Is(next, WordClass::kTitleAbbreviation);
    }
    if (dotted || word.Is(WordClass::kEitherAbbreviation)) {
      return !OftenBeginsASentence(next);
    }
    return false;
  }

  // A capital letter and a stop: an initial, unless it ends a sentence ("you and I. Did you").
  bool IsInitial(std::size_t stop, std::size_t next, std::size_t first) const {
    const bool is_i = text_[tokens_[stop - 1].span.begin] == 'I';
    const bool name_before = stop >= first + 2 && tokens_[stop - 2].kind == TokenKind::kWord &&
                             tokens_[stop - 2].Is(kCapitalized);
    if (OftenBeginsASentence(next)) {
      // "vitamin C. The", "Plan B. It" against "J. The ..." which is rare
      return false;
    }
    return !is_i || name_before;
  }

  bool IsRoman(std::size_t i) const {
    if (tokens_[i].kind != TokenKind::kWord || !tokens_[i].Is(kCapitalized)) {
      return false;
    }
    const std::string_view text = Text(i);
    return text.find_first_not_of("IVXLC") == std::string_view::npos && text.size() <= 5 &&
           text != "I";
  }

  // "1. The first item": a number or letter that opens a sentence and its stop do not end it.
  bool IsListNumber(std::size_t stop, std::size_t first) const {
    if (!tokens_[stop].IsMark(kPeriod) || stop == first || SpaceBefore(stop)) {
      return false;
    }
    const Token& before = tokens_[stop - 1];
    const bool number = before.kind == TokenKind::kNumber && before.span.size() <= 3;
    const bool letter = before.kind == TokenKind::kWord && before.span.size() == 1;
    if (!number && !letter) {
      return false;
    }
    if (stop == first + 2 && Is(first, WordClass::kCaption)) {
      return true;  // "Figure 1. Original and changed"
    }
    return stop - 1 == first || tokens_[stop - 2].IsMark(kColon) ||
           (number && IsTerminal(tokens_[stop - 2].lexeme) &&
            tokens_[stop - 2].kind == TokenKind::kPunctuation &&
            !(stop > first + 3 && Is(stop - 3, WordClass::kNumberAbbreviation))) ||
           (stop - 2 == first && tokens_[first].kind == TokenKind::kPunctuation);
  }

  bool OftenBeginsASentence(std::size_t i) const {
    if (tokens_[i].kind == TokenKind::kPunctuation) {
      return tokens_[i].Is(kOpensQuote);
    }
    return tokens_[i].Is(kCapitalized) && Is(i, WordClass::kStarter);
  }

  // A headline and its date, which ends the paragraph: "... of Magicians Wednesday, October 9,
  // 2013".
  bool IsClosingDate(std::size_t i) const {
    return Is(i, WordClass::kWeekday) && i + 5 < tokens_.size() && IsMark(i + 1, kComma) &&
           Is(i + 2, WordClass::kMonth) && tokens_[i + 3].kind == TokenKind::kNumber &&
           IsMark(i + 4, kComma) && tokens_[i + 5].kind == TokenKind::kNumber &&
           (i + 6 == tokens_.size() || StartsParagraph(i + 6)) &&
           !Is(i - 1, WordClass::kPreposition) && tokens_[i - 1].kind == TokenKind::kWord;
  }

  // The date above an article whose line feed was lost: "Friday, January 3, 2014 The council ..."
  bool IsOpeningDate(std::size_t i) const {
    return tokens_[i].Is(kParagraphStart) && Is(i, WordClass::kWeekday) && i + 6 < tokens_.size() &&
           !StartsParagraph(i + 6) && IsMark(i + 1, kComma) && Is(i + 2, WordClass::kMonth) &&
           tokens_[i + 3].kind == TokenKind::kNumber && IsMark(i + 4, kComma) &&
           tokens_[i + 5].kind == TokenKind::kNumber && tokens_[i + 6].kind == TokenKind::kWord &&
           tokens_[i + 6].Is(kCapitalized);
  }

  // The header of a mail whose line feeds were lost: "Kay Mann 10/26/2000 11:07 AM If Jeff ..."
  bool IsMailStamp(std::size_t i) const {
    return i + 2 < tokens_.size() && tokens_[i + 1].kind == TokenKind::kNumber &&
           Is(i + 2, WordClass::kMeridiem) && tokens_[i].span.size() >= 6 &&
           Text(i).find('/') != std::string_view::npos &&
           Text(i + 1).find(':') != std::string_view::npos;
  }

  // "Figure 1.4 The Olmec carved": the name of a picture or table at the beginning of a paragraph.
  bool IsCaption(std::size_t i) const {
    return Is(i - 1, WordClass::kCaption) && tokens_[i - 1].Is(kParagraphStart) &&
           i + 1 < tokens_.size() && tokens_[i + 1].Is(kCapitalized) && SpaceBefore(i + 1);
  }

  // Reads the list item that the paragraph at token i begins with, if any.
  void StartParagraph(std::size_t i) {
    list_ = {};
    date_end_ = IsOpeningDate(i) ? i + 6 : 0;
    if (tokens_[i].kind == TokenKind::kPunctuation && tokens_[i].lexeme == kBullet) {
      list_.style = InlineList::Style::kBullet;
      return;
    }
    InlineList list;
    if (ReadItem(i, list) && list.next == 1) {
      list_ = list;
      ++list_.next;
    }
  }

  // Is there "1." "1)" "1.)" "a." "a)" at token i?
  bool ReadItem(std::size_t i, InlineList& list) const {
    if (i + 2 >= tokens_.size()) {
      return false;
    }
    const std::string_view text = Text(i);
    if (tokens_[i].kind == TokenKind::kNumber && text.size() <= 2) {
      list.style = InlineList::Style::kNumber;
      for (const char c : text) {
        if (c < '0' || c > '9') {
          return false;
        }
        list.next = list.next * 10 + static_cast<std::uint32_t>(c - '0');
      }
    } else if (tokens_[i].kind == TokenKind::kWord && text.size() == 1) {
      list.style = InlineList::Style::kLetter;
      list.next = static_cast<std::uint32_t>((text[0] | 0x20) - 'a' + 1);
    } else {
      return false;
    }
    const Token& mark = tokens_[i + 1];
    if (SpaceBefore(i + 1) || !(mark.IsMark(kPeriod) || mark.IsMark(kCloseBracket))) {
      return false;
    }
    list.mark = mark.lexeme;
    list.marks = 1;
    std::size_t after = i + 2;
    if (mark.IsMark(kPeriod) && IsMark(after, kCloseBracket) && !SpaceBefore(after)) {
      list.marks = 2;
      ++after;
    }
    return after < tokens_.size() && SpaceBefore(after) && tokens_[after].Is(kCapitalized);
  }

  bool IsNextItem(std::size_t i) {
    const Token& token = tokens_[i];
    if (list_.style == InlineList::Style::kBullet) {
      return token.kind == TokenKind::kPunctuation && token.lexeme == kBullet && SpaceBefore(i) &&
             i + 1 < tokens_.size() && !tokens_[i - 1].IsMark(kBullet) &&
             !tokens_[i + 1].IsMark(kBullet);
    }
    if (token.kind != TokenKind::kNumber &&
        (token.kind != TokenKind::kWord || token.span.size() > 1)) {
      return false;
    }
    InlineList list;
    if (SpaceBefore(i) && ReadItem(i, list) && list.style == list_.style &&
        list.next == list_.next && list.mark == list_.mark && list.marks == list_.marks) {
      ++list_.next;
      return true;
    }
    return false;
  }

  void Add(std::size_t first, std::size_t end) {
    Sentence& sentence = document_.sentences.emplace_back();
    sentence.span = {tokens_[first].span.begin, tokens_[end - 1].span.end};
    sentence.first_token = static_cast<std::uint32_t>(first);
    sentence.end_token = static_cast<std::uint32_t>(end);
  }

  Document& document_;
  std::string_view text_;
  const std::vector<Token>& tokens_;
  const ClosedWords& closed_;
  InlineList list_;
  std::size_t date_end_ = 0;  // where the date above the paragraph ends; 0 if there is none
};

}  // namespace

void SplitSentences(Document& document) {
  document.sentences.clear();
  Splitter(document).Run();
}

void OneSentence(Document& document) {
  document.sentences.clear();
  if (!document.tokens.empty()) {
    Sentence sentence;
    sentence.span = {document.tokens.front().span.begin, document.tokens.back().span.end};
    sentence.end_token = static_cast<std::uint32_t>(document.tokens.size());
    document.sentences.push_back(sentence);
  }
}

}  // namespace slant
