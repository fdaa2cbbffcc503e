/// @file token_network.h
/// A small convolutional network over the words of a sentence, whose first layer is a table.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "slant/base/result.h"
#include "slant/base/section_file.h"
#include "slant/classify/contributions.h"
#include "slant/classify/dense_network.h"
#include "slant/features/feature_matrix.h"
#include "slant/features/token_batch.h"
#include "slant/features/word_inputs.h"

namespace slant {

/// Filters of one width: each looks at so many words in a row.
struct FilterGroup {
  int width = 0;
  int count = 0;  ///< a multiple of 16, so that a filter's block is whole in vector registers
};

inline constexpr std::size_t kMaxFilterGroups = 16;

/// kShape unless there are 1 to kMaxFilterGroups groups of 1 to 16 words and a multiple of 16
/// filters.
Status CheckFilterGroups(std::span<const FilterGroup> groups);

/// The outputs that belong to one task: logits of its classes, or its value.
struct NetworkOutput {
  std::string task;  ///< at most 15 bytes
  int first = 0;
  int count = 0;
  float temperature = 1;  ///< logits are divided by it; above 0
};

/// All numbers of a network, as training leaves them.  F filters, R = sum of width * count
/// responses a word, i inputs a word (WordInputs, then a bit for each voice and each place), h
/// hidden units, k outputs, d features.
struct TokenParameters {
  std::vector<FilterGroup> groups;
  OutputMatrix filters;            ///< (i x R): by group, then by offset in the window, then filter
  Eigen::RowVectorXf filter_bias;  ///< (F)
  DenseLayer hidden;               ///< (h x 2F): of the largest, then of the mean responses
  DenseLayer output;               ///< (k x h)
  OutputMatrix linear;             ///< (k x d): the features join before the last sum
  std::vector<NetworkOutput> outputs;

  Eigen::Index filter_count() const noexcept { return filter_bias.size(); }
  Eigen::Index response_count() const noexcept { return filters.cols(); }
};

/// Inputs of a word in its place: those of the word, of its voice, of its place towards a target.
inline Eigen::Index NetworkInputs(const WordInputs& words) noexcept {
  return words.size() + kVoiceCount + kPlaceCount;
}

class TokenNetwork;

/// Buffers of one thread for one network: the rows of words that its table does not hold, computed
/// once.  Holds at most kMost rows and starts anew when it is full.
class TokenWorkspace {
 public:
  static constexpr std::size_t kMost = 1 << 15;

 private:
  friend class TokenNetwork;
  std::unordered_map<std::uint64_t, std::size_t> index_;
  std::vector<std::int8_t> rows_;
  std::vector<float> inputs_, responses_;
  std::vector<std::int16_t> sums_, highest_;
  std::vector<std::int32_t> total_;
  OutputMatrix pools_, hidden_, padded_;
};

/// y = W2 relu(W1 [max_t c_t; mean_t c_t] + b1) + b2 + L z, where c_t = relu(F [x_t; ...] + b) are
/// the responses of the filters at place t (Kim, "Convolutional neural networks for sentence
/// classification", EMNLP 2014) and z are features of the sentence.  The inputs of a word do not
/// change, so its responses are integers in a table and a filter adds rows (as Devlin et al., ACL
/// 2014, and chess's NNUE do).  The table holds the most frequent words; rows of others are
/// computed when they are first seen, to the same integers.  Immutable; threads may share it.
class TokenNetwork {
 public:
  TokenNetwork() = default;

  /// @param words       must be what the network was trained on.
  /// @param features    whose first columns, as many as `linear` has, it was trained on.
  /// @param table_words how many words the table holds.
  /// @return kShape if matrices do not fit; kInvalidArgument if a number is not finite.
  static Result<TokenNetwork> FromParameters(TokenParameters parameters, WordInputs words,
                                             const FeatureSchema& features, WordId table_words);

  /// Reads the sections "net.<name>.*" in place; kNotFound, kCorrupt, or kShape if it was trained
  /// on other words or features.
  static Result<TokenNetwork> FromFile(std::shared_ptr<const SectionFile> file,
                                       const std::string& name, WordInputs words,
                                       const FeatureSchema& features);

  void Save(const std::string& name, SectionFileWriter& writer) const;

  /// @param tokens    n sequences.   @param features (n x d'), d' >= feature_count().
  /// @param workspace of this network alone.
  /// @return (n x k): logits over their temperatures, and values; kShape.
  Result<OutputMatrix> Outputs(const TokenBatch& tokens, const FeatureMatrix& features,
                               TokenWorkspace& workspace) const;

  /// The same in 32-bit floats without the table: what quantisation is measured against.
  Result<OutputMatrix> FloatOutputs(const TokenBatch& tokens, const FeatureMatrix& features) const;

  /// Leads output `output` of sequence 0 back to its inputs.  The network is linear between its
  /// gates (which unit is on, at which place a filter was largest); with the gates as they are,
  /// each input's share is exact and the shares add up to the output.
  Contributions Explain(const TokenBatch& tokens, const FeatureMatrix& features, int output,
                        TokenWorkspace& workspace) const;

  /// The outputs of a task, or nothing.
  const NetworkOutput* Find(std::string_view task) const noexcept;

  const TokenParameters& parameters() const noexcept { return parameters_; }
  Eigen::Index output_count() const noexcept { return parameters_.output.weights.rows(); }
  Eigen::Index feature_count() const noexcept { return parameters_.linear.cols(); }
  WordId table_words() const noexcept { return table_words_; }
  bool empty() const noexcept { return parameters_.groups.empty(); }

 private:
  Status Prepare(WordInputs words, const FeatureSchema& features);
  void Quantise(WordId table_words);
  void FoldScales();
  void DivideByTemperatures(OutputMatrix& outputs) const;
  void ComputeRow(std::span<const float> inputs, std::vector<float>& responses,
                  std::int8_t* row) const;
  const std::int8_t* Row(const TokenBatch& tokens, WordRow word, TokenWorkspace& workspace) const;
  std::size_t SumResponses(const TokenBatch& tokens, std::size_t sequence,
                           TokenWorkspace& workspace) const;

  TokenParameters parameters_;
  std::uint64_t feature_schema_ = 0;
  WordInputs words_;
  WordId table_words_ = 0;
  std::shared_ptr<const void> owner_;
  std::span<const std::int8_t> table_;    // (table_words + specials x stride), words then specials
  std::size_t stride_ = 0;                // R
  Eigen::RowVectorXf scales_;             // (F): a response of 1 in the table means this much
  std::vector<float> response_inverse_;   // (R): 1 / scale of the response's filter
  std::vector<std::int16_t> state_rows_;  // (kStateCount x stride)
  std::vector<std::int16_t> bias_row_;    // (F)
  OutputMatrix hidden_folded_;            // (2F x h): takes pools in table units
  OutputMatrix output_folded_;            // (h x k'), k' = k rounded up to a multiple of 16
  OutputMatrix linear_folded_;            // (d x k')
};

/// One network whose outputs are the means of those of `networks`, filters and hidden units side by
/// side; kShape if they do not fit together or there are none.
Result<TokenParameters> AverageTokenParameters(std::span<const TokenParameters> networks);

}  // namespace slant
