/// @file model.h
/// A model file, opened: everything that scoring needs, from one path.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "slant/base/result.h"
#include "slant/base/section_file.h"
#include "slant/classify/classifiers.h"
#include "slant/classify/word_tagger.h"
#include "slant/features/feature_extractor.h"
#include "slant/features/target_extractor.h"
#include "slant/features/word_inputs.h"
#include "slant/text/segmenter.h"

namespace slant {

/// The part of a model that needs no labels: vocabulary, vectors, lexicon, and what is made of
/// them.  Immutable; threads may share it.
struct LanguageModel {
  std::shared_ptr<const SectionFile> file;
  Segmenter segmenter;
  FeatureExtractor extractor;  ///< of sentences
  TargetExtractor targets;
  WordInputs words;  ///< what networks over words read

  /// kNotFound, kIo, kCorrupt; see SectionFile::Open.
  static Result<LanguageModel> Open(const std::string& path);

  /// Gives the extractor columns for more lists, and puts the lists into the model that is being
  /// written, in sections lexicon.list.<number>.
  Status AddLists(std::span<const Lexicon> lists, SectionFileWriter& writer);
};

/// A model with its classifiers.
struct Model {
  LanguageModel language;
  Classifiers sentences;  ///< the sentence tasks of task.h, in the order of SentenceTask
  Classifiers targets;    ///< the task "target", if the model has it
  WordTagger loaded;      ///< of words that carry bias; empty if the model has none

  /// As LanguageModel::Open; kNotFound without a classifier for a task that is required, kShape for
  /// one that was trained on other features.
  /// @param partial takes a model that has tone and score but not all required tasks; it answers
  /// the
  ///                others with 0, so whoever asks must look at `sentences.Has`.
  static Result<Model> Open(const std::string& path, bool partial = false);
};

/// What names a model file in output: its fingerprint as 16 hexadecimal digits.
std::string Fingerprint(const SectionFile& file);

/// Where the default English model lies: $SLANT_MODEL, or share/slant/en.slant beside the program's
/// folder, or where `cmake --install` put it.  kNotFound with all places that were looked at.
Result<std::string> FindDefaultModel();

}  // namespace slant
