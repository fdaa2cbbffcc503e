#include "slant/pipeline/frame_training.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "slant/base/ascii.h"
#include "slant/base/hash.h"
#include "slant/pipeline/labelled_records.h"

namespace slant {
namespace {

std::vector<std::string> SplitLabels(std::string_view text) {
  std::vector<std::string> labels;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    if (std::string name = LabelName(text.substr(0, end)); !name.empty()) {
      labels.push_back(std::move(name));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return labels;
}

// The threshold of the best F1 among the midpoints of neighbouring scores.
std::pair<float, double> BestThreshold(std::vector<std::pair<float, bool>> scored) {
  std::sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second > b.second;
  });
  const auto positives = static_cast<double>(
      std::count_if(scored.begin(), scored.end(), [](const auto& s) { return s.second; }));
  float best = 0.5f;
  double best_f1 = 0, hits = 0;
  for (std::size_t i = 0; i < scored.size(); ++i) {
    hits += scored[i].second;
    if (i + 1 < scored.size() && scored[i + 1].first == scored[i].first) {
      continue;
    }
    const double f1 = 2 * hits / (static_cast<double>(i + 1) + positives);
    if (f1 > best_f1) {
      best_f1 = f1;
      const float next = i + 1 < scored.size() ? scored[i + 1].first : 0.0f;
      best = (scored[i].first + next) / 2;
    }
  }
  return {std::clamp(best, 0.001f, 0.999f), best_f1};
}

Examples Rows(const Examples& all, const std::vector<Eigen::Index>& rows,
              const std::vector<Eigen::Index>& labels) {
  Examples out;
  out.features = all.features(rows, Eigen::all);
  out.targets = all.targets(rows, labels);
  return out;
}

}  // namespace

std::string LabelName(std::string_view label) {
  std::string out;
  for (const char c : label) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsAsciiLetter(c) || IsAsciiDigit(c) || byte >= 0x80 || c == '_') {
      out += LowerAscii(c);
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-')) {
    out.pop_back();
  }
  return out;
}

Result<FrameData> ReadFrameData(const LanguageModel& model, const FrameExtractor& frames,
                                const std::vector<std::string>& inputs,
                                const FrameLabelOptions& options,
                                const std::function<void(const Error&)>& report) {
  ReaderOptions reader_options;
  reader_options.keep_fields = {options.label};
  if (!options.group.empty()) {
    reader_options.keep_fields.push_back(options.group);
  }
  FrameData data;
  Document document;
  FrameWorkspace frame_workspace;
  FeatureWorkspace workspace;
  FeatureMatrix frame_rows, feature_rows;
  std::vector<FrameEvidence> witnesses;
  Evidence evidence;
  std::vector<float> features;
  std::vector<std::vector<std::string>> labels_of;
  std::set<std::string> names;
  Eigen::Index width = 0;
  const auto take = [&](Article& article) -> Status {
    const auto field = article.Field(options.label);
    if (!field && !options.missing_is_none) {
      ++data.unlabelled;
      return {};
    }
    std::vector<std::string> labels = SplitLabels(field.value_or(""));
    const std::uint64_t group = GroupOf(article, options.group);
    model.segmenter.SegmentOneSentence(std::move(article.text), document);
    if (document.sentences.empty()) {
      ++data.unlabelled;
      return {};
    }
    frames.Extract(document, document.sentences, frame_workspace, frame_rows, witnesses);
    model.extractor.Extract(document, workspace, feature_rows, evidence);
    const FeatureMatrix row = JoinColumns(frame_rows, feature_rows);
    width = row.cols();
    features.insert(features.end(), row.data(), row.data() + row.size());
    names.insert(labels.begin(), labels.end());
    labels_of.push_back(std::move(labels));
    data.group_hashes.push_back(group);
    return {};
  };
  SLANT_ASSIGN_OR_RETURN(data.malformed, ForEachRecord(inputs, reader_options, report, take));
  if (names.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "no record has a label in its field '" + options.label + "'", ""};
  }
  data.labels.assign(names.begin(), names.end());
  const auto n = static_cast<Eigen::Index>(labels_of.size());
  data.examples.features = Eigen::Map<const FeatureMatrix>(features.data(), n, width);
  data.examples.targets = OutputMatrix::Zero(n, static_cast<Eigen::Index>(data.labels.size()));
  for (Eigen::Index i = 0; i < n; ++i) {
    for (const std::string& label : labels_of[static_cast<std::size_t>(i)]) {
      const auto column =
          std::lower_bound(data.labels.begin(), data.labels.end(), label) - data.labels.begin();
      data.examples.targets(i, column) = 1;
    }
  }
  return data;
}

Result<FrameHead> TrainFrameHead(const FrameData& data, std::uint64_t schema_id,
                                 const FrameTrainOptions& options, FrameTrainReport& report,
                                 const std::function<void(double share)>& progress) {
  const Eigen::VectorXf support = data.examples.targets.colwise().sum();
  std::vector<Eigen::Index> labels;
  report = {};
  for (Eigen::Index k = 0; k < support.size(); ++k) {
    if (support[k] < static_cast<float>(options.least_examples)) {
      report.left_out.push_back(data.labels[static_cast<std::size_t>(k)]);
      continue;
    }
    labels.push_back(k);
    report.examples.push_back(static_cast<int>(support[k]));
  }
  if (labels.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "no label has " + std::to_string(options.least_examples) +
                     " examples or more; there are " +
                     std::to_string(data.examples.targets.rows()) + " records",
                 ""};
  }
  const int folds = std::max(options.folds, 2);
  const Eigen::Index n = data.examples.features.rows();
  std::vector<std::vector<std::pair<float, bool>>> scored(labels.size());
  std::vector<Eigen::Index> all(static_cast<std::size_t>(n));
  std::iota(all.begin(), all.end(), Eigen::Index{0});
  const auto fold_of = [&](Eigen::Index i) {
    return static_cast<int>(Mix64(data.group_hashes[static_cast<std::size_t>(i)]) %
                            static_cast<std::uint64_t>(folds));
  };
  for (int fold = 0; fold < folds; ++fold) {
    std::vector<Eigen::Index> seen, unseen;
    for (const Eigen::Index i : all) {
      (fold_of(i) == fold ? unseen : seen).push_back(i);
    }
    if (seen.empty() || unseen.empty()) {
      continue;
    }
    const auto share = [&](double part) { progress((fold + part) / (folds + 1)); };
    SLANT_ASSIGN_OR_RETURN(
        const DenseNetwork network,
        Train(Rows(data.examples, seen, labels), {}, schema_id, options.train, nullptr, share));
    const Examples rest = Rows(data.examples, unseen, labels);
    SLANT_ASSIGN_OR_RETURN(const OutputMatrix logits, network.Outputs(rest.features));
    for (Eigen::Index i = 0; i < logits.rows(); ++i) {
      for (Eigen::Index k = 0; k < logits.cols(); ++k) {
        scored[static_cast<std::size_t>(k)].emplace_back(1 / (1 + std::exp(-logits(i, k))),
                                                         rest.targets(i, k) > 0.5f);
      }
    }
  }
  FrameHead head;
  for (std::size_t k = 0; k < labels.size(); ++k) {
    const auto [threshold, f1] = BestThreshold(std::move(scored[k]));
    head.labels.push_back({data.labels[static_cast<std::size_t>(labels[k])], threshold});
    report.f1.push_back(f1);
  }
  SLANT_ASSIGN_OR_RETURN(
      head.network, Train(Rows(data.examples, all, labels), {}, schema_id, options.train, nullptr,
                          [&](double part) { progress((folds + part) / (folds + 1)); }));
  return head;
}

void SaveFrameHead(const FrameHead& head, const std::string& task, SectionFileWriter& writer) {
  head.network.Save(task, writer);
  writer.Put("frames." + task, FrameModel::LabelLines(head.labels));
}

}  // namespace slant
