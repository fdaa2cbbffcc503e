/// @file word_comparison.h
/// Which words set one group of articles apart from another, and which make its tone lower.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "slant/words/term_table.h"
#include "slant/words/word_statistics.h"

namespace slant {

struct WordComparisonOptions {
  /// alpha_0: words that the prior has seen, in the proportions of both sides together.  0: a tenth
  /// of both sides' words.  There z of a word that one side never says is about the largest: a
  /// weaker prior leaves its rate unknown, a stronger one hides that it is missing.
  double prior_words = 0;
  std::int64_t min_count = 5;     ///< of a term on both sides together, to be tested
  std::int64_t min_articles = 2;  ///< that it occurs in
  /// Least normalised pointwise mutual information of a phrase, -1 to 1 (Bouma 2009): how much its
  /// words belong together.
  double cohesion = 0.2;
  std::size_t most = 12;  ///< words told for each direction; 0 for all
  double false_discovery_rate = 0.05;
};

/// A term on both sides.
struct WordDifference {
  std::string term;
  int words = 1;
  std::int64_t count_a = 0, count_b = 0;  ///< unweighted
  std::int64_t articles_a = 0, articles_b = 0;
  double rate_a = 0, rate_b = 0;  ///< for each 10,000 words (of matched strata, if there are)
  LogOdds log_odds;               ///< z takes each word for an independent draw
  /// 95 %: percentiles of the bootstrap over clusters, or log-odds +- 1.96 sqrt(variance), on each
  /// side the wider.  Nothing with fewer than two clusters on a side.
  std::optional<double> low, high;
  double g2 = 0;         ///< keyness
  double log_ratio = 0;  ///< its effect size, binary logarithm
  /// Two-sided, of log-odds over the larger of two standard errors: that of independent words, and
  /// that of clusters (delta method), by Student's t with Satterthwaite's degrees of freedom, which
  /// follow from how many clusters count effectively.  1 with fewer than two clusters on a side.
  double p = 1;
  double q = 1;  ///< Benjamini-Hochberg over all terms and groups of the run
  std::string example, example_article;  ///< from the side that uses it more; may be empty
};

/// One side against the other.
struct WordComparison {
  std::string a, b;  ///< b is empty for all others
  std::int64_t articles_a = 0, articles_b = 0;
  std::int64_t words_a = 0, words_b = 0;
  std::size_t strata = 0;  ///< that both sides have
  std::size_t tested = 0;  ///< terms
  std::size_t separable = 0;
  /// Those that a uses more, then those that b does; each by p, the smallest first.
  std::vector<WordDifference> words;
};

/// A word's part in the difference of tone.
struct ShiftedWord {
  std::string term;
  std::int64_t count_a = 0, count_b = 0;
  std::optional<double> value_a, value_b;  ///< mean value after the rules, where it occurs
  WordShift shift;                         ///< for each 100 words
  std::optional<double> low, high;         ///< 95 % bootstrap of shift.total()
  std::string example, example_article;
};

/// What makes the values of a lower or higher than those of b: sums of values for each 100 words.
struct ToneShift {
  std::string a, b;
  std::int64_t articles_a = 0, articles_b = 0;
  double mean_a = 0, mean_b = 0;
  double difference = 0;            ///< mean_a - mean_b: the words' totals and `rest`
  std::optional<double> low, high;  ///< 95 % bootstrap
  std::vector<ShiftedWord> words;   ///< the largest parts, by their size
  std::size_t other_words = 0;
  double rest = 0;  ///< what the words that are not told bring together
};

/// Compares pairs of groups, or each against all others, in tables that are finished.  One thread
/// alone may use it.
///
/// Where articles have strata (stories, topics), cells are weighted by Mantel and Haenszel's
/// weights: both sides get 2 n_a n_b / (n_a + n_b) words of each stratum (n its words there), so
/// that they are alike in what they write about; a stratum that one side lacks counts for neither.
class WordComparer {
 public:
  static constexpr int kReplicates = 1000;

  /// @param table must outlive the comparer, and be finished.
  WordComparer(const TermTable& table, WordComparisonOptions options);

  /// @param b a group, or empty for all others.
  WordComparison Compare(const std::string& a, const std::string& b) const;
  ToneShift Shift(const std::string& a, const std::string& b) const;

  /// Sets q and `separable` over all comparisons together, and leaves `most` words of each side.
  /// Of words that stand in one another nearly always together, the first is told.
  void Correct(std::vector<WordComparison>& comparisons) const;

  /// The intervals and examples of the words that are left.
  void Describe(WordComparison& comparison) const;

 private:
  struct Sides;
  double PriorWords(double both) const noexcept {
    return options_.prior_words > 0 ? options_.prior_words : both / 10;
  }
  Sides Weigh(const std::string& a, const std::string& b) const;
  bool Coheres(const TermTable::Term& term, double words) const;
  void AddExample(const TermTable::Term& term, const Sides& sides, bool from_a, std::string& text,
                  std::string& article) const;
  std::span<const std::uint8_t> Weights(std::uint32_t cluster) const;

  const TermTable& table_;
  WordComparisonOptions options_;
  mutable std::vector<std::vector<std::uint8_t>> weights_;  // one a cluster, made on first use
};

}  // namespace slant
