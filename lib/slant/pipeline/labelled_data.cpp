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
#include "slant/corpus/article_reader.h"
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
  const bool by_target = tasks.front().task->unit == TaskUnit::kTarget;
  ReaderOptions reader_options;
  if (by_target) {
    reader_options.keep_json = {kTargetsField};
  } else {
    reader_options.keep_fields = {kProbabilitiesField};
    for (const LabelledTask& task : tasks) {
      reader_options.keep_fields.push_back(task.label);
    }
  }
  std::vector<std::string> kept = options.by;
  kept.insert(kept.end(), {options.where_field, options.group, options.weight});
  for (const std::string& field : kept) {
    if (!field.empty()) {
      reader_options.keep_fields.push_back(field);
    }
  }
  const Labels labels(tasks, options);
  const auto reader = OpenArticles(inputs, reader_options);
  LabelledData data;
  FeatureMatrix made;
  TokenBatch tokens;
  Document document;
  std::vector<float> features;
  std::vector<float> targets;
  std::vector<float> weights;
  std::vector<float> label;
  std::map<std::uint64_t, int> group_numbers;
  while (true) {
    auto next = reader->Next();
    if (!next) {
      // A model of half the data would look like one of all of it.
      if (next.error().code == ErrorCode::kNotFound || next.error().code == ErrorCode::kIo) {
        return next.error();
      }
      ++data.malformed;
      report(next.error());
      continue;
    }
    if (!next->has_value()) {
      break;
    }
    Article& article = **next;
    const auto where = article.Field(options.where_field);
    if (!options.where_field.empty() &&
        (!where || std::find(options.where_values.begin(), options.where_values.end(), *where) ==
                       options.where_values.end())) {
      continue;
    }
    // The spans that become rows, none for the sentence, and the labels of each, one after another.
    std::vector<Span> spans;
    std::vector<float> own;
    if (by_target) {
      const auto json = article.Field(kTargetsField);
      if (!json) {
        ++data.unlabelled;
        continue;
      }
      auto fields = ReadTargetFields(*json, article.text, tasks.front().label);
      if (!fields) {
        Error error = fields.error();
        error.source = article.source;
        ++data.malformed;
        report(error);
        continue;
      }
      for (const TargetField& field : *fields) {
        std::string list;
        for (const double p : field.probabilities) {
          list += (list.empty() ? "" : "; ") + std::to_string(p);
        }
        SLANT_ASSIGN_OR_RETURN(const bool any, labels.Read(
                                                   [&](const std::string& name) {
                                                     return name == kProbabilitiesField
                                                                ? std::optional<std::string>(list)
                                                                : field.label;
                                                   },
                                                   article.source, label));
        if (any) {
          spans.push_back(field.span);
          own.insert(own.end(), label.begin(), label.end());
        }
      }
    } else {
      SLANT_ASSIGN_OR_RETURN(const bool any, labels.Read(
                                                 [&](const std::string& name) {
                                                   const auto text = article.Field(name);
                                                   return text ? std::optional<std::string>(*text)
                                                               : std::nullopt;
                                                 },
                                                 article.source, label));
      if (any) {
        own = label;
      }
    }
    if (own.empty()) {
      ++data.unlabelled;
      continue;
    }
    float weight = 1;
    if (!options.weight.empty()) {
      const auto text = article.Field(options.weight);
      const auto number = text ? ParseNumber(*text) : std::optional<double>(1);
      if (!number || *number < 0) {
        return Error{ErrorCode::kInvalidArgument,
                     "expected a weight of 0 or more in '" + options.weight + "', found '" +
                         std::string(*text) + "'",
                     article.source};
      }
      weight = static_cast<float>(*number);
    }
    const std::string group(article.Field(options.group).value_or(std::string_view(article.text)));
    std::vector<std::string> by;
    for (const std::string& field : options.by) {
      by.emplace_back(article.Field(field).value_or(""));
    }
    model.segmenter.SegmentOneSentence(std::move(article.text), document);
    if (document.sentences.empty()) {
      ++data.unlabelled;
      continue;
    }
    tokens.Clear();
    rows.make(document, spans, made, tokens);
    features.insert(features.end(), made.data(), made.data() + made.size());
    targets.insert(targets.end(), own.begin(), own.end());
    std::vector<std::size_t> sequences(tokens.size());
    for (std::size_t i = 0; i < sequences.size(); ++i) {
      sequences[i] = i;
    }
    data.examples.tokens.Append(tokens, sequences);
    const std::uint64_t hash = Hash64(group);
    const int cluster =
        group_numbers.try_emplace(hash, static_cast<int>(group_numbers.size())).first->second;
    for (std::size_t i = 0; i < std::max<std::size_t>(spans.size(), 1); ++i) {
      const Task& first = *tasks.front().task;
      if (!first.is_value()) {
        const float* begin = own.data() + i * static_cast<std::size_t>(labels.outputs());
        data.classes.push_back(
            static_cast<int>(std::max_element(begin, begin + first.outputs()) - begin));
      }
      weights.push_back(weight);
      data.group_hashes.push_back(hash);
      data.clusters.push_back(cluster);
      const Span span = spans.empty() ? Span{} : spans[i];
      data.traits.push_back(
          {spans.empty() ? document.sentences.front().voice : VoiceAt(document, span),
           CountWords(document), by, span, document.text});
    }
  }
  const auto n = static_cast<Eigen::Index>(data.clusters.size());
  data.examples.features = Eigen::Map<const FeatureMatrix>(features.data(), n, rows.columns);
  data.examples.targets = Eigen::Map<const OutputMatrix>(targets.data(), n, labels.outputs());
  if (!options.weight.empty()) {
    data.examples.weights = Eigen::Map<const Eigen::VectorXf>(weights.data(), n);
  }
  return data;
}

bool InFold(std::uint64_t group_hash, const Fold& fold) noexcept {
  return fold.count > 0 && group_hash % static_cast<std::uint64_t>(fold.count) ==
                               static_cast<std::uint64_t>(fold.index);
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
