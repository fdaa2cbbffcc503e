/// @file article_frames.h
/// The frames of an article as numbers over its sentences and words, by voice.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "slant/framing/document_frames.h"
#include "slant/framing/microframes.h"
#include "slant/text/document.h"

namespace slant {

/// How much of an article shows one frame: shares of sentences, in [0, 1]; 0 without sentences.
struct FrameShare {
  double all = 0;
  double narration = 0;  ///< of the sentences in the journalist's voice
  double quoted = 0;     ///< of quotations and reported speech
  double strength = 0;   ///< mean score over all sentences, in [0, 1]
};

struct ArticleFrames {
  int sentences = 0, narration_sentences = 0, quoted_sentences = 0;
  std::vector<FrameShare> frames;  ///< in the order of FrameModel::names()
  FrameBits answered = 0;          ///< columns that at least one sentence answers
  MicroframeSums all, narration;   ///< empty sums without axes
};

/// @param sentences  those that `frames` was made from, in order (assert).
/// @param microframes may have no axes.
ArticleFrames MeasureFrames(const Document& document, std::span<const Sentence> sentences,
                            const DocumentFrames& frames, const Microframes& microframes);

}  // namespace slant
