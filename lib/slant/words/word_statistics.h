/// @file word_statistics.h
/// The mathematics of "which words set two texts apart".  Pure numbers: counts in, statistics out.
#pragma once

namespace slant {

/// How often a term stands in two texts a and b.  Counts may be weighted, so they are no integers.
struct TermContrast {
  double count_a = 0, words_a = 0;  ///< of the term; of all words, > 0
  double count_b = 0, words_b = 0;
};

/// Log-odds ratio of a term, its posterior variance and z = estimate / sqrt(variance).
struct LogOdds {
  double estimate = 0;  ///< natural logarithm; > 0 if a uses the term more
  double variance = 0;
  double z = 0;
};

/// Weighted log-odds ratio with an informative Dirichlet prior.
/// Source: Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16 (2008), equations 16
/// (estimate), 18 (approximate variance) and 22 (z).
/// @param prior       alpha of the term, > 0: how often the prior has seen it.
/// @param prior_words alpha_0 > prior: the words that the prior has seen.
LogOdds WeightedLogOdds(const TermContrast& counts, double prior, double prior_words);

/// Log-likelihood keyness G2 >= 0 with the expected counts of equal rates; chi-squared with one
/// degree of freedom if words were independent, which they are not.
/// Source: Rayson and Garside, "Comparing corpora using frequency profiling" (2000).
double Keyness(const TermContrast& counts);

/// Binary logarithm of the ratio of the rates; a count of 0 is taken for 0.5.
/// Source: Hardie, "Log ratio: an informal introduction" (2014).
double LogRatio(const TermContrast& counts);

/// One word's part in the difference of two means, and what it is made of.
struct WordShift {
  double frequency = 0;  ///< from how often each says the word
  double value = 0;      ///< from what it is worth in each (negated, hedged ...)
  double total() const noexcept { return frequency + value; }
};

/// Generalised word shift: with p a word's share of the words and v its mean value there,
/// (p_a - p_b) ((v_a + v_b) / 2 - reference) + (p_a + p_b) / 2 (v_a - v_b).  Over all words the
/// totals add up to mean a - mean b, whatever the reference.
/// Source: Gallagher et al., "Generalized word shift graphs", EPJ Data Science 10:4 (2021), eq. 12.
WordShift ShiftOf(double share_a, double value_a, double share_b, double value_b, double reference);

/// Two-sided p of Student's t; degrees > 0.  1 if t is not finite.
double StudentP(double t, double degrees);

}  // namespace slant
