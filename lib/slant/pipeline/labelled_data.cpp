#include "slant/pipeline/labelled_data.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>

#include "slant/base/hash.h"
#include "slant/corpus/article_reader.h"

namespace slant {
namespace {

Result<std::vector<float>> Target(const Task& task, const LabelOptions& options,
                                  std::string_view label, const std::string& source) {
  if (task.is_value()) {
    double value = 0;
    const auto [end, failure] = std::from_chars(label.data(), label.data() + label.size(), value);
    if (failure != std::errc() || end != label.data() + label.size() || !std::isfinite(value)) {
      return Error{
          ErrorCode::kInvalidArgument,
          "expected a number in '" + options.label + "', found '" + std::string(label) + "'",
          source};
    }
    const double scaled = 2 * (value - options.low) / (options.high - options.low) - 1;
    return std::vector<float>{static_cast<float>(std::clamp(scaled, -1.0, 1.0))};
  }
  const auto number = ClassOf(task, label);
  if (!number) {
    std::string names;
    for (const std::string_view name : task.classes) {
      names += (names.empty() ? "" : ", ") + std::string(name);
    }
    return Error{ErrorCode::kInvalidArgument,
                 "expected one of " + names + " (or their numbers) in '" + options.label +
                     "', found '" + std::string(label) + "'",
                 source};
  }
  std::vector<float> row(task.classes.size());
  row[static_cast<std::size_t>(*number)] = 1;
  return row;
}

}  // namespace

RowMaker FeatureRows(const LanguageModel& model) {
  struct Buffers {
    FeatureWorkspace workspace;
    Evidence evidence;
  };
  return {model.extractor.schema().size(), [&model, buffers = std::make_shared<Buffers>()](
                                               const Document& document, FeatureMatrix& row) {
            model.extractor.Extract(document, buffers->workspace, row, buffers->evidence);
          }};
}

RowMaker MeasureRows(const LexiconMeasures& measures) {
  struct Buffers {
    MeasureWorkspace workspace;
    std::vector<ValencedWord> words;
  };
  const auto columns = static_cast<Eigen::Index>(measures.columns().size());
  return {columns, [&measures, columns, buffers = std::make_shared<Buffers>()](
                       const Document& document, FeatureMatrix& row) {
            row.resize(1, columns);
            buffers->words.clear();
            measures.Measure(document, document.sentences.front(), buffers->workspace,
                             {row.data(), static_cast<std::size_t>(columns)}, buffers->words);
          }};
}

Result<LabelledData> ReadLabelled(const LanguageModel& model, const RowMaker& rows,
                                  const Task& task, const std::vector<std::string>& inputs,
                                  const LabelOptions& options,
                                  const std::function<void(const Error&)>& report) {
  if (options.low == options.high) {
    return Error{ErrorCode::kInvalidArgument, "the label's scale has no width", ""};
  }
  ReaderOptions reader_options;
  reader_options.keep_fields = {options.label};
  for (const std::string& field : {options.where_field, options.group}) {
    if (!field.empty()) {
      reader_options.keep_fields.push_back(field);
    }
  }
  const auto reader = OpenArticles(inputs, reader_options);
  LabelledData data;
  FeatureMatrix row;
  Document document;
  std::vector<float> features;
  std::vector<float> targets;
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
    const auto label = article.Field(options.label);
    if (!label || label->empty()) {
      ++data.unlabelled;
      continue;
    }
    SLANT_ASSIGN_OR_RETURN(const auto target, Target(task, options, *label, article.source));
    const std::string group(article.Field(options.group).value_or(std::string_view(article.text)));
    model.segmenter.SegmentOneSentence(std::move(article.text), document);
    if (document.sentences.empty()) {
      ++data.unlabelled;
      continue;
    }
    rows.make(document, row);
    features.insert(features.end(), row.data(), row.data() + row.size());
    targets.insert(targets.end(), target.begin(), target.end());
    if (!task.is_value()) {
      data.classes.push_back(
          static_cast<int>(std::max_element(target.begin(), target.end()) - target.begin()));
    }
    const std::uint64_t hash = Hash64(group);
    data.group_hashes.push_back(hash);
    data.clusters.push_back(
        group_numbers.try_emplace(hash, static_cast<int>(group_numbers.size())).first->second);
  }
  const auto n = static_cast<Eigen::Index>(data.clusters.size());
  const auto k = static_cast<Eigen::Index>(std::max<std::size_t>(task.classes.size(), 1));
  data.examples.features = Eigen::Map<const FeatureMatrix>(features.data(), n, rows.columns);
  data.examples.targets = Eigen::Map<const OutputMatrix>(targets.data(), n, k);
  return data;
}

bool InFold(std::uint64_t group_hash, const Fold& fold) noexcept {
  return fold.count > 0 && group_hash % static_cast<std::uint64_t>(fold.count) ==
                               static_cast<std::uint64_t>(fold.index);
}

LabelledData Select(const LabelledData& data, const std::function<bool(std::size_t)>& keep) {
  LabelledData out;
  std::vector<Eigen::Index> rows;
  for (std::size_t i = 0; i < data.clusters.size(); ++i) {
    if (!keep(i)) {
      continue;
    }
    rows.push_back(static_cast<Eigen::Index>(i));
    if (!data.classes.empty()) {
      out.classes.push_back(data.classes[i]);
    }
    out.clusters.push_back(data.clusters[i]);
    out.group_hashes.push_back(data.group_hashes[i]);
  }
  out.examples.features = data.examples.features(rows, Eigen::all);
  out.examples.targets = data.examples.targets(rows, Eigen::all);
  return out;
}

}  // namespace slant
