/// @file induce_lexicon.h
/// Guesses what every word means from the words that raters have set, and how far to trust it.
#pragma once

#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "slant/base/result.h"
#include "slant/classify/kernel_ridge.h"
#include "slant/embed/word_vectors.h"
#include "slant/lexicon/compiled_lexicon.h"
#include "slant/text/vocabulary.h"

namespace slant {

/// What is guessed, in the order of the columns below.
inline constexpr std::array<std::string_view, 3> kInducedCategories = {"valence", "tone", "event"};

struct InduceOptions {
  KernelRidgeOptions ridge;
  /// Parts of the seeds; each is guessed from the others to see how good guesses are.  Below 2 that
  /// is left out, and with it what is held out and the confidence.
  int folds = 5;
  /// Called now and then with the share of the work that is done, in (0, 1].
  std::function<void(double)> progress;
};

/// Held-out seeds whose guesses got a confidence in [low, high).
struct ConfidenceBin {
  double low = 0, high = 0;
  int words = 0;
  double confidence = 0;  ///< mean of the confidence; 0 without words
  double right = 0;       ///< share of right guesses, see InduceLexicon; 0 without words
};

struct InducedLexicon {
  Eigen::MatrixXf values;      ///< (V x 3), a row for each word of the vocabulary, in [-4, 4]
  Eigen::VectorXf confidence;  ///< (V), in [0, 1]: see InduceLexicon
  int seeds = 0;               ///< words learned from
  int rated = 0;               ///< of these, words with a value; the others stand for neutral words
  /// Of the rated seeds, each guessed without its own part: Pearson r, and the share of guesses of
  /// the right sign among words of |value| >= 0.5.
  std::array<double, 3> held_out_r{}, held_out_sign{};
  /// Ten bins of equal width.  The confidence's four weights were fitted to these very words, some
  /// thousand of them, so that it flatters itself only a little.  Empty without folds.
  std::vector<ConfidenceBin> calibration;
};

/// Kernel ridge regression of valence, tone and event on the words' unit vectors (Hamilton et al.,
/// "Inducing domain-specific sentiment lexicons", EMNLP 2016, learn the same thing by propagation).
/// Seeds are the lexicon's words with values that raters set and that were seen in the corpus, and
/// as many others as half of them, the most frequent ones, at 0.
///
/// The confidence of a guess is the chance that its valence is right: within 1 of what the raters
/// say, and of the same sign unless both are within 0.5 of 0.  It is a logistic function of the
/// size of the guess, the cosine of the nearest seed and the word's frequency, fitted to the seeds
/// that were guessed without their own part.
/// @return kInvalidArgument if there are fewer than 50 rated seeds.
Result<InducedLexicon> InduceLexicon(const Vocabulary& vocabulary, const WordVectors& vectors,
                                     const CompiledLexicon& lexicon, const InduceOptions& options);

/// The list `seeds` and a guess, in columns of the same names, for each word of the vocabulary that
/// it does not have and whose guess has a confidence and a |valence| of at least these.  Numbers,
/// single letters and function words are left out.  A guess has a confidence of at most 0.99.
Lexicon GrowLexicon(const Lexicon& seeds, const Vocabulary& vocabulary,
                    const InducedLexicon& induced, float least_confidence, float least_valence);

}  // namespace slant
