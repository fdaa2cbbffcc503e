#include "slant/framing/frame_extractor.h"

#include <algorithm>
#include <bit>

namespace slant {

FrameExtractor::FrameExtractor(FrameWords words, const FrameSeeds& seeds)
    : words_(std::move(words)), columns_(seeds.columns) {
  for (const char* kind : {"frame.seeds.", "frame.grown.", "frame.most."}) {
    for (const FrameColumn& column : columns_) {
      names_.push_back(kind + column.name);
    }
  }
}

void FrameExtractor::Extract(const Document& document, std::span<const Sentence> sentences,
                             FrameWorkspace& workspace, FeatureMatrix& rows,
                             std::vector<FrameEvidence>& evidence) const {
  const std::size_t columns = columns_.size();
  rows.setZero(static_cast<Eigen::Index>(sentences.size()),
               static_cast<Eigen::Index>(names_.size()));
  evidence.clear();
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const Sentence& sentence = sentences[s];
    float* const seeds = rows.row(static_cast<Eigen::Index>(s)).data();
    float* const grown = seeds + columns;
    float* const most = grown + columns;
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      __builtin_prefetch(words_.Of(document.tokens[i].word).data());  // read after the phrases
    }
    workspace.matches.clear();
    words_.phrases().Match(document, sentence.first_token, sentence.end_token, workspace.patterns,
                           workspace.matches);
    auto phrase = workspace.matches.begin();
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      if (phrase != workspace.matches.end() && phrase->first_token == i) {
        for (FrameBits bits = words_.phrase_columns()[phrase->pattern]; bits != 0;
             bits &= bits - 1) {
          const auto column = static_cast<std::uint8_t>(std::countr_zero(bits));
          seeds[column] += 1;
          grown[column] += 1;
          most[column] = 1;
          evidence.push_back({i, phrase->end_token,
                              static_cast<std::uint16_t>(columns_[column].frame), column,
                              EvidenceSource::kSeed, kSeedWeight});
        }
        i = phrase->end_token - 1;
        ++phrase;
        continue;
      }
      for (const FrameWord& word : words_.Of(document.tokens[i].word)) {
        const float weight = static_cast<float>(word.grown) / 255;
        seeds[word.column] += word.seed;
        grown[word.column] += weight;
        most[word.column] = std::max(most[word.column], weight);
        if (word.seed != 0 || weight >= kLeastGrown) {
          const bool seed = word.seed != 0;
          evidence.push_back({i, i + 1, static_cast<std::uint16_t>(columns_[word.column].frame),
                              word.column, seed ? EvidenceSource::kSeed : EvidenceSource::kGrown,
                              seed ? kSeedWeight : kSeedWeight * weight});
        }
      }
    }
  }
}

}  // namespace slant
