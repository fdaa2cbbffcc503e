/// @file pattern_matcher.h
/// Finds words, prefixes and phrases of a list in a document's tokens, all in one pass.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "slant/text/document.h"

namespace slant {

/// Where a pattern was found: tokens [first_token, end_token) of the document.
struct PatternMatch {
  std::uint32_t pattern = 0;  ///< index in the list that was compiled
  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;
};

/// What a text is searched for, written as LexiconEntry::pattern says.
struct Pattern {
  std::string_view text;
  bool literal = false;  ///< `*` and `?` stand for themselves
};

/// The look-up form of a pattern that a text can only have as one word (no phrase, glob, number or
/// mark); empty for others.
std::string OneWord(std::string_view pattern);
/// The same for many patterns, each with the same `scratch`: many times faster.
std::string OneWord(std::string_view pattern, Document& scratch);

/// Buffers of one thread.
struct PatternWorkspace {
  std::vector<std::uint32_t> forms;    ///< one a token
  std::vector<std::uint32_t> symbols;  ///< of unknown words that a glob fits
  std::vector<std::uint32_t> ends;     ///< of those words, in `symbols`
};

/// Patterns compiled against a vocabulary (LexiconEntry::pattern says how they are written).
/// A pattern is cut into tokens as a text is, so that "can't stand" fits "can’t stand".  `*` stands
/// for any characters inside one word, `?` for one; alone they stand for a whole word.  In a word
/// with wildcards every digit stands for any digit; a number written out fits only itself.  Marks,
/// emoticons, hashtags and addresses have no wildcards: "#mon*" fits nothing.  Case never counts.
///
/// From left to right the longest pattern (in tokens) that begins at a token wins and takes its
/// tokens: inside "not amiable" there is no "amiable".  Among patterns of one length the first
/// piece that is written out wins, then the one whose glob is longest, then the one that was listed
/// first.
///
/// What a word of the vocabulary begins is one load by its id; a trie over pieces does the rest.
/// Globs are resolved against the vocabulary when it is compiled.  Immutable; copies are cheap and
/// share the tables; threads may share it, each with a workspace of its own.
class PatternMatcher {
 public:
  /// Fits nothing.
  PatternMatcher() = default;

  /// A pattern is cut into at most so many tokens; longer ones fit nothing.
  static constexpr std::size_t kMaxTokens = 64;
  /// At each token of a text so many pieces of patterns are tried.  Lists that people made need a
  /// few dozen; one of many globs in a row ("a* a* b", "aa* a* c", ...) may lose longer matches.
  static constexpr std::uint32_t kMaxTries = 1000;

  /// Patterns without a piece that is written out fit nothing (empty ones, a lone star, "* ?"), nor
  /// do those with a word of more than kMaxWordBytes and those beyond kMaxGlobs (glob.h) and
  /// kMaxTokens; of equal patterns the first is reported.  Linear in the patterns, and in
  /// vocabulary times globs that are not prefixes.
  static PatternMatcher Compile(std::span<const Pattern> patterns, const Vocabulary& vocabulary);

  /// Appends the matches inside [first_token, end_token), in order; they do not overlap.
  void Match(const Document& document, std::uint32_t first_token, std::uint32_t end_token,
             PatternWorkspace& workspace, std::vector<PatternMatch>& matches) const;

  /// For each pattern the index of the first one that is equal to it, token by token; itself if it
  /// is the first, kNoPattern if it can fit nothing.
  std::span<const std::uint32_t> canonical() const noexcept;

  /// Fits nothing.
  bool empty() const noexcept;

  static constexpr std::uint32_t kNoPattern = 0xFFFFFFFF;

 private:
  struct Tables;
  std::shared_ptr<const Tables> tables_;
};

}  // namespace slant
