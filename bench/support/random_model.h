// A packed model with random vectors for the words of the samples.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "slant/base/random.h"
#include "slant/embed/pack_vectors.h"
#include "slant/embed/word_vectors.h"
#include "slant/text/tokenizer.h"
#include "support/samples.h"

namespace slant {

struct RandomModel {
  Vocabulary vocabulary;
  WordVectors vectors;
};

template <typename T>
T ValueOrThrow(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().ToString());
  }
  return std::move(result).value();
}

// The words of the samples in look-up form, by falling frequency, then by name.
inline std::vector<WordCount> SampleWords() {
  Document document;
  document.text = SampleText();
  Tokenize(Vocabulary(), document);
  std::map<std::string, std::uint64_t> counts;
  for (const Token& token : document.tokens) {
    WordBuffer buffer;
    if (token.word != kNoWord) {
      const auto form = LookupForm(document.Text(token.span), token.kind, buffer);
      if (!form.empty()) {
        ++counts[std::string(form)];
      }
    }
  }
  std::vector<WordCount> words;
  for (const auto& [word, count] : counts) {
    words.push_back({word, count});
  }
  std::stable_sort(words.begin(), words.end(),
                   [](const WordCount& a, const WordCount& b) { return a.count > b.count; });
  return words;
}

// `known` of the words, and n-grams of 3 to 5 characters in 20,000 buckets for the others.
inline RandomModel MakeRandomModel(int dim, double known = 1.0) {
  Random random(kSeed);
  RawVectors raw;
  raw.words = SampleWords();
  raw.words.resize(static_cast<std::size_t>(known * static_cast<double>(raw.words.size())));
  const auto fill = [&](FloatRows& rows, std::size_t count) {
    rows.resize(static_cast<Eigen::Index>(count), dim);
    for (Eigen::Index i = 0; i < rows.size(); ++i) {
      rows.data()[i] = static_cast<float>(random.Normal());
    }
  };
  fill(raw.rows, raw.words.size());
  raw.ngrams.min_length = 3;
  raw.ngrams.max_length = 5;
  fill(raw.ngrams.buckets, 20000);
  raw.ngrams.usage.assign(20000, 1);
  SectionFileWriter writer;
  if (const auto packed = PackVectors(raw, {}, writer); !packed) {
    throw std::runtime_error(packed.error().ToString());
  }
  const auto path = (std::filesystem::temp_directory_path() /
                     ("slant-bench-" + std::to_string(::getpid()) + ".slant"))
                        .string();
  if (const auto written = writer.Write(path); !written) {
    throw std::runtime_error(written.error().ToString());
  }
  const auto file = ValueOrThrow(SectionFile::Open(path));
  std::filesystem::remove(path);  // the mapping stays
  RandomModel model;
  model.vocabulary = ValueOrThrow(Vocabulary::FromFile(file));
  model.vectors = ValueOrThrow(WordVectors::FromFile(file, model.vocabulary));
  return model;
}

}  // namespace slant
