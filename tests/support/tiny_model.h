/// @file tiny_model.h
/// A packed model of a few words, written to a temporary folder and opened as models are.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "slant/embed/pack_vectors.h"
#include "slant/embed/word_vectors.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {

struct PackedModel {
  std::shared_ptr<const SectionFile> file;
  Vocabulary vocabulary;
  WordVectors vectors;
};

/// Packs, writes, maps and opens; the file may be deleted while it is mapped.
inline PackedModel PackAndOpen(const RawVectors& raw, const PackOptions& options = {}) {
  const TempDir folder;
  SectionFileWriter writer;
  EXPECT_TRUE(IsOk(PackVectors(raw, options, writer)));
  EXPECT_TRUE(IsOk(writer.Write(folder / "model.slant")));
  auto file = SectionFile::Open(folder / "model.slant");
  EXPECT_TRUE(IsOk(file));
  PackedModel model;
  model.file = *file;
  auto vocabulary = Vocabulary::FromFile(model.file);
  EXPECT_TRUE(IsOk(vocabulary));
  model.vocabulary = *vocabulary;
  auto vectors = WordVectors::FromFile(model.file, model.vocabulary);
  EXPECT_TRUE(IsOk(vectors));
  model.vectors = *vectors;
  return model;
}

}  // namespace slant
