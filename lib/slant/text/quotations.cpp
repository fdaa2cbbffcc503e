#include "slant/text/quotations.h"

#include <string_view>

namespace slant {
namespace {

enum class Mark { kNone, kStraight, kOpen, kClose, kSingleOpen, kSingleClose, kSingleStraight };

Mark MarkOf(std::string_view token) {
  if (token == "\"") return Mark::kStraight;
  if (token == "'") return Mark::kSingleStraight;
  if (token == "“" || token == "«" || token == "„" || token == "‟") return Mark::kOpen;
  if (token == "”" || token == "»") return Mark::kClose;
  if (token == "‘" || token == "‹" || token == "‚" || token == "‛") return Mark::kSingleOpen;
  if (token == "’" || token == "›") return Mark::kSingleClose;
  return Mark::kNone;
}

class Marker {
 public:
  explicit Marker(Document& document) : document_(document), tokens_(document.tokens) {}

  void Run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (open_ != kNothing && tokens_[i].Is(kParagraphStart)) {
        Close(i, false);
      }
      if (tokens_[i].kind == TokenKind::kPunctuation) {
        Visit(i);
      }
    }
    if (open_ != kNothing) {
      Close(tokens_.size(), false);
    }
  }

 private:
  static constexpr std::size_t kNothing = static_cast<std::size_t>(-1);

  bool SpaceBefore(std::size_t i) const {
    return i == 0 || tokens_[i].span.begin > tokens_[i - 1].span.end;
  }
  bool SpaceAfter(std::size_t i) const {
    return i + 1 >= tokens_.size() || tokens_[i + 1].span.begin > tokens_[i].span.end;
  }

  void Visit(std::size_t i) {
    const Mark mark = MarkOf(document_.Text(tokens_[i].span));
    if (mark == Mark::kNone) {
      return;
    }
    const bool single =
        mark == Mark::kSingleOpen || mark == Mark::kSingleClose || mark == Mark::kSingleStraight;
    if (open_ == kNothing) {
      // A straight mark opens where a word may begin, and any where white space tells.
      const bool opens =
          mark == Mark::kOpen || mark == Mark::kSingleOpen ||
          (mark == Mark::kStraight && (!SpaceAfter(i) || SpaceBefore(i))) ||
          (mark == Mark::kSingleStraight && SpaceBefore(i) && !SpaceAfter(i) && HasSingleClose(i));
      if (opens && (mark != Mark::kSingleOpen || HasSingleClose(i))) {
        open_ = i;
        open_single_ = single;
        tokens_[i].flags |= kOpensQuote;
      }
      return;
    }
    if (single != open_single_) {
      return;  // nested: the outer quotation goes on
    }
    // Straight marks after white space and before a word open anew: the first was never closed.
    const bool closes = mark == Mark::kClose || mark == Mark::kSingleClose ||
                        ((mark == Mark::kStraight || mark == Mark::kSingleStraight) &&
                         !(SpaceBefore(i) && !SpaceAfter(i)));
    if (closes) {
      tokens_[i].flags |= kClosesQuote;
      Close(i, true);
    }
  }

  // A single mark opens a quotation only if one closes it in the same paragraph; a closing one is
  // followed by white space or punctuation and does not stand for an omitted letter (goin').
  bool HasSingleClose(std::size_t i) const {
    constexpr std::size_t kLongest = 120;  // words; keeps the search linear
    for (std::size_t j = i + 1; j < tokens_.size() && j < i + kLongest; ++j) {
      if (tokens_[j].Is(kParagraphStart)) {
        return false;
      }
      const Mark mark = tokens_[j].kind == TokenKind::kPunctuation
                            ? MarkOf(document_.Text(tokens_[j].span))
                            : Mark::kNone;
      if ((mark == Mark::kSingleClose || mark == Mark::kSingleStraight) && !SpaceBefore(j) &&
          (SpaceAfter(j) || tokens_[j + 1].kind == TokenKind::kPunctuation)) {
        return true;
      }
    }
    return false;
  }

  // Ends the open quotation: at its mark `end`, or unclosed before token `end`.
  void Close(std::size_t end, bool closed) {
    std::size_t words = 0;
    for (std::size_t i = open_ + 1; i < end; ++i) {
      tokens_[i].flags |= kQuoted;
      words += tokens_[i].word != kNoWord;
    }
    Quotation quotation;
    quotation.span = {tokens_[open_].span.begin,
                      closed ? tokens_[end].span.end : tokens_[end - 1].span.end};
    quotation.closed = closed;
    // One or two words without a comma or stop before the closing mark are set off, not spoken.
    quotation.scare_quote =
        closed && words <= 2 && end > open_ + 1 && tokens_[end - 1].kind != TokenKind::kPunctuation;
    document_.quotations.push_back(quotation);
    open_ = kNothing;
  }

  Document& document_;
  std::vector<Token>& tokens_;
  std::size_t open_ = kNothing;
  bool open_single_ = false;
};

}  // namespace

void MarkQuotations(Document& document) {
  document.quotations.clear();
  Marker(document).Run();
}

}  // namespace slant
