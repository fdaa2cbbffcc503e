/// @file evidence_spans.h
/// The words behind a sentence's numbers, as spans.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

#include "slant/article/scored_article.h"

namespace slant {

/// The words of `sentence` that the lexicon gave a value, in order.
/// @param words ScoredArticle::words, in token order.
inline std::span<const ValencedWord> WordsOf(std::span<const ValencedWord> words,
                                             const Sentence& sentence) {
  std::size_t first = 0;
  while (first < words.size() && words[first].token < sentence.first_token) {
    ++first;
  }
  std::size_t end = first;
  while (end < words.size() && words[end].token < sentence.end_token) {
    ++end;
  }
  return words.subspan(first, end - first);
}

/// The bytes of a word or phrase.
inline Span SpanOf(const ValencedWord& word, const Document& document) {
  return {document.tokens[word.token].span.begin, document.tokens[word.end_token - 1].span.end};
}

/// "tone" for a word that evaluates, "event" for one that only reports.
inline const char* CategoryOf(const ValencedWord& word) {
  return std::abs(word.tone) >= 0.25f * std::abs(word.event) ? "tone" : "event";
}

/// The word's weight in [-1, 1]: its value after the rules over the end of the lexicon's scale.
inline double WeightOf(const ValencedWord& word) {
  const float value = CategoryOf(word)[0] == 't' ? word.tone : word.event;
  return std::clamp(static_cast<double>(value) / 4, -1.0, 1.0);
}

/// The loaded spans of a sentence.
/// @param spans ScoredArticle::loaded, in text order.
inline std::span<const LoadedSpan> LoadedOf(std::span<const LoadedSpan> spans,
                                            std::size_t sentence) {
  const auto first = std::partition_point(
      spans.begin(), spans.end(), [&](const LoadedSpan& s) { return s.sentence < sentence; });
  const auto last = std::partition_point(
      first, spans.end(), [&](const LoadedSpan& s) { return s.sentence == sentence; });
  return {first, last};
}

/// Is this the first of the columns that the rules for news fill (valence, tone, event)?
inline bool BeginsNews(const MeasureColumn& column) {
  return column.source == MeasureSource::kNews && column.name == "valence";
}

/// The label of a sentence by the rules for news.
/// @param first where in `measures` the column of BeginsNews stands for that sentence.
inline std::string_view NewsLabelName(std::span<const float> measures, std::size_t first) {
  return kRuleLabelNames[static_cast<std::size_t>(
      NewsLabel(measures[first + 1], NewsRuleWeights()))];
}

}  // namespace slant
