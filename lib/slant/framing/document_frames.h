/// @file document_frames.h
/// What was found out about the frames of a document, sentence by sentence.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "slant/framing/frame_extractor.h"

namespace slant {

/// Rows are sentences, columns are the frames of FrameModel::names().
struct DocumentFrames {
  std::size_t sentences = 0;
  std::size_t frames = 0;
  std::vector<float> scores;            ///< (sentences x frames), in [0, 1]
  std::vector<std::uint8_t> present;    ///< (sentences x frames), 1 if the sentence shows the frame
  std::vector<FrameBits> answered;      ///< one a sentence: columns with at least kLeastAnswer
  std::vector<FrameEvidence> evidence;  ///< in token order

  float score(std::size_t sentence, std::size_t frame) const {
    return scores[sentence * frames + frame];
  }
  bool shows(std::size_t sentence, std::size_t frame) const {
    return present[sentence * frames + frame] != 0;
  }
};

}  // namespace slant
