/// @file name_tokens.h
/// Which tokens of a sentence belong to names, in one walk over both.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "slant/text/closed_words.h"
#include "slant/text/document.h"

namespace slant {

/// Walks a sentence's tokens and the document's mentions together.  Needs FindNames.  The document
/// must outlive it.
class NameTokens {
 public:
  /// @param sentence with at least one token (assert).
  NameTokens(const Document& document, const Sentence& sentence)
      : document_(document),
        next_(std::partition_point(
            document.mentions.begin(), document.mentions.end(),
            [&](const Mention& m) { return m.span.end <= sentence.span.begin; })),
        head_(document.tokens[sentence.first_token].span.begin) {}

  /// The mention by name that a capitalised token lies in, or nothing.  To be asked for rising
  /// tokens.
  const Mention* Covering(const Token& token) {
    while (next_ != document_.mentions.end() && next_->span.end <= token.span.begin) {
      ++next_;
    }
    if (next_ == document_.mentions.end() || next_->kind != MentionKind::kName ||
        next_->span.begin > token.span.begin || !token.Is(kCapitalized)) {
      return nullptr;
    }
    // "Burglaries fell": a capital at the head of a sentence makes no name of a word we know.
    const bool only_head =
        token.span.begin == head_ && next_->span.end == token.span.end && !IsSurelyName(token);
    return only_head ? nullptr : &*next_;
  }

 private:
  // Of the first word of a sentence, alone: known as a surname, nobody's word, or named elsewhere.
  bool IsSurelyName(const Token& token) const {
    const Name& name = document_.names[next_->name];
    return name.kind != NameKind::kOther || name.mention_count > 1 || token.word == kUnknownWord ||
           ClosedWords::Get()[token.lexeme].Is(WordClass::kSurname);
  }

  const Document& document_;
  std::vector<Mention>::const_iterator next_;
  std::uint32_t head_;  // where the sentence begins
};

}  // namespace slant
