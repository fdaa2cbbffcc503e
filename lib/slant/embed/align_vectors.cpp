#include "slant/embed/align_vectors.h"

#include <Eigen/Cholesky>
#include <string>
#include <unordered_map>

namespace slant {
namespace {

// Weight of the penalty on the map, so that it exists even where a dimension never varies.
constexpr float kRidge = 1.0f;

}  // namespace

Result<Alignment> AlignVectors(const RawVectors& space, RawVectors& raw) {
  std::unordered_map<std::string_view, Eigen::Index> rows;
  for (std::size_t i = 0; i < space.words.size(); ++i) {
    rows.emplace(space.words[i].word, static_cast<Eigen::Index>(i));
  }
  std::vector<Eigen::Index> from, to;
  for (std::size_t i = 0; i < raw.words.size(); ++i) {
    if (const auto found = rows.find(raw.words[i].word); found != rows.end()) {
      from.push_back(static_cast<Eigen::Index>(i));
      to.push_back(found->second);
    }
  }
  if (static_cast<Eigen::Index>(from.size()) < space.rows.cols()) {
    return Error{ErrorCode::kShape,
                 "the two sets share " + std::to_string(from.size()) + " words, the map needs " +
                     std::to_string(space.rows.cols()),
                 ""};
  }
  const FloatRows x = raw.rows(from, Eigen::all);
  const FloatRows y = space.rows(to, Eigen::all);
  Eigen::MatrixXf gram = x.transpose() * x;
  gram.diagonal().array() += kRidge;
  const Eigen::MatrixXf map = gram.llt().solve(x.transpose() * y);  // (d x d')

  Alignment out;
  out.shared = from.size();
  const FloatRows mapped = x * map;
  for (Eigen::Index i = 0; i < mapped.rows(); ++i) {
    const float norms = mapped.row(i).norm() * y.row(i).norm();
    out.mean_cosine += norms > 0 ? static_cast<double>(mapped.row(i).dot(y.row(i)) / norms) : 0;
  }
  out.mean_cosine /= static_cast<double>(mapped.rows());
  raw.rows = FloatRows(raw.rows * map);
  raw.rows(from, Eigen::all) = y;
  raw.ngrams.buckets = FloatRows(raw.ngrams.buckets * map);
  return out;
}

}  // namespace slant
