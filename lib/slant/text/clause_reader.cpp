#include "slant/text/clause_reader.h"

namespace slant {

std::size_t ClauseReader::NounPhraseStart(std::size_t end) const {
  constexpr std::size_t kLongest = 25;  // words
  std::size_t i = end;
  while (i > clause_start_ && end - i < kLongest) {
    const std::size_t j = i - 1;
    if (Quoted(j)) {
      break;
    }
    if (IsPunctuation(j)) {
      if (IsMark(j, kPeriod) && IsCapital(j - (j > first_)) && j > first_) {
        --i;  // the stop of an abbreviation: Sen.
        continue;
      }
      break;
    }
    if (IsWord(j)) {
      const ClosedWord& word = Word(j);
      if (word.Is(WordClass::kConjunction)) {
        const bool joins_names =
            j > clause_start_ && i < end && IsCapital(j - 1) && IsCapital(i) && Equals(j, "and");
        const bool joins_nouns =
            Equals(j, "and") && j > clause_start_ && i < end && Is(j - 1, WordClass::kPerson);
        if (!joins_names && !joins_nouns) {
          break;
        }
      } else if (word.Is(WordClass::kSubordinator) && !Is(j, WordClass::kPreposition)) {
        break;
      } else if (word.Is(WordClass::kAuxiliary) && !tokens_[j].Is(kClitic) &&
                 !tokens_[j].Is(kCapitalized)) {
        break;
      } else if (word.Is(WordClass::kCue) && !tokens_[j].Is(kCapitalized) &&
                 !word.Is(WordClass::kPerson) &&
                 !(j > clause_start_ &&
                   (Is(j - 1, WordClass::kDeterminer) || tokens_[j - 1].Is(kClitic)))) {
        break;
      } else if (word.Is(WordClass::kSubject) && i < end) {
        break;  // "he" begins its own clause
      }
    }
    --i;
  }
  return i;
}

void ClauseReader::TrimSource(TokenStretch& source) const {
  while (
      source.begin + 1 < source.end &&
      (Is(source.begin, WordClass::kAdverb) || Is(source.begin, WordClass::kConjunction) ||
       (Is(source.begin, WordClass::kSubordinator) && !Is(source.begin, WordClass::kDeterminer)))) {
    ++source.begin;
  }
  if (source.empty()) {
    return;
  }
  const std::size_t last = source.end - 1;
  if (Is(last, WordClass::kSubject) && !Is(last, WordClass::kRelative)) {
    source.begin = last;
    return;
  }
  if (!Is(source.begin, WordClass::kPreposition)) {
    return;
  }
  // The last phrase of the stretch: a run of capitals, or from the last article on.
  std::size_t begin = last;
  if (IsCapital(last)) {
    while (
        begin > source.begin &&
        (IsCapital(begin - 1) || IsMark(begin - 1, kPeriod) || Is(begin - 1, WordClass::kOffice)) &&
        !IsTime(begin - 1)) {
      --begin;
    }
  } else {
    while (begin > source.begin + 1 && !Is(begin, WordClass::kDeterminer)) {
      --begin;
    }
  }
  source.begin = begin;
}

TokenStretch ClauseReader::BeforeApposition(std::size_t comma) const {
  constexpr std::size_t kLongest = 45;  // tokens
  std::size_t begin = comma;
  while (begin > clause_start_ && comma - begin < kLongest && !Quoted(begin - 1) &&
         !IsMark(begin - 1, kSemicolon) && !IsMark(begin - 1, kColon) &&
         !IsMark(begin - 1, kDash)) {
    --begin;
  }
  // The first segment between commas that can be a subject.
  std::size_t i = begin;
  while (i < comma) {
    const bool adverbial =
        (Is(i, WordClass::kPreposition) || Is(i, WordClass::kSubordinator) ||
         Is(i, WordClass::kConjunction) || Is(i, WordClass::kAdverb) || IsTime(i) || !IsWord(i) ||
         (Word(i).Is(WordClass::kCueIng)) || IsFinite(i));
    if (!adverbial) {
      return {i, comma};
    }
    if (Is(i, WordClass::kConjunction) || Is(i, WordClass::kAdverb)) {
      ++i;
      continue;
    }
    while (i < comma && !IsComma(i)) {
      ++i;
    }
    ++i;
  }
  return {};
}

TokenStretch ClauseReader::SubjectOfSentence(std::size_t limit) const {
  std::size_t i = clause_start_;
  while (i < limit && (Is(i, WordClass::kPreposition) || Is(i, WordClass::kSubordinator) ||
                       Is(i, WordClass::kAdverb) || Is(i, WordClass::kConjunction))) {
    if (Is(i, WordClass::kPreposition) || Is(i, WordClass::kSubordinator)) {
      std::size_t j = i;
      while (j < limit && !IsComma(j)) {
        ++j;
      }
      if (j >= limit) {
        return {};
      }
      i = j + 1;
    } else {
      ++i;
    }
    if (i < limit && IsComma(i)) {
      ++i;
    }
  }
  if (i >= limit || Quoted(i) || !IsWord(i)) {
    return {};
  }
  if (Is(i, WordClass::kSubject)) {
    return {i, i + 1};
  }
  std::size_t end = i;
  while (end < limit && !Quoted(end) && !IsComma(end) && !IsFinite(end) && IsWord(end) &&
         end - i < 12) {
    if (end > i + 1 && !IsCapital(end) && IsCapital(end - 1) && !Is(end, WordClass::kPreposition) &&
        !tokens_[end].Is(kClitic)) {
      break;  // the verb after a name
    }
    if (Word(end).Is(WordClass::kCue) && end > i && !Is(end - 1, WordClass::kDeterminer)) {
      break;
    }
    ++end;
  }
  return {i, end};
}

std::size_t ClauseReader::PhraseEnd(std::size_t i) const {
  if (Is(i, WordClass::kSubject)) {
    return i + 1;
  }
  std::size_t j = i;
  while (j < end_ && !Quoted(j)) {
    if (IsPunctuation(j) && !(IsMark(j, kPeriod) && j > i && IsCapital(j - 1) && j + 1 < end_)) {
      break;
    }
    if (IsTime(j) && j > i) {
      break;
    }
    if (j > i && Is(j, WordClass::kPreposition) && !Equals(j, "of") && !Equals(j, "for") &&
        !Equals(j, "at") && !Equals(j, "with") && !Equals(j, "from")) {
      break;
    }
    if (j > i && Is(j, WordClass::kSubordinator)) {
      break;
    }
    ++j;
  }
  return j;
}

bool ClauseReader::PluralSource(TokenStretch source) const {
  if (source.empty()) {
    return false;
  }
  const std::size_t last = source.end - 1;
  if (Is(last, WordClass::kPlural) || Is(last, WordClass::kFirst) ||
      Is(last, WordClass::kRelative)) {
    return true;
  }
  for (std::size_t i = source.begin; i < source.end; ++i) {
    if (Equals(i, "and") || tokens_[i].kind == TokenKind::kNumber) {
      return true;
    }
    if (EndsInS(i) && !tokens_[i].Is(kClitic) && IsWord(i)) {
      return true;
    }
    if (Is(i, WordClass::kPronoun) && !Is(i, WordClass::kSubject) && i == last) {
      return true;  // many, some, others
    }
  }
  return Equals(last, "people") || Equals(last, "police");
}

bool ClauseReader::HumanSource(TokenStretch source) const {
  for (std::size_t i = source.begin; i < source.end; ++i) {
    if (IsCapital(i) || Is(i, WordClass::kSubject) || Is(i, WordClass::kPerson)) {
      return true;
    }
  }
  return false;
}

bool ClauseReader::HasEvidence(TokenStretch source) const {
  for (std::size_t i = source.begin; i < source.end; ++i) {
    if (Is(i, WordClass::kEvidence)) {
      return true;
    }
  }
  return false;
}

TokenStretch ClauseReader::ContentAfter(std::size_t c, TokenStretch source) const {
  const ClosedWord& cue = Word(c);
  std::size_t p = c + 1;
  if (p < end_ && (cue.frames & kFrameAbout) && Equals(p, "out")) {
    ++p;
  }
  if (p >= end_) {
    return {};
  }
  if ((cue.frames & kFrameAbout) && p + 1 < end_ && !Quoted(p + 1) &&
      (Equals(p, "about") || Equals(p, "of") || Equals(p, "to") || Equals(p, "for") ||
       Equals(p, "on") || Equals(p, "against"))) {
    return {p + 1, ContentEnd(p + 1, true)};
  }
  // said on Tuesday that, told reporters in Iowa that
  std::size_t that = kNoToken;
  for (std::size_t j = p; j < end_ && j < p + 14; ++j) {
    if (Quoted(j) || (IsPunctuation(j) && !IsMark(j, kPeriod)) || (j > p && IsFinite(j)) ||
        Word(j).Is(WordClass::kCue)) {
      break;
    }
    if (Equals(j, "that")) {
      that = j;
      break;
    }
  }
  const bool clause_cue = (cue.frames & (kFrameThat | kFrameClause)) != 0;
  if (that != kNoToken && clause_cue) {
    const bool near = that == p || (cue.frames & kFramePerson) != 0 || IsTime(p) ||
                      Is(p, WordClass::kPreposition) || Is(p, WordClass::kAdverb);
    if (near) {
      return {that, ContentEnd(that + 1, false)};
    }
  }
  while (p < end_ && (Is(p, WordClass::kAdverb) || IsTime(p)) && !Quoted(p)) {
    ++p;
  }
  if (p < end_ && Equals(p, "in") && p + 2 < end_ && Is(p + 1, WordClass::kArticle)) {
    // said in a statement ...
    std::size_t j = p + 2;
    while (j < end_ && j < p + 6 && IsWord(j) && !IsTime(j) && !Is(j, WordClass::kPreposition) &&
           !Is(j, WordClass::kPronoun) && !Is(j, WordClass::kDeterminer)) {
      ++j;
    }
    while (j < end_ && IsTime(j)) {
      ++j;
    }
    p = j;
  }
  if (p >= end_) {
    return {};
  }
  if (IsMark(p, kColon)) {
    return p + 1 < end_ ? TokenStretch{p + 1, end_} : TokenStretch{};
  }
  if (IsComma(p)) {
    // He said, "..."
    return p + 1 < end_ && Quoted(p + 1) && (cue.frames & kFrameQuote)
               ? TokenStretch{p + 1, ContentEnd(p + 1, false)}
               : TokenStretch{};
  }
  if (Quoted(p)) {
    return {p, ContentEnd(p, false)};
  }
  if (IsPunctuation(p)) {
    return {};
  }
  if (Is(p, WordClass::kWh) && clause_cue) {
    return {p, ContentEnd(p + 1, false)};
  }
  if (Equals(p, "to") && p + 1 < end_) {
    return (cue.frames & kFrameTo) ? TokenStretch{p, ContentEnd(p + 1, false)} : TokenStretch{};
  }
  if (cue.frames & kFramePerson) {
    const std::size_t after = AfterAddressee(p);
    if (after > p && after < end_) {
      if (IsComma(after) && after + 1 < end_ && Quoted(after + 1)) {
        return {after + 1, ContentEnd(after + 1, false)};
      }
      if (IsMark(after, kColon)) {
        return {after + 1, end_};
      }
      if (!IsPunctuation(after) || Quoted(after)) {
        return {after, ContentEnd(after, false)};
      }
      return {};
    }
  }
  if (Is(p, WordClass::kPreposition) && !(cue.frames & kFrameObject)) {
    // A quotation later in the sentence: said of the plan, "..."
    const std::size_t quote = QuoteAfter(p);
    return quote != kNoToken ? TokenStretch{quote, ContentEnd(quote, false)} : TokenStretch{};
  }
  if (cue.frames & kFrameClause) {
    if ((cue.frames & kFrameWeak) == 0 || (HumanSource(source) && HasFinite(p)) ||
        HasEvidence(source)) {
      return {p, ContentEnd(p, false)};
    }
  }
  if (cue.frames & kFrameObject) {
    const std::size_t end = ContentEnd(p, true);
    if ((cue.frames & kFrameWeak) == 0 || QuoteIn(p, end) ||
        (HumanSource(source) && !Is(p, WordClass::kPreposition) && !Is(p, WordClass::kFirst))) {
      return {p, end};
    }
  }
  const std::size_t quote = (cue.frames & kFrameQuote) ? QuoteAfter(p) : kNoToken;
  return quote != kNoToken ? TokenStretch{quote, ContentEnd(quote, false)} : TokenStretch{};
}

TokenStretch ClauseReader::MoreAfter(std::size_t i) const {
  std::size_t j = i;
  while (j < end_ && !Quoted(j) && !IsComma(j) && !IsMark(j, kColon)) {
    ++j;
  }
  // An apposition may stand before a quotation goes on: said Lee, the mayor. / said Lee, "...".
  std::size_t quote = j;
  while (quote < end_ && !Quoted(quote)) {
    ++quote;
  }
  if (quote < end_) {
    return {quote, end_};
  }
  return {};
}

bool ClauseReader::QuoteIn(std::size_t begin, std::size_t end) const {
  for (std::size_t i = begin; i < end; ++i) {
    if (Quoted(i)) {
      return true;
    }
  }
  return false;
}

std::size_t ClauseReader::QuoteAfter(std::size_t p) const {
  for (std::size_t i = p; i < end_ && i < p + 25; ++i) {
    if (Quoted(i)) {
      return i;
    }
    if (Word(i).Is(WordClass::kCue) && IsWord(i) && !Word(i).Is(WordClass::kCueBase)) {
      return kNoToken;
    }
    if (IsMark(i, kSemicolon)) {
      return kNoToken;
    }
  }
  return kNoToken;
}

bool ClauseReader::HasFinite(std::size_t p) const {
  for (std::size_t i = p; i < end_ && i < p + 10 && !IsPunctuation(i); ++i) {
    if (IsFinite(i)) {
      return true;
    }
  }
  return false;
}

std::size_t ClauseReader::AfterAddressee(std::size_t p) const {
  if (Is(p, WordClass::kPronoun) && !Is(p, WordClass::kDeterminer)) {
    return p + 1;
  }
  std::size_t i = p;
  if (IsCapital(p)) {
    while (i < end_ && (IsCapital(i) || tokens_[i].Is(kClitic) || Is(i, WordClass::kPerson))) {
      ++i;
    }
    return SkipTime(i);
  }
  if (Is(p, WordClass::kDeterminer) || Is(p, WordClass::kPossessive)) {
    ++i;
    while (i < end_ && i < p + 7 && IsWord(i) && !Is(i, WordClass::kPronoun) &&
           !Is(i, WordClass::kDeterminer) && !IsFinite(i) && !Quoted(i) && !Equals(i, "to")) {
      ++i;
    }
    return SkipTime(i);
  }
  if (IsWord(p) && EndsInS(p)) {
    return SkipTime(p + 1);
  }
  return p;
}

std::size_t ClauseReader::SkipTime(std::size_t i) const {
  while (i < end_ && !Quoted(i)) {
    if (IsTime(i) || Is(i, WordClass::kAdverb)) {
      ++i;
      continue;
    }
    if ((Equals(i, "in") || Equals(i, "on") || Equals(i, "at") || Equals(i, "during") ||
         Equals(i, "after")) &&
        i + 1 < end_) {
      std::size_t j = i + 1;
      while (j < end_ && j < i + 6 && IsWord(j) && !Quoted(j) && !Is(j, WordClass::kSubject) &&
             !Equals(j, "that") && !(j > i + 1 && Is(j, WordClass::kDeterminer))) {
        ++j;
      }
      i = j;
      continue;
    }
    break;
  }
  return i;
}

std::size_t ClauseReader::ContentEnd(std::size_t p, bool phrase) const {
  for (std::size_t i = p; i < end_; ++i) {
    if (Quoted(i)) {
      continue;
    }
    if (IsMark(i, kSemicolon)) {
      return i;
    }
    if (!IsComma(i)) {
      if (phrase && i > p &&
          (Is(i, WordClass::kConjunction) || Equals(i, "after") || Equals(i, "while") ||
           Equals(i, "because") || Equals(i, "when"))) {
        if (!Equals(i, "and") && !Equals(i, "or")) {
          return i;
        }
      }
      if (i > p && Is(i, WordClass::kAccording) && Equals(i + 1, "to")) {
        return i;
      }
      continue;
    }
    if (phrase) {
      return i;
    }
    const std::size_t next = i + 1;
    if (next >= end_) {
      return i;
    }
    if (Quoted(next)) {
      continue;
    }
    if (Word(next).Is(WordClass::kCueIng) && IsWord(next) &&
        (Word(next).frames & kFrameWeak) == 0) {
      return i;
    }
    if (Is(next, WordClass::kAccording)) {
      return i;
    }
    if (Equals(next, "but") || Equals(next, "while") || Equals(next, "although") ||
        Equals(next, "though") || Equals(next, "whereas")) {
      return i;
    }
    // ", and the mayor said": a new attribution
    std::size_t j = next;
    if (Equals(j, "and")) {
      ++j;
    }
    for (std::size_t k = j; k < end_ && k < j + 6 && !IsPunctuation(k) && !Quoted(k); ++k) {
      if (k > j && IsWord(k) && Word(k).Is(WordClass::kCue) && !Word(k).Is(WordClass::kCueIng) &&
          !Word(k).Is(WordClass::kCueBase) && (Word(k).frames & kFrameWeak) == 0 &&
          (Word(k).frames & kFrameClause) != 0) {
        return i;
      }
    }
  }
  return end_;
}

bool ClauseReader::IsBreak(std::size_t i) const {
  return i >= end_ || IsPunctuation(i) || IsTime(i) || Is(i, WordClass::kAdverb) ||
         (Is(i, WordClass::kPreposition) && !Equals(i, "for"));
}

}  // namespace slant
