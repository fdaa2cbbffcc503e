/// @file word_tagger.h
/// Marks words of a sentence, by the word, its neighbours and one number of the sentence.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "slant/base/result.h"
#include "slant/base/section_file.h"
#include "slant/classify/dense_network.h"
#include "slant/features/token_batch.h"
#include "slant/features/word_inputs.h"

namespace slant {

/// Columns of the rows that a tagger learns from, in this order: the inputs of the word before, of
/// the word, of the word behind (0 where there is none), the sentence's number, and 1 if the word
/// is quoted.
inline Eigen::Index TaggerColumns(const WordInputs& words) noexcept { return 3 * words.size() + 2; }

/// Fills such a row for each word of a sequence; @param out (words x TaggerColumns).
void FillTaggerRows(const WordInputs& words, const TokenBatch& tokens, std::size_t sequence,
                    float sentence, FeatureMatrix& out);

/// Logistic regression over a window of three words: P(marked) = 1 / (1 + exp(-s)), where s is a
/// sum of what each word of the vocabulary adds before, at and behind the place.  These are a
/// table, so that tagging a word is three look-ups.  Immutable; copies share the table; threads may
/// share it.
class WordTagger {
 public:
  WordTagger() = default;

  /// @param network two classes (plain, marked) over TaggerColumns features, without a hidden
  /// layer.
  /// @param threshold the least probability of a word that is marked, in (0, 1).
  /// @return kShape if the network is another one.
  static Result<WordTagger> FromNetwork(const DenseNetwork& network, WordInputs words,
                                        float threshold);

  /// Uses the sections "tagger.<name>.*" in place; kNotFound, kCorrupt, or kShape if it was trained
  /// on other inputs of words.
  static Result<WordTagger> FromFile(std::shared_ptr<const SectionFile> file,
                                     const std::string& name, WordInputs words);

  void Save(const std::string& name, SectionFileWriter& writer) const;

  /// The probability of each word of a sequence, appended to `out`; marks and names have 0.
  void Tag(const TokenBatch& tokens, std::size_t sequence, float sentence,
           std::vector<float>& out) const;

  float threshold() const noexcept { return threshold_; }
  bool empty() const noexcept { return table_.empty(); }

 private:
  // What a word adds before, at and behind the place; the fourth keeps rows aligned.
  struct Row {
    float before, at, behind, reserved;
  };
  Row RowOf(const TokenBatch& tokens, WordRow word, std::vector<float>& inputs) const;

  WordInputs words_;
  std::shared_ptr<const void> owner_;
  std::span<const std::int16_t> table_;  // ((words + specials) x 4), times scale_
  std::vector<float> weights_;           // (3 x inputs), for words that the vocabulary lacks
  float scale_ = 1, bias_ = 0, sentence_ = 0, quoted_ = 0, threshold_ = 0.5F;
};

}  // namespace slant
