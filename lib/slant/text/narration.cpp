#include "slant/text/narration.h"

#include <algorithm>

namespace slant {

bool LeaveOutQuotations(const Document& document, const Sentence& sentence, std::string& out) {
  out.clear();
  if (sentence.quoted_share <= 0) {
    return false;
  }
  bool any = false;
  std::uint32_t copied = sentence.span.begin;
  // A quotation begins at the latest where the sentence ends; long ones began before it.
  for (const Quotation& quotation : document.quotations) {
    if (quotation.first_token >= sentence.end_token) {
      break;
    }
    if (quotation.scare_quote || quotation.nested || quotation.end_token <= sentence.first_token) {
      continue;
    }
    // The quoted words inside the sentence.
    std::uint32_t first = std::max(quotation.first_token, sentence.first_token);
    std::uint32_t end = std::min(quotation.end_token, sentence.end_token);
    while (first < end && !document.tokens[first].Is(kQuoted)) {
      ++first;
    }
    while (first < end && !document.tokens[end - 1].Is(kQuoted)) {
      --end;
    }
    if (first == end || document.tokens[first].span.begin < copied) {
      continue;
    }
    out += document.Text({copied, document.tokens[first].span.begin});
    out += "\u2026";
    copied = document.tokens[end - 1].span.end;
    any = true;
  }
  if (any) {
    out += document.Text({copied, sentence.span.end});
  }
  return any;
}

}  // namespace slant
