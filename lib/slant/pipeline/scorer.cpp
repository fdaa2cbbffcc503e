#include "slant/pipeline/scorer.h"

#include <algorithm>
#include <utility>

namespace slant {
namespace {

// Words on either side of a mention that its tone is read from.
constexpr std::uint32_t kTargetWindow = 12;

}  // namespace

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
  model_.language.extractor.Extract(document, stretches, workspace_, features_, evidence_);
  SLANT_ASSIGN_OR_RETURN(const auto tones, model_.tone.Score(features_));
  for (std::size_t i = 0; i < tones.size(); ++i) {
    out.targets[i].tone = tones[i];
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
  SLANT_RETURN_IF_ERROR(RateTargets(out));
  out.article = std::move(article);
  return {};
}

}  // namespace slant
