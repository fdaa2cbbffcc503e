/// @file lexicon_counter.h
/// What a word list says of a sentence by counting alone: the sum of its matches' values in each
/// category.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "slant/lexicon/lexicon.h"
#include "slant/lexicon/pattern_matcher.h"

namespace slant {

/// Buffers of one thread.
struct CounterWorkspace {
  PatternWorkspace patterns;
  std::vector<PatternMatch> matches;
};

/// May a list count the words of names?
enum class NamesAre : std::uint8_t { kSeen, kHidden };

/// The patterns of a list's entries: PatternMatch::pattern is an index in Lexicon::entries.
PatternMatcher CompilePatterns(const Lexicon& lexicon, const Vocabulary& vocabulary);

/// One list, compiled against a vocabulary.  A match adds the entry's value to the sum of each of
/// its categories; in lists without degrees that counts the words of a category.  No rules: nothing
/// is negated.  Immutable; copies are cheap; threads may share it, each with a workspace of its
/// own.
class LexiconCounter {
 public:
  LexiconCounter(Lexicon lexicon, const Vocabulary& vocabulary);

  const std::string& name() const noexcept { return lexicon_->name; }
  std::span<const std::string> categories() const noexcept { return lexicon_->categories; }

  /// @param sums one a category; what the sentence's matches say is added.
  /// @param names whether matches with a word of a name (Document::name_tokens) count.
  /// @return the number of matches.
  int Count(const Document& document, const Sentence& sentence, CounterWorkspace& workspace,
            std::span<float> sums, NamesAre names = NamesAre::kSeen) const;

 private:
  std::shared_ptr<const Lexicon> lexicon_;
  PatternMatcher matcher_;
};

}  // namespace slant
