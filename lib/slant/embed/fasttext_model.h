/// @file fasttext_model.h
/// fastText behind a wall: training and loading its models.  fasttext_model.cpp is the only file
/// that includes fastText; none of its types or exceptions gets past it.
#pragma once

#include <functional>
#include <string>

#include "slant/base/result.h"
#include "slant/embed/raw_vectors.h"

namespace slant {

/// Options of skip-gram training, named as fastText names them.  The defaults are those of the
/// default model: 35 million words of news took 40 minutes on one core.
struct FastTextOptions {
  int dim = 96;
  int epoch = 2;
  int min_count = 5;
  int minn = 3;
  int maxn = 5;
  int bucket = 50000;
  int window = 5;
  int negatives = 5;
  // Floats, as the fasttext program reads them, so that both give the same vectors.
  double learning_rate = 0.05F;
  double sampling = 1e-4F;
  int threads = 1;  ///< more are faster, but then no two runs give the same model
};

/// Trains skip-gram vectors with character n-grams on a file of words between spaces, a paragraph
/// a line, and writes fastText's own .bin.
/// @param progress called now and then with the share done in [0, 1]; may be empty.
/// @return kInvalidArgument, kIo, or what fastText says.
Status TrainFastText(const std::string& corpus, const FastTextOptions& options,
                     const std::string& output, const std::function<void(double share)>& progress);

/// Loads a fastText .bin (not quantised).  kNotFound, kMalformed.
Result<RawVectors> LoadFastText(const std::string& path);

}  // namespace slant
