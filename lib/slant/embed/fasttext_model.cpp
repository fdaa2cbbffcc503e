#include "slant/embed/fasttext_model.h"

#include <fasttext/fasttext.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>

#include "slant/embed/ngrams.h"

namespace slant {

Status TrainFastText(const std::string& corpus, const FastTextOptions& options,
                     const std::string& output, const std::function<void(double share)>& progress) {
  if (options.dim < 1 || options.epoch < 1 || options.threads < 1 || options.bucket < 0 ||
      options.minn < 0 || options.maxn < options.minn) {
    return Error{ErrorCode::kInvalidArgument,
                 "dim, epoch and threads must be at least 1, and 0 <= minn <= maxn", ""};
  }
  try {
    fasttext::Args args;
    args.model = fasttext::model_name::sg;
    args.loss = fasttext::loss_name::ns;
    args.input = corpus;
    args.output = output;
    args.dim = options.dim;
    args.epoch = options.epoch;
    args.minCount = options.min_count;
    args.minn = options.minn;
    args.maxn = options.maxn;
    args.bucket = options.maxn == 0 ? 0 : options.bucket;
    args.ws = options.window;
    args.neg = options.negatives;
    args.lr = options.learning_rate;
    args.t = options.sampling;
    args.thread = options.threads;
    args.verbose = 0;
    fasttext::FastText model;
    model.train(args, [&](float share, float, double, double, std::int64_t) {
      if (progress) {
        progress(static_cast<double>(share));
      }
    });
    model.saveModel(output);
  } catch (const std::exception& failure) {
    return Error{ErrorCode::kIo, std::string("fastText: ") + failure.what(), corpus};
  }
  return {};
}

Result<RawVectors> LoadFastText(const std::string& path) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) {
    return Error{ErrorCode::kNotFound, "expected a fastText .bin model, found no such file", path};
  }
  RawVectors raw;
  try {
    fasttext::FastText model;
    model.loadModel(path);
    if (model.isQuant()) {
      return Error{ErrorCode::kMalformed,
                   "expected a full fastText model (.bin), found a quantised one (.ftz)", path};
    }
    const auto args = model.getArgs();
    const auto dictionary = model.getDictionary();
    const auto input = model.getInputMatrix();
    const Eigen::Index dim = model.getDimension();
    const auto counts = dictionary->getCounts(fasttext::entry_type::word);
    const Eigen::Index size = dictionary->nwords();
    NgramScheme scheme;
    if (args.maxn > 0 && args.bucket > 0) {
      scheme = {static_cast<std::uint32_t>(args.minn), static_cast<std::uint32_t>(args.maxn),
                static_cast<std::uint32_t>(args.bucket)};
    }
    raw.ngrams.min_length = args.minn;
    raw.ngrams.max_length = args.maxn;
    raw.ngrams.usage.resize(scheme.buckets);
    raw.rows.resize(size, dim);
    fasttext::Vector vector(dim);
    std::vector<std::uint32_t> buckets;
    for (Eigen::Index i = 0; i < size; ++i) {
      WordCount word{dictionary->getWord(static_cast<std::int32_t>(i)),
                     static_cast<std::uint64_t>(counts[static_cast<std::size_t>(i)])};
      model.getWordVector(vector, word.word);
      raw.rows.row(i) = Eigen::Map<const Eigen::RowVectorXf>(vector.data(), dim);
      buckets.clear();
      HashNgrams(word.word, scheme, buckets);
      for (const std::uint32_t bucket : buckets) {
        raw.ngrams.usage[bucket] += word.count;
      }
      raw.words.push_back(std::move(word));
    }
    raw.ngrams.buckets.resize(scheme.buckets, dim);
    for (Eigen::Index b = 0; b < raw.ngrams.buckets.rows(); ++b) {
      for (Eigen::Index j = 0; j < dim; ++j) {
        raw.ngrams.buckets(b, j) = input->at(size + b, j);
      }
    }
  } catch (const std::exception& error) {
    return Error{ErrorCode::kMalformed, std::string("fastText: ") + error.what(), path};
  }
  return raw;
}

}  // namespace slant
