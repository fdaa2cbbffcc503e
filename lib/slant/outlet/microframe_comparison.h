/// @file microframe_comparison.h
/// Does a group of articles lean to a pole more than another does, or no more than any split of the
/// two would?
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "slant/framing/microframes.h"

namespace slant {

/// A word of an article and how often it stands there.
using WordTally = std::vector<std::pair<WordId, std::int64_t>>;

/// The words of tokens [first, end) that count for the axes, by id.
WordTally TallyWords(const Document& document, std::uint32_t first, std::uint32_t end,
                     const Microframes& microframes);

/// Collects the articles of one group.  Words are counted in whole numbers, so Merge and the order
/// of Add change nothing.  Of the articles at most kSample are kept for tests, those of the
/// smallest hashed keys.  Memory: 8 bytes a word of the vocabulary, and 16 an axis and sampled
/// article.
class MicroframeAccumulator {
 public:
  static constexpr std::size_t kSample = 1000;

  struct Sampled {
    std::uint64_t key = 0;
    MicroframeSums sums;
  };

  /// @param key identifies the article's content.
  void Add(std::uint64_t key, const WordTally& words, const MicroframeSums& sums);
  void Merge(const MicroframeAccumulator& other);

  std::int64_t articles() const noexcept { return articles_; }
  /// Every word that was seen, by id.
  WordTally Words() const;
  /// Of all articles, from the counts.
  MicroframeSums Sums(const Microframes& microframes) const;
  /// In the order of their keys.
  std::span<const Sampled> sample() const noexcept { return sample_; }

 private:
  void Keep(Sampled item);

  std::int64_t articles_ = 0;
  std::vector<std::int64_t> counts_;  // by word id
  std::vector<Sampled> sample_;       // in the order of their keys
};

struct MicroframeTestOptions {
  int permutations = 1999;
  std::uint64_t seed = 11;
  double false_discovery_rate = 0.05;
};

/// One axis in two groups of articles.
struct MicroframeTest {
  double bias_a = 0, bias_b = 0;            ///< mean cosines over the words of each, in [-1, 1]
  double intensity_a = 0, intensity_b = 0;  ///< about the bias of both together
  /// Effect size: Cliff's delta of the articles' biases, in [-1, 1].
  double cliffs_delta = 0;
  double p_bias = 1, p_intensity = 1;  ///< two-sided, by permuting articles; never 0
  double q_bias = 1, q_intensity = 1;  ///< Benjamini-Hochberg over the axes that are not weak
  bool tested = false;                 ///< false for weak axes, whose p and q are 1
};

/// Tests every axis that is not weak, all with the same permutations of articles between the
/// groups. Articles and not words are permuted: the words of an article come together.
/// @return one an axis; p and q are 1 if a group has no article with words.
std::vector<MicroframeTest> TestMicroframes(std::span<const MicroframeAccumulator::Sampled> a,
                                            std::span<const MicroframeAccumulator::Sampled> b,
                                            const Microframes& microframes,
                                            const MicroframeTestOptions& options);

/// How often the test finds something where there is nothing: a group split at random, again and
/// again.
struct NullSplits {
  int draws = 0;
  double share = 0;           ///< of the axes tested that have q <= the rate, mean over draws
  double standard_error = 0;  ///< of that mean
};
NullSplits SplitAtRandom(std::span<const MicroframeAccumulator::Sampled> articles,
                         const Microframes& microframes, int draws,
                         const MicroframeTestOptions& options);

}  // namespace slant
