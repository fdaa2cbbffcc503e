#include "slant/pipeline/scorer.h"

#include <algorithm>
#include <utility>

#include "slant/article/target_tone.h"
#include "slant/base/ascii.h"
#include "slant/pipeline/target_fields.h"
#include "slant/pipeline/task.h"
#include "slant/text/narration.h"

namespace slant {
namespace {

Span Trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(kAsciiSpace), text.size());
  const std::size_t end = begin == text.size() ? begin : text.find_last_not_of(kAsciiSpace) + 1;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

Scorer::Scorer(const Model& model, const LexiconMeasures& measures, ScorerOptions options)
    : language_(model.language),
      model_(&model),
      measures_(measures),
      options_(std::move(options)),
      tasks_(new bool[options_.tasks.size()]) {
  std::copy(options_.tasks.begin(), options_.tasks.end(), tasks_.get());
  if (options_.explain) {
    explainer_.emplace(model);
  }
}

Status Scorer::Rate(const Document& document, std::vector<SentenceScores>& scores) {
  language_.extractor.Extract(document, workspace_, features_, evidence_);
  SLANT_RETURN_IF_ERROR(model_->sentences.Run({tasks_.get(), options_.tasks.size()},
                                              workspace_.tokens, features_, sentence_work_));
  const std::vector<OutputMatrix>& outputs = sentence_work_.outputs;
  const auto tones =
      ToneScores(features_.rows(), outputs[kToneTask], outputs[kScoreTask], outputs[kEventTask]);
  const auto biases = BiasScores(features_.rows(), outputs[kBiasTask], outputs[kOpinionTask]);
  scores.clear();
  for (std::size_t i = 0; i < tones.size(); ++i) {
    SentenceScores& added = scores.emplace_back(SentenceScores{tones[i], biases[i]});
    added.tone.abstained = added.tone.confidence() < options_.abstain;
    added.bias.abstained = added.bias.confidence() < options_.abstain;
  }
  return {};
}

// The words behind each sentence's bias.  Needs what Rate left in the workspace.
void Scorer::FindLoaded(ScoredArticle& out) {
  const OutputMatrix& bias = sentence_work_.outputs[kBiasTask];
  if (bias.rows() == 0) {
    return;
  }
  const TokenBatch& tokens = workspace_.tokens;
  std::span<const CuedWords> cued = evidence_.cued;
  for (std::size_t i = 0; i < out.Body().size(); ++i) {
    const std::size_t row = out.first_sentence + i;
    const Sentence& sentence = out.Body()[i];
    tags_.clear();
    if (!model_->loaded.empty()) {
      const auto at = static_cast<Eigen::Index>(row);
      model_->loaded.Tag(tokens, row, bias(at, 1) - bias(at, 0), tags_);
      if (narrated_[i]) {
        // The journalist's words are judged by the journalist's part of the sentence.
        own_tags_.clear();
        model_->loaded.Tag(tokens, row, narrated_[i]->margin, own_tags_);
        for (std::size_t t = 0; t < tags_.size(); ++t) {
          const std::uint32_t token = tokens.tokens[tokens.starts[row] + t];
          tags_[t] = out.document.tokens[token].Is(kQuoted) ? tags_[t] : own_tags_[t];
        }
      }
    }
    while (!cued.empty() && cued.front().token < sentence.first_token) {
      cued = cued.subspan(1);
    }
    std::size_t own = 0;
    while (own < cued.size() && cued[own].token < sentence.end_token) {
      ++own;
    }
    const auto words =
        std::span(tokens.tokens)
            .subspan(tokens.starts[row],
                     tags_.empty() ? 0 : tokens.starts[row + 1] - tokens.starts[row]);
    FindLoadedSpans(out.document, sentence, i,
                    {cued.first(own), words, tags_, model_->loaded.threshold()}, out.loaded);
    cued = cued.subspan(own);
  }
}

// What the journalist says around quotations is rated without them, so that no word of a source can
// be charged to the journalist.
Status Scorer::RateNarration(const ScoredArticle& out) {
  narrated_.assign(out.Body().size(), std::nullopt);
  std::string text;
  std::vector<SentenceScores> scores;
  for (std::size_t i = 0; i < out.Body().size(); ++i) {
    const Sentence& sentence = out.Body()[i];
    if (sentence.voice == Voice::kNarration && LeaveOutQuotations(out.document, sentence, text)) {
      language_.segmenter.SegmentOneSentence(std::move(text), narration_);
      SLANT_RETURN_IF_ERROR(Rate(narration_, scores));
      if (!scores.empty()) {
        const OutputMatrix& bias = sentence_work_.outputs[kBiasTask];
        narrated_[i] = {scores.front(), bias.rows() > 0 ? bias(0, 1) - bias(0, 0) : 0.0F};
      }
    }
  }
  return {};
}

bool Scorer::IsTarget(const Document& document, const Name& name) const {
  if (options_.targets.automatic) {
    return name.named && (name.kind == NameKind::kPerson || name.kind == NameKind::kOrganization);
  }
  const std::string_view full = document.Text(name.span);
  return std::any_of(options_.targets.names.begin(), options_.targets.names.end(),
                     [&](const std::string& wanted) { return IsCalled(full, wanted); });
}

// The sentence of the body that holds this byte, or the number of sentences.
std::size_t SentenceAt(std::span<const Sentence> body, std::uint32_t byte) {
  const auto found = std::partition_point(body.begin(), body.end(),
                                          [&](const Sentence& s) { return s.span.end <= byte; });
  return found != body.end() && found->span.begin <= byte
             ? static_cast<std::size_t>(found - body.begin())
             : body.size();
}

// The stretches that were asked for by place, or by their text where no name of `found` stands.
std::vector<Span> AskedSpans(std::string_view text, const TargetOptions& options,
                             std::span<const TargetScore> found) {
  std::vector<Span> out;
  for (const Span span : options.spans) {
    if (span.begin < span.end && span.end <= text.size()) {
      out.push_back(span);
    }
  }
  for (const std::string& wanted : options.texts) {
    for (std::size_t at = text.find(wanted); at != std::string_view::npos && !wanted.empty();
         at = text.find(wanted, at + wanted.size())) {
      const Span span{static_cast<std::uint32_t>(at),
                      static_cast<std::uint32_t>(at + wanted.size())};
      if (std::none_of(found.begin(), found.end(),
                       [&](const TargetScore& target) { return target.span.Overlaps(span); })) {
        out.push_back(span);
      }
    }
  }
  return out;
}

Status Scorer::FindTargets(const Article& article, ScoredArticle& out) const {
  out.targets.clear();
  if (options_.targets.none) {
    return {};
  }
  const Document& document = out.document;
  const auto body = out.Body();
  const auto add = [&](Span span, std::uint32_t name) {
    const std::size_t sentence = SentenceAt(body, span.begin);
    if (sentence < body.size()) {
      out.targets.push_back({sentence, span, name, {}});
    }
  };
  for (const Mention& mention : document.mentions) {
    if (IsTarget(document, document.names[mention.name])) {
      add(mention.span, mention.name);
    }
  }
  std::vector<Span> asked = AskedSpans(document.text, options_.targets, out.targets);
  if (const auto json = article.Field("targets")) {
    SLANT_ASSIGN_OR_RETURN(const auto fields, ReadTargetFields(*json, document.text, "label"));
    for (const TargetField& field : fields) {
      asked.push_back(field.span);
    }
  }
  if (!asked.empty()) {
    for (const Span span : asked) {
      const auto same = std::find_if(document.mentions.begin(), document.mentions.end(),
                                     [&](const Mention& m) { return m.span.Overlaps(span); });
      add(span, same == document.mentions.end() ? kNoName : same->name);
    }
    std::stable_sort(out.targets.begin(), out.targets.end(),
                     [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
    const auto repeated =
        std::unique(out.targets.begin(), out.targets.end(),
                    [](const auto& a, const auto& b) { return a.span == b.span; });
    out.targets.erase(repeated, out.targets.end());
  }
  return {};
}

Status Scorer::RateTargets(ScoredArticle& out) {
  if (out.targets.empty() || !model_->targets.Has(0)) {
    out.targets.clear();
    return {};
  }
  std::vector<Target> targets;
  for (const TargetScore& target : out.targets) {
    targets.push_back({out.Body()[target.sentence], target.span});
  }
  language_.targets.Extract(out.document, targets, workspace_, features_);
  SLANT_RETURN_IF_ERROR(model_->targets.Run({}, workspace_.tokens, features_, target_work_));
  const auto tones = ToneScores(features_.rows(), target_work_.outputs[0], {}, {});
  for (std::size_t i = 0; i < tones.size(); ++i) {
    ToneScore& tone = out.targets[i].tone;
    tone = tones[i];
    tone.score = tone.positive - tone.negative;  // targets have no regression of their own
    tone.abstained = tone.confidence() < options_.abstain;
  }
  return {};
}

Status Scorer::Explain(ScoredArticle& out) {
  const auto add = [&](std::size_t sentence, Span target) -> Status {
    SLANT_ASSIGN_OR_RETURN(Explanation one, explainer_->Explain(out.document, out.Body()[sentence],
                                                                target, *options_.explain));
    one.sentence = sentence;
    out.explanations.push_back(std::move(one));
    return {};
  };
  if (options_.explain->task->unit == TaskUnit::kTarget) {
    for (const TargetScore& target : out.targets) {
      SLANT_RETURN_IF_ERROR(add(target.sentence, target.span));
    }
    return {};
  }
  for (std::size_t i = 0; i < out.Body().size(); ++i) {
    SLANT_RETURN_IF_ERROR(add(i, {}));
  }
  return {};
}

void Scorer::Segment(std::string text, Document& document) const {
  if (options_.unit == Unit::kArticle) {
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
  out.headline_bias.reset();
  if (model_ != nullptr && !article.title.empty()) {
    std::vector<SentenceScores> scores;
    language_.segmenter.SegmentOneSentence(article.title, title_);
    SLANT_RETURN_IF_ERROR(Rate(title_, scores));
    if (!scores.empty()) {
      out.headline = scores.front().tone;
      const Sentence& title = title_.sentences.front();
      std::string text;
      if (title.voice == Voice::kNarration && LeaveOutQuotations(title_, title, text)) {
        language_.segmenter.SegmentOneSentence(std::move(text), narration_);
        SLANT_RETURN_IF_ERROR(Rate(narration_, scores));
      }
      if (title.voice == Voice::kNarration && !scores.empty()) {
        out.headline_bias = scores.front().bias;
      }
    }
  }
  Segment(std::exchange(article.text, {}), out.document);
  const auto& sentences = out.document.sentences;
  out.first_sentence = static_cast<std::size_t>(
      std::find_if(sentences.begin(), sentences.end(),
                   [&](const Sentence& s) { return s.span.begin >= article.body_begin; }) -
      sentences.begin());
  out.scores.clear();
  out.narrated.clear();
  out.loaded.clear();
  out.words.clear();
  out.targets.clear();
  out.explanations.clear();
  if (model_ != nullptr) {
    SLANT_RETURN_IF_ERROR(RateNarration(out));
    SLANT_RETURN_IF_ERROR(Rate(out.document, out.scores));
    if (frames_ != nullptr && frames_->model().has_heads()) {
      body_features_.swap(features_);  // rating targets uses the other buffer
    }
    out.words = evidence_.words;
    out.scores.erase(out.scores.begin(),
                     out.scores.begin() + static_cast<std::ptrdiff_t>(out.first_sentence));
    FindLoaded(out);
    out.narrated = out.scores;
    for (std::size_t i = 0; i < narrated_.size(); ++i) {
      if (narrated_[i]) {
        out.narrated[i] = narrated_[i]->scores;
      }
    }
    out.metrics = MeasureArticle(out.document, out.Body(), out.scores, out.narrated, out.headline);
    std::vector<BiasScore> bias, narrated;
    for (std::size_t i = 0; i < out.scores.size(); ++i) {
      bias.push_back(out.scores[i].bias);
      narrated.push_back(out.narrated[i].bias);
    }
    out.metrics.bias =
        MeasureBias(out.document, out.Body(), bias, narrated, out.loaded, out.headline_bias);
    SLANT_RETURN_IF_ERROR(FindTargets(article, out));
    SLANT_RETURN_IF_ERROR(RateTargets(out));
    if (explainer_) {
      SLANT_RETURN_IF_ERROR(Explain(out));
    }
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
