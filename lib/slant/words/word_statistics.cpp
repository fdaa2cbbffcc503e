#include "slant/words/word_statistics.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace slant {

LogOdds WeightedLogOdds(const TermContrast& counts, double prior, double prior_words) {
  const double a = counts.count_a + prior;
  const double b = counts.count_b + prior;
  // Weighted counts may miss the whole by a rounding error.
  const double others_a = std::max(counts.words_a + prior_words - a, 1e-9);
  const double others_b = std::max(counts.words_b + prior_words - b, 1e-9);
  LogOdds out;
  out.estimate = std::log(a / others_a) - std::log(b / others_b);
  out.variance = 1 / a + 1 / b;
  out.z = out.estimate / std::sqrt(out.variance);
  return out;
}

double Keyness(const TermContrast& counts) {
  const double rate = (counts.count_a + counts.count_b) / (counts.words_a + counts.words_b);
  const auto part = [&](double count, double words) {
    return count > 0 ? count * std::log(count / (words * rate)) : 0;
  };
  return std::max(
      0.0, 2 * (part(counts.count_a, counts.words_a) + part(counts.count_b, counts.words_b)));
}

double LogRatio(const TermContrast& counts) {
  const auto rate = [](double count, double words) { return (count > 0 ? count : 0.5) / words; };
  return std::log2(rate(counts.count_a, counts.words_a) / rate(counts.count_b, counts.words_b));
}

WordShift ShiftOf(double share_a, double value_a, double share_b, double value_b,
                  double reference) {
  return {(share_a - share_b) * ((value_a + value_b) / 2 - reference),
          (share_a + share_b) / 2 * (value_a - value_b)};
}

double StudentP(double t, double degrees) {
  if (!std::isfinite(t)) {
    return 1;
  }
  // Boost's default policies throw on bad arguments only, and there are none.
  const boost::math::students_t_distribution<double> student(degrees);
  return 2 * boost::math::cdf(boost::math::complement(student, std::abs(t)));
}

}  // namespace slant
