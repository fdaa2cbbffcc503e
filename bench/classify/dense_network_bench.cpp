// How many sentences a second DenseNetwork::Outputs rates, by batch, number of features and width
// of the hidden layer (0: logistic regression).  Read items_per_second.

#include <benchmark/benchmark.h>

#include "slant/base/random.h"
#include "slant/classify/dense_network.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20240601;

void Fill(Random& random, FeatureMatrix& matrix) {
  for (Eigen::Index i = 0; i < matrix.size(); ++i) {
    matrix.data()[i] = static_cast<float>(random.Normal());
  }
}

DenseLayer RandomLayer(Random& random, Eigen::Index outputs, Eigen::Index inputs) {
  DenseLayer layer;
  layer.weights.resize(outputs, inputs);
  Fill(random, layer.weights);
  layer.bias = Eigen::RowVectorXf::Zero(outputs);
  return layer;
}

void BM_Outputs(benchmark::State& state) {
  const Eigen::Index sentences = state.range(0);
  const Eigen::Index inputs = state.range(1);
  const Eigen::Index hidden = state.range(2);
  Random random(kSeed);
  std::vector<DenseLayer> layers;
  if (hidden > 0) {
    layers.push_back(RandomLayer(random, hidden, inputs));
  }
  layers.push_back(RandomLayer(random, 3, hidden > 0 ? hidden : inputs));
  const auto network = DenseNetwork::FromLayers(std::move(layers), 1);
  if (!network) {
    state.SkipWithError(network.error().message.c_str());
    return;
  }
  FeatureMatrix batch(sentences, inputs);
  Fill(random, batch);
  for (auto _ : state) {
    auto outputs = network->Outputs(batch);
    benchmark::DoNotOptimize(outputs);
  }
  state.SetItemsProcessed(state.iterations() * sentences);
  state.SetBytesProcessed(state.iterations() * sentences * inputs *
                          static_cast<std::int64_t>(sizeof(float)));
}
// 1 = a caller that does not batch; 32 = an article; 4096 = a corpus run.
// 324 = three pools of 96 dimensions and 36 other features, the default model's; 112 = about a
// third of that.
BENCHMARK(BM_Outputs)
    ->ArgNames({"sentences", "features", "hidden"})
    ->ArgsProduct({{1, 32, 4096}, {112, 324}, {0, 64}})
    ->Unit(benchmark::kMicrosecond);

void BM_Softmax(benchmark::State& state) {
  Random random(kSeed);
  OutputMatrix logits(4096, 3);
  Fill(random, logits);
  for (auto _ : state) {
    OutputMatrix p = logits;
    SoftmaxRows(p);
    benchmark::DoNotOptimize(p.data());
  }
  state.SetItemsProcessed(state.iterations() * logits.rows());
}
BENCHMARK(BM_Softmax)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace slant
