#include "slant/classify/token_trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>

#include "slant/base/random.h"
#include "slant/classify/adam.h"
#include "slant/classify/matrix_kernel.h"

namespace slant {
namespace {

// c += a b and c += a^T b.
void AddTo(OutputMatrix& c, const OutputMatrix& a, const OutputMatrix& b) {
  AddProduct(static_cast<std::size_t>(a.rows()), static_cast<std::size_t>(b.cols()),
             static_cast<std::size_t>(a.cols()), {a.data(), static_cast<std::size_t>(a.cols()), 1},
             b.data(), static_cast<std::size_t>(b.cols()), c.data(),
             static_cast<std::size_t>(c.cols()));
}
void AddTransposedTo(OutputMatrix& c, const OutputMatrix& a, const OutputMatrix& b) {
  AddProduct(static_cast<std::size_t>(a.cols()), static_cast<std::size_t>(b.cols()),
             static_cast<std::size_t>(a.rows()), {a.data(), 1, static_cast<std::size_t>(a.cols())},
             b.data(), static_cast<std::size_t>(b.cols()), c.data(),
             static_cast<std::size_t>(c.cols()));
}

// The loss of one example in one task, and its gradient with respect to the outputs.
// @param target of the task; NaN first if nobody knows it: then both are 0.
double TaskLoss(const TaskOutput& task, const float* output, const float* target, float* gradient,
                double smoothing) {
  if (std::isnan(target[0])) {
    std::fill_n(gradient, task.count, 0.0F);
    return 0;
  }
  if (task.loss == Loss::kSquared) {
    double sum = 0;
    for (int j = 0; j < task.count; ++j) {
      const float difference = output[j] - target[j];
      gradient[j] = 2 * difference;
      sum += static_cast<double>(difference) * difference;
    }
    return sum;
  }
  const float top = *std::max_element(output, output + task.count);
  float sum = 0;
  for (int j = 0; j < task.count; ++j) {
    gradient[j] = std::exp(output[j] - top);
    sum += gradient[j];
  }
  const float log_sum = top + std::log(sum);
  double loss = 0;
  for (int j = 0; j < task.count; ++j) {
    const auto wanted = static_cast<float>((1 - smoothing) * target[j] + smoothing / task.count);
    gradient[j] = gradient[j] / sum - wanted;
    loss += static_cast<double>(wanted) * (log_sum - output[j]);
  }
  return loss;
}

float WeightOf(const Examples& examples, Eigen::Index i) {
  return examples.weights.size() == 0 ? 1.0F : examples.weights[i];
}

// The mean loss of outputs over examples whose label is known, task by task, weighted.
double MeanLoss(const OutputMatrix& outputs, const Examples& examples,
                const std::vector<TaskOutput>& tasks) {
  double loss = 0;
  std::vector<float> gradient(static_cast<std::size_t>(outputs.cols()));
  int first = 0;
  for (const TaskOutput& task : tasks) {
    double sum = 0;
    double weights = 0;
    for (Eigen::Index i = 0; i < outputs.rows(); ++i) {
      if (!std::isnan(examples.targets(i, first))) {
        const double weight = WeightOf(examples, i);
        sum += weight * TaskLoss(task, outputs.row(i).data() + first,
                                 examples.targets.row(i).data() + first, gradient.data(), 0);
        weights += weight;
      }
    }
    loss += weights > 0 ? task.weight * sum / weights : 0;
    first += task.count;
  }
  return loss;
}

// The inputs of every word of the vocabulary, then of the special words: filled once for a run.
OutputMatrix AllInputs(const WordInputs& words) {
  const auto specials = static_cast<Eigen::Index>(SpecialWord::kCount);
  OutputMatrix out(static_cast<Eigen::Index>(words.word_count()) + specials, words.size());
  for (Eigen::Index i = 0; i < out.rows(); ++i) {
    const auto count = static_cast<Eigen::Index>(words.word_count());
    const WordRow row =
        i < count ? static_cast<WordRow>(i) : kFirstSpecialRow + static_cast<WordRow>(i - count);
    words.Fill(row, {out.row(i).data(), static_cast<std::size_t>(words.size())});
  }
  return out;
}

class TokenLearner {
 public:
  TokenLearner(const Examples& train, const std::vector<TaskOutput>& tasks, const WordInputs& words,
               const OutputMatrix& all_inputs, const TokenTrainOptions& options, std::uint64_t seed)
      : train_(train),
        tasks_(tasks),
        words_(words),
        all_inputs_(all_inputs),
        options_(options),
        random_(seed) {
    Eigen::Index responses = 0;
    for (const FilterGroup& group : options.groups) {
      responses += group.width * group.count;
      filter_count_ += group.count;
    }
    Eigen::Index outputs = 0;
    for (const TaskOutput& task : tasks) {
      outputs += task.count;
    }
    filters_.Resize(NetworkInputs(words), responses);
    filter_bias_.Resize(1, filter_count_);
    hidden_.Resize(options.hidden, 2 * filter_count_);
    hidden_bias_.Resize(1, options.hidden);
    output_.Resize(outputs, options.hidden);
    output_bias_.Resize(1, outputs);
    linear_.Resize(outputs, train.features.cols());
    // He et al. 2015, with a window of three words in mind; the last layer starts small, so that
    // the first outputs are not far outside the range of the targets.
    Spread(filters_.value, std::sqrt(2.0 / (3.0 * static_cast<double>(words.size()))));
    Spread(hidden_.value, std::sqrt(2.0 / static_cast<double>(2 * filter_count_)));
    Spread(output_.value, 0.1 * std::sqrt(2.0 / options.hidden));
    const auto n = static_cast<float>(train.tokens.size());
    mean_ = train.features.colwise().mean();
    const Eigen::RowVectorXf deviation =
        ((train.features.rowwise() - mean_).cwiseAbs2().colwise().sum() / n).cwiseSqrt();
    inverse_ = (deviation.array() > 1e-6F).select(deviation.cwiseInverse(), 0.0F);
  }

  // One pass over the examples in a new random order.
  void Epoch(int epoch) {
    std::vector<Eigen::Index> order(train_.tokens.size());
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    random_.Shuffle(order);
    const auto batch = static_cast<std::size_t>(options_.batch);
    const std::size_t batches = (order.size() + batch - 1) / batch;
    for (std::size_t b = 0; b < batches; ++b) {
      const std::size_t begin = b * batch;
      Gradient(std::span(order).subspan(begin, std::min(batch, order.size() - begin)));
      ++step_;
      const double done =
          (epoch + static_cast<double>(b) / static_cast<double>(batches)) / options_.epochs;
      const double rate = options_.learning_rate * (1 - done);
      filters_.Step(rate, step_, options_.decay);
      filter_bias_.Step(rate, step_);
      hidden_.Step(rate, step_, options_.decay);
      hidden_bias_.Step(rate, step_);
      output_.Step(rate, step_, options_.decay);
      output_bias_.Step(rate, step_);
      linear_.Step(rate, step_, options_.linear_decay);
    }
  }

  // The network as it is, over raw features.
  TokenParameters Folded() const {
    TokenParameters p;
    p.groups = options_.groups;
    p.filters = filters_.value;
    p.filter_bias = filter_bias_.value.row(0);
    p.hidden = {hidden_.value, hidden_bias_.value.row(0)};
    p.output = {output_.value, output_bias_.value.row(0)};
    p.linear = linear_.value.array().rowwise() * inverse_.array();
    p.output.bias -= (p.linear * mean_.transpose()).transpose();
    int first = 0;
    for (const TaskOutput& task : tasks_) {
      p.outputs.push_back({task.name, first, task.count, 1});
      first += task.count;
    }
    return p;
  }

 private:
  void Spread(OutputMatrix& matrix, double deviation) {
    for (Eigen::Index k = 0; k < matrix.size(); ++k) {
      matrix.data()[k] = static_cast<float>(deviation * random_.Normal());
    }
  }

  // Leaves out entries of `matrix` (inverted dropout) and remembers which in `mask`.
  void Drop(OutputMatrix& matrix, OutputMatrix& mask) {
    mask.resize(matrix.rows(), matrix.cols());
    const auto keep = static_cast<float>(1 / (1 - options_.dropout));
    for (Eigen::Index k = 0; k < mask.size(); ++k) {
      mask.data()[k] = random_.Uniform() < options_.dropout ? 0.0F : keep;
    }
    matrix = matrix.cwiseProduct(mask);
  }

  // The inputs of all words of the examples, one below the other.
  void Gather(std::span<const Eigen::Index> examples) {
    starts_.assign(1, 0);
    for (const Eigen::Index i : examples) {
      const auto at = static_cast<std::size_t>(i);
      starts_.push_back(starts_.back() + static_cast<Eigen::Index>(train_.tokens.starts[at + 1] -
                                                                   train_.tokens.starts[at]));
    }
    inputs_.setZero(starts_.back(), NetworkInputs(words_));
    Eigen::Index out = 0;
    for (const Eigen::Index i : examples) {
      const auto at = static_cast<std::size_t>(i);
      for (std::uint32_t t = train_.tokens.starts[at]; t < train_.tokens.starts[at + 1]; ++t) {
        const WordRow row = train_.tokens.rows[t];
        const bool target = row == RowOf(SpecialWord::kTarget);
        if (target || random_.Uniform() >= options_.word_dropout) {
          std::span<float> inputs(inputs_.row(out).data(), static_cast<std::size_t>(words_.size()));
          if (row >= kFirstUnknownRow) {
            words_.FillUnknown(train_.tokens.UnknownVector(row), inputs);
          } else {
            const auto index = row < kFirstSpecialRow
                                   ? static_cast<Eigen::Index>(row)
                                   : static_cast<Eigen::Index>(words_.word_count()) +
                                         static_cast<Eigen::Index>(row - kFirstSpecialRow);
            std::copy_n(all_inputs_.row(index).data(), words_.size(), inputs.data());
          }
        }
        const TokenState state = train_.tokens.states[t];
        inputs_(out, words_.size() + state % kVoiceCount) = 1;
        inputs_(out, words_.size() + kVoiceCount + state / kVoiceCount) = 1;
        ++out;
      }
    }
  }

  // Calls visit(first response, first filter, width, count, words before the centre).
  template <typename Visit>
  void ForEachGroup(Visit&& visit) const {
    Eigen::Index response = 0;
    Eigen::Index filter = 0;
    for (const FilterGroup& group : options_.groups) {
      visit(response, filter, Eigen::Index{group.width}, Eigen::Index{group.count},
            Eigen::Index{(group.width - 1) / 2});
      response += group.width * group.count;
      filter += group.count;
    }
  }

  void Pool(Eigen::Index count) {
    pools_.setZero(count, 2 * filter_count_);
    winners_.assign(static_cast<std::size_t>(count * filter_count_), -1);
    active_.setZero(inputs_.rows(), filter_count_);
    for (Eigen::Index i = 0; i < count; ++i) {
      const Eigen::Index begin = starts_[static_cast<std::size_t>(i)];
      const Eigen::Index n = starts_[static_cast<std::size_t>(i) + 1] - begin;
      ForEachGroup([&](Eigen::Index response, Eigen::Index filter, Eigen::Index width,
                       Eigen::Index size, Eigen::Index before) {
        for (Eigen::Index t = 0; t < n; ++t) {
          auto sum = active_.row(begin + t).segment(filter, size);
          sum = filter_bias_.value.row(0).segment(filter, size);
          for (Eigen::Index o = 0; o < width; ++o) {
            const Eigen::Index u = t + o - before;
            if (u >= 0 && u < n) {
              sum += responses_.row(begin + u).segment(response + o * size, size);
            }
          }
          for (Eigen::Index f = 0; f < size; ++f) {
            float& value = sum[f];
            value = std::max(value, 0.0F);
            float& top = pools_(i, filter + f);
            if (value > top) {
              top = value;
              winners_[static_cast<std::size_t>(i * filter_count_ + filter + f)] =
                  static_cast<int>(t);
            }
            pools_(i, filter_count_ + filter + f) += value / static_cast<float>(n);
          }
        }
      });
    }
  }

  // From the gradient of the pools to that of the responses (and of the filters' biases).
  void Unpool(const OutputMatrix& pool_gradient) {
    response_gradient_.setZero(responses_.rows(), responses_.cols());
    filter_bias_.gradient.setZero();
    Eigen::RowVectorXf own(filter_count_);
    for (Eigen::Index i = 0; i < pool_gradient.rows(); ++i) {
      const Eigen::Index begin = starts_[static_cast<std::size_t>(i)];
      const Eigen::Index n = starts_[static_cast<std::size_t>(i) + 1] - begin;
      const auto top = pool_gradient.row(i).head(filter_count_);
      const Eigen::RowVectorXf mean = pool_gradient.row(i).tail(filter_count_) /
                                      static_cast<float>(std::max<Eigen::Index>(n, 1));
      for (Eigen::Index t = 0; t < n; ++t) {
        const auto active = active_.row(begin + t);
        for (Eigen::Index f = 0; f < filter_count_; ++f) {
          const bool won = winners_[static_cast<std::size_t>(i * filter_count_ + f)] == t;
          own[f] = active[f] > 0 ? mean[f] + (won ? top[f] : 0.0F) : 0.0F;
        }
        filter_bias_.gradient.row(0) += own;
        ForEachGroup([&](Eigen::Index response, Eigen::Index filter, Eigen::Index width,
                         Eigen::Index size, Eigen::Index before) {
          for (Eigen::Index o = 0; o < width; ++o) {
            const Eigen::Index u = t + o - before;
            if (u >= 0 && u < n) {
              response_gradient_.row(begin + u).segment(response + o * size, size) +=
                  own.segment(filter, size);
            }
          }
        });
      }
    }
  }

  void Gradient(std::span<const Eigen::Index> examples) {
    const auto count = static_cast<Eigen::Index>(examples.size());
    Gather(examples);
    responses_.setZero(inputs_.rows(), filters_.value.cols());
    AddTo(responses_, inputs_, filters_.value);
    Pool(count);
    OutputMatrix pool_mask, hidden_mask;
    Drop(pools_, pool_mask);
    OutputMatrix hidden = pools_ * hidden_.value.transpose();
    hidden.rowwise() += hidden_bias_.value.row(0);
    hidden = hidden.cwiseMax(0.0F);
    Drop(hidden, hidden_mask);
    OutputMatrix features(count, train_.features.cols());
    OutputMatrix outputs = hidden * output_.value.transpose();
    for (Eigen::Index i = 0; i < count; ++i) {
      // Rare features can lie many deviations out; beyond six they say no more.
      features.row(i) = (train_.features.row(examples[static_cast<std::size_t>(i)]) - mean_)
                            .cwiseProduct(inverse_)
                            .cwiseMax(-6.0F)
                            .cwiseMin(6.0F);
    }
    outputs.noalias() += features * linear_.value.transpose();
    outputs.rowwise() += output_bias_.value.row(0);

    OutputMatrix delta(count, outputs.cols());
    for (Eigen::Index i = 0; i < count; ++i) {
      const Eigen::Index example = examples[static_cast<std::size_t>(i)];
      int first = 0;
      for (const TaskOutput& task : tasks_) {
        TaskLoss(task, outputs.row(i).data() + first, train_.targets.row(example).data() + first,
                 delta.row(i).data() + first, options_.label_smoothing);
        delta.row(i).segment(first, task.count) *=
            task.weight * WeightOf(train_, example) / static_cast<float>(count);
        first += task.count;
      }
    }
    output_.gradient.noalias() = delta.transpose() * hidden;
    output_bias_.gradient = delta.colwise().sum();
    linear_.gradient.noalias() = delta.transpose() * features;
    OutputMatrix hidden_delta = delta * output_.value;
    hidden_delta = (hidden.array() > 0.0F).select(hidden_delta.cwiseProduct(hidden_mask), 0.0F);
    hidden_.gradient.noalias() = hidden_delta.transpose() * pools_;
    hidden_bias_.gradient = hidden_delta.colwise().sum();
    OutputMatrix pool_delta = hidden_delta * hidden_.value;
    pool_delta = pool_delta.cwiseProduct(pool_mask);
    Unpool(pool_delta);
    filters_.gradient.setZero();
    AddTransposedTo(filters_.gradient, inputs_, response_gradient_);
  }

  const Examples& train_;
  const std::vector<TaskOutput>& tasks_;
  const WordInputs& words_;
  const OutputMatrix& all_inputs_;
  const TokenTrainOptions& options_;
  Random random_;
  Eigen::Index filter_count_ = 0;
  Eigen::RowVectorXf mean_, inverse_;  // (d)
  AdamMatrix filters_, filter_bias_, hidden_, hidden_bias_, output_, output_bias_, linear_;
  int step_ = 0;
  // Of one batch: N words, B examples.
  std::vector<Eigen::Index> starts_;  // (B + 1)
  OutputMatrix inputs_;               // (N x i)
  OutputMatrix responses_;            // (N x R)
  OutputMatrix active_;               // (N x F): the filters at each place
  OutputMatrix pools_;                // (B x 2F)
  std::vector<int> winners_;          // (B x F): where each filter was largest, or -1
  OutputMatrix response_gradient_;    // (N x R)
};

struct Member {
  TokenParameters parameters;
  TrainReport report;
  Status status;
};

// Trains one member; `share` is told the share of its epochs done.
Member TrainMember(const Examples& train, const Examples& dev, const std::vector<TaskOutput>& tasks,
                   const WordInputs& words, const OutputMatrix& all_inputs,
                   const FeatureSchema& features, const TokenTrainOptions& options,
                   std::uint64_t seed, const std::function<void(double share)>& share) {
  TokenLearner learner(train, tasks, words, all_inputs, options, seed);
  Member member;
  bool any = false;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    learner.Epoch(epoch);
    member.report.epochs_run = epoch + 1;
    TokenParameters parameters = learner.Folded();
    double loss = 0;
    if (dev.tokens.size() > 0) {
      const auto network = TokenNetwork::FromParameters(parameters, words, features, 0);
      if (!network) {
        member.status = network.error();
        return member;
      }
      TokenWorkspace workspace;
      const auto outputs = network->Outputs(dev.tokens, dev.features, workspace);
      if (!outputs) {
        member.status = outputs.error();
        return member;
      }
      loss = MeanLoss(*outputs, dev, tasks);
    }
    if (!any || dev.tokens.size() == 0 || loss < member.report.dev_loss) {
      any = true;
      member.parameters = std::move(parameters);
      member.report.best_epoch = epoch + 1;
      member.report.dev_loss = loss;
    } else if (epoch + 1 - member.report.best_epoch >= options.patience) {
      break;
    }
    share(static_cast<double>(epoch + 1) / options.epochs);
  }
  return member;
}

Status Check(const Examples& train, const Examples& dev, const std::vector<TaskOutput>& tasks,
             const TokenTrainOptions& options) {
  if (train.tokens.size() == 0) {
    return Error{ErrorCode::kInvalidArgument, "there are no examples to learn from", ""};
  }
  Eigen::Index outputs = 0;
  for (const TaskOutput& task : tasks) {
    outputs += task.count;
  }
  for (const Examples* examples : {&train, &dev}) {
    const auto n = static_cast<Eigen::Index>(examples->tokens.size());
    if (examples->features.rows() != n || examples->targets.rows() != n ||
        (n > 0 && (examples->targets.cols() != outputs ||
                   examples->features.cols() != train.features.cols())) ||
        (examples->weights.size() != 0 && examples->weights.size() != n)) {
      return Error{ErrorCode::kShape,
                   "there are " + std::to_string(n) + " sequences, " +
                       std::to_string(examples->features.rows()) + " rows of features and " +
                       std::to_string(examples->targets.rows()) + " of " +
                       std::to_string(examples->targets.cols()) + " labels for " +
                       std::to_string(outputs) + " outputs",
                   ""};
    }
  }
  const auto share = [](double value) { return value >= 0 && value < 1; };
  if (outputs == 0 || options.groups.empty() || options.epochs < 1 || options.batch < 1 ||
      options.hidden < 1 || options.members < 1 || options.learning_rate <= 0 ||
      options.decay < 0 || options.linear_decay < 0 || !share(options.dropout) ||
      !share(options.word_dropout) || !share(options.label_smoothing)) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected at least one task and group of filters, epochs, batch, hidden and "
                 "members >= 1, decays >= 0, a learning rate above 0, and dropouts and label "
                 "smoothing in [0, 1)",
                 ""};
  }
  // Members stand side by side, so that all their groups are those of one network.
  std::vector<FilterGroup> groups;
  for (int m = 0; m < options.members && groups.size() <= kMaxFilterGroups; ++m) {
    groups.insert(groups.end(), options.groups.begin(), options.groups.end());
  }
  return CheckFilterGroups(groups);
}

// Fewer labels than this tell no temperature.
constexpr std::size_t kFewLabels = 100;

// The logits of one task and its labels, for calibration: the certain labels, which people gave, if
// there are enough of them; a teacher's soft labels say what the teacher doubts, not what is right.
Examples LabelsOf(const Examples& examples, const NetworkOutput& output,
                  const OutputMatrix& outputs, OutputMatrix& logits) {
  const auto columns = Eigen::seqN(output.first, output.count);
  std::vector<Eigen::Index> known;
  std::vector<Eigen::Index> certain;
  for (Eigen::Index i = 0; i < outputs.rows(); ++i) {
    if (!std::isnan(examples.targets(i, output.first))) {
      known.push_back(i);
      if (examples.targets(i, columns).maxCoeff() >= 1) {
        certain.push_back(i);
      }
    }
  }
  if (certain.size() >= kFewLabels) {
    known = certain;
  }
  logits = outputs(known, columns);
  Examples labels;
  labels.targets = examples.targets(known, columns);
  if (examples.weights.size() > 0) {
    labels.weights = examples.weights(known);
  }
  return labels;
}

// What to add to each class's logit (over its temperature), so that the mean probability of each
// class is its share among the labels: the biases of bias-corrected temperature scaling
// (Alexandari, Kundaje and Shrikumar, ICML 2020), by the fixed point of their gradient.
Eigen::RowVectorXf FitBiases(const OutputMatrix& logits, const Examples& labels) {
  Eigen::RowVectorXf biases = Eigen::RowVectorXf::Zero(logits.cols());
  Eigen::VectorXf weights = labels.weights;
  if (weights.size() == 0) {
    weights = Eigen::VectorXf::Ones(logits.rows());
  }
  const Eigen::RowVectorXf wanted = weights.transpose() * labels.targets;
  for (int step = 0; step < 50; ++step) {
    OutputMatrix p = logits.rowwise() + biases;
    SoftmaxRows(p);
    const Eigen::RowVectorXf given = weights.transpose() * p;
    biases.array() += 0.5F * ((wanted.array() + 1) / (given.array() + 1)).log();
  }
  return biases.array() - biases.mean();
}

}  // namespace

Result<TokenNetwork> TrainTokens(const Examples& train, const Examples& dev,
                                 const std::vector<TaskOutput>& tasks, const WordInputs& words,
                                 const FeatureSchema& features, const TokenTrainOptions& options,
                                 TrainReport* report,
                                 const std::function<void(double share)>& progress) {
  SLANT_RETURN_IF_ERROR(Check(train, dev, tasks, options));
  const OutputMatrix all_inputs = AllInputs(words);
  std::vector<Member> members(static_cast<std::size_t>(options.members));
  const auto train_member = [&](std::size_t m, bool tell) {
    members[m] = TrainMember(train, dev, tasks, words, all_inputs, features, options,
                             options.seed + m, [&](double share) {
                               if (tell && progress) {
                                 progress((static_cast<double>(m) + share) / options.members);
                               }
                             });
  };
  // Two at a time: each member depends on its seed alone.
  for (std::size_t m = 0; m < members.size(); m += 2) {
    std::thread other;
    if (m + 1 < members.size()) {
      other = std::thread(train_member, m + 1, false);
    }
    train_member(m, true);
    if (other.joinable()) {
      other.join();
    }
  }
  std::vector<TokenParameters> trained;
  for (Member& member : members) {
    SLANT_RETURN_IF_ERROR(member.status);
    trained.push_back(std::move(member.parameters));
  }
  SLANT_ASSIGN_OR_RETURN(TokenParameters parameters, AverageTokenParameters(trained));
  TrainReport local;
  TrainReport& out = report != nullptr ? *report : local;
  out = members.back().report;
  if (dev.tokens.size() > 0) {
    SLANT_ASSIGN_OR_RETURN(const TokenNetwork network,
                           TokenNetwork::FromParameters(parameters, words, features, 0));
    TokenWorkspace workspace;
    SLANT_ASSIGN_OR_RETURN(const OutputMatrix outputs,
                           network.Outputs(dev.tokens, dev.features, workspace));
    out.dev_loss = MeanLoss(outputs, dev, tasks);
    for (std::size_t t = 0; t < tasks.size(); ++t) {
      OutputMatrix logits;
      const Examples labels = LabelsOf(dev, parameters.outputs[t], outputs, logits);
      if (tasks[t].loss == Loss::kCrossEntropy && logits.rows() > 0) {
        NetworkOutput& output = parameters.outputs[t];
        output.temperature = FitTemperature(logits, labels);
        const Eigen::RowVectorXf biases = FitBiases(logits / output.temperature, labels);
        output.temperature = FitTemperature(logits.rowwise() + output.temperature * biases, labels);
        parameters.output.bias.segment(output.first, output.count) +=
            output.temperature * FitBiases(logits / output.temperature, labels);
      }
    }
  }
  return TokenNetwork::FromParameters(std::move(parameters), words, features, options.table_words);
}

}  // namespace slant
