#include "slant/pipeline/frame_measures.h"

#include <utility>

namespace slant {

FrameMeasures::FrameMeasures(FrameModel model, Microframes microframes)
    : model_(std::move(model)), microframes_(std::move(microframes)) {
  for (const NamedFrame& frame : model_.names()) {
    columns_.push_back({MeasureSource::kFrame, "frame", frame.FullName()});
  }
  for (std::size_t i = 0; i < microframes_.size(); ++i) {
    columns_.push_back({MeasureSource::kFrame, "axis", microframes_.axis(i).name});
  }
}

Result<FrameMeasures> FrameMeasures::Open(const LanguageModel& language, FrameOptions options) {
  const Vocabulary& vocabulary = language.segmenter.vocabulary();
  SLANT_ASSIGN_OR_RETURN(
      FrameModel model,
      FrameModel::FromFile(language.file, vocabulary, language.extractor.vectors(),
                           language.extractor.schema(), options.heads));
  SLANT_ASSIGN_OR_RETURN(
      Microframes microframes,
      Microframes::Compile(std::move(options.axes), vocabulary, language.extractor.vectors(),
                           options.refuse_weak_poles));
  return FrameMeasures(std::move(model), std::move(microframes));
}

Status FrameMeasures::Measure(const FeatureMatrix& features, FrameWorkspace& workspace,
                              ScoredArticle& article) const {
  const auto body = article.Body();
  const auto count = static_cast<Eigen::Index>(body.size());
  const bool whole =
      features.rows() == static_cast<Eigen::Index>(article.document.sentences.size());
  SLANT_RETURN_IF_ERROR(model_.Score(article.document, body,
                                     features.bottomRows(whole ? count : features.rows()),
                                     workspace, article.frames));
  article.frame_metrics = MeasureFrames(article.document, body, article.frames, microframes_);
  const ArticleFrames& metrics = article.frame_metrics;
  const auto some = [](bool any, double value) {
    return any ? std::optional(value) : std::nullopt;
  };
  for (const FrameShare& share : metrics.frames) {
    article.metrics.measures.push_back({some(metrics.sentences > 0, share.all),
                                        some(metrics.narration_sentences > 0, share.narration),
                                        some(metrics.quoted_sentences > 0, share.quoted)});
  }
  for (std::size_t i = 0; i < microframes_.size(); ++i) {
    // What is not narrated is quoted.
    const auto quoted = static_cast<double>(metrics.all.words - metrics.narration.words);
    article.metrics.measures.push_back(
        {some(metrics.all.words > 0, metrics.all.Bias(i)),
         some(metrics.narration.words > 0, metrics.narration.Bias(i)),
         some(quoted > 0, (metrics.all.sum[i] - metrics.narration.sum[i]) / quoted)});
  }
  return {};
}

}  // namespace slant
