/// @file token_trainer.h
/// Learns a TokenNetwork, for one task or for several at once, the same bytes each time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/classify/token_network.h"
#include "slant/classify/trainer.h"

namespace slant {

/// One task of a network.
struct TaskOutput {
  std::string name;
  Loss loss = Loss::kCrossEntropy;
  int count = 0;     ///< classes, or 1
  float weight = 1;  ///< of its loss among the others
};

struct TokenTrainOptions {
  std::vector<FilterGroup> groups = {{2, 32}, {3, 64}, {4, 32}};
  int hidden = 48;
  int epochs = 12;
  int batch = 64;
  double learning_rate = 2e-3;   ///< Adam's, falling to 0 linearly over the epochs
  double decay = 1e-2;           ///< of weights, AdamW's
  double linear_decay = 1;       ///< of the weights of features
  double dropout = 0.4;          ///< share of pooled responses and hidden units left out
  double word_dropout = 0.15;    ///< share of words hidden
  double label_smoothing = 0.1;  ///< share of a hard class label spread over all classes
  int patience = 4;              ///< epochs without a better dev loss before it stops
  std::uint64_t seed = 1;
  int members = 1;  ///< networks of seeds seed, seed + 1, ... that stand side by side in one
  WordId table_words = 8192;
};

/// Trains by AdamW on standardised features with dropout (Srivastava et al., JMLR 2014), word
/// dropout (Iyyer et al., ACL 2015) and label smoothing (Szegedy et al., CVPR 2016); vectors stay
/// as they are.  With a non-empty `dev` the epoch of the lowest dev loss is returned and each task
/// of classes gets a temperature (Guo et al., ICML 2017) and a bias a class (Alexandari et al.,
/// ICML 2020), fitted to the labels that are certain.  Threads share the members; the same
/// examples, options and build give the same bytes.
/// @return kShape if examples do not fit the tasks; kInvalidArgument without examples or with
///         options out of range.
Result<TokenNetwork> TrainTokens(const Examples& train, const Examples& dev,
                                 const std::vector<TaskOutput>& tasks, const WordInputs& words,
                                 const FeatureSchema& features, const TokenTrainOptions& options,
                                 TrainReport* report,
                                 const std::function<void(double share)>& progress);

}  // namespace slant
