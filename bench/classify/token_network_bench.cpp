// How many sentences a second a network over words rates, by batch, and what the table of its first
// layer saves: the same network in floats, without it.  A DenseNetwork on as many features stands
// beside it.  Read items_per_second.

#include <benchmark/benchmark.h>

#include <vector>

#include "slant/classify/token_network.h"
#include "support/random_model.h"

namespace slant {
namespace {

constexpr Eigen::Index kDim = 96;        // the default model's vectors
constexpr Eigen::Index kFeatures = 357;  // and its columns: three pools and 69 others
constexpr std::uint64_t kWords = 31;     // of a sentence, the mean of NewsMTSC with its marks

void Fill(Random& random, float* data, Eigen::Index size, double deviation) {
  for (Eigen::Index i = 0; i < size; ++i) {
    data[i] = static_cast<float>(deviation * random.Normal());
  }
}

const WordInputs& Words() {
  static const WordInputs words = [] {
    const RandomModel model = MakeRandomModel(static_cast<int>(kDim));
    return WordInputs(model.vectors, CompiledLexicon::Compile({}, model.vocabulary));
  }();
  return words;
}

FeatureSchema Schema() {
  std::vector<std::string> names;
  for (Eigen::Index i = 0; i < kFeatures; ++i) {
    names.push_back(std::to_string(i));
  }
  return FeatureSchema(std::move(names));
}

// The shape that training makes by default: 128 filters of 2 to 4 words and 48 hidden units, for
// the five tasks of sentences.
TokenNetwork MakeNetwork() {
  Random random(kSeed);
  TokenParameters p;
  p.groups = {{2, 32}, {3, 64}, {4, 32}};
  p.filters.resize(NetworkInputs(Words()), 2 * 32 + 3 * 64 + 4 * 32);
  Fill(random, p.filters.data(), p.filters.size(), 0.1);
  p.filter_bias = Eigen::RowVectorXf::Zero(128);
  p.hidden = {OutputMatrix(48, 256), Eigen::RowVectorXf::Zero(48)};
  Fill(random, p.hidden.weights.data(), p.hidden.weights.size(), 0.1);
  p.output = {OutputMatrix(10, 48), Eigen::RowVectorXf::Zero(10)};
  Fill(random, p.output.weights.data(), p.output.weights.size(), 0.1);
  p.linear.resize(10, kFeatures);
  Fill(random, p.linear.data(), p.linear.size(), 0.1);
  p.outputs = {{"tone", 0, 3, 1},
               {"score", 3, 1, 1},
               {"event", 4, 1, 1},
               {"bias", 5, 2, 1},
               {"opinion", 7, 3, 1}};
  return ValueOrThrow(TokenNetwork::FromParameters(std::move(p), Words(), Schema(), 8192));
}

struct Batch {
  TokenBatch tokens;
  FeatureMatrix features;
};

Batch MakeBatch(std::int64_t sentences) {
  Random random(kSeed);
  Batch batch;
  for (std::int64_t i = 0; i < sentences; ++i) {
    const std::uint64_t words = kWords / 2 + random.Below(kWords + 1);
    for (std::uint64_t t = 0; t < words; ++t) {
      batch.tokens.rows.push_back(static_cast<WordRow>(random.Below(Words().word_count())));
      batch.tokens.states.push_back(0);
      batch.tokens.tokens.push_back(static_cast<std::uint32_t>(t));
    }
    batch.tokens.starts.push_back(static_cast<std::uint32_t>(batch.tokens.rows.size()));
  }
  batch.features.resize(sentences, kFeatures);
  Fill(random, batch.features.data(), batch.features.size(), 1);
  return batch;
}

void BM_TokenOutputs(benchmark::State& state) {
  const TokenNetwork network = MakeNetwork();
  const Batch batch = MakeBatch(state.range(0));
  TokenWorkspace workspace;
  for (auto _ : state) {
    auto outputs = network.Outputs(batch.tokens, batch.features, workspace);
    benchmark::DoNotOptimize(outputs);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
// 1 = a caller that does not batch; 32 = an article; 1024 = a corpus run.
BENCHMARK(BM_TokenOutputs)
    ->ArgName("sentences")
    ->Arg(1)
    ->Arg(32)
    ->Arg(1024)
    ->Unit(benchmark::kMicrosecond);

void BM_TokenFloatOutputs(benchmark::State& state) {
  const TokenNetwork network = MakeNetwork();
  const Batch batch = MakeBatch(state.range(0));
  for (auto _ : state) {
    auto outputs = network.FloatOutputs(batch.tokens, batch.features);
    benchmark::DoNotOptimize(outputs);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_TokenFloatOutputs)->ArgName("sentences")->Arg(32)->Unit(benchmark::kMicrosecond);

void BM_TokenExplain(benchmark::State& state) {
  const TokenNetwork network = MakeNetwork();
  const Batch batch = MakeBatch(1);
  TokenWorkspace workspace;
  for (auto _ : state) {
    auto shares = network.Explain(batch.tokens, batch.features, 0, workspace);
    benchmark::DoNotOptimize(shares);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_TokenExplain)->Unit(benchmark::kMicrosecond);

// What stood in its place: a perceptron of 64 hidden units on the features alone.
void BM_DenseBeside(benchmark::State& state) {
  Random random(kSeed);
  DenseLayer hidden{OutputMatrix(64, kFeatures), Eigen::RowVectorXf::Zero(64)};
  DenseLayer output{OutputMatrix(10, 64), Eigen::RowVectorXf::Zero(10)};
  Fill(random, hidden.weights.data(), hidden.weights.size(), 0.1);
  Fill(random, output.weights.data(), output.weights.size(), 0.1);
  const DenseNetwork network = ValueOrThrow(DenseNetwork::FromLayers({hidden, output}, 1));
  const Batch batch = MakeBatch(state.range(0));
  for (auto _ : state) {
    auto outputs = network.Outputs(batch.features);
    benchmark::DoNotOptimize(outputs);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_DenseBeside)
    ->ArgName("sentences")
    ->Arg(1)
    ->Arg(32)
    ->Arg(1024)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace slant
