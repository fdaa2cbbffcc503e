/// @file clause_reader.h
/// A stretch of a sentence read word by word: where its noun phrases begin and end, and what is the
/// content of a verb of speech.  For attributions.cpp and quotation_speakers.cpp.
#pragma once

#include <cstddef>
#include <string_view>

#include "slant/text/closed_words.h"
#include "slant/text/document.h"

namespace slant {

inline constexpr std::size_t kNoToken = static_cast<std::size_t>(-1);

/// Half-open stretch of tokens.
struct TokenStretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool empty() const { return begin >= end; }
};

/// Looks at the tokens from `first_` up to `end_` of a document, which must outlive it.  Every look
/// goes a bounded way, so that reading is linear in the tokens.
class ClauseReader {
 public:
  explicit ClauseReader(const Document& document)
      : document_(document), tokens_(document.tokens), closed_(ClosedWords::Get()) {}

  /// Begins with another stretch.
  void MoveTo(std::size_t first, std::size_t end) {
    first_ = clause_start_ = first;
    end_ = end;
  }

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
  bool EndsInS(std::size_t i) const {
    const char last = document_.text[tokens_[i].span.end - 1];
    return last == 's' || last == 'S';
  }

  /// The bytes of a range; empty for an empty one.
  Span ToSpan(TokenStretch range) const {
    return range.empty() ? Span{}
                         : Span{tokens_[range.begin].span.begin, tokens_[range.end - 1].span.end};
  }

  // --- noun phrases --------------------------------------------------------------------------

  /// Where the noun phrase that ends before `end` begins, without looking past the clause.
  std::size_t NounPhraseStart(std::size_t end) const;
  /// Leaves the subject of "On Tuesday the mayor", "In a statement Clinton", "Later, he".
  void TrimSource(TokenStretch& source) const;
  /// "Garrick Vole, chief executive of the operator, said": the name before the apposition that
  /// ends with the comma at `comma`.
  TokenStretch BeforeApposition(std::size_t comma) const;
  /// The subject of the sentence, for "saying ..." and "and said ...".
  TokenStretch SubjectOfSentence(std::size_t limit) const;
  /// Where the noun phrase that begins at i ends: said [John Smith, the mayor of X,] in ...
  std::size_t PhraseEnd(std::size_t i) const;
  /// May it be the subject of a plural verb ("officials say")?  False for an empty one.
  bool PluralSource(TokenStretch source) const;
  /// A name, a pronoun or a word for persons stands in it.
  bool HumanSource(TokenStretch source) const;
  /// A poll, a study, a report.
  bool HasEvidence(TokenStretch source) const;

  // --- content -------------------------------------------------------------------------------

  /// What follows the cue at c as its content; empty if nothing does.
  TokenStretch ContentAfter(std::size_t c, TokenStretch source) const;
  /// What is said goes on after "..., he said, ..." up to the end of the sentence.
  TokenStretch MoreAfter(std::size_t i) const;
  /// Is any of the tokens quoted?
  bool QuoteIn(std::size_t begin, std::size_t end) const;
  /// A quotation that follows within the clause, after a comma or colon at most.
  std::size_t QuoteAfter(std::size_t p) const;
  /// Does an auxiliary stand within ten tokens, before any mark?
  bool HasFinite(std::size_t p) const;
  /// told [CNN] ..., told [reporters] ..., told [a crowd in Iowa] ...
  std::size_t AfterAddressee(std::size_t p) const;
  /// Behind "on Tuesday", "in Iowa", "during the debate", if they stand at i.
  std::size_t SkipTime(std::size_t i) const;
  /// Where a content that began before p ends.
  /// @param phrase a noun phrase, which ends sooner than a clause.
  std::size_t ContentEnd(std::size_t p, bool phrase) const;
  /// Is there nothing after a cue but time and place, up to a mark?
  bool IsBreak(std::size_t i) const;

 protected:
  const Document& document_;
  const std::vector<Token>& tokens_;
  const ClosedWords& closed_;
  std::size_t first_ = 0;  // of the stretch at hand
  std::size_t end_ = 0;
  std::size_t clause_start_ = 0;  // no source and no content begins before it
};

}  // namespace slant
