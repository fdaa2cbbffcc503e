/// @file model.h
/// A model file, opened: everything that scoring needs, from one path.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "slant/base/result.h"
#include "slant/base/section_file.h"
#include "slant/bias/bias_model.h"
#include "slant/features/feature_extractor.h"
#include "slant/text/segmenter.h"
#include "slant/tone/tone_model.h"

namespace slant {

/// The part of a model that needs no labels: vocabulary, vectors and lexicon.  Immutable; threads
/// may share it.
struct LanguageModel {
  std::shared_ptr<const SectionFile> file;
  Segmenter segmenter;
  FeatureExtractor extractor;

  /// kNotFound, kIo, kCorrupt; see SectionFile::Open.
  static Result<LanguageModel> Open(const std::string& path);

  /// Gives the extractor columns for more lists, and puts the lists into the model that is being
  /// written, in sections lexicon.list.<number>.
  Status AddLists(std::span<const Lexicon> lists, SectionFileWriter& writer);
};

/// A model with its classifiers.
struct Model {
  LanguageModel language;
  ToneModel tone;
  BiasModel bias;

  static Result<Model> Open(const std::string& path);
};

/// What names a model file in output: its fingerprint as 16 hexadecimal digits.
std::string Fingerprint(const SectionFile& file);

/// Where the default English model lies: $SLANT_MODEL, or share/slant/en.slant beside the program's
/// folder, or where `cmake --install` put it.  kNotFound with all places that were looked at.
Result<std::string> FindDefaultModel();

}  // namespace slant
