#include "slant/embed/word_vectors.h"

#include <algorithm>
#include <cmath>

#include "slant/embed/vector_sections.h"

namespace slant {

Result<WordVectors> WordVectors::FromFile(std::shared_ptr<const SectionFile> file,
                                          const Vocabulary& vocabulary) {
  WordVectors vectors;
  SLANT_ASSIGN_OR_RETURN(const auto metas, file->Array<VectorMeta>(kMetaSection));
  SLANT_ASSIGN_OR_RETURN(vectors.rows_, file->Array<std::int8_t>(kRowsSection));
  SLANT_ASSIGN_OR_RETURN(vectors.norms_, file->Array<float>(kNormsSection));
  SLANT_ASSIGN_OR_RETURN(vectors.weights_, file->Array<std::uint8_t>(kWeightsSection));
  SLANT_ASSIGN_OR_RETURN(vectors.bucket_rows_, file->Array<std::uint32_t>(kBucketRowsSection));
  SLANT_ASSIGN_OR_RETURN(vectors.ngram_rows_, file->Array<std::int8_t>(kNgramRowsSection));
  SLANT_ASSIGN_OR_RETURN(vectors.ngram_scales_, file->Array<float>(kNgramScalesSection));
  const auto corrupt = [&](const std::string& what) {
    return Error{ErrorCode::kCorrupt, "the word vectors do not fit together: " + what,
                 file->path()};
  };
  if (metas.size() != 1) {
    return corrupt("expected one description, found " + std::to_string(metas.size()));
  }
  const VectorMeta& meta = metas[0];
  if (meta.dim == 0 || meta.dim > kMaxDim || meta.stride != StrideFor(meta.dim) ||
      meta.max_length > kMaxNgramLength || meta.min_length > meta.max_length ||
      !std::isfinite(meta.scale)) {
    return corrupt("dim " + std::to_string(meta.dim) + ", stride " + std::to_string(meta.stride));
  }
  const std::size_t words = vocabulary.size();
  const std::size_t kept = vectors.ngram_scales_.size();
  if (vectors.rows_.size() != words * meta.stride || vectors.norms_.size() != words ||
      vectors.weights_.size() != words || vectors.ngram_rows_.size() != kept * meta.stride) {
    return corrupt(std::to_string(vectors.norms_.size()) + " rows for " + std::to_string(words) +
                   " words");
  }
  for (const std::uint32_t row : vectors.bucket_rows_) {
    if (row != kNoRow && row >= kept) {
      return corrupt("n-gram row " + std::to_string(row) + " of " + std::to_string(kept));
    }
  }
  vectors.dim_ = meta.dim;
  vectors.stride_ = meta.stride;
  vectors.scale_ = meta.scale;
  vectors.scheme_ = {meta.min_length, meta.max_length,
                     static_cast<std::uint32_t>(vectors.bucket_rows_.size())};
  vectors.owner_ = std::move(file);
  return vectors;
}

Eigen::VectorXf WordVectors::FromNgrams(std::string_view word) const {
  Eigen::VectorXf sum = Eigen::VectorXf::Zero(dim_);
  std::vector<std::uint32_t> buckets;
  HashNgrams(word, scheme_, buckets);
  int used = 0;
  for (const std::uint32_t bucket : buckets) {
    const std::uint32_t row = bucket_rows_[bucket];
    if (row != kNoRow) {
      const std::int8_t* entries = ngram_rows_.data() + std::size_t{row} * stride_;
      sum += ngram_scales_[row] *
             Eigen::Map<const Eigen::Matrix<std::int8_t, Eigen::Dynamic, 1>>(entries, dim_)
                 .cast<float>();
      ++used;
    }
  }
  if (used > 0) {
    sum /= static_cast<float>(used);
  }
  return sum;
}

void WordVectors::UnknownRow(std::string_view word, std::span<std::int8_t> row) const {
  std::fill(row.begin(), row.end(), std::int8_t{0});
  const Eigen::VectorXf vector = FromNgrams(word);
  QuantizeUnit(vector, scale_, row);
}

Eigen::VectorXf WordVectors::Vector(std::string_view word, const Vocabulary& vocabulary) const {
  const WordId id = vocabulary.Find(word);
  if (id == kUnknownWord) {
    return FromNgrams(word);
  }
  return norms_[id] * scale_ *
         Eigen::Map<const Eigen::Matrix<std::int8_t, Eigen::Dynamic, 1>>(Row(id), dim_)
             .cast<float>();
}

}  // namespace slant
