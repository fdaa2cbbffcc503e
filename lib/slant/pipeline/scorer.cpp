#include "slant/pipeline/scorer.h"

#include <algorithm>
#include <utility>

namespace slant {

Status Scorer::Rate(const Document& document, std::vector<SentenceScores>& scores) {
  model_.language.extractor.Extract(document, workspace_, features_, evidence_);
  SLANT_ASSIGN_OR_RETURN(const auto tones, model_.tone.Score(features_));
  SLANT_ASSIGN_OR_RETURN(const auto biases, model_.bias.Score(features_));
  scores.clear();
  for (std::size_t i = 0; i < tones.size(); ++i) {
    scores.push_back({tones[i], biases[i]});
  }
  return {};
}

Status Scorer::Score(Article article, ScoredArticle& out) {
  const Segmenter& segmenter = model_.language.segmenter;
  out.headline.reset();
  if (!article.title.empty()) {
    std::vector<SentenceScores> scores;
    segmenter.SegmentOneSentence(article.title, title_);
    SLANT_RETURN_IF_ERROR(Rate(title_, scores));
    if (!scores.empty()) {
      out.headline = scores.front().tone;
    }
  }
  std::string text = std::exchange(article.text, {});
  if (unit_ == Unit::kSentence) {
    segmenter.SegmentOneSentence(std::move(text), out.document);
  } else {
    segmenter.Segment(std::move(text), out.document);
  }
  SLANT_RETURN_IF_ERROR(Rate(out.document, out.scores));
  out.words = evidence_.words;
  const auto& sentences = out.document.sentences;
  out.first_sentence = static_cast<std::size_t>(
      std::find_if(sentences.begin(), sentences.end(),
                   [&](const Sentence& s) { return s.span.begin >= article.body_begin; }) -
      sentences.begin());
  out.scores.erase(out.scores.begin(),
                   out.scores.begin() + static_cast<std::ptrdiff_t>(out.first_sentence));
  out.metrics = MeasureArticle(out.document, out.Body(), out.scores, out.headline);
  out.article = std::move(article);
  return {};
}

}  // namespace slant
