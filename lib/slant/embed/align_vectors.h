/// @file align_vectors.h
/// Joins two sets of vectors: the words of one, the reach of the other.
#pragma once

#include "slant/base/result.h"
#include "slant/embed/raw_vectors.h"

namespace slant {

struct Alignment {
  std::size_t shared = 0;  ///< words that both sets have, from which the map was learned
  double mean_cosine = 0;  ///< of mapped to true vectors over the shared words, in [-1, 1]
};

/// Brings `raw` (fastText, with n-grams) into the space of `space` (for instance GloVe, without):
/// words that both have take the vector of `space`; all others, and the n-grams, are mapped by the
/// least-squares matrix between the shared words' vectors (Mikolov, Le and Sutskever, "Exploiting
/// similarities among languages", 2013).  Since an unknown word's vector is the mean of its n-grams
/// and the map is linear, it commutes with that mean.  Order and counts of `raw` stay.
/// @return kShape if the sets share fewer words than `space` has dimensions.
Result<Alignment> AlignVectors(const RawVectors& space, RawVectors& raw);

}  // namespace slant
