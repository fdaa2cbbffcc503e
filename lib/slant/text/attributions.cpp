#include "slant/text/attributions.h"

#include <algorithm>
#include <cstddef>

#include "slant/text/clause_reader.h"
#include "slant/text/document.h"
#include "slant/text/quotation_speakers.h"

namespace slant {
namespace {

// Finds them by their cues.
class Finder : private ClauseReader {
 public:
  explicit Finder(Document& document) : ClauseReader(document), out_(document) {}

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
  }

 private:
  void MarkQuotes() {
    for (const Quotation& quotation : document_.quotations) {
      if (quotation.scare_quote) {
        continue;
      }
      for (std::size_t i = quotation.first_token; i < quotation.end_token; ++i) {
        out_.tokens[i].set_voice(Voice::kQuote);
      }
    }
  }

  void VisitSentence(std::size_t first, std::size_t end) {
    MoveTo(first, end);
    // Final marks are no content.
    while (end_ > first_ && IsPunctuation(end_ - 1) && !Quoted(end_ - 1)) {
      --end_;
    }
    last_source_ = {};
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
    TokenStretch more;
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
    TokenStretch source;
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
    TokenStretch source;
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
    const TokenStretch cue_range{group, c + 1};
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
    const TokenStretch content = ContentAfter(c, source);
    if (!content.empty()) {
      Add(source, cue_range, content, {}, cue.stance);
      return;
    }
    VisitPostposed(c, group, source);
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
    const TokenStretch source{c + 1, PhraseEnd(c + 1)};
    std::size_t content_end = c;
    if (content_end > first_ && IsComma(content_end - 1) && !Quoted(content_end - 1)) {
      --content_end;
    }
    last_source_ = source;
    Add(source, {c, c + 1}, {clause_start_, content_end}, MoreAfter(source.end), Word(c).stance);
  }

  // "The fire was out, officials said." "..., he said on Tuesday, ..."
  bool VisitPostposed(std::size_t c, std::size_t group, TokenStretch source) {
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
      TokenStretch more = MoreAfter(c + 1);
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

  // A content that is broken off inside a quotation goes on to its end, over sentences.
  void Add(TokenStretch source, TokenStretch cue, TokenStretch content, TokenStretch more,
           Stance stance) {
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
    const auto mark = [&](TokenStretch range) {
      for (std::size_t i = range.begin; i < range.end; ++i) {
        if (tokens_[i].word != kNoWord) {
          ++words;
          quoted += Quoted(i);
        }
        if (!Quoted(i) && !(cue.begin <= i && i < cue.end) &&
            !(source.begin <= i && i < source.end)) {
          out_.tokens[i].set_voice(Voice::kReported);
        }
      }
    };
    mark(content);
    mark(more);
    made.direct = 2 * quoted >= words && words > 0;
    out_.attributions.push_back(made);
  }

  Document& out_;
  std::size_t event_ = 0;  // the next of document.events
  TokenStretch last_source_;
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
  AttributeQuotations(document);
  std::stable_sort(
      document.attributions.begin(), document.attributions.end(),
      [](const Attribution& a, const Attribution& b) { return a.content.begin < b.content.begin; });
  SetSentenceVoices(document);
}

}  // namespace slant
