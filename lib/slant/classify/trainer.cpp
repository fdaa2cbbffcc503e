#include "slant/classify/trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "slant/base/random.h"
#include "slant/classify/adam.h"

namespace slant {
namespace {

struct Layer {
  AdamMatrix weights;  // (outputs x inputs)
  AdamMatrix bias;     // (1 x outputs)
};

double LossOf(const OutputMatrix& outputs, const Examples& examples, Loss loss) {
  double sum = 0;
  double total = 0;
  for (Eigen::Index i = 0; i < outputs.rows(); ++i) {
    const double weight = examples.weights.size() == 0 ? 1.0 : double{examples.weights[i]};
    if (loss == Loss::kSquared) {
      sum += weight * (outputs.row(i) - examples.targets.row(i)).squaredNorm();
    } else if (loss == Loss::kSigmoid) {
      // -t ln s(x) - (1 - t) ln (1 - s(x)) without overflow.
      const auto x = outputs.row(i).array();
      sum += weight *
             (x.cwiseMax(0.0f) - x * examples.targets.row(i).array() + (1 + (-x.abs()).exp()).log())
                 .sum();
    } else {
      const float top = outputs.row(i).maxCoeff();
      const float log_sum = top + std::log((outputs.row(i).array() - top).exp().sum());
      sum += weight * examples.targets.row(i).dot((log_sum - outputs.row(i).array()).matrix());
    }
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

class Learner {
 public:
  Learner(const Examples& train, const TrainOptions& options)
      : train_(train), options_(options), random_(options.seed) {
    const auto n = static_cast<float>(train.features.rows());
    mean_ = train.features.colwise().mean();
    deviation_ = ((train.features.rowwise() - mean_).cwiseAbs2().colwise().sum() / n).cwiseSqrt();
    // A column that never changes says nothing; it must not divide by 0 either.
    inverse_ = (deviation_.array() > 1e-6f).select(deviation_.cwiseInverse(), 0.0f);
    std::vector<Eigen::Index> widths = {train.features.cols()};
    if (options.hidden > 0) {
      widths.push_back(options.hidden);
    }
    widths.push_back(train.targets.cols());
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
      Layer layer;
      layer.weights.Resize(widths[i + 1], widths[i]);
      layer.bias.Resize(1, widths[i + 1]);
      if (widths.size() > 2) {
        // He et al. 2015; one layer alone is convex and starts at 0.  The last layer starts small,
        // so that the first outputs are not far outside the range of the targets.
        const bool last = i + 2 == widths.size();
        const double spread = std::sqrt(2.0 / static_cast<double>(widths[i])) * (last ? 0.1 : 1.0);
        for (Eigen::Index k = 0; k < layer.weights.value.size(); ++k) {
          layer.weights.value.data()[k] = static_cast<float>(spread * random_.Normal());
        }
      }
      layers_.push_back(std::move(layer));
    }
  }

  // One pass over the examples in a new random order.
  void Epoch(int epoch) {
    std::vector<Eigen::Index> order(static_cast<std::size_t>(train_.features.rows()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    random_.Shuffle(order);
    const double rate =
        options_.learning_rate * (1.0 - static_cast<double>(epoch) / options_.epochs);
    const auto batch = static_cast<std::size_t>(options_.batch);
    for (std::size_t begin = 0; begin < order.size(); begin += batch) {
      const std::size_t end = std::min(begin + batch, order.size());
      Gradient(std::span(order).subspan(begin, end - begin));
      ++step_;
      for (Layer& layer : layers_) {
        layer.weights.gradient += static_cast<float>(options_.l2) * layer.weights.value;
        layer.weights.Step(rate, step_);
        layer.bias.Step(rate, step_);
      }
    }
  }

  // The network over raw features: w' = w / s and b' = b - w . m / s.
  std::vector<DenseLayer> Folded() const {
    std::vector<DenseLayer> layers;
    for (const Layer& layer : layers_) {
      DenseLayer out{layer.weights.value, layer.bias.value.row(0)};
      if (layers.empty()) {
        out.weights = layer.weights.value.array().rowwise() * inverse_.array();
        out.bias -= (out.weights * mean_.transpose()).transpose();
      }
      layers.push_back(std::move(out));
    }
    return layers;
  }

 private:
  void Gradient(std::span<const Eigen::Index> rows) {
    const auto n = static_cast<Eigen::Index>(rows.size());
    OutputMatrix input(n, train_.features.cols());
    OutputMatrix target(n, train_.targets.cols());
    Eigen::VectorXf weight = Eigen::VectorXf::Ones(n);
    for (Eigen::Index i = 0; i < n; ++i) {
      const Eigen::Index row = rows[static_cast<std::size_t>(i)];
      input.row(i) = (train_.features.row(row) - mean_).cwiseProduct(inverse_);
      target.row(i) = train_.targets.row(row);
      if (train_.weights.size() > 0) {
        weight[i] = train_.weights[row];
      }
    }
    std::vector<OutputMatrix> activations = {std::move(input)};
    OutputMatrix mask;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      OutputMatrix next = activations.back() * layers_[i].weights.value.transpose();
      next.rowwise() += layers_[i].bias.value.row(0);
      if (i + 1 < layers_.size()) {
        mask = DropoutMask(next.rows(), next.cols());
        next = next.cwiseMax(0.0f).cwiseProduct(mask);
      }
      activations.push_back(std::move(next));
    }
    // d loss / d output is (p - t) for both cross-entropies and 2 (y - t) for squares.
    OutputMatrix delta = activations.back();
    if (options_.loss == Loss::kCrossEntropy) {
      SoftmaxRows(delta);
      delta -= target;
    } else if (options_.loss == Loss::kSigmoid) {
      delta = (1 + (-delta.array()).exp()).inverse().matrix() - target;
    } else {
      delta = 2.0f * (delta - target);
    }
    delta = weight.asDiagonal() * delta / static_cast<float>(n);
    for (std::size_t i = layers_.size(); i-- > 0;) {
      layers_[i].weights.gradient.noalias() = delta.transpose() * activations[i];
      layers_[i].bias.gradient = delta.colwise().sum();
      if (i > 0) {
        const OutputMatrix back = delta * layers_[i].weights.value;
        delta = (activations[i].array() > 0.0f).select(back.cwiseProduct(mask), 0.0f);
      }
    }
  }

  // 1 / (1 - rate) where a unit stays, 0 where it is left out (inverted dropout).
  OutputMatrix DropoutMask(Eigen::Index rows, Eigen::Index cols) {
    if (options_.dropout <= 0) {
      return OutputMatrix::Ones(rows, cols);
    }
    OutputMatrix mask(rows, cols);
    const auto keep = static_cast<float>(1.0 / (1.0 - options_.dropout));
    for (Eigen::Index k = 0; k < mask.size(); ++k) {
      mask.data()[k] = random_.Uniform() < options_.dropout ? 0.0f : keep;
    }
    return mask;
  }

  const Examples& train_;
  const TrainOptions& options_;
  Random random_;
  Eigen::RowVectorXf mean_, deviation_, inverse_;  // (d)
  std::vector<Layer> layers_;
  int step_ = 0;
};

Status Check(const Examples& train, const Examples& dev, const TrainOptions& options) {
  if (train.features.rows() == 0) {
    return Error{ErrorCode::kInvalidArgument, "there are no examples to learn from", ""};
  }
  const bool dev_fits = dev.features.rows() == 0 || (dev.features.cols() == train.features.cols() &&
                                                     dev.targets.cols() == train.targets.cols());
  if (train.features.rows() != train.targets.rows() || dev.features.rows() != dev.targets.rows() ||
      !dev_fits) {
    return Error{ErrorCode::kShape,
                 "the training set has " + std::to_string(train.features.rows()) + " rows and " +
                     std::to_string(train.targets.rows()) + " labels, the dev set " +
                     std::to_string(dev.features.rows()) + " and " +
                     std::to_string(dev.targets.rows()),
                 ""};
  }
  for (const Examples* examples : {&train, &dev}) {
    if (examples->weights.size() != 0 && examples->weights.size() != examples->features.rows()) {
      return Error{ErrorCode::kShape,
                   "there are " + std::to_string(examples->features.rows()) + " examples and " +
                       std::to_string(examples->weights.size()) + " weights",
                   ""};
    }
  }
  if (options.epochs < 1 || options.batch < 1 || options.hidden < 0 || options.l2 < 0 ||
      options.members < 1 || options.learning_rate <= 0 || options.dropout < 0 ||
      options.dropout >= 1) {
    return Error{
        ErrorCode::kInvalidArgument,
        "expected epochs, batch and members >= 1, hidden and l2 >= 0, a learning rate above 0 and "
        "dropout in [0, 1)",
        ""};
  }
  return {};
}

// Trains one network; `share` is called with the share of its epochs done.
Result<DenseNetwork> TrainMember(const Examples& train, const Examples& dev,
                                 std::uint64_t schema_id, const TrainOptions& options,
                                 TrainReport& report,
                                 const std::function<void(double share)>& share) {
  Learner learner(train, options);
  report = {};
  std::vector<DenseLayer> best;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    learner.Epoch(epoch);
    report.epochs_run = epoch + 1;
    auto layers = learner.Folded();
    if (dev.features.rows() > 0) {
      SLANT_ASSIGN_OR_RETURN(const DenseNetwork network,
                             DenseNetwork::FromLayers(layers, schema_id));
      SLANT_ASSIGN_OR_RETURN(const OutputMatrix outputs, network.Outputs(dev.features));
      const double loss = LossOf(outputs, dev, options.loss);
      if (best.empty() || loss < report.dev_loss) {
        best = std::move(layers);
        report.best_epoch = epoch + 1;
        report.dev_loss = loss;
      } else if (epoch + 1 - report.best_epoch >= options.patience) {
        break;
      }
    } else {
      best = std::move(layers);
      report.best_epoch = epoch + 1;
    }
    share(static_cast<double>(epoch + 1) / options.epochs);
  }
  return DenseNetwork::FromLayers(std::move(best), schema_id);
}

}  // namespace

float FitTemperature(const OutputMatrix& logits, const Examples& dev) {
  const auto loss = [&](double log_temperature) {
    return LossOf(logits / static_cast<float>(std::exp(log_temperature)), dev, Loss::kCrossEntropy);
  };
  constexpr double kGolden = 0.6180339887498949;
  double low = std::log(0.2);
  double high = std::log(5.0);
  for (int i = 0; i < 40; ++i) {
    const double a = high - kGolden * (high - low);
    const double b = low + kGolden * (high - low);
    (loss(a) < loss(b) ? high : low) = loss(a) < loss(b) ? b : a;
  }
  return static_cast<float>(std::exp((low + high) / 2));
}

Result<DenseNetwork> Train(const Examples& train, const Examples& dev, std::uint64_t schema_id,
                           const TrainOptions& options, TrainReport* report,
                           const std::function<void(double share)>& progress) {
  SLANT_RETURN_IF_ERROR(Check(train, dev, options));
  TrainReport local;
  TrainReport& out = report != nullptr ? *report : local;
  std::vector<DenseNetwork> members;
  TrainOptions own = options;
  for (int m = 0; m < options.members; ++m) {
    own.seed = options.seed + static_cast<std::uint64_t>(m);
    SLANT_ASSIGN_OR_RETURN(DenseNetwork member,
                           TrainMember(train, dev, schema_id, own, out, [&](double share) {
                             if (progress) {
                               progress((m + share) / options.members);
                             }
                           }));
    members.push_back(std::move(member));
  }
  SLANT_ASSIGN_OR_RETURN(DenseNetwork network, AverageNetworks(members));
  if (dev.features.rows() == 0) {
    return network;
  }
  SLANT_ASSIGN_OR_RETURN(const OutputMatrix outputs, network.Outputs(dev.features));
  out.dev_loss = LossOf(outputs, dev, options.loss);
  return DenseNetwork::FromLayers(
      network.layers(), schema_id,
      options.loss == Loss::kCrossEntropy ? FitTemperature(outputs, dev) : 1.0f);
}

}  // namespace slant
