/// @file lexicon_measures.h
/// What rules and word lists say of a sentence, as a row of numbers with names.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "slant/lexicon/lexicon_counter.h"
#include "slant/lexicon/news_rules.h"
#include "slant/lexicon/vader_rules.h"

namespace slant {

/// Where a number comes from; rows of output put it there.
enum class MeasureSource : std::uint8_t { kNews, kVader, kList, kFrame, kTarget };

/// The column of a list that counts its matches.  A category of that name is called "matches-2".
inline constexpr const char* kMatchesColumn = "matches";

/// A column: "news" "tone", "vader" "compound", or a list and one of its categories.
struct MeasureColumn {
  MeasureSource source = MeasureSource::kList;
  std::string group;  ///< "news", "vader" or the list's name
  std::string name;   ///< the number's, or the category's; "matches" counts a list's matches
  std::string FullName() const { return group + "." + name; }
};

/// Buffers of one thread.
struct MeasureWorkspace {
  CounterWorkspace counter;
  NewsWorkspace news;
  VaderWorkspace vader;
};

/// The rules and lists of a run.  Immutable once it is set up; threads may share it, each with a
/// workspace of its own.
class LexiconMeasures {
 public:
  /// Columns news.valence, news.tone and news.event, in (-1, 1): see NewsScore.
  void AddNews(CompiledLexicon lexicon);
  /// Columns vader.neg, .neu, .pos in [0, 1] and .compound in [-1, 1], of the sentence's bytes.
  void AddVader(VaderRules rules);
  /// A column for each category and one for the number of matches; see LexiconCounter.
  void AddList(LexiconCounter counter);

  /// In the order they were added.
  std::span<const MeasureColumn> columns() const noexcept { return columns_; }
  bool empty() const noexcept { return columns_.empty(); }

  /// False if the bytes of a sentence are all that is looked at, and its tokens are not.
  bool needs_tokens() const noexcept { return news_.has_value() || !lists_.empty(); }

  /// The lexicon of the rules for news, or nothing.
  const std::optional<CompiledLexicon>& news() const noexcept { return news_; }

  /// @param row   one number a column.
  /// @param words the words that the rules for news gave a value are appended.
  void Measure(const Document& document, const Sentence& sentence, MeasureWorkspace& workspace,
               std::span<float> row, std::vector<ValencedWord>& words) const;

 private:
  std::vector<MeasureColumn> columns_;
  std::optional<CompiledLexicon> news_;
  std::optional<VaderRules> vader_;
  std::vector<LexiconCounter> lists_;
};

}  // namespace slant
