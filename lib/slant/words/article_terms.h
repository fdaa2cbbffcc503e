/// @file article_terms.h
/// The words and phrases of one article, counted; and its words that have a value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "slant/article/scored_article.h"
#include "slant/base/span.h"

namespace slant {

/// Whose words are counted.
enum class WordVoices : std::uint8_t {
  kAll,
  kNarration,  ///< the journalist's
  kQuoted,     ///< direct quotations and reported speech
};

/// Which value of a word (ValencedWord).
enum class WordValues : std::uint8_t { kTone, kEvent, kValence };

struct TermOptions {
  int longest = 1;  ///< words of the longest phrase, 1 to kLongestPhrase
  WordVoices voices = WordVoices::kAll;
  bool names = true;  ///< false: names of people, organisations and places are no words
  /// false: "the" and the like are no terms, and no phrase begins or ends in them; all words count
  /// as words still.
  bool function_words = true;
  WordValues values = WordValues::kTone;
};
inline constexpr int kLongestPhrase = 3;

/// A term as one article has it.
struct ArticleTerm {
  std::uint64_t hash = 0;  ///< of its text
  std::uint64_t head = 0;  ///< of a phrase: hash of the phrase without its last word
  std::uint64_t last = 0;  ///< of a phrase: hash of its last word
  Span text;               ///< in ArticleTerms::texts
  Span sentence, place;  ///< bytes of the article's text: its first sentence, where it stands there
  std::uint32_t count = 0;
  std::uint8_t words = 1;
  std::int64_t value_milli = 0;  ///< sum of its values * 1000
};

/// What a thread reads from an article.
struct ArticleTerms {
  std::int64_t words = 0;           ///< all that were counted, each once
  std::string texts;                ///< what ArticleTerm::text counts in
  std::vector<ArticleTerm> terms;   ///< words and phrases, by hash
  std::vector<ArticleTerm> valued;  ///< words and phrases with a value after the rules, by hash

  std::string_view Text(const ArticleTerm& term) const { return term.text.In(texts); }
};

/// Reads the body of articles: words in lower case without numbers, "do" "n't" as don't, other
/// clitics left out; phrases within a clause and a voice.  Holds buffers: one a thread.
class TermReader {
 public:
  explicit TermReader(TermOptions options) : options_(options) {}

  /// Replaces what `out` holds.  Linear in the tokens (and a logarithm, for sorting).  The
  /// article's values come from ScoredArticle::words; without the rules there are none.
  void Read(const ScoredArticle& article, ArticleTerms& out);

 private:
  struct Unit {
    Span form;    // in forms_, as a word
    Span joined;  // in forms_, as part of a phrase: with its clitics
    Span place;
    std::uint64_t hash = 0;
    bool function_word = false;
  };
  bool Counts(const Token& token) const noexcept;
  void Flush(Span sentence);
  void Push(const Unit* first, int words, Span sentence);
  void ReadValued(const ScoredArticle& article);
  static void Combine(std::vector<ArticleTerm>& found, std::string_view forms, std::string& texts,
                      std::vector<ArticleTerm>& out);

  TermOptions options_;
  std::string forms_;
  std::string phrase_;
  std::vector<Unit> units_;
  std::vector<ArticleTerm> found_, found_valued_;
  std::int64_t words_ = 0;
};

/// The sentence around a term on one line, cut to about `width` bytes with the term inside.
/// @param text the article's.   @param place lies in `sentence` (assert).
std::string ShortExample(std::string_view text, Span sentence, Span place, std::size_t width = 110);

}  // namespace slant
