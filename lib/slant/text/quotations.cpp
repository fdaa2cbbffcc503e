#include "slant/text/quotations.h"

#include <algorithm>

#include "slant/text/closed_words.h"

namespace slant {
namespace {

class Marker {
 public:
  explicit Marker(Document& document)
      : document_(document), tokens_(document.tokens), closed_(ClosedWords::Get()) {}

  void Run() {
    for (const std::uint32_t i : document_.events) {
      if (i > 0 && StartsParagraph(i)) {
        EndParagraph(i);
      }
      if (tokens_[i].kind == TokenKind::kPunctuation && tokens_[i].lexeme >= kDoubleMark &&
          tokens_[i].lexeme <= kSingleClose) {
        Visit(i);
      }
    }
    if (single_ != kNothing) {
      single_ = kNothing;  // an unclosed single mark was an apostrophe
    }
    if (open_ != kNothing) {
      Close(tokens_.size(), false);
    }
  }

 private:
  static constexpr std::size_t kNothing = static_cast<std::size_t>(-1);

  bool StartsParagraph(std::size_t i) const {
    return tokens_[i].Is(kParagraphStart) || (!document_.hard_wrapped && tokens_[i].Is(kLineStart));
  }
  bool SpaceBefore(std::size_t i) const {
    return i == 0 || tokens_[i].span.begin > tokens_[i - 1].span.end;
  }
  bool SpaceAfter(std::size_t i) const {
    return i + 1 >= tokens_.size() || tokens_[i + 1].span.begin > tokens_[i].span.end;
  }
  // May a quotation open after token i - 1?  After white space, a bracket, a dash or another mark.
  bool OpensAfter(std::size_t i) const {
    if (SpaceBefore(i)) {
      return true;
    }
    const Token& before = tokens_[i - 1];
    return before.kind == TokenKind::kPunctuation &&
           (before.lexeme == kOpenBracket || before.lexeme == kDash ||
            (before.lexeme >= kDoubleMark && before.lexeme <= kSingleOpen));
  }

  void Visit(std::size_t i) {
    const auto mark = static_cast<Mark>(static_cast<std::uint16_t>(tokens_[i].lexeme));
    switch (mark) {
      case kDoubleOpen:
        if (open_ != kNothing && document_.Text(tokens_[open_].span) == "„") {
          return CloseWith(i);
        }
        return Open(i);
      case kDoubleClose:
        if (open_ != kNothing) {
          return CloseWith(i);
        }
        if (OpensAfter(i) && !SpaceAfter(i)) {
          Open(i);
        }
        return;
      case kDoubleMark: {
        const bool may_open = OpensAfter(i);
        const bool glued_after = !SpaceAfter(i);
        if (open_ == kNothing) {
          if (may_open || (glued_after && AfterPunctuation(i))) {
            Open(i);
          }
          return;
        }
        // After white space and before a word a mark opens anew: the first was never closed.
        if (SpaceBefore(i) && glued_after && i > open_ + 1) {
          return Open(i);
        }
        return CloseWith(i);
      }
      case kSingleOpen:
        if (HasSingleClose(i)) {
          OpenSingle(i);
        }
        return;
      case kSingleMark:
        if (single_ == kNothing && OpensAfter(i) && !SpaceAfter(i) && HasSingleClose(i)) {
          return OpenSingle(i);
        }
        [[fallthrough]];
      case kSingleClose:
        if (single_ != kNothing && ClosesSingle(i)) {
          CloseSingle(i);
        }
        return;
      default:
        return;
    }
  }

  bool AfterPunctuation(std::size_t i) const {
    return i > 0 && tokens_[i - 1].kind == TokenKind::kPunctuation;
  }

  void Open(std::size_t i) {
    if (open_ != kNothing) {
      Close(i, false);
    }
    open_ = i;
    tokens_[i].flags |= kOpensQuote;
  }

  void CloseWith(std::size_t i) {
    if (single_ != kNothing && single_ > open_) {
      single_ = kNothing;  // an apostrophe after all
    }
    tokens_[i].flags |= kClosesQuote;
    Close(i, true);
  }

  void OpenSingle(std::size_t i) {
    if (single_ != kNothing) {
      return;
    }
    single_ = i;
    tokens_[i].flags |= kOpensQuote;
  }

  bool ClosesSingle(std::size_t i) const {
    return !SpaceBefore(i) && (SpaceAfter(i) || tokens_[i + 1].kind != TokenKind::kWord);
  }

  void CloseSingle(std::size_t i) {
    if (open_ == kNothing || open_ < single_) {
      tokens_[i].flags |= kClosesQuote;
      Record(single_, i, true);
      single_ = kNothing;
    }  // else the mark stands inside double ones that opened later: an apostrophe
  }

  // A single mark opens a quotation only if one closes it in the same paragraph; a closing one is
  // followed by white space or punctuation and does not stand for an omitted letter (goin').
  // The answer is kept, so that a thousand opening marks in a row cost one search.
  bool HasSingleClose(std::size_t i) {
    constexpr std::size_t kLongest = 400;  // tokens; bounds the search
    if (single_close_ != kNothing && single_close_ > i + 1) {
      return single_close_ - i <= kLongest;
    }
    if (i < searched_until_) {
      return false;
    }
    std::size_t j = i + 1;
    for (; j < tokens_.size() && !StartsParagraph(j); ++j) {
      const Token& token = tokens_[j];
      if (token.kind == TokenKind::kPunctuation &&
          (token.lexeme == kSingleClose || token.lexeme == kSingleMark) && j > i + 1 &&
          ClosesSingle(j)) {
        single_close_ = j;
        return j - i <= kLongest;
      }
    }
    searched_until_ = j;
    return false;
  }

  // The paragraph before token i is over.
  void EndParagraph(std::size_t i) {
    if (single_ != kNothing) {
      tokens_[single_].flags &= static_cast<std::uint8_t>(~kOpensQuote);
      single_ = kNothing;
    }
    if (open_ == kNothing) {
      return;
    }
    // “First paragraph.  Second paragraph.” without a mark between them: the next mark closes.
    if (tokens_[open_].IsMark(kDoubleOpen) && tokens_[i].kind != TokenKind::kPunctuation &&
        NextDoubleCloses(i)) {
      return;
    }
    Close(i, false);
    const Token& token = tokens_[i];
    going_on_ = token.kind == TokenKind::kPunctuation && token.lexeme >= kDoubleMark &&
                token.lexeme <= kDoubleClose;
  }

  bool NextDoubleCloses(std::size_t i) const {
    constexpr std::size_t kLongest = 400;  // tokens
    for (std::size_t j = i; j < tokens_.size() && j < i + kLongest; ++j) {
      if (j > i && StartsParagraph(j)) {
        return false;
      }
      if (tokens_[j].kind == TokenKind::kPunctuation && tokens_[j].lexeme >= kDoubleMark &&
          tokens_[j].lexeme <= kDoubleClose) {
        return tokens_[j].lexeme == kDoubleClose;
      }
    }
    return false;
  }

  // Ends the open quotation: at its mark `end`, or unclosed before token `end`.
  void Close(std::size_t end, bool closed) {
    Record(open_, end, closed);
    open_ = kNothing;
  }

  void Record(std::size_t open, std::size_t end, bool closed) {
    for (std::size_t i = open + 1; i < end; ++i) {
      tokens_[i].flags |= kQuoted;
    }
    Quotation quotation;
    quotation.span = {tokens_[open].span.begin,
                      closed ? tokens_[end].span.end : tokens_[end - 1].span.end};
    quotation.first_token = static_cast<std::uint32_t>(open);
    quotation.end_token = static_cast<std::uint32_t>(closed ? end + 1 : end);
    quotation.closed = closed;
    quotation.continues = going_on_ && open == open_;
    quotation.scare_quote = closed && IsSetOff(open, end);
    if (open == open_) {
      going_on_ = false;
    }
    document_.quotations.push_back(quotation);
  }

  // One or two words, or a title of up to six, without a comma or stop before the closing mark and
  // without a verb of speech in front are set off, not spoken.
  bool IsSetOff(std::size_t open, std::size_t end) const {
    constexpr std::size_t kLongest = 16;  // tokens
    if (end - open > kLongest) {
      return false;
    }
    std::size_t words = 0;
    std::size_t small = 0;  // words that a title would write with a capital, and that have none
    for (std::size_t i = open + 1; i < end; ++i) {
      const Token& token = tokens_[i];
      if (token.word != kNoWord) {
        ++words;
        small += !token.Is(kCapitalized) && token.kind == TokenKind::kWord &&
                 !closed_[token.lexeme].Is(WordClass::kPreposition) &&
                 !closed_[token.lexeme].Is(WordClass::kArticle) &&
                 !closed_[token.lexeme].Is(WordClass::kConjunction);
      }
    }
    if (words == 0 || end <= open + 1) {
      return true;
    }
    const bool title = small == 0 && words <= 6;
    if (words > 2 && !title) {
      return false;
    }
    const Token& last = tokens_[end - 1];
    if (last.kind == TokenKind::kPunctuation && last.lexeme != kSingleClose &&
        last.lexeme != kSingleMark) {
      // American style puts the comma inside: "fake news," -- a pause, when the sentence goes on
      // in lower case with no verb of speech near.
      if (last.lexeme != kComma && last.lexeme != kPeriod) {
        return false;
      }
      if (StartsParagraph(open) || SpeechNear(end + 1)) {
        return false;
      }
      const Token& previous = tokens_[open - 1];
      if (last.lexeme == kPeriod && previous.kind == TokenKind::kPunctuation &&
          previous.lexeme >= kPeriod && previous.lexeme <= kFullwidthStop) {
        return false;  // a whole sentence: "We tried," he said. "Nobody listened."
      }
    }
    if (StartsParagraph(open)) {
      return end + 1 < tokens_.size() && !StartsParagraph(end + 1) && !SpeechNear(end + 1);
    }
    const Token& before = tokens_[open - 1];
    if (before.kind == TokenKind::kPunctuation) {
      if (before.lexeme == kColon) {
        return false;
      }
      if (before.lexeme == kComma && open >= 2) {
        return !IsSpeechVerb(open - 2);
      }
      return true;
    }
    return !IsSpeechVerb(open - 1);
  }

  bool IsSpeechVerb(std::size_t i) const {
    const Token& token = tokens_[i];
    return token.kind == TokenKind::kWord && closed_[token.lexeme].Is(WordClass::kCue) &&
           (closed_[token.lexeme].frames & kFrameQuote) != 0 &&
           (closed_[token.lexeme].frames & (kFrameWeak | kFrameObject)) == 0;
  }

  bool SpeechNear(std::size_t i) const {
    for (std::size_t j = i; j < tokens_.size() && j < i + 4 && !StartsParagraph(j); ++j) {
      if (IsSpeechVerb(j)) {
        return true;
      }
      if (tokens_[j].kind == TokenKind::kPunctuation) {
        return false;
      }
    }
    return false;
  }

  Document& document_;
  std::vector<Token>& tokens_;
  const ClosedWords& closed_;
  std::size_t open_ = kNothing;    // the double mark that is open
  std::size_t single_ = kNothing;  // the single mark that is open
  std::size_t single_close_ = kNothing;
  std::size_t searched_until_ = 0;
  bool going_on_ = false;
};

}  // namespace

void MarkQuotations(Document& document) {
  document.quotations.clear();
  Marker(document).Run();
  // An inner quotation ends before its outer one, and was pushed first.
  const auto starts_before = [](const Quotation& a, const Quotation& b) {
    return a.span.begin < b.span.begin;
  };
  auto& quotations = document.quotations;
  if (!std::is_sorted(quotations.begin(), quotations.end(), starts_before)) {
    std::sort(quotations.begin(), quotations.end(), starts_before);
  }
  std::uint32_t outer_end = 0;
  for (Quotation& quotation : quotations) {
    quotation.nested = quotation.span.begin < outer_end;
    outer_end = std::max(outer_end, quotation.span.end);
  }
}

}  // namespace slant
