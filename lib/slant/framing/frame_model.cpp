#include "slant/framing/frame_model.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace slant {
namespace {

Result<std::vector<FrameLabel>> ParseLabels(std::string_view text, const std::string& source) {
  std::vector<FrameLabel> labels;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t tab = line.find('\t');
    FrameLabel label{std::string(line.substr(0, tab)), -1};
    if (tab != std::string_view::npos) {
      std::from_chars(line.data() + tab + 1, line.data() + line.size(), label.threshold);
    }
    if (label.name.empty() || !(label.threshold > 0 && label.threshold < 1)) {
      return Error{ErrorCode::kCorrupt,
                   "expected a label, a tab and a threshold in (0, 1), found '" +
                       std::string(line) + "'",
                   source};
    }
    labels.push_back(std::move(label));
  }
  return labels;
}

float Sigmoid(float logit) { return 1 / (1 + std::exp(-logit)); }

}  // namespace

FeatureMatrix JoinColumns(const FeatureMatrix& frames,
                          const Eigen::Ref<const FeatureMatrix>& rest) {
  FeatureMatrix out(frames.rows(), frames.cols() + rest.cols());
  out.leftCols(frames.cols()) = frames;
  out.rightCols(rest.cols()) = rest;
  return out;
}

FrameModel::FrameModel(FrameWords words, const FrameSeeds& seeds)
    : extractor_(std::move(words), seeds) {
  for (const FrameName& frame : kFrames) {
    names_.push_back({frame.family, std::string(frame.name), false});
  }
}

FeatureSchema FrameModel::Schema(const FrameExtractor& extractor, const FeatureSchema& features) {
  std::vector<std::string> names = extractor.names();
  names.insert(names.end(), features.names().begin(), features.names().end());
  return FeatureSchema(std::move(names));
}

std::string FrameModel::LabelLines(std::span<const FrameLabel> labels) {
  std::string out;
  for (const FrameLabel& label : labels) {
    std::array<char, 32> number;
    const auto end = std::to_chars(number.begin(), number.end(), label.threshold).ptr;
    out += label.name + "\t" + std::string(number.begin(), end) + "\n";
  }
  return out;
}

Status FrameModel::AddHead(const SectionFile& file, const std::string& task, FrameFamily family,
                           const FeatureSchema& schema) {
  if (!file.Has("head." + task)) {
    return {};
  }
  BoundHead bound;
  SLANT_ASSIGN_OR_RETURN(bound.head.network, DenseNetwork::FromFile(file, task));
  SLANT_RETURN_IF_ERROR(bound.head.network.CheckSchema(schema));
  const std::string section = "frames." + task;
  SLANT_ASSIGN_OR_RETURN(const auto text, file.Array<char>(section));
  SLANT_ASSIGN_OR_RETURN(bound.head.labels,
                         ParseLabels({text.data(), text.size()}, file.path() + ":" + section));
  const auto outputs = static_cast<std::size_t>(bound.head.network.output_count());
  if (bound.head.labels.size() != outputs) {
    return Error{ErrorCode::kCorrupt,
                 section + " has " + std::to_string(bound.head.labels.size()) + " labels, head." +
                     task + " " + std::to_string(outputs) + " outputs",
                 file.path()};
  }
  for (const FrameLabel& label : bound.head.labels) {
    const auto known = FindFrame(family, label.name);
    bound.frames.push_back(known ? *known : names_.size());
    if (known) {
      names_[*known].trained = true;
    } else {
      names_.push_back({FrameFamily::kOwn, label.name, true});
    }
  }
  heads_.push_back(std::move(bound));
  return {};
}

Result<FrameModel> FrameModel::FromFile(std::shared_ptr<const SectionFile> file,
                                        const Vocabulary& vocabulary,
                                        const FeatureSchema& features, FrameHeads heads) {
  const FrameSeeds& seeds = DefaultFrameSeeds();
  FrameWords words;
  if (file->Has("frames.words")) {
    SLANT_ASSIGN_OR_RETURN(words, FrameWords::FromFile(file, seeds, vocabulary));
  } else {
    words = FrameWords::FromSeeds(seeds, vocabulary);
  }
  FrameModel model(std::move(words), seeds);
  if (heads == FrameHeads::kUse) {
    const FeatureSchema schema = Schema(model.extractor_, features);
    SLANT_RETURN_IF_ERROR(model.AddHead(*file, "frame", FrameFamily::kPolicy, schema));
    SLANT_RETURN_IF_ERROR(model.AddHead(*file, "moral", FrameFamily::kMoral, schema));
  }
  return model;
}

Status FrameModel::Score(const Document& document, std::span<const Sentence> sentences,
                         const Eigen::Ref<const FeatureMatrix>& features,
                         FrameWorkspace& workspace, DocumentFrames& out) const {
  if (has_heads() && features.rows() != static_cast<Eigen::Index>(sentences.size())) {
    return Error{ErrorCode::kShape,
                 "there are " + std::to_string(sentences.size()) + " sentences and " +
                     std::to_string(features.rows()) + " rows of features",
                 ""};
  }
  FeatureMatrix rows;
  extractor_.Extract(document, sentences, workspace, rows, out.evidence);
  out.sentences = sentences.size();
  out.frames = names_.size();
  out.scores.assign(out.sentences * out.frames, 0.0f);
  out.present.assign(out.sentences * out.frames, 0);
  out.answered.assign(out.sentences, 0);

  // Seeds: a sentence's evidence stands together, in the order of its tokens.
  const auto columns = extractor_.columns();
  std::array<float, kMaxFrameColumns> doubt;
  std::size_t next = 0;
  for (std::size_t s = 0; s < out.sentences; ++s) {
    doubt.fill(1.0f);
    for (; next < out.evidence.size() &&
           out.evidence[next].first_token < sentences[s].end_token;
         ++next) {
      doubt[out.evidence[next].column] *= 1 - out.evidence[next].weight;
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
      float& score = out.scores[s * out.frames + columns[c].frame];
      score = std::max(score, 1 - doubt[c]);
      if (1 - doubt[c] >= kLeastAnswer) {
        out.answered[s] |= FrameBits{1} << c;
        out.present[s * out.frames + columns[c].frame] = 1;
      }
    }
  }
  if (!has_heads() || out.sentences == 0) {
    return {};
  }
  const FeatureMatrix joined = JoinColumns(rows, features);
  for (const BoundHead& bound : heads_) {
    SLANT_ASSIGN_OR_RETURN(const OutputMatrix logits, bound.head.network.Outputs(joined));
    for (std::size_t s = 0; s < out.sentences; ++s) {
      for (std::size_t k = 0; k < bound.frames.size(); ++k) {
        const std::size_t frame = bound.frames[k];
        const float p =
            Sigmoid(logits(static_cast<Eigen::Index>(s), static_cast<Eigen::Index>(k)));
        float& score = out.scores[s * out.frames + frame];
        const bool witness = score > 0 || names_[frame].family == FrameFamily::kOwn;
        score = p;
        out.present[s * out.frames + frame] =
            witness && p >= bound.head.labels[k].threshold ? 1 : 0;
      }
    }
  }
  return {};
}

}  // namespace slant
