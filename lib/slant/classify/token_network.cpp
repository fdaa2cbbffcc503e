#include "slant/classify/token_network.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <numeric>

#include "slant/classify/filter_kernel.h"
#include "slant/classify/matrix_kernel.h"

namespace slant {
namespace {

constexpr std::uint32_t kMaxGroups = kMaxFilterGroups;
constexpr std::uint32_t kMaxOutputs = 8;
constexpr std::uint32_t kMaxWidth = 16;         // words a filter looks at
constexpr std::uint32_t kMaxUnits = 1U << 12;   // filters, hidden units, outputs
constexpr std::uint32_t kMaxInputs = 1U << 16;  // of a word; features
constexpr std::size_t kLanes = 16;
constexpr int kMaxBias = 8192;   // of a filter, in table units
constexpr int kMaxState = 1400;  // of a state: 16 words of 127 + 1400 and a bias stay in 16 bits

struct OutputRecord {
  char task[16];
  std::uint32_t first, count;
  float temperature;
  std::uint32_t reserved;
};
static_assert(sizeof(OutputRecord) == 32);

// The section "net.<name>.meta".
struct NetworkHeader {
  std::uint64_t word_schema, feature_schema;
  std::uint32_t inputs, responses, filters, hidden, outputs, features, groups, tasks, table_words;
  std::uint32_t reserved[3];
  std::uint32_t widths[kMaxGroups], counts[kMaxGroups];
  OutputRecord records[kMaxOutputs];
};
static_assert(sizeof(NetworkHeader) == 64 + 128 + 256);

std::string Section(const std::string& name, const char* part) {
  return "net." + name + "." + part;
}

std::size_t Padded(Eigen::Index count) {
  return (static_cast<std::size_t>(count) + kLanes - 1) / kLanes * kLanes;
}

// Calls with each filter's group: its first response, its first filter, its shape.
template <typename Visit>
void ForEachGroup(const TokenParameters& p, Visit&& visit) {
  std::size_t response = 0;
  std::size_t filter = 0;
  for (const FilterGroup& group : p.groups) {
    visit(response, filter, static_cast<std::size_t>(group.width),
          static_cast<std::size_t>(group.count));
    response += static_cast<std::size_t>(group.width * group.count);
    filter += static_cast<std::size_t>(group.count);
  }
}

// The product of weights and inputs, product by product: the same integers on every machine.
void Respond(const OutputMatrix& filters, std::span<const float> inputs,
             std::vector<float>& responses) {
  responses.assign(static_cast<std::size_t>(filters.cols()), 0.0F);
  AddProduct(1, responses.size(), inputs.size(), {inputs.data(), inputs.size(), 1}, filters.data(),
             responses.size(), responses.data(), responses.size());
}

std::string ShapeError(const TokenParameters& p) {
  if (const Status groups = CheckFilterGroups(p.groups); !groups) {
    return groups.error().message;
  }
  Eigen::Index responses = 0;
  Eigen::Index filters = 0;
  for (const FilterGroup& group : p.groups) {
    responses += group.width * group.count;
    filters += group.count;
  }
  const auto differ = [](const char* what, Eigen::Index expected, Eigen::Index found) {
    return std::string("the network should have ") + std::to_string(expected) + " " + what +
           ", found " + std::to_string(found);
  };
  if (p.outputs.size() > kMaxOutputs) {
    return "a network has at most 8 tasks, found " + std::to_string(p.outputs.size());
  }
  if (p.filters.cols() != responses) {
    return differ("responses", responses, p.filters.cols());
  }
  if (p.filter_bias.size() != filters) {
    return differ("filters", filters, p.filter_bias.size());
  }
  if (p.hidden.weights.cols() != 2 * filters || p.hidden.weights.rows() == 0) {
    return differ("pooled responses", 2 * filters, p.hidden.weights.cols());
  }
  if (p.hidden.bias.size() != p.hidden.weights.rows() ||
      p.output.weights.cols() != p.hidden.weights.rows()) {
    return differ("hidden units", p.hidden.weights.rows(), p.output.weights.cols());
  }
  if (p.output.weights.rows() == 0 || p.output.bias.size() != p.output.weights.rows() ||
      p.linear.rows() != p.output.weights.rows()) {
    return differ("outputs", p.output.weights.rows(), p.linear.rows());
  }
  int next = 0;
  for (const NetworkOutput& output : p.outputs) {
    if (output.first != next || output.count < 1 || output.task.empty() ||
        output.task.size() >= sizeof(OutputRecord::task) || !(output.temperature > 0)) {
      return "the outputs of the task '" + output.task + "' do not fit the others";
    }
    next += output.count;
  }
  return next == p.output.weights.rows() ? "" : differ("outputs", next, p.output.weights.rows());
}

}  // namespace

Status CheckFilterGroups(std::span<const FilterGroup> groups) {
  if (groups.empty() || groups.size() > kMaxFilterGroups) {
    return Error{ErrorCode::kShape,
                 "a network (of all members) has 1 to 16 groups of filters, found " +
                     std::to_string(groups.size()),
                 ""};
  }
  for (const FilterGroup& group : groups) {
    if (group.width < 1 || group.width > static_cast<int>(kMaxWidth) || group.count < 1 ||
        group.count > static_cast<int>(kMaxUnits) || group.count % static_cast<int>(kLanes) != 0) {
      return Error{ErrorCode::kShape,
                   "a group of filters has 1 to 16 words and a multiple of 16 filters, found " +
                       std::to_string(group.width) + " and " + std::to_string(group.count),
                   ""};
    }
  }
  return {};
}

Result<TokenNetwork> TokenNetwork::FromParameters(TokenParameters parameters, WordInputs words,
                                                  const FeatureSchema& features,
                                                  WordId table_words) {
  TokenNetwork network;
  network.parameters_ = std::move(parameters);
  network.feature_schema_ = features.IdOf(network.parameters_.linear.cols());
  SLANT_RETURN_IF_ERROR(network.Prepare(std::move(words), features));
  network.Quantise(std::min(table_words, network.words_.word_count()));
  return network;
}

// What is derived from the parameters, but for the table and its scales.
Status TokenNetwork::Prepare(WordInputs words, const FeatureSchema& features) {
  const TokenParameters& p = parameters_;
  std::string wrong = ShapeError(p);
  if (wrong.empty() && p.filters.rows() != NetworkInputs(words)) {
    wrong = "the network takes " + std::to_string(p.filters.rows()) + " inputs a word, there are " +
            std::to_string(NetworkInputs(words));
  }
  if (wrong.empty() && p.linear.cols() > 0 &&
      !features.BeginsWith(feature_schema_, p.linear.cols())) {
    wrong = "the network was trained on " + std::to_string(p.linear.cols()) +
            " features of another schema, the extractor gives " + std::to_string(features.size());
  }
  if (!wrong.empty()) {
    return Error{ErrorCode::kShape, std::move(wrong), ""};
  }
  const bool finite = p.filters.allFinite() && p.filter_bias.allFinite() &&
                      p.hidden.weights.allFinite() && p.hidden.bias.allFinite() &&
                      p.output.weights.allFinite() && p.output.bias.allFinite() &&
                      p.linear.allFinite();
  if (!finite) {
    return Error{ErrorCode::kInvalidArgument, "the network has a number that is not finite", ""};
  }
  words_ = std::move(words);
  stride_ = static_cast<std::size_t>(p.response_count());
  const std::size_t padded = Padded(p.output.weights.rows());
  output_folded_ = OutputMatrix::Zero(p.hidden.weights.rows(), static_cast<Eigen::Index>(padded));
  output_folded_.leftCols(p.output.weights.rows()) = p.output.weights.transpose();
  linear_folded_ = OutputMatrix::Zero(p.linear.cols(), static_cast<Eigen::Index>(padded));
  linear_folded_.leftCols(p.linear.rows()) = p.linear.transpose();
  return {};
}

// Scales are set; everything that is counted in table units follows.
void TokenNetwork::FoldScales() {
  const TokenParameters& p = parameters_;
  response_inverse_.resize(stride_);
  bias_row_.resize(static_cast<std::size_t>(p.filter_count()));
  ForEachGroup(
      p, [&](std::size_t response, std::size_t filter, std::size_t width, std::size_t count) {
        for (std::size_t f = 0; f < count; ++f) {
          const auto at = static_cast<Eigen::Index>(filter + f);
          for (std::size_t o = 0; o < width; ++o) {
            response_inverse_[response + o * count + f] = 1 / scales_[at];
          }
          bias_row_[filter + f] = static_cast<std::int16_t>(std::clamp(
              std::round(p.filter_bias[at] / scales_[at]), -float{kMaxBias}, float{kMaxBias}));
        }
      });
  const Eigen::Index filters = p.filter_count();
  hidden_folded_ = p.hidden.weights.transpose();
  for (Eigen::Index f = 0; f < filters; ++f) {
    hidden_folded_.row(f) *= scales_[f];
    hidden_folded_.row(filters + f) *= scales_[f];
  }
  state_rows_.resize(kStateCount * stride_);
  for (std::size_t state = 0; state < kStateCount; ++state) {
    const Eigen::Index voice = words_.size() + static_cast<Eigen::Index>(state % kVoiceCount);
    const Eigen::Index place =
        words_.size() + kVoiceCount + static_cast<Eigen::Index>(state / kVoiceCount);
    for (std::size_t j = 0; j < stride_; ++j) {
      const auto column = static_cast<Eigen::Index>(j);
      const float sum = p.filters(voice, column) + p.filters(place, column);
      state_rows_[state * stride_ + j] = static_cast<std::int16_t>(std::clamp(
          static_cast<int>(std::round(sum * response_inverse_[j])), -kMaxState, kMaxState));
    }
  }
}

void TokenNetwork::Quantise(WordId table_words) {
  const TokenParameters& p = parameters_;
  std::vector<float> inputs(static_cast<std::size_t>(words_.size()));
  std::vector<float> responses;
  std::vector<float> largest(stride_, 0.0F);
  const auto special_count = static_cast<WordRow>(SpecialWord::kCount);
  const auto for_each_word = [&](auto&& visit) {
    for (WordRow word = 0; word < words_.word_count(); ++word) {
      visit(word);
    }
    for (WordRow special = 0; special < special_count; ++special) {
      visit(kFirstSpecialRow + special);
    }
  };
  for_each_word([&](WordRow word) {
    words_.Fill(word, inputs);
    Respond(p.filters, inputs, responses);
    for (std::size_t j = 0; j < stride_; ++j) {
      largest[j] = std::max(largest[j], std::abs(responses[j]));
    }
  });
  scales_.resize(p.filter_count());
  ForEachGroup(p,
               [&](std::size_t response, std::size_t filter, std::size_t width, std::size_t count) {
                 for (std::size_t f = 0; f < count; ++f) {
                   float top = 1e-6F;
                   for (std::size_t o = 0; o < width; ++o) {
                     top = std::max(top, largest[response + o * count + f]);
                   }
                   scales_[static_cast<Eigen::Index>(filter + f)] = top / 127;
                 }
               });
  FoldScales();
  table_words_ = table_words;
  auto table = std::make_shared<std::vector<std::int8_t>>(
      (std::size_t{table_words} + special_count) * stride_);
  for_each_word([&](WordRow word) {
    if (word >= table_words && word < kFirstSpecialRow) {
      return;
    }
    const std::size_t at =
        word < kFirstSpecialRow ? word : std::size_t{table_words} + (word - kFirstSpecialRow);
    words_.Fill(word, inputs);
    ComputeRow(inputs, responses, table->data() + at * stride_);
  });
  table_ = *table;
  owner_ = std::move(table);
}

void TokenNetwork::ComputeRow(std::span<const float> inputs, std::vector<float>& responses,
                              std::int8_t* row) const {
  Respond(parameters_.filters, inputs, responses);
  for (std::size_t j = 0; j < stride_; ++j) {
    row[j] = static_cast<std::int8_t>(
        std::clamp(std::round(responses[j] * response_inverse_[j]), -127.0F, 127.0F));
  }
}

const std::int8_t* TokenNetwork::Row(const TokenBatch& tokens, WordRow word,
                                     TokenWorkspace& work) const {
  if (word < table_words_) {
    return table_.data() + word * stride_;
  }
  const bool unknown = word >= kFirstUnknownRow;
  if (word >= kFirstSpecialRow && !unknown) {
    return table_.data() + (std::size_t{table_words_} + (word - kFirstSpecialRow)) * stride_;
  }
  // A hash of an unknown word and an id of a known one meet with a chance of 2^-48 a word.
  const std::uint64_t key = unknown ? tokens.UnknownHash(word) : word;
  auto [it, added] = work.index_.try_emplace(key, work.index_.size());
  if (added) {
    if (work.index_.size() > TokenWorkspace::kMost) {
      work.index_.clear();
      it = work.index_.try_emplace(key, 0).first;
    }
    work.rows_.resize(std::max(work.rows_.size(), (it->second + 1) * stride_));
    work.inputs_.resize(static_cast<std::size_t>(words_.size()));
    if (unknown) {
      words_.FillUnknown(tokens.UnknownVector(word), work.inputs_);
    } else {
      words_.Fill(word, work.inputs_);
    }
    ComputeRow(work.inputs_, work.responses_, work.rows_.data() + it->second * stride_);
  }
  return work.rows_.data() + it->second * stride_;
}

// Fills work.sums_ (words x stride); returns the number of words.
std::size_t TokenNetwork::SumResponses(const TokenBatch& tokens, std::size_t sequence,
                                       TokenWorkspace& work) const {
  const std::size_t begin = tokens.starts[sequence];
  const std::size_t n = tokens.starts[sequence + 1] - begin;
  if (work.sums_.size() < n * stride_) {
    work.sums_.resize(n * stride_);
  }
  for (std::size_t t = 0; t < n; ++t) {
    AddState(Row(tokens, tokens.rows[begin + t], work),
             state_rows_.data() + tokens.states[begin + t] * stride_, stride_,
             work.sums_.data() + t * stride_);
  }
  return n;
}

Result<OutputMatrix> TokenNetwork::Outputs(const TokenBatch& tokens, const FeatureMatrix& features,
                                           TokenWorkspace& work) const {
  const TokenParameters& p = parameters_;
  const auto count = static_cast<Eigen::Index>(tokens.size());
  if (features.rows() != count || features.cols() < p.linear.cols()) {
    return Error{ErrorCode::kShape,
                 "the network takes " + std::to_string(p.linear.cols()) + " features of " +
                     std::to_string(count) + " sequences, the batch has " +
                     std::to_string(features.cols()) + " of " + std::to_string(features.rows()),
                 ""};
  }
  const auto filters = static_cast<std::size_t>(p.filter_count());
  work.pools_.resize(count, static_cast<Eigen::Index>(2 * filters));
  std::vector<std::int16_t>& highest = work.highest_;
  std::vector<std::int32_t>& total = work.total_;
  highest.resize(filters);
  total.resize(filters);
  for (Eigen::Index i = 0; i < count; ++i) {
    const std::size_t n = SumResponses(tokens, static_cast<std::size_t>(i), work);
    ForEachGroup(
        p, [&](std::size_t response, std::size_t filter, std::size_t width, std::size_t group) {
          ConvolveRows(work.sums_.data() + response, n, stride_, width, group,
                       bias_row_.data() + filter, highest.data() + filter, total.data() + filter);
        });
    float* pools = work.pools_.row(i).data();
    const float share = n > 0 ? 1.0F / static_cast<float>(n) : 0.0F;
    for (std::size_t f = 0; f < filters; ++f) {
      pools[f] = static_cast<float>(highest[f]);
      pools[filters + f] = static_cast<float>(total[f]) * share;
    }
  }
  const Eigen::Index padded = output_folded_.cols();
  work.hidden_ = p.hidden.bias.replicate(count, 1);
  const auto rows = static_cast<std::size_t>(count);
  const auto units = static_cast<std::size_t>(work.hidden_.cols());
  AddProduct(rows, units, 2 * filters, {work.pools_.data(), 2 * filters, 1}, hidden_folded_.data(),
             units, work.hidden_.data(), units);
  work.hidden_ = work.hidden_.cwiseMax(0.0F);
  work.padded_.setZero(count, padded);
  const auto width = static_cast<std::size_t>(padded);
  AddProduct(rows, width, units, {work.hidden_.data(), units, 1}, output_folded_.data(), width,
             work.padded_.data(), width);
  AddProduct(rows, width, static_cast<std::size_t>(p.linear.cols()),
             {features.data(), static_cast<std::size_t>(features.cols()), 1}, linear_folded_.data(),
             width, work.padded_.data(), width);
  OutputMatrix out = work.padded_.leftCols(output_count());
  out.rowwise() += p.output.bias;
  DivideByTemperatures(out);
  return out;
}

void TokenNetwork::DivideByTemperatures(OutputMatrix& outputs) const {
  for (const NetworkOutput& output : parameters_.outputs) {
    outputs.middleCols(output.first, output.count) /= output.temperature;
  }
}

Result<OutputMatrix> TokenNetwork::FloatOutputs(const TokenBatch& tokens,
                                                const FeatureMatrix& features) const {
  const TokenParameters& p = parameters_;
  if (features.cols() < p.linear.cols()) {
    return Error{ErrorCode::kShape,
                 "the network takes " + std::to_string(p.linear.cols()) +
                     " features, the batch has " + std::to_string(features.cols()),
                 ""};
  }
  const auto count = static_cast<Eigen::Index>(tokens.size());
  OutputMatrix pools = OutputMatrix::Zero(count, 2 * p.filter_count());
  std::vector<float> inputs(static_cast<std::size_t>(words_.size()));
  for (Eigen::Index i = 0; i < count; ++i) {
    const std::size_t begin = tokens.starts[static_cast<std::size_t>(i)];
    const auto n =
        static_cast<Eigen::Index>(tokens.starts[static_cast<std::size_t>(i) + 1] - begin);
    OutputMatrix x = OutputMatrix::Zero(n, p.filters.rows());
    for (Eigen::Index t = 0; t < n; ++t) {
      const std::size_t at = begin + static_cast<std::size_t>(t);
      if (tokens.rows[at] >= kFirstUnknownRow) {
        words_.FillUnknown(tokens.UnknownVector(tokens.rows[at]), inputs);
      } else {
        words_.Fill(tokens.rows[at], inputs);
      }
      x.row(t).head(words_.size()) =
          Eigen::Map<const Eigen::RowVectorXf>(inputs.data(), words_.size());
      x(t, words_.size() + tokens.states[at] % kVoiceCount) = 1;
      x(t, words_.size() + kVoiceCount + tokens.states[at] / kVoiceCount) = 1;
    }
    const OutputMatrix y = x * p.filters;
    ForEachGroup(p, [&](std::size_t response, std::size_t filter, std::size_t width,
                        std::size_t group) {
      const auto before = static_cast<Eigen::Index>((width - 1) / 2);
      const auto block = static_cast<Eigen::Index>(group);
      for (Eigen::Index t = 0; t < n; ++t) {
        Eigen::RowVectorXf sum = p.filter_bias.segment(static_cast<Eigen::Index>(filter), block);
        for (Eigen::Index o = 0; o < static_cast<Eigen::Index>(width); ++o) {
          if (t + o - before >= 0 && t + o - before < n) {
            sum += y.row(t + o - before)
                       .segment(static_cast<Eigen::Index>(response) + o * block, block);
          }
        }
        sum = sum.cwiseMax(0.0F);
        auto top = pools.row(i).segment(static_cast<Eigen::Index>(filter), block);
        top = top.cwiseMax(sum);
        pools.row(i).segment(p.filter_count() + static_cast<Eigen::Index>(filter), block) +=
            sum / static_cast<float>(n);
      }
    });
  }
  OutputMatrix hidden = pools * p.hidden.weights.transpose();
  hidden.rowwise() += p.hidden.bias;
  OutputMatrix out = hidden.cwiseMax(0.0F) * p.output.weights.transpose();
  out += features.leftCols(p.linear.cols()) * p.linear.transpose();
  out.rowwise() += p.output.bias;
  DivideByTemperatures(out);
  return out;
}

Contributions TokenNetwork::Explain(const TokenBatch& tokens, const FeatureMatrix& features,
                                    int output, TokenWorkspace& work) const {
  const TokenParameters& p = parameters_;
  const auto filters = static_cast<std::size_t>(p.filter_count());
  const std::size_t n = SumResponses(tokens, 0, work);
  // Which place won for each filter, and where it was above 0.
  std::vector<std::size_t> winner(filters, n);
  OutputMatrix pools = OutputMatrix::Zero(1, static_cast<Eigen::Index>(2 * filters));
  std::vector<std::uint8_t> on(filters * n);
  const auto for_each_sum = [&](auto&& visit) {
    ForEachGroup(
        p, [&](std::size_t response, std::size_t filter, std::size_t width, std::size_t group) {
          const std::size_t before = (width - 1) / 2;
          for (std::size_t t = 0; t < n; ++t) {
            for (std::size_t f = 0; f < group; ++f) {
              visit(t, filter + f, response + f, width, group, before);
            }
          }
        });
  };
  std::vector<int> top(filters, 0);
  for_each_sum([&](std::size_t t, std::size_t filter, std::size_t response, std::size_t width,
                   std::size_t group, std::size_t before) {
    int sum = bias_row_[filter];
    for (std::size_t o = 0; o < width; ++o) {
      const std::size_t u = t + o - before;  // wraps below 0, which is not below n
      sum += u < n ? work.sums_[u * stride_ + response + o * group] : 0;
    }
    on[filter * n + t] = sum > 0 ? 1 : 0;
    const auto at = static_cast<Eigen::Index>(filter);
    pools(0, static_cast<Eigen::Index>(filters) + at) +=
        static_cast<float>(std::max(sum, 0)) / static_cast<float>(n);
    if (sum > top[filter]) {
      top[filter] = sum;
      winner[filter] = t;
      pools(0, at) = static_cast<float>(sum);
    }
  });
  // The gradient of the output with respect to each pool, in table units.
  Eigen::RowVectorXd slope = Eigen::RowVectorXd::Zero(static_cast<Eigen::Index>(2 * filters));
  Contributions out;
  out.base = static_cast<double>(p.output.bias[output]);
  const Eigen::RowVectorXf hidden = pools * hidden_folded_ + p.hidden.bias;
  for (Eigen::Index h = 0; h < hidden.size(); ++h) {
    if (hidden[h] > 0) {
      const double weight = p.output.weights(output, h);
      slope += weight * hidden_folded_.col(h).transpose().cast<double>();
      out.base += weight * static_cast<double>(p.hidden.bias[h]);
    }
  }
  out.words.assign(n, 0.0);
  for_each_sum([&](std::size_t t, std::size_t filter, std::size_t response, std::size_t width,
                   std::size_t group, std::size_t before) {
    double weight = winner[filter] == t ? slope[static_cast<Eigen::Index>(filter)] : 0.0;
    if (on[filter * n + t] != 0) {
      weight += slope[static_cast<Eigen::Index>(filters + filter)] / static_cast<double>(n);
    }
    if (weight == 0) {
      return;
    }
    out.base += weight * bias_row_[filter];
    for (std::size_t o = 0; o < width; ++o) {
      const std::size_t u = t + o - before;
      if (u < n) {
        out.words[u] += weight * work.sums_[u * stride_ + response + o * group];
      }
    }
  });
  out.features.resize(static_cast<std::size_t>(p.linear.cols()));
  out.slopes.resize(out.features.size());
  for (Eigen::Index j = 0; j < p.linear.cols(); ++j) {
    const auto at = static_cast<std::size_t>(j);
    out.slopes[at] = static_cast<double>(p.linear(output, j));
    out.features[at] = out.slopes[at] * static_cast<double>(features(0, j));
  }
  double temperature = 1;
  for (const NetworkOutput& known : p.outputs) {
    if (output >= known.first && output < known.first + known.count) {
      temperature = known.temperature;
    }
  }
  out.base /= temperature;
  for (std::vector<double>* shares : {&out.words, &out.features, &out.slopes}) {
    for (double& share : *shares) {
      share /= temperature;
    }
  }
  return out;
}

const NetworkOutput* TokenNetwork::Find(std::string_view task) const noexcept {
  for (const NetworkOutput& output : parameters_.outputs) {
    if (output.task == task) {
      return &output;
    }
  }
  return nullptr;
}

void TokenNetwork::Save(const std::string& name, SectionFileWriter& writer) const {
  const TokenParameters& p = parameters_;
  NetworkHeader header{};
  header.word_schema = words_.schema_id();
  header.feature_schema = feature_schema_;
  header.inputs = static_cast<std::uint32_t>(p.filters.rows());
  header.responses = static_cast<std::uint32_t>(p.filters.cols());
  header.filters = static_cast<std::uint32_t>(p.filter_count());
  header.hidden = static_cast<std::uint32_t>(p.hidden.weights.rows());
  header.outputs = static_cast<std::uint32_t>(output_count());
  header.features = static_cast<std::uint32_t>(p.linear.cols());
  header.groups = static_cast<std::uint32_t>(p.groups.size());
  header.tasks = static_cast<std::uint32_t>(p.outputs.size());
  header.table_words = table_words_;
  for (std::size_t g = 0; g < p.groups.size(); ++g) {
    header.widths[g] = static_cast<std::uint32_t>(p.groups[g].width);
    header.counts[g] = static_cast<std::uint32_t>(p.groups[g].count);
  }
  for (std::size_t t = 0; t < p.outputs.size(); ++t) {
    OutputRecord& record = header.records[t];
    p.outputs[t].task.copy(record.task, sizeof(record.task) - 1);
    record.first = static_cast<std::uint32_t>(p.outputs[t].first);
    record.count = static_cast<std::uint32_t>(p.outputs[t].count);
    record.temperature = p.outputs[t].temperature;
  }
  writer.PutArray(Section(name, "meta"), std::span<const NetworkHeader>(&header, 1));
  std::string bytes;
  const auto append = [&](const auto& matrix) {
    bytes.append(reinterpret_cast<const char*>(matrix.data()),
                 static_cast<std::size_t>(matrix.size()) * sizeof(float));
  };
  append(p.filters);
  append(p.filter_bias);
  append(p.hidden.weights);
  append(p.hidden.bias);
  append(p.output.weights);
  append(p.output.bias);
  append(p.linear);
  append(scales_);
  writer.Put(Section(name, "weights"), std::move(bytes));
  writer.PutArray(Section(name, "table"), table_);
}

Result<TokenNetwork> TokenNetwork::FromFile(std::shared_ptr<const SectionFile> file,
                                            const std::string& name, WordInputs words,
                                            const FeatureSchema& features) {
  SLANT_ASSIGN_OR_RETURN(const auto headers, file->Array<NetworkHeader>(Section(name, "meta")));
  SLANT_ASSIGN_OR_RETURN(const auto weights, file->Array<float>(Section(name, "weights")));
  SLANT_ASSIGN_OR_RETURN(const auto table, file->Array<std::int8_t>(Section(name, "table")));
  const auto corrupt = [&](const std::string& what) {
    return Error{ErrorCode::kCorrupt, "the network '" + name + "' is damaged: " + what,
                 file->path()};
  };
  if (headers.size() != 1) {
    return corrupt("it has " + std::to_string(headers.size()) + " headers");
  }
  const NetworkHeader& header = headers.front();
  if (header.groups > kMaxGroups || header.tasks > kMaxOutputs || header.filters > kMaxUnits ||
      header.hidden > kMaxUnits || header.outputs > kMaxUnits || header.inputs > kMaxInputs ||
      header.features > kMaxInputs || header.responses > kMaxUnits * kMaxWidth ||
      header.table_words > words.word_count()) {
    return corrupt("a size is out of bounds");
  }
  const std::uint64_t floats =
      std::uint64_t{header.inputs} * header.responses + header.filters +
      std::uint64_t{header.hidden} * (2 * header.filters + 1) +
      std::uint64_t{header.outputs} * (header.hidden + 1 + header.features) + header.filters;
  if (weights.size() != floats) {
    return corrupt("its layers need " + std::to_string(floats) + " numbers, it has " +
                   std::to_string(weights.size()));
  }
  const std::uint64_t entries =
      (std::uint64_t{header.table_words} + static_cast<std::uint64_t>(SpecialWord::kCount)) *
      header.responses;
  if (table.size() != entries) {
    return corrupt("its table needs " + std::to_string(entries) + " bytes, it has " +
                   std::to_string(table.size()));
  }
  if (header.word_schema != words.schema_id()) {
    return Error{ErrorCode::kShape,
                 "the network '" + name + "' was trained on other inputs of words", file->path()};
  }
  TokenNetwork network;
  TokenParameters& p = network.parameters_;
  for (std::uint32_t g = 0; g < header.groups; ++g) {
    p.groups.push_back({static_cast<int>(std::min(header.widths[g], kMaxWidth + 1)),
                        static_cast<int>(std::min(header.counts[g], kMaxUnits))});
  }
  for (std::uint32_t t = 0; t < header.tasks; ++t) {
    const OutputRecord& record = header.records[t];
    if (record.first > kMaxUnits || record.count > kMaxUnits) {
      return corrupt("a task's outputs are out of bounds");
    }
    p.outputs.push_back({std::string(record.task, strnlen(record.task, sizeof(record.task))),
                         static_cast<int>(record.first), static_cast<int>(record.count),
                         record.temperature});
  }
  const float* at = weights.data();
  const auto take = [&](auto& matrix, std::uint32_t rows, std::uint32_t columns) {
    matrix = Eigen::Map<const OutputMatrix>(at, rows, columns);
    at += std::size_t{rows} * columns;
  };
  take(p.filters, header.inputs, header.responses);
  take(p.filter_bias, 1, header.filters);
  take(p.hidden.weights, header.hidden, 2 * header.filters);
  take(p.hidden.bias, 1, header.hidden);
  take(p.output.weights, header.outputs, header.hidden);
  take(p.output.bias, 1, header.outputs);
  take(p.linear, header.outputs, header.features);
  take(network.scales_, 1, header.filters);
  network.feature_schema_ = header.feature_schema;
  if (const Status prepared = network.Prepare(std::move(words), features); !prepared) {
    Error error = prepared.error();
    error.message = "the network '" + name + "': " + error.message;
    error.source = file->path();
    return error;
  }
  if (!network.scales_.allFinite() || !(network.scales_.minCoeff() > 0)) {
    return corrupt("a scale is not above 0");
  }
  network.FoldScales();
  network.table_words_ = header.table_words;
  network.table_ = table;
  network.owner_ = std::move(file);
  return network;
}

Result<TokenParameters> AverageTokenParameters(std::span<const TokenParameters> networks) {
  if (networks.empty()) {
    return Error{ErrorCode::kShape, "there are no networks to average", ""};
  }
  const TokenParameters& first = networks.front();
  TokenParameters out;
  out.outputs = first.outputs;
  Eigen::Index responses = 0;
  Eigen::Index filters = 0;
  Eigen::Index units = 0;
  for (const TokenParameters& network : networks) {
    if (network.filters.rows() != first.filters.rows() ||
        network.linear.cols() != first.linear.cols() ||
        network.output.weights.rows() != first.output.weights.rows()) {
      return Error{ErrorCode::kShape, "networks of different shapes cannot be averaged", ""};
    }
    out.groups.insert(out.groups.end(), network.groups.begin(), network.groups.end());
    responses += network.response_count();
    filters += network.filter_count();
    units += network.hidden.weights.rows();
  }
  const auto share = 1.0F / static_cast<float>(networks.size());
  out.filters.resize(first.filters.rows(), responses);
  out.filter_bias.resize(filters);
  out.hidden = {OutputMatrix::Zero(units, 2 * filters), Eigen::RowVectorXf(units)};
  out.output = {OutputMatrix(first.output.weights.rows(), units),
                Eigen::RowVectorXf::Zero(first.output.bias.size())};
  out.linear = OutputMatrix::Zero(first.linear.rows(), first.linear.cols());
  Eigen::Index response = 0;
  Eigen::Index filter = 0;
  Eigen::Index unit = 0;
  for (const TokenParameters& network : networks) {
    const Eigen::Index own_filters = network.filter_count();
    const Eigen::Index own_units = network.hidden.weights.rows();
    out.filters.middleCols(response, network.response_count()) = network.filters;
    out.filter_bias.segment(filter, own_filters) = network.filter_bias;
    out.hidden.weights.block(unit, filter, own_units, own_filters) =
        network.hidden.weights.leftCols(own_filters);
    out.hidden.weights.block(unit, filters + filter, own_units, own_filters) =
        network.hidden.weights.rightCols(own_filters);
    out.hidden.bias.segment(unit, own_units) = network.hidden.bias;
    out.output.weights.middleCols(unit, own_units) = share * network.output.weights;
    out.output.bias += share * network.output.bias;
    out.linear += share * network.linear;
    response += network.response_count();
    filter += own_filters;
    unit += own_units;
  }
  return out;
}

}  // namespace slant
