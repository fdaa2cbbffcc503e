#include "slant/pipeline/labelled_data.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <optional>

#include "slant/base/hash.h"
#include "slant/pipeline/labelled_records.h"
#include "slant/pipeline/target_fields.h"
#include "slant/text/character.h"

namespace slant {
namespace {

constexpr char kTargetsField[] = "targets";
constexpr char kProbabilitiesField[] = "p";

std::optional<double> ParseNumber(std::string_view text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size() && std::isfinite(value)
             ? std::optional(value)
             : std::nullopt;
}

// "0.1; 0.7; 0.2", as the reader joins a list; nothing if it is none.
std::vector<double> ParseList(std::string_view text) {
  std::vector<double> numbers;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("; "), text.size());
    const auto number = ParseNumber(text.substr(0, end));
    if (!number) {
      return {};
    }
    numbers.push_back(*number);
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return numbers;
}

// What one label says, as `outputs` numbers.
class Labels {
 public:
  Labels(std::span<const LabelledTask> tasks, const LabelOptions& options)
      : tasks_(tasks), options_(options) {
    for (const LabelledTask& task : tasks) {
      outputs_ += task.task->outputs();
    }
  }

  int outputs() const noexcept { return outputs_; }

  // @param find gives a field's text.   @return false if there is no label at all.
  template <typename Find>
  Result<bool> Read(Find&& find, const std::string& source, std::vector<float>& out) const {
    out.clear();
    bool any = false;
    for (const LabelledTask& task : tasks_) {
      const auto count = static_cast<std::size_t>(task.task->outputs());
      std::optional<std::string> label = find(task.label);
      if ((!label || label->empty()) && !task.task->is_value()) {
        label = find(kProbabilitiesField);
        if (label && ParseList(*label).size() != count) {
          label.reset();
        }
      }
      if (!label || label->empty()) {
        out.insert(out.end(), count, std::numeric_limits<float>::quiet_NaN());
        continue;
      }
      any = true;
      SLANT_RETURN_IF_ERROR(ReadOne(task, *label, source, out));
    }
    return any;
  }

 private:
  Status ReadOne(const LabelledTask& labelled, std::string_view label, const std::string& source,
                 std::vector<float>& out) const {
    const Task& task = *labelled.task;
    if (task.is_value()) {
      const auto value = ParseNumber(label);
      if (!value) {
        return Error{
            ErrorCode::kInvalidArgument,
            "expected a number in '" + labelled.label + "', found '" + std::string(label) + "'",
            source};
      }
      const double scaled = 2 * (*value - options_.low) / (options_.high - options_.low) - 1;
      out.push_back(static_cast<float>(std::clamp(scaled, -1.0, 1.0)));
      return {};
    }
    const auto number = ClassOf(task, label);
    if (number) {
      out.insert(out.end(), task.classes.size(), 0.0F);
      out[out.size() - task.classes.size() + static_cast<std::size_t>(*number)] = 1;
      return {};
    }
    const std::vector<double> list = ParseList(label);
    double sum = 0;
    for (const double p : list) {
      sum += p >= 0 ? p : std::numeric_limits<double>::quiet_NaN();
    }
    if (list.size() == task.classes.size() && sum > 0) {
      for (const double p : list) {
        out.push_back(static_cast<float>(p / sum));
      }
      return {};
    }
    std::string names;
    for (const std::string_view name : task.classes) {
      names += (names.empty() ? "" : ", ") + std::string(name);
    }
    return Error{ErrorCode::kInvalidArgument,
                 "expected one of " + names + " (or their numbers, or a list of their " +
                     "probabilities) in '" + labelled.label + "', found '" + std::string(label) +
                     "'",
                 source};
  }

  std::span<const LabelledTask> tasks_;
  const LabelOptions& options_;
  int outputs_ = 0;
};

int CountWords(const Document& document) {
  return static_cast<int>(std::count_if(document.tokens.begin(), document.tokens.end(),
                                        [](const Token& t) { return t.word != kNoWord; }));
}

// The voice at the first token of the target.
Voice VoiceAt(const Document& document, Span target) {
  for (const Token& token : document.tokens) {
    if (token.span.Overlaps(target)) {
      return token.Is(kQuoted) ? Voice::kQuote : token.voice();
    }
  }
  return document.sentences.front().voice;
}

// Collects the examples of records.
class LabelledRecords {
 public:
  LabelledRecords(const LanguageModel& model, const RowMaker& rows,
                  std::span<const LabelledTask> tasks, const LabelOptions& options,
                  const std::function<void(const Error&)>& report)
      : model_(model),
        rows_(rows),
        tasks_(tasks),
        options_(options),
        report_(report),
        by_target_(tasks.front().task->unit == TaskUnit::kTarget),
        labels_(tasks, options) {}

  // What a reader must keep of each record.
  ReaderOptions Fields() const {
    ReaderOptions out;
    if (by_target_) {
      out.keep_json = {kTargetsField};
    } else {
      out.keep_fields = {kProbabilitiesField};
      for (const LabelledTask& task : tasks_) {
        out.keep_fields.push_back(task.label);
      }
    }
    std::vector<std::string> kept = options_.by;
    kept.insert(kept.end(), {options_.where_field, options_.group, options_.weight});
    for (const std::string& field : kept) {
      if (!field.empty()) {
        out.keep_fields.push_back(field);
      }
    }
    return out;
  }

  Status Take(Article& article) {
    if (!IsWanted(article)) {
      return {};
    }
    SLANT_ASSIGN_OR_RETURN(const bool readable,
                           by_target_ ? ReadTargets(article) : ReadSentence(article));
    if (!readable) {
      return {};
    }
    if (own_.empty()) {
      ++data_.unlabelled;
      return {};
    }
    SLANT_ASSIGN_OR_RETURN(const float weight, WeightOf(article));
    const std::uint64_t group = GroupOf(article, options_.group);
    std::vector<std::string> by;
    for (const std::string& field : options_.by) {
      by.emplace_back(article.Field(field).value_or(""));
    }
    model_.segmenter.SegmentOneSentence(std::move(article.text), document_);
    if (document_.sentences.empty()) {
      ++data_.unlabelled;
      return {};
    }
    AddNumbers();
    const int cluster =
        group_numbers_.try_emplace(group, static_cast<int>(group_numbers_.size())).first->second;
    for (std::size_t i = 0; i < std::max<std::size_t>(spans_.size(), 1); ++i) {
      weights_.push_back(weight);
      data_.group_hashes.push_back(group);
      data_.clusters.push_back(cluster);
      const Span span = spans_.empty() ? Span{} : spans_[i];
      data_.traits.push_back(
          {spans_.empty() ? document_.sentences.front().voice : VoiceAt(document_, span),
           CountWords(document_), by, span, document_.text});
    }
    return {};
  }

  LabelledData Finish() {
    const auto n = static_cast<Eigen::Index>(data_.clusters.size());
    data_.examples.features = Eigen::Map<const FeatureMatrix>(features_.data(), n, rows_.columns);
    data_.examples.targets = Eigen::Map<const OutputMatrix>(targets_.data(), n, labels_.outputs());
    if (!options_.weight.empty()) {
      data_.examples.weights = Eigen::Map<const Eigen::VectorXf>(weights_.data(), n);
    }
    return std::move(data_);
  }

 private:
  bool IsWanted(const Article& article) const {
    if (options_.where_field.empty()) {
      return true;
    }
    const auto where = article.Field(options_.where_field);
    return where && std::find(options_.where_values.begin(), options_.where_values.end(), *where) !=
                        options_.where_values.end();
  }

  // Sets `spans_` and `own_`: the spans that become rows, none for the sentence, and the labels of
  // each, one after another.   @return false if the record was reported as malformed.
  Result<bool> ReadTargets(const Article& article) {
    spans_.clear();
    own_.clear();
    const auto json = article.Field(kTargetsField);
    if (!json) {
      return true;
    }
    const auto fields = ReadTargetFields(*json, article.text, tasks_.front().label);
    if (!fields) {
      Error error = fields.error();
      error.source = article.source;
      ++data_.malformed;
      report_(error);
      return false;
    }
    for (const TargetField& field : *fields) {
      std::string list;
      for (const double p : field.probabilities) {
        list += (list.empty() ? "" : "; ") + std::to_string(p);
      }
      const auto find = [&](const std::string& name) {
        return name == kProbabilitiesField ? std::optional<std::string>(list) : field.label;
      };
      SLANT_ASSIGN_OR_RETURN(const bool any, labels_.Read(find, article.source, label_));
      if (any) {
        spans_.push_back(field.span);
        own_.insert(own_.end(), label_.begin(), label_.end());
      }
    }
    return true;
  }

  Result<bool> ReadSentence(const Article& article) {
    spans_.clear();
    own_.clear();
    const auto find = [&](const std::string& name) {
      const auto text = article.Field(name);
      return text ? std::optional<std::string>(*text) : std::nullopt;
    };
    SLANT_ASSIGN_OR_RETURN(const bool any, labels_.Read(find, article.source, label_));
    if (any) {
      own_ = label_;
    }
    return true;
  }

  Result<float> WeightOf(const Article& article) const {
    if (options_.weight.empty()) {
      return 1.0F;
    }
    const auto text = article.Field(options_.weight);
    const auto number = text ? ParseNumber(*text) : std::optional<double>(1);
    if (!number || *number < 0) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected a weight of 0 or more in '" + options_.weight + "', found '" +
                       std::string(*text) + "'",
                   article.source};
    }
    return static_cast<float>(*number);
  }

  // Features, tokens, targets and classes of the document's rows.
  void AddNumbers() {
    tokens_.Clear();
    rows_.make(document_, spans_, made_, tokens_);
    features_.insert(features_.end(), made_.data(), made_.data() + made_.size());
    targets_.insert(targets_.end(), own_.begin(), own_.end());
    std::vector<std::size_t> sequences(tokens_.size());
    std::iota(sequences.begin(), sequences.end(), std::size_t{0});
    data_.examples.tokens.Append(tokens_, sequences);
    const Task& first = *tasks_.front().task;
    const auto outputs = static_cast<std::size_t>(labels_.outputs());
    for (std::size_t i = 0; !first.is_value() && i < own_.size(); i += outputs) {
      const float* const begin = own_.data() + i;
      data_.classes.push_back(
          static_cast<int>(std::max_element(begin, begin + first.outputs()) - begin));
    }
  }

  const LanguageModel& model_;
  const RowMaker& rows_;
  std::span<const LabelledTask> tasks_;
  const LabelOptions& options_;
  const std::function<void(const Error&)>& report_;
  bool by_target_;
  Labels labels_;
  LabelledData data_;
  std::map<std::uint64_t, int> group_numbers_;
  std::vector<float> features_, targets_, weights_;
  // Of the record at hand.
  Document document_;
  std::vector<Span> spans_;
  std::vector<float> own_, label_;
  FeatureMatrix made_;
  TokenBatch tokens_;
};

}  // namespace

RowMaker FeatureRows(const LanguageModel& model, TaskUnit unit) {
  struct Buffers {
    FeatureWorkspace workspace;
    Evidence evidence;
  };
  if (unit == TaskUnit::kTarget) {
    return {model.targets.schema().size(),
            [&model, buffers = std::make_shared<Buffers>()](
                const Document& document, std::span<const Span> spans, FeatureMatrix& rows,
                TokenBatch& tokens) {
              std::vector<Target> targets;
              for (const Span span : spans) {
                targets.push_back({document.sentences.front(), span});
              }
              model.targets.Extract(document, targets, buffers->workspace, rows);
              tokens = buffers->workspace.tokens;
            }};
  }
  return {model.extractor.schema().size(), [&model, buffers = std::make_shared<Buffers>()](
                                               const Document& document, std::span<const Span>,
                                               FeatureMatrix& rows, TokenBatch& tokens) {
            model.extractor.Extract(document, buffers->workspace, rows, buffers->evidence);
            tokens = buffers->workspace.tokens;
          }};
}

RowMaker MeasureRows(const LexiconMeasures& measures) {
  struct Buffers {
    MeasureWorkspace workspace;
    std::vector<ValencedWord> words;
  };
  const auto columns = static_cast<Eigen::Index>(measures.columns().size());
  return {columns,
          [&measures, columns, buffers = std::make_shared<Buffers>()](
              const Document& document, std::span<const Span>, FeatureMatrix& rows, TokenBatch&) {
            rows.resize(1, columns);
            buffers->words.clear();
            measures.Measure(document, document.sentences.front(), buffers->workspace,
                             {rows.data(), static_cast<std::size_t>(columns)}, buffers->words);
          }};
}

Result<LabelledData> ReadLabelled(const LanguageModel& model, const RowMaker& rows,
                                  std::span<const LabelledTask> tasks,
                                  const std::vector<std::string>& inputs,
                                  const LabelOptions& options,
                                  const std::function<void(const Error&)>& report) {
  if (options.low == options.high) {
    return Error{ErrorCode::kInvalidArgument, "the label's scale has no width", ""};
  }
  LabelledRecords records(model, rows, tasks, options, report);
  SLANT_ASSIGN_OR_RETURN(const std::size_t unread,
                         ForEachRecord(inputs, records.Fields(), report,
                                       [&](Article& article) { return records.Take(article); }));
  LabelledData data = records.Finish();
  data.malformed += unread;
  return data;
}

bool InFold(std::uint64_t group_hash, const Fold& fold) noexcept {
  return fold.count > 0 && group_hash % static_cast<std::uint64_t>(fold.count) ==
                               static_cast<std::uint64_t>(fold.index);
}

bool ChoosesEpoch(std::uint64_t group_hash, int dev_folds) noexcept {
  return dev_folds > 1 && group_hash / 1000003 % static_cast<std::uint64_t>(dev_folds) == 0;
}

LabelledData Select(const LabelledData& data, const std::function<bool(std::size_t)>& keep) {
  LabelledData out;
  std::vector<Eigen::Index> rows;
  std::vector<std::size_t> sequences;
  for (std::size_t i = 0; i < data.clusters.size(); ++i) {
    if (!keep(i)) {
      continue;
    }
    rows.push_back(static_cast<Eigen::Index>(i));
    sequences.push_back(i);
    if (!data.classes.empty()) {
      out.classes.push_back(data.classes[i]);
    }
    out.clusters.push_back(data.clusters[i]);
    out.group_hashes.push_back(data.group_hashes[i]);
    out.traits.push_back(data.traits[i]);
  }
  out.examples.features = data.examples.features(rows, Eigen::all);
  out.examples.targets = data.examples.targets(rows, Eigen::all);
  if (data.examples.weights.size() > 0) {
    out.examples.weights = data.examples.weights(rows);
  }
  if (data.examples.tokens.size() > 0) {
    out.examples.tokens.Append(data.examples.tokens, sequences);
  }
  return out;
}

LabelledData Join(const LabelledData& first, const LabelledData& second) {
  assert(first.examples.targets.cols() == second.examples.targets.cols());
  assert(first.examples.features.cols() == second.examples.features.cols());
  LabelledData out = first;
  out.classes.insert(out.classes.end(), second.classes.begin(), second.classes.end());
  out.group_hashes.insert(out.group_hashes.end(), second.group_hashes.begin(),
                          second.group_hashes.end());
  out.traits.insert(out.traits.end(), second.traits.begin(), second.traits.end());
  out.unlabelled += second.unlabelled;
  out.malformed += second.malformed;
  std::map<std::uint64_t, int> numbers;
  out.clusters.clear();
  for (const std::uint64_t hash : out.group_hashes) {
    out.clusters.push_back(
        numbers.try_emplace(hash, static_cast<int>(numbers.size())).first->second);
  }
  const Examples& a = first.examples;
  const Examples& b = second.examples;
  const Eigen::Index n = a.targets.rows();
  const Eigen::Index m = b.targets.rows();
  out.examples.features.resize(n + m, a.features.cols());
  out.examples.features.topRows(n) = a.features;
  out.examples.features.bottomRows(m) = b.features;
  out.examples.targets.resize(n + m, a.targets.cols());
  out.examples.targets.topRows(n) = a.targets;
  out.examples.targets.bottomRows(m) = b.targets;
  if (a.weights.size() + b.weights.size() > 0) {
    out.examples.weights = Eigen::VectorXf::Ones(n + m);
    out.examples.weights.head(a.weights.size()) = a.weights;
    out.examples.weights.tail(b.weights.size()) = b.weights;
  }
  std::vector<std::size_t> sequences(b.tokens.size());
  std::iota(sequences.begin(), sequences.end(), std::size_t{0});
  if (!sequences.empty()) {
    out.examples.tokens.Append(b.tokens, sequences);
  }
  return out;
}

std::uint64_t TextKey(std::string_view text) {
  std::string key;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = CharacterAt(text, i);
    if (IsLetter(character.type) || character.type == CharacterClass::kDigit) {
      AppendUtf8(LowerUnicode(DecodeAt(text, i).value), key);
    }
    i += character.bytes;
  }
  return Hash64(key);
}

}  // namespace slant
