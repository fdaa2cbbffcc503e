/// @file microframes.h
/// Microframes (FrameAxis): how far a text's words lean to either pole of an antonym pair, and how
/// strongly they dwell on it.  Source: Kwak, An, Jing and Ahn, "FrameAxis: characterizing
/// microframe bias and intensity with word embedding", PeerJ Computer Science 7:e644 (2021).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "slant/embed/word_vectors.h"
#include "slant/text/document.h"
#include "slant/text/vocabulary.h"

namespace slant {

/// An axis: words of its two poles.  A bias above 0 leans to the second.
struct Microframe {
  std::string name;                ///< "cheap-expensive"
  std::vector<std::string> first;  ///< in look-up form
  std::vector<std::string> second;
};

/// At most so many axes; the largest published set has 1,828.
inline constexpr std::size_t kMaxMicroframes = 4096;

/// Reads axes: lines `name TAB words of the first pole TAB words of the second`, words between
/// commas, `#` for comments; or FrameAxis' own JSON Lines, {"neg": word, "pos": word}.
/// @return kMalformed with `path:line` for a line that is neither, or a name that stands twice;
///         kLimit for too many.
Result<std::vector<Microframe>> ParseMicroframes(std::string_view text, const std::string& path);

/// "cheap,expensive"; several words of a pole are put between blanks: "cheap bargain,expensive".
/// kInvalidArgument for anything else.
Result<Microframe> ParseMicroframe(std::string_view text);

/// Those of corpora/frames/microframes-en.tsv, compiled in.
const std::vector<Microframe>& DefaultMicroframes();

/// How much an axis can be trusted.
struct MicroframeQuality {
  double coverage = 0;    ///< share of its words that have a vector, in [0, 1]
  double separation = 0;  ///< 1 - cosine of the poles' means, in [0, 2]
  /// Share of its words that are nearer to the rest of their own pole than to the other, in [0, 1];
  /// 1 where each pole has one word.
  double coherence = 0;
  /// Coverage below 1/2, separation below 0.1 or coherence below 3/4: reported, and not tested.
  bool weak = false;
};

/// The sums that bias and intensity come from; they merge.
struct MicroframeSums {
  std::int64_t words = 0;
  std::vector<double> sum;     ///< one an axis, of the words' cosines
  std::vector<double> square;  ///< of their squares

  void Merge(const MicroframeSums& other);
  /// Mean cosine, in [-1, 1]; 0 without words.
  double Bias(std::size_t axis) const;
  /// Mean of (cosine - baseline)^2, in [0, 4]; 0 without words.
  double Intensity(std::size_t axis, double baseline) const;
};

/// A word's part in a bias: the contributions of all words add up to it.
struct WordContribution {
  WordId word = 0;
  std::int64_t count = 0;
  double value = 0;
};

/// Axes compiled against a model's vectors: a row of cosines for each word.  Immutable; copies are
/// cheap and share the table; threads may share it.
class Microframes {
 public:
  Microframes() = default;

  /// An axis is the mean of its second pole's unit vectors less that of the first's; a word's value
  /// is its cosine with it.  Words without a vector, those that are no words, and those more
  /// frequent than one in kStopFrequency (function words) do not count.
  /// @return kNotFound, naming the words, if no word of a pole has a vector; kInvalidArgument if
  ///         the poles are the same point.  With `refuse` false such axes are left out and named in
  ///         refused().
  static Result<Microframes> Compile(std::vector<Microframe> axes, const Vocabulary& vocabulary,
                                     const WordVectors& vectors, bool refuse);

  static constexpr double kStopFrequency = 1000;

  std::size_t size() const noexcept { return axes_ == nullptr ? 0 : axes_->size(); }
  const Microframe& axis(std::size_t i) const { return (*axes_)[i]; }
  const MicroframeQuality& quality(std::size_t i) const { return (*quality_)[i]; }
  const std::vector<Error>& refused() const noexcept { return refused_; }

  /// The cosines of a word, one an axis; empty for words that do not count.
  std::span<const float> Of(WordId word) const noexcept {
    if (word >= words_ || (*counted_)[word] == 0) {
      return {};
    }
    return {table_->data() + word * stride_, size()};
  }

  /// Adds the words of tokens [first, end).
  void Add(const Document& document, std::uint32_t first, std::uint32_t end,
           MicroframeSums& sums) const;

  /// All words of the vocabulary as often as they stand in the corpus it was made from: the
  /// baseline when none is named.
  const MicroframeSums& vocabulary_sums() const noexcept { return vocabulary_sums_; }

  /// The contribution of each word to an axis' bias, the largest first by size; they add up to the
  /// bias.  @param counts (word, how often), each word once.
  std::vector<WordContribution> Contributions(
      std::span<const std::pair<WordId, std::int64_t>> counts, std::size_t axis) const;

 private:
  std::shared_ptr<const std::vector<Microframe>> axes_;
  std::shared_ptr<const std::vector<MicroframeQuality>> quality_;
  std::shared_ptr<const std::vector<float>> table_;           // (words x stride)
  std::shared_ptr<const std::vector<std::uint8_t>> counted_;  // (words)
  std::size_t words_ = 0;
  std::size_t stride_ = 0;  // the axes, filled up with zeros to whole vector registers
  MicroframeSums vocabulary_sums_;
  std::vector<Error> refused_;
};

}  // namespace slant
