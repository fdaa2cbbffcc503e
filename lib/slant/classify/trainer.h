/// @file trainer.h
/// Learns a DenseNetwork from features and labels, the same bytes each time.
#pragma once

#include <cstdint>
#include <functional>

#include "slant/base/result.h"
#include "slant/classify/dense_network.h"
#include "slant/features/feature_matrix.h"
#include "slant/features/token_batch.h"

namespace slant {

/// Examples: row i of `features`, row i of `targets` and sequence i of `tokens` belong together.
struct Examples {
  FeatureMatrix features;  ///< (n x d)
  TokenBatch tokens;       ///< n sequences; none where only features are learned from
  /// (n x k): class probabilities (hard or soft labels) and values, task by task; NaN in a task
  /// whose label nobody knows (networks over words only)
  OutputMatrix targets;
  Eigen::VectorXf weights;  ///< (n), how much each example counts; empty for 1 each
};

enum class Loss {
  kCrossEntropy,  ///< softmax and classes
  kSquared,       ///< values
  kSigmoid,       ///< labels that exclude nobody: an independent probability for each output
};

struct TrainOptions {
  Loss loss = Loss::kCrossEntropy;
  int hidden = 0;  ///< units of the hidden layer; 0 for logistic (or linear) regression
  int epochs = 60;
  int batch = 64;
  double learning_rate = 2e-3;  ///< Adam's, falling to 0 linearly over the epochs
  double l2 = 1e-2;             ///< lambda of lambda / 2 |W|^2, on standardised features
  double dropout = 0;           ///< share of hidden units left out while training
  int patience = 8;             ///< epochs without a better dev loss before it stops
  std::uint64_t seed = 1;
  int members = 1;  ///< networks of seeds seed, seed + 1, ... whose mean is returned
};

struct TrainReport {
  int epochs_run = 0;   ///< of the last member
  int best_epoch = 0;   ///< of the last member
  double dev_loss = 0;  ///< of the network that is returned, before calibration
};

/// Trains by Adam (Kingma and Ba, ICLR 2015) on standardised features; the standardisation is
/// folded into the first layer, so that the network takes raw features.  With a non-empty `dev` the
/// epoch of the lowest dev loss is returned, and classes are calibrated on it by a temperature (Guo
/// et al., "On calibration of modern neural networks", ICML 2017).  One thread; the same examples,
/// options and build give the same bytes.
/// @return kShape if train and dev do not fit together; kInvalidArgument without examples or with
///         options out of range.
Result<DenseNetwork> Train(const Examples& train, const Examples& dev, std::uint64_t schema_id,
                           const TrainOptions& options, TrainReport* report,
                           const std::function<void(double share)>& progress);

/// The temperature, in [0.2, 5], by which logits (n x k) fit the targets and weights of `dev` best
/// (its features are not read); golden-section search over its logarithm.
float FitTemperature(const OutputMatrix& logits, const Examples& dev);

}  // namespace slant
