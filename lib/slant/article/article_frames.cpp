#include "slant/article/article_frames.h"

#include <cassert>

namespace slant {

ArticleFrames MeasureFrames(const Document& document, std::span<const Sentence> sentences,
                            const DocumentFrames& frames, const Microframes& microframes) {
  assert(sentences.size() == frames.sentences);
  ArticleFrames out;
  out.sentences = static_cast<int>(sentences.size());
  out.frames.resize(frames.frames);
  for (MicroframeSums* sums : {&out.all, &out.narration}) {
    sums->sum.resize(microframes.size());
    sums->square.resize(microframes.size());
  }
  MicroframeSums quoted = out.all;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const bool narrated = sentences[s].voice == Voice::kNarration;
    ++(narrated ? out.narration_sentences : out.quoted_sentences);
    out.answered |= frames.answered[s];
    for (std::size_t f = 0; f < frames.frames; ++f) {
      FrameShare& share = out.frames[f];
      const double shows = frames.shows(s, f) ? 1 : 0;
      (narrated ? share.narration : share.quoted) += shows;
      share.strength += double{frames.score(s, f)};
    }
    if (microframes.size() > 0) {
      microframes.Add(document, sentences[s].first_token, sentences[s].end_token,
                      narrated ? out.narration : quoted);
    }
  }
  const auto mean = [](double sum, int n) { return n > 0 ? sum / n : 0; };
  for (FrameShare& share : out.frames) {
    share.all = mean(share.narration + share.quoted, out.sentences);
    share.narration = mean(share.narration, out.narration_sentences);
    share.quoted = mean(share.quoted, out.quoted_sentences);
    share.strength = mean(share.strength, out.sentences);
  }
  out.all.Merge(out.narration);
  out.all.Merge(quoted);
  return out;
}

}  // namespace slant
