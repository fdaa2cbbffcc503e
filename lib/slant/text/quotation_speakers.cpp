#include "slant/text/quotation_speakers.h"

#include <algorithm>

#include "slant/text/clause_reader.h"

namespace slant {
namespace {

class QuotationReader : private ClauseReader {
 public:
  explicit QuotationReader(Document& document)
      : ClauseReader(document), attributions_(document.attributions) {}

  void Run() {
    std::stable_sort(
        attributions_.begin(), attributions_.end(),
        [](const Attribution& a, const Attribution& b) { return First(a) < First(b); });
    const std::size_t found = attributions_.size();
    std::size_t next = 0;          // the first attribution that may cover this quotation
    std::uint32_t covered_to = 0;  // contents before `next` reach to here
    std::size_t last = kNoToken;   // the attribution of the last quotation
    std::uint32_t last_token = 0;  // where that quotation ended
    for (const Quotation& quotation : document_.quotations) {
      if (quotation.nested || quotation.scare_quote) {
        continue;
      }
      std::size_t owner = kNoToken;
      while (next < found && First(attributions_[next]) < quotation.span.end) {
        covered_to = std::max(covered_to, Last(attributions_[next]));
        ++next;
      }
      if (covered_to > quotation.span.begin) {
        for (std::size_t k = next; k > 0 && k + 8 > next; --k) {
          const Attribution& a = attributions_[k - 1];
          if (a.content.Overlaps(quotation.span) || a.more.Overlaps(quotation.span)) {
            owner = k - 1;
            break;
          }
        }
      }
      if (owner == kNoToken) {
        owner = AttributeAlone(quotation, last, last_token);
      }
      last = owner;
      last_token = quotation.end_token;
    }
  }

 private:
  static std::uint32_t First(const Attribution& a) { return a.content.begin; }

  static std::uint32_t Last(const Attribution& a) { return std::max(a.content.end, a.more.end); }

  std::size_t AttributeAlone(const Quotation& quotation, std::size_t last,
                             std::uint32_t last_token) {
    Attribution made;
    made.content = quotation.span;
    made.direct = true;
    const std::size_t open = quotation.first_token;
    // Jacobs: "..."  Cruz continued: "..."
    if (open >= 2 && IsMark(open - 1, kColon)) {
      std::size_t begin = open - 1;
      std::size_t cue = kNoToken;
      while (begin > 0 && open - begin < 20 && !IsTerminal(begin - 1) && !Quoted(begin - 1) &&
             !tokens_[begin].Is(kParagraphStart)) {
        --begin;
        if (IsWord(begin) && Word(begin).Is(WordClass::kCue) && cue == kNoToken) {
          cue = begin;
        }
      }
      MoveTo(begin, open);
      if (cue != kNoToken && cue > begin) {
        TokenStretch source{NounPhraseStart(cue), cue};
        TrimSource(source);
        made.source = ToSpan(source);
        made.cue = ToSpan({cue, cue + 1});
        made.stance = Word(cue).stance;
      } else if (cue == kNoToken && open - 1 - begin <= 6) {
        made.source = ToSpan({begin, open - 1});
        made.cue = ToSpan({open - 1, open});
      }
    } else if (ReadSpeakerAfter(quotation, made)) {
      made.inherited = false;
    } else if (last != kNoToken && (quotation.continues || SameParagraph(last_token, open))) {
      const Attribution& before = attributions_[last];
      made.source = before.source;
      made.cue = before.cue;
      made.stance = before.stance;
      made.inherited = true;
    }
    attributions_.push_back(made);
    return attributions_.size() - 1;
  }

  // "...," exhorted Lee / "...," Lee exhorted: who speaks, with a verb that no list has.
  bool ReadSpeakerAfter(const Quotation& quotation, Attribution& made) {
    const std::size_t begin = quotation.end_token;
    std::size_t stop = begin;
    while (stop < tokens_.size() && stop < begin + 30 && !tokens_[stop].Is(kParagraphStart) &&
           !IsTerminal(stop) && !Quoted(stop)) {
      ++stop;
    }
    if (begin + 2 > stop || !IsWord(begin)) {
      return false;
    }
    MoveTo(begin, stop);
    const auto is_past = [&](std::size_t i) {
      const std::string_view text = document_.Text(tokens_[i].span);
      return IsWord(i) && !tokens_[i].Is(kCapitalized) && !Is(i, WordClass::kAuxiliary) &&
             !Is(i, WordClass::kPreposition) &&
             (text.ends_with("ed") || text.ends_with("id") || Is(i, WordClass::kCue));
    };
    if (is_past(begin)) {
      made.cue = ToSpan({begin, begin + 1});
      made.source = ToSpan({begin + 1, PhraseEnd(begin + 1)});
      return true;
    }
    std::size_t i = begin;
    while (i < stop && i < begin + 6 && IsWord(i) &&
           (IsCapital(i) || Is(i, WordClass::kDeterminer) || Is(i, WordClass::kSubject) ||
            Is(i, WordClass::kPerson) || Is(i, WordClass::kAdverb))) {
      ++i;
    }
    if (i > begin && i < stop && is_past(i)) {
      made.source = ToSpan({begin, i});
      made.cue = ToSpan({i, i + 1});
      return true;
    }
    return false;
  }

  bool SameParagraph(std::size_t from, std::size_t to) const {
    if (to < from || to - from > 60) {
      return false;
    }
    for (std::size_t i = from; i <= to; ++i) {
      if (tokens_[i].Is(kParagraphStart)) {
        return false;
      }
    }
    return true;
  }

  std::vector<Attribution>& attributions_;
};

}  // namespace

void AttributeQuotations(Document& document) { QuotationReader(document).Run(); }

}  // namespace slant
