#include "slant/pipeline/explainer.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "slant/text/excerpt.h"

namespace slant {
namespace {

// The task's number among those of its unit: how Classifiers count it.
std::size_t NumberOf(const Task& task) noexcept {
  std::size_t number = 0;
  for (const Task& other : Tasks()) {
    if (&other == &task) {
      break;
    }
    number += other.unit == task.unit ? 1 : 0;
  }
  return number;
}

// How much each output counts in log(p_c / (1 - p_c)) = z_c - log sum of exp(z_k) over the others.
// With q_k the probability of k among the others, log sum exp = sum q_k z_k + H(q): linear in the
// logits but for the entropy H, which goes to the base.
struct LogOdds {
  std::vector<double> weights;
  double entropy = 0;
  double value = 0;
};

LogOdds LogOddsOf(const std::vector<double>& logits, std::size_t label) {
  LogOdds out;
  out.weights.assign(logits.size(), 0.0);
  double top = -1e300;
  for (std::size_t k = 0; k < logits.size(); ++k) {
    top = k == label ? top : std::max(top, logits[k]);
  }
  double sum = 0;
  for (std::size_t k = 0; k < logits.size(); ++k) {
    out.weights[k] = k == label ? 0 : std::exp(logits[k] - top);
    sum += out.weights[k];
  }
  for (double& weight : out.weights) {
    weight /= sum;
    out.entropy -= weight > 0 ? weight * std::log(weight) : 0;
    weight = -weight;
  }
  out.weights[label] = 1;
  out.value = logits[label] - top - std::log(sum);
  return out;
}

void Add(const std::vector<double>& from, double weight, std::vector<double>& to) {
  to.resize(std::max(to.size(), from.size()), 0.0);
  for (std::size_t i = 0; i < from.size(); ++i) {
    to[i] += weight * from[i];
  }
}

std::vector<double> Softmax(const std::vector<double>& logits) {
  std::vector<double> p;
  const double top = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const double logit : logits) {
    sum += p.emplace_back(std::exp(logit - top));
  }
  for (double& share : p) {
    share /= sum;
  }
  return p;
}

}  // namespace

Explainer::Explainer(const Model& model)
    : model_(model), shares_(model.language.extractor, model.language.targets) {}

bool Explainer::Has(const Task& task) const noexcept {
  return (task.unit == TaskUnit::kTarget ? model_.targets : model_.sentences).Has(NumberOf(task));
}

Status Explainer::Run(const Document& document, const Sentence& sentence, Span target,
                      const Task& task) {
  const bool of_target = task.unit == TaskUnit::kTarget;
  const Classifiers& classifiers = of_target ? model_.targets : model_.sentences;
  const std::size_t number = NumberOf(task);
  if (!Has(task)) {
    return Error{ErrorCode::kNotFound,
                 "the model has no classifier '" + std::string(task.name) + "'",
                 model_.language.file->path()};
  }
  if (of_target) {
    const Target only{sentence, target};
    model_.language.targets.Extract(document, {&only, 1}, workspace_, features_);
  } else {
    model_.language.extractor.Extract(document, {&sentence, 1}, workspace_, features_, evidence_);
  }
  const std::size_t count = classifiers.tasks().size();
  const auto wanted = std::make_unique<bool[]>(count);
  wanted[number] = true;
  SLANT_RETURN_IF_ERROR(
      classifiers.Run({wanted.get(), count}, workspace_.tokens, features_, classifier_work_));
  outputs_ = classifier_work_.outputs[number];
  return {};
}

Result<std::vector<double>> Explainer::Answer(const Document& document, const Sentence& sentence,
                                              Span target, const Task& task) {
  SLANT_RETURN_IF_ERROR(Run(document, sentence, target, task));
  const std::vector<double> outputs(outputs_.data(), outputs_.data() + outputs_.size());
  return task.is_value() ? outputs : Softmax(outputs);
}

void Explainer::NameFeatures(const Task& task, const std::vector<double>& amounts,
                             Explanation& out) const {
  // Below this a feature that was led back has left the rounding of its 32 bits.
  constexpr double kLeast = 1e-6;
  const FeatureSchema& schema = task.unit == TaskUnit::kTarget ? model_.language.targets.schema()
                                                               : model_.language.extractor.schema();
  for (std::size_t j = 0; j < amounts.size(); ++j) {
    if (std::abs(amounts[j]) > kLeast) {
      out.features.push_back({schema.names()[j], amounts[j]});
    } else {
      out.base += amounts[j];
    }
  }
  std::stable_sort(out.features.begin(), out.features.end(), [](const auto& a, const auto& b) {
    return std::abs(a.amount) > std::abs(b.amount);
  });
}

Result<Explanation> Explainer::Explain(const Document& document, const Sentence& sentence,
                                       Span target, const ExplainRequest& request) {
  const Task& task = *request.task;
  SLANT_RETURN_IF_ERROR(Run(document, sentence, target, task));
  const bool of_target = task.unit == TaskUnit::kTarget;
  const std::vector<double> outputs(outputs_.data(), outputs_.data() + outputs_.size());
  Explanation out;
  out.task = task.name;
  LogOdds odds{{1.0}, 0, outputs.front()};
  if (of_target) {
    out.target = target;
  }
  if (!task.is_value()) {
    out.classes.assign(task.classes.begin(), task.classes.end());
    out.p = Softmax(outputs);
    out.label_class = request.class_index.value_or(static_cast<std::size_t>(
        std::max_element(outputs.begin(), outputs.end()) - outputs.begin()));
    out.label = task.classes[out.label_class];
    odds = LogOddsOf(outputs, out.label_class);
  }
  out.total = odds.value;
  out.base = -odds.entropy;
  std::vector<double> words;
  std::vector<double> slopes;
  const Classifiers& classifiers = of_target ? model_.targets : model_.sentences;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    const Contributions one = classifiers.Explain(NumberOf(task), static_cast<int>(k),
                                                  workspace_.tokens, features_, classifier_work_);
    out.base += odds.weights[k] * one.base;
    Add(one.words, odds.weights[k], words);
    Add(one.slopes, odds.weights[k], slopes);
  }
  const std::span<const float> row(features_.data(), static_cast<std::size_t>(features_.cols()));
  const SharedOut shared =
      of_target ? shares_.OfTarget(document, {sentence, target}, row, slopes, workspace_)
                : shares_.OfSentence(document, sentence, row, slopes, workspace_);
  Add(shared.words, 1, words);
  const auto ranges = WordsOfSequence(workspace_.tokens, 0, sentence);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const Token& first = document.tokens[ranges[i].begin];
    out.words.push_back({{first.span.begin, document.tokens[ranges[i].end - 1].span.end},
                         ranges[i].begin,
                         ranges[i].end,
                         first.kind == TokenKind::kPunctuation,
                         words[i],
                         0});
  }
  NameFeatures(task, shared.features, out);
  if (request.method == ExplainMethod::kDeletion) {
    SLANT_RETURN_IF_ERROR(DeleteWords(document, sentence, target, task, out));
  }
  return out;
}

// Puts what is lost without each word in the place of its share; the difference goes to the
// interactions, so that everything still adds up.
Status Explainer::DeleteWords(const Document& document, const Sentence& sentence, Span target,
                              const Task& task, Explanation& out) {
  Excerpt(document, sentence, alone_);
  const std::uint32_t begin = sentence.span.begin;
  const Span own_target{target.begin - std::min(target.begin, begin),
                        target.end - std::min(target.end, begin)};
  for (ExplainedWord& word : out.words) {
    if (out.target && word.span.Overlaps(target)) {
      continue;  // without it there is no answer
    }
    WithoutTokens(alone_, word.first_token - sentence.first_token,
                  word.end_token - sentence.first_token, without_);
    SLANT_RETURN_IF_ERROR(Run(without_, without_.sentences.front(), own_target, task));
    const std::vector<double> outputs(outputs_.data(), outputs_.data() + outputs_.size());
    const double rest =
        task.is_value() ? outputs.front() : LogOddsOf(outputs, out.label_class).value;
    word.interaction = word.amount - (out.total - rest);
    word.amount = out.total - rest;
    out.interactions += word.interaction;
  }
  return {};
}

Result<std::optional<DeletionTrial>> TryDeletion(const Model& model, const std::string& text,
                                                 Span target, const ExplainRequest& request,
                                                 Explainer& explainer) {
  const Segmenter& segmenter = model.language.segmenter;
  Document document;
  segmenter.SegmentOneSentence(text, document);
  if (document.sentences.empty()) {
    return std::optional<DeletionTrial>();
  }
  SLANT_ASSIGN_OR_RETURN(const Explanation why,
                         explainer.Explain(document, document.sentences.front(), target, request));
  const double sign = why.is_value() && why.total < 0 ? -1 : 1;
  const ExplainedWord* best = nullptr;
  for (const ExplainedWord& word : why.words) {
    if (!word.is_mark && !(why.target && word.span.Overlaps(target)) &&
        (best == nullptr || sign * word.amount > sign * best->amount)) {
      best = &word;
    }
  }
  if (best == nullptr) {
    return std::optional<DeletionTrial>();
  }
  // One of the spaces around the word goes with it.
  Span cut = best->span;
  std::string less = document.text;
  if (cut.end < less.size() && less[cut.end] == ' ') {
    ++cut.end;
  } else if (cut.begin > 0 && less[cut.begin - 1] == ' ') {
    --cut.begin;
  }
  less.erase(cut.begin, cut.size());
  if (cut.begin < target.begin) {
    target = {target.begin - cut.size(), target.end - cut.size()};
  }
  Document rest;
  segmenter.SegmentOneSentence(std::move(less), rest);
  const Sentence sentence = rest.sentences.empty() ? Sentence() : rest.sentences.front();
  SLANT_ASSIGN_OR_RETURN(const std::vector<double> answer,
                         explainer.Answer(rest, sentence, target, *request.task));
  DeletionTrial trial;
  trial.word = best->span;
  trial.before = why.is_value() ? why.total : why.probability();
  trial.after = why.is_value() ? answer.front() : answer[why.label_class];
  trial.label_class = why.label_class;
  trial.sign = sign;
  return std::optional(trial);
}

}  // namespace slant
