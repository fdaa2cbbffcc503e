#include "slant/bias/bias_score.h"

#include <cassert>

namespace slant {

std::vector<BiasScore> BiasScores(Eigen::Index n, const OutputMatrix& bias,
                                  const OutputMatrix& opinion) {
  assert(bias.rows() == 0 || bias.rows() == n);
  assert(opinion.rows() == 0 || opinion.rows() == n);
  OutputMatrix biased = bias;
  OutputMatrix opinions = opinion;
  SoftmaxRows(biased);
  SoftmaxRows(opinions);
  std::vector<BiasScore> scores(static_cast<std::size_t>(n));
  for (Eigen::Index i = 0; i < n; ++i) {
    BiasScore& out = scores[static_cast<std::size_t>(i)];
    if (biased.rows() > 0) {
      out.p = biased(i, 1);
    }
    if (opinions.rows() > 0) {
      out.factual = opinions(i, 0);
      out.mixed = opinions(i, 1);
      out.opinion = opinions(i, 2);
    }
  }
  return scores;
}

}  // namespace slant
