#include "slant/tone/tone_score.h"

#include <cassert>

namespace slant {

std::vector<ToneScore> ToneScores(Eigen::Index n, const OutputMatrix& tone,
                                  const OutputMatrix& score, const OutputMatrix& event) {
  assert(tone.rows() == 0 || tone.rows() == n);
  assert(score.rows() == 0 || score.rows() == n);
  assert(event.rows() == 0 || event.rows() == n);
  OutputMatrix p = tone;
  SoftmaxRows(p);
  std::vector<ToneScore> scores(static_cast<std::size_t>(n));
  for (Eigen::Index i = 0; i < n; ++i) {
    ToneScore& out = scores[static_cast<std::size_t>(i)];
    if (p.rows() > 0) {
      out.negative = p(i, 0);
      out.neutral = p(i, 1);
      out.positive = p(i, 2);
    }
    out.score = score.rows() > 0 ? std::clamp(score(i, 0), -1.0F, 1.0F) : 0.0F;
    out.event_valence = event.rows() > 0 ? std::clamp(event(i, 0), -1.0F, 1.0F) : 0.0F;
  }
  return scores;
}

}  // namespace slant
