#include "slant/framing/frame_model.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "slant/framing/frame_kernel.h"

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
      return Error{
          ErrorCode::kCorrupt,
          "expected a label, a tab and a threshold in (0, 1), found '" + std::string(line) + "'",
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
  if (const auto& layers = bound.head.network.layers(); mean_column_ >= 0 && layers.size() == 1) {
    bound.directions = FeatureMatrix::Zero(static_cast<Eigen::Index>(outputs), vectors_.stride());
    bound.directions.leftCols(vectors_.dim()) =
        layers[0].weights.middleCols(mean_column_, vectors_.dim()) * (vectors_.scale() / 255);
  }
  heads_.push_back(std::move(bound));
  return {};
}

Result<FrameModel> FrameModel::FromFile(std::shared_ptr<const SectionFile> file,
                                        const Vocabulary& vocabulary, const WordVectors& vectors,
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
    const auto& columns = schema.names();
    const auto mean = std::find(columns.begin(), columns.end(), "mean.0");
    model.vectors_ = vectors;
    model.mean_column_ = mean == columns.end() ? -1 : mean - columns.begin();
    SLANT_RETURN_IF_ERROR(model.AddHead(*file, "frame", FrameFamily::kPolicy, schema));
    SLANT_RETURN_IF_ERROR(model.AddHead(*file, "moral", FrameFamily::kMoral, schema));
  }
  return model;
}

void FrameModel::AddClassifierWords(const Document& document, const Sentence& sentence,
                                    const BoundHead& bound, std::size_t label,
                                    std::vector<FrameEvidence>& evidence) const {
  if (bound.directions.rows() == 0) {
    return;
  }
  const auto row_of_label = static_cast<Eigen::Index>(label);
  const auto weights = bound.head.network.layers()[0].weights.row(row_of_label);
  const float* const direction = bound.directions.row(row_of_label).data();
  const std::size_t columns = extractor_.columns().size();
  std::vector<std::pair<float, std::uint32_t>> parts;
  float all = 0;
  for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
    const WordId word = document.tokens[i].word;
    if (word >= kUnknownWord) {
      continue;
    }
    // Weights of the mean share a divisor, which the order and the parts do not need.
    float part =
        static_cast<float>(vectors_.Weight(word)) *
        Project(vectors_.Row(word), direction, static_cast<std::size_t>(vectors_.stride()));
    for (const FrameWord& own : extractor_.words().Of(word)) {
      part += weights[own.column] * static_cast<float>(own.seed) +
              weights[static_cast<Eigen::Index>(columns + own.column)] *
                  static_cast<float>(own.grown) / 255;
    }
    if (part > 0) {
      all += part;
      parts.emplace_back(part, i);
    }
  }
  const std::size_t most = std::min(parts.size(), kClassifierWords);
  std::partial_sort(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(most), parts.end(),
                    [](const auto& a, const auto& b) {
                      return a.first != b.first ? a.first > b.first : a.second < b.second;
                    });
  parts.resize(most);
  for (const auto& [part, token] : parts) {
    evidence.push_back({token, token + 1, static_cast<std::uint16_t>(bound.frames[label]),
                        FrameEvidence::kNoColumn, EvidenceSource::kClassifier, part / all});
  }
}

Status FrameModel::Score(const Document& document, std::span<const Sentence> sentences,
                         const Eigen::Ref<const FeatureMatrix>& features, FrameWorkspace& workspace,
                         DocumentFrames& out) const {
  if (has_heads() && features.rows() != static_cast<Eigen::Index>(sentences.size())) {
    return Error{ErrorCode::kShape,
                 "there are " + std::to_string(sentences.size()) + " sentences and " +
                     std::to_string(features.rows()) + " rows of features",
                 ""};
  }
  FeatureMatrix& rows = workspace.rows;
  extractor_.Extract(document, sentences, workspace, rows, out.evidence);
  out.sentences = sentences.size();
  out.frames = names_.size();
  out.scores.assign(out.sentences * out.frames, 0.0f);
  out.present.assign(out.sentences * out.frames, 0);
  out.answered.assign(out.sentences, 0);

  // Seeds: a sentence's evidence stands together, in the order of its tokens.
  const auto columns = extractor_.columns();
  std::array<float, kMaxFrameColumns> doubt;
  doubt.fill(1.0f);
  std::size_t next = 0;
  for (std::size_t s = 0; s < out.sentences; ++s) {
    const std::size_t first = next;
    for (; next < out.evidence.size() && out.evidence[next].first_token < sentences[s].end_token;
         ++next) {
      doubt[out.evidence[next].column] *= 1 - out.evidence[next].weight;
    }
    for (std::size_t e = first; e < next; ++e) {
      const std::size_t c = out.evidence[e].column;
      const std::size_t cell = s * out.frames + columns[c].frame;
      out.scores[cell] = std::max(out.scores[cell], 1 - doubt[c]);
      if (1 - doubt[c] >= kLeastAnswer) {
        out.answered[s] |= FrameBits{1} << c;
        out.present[cell] = 1;
      }
      doubt[c] = 1;  // for the next sentence, and for more evidence of this column
    }
  }
  if (!has_heads() || out.sentences == 0) {
    return {};
  }
  const std::size_t from_words = out.evidence.size();
  std::vector<bool> witnessed;
  for (const BoundHead& bound : heads_) {
    SLANT_ASSIGN_OR_RETURN(const OutputMatrix logits, bound.head.network.Outputs(rows, features));
    // Evidence of a sentence stands together; what is appended below is sorted in at the end.
    std::size_t begin = 0;
    for (std::size_t s = 0; s < out.sentences; ++s) {
      std::size_t end = begin;
      while (end < from_words && out.evidence[end].first_token < sentences[s].end_token) {
        ++end;
      }
      // Frames with a witness of their own.
      witnessed.assign(out.frames, false);
      for (; begin < end; ++begin) {
        witnessed[out.evidence[begin].frame] = true;
      }
      for (std::size_t k = 0; k < bound.frames.size(); ++k) {
        const std::size_t frame = bound.frames[k];
        const std::size_t cell = s * out.frames + frame;
        out.scores[cell] =
            Sigmoid(logits(static_cast<Eigen::Index>(s), static_cast<Eigen::Index>(k)));
        out.present[cell] = out.scores[cell] >= bound.head.labels[k].threshold ? 1 : 0;
        if (out.present[cell] != 0 && !witnessed[frame]) {
          AddClassifierWords(document, sentences[s], bound, k, out.evidence);
        }
      }
    }
  }
  std::stable_sort(
      out.evidence.begin(), out.evidence.end(),
      [](const FrameEvidence& a, const FrameEvidence& b) { return a.first_token < b.first_token; });
  return {};
}

}  // namespace slant
