#include "slant/pipeline/induce_lexicon.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <unordered_set>

#include "slant/base/hash.h"
#include "slant/classify/evaluation.h"
#include "slant/text/closed_words.h"

namespace slant {
namespace {

constexpr Eigen::Index kValence = 0;
constexpr std::size_t kFamilyBytes = 5;  // "crimi-nal", "crimi-nals", "crimi-nality"
constexpr float kClear = 0.5F;           // a value nearer to 0 has no sign to get wrong

FeatureMatrix Rows(const WordVectors& vectors, std::span<const WordId> words) {
  FeatureMatrix rows(static_cast<Eigen::Index>(words.size()), vectors.dim());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Eigen::Map<const Eigen::Matrix<std::int8_t, 1, Eigen::Dynamic>> row(vectors.Row(words[i]),
                                                                              vectors.dim());
    rows.row(static_cast<Eigen::Index>(i)) = vectors.scale() * row.cast<float>();
  }
  return rows;
}

// What tells good guesses from bad ones: (n x 4), a constant, the size of the guess, the cosine of
// the nearest seed, the logarithm of the frequency.
FeatureMatrix Signs(const Eigen::MatrixXf& guesses, const Eigen::VectorXf& nearest,
                    const Vocabulary& vocabulary, std::span<const WordId> words) {
  FeatureMatrix signs(guesses.rows(), 4);
  for (Eigen::Index i = 0; i < guesses.rows(); ++i) {
    const auto count = static_cast<float>(vocabulary.Count(words[static_cast<std::size_t>(i)]));
    signs.row(i) << 1, std::abs(guesses(i, kValence)), nearest[i], std::log1p(count) / 10;
  }
  return signs;
}

// (m) the largest cosine of each point with an example; rows have unit length.
Eigen::VectorXf Nearest(const FeatureMatrix& points, const FeatureMatrix& examples) {
  constexpr Eigen::Index kBlock = 512;
  Eigen::VectorXf nearest(points.rows());
  for (Eigen::Index begin = 0; begin < points.rows(); begin += kBlock) {
    const Eigen::Index count = std::min(kBlock, points.rows() - begin);
    nearest.segment(begin, count) =
        (points.middleRows(begin, count) * examples.transpose()).rowwise().maxCoeff();
  }
  return nearest;
}

Eigen::VectorXf Logistic(const FeatureMatrix& signs, const Eigen::VectorXf& weights) {
  return (1 + (-(signs * weights)).array().exp()).inverse();
}

// Logistic regression by Newton's method with a small ridge; it converges within a few steps.
Eigen::VectorXf FitLogistic(const FeatureMatrix& signs, const Eigen::VectorXf& right) {
  Eigen::VectorXf weights = Eigen::VectorXf::Zero(signs.cols());
  for (int step = 0; step < 25; ++step) {
    const Eigen::VectorXf p = Logistic(signs, weights);
    const Eigen::VectorXf spread = p.array() * (1 - p.array());
    Eigen::MatrixXf hessian = signs.transpose() * spread.asDiagonal() * signs;
    hessian.diagonal().array() += 1e-3F;
    weights += hessian.ldlt().solve(signs.transpose() * (right - p) - 1e-3F * weights);
  }
  return weights;
}

bool IsRight(float guess, float truth) {
  const bool both_small = std::abs(guess) < kClear && std::abs(truth) < kClear;
  return std::abs(guess - truth) <= 1 && (both_small || guess * truth > 0);
}

std::vector<ConfidenceBin> Calibration(const Eigen::VectorXf& confidence,
                                       const Eigen::VectorXf& right) {
  std::vector<ConfidenceBin> bins(10);
  for (std::size_t i = 0; i < bins.size(); ++i) {
    bins[i].low = static_cast<double>(i) / 10;
    bins[i].high = static_cast<double>(i + 1) / 10;
  }
  for (Eigen::Index i = 0; i < confidence.size(); ++i) {
    ConfidenceBin& bin =
        bins[static_cast<std::size_t>(std::clamp(static_cast<int>(confidence[i] * 10), 0, 9))];
    ++bin.words;
    bin.confidence += double{confidence[i]};
    bin.right += double{right[i]};
  }
  for (ConfidenceBin& bin : bins) {
    bin.confidence /= std::max(bin.words, 1);
    bin.right /= std::max(bin.words, 1);
  }
  return bins;
}

// How well the first `rated` words were guessed.
Status Judge(const Eigen::MatrixXf& guesses, const Eigen::MatrixXf& truth, std::size_t rated,
             InducedLexicon& out) {
  for (Eigen::Index column = 0; column < 3; ++column) {
    const auto count = static_cast<Eigen::Index>(rated);
    const Eigen::VectorXf guess = guesses.col(column).head(count);
    const Eigen::VectorXf value = truth.col(column).head(count);
    SLANT_ASSIGN_OR_RETURN(
        const RegressionReport report,
        EvaluateValues({guess.data(), rated}, {value.data(), rated}, {}, {.replicates = 0}));
    const auto at = static_cast<std::size_t>(column);
    out.held_out_r[at] = report.pearson.estimate;
    const auto clear = (value.array().abs() >= kClear);
    out.held_out_sign[at] =
        static_cast<double>((clear && value.array() * guess.array() > 0).count()) /
        static_cast<double>(std::max<Eigen::Index>(clear.count(), 1));
  }
  return {};
}

}  // namespace

Result<InducedLexicon> InduceLexicon(const Vocabulary& vocabulary, const WordVectors& vectors,
                                     const CompiledLexicon& lexicon, const InduceOptions& options) {
  std::vector<WordId> words;
  std::vector<WordId> others;
  for (WordId id = 0; id < vocabulary.size(); ++id) {
    if (vocabulary.Count(id) == 0) {
      continue;  // its vector is only a guess from n-grams
    }
    const WordFacts& facts = lexicon.Facts(id);
    if (facts.kind == WordKind::kValue && facts.confidence == 255) {
      words.push_back(id);
    } else if (facts.kind == WordKind::kNone) {
      others.push_back(id);
    }
  }
  const std::size_t rated = words.size();
  if (rated < 50) {
    return Error{ErrorCode::kInvalidArgument,
                 "the lexicon and the vectors share " + std::to_string(rated) +
                     " words, 50 are needed to learn from",
                 ""};
  }
  others.resize(std::min(others.size(), rated / 2));
  words.insert(words.end(), others.begin(), others.end());
  const FeatureMatrix rows = Rows(vectors, words);
  Eigen::MatrixXf truth = Eigen::MatrixXf::Zero(rows.rows(), 3);
  for (std::size_t i = 0; i < rated; ++i) {
    const WordFacts& facts = lexicon.Facts(words[i]);
    truth.row(static_cast<Eigen::Index>(i)) << facts.valence(), facts.tone(), facts.event();
  }

  InducedLexicon out;
  out.seeds = static_cast<int>(words.size());
  out.rated = static_cast<int>(rated);
  Eigen::MatrixXf held_out(rows.rows(), 3);
  Eigen::VectorXf nearest(rows.rows());
  const bool judged = options.folds > 1;
  // The last step guesses the whole vocabulary: about as much work as a fold.
  const int steps = (judged ? options.folds : 0) + 2;
  const auto report = [&](int done) {
    if (options.progress) {
      options.progress(static_cast<double>(done) / steps);
    }
  };
  for (int fold = 0; judged && fold < options.folds; ++fold) {
    std::vector<Eigen::Index> inside, outside;
    for (std::size_t i = 0; i < words.size(); ++i) {
      // Forms of one word ("abandon", "abandoned") are guessed together: from each other it would
      // be easy.  Words of one beginning stand for forms of one word.
      const std::uint64_t family = Hash64(vocabulary.Word(words[i]).substr(0, kFamilyBytes));
      const bool held =
          family % static_cast<std::uint64_t>(options.folds) == static_cast<std::uint64_t>(fold);
      (held ? outside : inside).push_back(static_cast<Eigen::Index>(i));
    }
    const FeatureMatrix known = rows(inside, Eigen::all);
    const FeatureMatrix asked = rows(outside, Eigen::all);
    SLANT_ASSIGN_OR_RETURN(const KernelRidge part,
                           KernelRidge::Fit(known, truth(inside, Eigen::all), options.ridge));
    held_out(outside, Eigen::all) = part.Predict(asked);
    nearest(outside) = Nearest(asked, known);
    report(fold + 1);
  }
  if (judged) {
    SLANT_RETURN_IF_ERROR(Judge(held_out, truth, rated, out));
  }
  SLANT_ASSIGN_OR_RETURN(const KernelRidge model, KernelRidge::Fit(rows, truth, options.ridge));
  report(steps - 1);
  std::vector<WordId> all(vocabulary.size());
  for (WordId id = 0; id < vocabulary.size(); ++id) {
    all[id] = id;
  }
  const FeatureMatrix every = Rows(vectors, all);
  out.values = model.Predict(every).cwiseMax(-4.0F).cwiseMin(4.0F);
  if (judged) {
    Eigen::VectorXf right(rows.rows());
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
      right[i] = IsRight(held_out(i, kValence), truth(i, kValence)) ? 1 : 0;
    }
    const FeatureMatrix signs = Signs(held_out, nearest, vocabulary, words);
    const Eigen::VectorXf weights = FitLogistic(signs, right);
    out.calibration = Calibration(Logistic(signs, weights), right);
    out.confidence = Logistic(Signs(out.values, Nearest(every, rows), vocabulary, all), weights);
  }
  report(steps);
  return out;
}

Lexicon GrowLexicon(const Lexicon& seeds, const Vocabulary& vocabulary,
                    const InducedLexicon& induced, float least_confidence, float least_valence) {
  assert(induced.confidence.size() == static_cast<Eigen::Index>(vocabulary.size()));
  Lexicon grown = seeds;
  std::unordered_set<std::string_view> known;
  for (const LexiconEntry& entry : seeds.entries) {
    known.insert(entry.pattern);
  }
  std::array<std::uint32_t, 3> categories{};
  for (std::size_t c = 0; c < categories.size(); ++c) {
    const auto found = grown.FindCategory(kInducedCategories[c]);
    categories[c] = found ? *found : static_cast<std::uint32_t>(grown.categories.size());
    if (!found) {
      grown.categories.emplace_back(kInducedCategories[c]);
    }
  }
  for (WordId id = 0; id < vocabulary.size(); ++id) {
    const std::string_view word = vocabulary.Word(id);
    const bool letters = std::all_of(word.begin(), word.end(), [](unsigned char c) {
      return (c >= 'a' && c <= 'z') || c == '-' || c >= 0x80;
    });
    if (!letters || word.size() < 3 || known.contains(word) || ClosedWords::Get().Find(word) != 0 ||
        induced.confidence[id] < least_confidence ||
        std::abs(induced.values(id, kValence)) < least_valence) {
      continue;
    }
    LexiconEntry entry;
    entry.pattern = word;
    // Two decimals are more than a guess deserves; 1 is for values set one by one.
    entry.confidence = std::min(std::round(induced.confidence[id] * 100) / 100, 0.99F);
    entry.first_value = static_cast<std::uint32_t>(grown.values.size());
    for (std::size_t c = 0; c < categories.size(); ++c) {
      const float value = induced.values(id, static_cast<Eigen::Index>(c));
      grown.values.push_back({categories[c], std::round(value * 100) / 100});
    }
    entry.end_value = static_cast<std::uint32_t>(grown.values.size());
    grown.entries.push_back(std::move(entry));
  }
  return grown;
}

}  // namespace slant
