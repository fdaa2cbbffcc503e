/// @file scored_article.h
/// An article with everything that was found out about it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "slant/article/article_frames.h"
#include "slant/article/article_metrics.h"
#include "slant/corpus/article.h"
#include "slant/lexicon/news_rules.h"
#include "slant/text/document.h"

namespace slant {

/// The tone of the words around one mention of a name.
struct TargetScore {
  std::size_t sentence = 0;  ///< index in Body()
  Span span;                 ///< the mention
  std::uint32_t name = 0;    ///< index in Document::names
  ToneScore tone;
};

/// Made by pipeline/scorer.h.  Spans count bytes of document.text.
struct ScoredArticle {
  Article article;                 ///< its text has moved into `document`
  Document document;               ///< the text
  std::size_t first_sentence = 0;  ///< of the body: a headline inside the text comes before
  /// One for each sentence of the body; empty if rules and lists alone were asked.
  std::vector<SentenceScores> scores;
  std::vector<ValencedWord> words;   ///< words with a value in the lexicon, in token order
  std::vector<float> measures;       ///< (sentences of the body x columns) of LexiconMeasures
  std::vector<TargetScore> targets;  ///< in text order; empty unless they were asked for
  std::optional<ToneScore> headline;
  DocumentFrames frames;        ///< of the body; no sentences unless frames were asked for
  ArticleFrames frame_metrics;  ///< the same over the article
  ArticleMetrics metrics;

  /// The sentences that `scores` belong to.
  std::span<const Sentence> Body() const {
    return std::span(document.sentences).subspan(first_sentence);
  }
};

}  // namespace slant
