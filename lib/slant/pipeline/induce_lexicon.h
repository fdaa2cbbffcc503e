/// @file induce_lexicon.h
/// Guesses the tone of every word from the words whose tone is known.
#pragma once

#include <vector>

#include "slant/base/result.h"
#include "slant/classify/kernel_ridge.h"
#include "slant/embed/word_vectors.h"
#include "slant/lexicon/compiled_lexicon.h"
#include "slant/text/vocabulary.h"

namespace slant {

struct InducedLexicon {
  std::vector<float> tones;  ///< one a word of the vocabulary, in [-4, 4]
  int seeds = 0;             ///< words learned from
  double held_out_r = 0;     ///< Pearson r on a fifth of the words with a value, from the others
};

/// Kernel ridge regression of tone on the words' unit vectors (Hamilton et al., "Inducing
/// domain-specific sentiment lexicons", EMNLP 2016, learn the same thing by propagation).  Seeds
/// are the lexicon's words with a value that were seen in the corpus, and as many others as half of
/// them, the most frequent ones, at 0.
Result<InducedLexicon> InduceLexicon(const Vocabulary& vocabulary, const WordVectors& vectors,
                                     const CompiledLexicon& lexicon,
                                     const KernelRidgeOptions& options);

}  // namespace slant
