#include "slant/pipeline/induce_lexicon.h"

#include <algorithm>

#include "slant/base/hash.h"
#include "slant/classify/evaluation.h"

namespace slant {
namespace {

constexpr int kFolds = 5;

FeatureMatrix Rows(const WordVectors& vectors, const std::vector<WordId>& words) {
  FeatureMatrix rows(static_cast<Eigen::Index>(words.size()), vectors.dim());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Eigen::Map<const Eigen::Matrix<std::int8_t, 1, Eigen::Dynamic>> row(vectors.Row(words[i]),
                                                                              vectors.dim());
    rows.row(static_cast<Eigen::Index>(i)) = vectors.scale() * row.cast<float>();
  }
  return rows;
}

}  // namespace

Result<InducedLexicon> InduceLexicon(const Vocabulary& vocabulary, const WordVectors& vectors,
                                     const CompiledLexicon& lexicon,
                                     const KernelRidgeOptions& options) {
  std::vector<WordId> valued;
  std::vector<WordId> others;
  for (WordId id = 0; id < vocabulary.size(); ++id) {
    if (vocabulary.Count(id) == 0) {
      continue;  // its vector is only a guess from n-grams
    }
    (lexicon.Facts(id).kind == WordKind::kValue ? valued : others).push_back(id);
  }
  if (valued.size() < 50) {
    return Error{ErrorCode::kInvalidArgument,
                 "the lexicon and the vectors share " + std::to_string(valued.size()) +
                     " words, 50 are needed to learn from",
                 ""};
  }
  others.resize(std::min(others.size(), valued.size() / 2));
  std::vector<WordId> seeds = valued;
  seeds.insert(seeds.end(), others.begin(), others.end());
  const FeatureMatrix rows = Rows(vectors, seeds);
  Eigen::VectorXf tones(static_cast<Eigen::Index>(seeds.size()));
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    tones[static_cast<Eigen::Index>(i)] =
        lexicon.Facts(seeds[i]).tone() * (i < valued.size() ? 1.0f : 0.0f);
  }

  InducedLexicon out;
  out.seeds = static_cast<int>(seeds.size());
  // One word in five is predicted from the other four; only words with a value count.
  std::vector<Eigen::Index> inside, outside;
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    const bool held = Mix64(seeds[i]) % kFolds == 0;
    if (!held) {
      inside.push_back(static_cast<Eigen::Index>(i));
    } else if (i < valued.size()) {
      outside.push_back(static_cast<Eigen::Index>(i));
    }
  }
  SLANT_ASSIGN_OR_RETURN(const KernelRidge part,
                         KernelRidge::Fit(rows(inside, Eigen::all), tones(inside), options));
  const Eigen::VectorXf guessed = part.Predict(rows(outside, Eigen::all));
  const std::vector<float> predicted(guessed.begin(), guessed.end());
  std::vector<float> truth;
  for (const Eigen::Index i : outside) {
    truth.push_back(tones[i]);
  }
  SLANT_ASSIGN_OR_RETURN(const RegressionReport report,
                         EvaluateValues(predicted, truth, {}, {.replicates = 0}));
  out.held_out_r = report.pearson.estimate;

  SLANT_ASSIGN_OR_RETURN(const KernelRidge model, KernelRidge::Fit(rows, tones, options));
  std::vector<WordId> all(vocabulary.size());
  for (WordId id = 0; id < vocabulary.size(); ++id) {
    all[id] = id;
  }
  const Eigen::VectorXf values = model.Predict(Rows(vectors, all));
  out.tones.resize(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    out.tones[i] = std::clamp(values[static_cast<Eigen::Index>(i)], -4.0f, 4.0f);
  }
  return out;
}

}  // namespace slant
