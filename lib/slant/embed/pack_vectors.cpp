#include "slant/embed/pack_vectors.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "slant/embed/ngrams.h"
#include "slant/embed/vector_sections.h"

namespace slant {
namespace {

// Smoothing of the frequency weights; see WordVectors::Weight.
constexpr double kSmoothing = 1e-3;

NgramScheme SchemeOf(const NgramVectors& ngrams) {
  return {static_cast<std::uint32_t>(ngrams.min_length),
          static_cast<std::uint32_t>(ngrams.max_length),
          static_cast<std::uint32_t>(ngrams.buckets.rows())};
}

Eigen::VectorXf FromNgrams(const std::string& word, const NgramVectors& ngrams) {
  std::vector<std::uint32_t> buckets;
  HashNgrams(word, SchemeOf(ngrams), buckets);
  Eigen::VectorXf sum = Eigen::VectorXf::Zero(ngrams.buckets.cols());
  for (const std::uint32_t bucket : buckets) {
    sum += ngrams.buckets.row(bucket).transpose();
  }
  return buckets.empty() ? sum : Eigen::VectorXf(sum / static_cast<float>(buckets.size()));
}

// Buckets to keep, most used first; ties by number, so that the choice is always the same.
std::vector<std::uint32_t> ChooseBuckets(const NgramVectors& ngrams, std::size_t most) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t b = 0; b < ngrams.usage.size(); ++b) {
    if (ngrams.usage[b] > 0) {
      order.push_back(b);
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return ngrams.usage[a] > ngrams.usage[b];
  });
  if (most > 0 && order.size() > most) {
    order.resize(most);
  }
  return order;
}

void PackNgrams(const NgramVectors& ngrams, std::size_t most, std::size_t stride,
                SectionFileWriter& writer) {
  const auto kept = ChooseBuckets(ngrams, most);
  std::vector<std::uint32_t> bucket_rows(static_cast<std::size_t>(ngrams.buckets.rows()), kNoRow);
  std::vector<std::int8_t> rows(kept.size() * stride);
  std::vector<float> scales(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const Eigen::VectorXf vector = ngrams.buckets.row(kept[i]).transpose();
    bucket_rows[kept[i]] = static_cast<std::uint32_t>(i);
    // Every n-gram row has a scale of its own: in a sum their lengths matter.
    scales[i] = vector.cwiseAbs().maxCoeff() / 127.0f;
    if (scales[i] > 0) {
      for (Eigen::Index j = 0; j < vector.size(); ++j) {
        rows[i * stride + static_cast<std::size_t>(j)] =
            static_cast<std::int8_t>(std::round(vector[j] / scales[i]));
      }
    }
  }
  writer.PutArray<std::uint32_t>(kBucketRowsSection, bucket_rows);
  writer.PutArray<std::int8_t>(kNgramRowsSection, rows);
  writer.PutArray<float>(kNgramScalesSection, scales);
}

}  // namespace

Status PackVectors(const RawVectors& raw, const PackOptions& options, SectionFileWriter& writer) {
  if (raw.words.empty() || raw.rows.cols() == 0) {
    return Error{ErrorCode::kInvalidArgument, "there are no word vectors to pack", ""};
  }
  const auto dim = static_cast<std::uint32_t>(raw.rows.cols());
  const std::size_t stride = StrideFor(dim);
  std::vector<WordCount> words;
  std::vector<Eigen::VectorXf> vectors;
  std::unordered_set<std::string> seen;
  std::unordered_map<std::string, std::size_t> beyond;  // words that --words cuts off
  const std::size_t most = options.words == 0 ? raw.words.size() : options.words;
  double total = 0;
  for (std::size_t i = 0; i < raw.words.size(); ++i) {
    total += static_cast<double>(raw.words[i].count);
    if (raw.words[i].word == "</s>") {
      continue;  // fastText's end of a line
    }
    if (words.size() >= most) {
      beyond.emplace(raw.words[i].word, i);
      continue;
    }
    if (seen.insert(raw.words[i].word).second) {
      words.push_back(raw.words[i]);
      vectors.emplace_back(raw.rows.row(static_cast<Eigen::Index>(i)).transpose());
    }
  }
  for (const std::string& word : options.also) {
    if (!seen.insert(word).second) {
      continue;
    }
    const auto cut = beyond.find(word);
    words.push_back({word, cut == beyond.end() ? 0 : raw.words[cut->second].count});
    vectors.push_back(cut == beyond.end()
                          ? FromNgrams(word, raw.ngrams)
                          : raw.rows.row(static_cast<Eigen::Index>(cut->second)).transpose());
    if (vectors.back().size() == 0) {
      vectors.back() = Eigen::VectorXf::Zero(dim);
    }
  }
  if (words.empty()) {
    return Error{ErrorCode::kInvalidArgument, "there are no word vectors to pack", ""};
  }
  SLANT_ASSIGN_OR_RETURN(const Vocabulary vocabulary, Vocabulary::FromWords(words));

  VectorMeta meta{};
  meta.dim = dim;
  meta.stride = static_cast<std::uint32_t>(stride);
  meta.min_length = static_cast<std::uint32_t>(raw.ngrams.min_length);
  meta.max_length = static_cast<std::uint32_t>(raw.ngrams.max_length);
  std::vector<float> norms(words.size());
  float largest = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    norms[i] = vectors[i].norm();
    if (norms[i] > 0) {
      largest = std::max(largest, vectors[i].cwiseAbs().maxCoeff() / norms[i]);
    }
  }
  meta.scale = largest / 127.0f;
  std::vector<std::int8_t> rows(words.size() * stride);
  std::vector<std::uint8_t> weights(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    QuantizeUnit(vectors[i], meta.scale, std::span(rows).subspan(i * stride, stride));
    const double probability = total > 0 ? static_cast<double>(words[i].count) / total : 0;
    const double weight = 255 * kSmoothing / (kSmoothing + probability);
    weights[i] = static_cast<std::uint8_t>(std::clamp(std::round(weight), 1.0, 255.0));
  }
  vocabulary.Save(writer);
  writer.PutArray<VectorMeta>(kMetaSection, std::span(&meta, 1));
  writer.PutArray<std::int8_t>(kRowsSection, rows);
  writer.PutArray<float>(kNormsSection, norms);
  writer.PutArray<std::uint8_t>(kWeightsSection, weights);
  PackNgrams(raw.ngrams, options.ngrams, stride, writer);
  return {};
}

}  // namespace slant
