#include "slant/classify/dense_network.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "slant/classify/matrix_kernel.h"

namespace slant {
namespace {

constexpr std::uint32_t kMaxLayers = 8;
constexpr std::uint32_t kMaxWidth = 1 << 16;

// The section "head.<name>": this header, then for each layer its weights row by row and its bias,
// all 32-bit floats.
struct HeadHeader {
  std::uint64_t schema_id;
  std::uint32_t layer_count;
  float temperature;
  std::uint32_t widths[kMaxLayers + 1];  // inputs of the first layer, then outputs of each
  std::uint32_t reserved[3];
};
static_assert(sizeof(HeadHeader) == 64);

// A row of AddProduct's b and c is a multiple of this.
constexpr Eigen::Index kLanes = 16;

// sums += x W^T, for the rows [first, first + x.cols()) of W^T.
void AddInputs(const Eigen::Ref<const OutputMatrix>& x, const OutputMatrix& columns,
               Eigen::Index first, OutputMatrix& sums) {
  const auto size = [](Eigen::Index i) { return static_cast<std::size_t>(i); };
  AddProduct(size(x.rows()), size(columns.cols()), size(x.cols()),
             {x.data(), size(x.outerStride()), 1}, columns.data() + first * columns.cols(),
             size(columns.cols()), sums.data(), size(sums.cols()));
}

std::string Shape(const OutputMatrix& m) {
  return "(" + std::to_string(m.rows()) + " x " + std::to_string(m.cols()) + ")";
}

}  // namespace

Result<DenseNetwork> DenseNetwork::FromLayers(std::vector<DenseLayer> layers,
                                              std::uint64_t schema_id, float temperature) {
  if (layers.empty() || layers.size() > kMaxLayers) {
    return Error{ErrorCode::kShape,
                 "a network has 1 to 8 layers, found " + std::to_string(layers.size()), ""};
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const DenseLayer& layer = layers[i];
    if (layer.weights.rows() == 0 || layer.weights.cols() == 0 ||
        layer.bias.size() != layer.weights.rows() ||
        (i > 0 && layer.weights.cols() != layers[i - 1].weights.rows())) {
      return Error{ErrorCode::kShape,
                   "layer " + std::to_string(i) + " has weights " + Shape(layer.weights) + " and " +
                       std::to_string(layer.bias.size()) + " biases" +
                       (i > 0 ? " after weights " + Shape(layers[i - 1].weights) : ""),
                   ""};
    }
    if (!layer.weights.allFinite() || !layer.bias.allFinite()) {
      return Error{ErrorCode::kInvalidArgument,
                   "layer " + std::to_string(i) + " has a number that is not finite", ""};
    }
  }
  if (!std::isfinite(temperature) || temperature <= 0) {
    return Error{ErrorCode::kInvalidArgument,
                 "the temperature must be above 0, found " + std::to_string(temperature), ""};
  }
  DenseNetwork network;
  for (const DenseLayer& layer : layers) {
    const Eigen::Index outputs = layer.weights.rows();
    OutputMatrix columns =
        OutputMatrix::Zero(layer.weights.cols(), (outputs + kLanes - 1) / kLanes * kLanes);
    columns.leftCols(outputs) = layer.weights.transpose();
    network.columns_.push_back(std::move(columns));
  }
  network.layers_ = std::move(layers);
  network.schema_id_ = schema_id;
  network.temperature_ = temperature;
  return network;
}

Result<DenseNetwork> DenseNetwork::FromFile(const SectionFile& file, const std::string& name) {
  SLANT_ASSIGN_OR_RETURN(const auto bytes, file.Section("head." + name));
  const auto corrupt = [&](const std::string& what) {
    return Error{ErrorCode::kCorrupt, "the classifier '" + name + "' is damaged: " + what,
                 file.path()};
  };
  HeadHeader header;
  if (bytes.size() < sizeof(header)) {
    return corrupt("it has " + std::to_string(bytes.size()) + " bytes");
  }
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.layer_count == 0 || header.layer_count > kMaxLayers) {
    return corrupt("it has " + std::to_string(header.layer_count) + " layers");
  }
  std::uint64_t floats = 0;
  for (std::uint32_t i = 0; i < header.layer_count; ++i) {
    if (header.widths[i] > kMaxWidth || header.widths[i + 1] > kMaxWidth) {
      return corrupt("a layer is wider than " + std::to_string(kMaxWidth));
    }
    floats += std::uint64_t{header.widths[i] + 1} * header.widths[i + 1];
  }
  if (bytes.size() != sizeof(header) + floats * sizeof(float)) {
    return corrupt("its layers need " + std::to_string(sizeof(header) + floats * sizeof(float)) +
                   " bytes, it has " + std::to_string(bytes.size()));
  }
  const auto* at = reinterpret_cast<const float*>(bytes.data() + sizeof(header));
  std::vector<DenseLayer> layers;
  for (std::uint32_t i = 0; i < header.layer_count; ++i) {
    const Eigen::Index inputs = header.widths[i];
    const Eigen::Index outputs = header.widths[i + 1];
    DenseLayer layer;
    layer.weights = Eigen::Map<const OutputMatrix>(at, outputs, inputs);
    at += outputs * inputs;
    layer.bias = Eigen::Map<const Eigen::RowVectorXf>(at, outputs);
    at += outputs;
    layers.push_back(std::move(layer));
  }
  auto network = FromLayers(std::move(layers), header.schema_id, header.temperature);
  if (!network) {
    return corrupt(network.error().message);
  }
  return network;
}

void DenseNetwork::Save(const std::string& name, SectionFileWriter& writer) const {
  HeadHeader header{};
  header.schema_id = schema_id_;
  header.layer_count = static_cast<std::uint32_t>(layers_.size());
  header.temperature = temperature_;
  header.widths[0] = static_cast<std::uint32_t>(input_count());
  std::string bytes(sizeof(header), '\0');
  const auto append = [&](const float* data, Eigen::Index count) {
    bytes.append(reinterpret_cast<const char*>(data),
                 static_cast<std::size_t>(count) * sizeof(float));
  };
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    header.widths[i + 1] = static_cast<std::uint32_t>(layers_[i].weights.rows());
    append(layers_[i].weights.data(), layers_[i].weights.size());
    append(layers_[i].bias.data(), layers_[i].bias.size());
  }
  std::memcpy(bytes.data(), &header, sizeof(header));
  writer.Put("head." + name, std::move(bytes));
}

Status DenseNetwork::CheckSchema(const FeatureSchema& schema) const {
  if (!schema.BeginsWith(schema_id_, input_count())) {
    return Error{ErrorCode::kShape,
                 "the classifier was trained on " + std::to_string(input_count()) +
                     " features of another schema, the extractor gives " +
                     std::to_string(schema.size()),
                 ""};
  }
  return {};
}

Result<OutputMatrix> DenseNetwork::Outputs(const FeatureMatrix& features) const {
  if (features.cols() < input_count()) {
    return Error{ErrorCode::kShape,
                 "the model has " + std::to_string(input_count()) + " features, the batch " +
                     std::to_string(features.cols()),
                 ""};
  }
  return Outputs(features, FeatureMatrix(features.rows(), 0));
}

Result<OutputMatrix> DenseNetwork::Outputs(const Eigen::Ref<const FeatureMatrix>& left,
                                           const Eigen::Ref<const FeatureMatrix>& right) const {
  const Eigen::Index from_left = std::min(left.cols(), input_count());
  const Eigen::Index from_right = input_count() - from_left;
  if (right.cols() < from_right || left.rows() != right.rows()) {
    return Error{ErrorCode::kShape,
                 "the model has " + std::to_string(input_count()) + " features, the batch (" +
                     std::to_string(left.rows()) + " x " + std::to_string(left.cols()) + ") and (" +
                     std::to_string(right.rows()) + " x " + std::to_string(right.cols()) + ")",
                 ""};
  }
  OutputMatrix activation;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Eigen::Index outputs = layers_[i].weights.rows();
    OutputMatrix next = OutputMatrix::Zero(left.rows(), columns_[i].cols());
    next.leftCols(outputs).rowwise() = layers_[i].bias;
    if (i == 0) {
      AddInputs(left.leftCols(from_left), columns_[i], 0, next);
      AddInputs(right.leftCols(from_right), columns_[i], from_left, next);
    } else {
      AddInputs(activation.leftCols(layers_[i].weights.cols()), columns_[i], 0, next);
    }
    activation = i + 1 < layers_.size() ? OutputMatrix(next.cwiseMax(0.0f)) : std::move(next);
  }
  return OutputMatrix(activation.leftCols(output_count()) / temperature_);
}

Contributions DenseNetwork::Explain(const FeatureMatrix& features, int output) const {
  // Forward, remembering which units are on; then the slope back from the output.
  std::vector<Eigen::RowVectorXd> activations = {
      features.row(0).head(input_count()).cast<double>()};
  for (const DenseLayer& layer : layers_) {
    const Eigen::RowVectorXd sum =
        activations.back() * layer.weights.transpose().cast<double>() + layer.bias.cast<double>();
    activations.push_back(sum.cwiseMax(0.0));
  }
  Contributions out;
  Eigen::RowVectorXd slope = Eigen::RowVectorXd::Zero(output_count());
  slope[output] = 1.0 / static_cast<double>(temperature_);
  for (std::size_t i = layers_.size(); i-- > 0;) {
    if (i + 1 < layers_.size()) {
      slope = (activations[i + 1].array() > 0).select(slope, 0.0);
    }
    out.base += slope.dot(layers_[i].bias.cast<double>());
    slope = slope * layers_[i].weights.cast<double>();
  }
  const Eigen::RowVectorXd shares = slope.cwiseProduct(activations.front());
  out.features.assign(shares.data(), shares.data() + shares.size());
  out.slopes.assign(slope.data(), slope.data() + slope.size());
  return out;
}

Result<DenseNetwork> AverageNetworks(const std::vector<DenseNetwork>& networks) {
  const auto fits = [&](const DenseNetwork& network) {
    const DenseNetwork& first = networks.front();
    return network.layers().size() == first.layers().size() &&
           network.input_count() == first.input_count() &&
           network.output_count() == first.output_count() &&
           network.schema_id() == first.schema_id() && network.layers().size() <= 2;
  };
  if (networks.empty() || !std::all_of(networks.begin(), networks.end(), fits)) {
    return Error{ErrorCode::kShape, "networks of different shapes cannot be averaged", ""};
  }
  const auto share = 1.0f / static_cast<float>(networks.size());
  std::vector<DenseLayer> layers = networks.front().layers();
  DenseLayer& last = layers.back();
  const bool hidden = layers.size() == 2;
  Eigen::Index units = 0;
  for (const DenseNetwork& network : networks) {
    units += network.layers().front().weights.rows();
  }
  if (hidden) {
    layers[0].weights.resize(units, networks.front().input_count());
    layers[0].bias.resize(units);
    last.weights.resize(last.weights.rows(), units);
  }
  last.bias.setZero();
  if (!hidden) {
    last.weights.setZero();
  }
  Eigen::Index at = 0;
  for (const DenseNetwork& network : networks) {
    // Each member's temperature goes into its last layer; the average has the temperature 1.
    const DenseLayer& own = network.layers().back();
    const float factor = share / network.temperature();
    last.bias += factor * own.bias;
    if (!hidden) {
      last.weights += factor * own.weights;
      continue;
    }
    const DenseLayer& first = network.layers().front();
    layers[0].weights.middleRows(at, first.weights.rows()) = first.weights;
    layers[0].bias.segment(at, first.bias.size()) = first.bias;
    last.weights.middleCols(at, own.weights.cols()) = factor * own.weights;
    at += own.weights.cols();
  }
  return DenseNetwork::FromLayers(std::move(layers), networks.front().schema_id());
}

void SoftmaxRows(OutputMatrix& logits) {
  for (Eigen::Index i = 0; i < logits.rows(); ++i) {
    // Shift by the largest logit, so that exp cannot overflow.
    auto row = logits.row(i).array();
    row = (row - row.maxCoeff()).exp();
    row /= row.sum();
  }
}

}  // namespace slant
