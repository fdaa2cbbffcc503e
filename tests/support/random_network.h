/// @file random_network.h
/// Words with random vectors and a small lexicon, random sentences of them, and random networks
/// over them: for properties of networks over words.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "slant/base/random.h"
#include "slant/classify/token_network.h"
#include "slant/lexicon/lexicon_reader.h"
#include "support/tiny_model.h"

namespace slant {

inline constexpr Eigen::Index kRandomDim = 8;

inline void FillNormal(Random& random, float* data, Eigen::Index size, double deviation) {
  for (Eigen::Index i = 0; i < size; ++i) {
    data[i] = static_cast<float>(deviation * random.Normal());
  }
}

/// `count` words w0, w1, ... with random vectors; w0 is superb and w1 a negator.
inline WordInputs RandomWords(std::uint64_t seed, std::size_t count) {
  Random random(seed);
  RawVectors raw;
  for (std::size_t i = 0; i < count; ++i) {
    raw.words.push_back({"w" + std::to_string(i), 10 * (count - i)});
  }
  raw.rows.resize(static_cast<Eigen::Index>(count), kRandomDim);
  FillNormal(random, raw.rows.data(), raw.rows.size(), 1);
  const PackedModel model = PackAndOpen(raw);
  const auto lexicon = ParseLexicon(
      "# slant-lexicon 2\n"
      "word\tkind\tvalence\ttone\tevent\tfactor\n"
      "w0\tvalue\t3\t2\t1\n"
      "w1\tnegator\t\t\t\t-0.74\n",
      "small.tsv");
  EXPECT_TRUE(IsOk(lexicon));
  return {model.vectors, CompiledLexicon::Compile({&*lexicon, 1}, model.vocabulary)};
}

/// `count` sequences of 0 to `most` words: known, special and unknown ones, in any state.
inline TokenBatch RandomTokens(Random& random, const WordInputs& words, std::size_t count,
                               std::size_t most) {
  TokenBatch batch;
  batch.stride = 64;  // WordVectors::stride() of kRandomDim entries
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t length = random.Below(most + 1);
    for (std::size_t t = 0; t < length; ++t) {
      const std::uint64_t kind = random.Below(10);
      WordRow row = static_cast<WordRow>(random.Below(words.word_count()));
      if (kind == 0) {
        row = kFirstSpecialRow +
              static_cast<WordRow>(random.Below(static_cast<std::uint64_t>(SpecialWord::kCount)));
      } else if (kind == 1) {
        row = kFirstUnknownRow + static_cast<WordRow>(batch.unknown_hashes.size());
        // A word's vector hangs on its hash alone.
        const std::uint64_t hash = Mix64(random.Below(50));
        Random own(hash);
        batch.unknown_hashes.push_back(hash);
        for (std::size_t j = 0; j < batch.stride; ++j) {
          batch.unknown_vectors.push_back(
              j < static_cast<std::size_t>(kRandomDim)
                  ? static_cast<std::int8_t>(static_cast<int>(own.Below(101)) - 50)
                  : std::int8_t{0});
        }
      }
      batch.rows.push_back(row);
      batch.states.push_back(static_cast<TokenState>(random.Below(kStateCount)));
      batch.tokens.push_back(static_cast<std::uint32_t>(t));
    }
    batch.starts.push_back(static_cast<std::uint32_t>(batch.rows.size()));
  }
  return batch;
}

/// Two groups of filters, 12 hidden units, the tasks "tone" (3 classes) and "score", `features`
/// features.
inline TokenParameters RandomParameters(std::uint64_t seed, const WordInputs& words,
                                        Eigen::Index features) {
  Random random(seed);
  TokenParameters p;
  p.groups = {{2, 16}, {3, 32}};
  p.filters.resize(NetworkInputs(words), 2 * 16 + 3 * 32);
  FillNormal(random, p.filters.data(), p.filters.size(), 0.3);
  p.filter_bias.resize(48);
  FillNormal(random, p.filter_bias.data(), 48, 0.1);
  p.hidden = {OutputMatrix(12, 96), Eigen::RowVectorXf(12)};
  FillNormal(random, p.hidden.weights.data(), p.hidden.weights.size(), 0.15);
  FillNormal(random, p.hidden.bias.data(), 12, 0.1);
  p.output = {OutputMatrix(4, 12), Eigen::RowVectorXf(4)};
  FillNormal(random, p.output.weights.data(), p.output.weights.size(), 0.3);
  FillNormal(random, p.output.bias.data(), 4, 0.1);
  p.linear.resize(4, features);
  FillNormal(random, p.linear.data(), p.linear.size(), 0.3);
  p.outputs = {{"tone", 0, 3, 1.5F}, {"score", 3, 1, 1}};
  return p;
}

inline FeatureSchema NumberedFeatures(Eigen::Index count) {
  std::vector<std::string> names;
  for (Eigen::Index i = 0; i < count; ++i) {
    names.push_back("f" + std::to_string(i));
  }
  return FeatureSchema(std::move(names));
}

inline FeatureMatrix RandomFeatures(Random& random, std::size_t rows, Eigen::Index columns) {
  FeatureMatrix out(static_cast<Eigen::Index>(rows), columns);
  FillNormal(random, out.data(), out.size(), 1);
  return out;
}

}  // namespace slant
