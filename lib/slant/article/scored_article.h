/// @file scored_article.h
/// An article with everything that was found out about it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "slant/article/article_frames.h"
#include "slant/article/article_metrics.h"
#include "slant/article/explanation.h"
#include "slant/corpus/article.h"
#include "slant/lexicon/news_rules.h"
#include "slant/text/document.h"

namespace slant {

/// The tone towards one target.
struct TargetScore {
  std::size_t sentence = 0;      ///< index in Body()
  Span span;                     ///< the mention
  std::uint32_t name = kNoName;  ///< index in Document::names, or kNoName
  ToneScore tone;                ///< its score is P(positive) - P(negative)
};

/// Made by pipeline/scorer.h.  Spans count bytes of document.text.
struct ScoredArticle {
  Article article;                 ///< its text has moved into `document`
  Document document;               ///< the text
  std::size_t first_sentence = 0;  ///< of the body: a headline inside the text comes before
  /// One for each sentence of the body; empty if rules and lists alone were asked.
  std::vector<SentenceScores> scores;
  /// The same of what is left of each sentence without the words of its direct quotations: the
  /// journalist's part.  Equal to `scores` where nothing is quoted.
  std::vector<SentenceScores> narrated;
  std::vector<LoadedSpan> loaded;         ///< words that carry bias, in text order
  std::vector<ValencedWord> words;        ///< words with a value in the lexicon, in token order
  std::vector<float> measures;            ///< (sentences of the body x columns) of LexiconMeasures
  std::vector<TargetScore> targets;       ///< in text order; empty unless they were asked for
  std::vector<Explanation> explanations;  ///< by sentence, then target; empty unless asked for
  std::optional<ToneScore> headline;
  /// Of the headline's words that it does not quote; nothing if it is a source's.
  std::optional<BiasScore> headline_bias;
  DocumentFrames frames;        ///< of the body; no sentences unless frames were asked for
  ArticleFrames frame_metrics;  ///< the same over the article
  ArticleMetrics metrics;

  /// The sentences that `scores` belong to.
  std::span<const Sentence> Body() const {
    return std::span(document.sentences).subspan(first_sentence);
  }
};

}  // namespace slant
