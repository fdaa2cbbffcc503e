#include "slant/text/attributions.h"

#include <algorithm>
#include <cstddef>

#include "slant/text/closed_words.h"
#include "slant/text/document.h"

namespace slant {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// Half-open range of tokens.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool empty() const { return begin >= end; }
};

class Finder {
 public:
  explicit Finder(Document& document)
      : document_(document), tokens_(document.tokens), closed_(ClosedWords::Get()) {}

  void Run() {
    MarkQuotes();
    for (std::size_t s = 0; s < document_.sentences.size(); ++s) {
      const Sentence& sentence = document_.sentences[s];
      // A sentence of more tokens than this is none; looking at pieces keeps the work linear.
      constexpr std::uint32_t kLongest = 400;
      for (std::uint32_t first = sentence.first_token; first < sentence.end_token;
           first += kLongest) {
        VisitSentence(first, std::min(first + kLongest, sentence.end_token));
      }
    }
    AttributeQuotations();
    std::stable_sort(document_.attributions.begin(), document_.attributions.end(),
                     [](const Attribution& a, const Attribution& b) {
                       return a.content.begin < b.content.begin;
                     });
  }

 private:
  // --- words ---------------------------------------------------------------------------------

  const ClosedWord& Word(std::size_t i) const { return closed_[tokens_[i].lexeme]; }
  bool IsWord(std::size_t i) const { return tokens_[i].kind == TokenKind::kWord; }
  bool Is(std::size_t i, WordClass c) const { return IsWord(i) && Word(i).Is(c); }
  bool Quoted(std::size_t i) const { return tokens_[i].voice() == Voice::kQuote; }
  bool IsPunctuation(std::size_t i) const { return tokens_[i].kind == TokenKind::kPunctuation; }
  bool IsMark(std::size_t i, Mark mark) const { return tokens_[i].IsMark(mark); }
  bool IsComma(std::size_t i) const { return IsMark(i, kComma); }
  bool Equals(std::size_t i, std::string_view word) const {
    return i < end_ && IsWord(i) && document_.Text(tokens_[i].span) == word;
  }
  bool IsCapital(std::size_t i) const { return IsWord(i) && tokens_[i].Is(kCapitalized); }
  bool IsTerminal(std::size_t i) const {
    return IsPunctuation(i) && tokens_[i].lexeme >= kPeriod && tokens_[i].lexeme <= kFullwidthStop;
  }
  bool IsFinite(std::size_t i) const { return Is(i, WordClass::kAuxiliary); }
  bool IsTime(std::size_t i) const {
    return Is(i, WordClass::kWeekday) || Is(i, WordClass::kDaytime) || Is(i, WordClass::kMonth);
  }

  // --- quotations ----------------------------------------------------------------------------

  void MarkQuotes() {
    for (const Quotation& quotation : document_.quotations) {
      if (quotation.scare_quote) {
        continue;
      }
      for (std::size_t i = quotation.first_token; i < quotation.end_token; ++i) {
        tokens_[i].set_voice(Voice::kQuote);
      }
    }
  }

  // --- one sentence --------------------------------------------------------------------------

  void VisitSentence(std::size_t first, std::size_t end) {
    first_ = first;
    end_ = end;
    // Final marks are no content.
    while (end_ > first_ && IsPunctuation(end_ - 1) && !Quoted(end_ - 1)) {
      --end_;
    }
    last_source_ = {};
    clause_start_ = first_;
    VisitColon();
    for (; event_ < document_.events.size() && document_.events[event_] < end; ++event_) {
      const std::size_t i = document_.events[event_];
      if (i >= end_) {
        continue;
      }
      const std::uint16_t row = tokens_[i].lexeme;
      if (!closed_.IsActive(row) || !IsWord(i) || Quoted(i)) {
        continue;
      }
      const ClosedWord& word = Word(i);
      if (word.Is(WordClass::kCue)) {
        VisitCue(i);
      } else if (word.Is(WordClass::kAccording) && i + 2 < end_ && Equals(i + 1, "to")) {
        VisitAccording(i);
      } else if (word.Is(WordClass::kCueNoun) && i + 2 < end_ && Equals(i + 1, "that") &&
                 i > first_) {
        VisitNoun(i);
      } else if (word.Is(WordClass::kHearsay)) {
        VisitHearsay(i);
      }
    }
  }

  // A headline or a transcript: "Lee: The fire is out", "MODERATOR: Let us begin".
  void VisitColon() {
    if (!tokens_[first_].Is(kLineStart) || Quoted(first_)) {
      return;
    }
    std::size_t i = first_;
    bool all_caps = true;
    bool given = false;
    while (i < end_ && i < first_ + 6 && !IsPunctuation(i)) {
      if (!IsCapital(i)) {
        return;
      }
      all_caps &= tokens_[i].Is(kAllCaps);
      given |= Is(i, WordClass::kGivenMale) || Is(i, WordClass::kGivenFemale);
      ++i;
    }
    if (i == first_ || i + 4 >= end_ || !IsMark(i, kColon) || Is(first_, WordClass::kNotName) ||
        !(tokens_[i + 1].Is(kCapitalized) || IsPunctuation(i + 1))) {
      return;
    }
    if (first_ == 0 || all_caps || given) {
      Add({first_, i}, {i, i + 1}, {i + 1, end_}, {}, Stance::kNeutral);
      clause_start_ = i + 1;
    }
  }

  // "According to Lee, the fire was out." "The fire was out, according to Lee."
  void VisitAccording(std::size_t i) {
    std::size_t stop = i + 2;
    while (stop < end_ && !Quoted(stop) && !IsMark(stop, kSemicolon) && !IsMark(stop, kDash)) {
      if (IsComma(stop)) {
        // "according to Lee, the mayor, ..." goes on only when the phrase opens the sentence.
        break;
      }
      ++stop;
    }
    const bool opens = i == first_ || IsPunctuation(i - 1) || Is(i - 1, WordClass::kConjunction);
    const bool leads = i <= clause_start_ + 1 && stop < end_;
    if (leads && opens) {
      std::size_t begin = stop;
      if (IsComma(begin)) {
        ++begin;
      }
      Add({i + 2, stop}, {i, i + 2}, {begin, end_}, {}, Stance::kNeutral);
      clause_start_ = begin;
      return;
    }
    std::size_t content_end = i;
    if (content_end > first_ && IsComma(content_end - 1)) {
      --content_end;
    }
    Range more;
    if (stop + 1 < end_ && IsComma(stop) && !Is(stop + 1, WordClass::kRelative) &&
        stop + 4 < end_) {
      more = {stop + 1, end_};
    }
    Add({i + 2, stop}, {i, i + 2}, {clause_start_, content_end}, {}, Stance::kNeutral);
  }

  // "his claim that the fire was out"
  void VisitNoun(std::size_t i) {
    std::size_t begin = i;
    while (begin > first_ && i - begin < 4 && IsWord(begin - 1) && !Quoted(begin - 1) &&
           !Is(begin - 1, WordClass::kPreposition) && !IsFinite(begin - 1)) {
      --begin;
      if (Is(begin, WordClass::kDeterminer)) {
        break;
      }
    }
    Range source;
    if (begin < i && (Is(begin, WordClass::kPossessive) || IsCapital(begin))) {
      source = {begin, i};
      for (std::size_t j = begin; j < i; ++j) {
        if (tokens_[j].Is(kClitic)) {
          source.end = j;
          break;
        }
      }
      if (Is(begin, WordClass::kPossessive)) {
        source.end = begin + 1;
      }
    }
    Add(source, {i, i + 1}, {i + 1, ContentEnd(i + 2, false)}, {}, Word(i).stance);
  }

  // "reportedly", "allegedly": the clause is hearsay and nobody is named.
  void VisitHearsay(std::size_t i) {
    if (i + 1 < end_) {
      Add({}, {i, i + 1}, {i + 1, ContentEnd(i + 1, false)}, {}, Word(i).stance);
    }
  }

  void VisitCue(std::size_t c) {
    const ClosedWord& cue = Word(c);
    if (c > first_ && !Quoted(c - 1)) {
      const std::size_t before = c - 1;
      // A noun: "the report", "Lee's claims", "of reports".
      if (Is(before, WordClass::kArticle) || Is(before, WordClass::kPossessive) ||
          (Is(before, WordClass::kPreposition) && !cue.Is(WordClass::kCueIng)) ||
          (tokens_[before].Is(kClitic) && !cue.Is(WordClass::kCueIng) && EndsInS(before))) {
        return;
      }
    }
    if (tokens_[c].Is(kCapitalized)) {
      if (c == first_ && !cue.Is(WordClass::kCueIng) && c + 1 < end_ &&
          (Equals(c + 1, "about") || Is(c + 1, WordClass::kWh))) {
        // "Asked whether he would run, ..."
        std::size_t stop = c + 1;
        while (stop < end_ && !IsComma(stop)) {
          ++stop;
        }
        const std::size_t begin = Equals(c + 1, "about") ? c + 2 : c + 1;
        Add({}, {c, c + 1}, {begin, stop}, {}, cue.stance);
      }
      if (!(c == first_ && cue.Is(WordClass::kCueIng))) {
        return;
      }
    }
    // The verb group, leftwards: "has also repeatedly said".
    std::size_t group = c;
    bool modal = false;
    bool passive = false;
    while (group > first_ && !Quoted(group - 1) && IsWord(group - 1)) {
      const ClosedWord& word = Word(group - 1);
      if (!word.Is(WordClass::kAuxiliary) && !word.Is(WordClass::kAdverb) &&
          !word.Is(WordClass::kNegation)) {
        break;
      }
      if (word.Is(WordClass::kPronoun) || word.Is(WordClass::kWeekday) ||
          word.Is(WordClass::kMonth)) {
        break;
      }
      modal |= word.Is(WordClass::kModal);
      passive |= word.Is(WordClass::kBe) && !cue.Is(WordClass::kCueIng);
      --group;
    }
    if (modal || (group > first_ && Equals(group - 1, "to"))) {
      return;
    }
    if (passive) {
      return VisitPassive(c, group);
    }
    const bool after_break = group == first_ || IsPunctuation(group - 1) || Quoted(group - 1);
    Range source;
    if (!after_break && Is(group - 1, WordClass::kRelative)) {
      // "Lee, who said": the name before the pronoun.
      std::size_t np_end = group - 1;
      if (np_end > first_ && IsComma(np_end - 1)) {
        --np_end;
      }
      source = {NounPhraseStart(np_end), group};
    } else if (cue.Is(WordClass::kCueIng) ||
               (!after_break && Is(group - 1, WordClass::kConjunction))) {
      source = last_source_.empty() ? SubjectOfSentence(group) : last_source_;
    } else if (!after_break) {
      source = {NounPhraseStart(group), group};
      TrimSource(source);
    } else if (group == c && group > first_ && IsInverted(c)) {
      return VisitInverted(c);
    } else if (group > first_ && IsComma(group - 1) && !Quoted(group - 1)) {
      source = BeforeApposition(group - 1);
    }
    if (source.empty()) {
      if (cue.frames & kFrameWeak) {
        return;
      }
      if (group == first_ || !cue.Is(WordClass::kCueIng)) {
        return;
      }
    }
    if (cue.Is(WordClass::kCueBase) && group == c && !PluralSource(source)) {
      return;
    }
    if (!source.empty() && (Is(source.begin, WordClass::kSecond) ||
                            ((cue.frames & kFrameWeak) && Is(source.begin, WordClass::kFirst)))) {
      return;
    }
    last_source_ = source;
    const Range cue_range{group, c + 1};
    if (!source.empty() && source.begin > first_ && Quoted(source.begin - 1) &&
        (cue.frames & kFrameQuote) && VisitPostposed(c, group, source)) {
      return;  // "...," Trump told Fox News earlier this month
    }
    if (!source.empty() && source.begin > first_ && c + 2 < end_ && IsComma(c + 1) &&
        (Equals(source.begin - 1, "As") || Equals(source.begin - 1, "as"))) {
      Add(source, cue_range, {c + 2, end_}, {}, cue.stance);  // "As Lee said, ..."
      return;
    }
    if (!source.empty() && source.begin == clause_start_ + 2 && IsComma(source.begin - 1) &&
        VisitPostposed(c, group, source)) {
      return;
    }
    const Range content = ContentAfter(c, source);
    if (!content.empty()) {
      Add(source, cue_range, content, {}, cue.stance);
      return;
    }
    VisitPostposed(c, group, source);
  }

  bool EndsInS(std::size_t i) const {
    const char last = document_.text[tokens_[i].span.end - 1];
    return last == 's' || last == 'S';
  }

  // "It is believed that", "was accused of", "is expected to".
  void VisitPassive(std::size_t c, std::size_t group) {
    const ClosedWord& cue = Word(c);
    std::size_t p = c + 1;
    if (p >= end_) {
      return;
    }
    if (Equals(p, "that") && (cue.frames & kFrameThat)) {
      return Add({}, {group, c + 1}, {p, ContentEnd(p + 1, false)}, {}, cue.stance);
    }
    if (Equals(p, "to") && (cue.frames & (kFrameTo | kFrameClause)) && p + 1 < end_) {
      return Add({}, {group, c + 1}, {p, ContentEnd(p + 1, false)}, {}, cue.stance);
    }
    if (Is(p, WordClass::kWh) && (cue.frames & kFrameThat)) {
      return Add({}, {group, c + 1}, {p, ContentEnd(p + 1, false)}, {}, cue.stance);
    }
    if (Equals(p, "about") && (cue.frames & kFrameAbout) && p + 1 < end_) {
      return Add({}, {group, p + 1}, {p + 1, ContentEnd(p + 1, true)}, {}, cue.stance);
    }
    // "was praised by Lee": the agent
    if ((cue.frames & kFrameObject) && Equals(p, "by") && p + 1 < end_) {
      const std::size_t stop = PhraseEnd(p + 1);
      Add({p + 1, stop}, {group, c + 1}, {NounPhraseStart(group), group}, {}, cue.stance);
    }
  }

  // Is the verb at c followed by who speaks and preceded by what was said?
  bool IsInverted(std::size_t c) const {
    if ((Word(c).frames & kFrameQuote) == 0 || c + 1 >= end_ || Word(c).Is(WordClass::kCueIng) ||
        (Word(c).frames & kFramePerson) != 0) {
      return false;
    }
    const std::size_t next = c + 1;
    if (!IsWord(next) || Quoted(next) || Is(next, WordClass::kSubordinator) ||
        Is(next, WordClass::kPreposition) || IsTime(next) || Is(next, WordClass::kAdverb)) {
      return false;
    }
    if (Quoted(c - 1)) {
      return true;
    }
    if (!IsComma(c - 1)) {
      return false;
    }
    // "John Smith, the mayor, said the fire was out": a clause follows, no name.
    for (std::size_t j = next; j < end_ && !IsPunctuation(j); ++j) {
      if (IsFinite(j) || Word(j).Is(WordClass::kCue)) {
        return false;
      }
    }
    for (std::size_t j = clause_start_; j + 1 < c; ++j) {
      if (IsFinite(j)) {
        return true;
      }
    }
    return false;
  }

  void VisitInverted(std::size_t c) {
    const Range source{c + 1, PhraseEnd(c + 1)};
    std::size_t content_end = c;
    if (content_end > first_ && IsComma(content_end - 1) && !Quoted(content_end - 1)) {
      --content_end;
    }
    last_source_ = source;
    Add(source, {c, c + 1}, {clause_start_, content_end}, MoreAfter(source.end), Word(c).stance);
  }

  // What is said goes on after "..., he said, ..." up to the end of the sentence.
  Range MoreAfter(std::size_t i) const {
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

  // "The fire was out, officials said." "..., he said on Tuesday, ..."
  bool VisitPostposed(std::size_t c, std::size_t group, Range source) {
    const ClosedWord& cue = Word(c);
    if ((cue.frames & (kFrameQuote | kFrameClause)) == 0 || source.empty() ||
        cue.Is(WordClass::kCueIng)) {
      return false;
    }
    const std::size_t before = source.begin;
    const bool after_quote = before > first_ && Quoted(before - 1);
    const bool after_comma = before > first_ &&
                             (IsComma(before - 1) || IsMark(before - 1, kDash)) &&
                             !Quoted(before - 1);
    if (after_comma && before == clause_start_ + 2 && !Is(clause_start_, WordClass::kPreposition) &&
        !Is(clause_start_, WordClass::kAdverb) && !Is(clause_start_, WordClass::kConjunction) &&
        c + 2 < end_ && (IsComma(c + 1) || Quoted(c + 1))) {
      // "That, the commission said, would help."
      Add(source, {group, c + 1}, {clause_start_, before - 1}, {c + 1, end_}, cue.stance);
      return true;
    }
    if ((after_quote || (after_comma && IsBreak(c + 1))) && before > clause_start_ + 2) {
      std::size_t content_end = before;
      if (after_comma) {
        --content_end;
      }
      Range more = MoreAfter(c + 1);
      if (more.empty()) {
        // "The plan, he said, would fail."
        std::size_t j = c + 1;
        while (j < end_ && !IsPunctuation(j)) {
          ++j;
        }
        if (j + 1 < end_ && IsComma(j) && after_comma && j == c + 1) {
          more = {j + 1, end_};
        }
      }
      Add(source, {group, c + 1}, {clause_start_, content_end}, more, cue.stance);
      return true;
    }
    return false;
  }

  // Is there nothing after a cue but time and place, up to a mark?
  bool IsBreak(std::size_t i) const {
    return i >= end_ || IsPunctuation(i) || IsTime(i) || Is(i, WordClass::kAdverb) ||
           (Is(i, WordClass::kPreposition) && !Equals(i, "for"));
  }

  // --- phrases -------------------------------------------------------------------------------

  // Where the noun phrase that ends before `end` begins, without looking past the clause.
  std::size_t NounPhraseStart(std::size_t end) const {
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

  // Leaves the subject of "On Tuesday the mayor", "In a statement Clinton", "Later, he".
  void TrimSource(Range& source) const {
    while (source.begin + 1 < source.end &&
           (Is(source.begin, WordClass::kAdverb) || Is(source.begin, WordClass::kConjunction) ||
            (Is(source.begin, WordClass::kSubordinator) &&
             !Is(source.begin, WordClass::kDeterminer)))) {
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
      while (begin > source.begin &&
             (IsCapital(begin - 1) || IsMark(begin - 1, kPeriod) ||
              Is(begin - 1, WordClass::kOffice)) &&
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

  // "Garrick Vole, chief executive of the operator, said": the name before the apposition that ends
  // with the comma at `comma`.
  Range BeforeApposition(std::size_t comma) const {
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

  // The subject of the sentence, for "saying ..." and "and said ...".
  Range SubjectOfSentence(std::size_t limit) const {
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
      if (end > i + 1 && !IsCapital(end) && IsCapital(end - 1) &&
          !Is(end, WordClass::kPreposition) && !tokens_[end].Is(kClitic)) {
        break;  // the verb after a name
      }
      if (Word(end).Is(WordClass::kCue) && end > i && !Is(end - 1, WordClass::kDeterminer)) {
        break;
      }
      ++end;
    }
    return {i, end};
  }

  // Where the noun phrase that begins at i ends: said [John Smith, the mayor of X,] in ...
  std::size_t PhraseEnd(std::size_t i) const {
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

  bool PluralSource(Range source) const {
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

  // --- content -------------------------------------------------------------------------------

  // What follows the cue at c as its content; empty if nothing does.
  Range ContentAfter(std::size_t c, Range source) const {
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
    std::size_t that = kNone;
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
    if (that != kNone && clause_cue) {
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
      return p + 1 < end_ ? Range{p + 1, end_} : Range{};
    }
    if (IsComma(p)) {
      // He said, "..."
      return p + 1 < end_ && Quoted(p + 1) && (cue.frames & kFrameQuote)
                 ? Range{p + 1, ContentEnd(p + 1, false)}
                 : Range{};
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
      return (cue.frames & kFrameTo) ? Range{p, ContentEnd(p + 1, false)} : Range{};
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
      return quote != kNone ? Range{quote, ContentEnd(quote, false)} : Range{};
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
    const std::size_t quote = (cue.frames & kFrameQuote) ? QuoteAfter(p) : kNone;
    return quote != kNone ? Range{quote, ContentEnd(quote, false)} : Range{};
  }

  bool QuoteIn(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i) {
      if (Quoted(i)) {
        return true;
      }
    }
    return false;
  }

  // A quotation that follows within the clause, after a comma or colon at most.
  std::size_t QuoteAfter(std::size_t p) const {
    for (std::size_t i = p; i < end_ && i < p + 25; ++i) {
      if (Quoted(i)) {
        return i;
      }
      if (Word(i).Is(WordClass::kCue) && IsWord(i) && !Word(i).Is(WordClass::kCueBase)) {
        return kNone;
      }
      if (IsMark(i, kSemicolon)) {
        return kNone;
      }
    }
    return kNone;
  }

  bool HasFinite(std::size_t p) const {
    for (std::size_t i = p; i < end_ && i < p + 10 && !IsPunctuation(i); ++i) {
      if (IsFinite(i)) {
        return true;
      }
    }
    return false;
  }

  bool HumanSource(Range source) const {
    for (std::size_t i = source.begin; i < source.end; ++i) {
      if (IsCapital(i) || Is(i, WordClass::kSubject) || Is(i, WordClass::kPerson)) {
        return true;
      }
    }
    return false;
  }

  // A poll, a study, a report.
  bool HasEvidence(Range source) const {
    for (std::size_t i = source.begin; i < source.end; ++i) {
      if (Is(i, WordClass::kEvidence)) {
        return true;
      }
    }
    return false;
  }

  // told [CNN] ..., told [reporters] ..., told [a crowd in Iowa] ...
  std::size_t AfterAddressee(std::size_t p) const {
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

  std::size_t SkipTime(std::size_t i) const {
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

  // Where a content that began before p ends.
  std::size_t ContentEnd(std::size_t p, bool phrase) const {
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

  // --- quotations that stand alone -----------------------------------------------------------

  void AttributeQuotations() {
    auto& attributions = document_.attributions;
    std::stable_sort(
        attributions.begin(), attributions.end(),
        [](const Attribution& a, const Attribution& b) { return First(a) < First(b); });
    const std::size_t found = attributions.size();
    std::size_t next = 0;          // the first attribution that may cover this quotation
    std::uint32_t covered_to = 0;  // contents before `next` reach to here
    std::size_t last = kNone;      // the attribution of the last quotation
    std::uint32_t last_token = 0;  // where that quotation ended
    for (const Quotation& quotation : document_.quotations) {
      if (quotation.nested || quotation.scare_quote) {
        continue;
      }
      std::size_t owner = kNone;
      while (next < found && First(attributions[next]) < quotation.span.end) {
        covered_to = std::max(covered_to, Last(attributions[next]));
        ++next;
      }
      if (covered_to > quotation.span.begin) {
        for (std::size_t k = next; k > 0 && k + 8 > next; --k) {
          const Attribution& a = attributions[k - 1];
          if (a.content.Overlaps(quotation.span) || a.more.Overlaps(quotation.span)) {
            owner = k - 1;
            break;
          }
        }
      }
      if (owner == kNone) {
        owner = AttributeAlone(quotation, last, last_token);
      }
      last = owner;
      last_token = quotation.end_token;
    }
  }

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
      std::size_t cue = kNone;
      while (begin > 0 && open - begin < 20 && !IsTerminal(begin - 1) && !Quoted(begin - 1) &&
             !tokens_[begin].Is(kParagraphStart)) {
        --begin;
        if (IsWord(begin) && Word(begin).Is(WordClass::kCue) && cue == kNone) {
          cue = begin;
        }
      }
      first_ = clause_start_ = begin;
      end_ = open;
      if (cue != kNone && cue > begin) {
        Range source{NounPhraseStart(cue), cue};
        TrimSource(source);
        made.source = ToSpan(source);
        made.cue = ToSpan({cue, cue + 1});
        made.stance = Word(cue).stance;
      } else if (cue == kNone && open - 1 - begin <= 6) {
        made.source = ToSpan({begin, open - 1});
        made.cue = ToSpan({open - 1, open});
      }
    } else if (ReadSpeakerAfter(quotation, made)) {
      made.inherited = false;
    } else if (last != kNone && (quotation.continues || SameParagraph(last_token, open))) {
      const Attribution& before = document_.attributions[last];
      made.source = before.source;
      made.cue = before.cue;
      made.stance = before.stance;
      made.inherited = true;
    }
    document_.attributions.push_back(made);
    SetDirect(document_.attributions.back());
    return document_.attributions.size() - 1;
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
    first_ = clause_start_ = begin;
    end_ = stop;
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

  // --- output --------------------------------------------------------------------------------

  Span ToSpan(Range range) const {
    if (range.empty()) {
      return {};
    }
    return {tokens_[range.begin].span.begin, tokens_[range.end - 1].span.end};
  }

  // A content that is broken off inside a quotation goes on to its end, over sentences.
  void Add(Range source, Range cue, Range content, Range more, Stance stance) {
    while (!content.empty() && IsPunctuation(content.end - 1) && !Quoted(content.end - 1)) {
      --content.end;
    }
    while (!content.empty() && IsPunctuation(content.begin) && !Quoted(content.begin)) {
      ++content.begin;
    }
    if (content.empty()) {
      return;
    }
    Attribution made;
    made.source = ToSpan(source);
    made.cue = ToSpan(cue);
    made.content = ToSpan(content);
    made.more = ToSpan(more);
    made.stance = stance;
    std::size_t quoted = 0;
    std::size_t words = 0;
    const auto mark = [&](Range range) {
      for (std::size_t i = range.begin; i < range.end; ++i) {
        if (tokens_[i].word != kNoWord) {
          ++words;
          quoted += Quoted(i);
        }
        if (!Quoted(i) && !(cue.begin <= i && i < cue.end) &&
            !(source.begin <= i && i < source.end)) {
          tokens_[i].set_voice(Voice::kReported);
        }
      }
    };
    mark(content);
    mark(more);
    made.direct = 2 * quoted >= words && words > 0;
    document_.attributions.push_back(made);
  }

  void SetDirect(Attribution& made) const { made.direct = true; }

  Document& document_;
  std::vector<Token>& tokens_;
  const ClosedWords& closed_;
  std::size_t first_ = 0;  // of the sentence at hand
  std::size_t end_ = 0;
  std::size_t clause_start_ = 0;
  std::size_t event_ = 0;  // the next of document.events
  Range last_source_;
};

void SetSentenceVoices(Document& document) {
  for (Sentence& sentence : document.sentences) {
    std::uint32_t counts[3] = {};
    for (const Token& token : document.TokensOf(sentence)) {
      counts[static_cast<std::size_t>(token.voice())] += token.word != kNoWord;
    }
    const std::uint32_t words = counts[0] + counts[1] + counts[2];
    const float scale = words == 0 ? 0.0f : 1.0f / static_cast<float>(words);
    sentence.quoted_share = static_cast<float>(counts[1]) * scale;
    sentence.reported_share = static_cast<float>(counts[2]) * scale;
    sentence.voice = counts[1] > counts[0] && counts[1] >= counts[2]  ? Voice::kQuote
                     : counts[2] > counts[0] && counts[2] > counts[1] ? Voice::kReported
                                                                      : Voice::kNarration;
  }
}

}  // namespace

void FindAttributions(Document& document) {
  document.attributions.clear();
  Finder(document).Run();
  SetSentenceVoices(document);
}

}  // namespace slant
