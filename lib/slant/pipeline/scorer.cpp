#include "slant/pipeline/scorer.h"

#include <algorithm>
#include <utility>

namespace slant {
namespace {

Span Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const std::size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
  const std::size_t end = begin == text.size() ? begin : text.find_last_not_of(kSpace) + 1;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// Words on either side of a mention that its tone is read from.
constexpr std::uint32_t kTargetWindow = 12;

}  // namespace

Status Scorer::Rate(const Document& document, std::vector<SentenceScores>& scores) {
  language_.extractor.Extract(document, workspace_, features_, evidence_);
  SLANT_ASSIGN_OR_RETURN(const auto tones, model_->tone.Score(features_));
  SLANT_ASSIGN_OR_RETURN(const auto biases, model_->bias.Score(features_));
  scores.clear();
  for (std::size_t i = 0; i < tones.size(); ++i) {
    scores.push_back({tones[i], biases[i]});
  }
  return {};
}

bool Scorer::IsTarget(const Document& document, const Name& name) const {
  if (targets_.automatic) {
    return name.named && (name.kind == NameKind::kPerson || name.kind == NameKind::kOrganization);
  }
  const std::string_view full = document.Text(name.span);
  return std::any_of(targets_.names.begin(), targets_.names.end(), [&](const std::string& wanted) {
    return full == wanted || (full.size() > wanted.size() && full.ends_with(wanted) &&
                              full[full.size() - wanted.size() - 1] == ' ');
  });
}

// Without a classifier of its own for targets, a target's tone is that of the words around it in
// its sentence.
Status Scorer::RateTargets(ScoredArticle& out) {
  out.targets.clear();
  const Document& document = out.document;
  std::vector<Sentence> stretches;
  const auto body = out.Body();
  for (const Mention& mention : document.mentions) {
    const auto sentence = std::partition_point(
        body.begin(), body.end(), [&](const Sentence& s) { return s.end_token <= mention.token; });
    if (sentence == body.end() || mention.token < sentence->first_token ||
        !IsTarget(document, document.names[mention.name])) {
      continue;
    }
    Sentence stretch = *sentence;
    stretch.first_token =
        std::max(stretch.first_token, mention.token - std::min(mention.token, kTargetWindow));
    stretch.end_token = std::min(stretch.end_token, mention.token + kTargetWindow + 1);
    stretches.push_back(stretch);
    out.targets.push_back(
        {static_cast<std::size_t>(sentence - body.begin()), mention.span, mention.name, {}});
  }
  if (stretches.empty()) {
    return {};
  }
  language_.extractor.Extract(document, stretches, workspace_, features_, evidence_);
  SLANT_ASSIGN_OR_RETURN(const auto tones, model_->tone.Score(features_));
  for (std::size_t i = 0; i < tones.size(); ++i) {
    out.targets[i].tone = tones[i];
  }
  return {};
}

void Scorer::Segment(std::string text, Document& document) const {
  if (unit_ == Unit::kArticle) {
    language_.segmenter.Segment(std::move(text), document);
  } else if (model_ != nullptr || measures_.needs_tokens()) {
    language_.segmenter.SegmentOneSentence(std::move(text), document);
  } else {
    // Nobody asks for its words.  An empty text is a sentence too: each record gives a row.
    document = Document();
    document.text = std::move(text);
    document.sentences.push_back({});
    document.sentences.back().span = Trimmed(document.text);
  }
}

void Scorer::Measure(ScoredArticle& out) {
  const auto body = out.Body();
  const std::size_t columns = measures_.columns().size();
  out.measures.resize(body.size() * columns);
  if (measures_.news()) {
    out.words.clear();  // of the lexicon that the rules were asked to use
  }
  for (std::size_t i = 0; i < body.size() && columns > 0; ++i) {
    measures_.Measure(out.document, body[i], measure_workspace_,
                      std::span(out.measures).subspan(i * columns, columns), out.words);
  }
}

Status Scorer::Score(Article article, ScoredArticle& out) {
  out.headline.reset();
  if (model_ != nullptr && !article.title.empty()) {
    std::vector<SentenceScores> scores;
    language_.segmenter.SegmentOneSentence(article.title, title_);
    SLANT_RETURN_IF_ERROR(Rate(title_, scores));
    if (!scores.empty()) {
      out.headline = scores.front().tone;
    }
  }
  Segment(std::exchange(article.text, {}), out.document);
  const auto& sentences = out.document.sentences;
  out.first_sentence = static_cast<std::size_t>(
      std::find_if(sentences.begin(), sentences.end(),
                   [&](const Sentence& s) { return s.span.begin >= article.body_begin; }) -
      sentences.begin());
  out.scores.clear();
  out.words.clear();
  out.targets.clear();
  if (model_ != nullptr) {
    SLANT_RETURN_IF_ERROR(Rate(out.document, out.scores));
    if (frames_ != nullptr && frames_->model().has_heads()) {
      body_features_ = features_;  // rating targets uses the buffer again
    }
    out.words = evidence_.words;
    out.scores.erase(out.scores.begin(),
                     out.scores.begin() + static_cast<std::ptrdiff_t>(out.first_sentence));
    out.metrics = MeasureArticle(out.document, out.Body(), out.scores, out.headline);
    SLANT_RETURN_IF_ERROR(RateTargets(out));
  }
  Measure(out);
  out.metrics.measures = MeanMeasures(out.document, out.Body(), out.measures, measures_.columns());
  out.frames = {};
  out.frame_metrics = {};
  if (frames_ != nullptr) {
    SLANT_RETURN_IF_ERROR(frames_->Measure(body_features_, frame_workspace_, out));
  }
  out.article = std::move(article);
  return {};
}

}  // namespace slant
