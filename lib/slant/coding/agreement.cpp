#include "slant/coding/agreement.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "slant/base/random.h"

namespace slant {
namespace {

// Units that can be paired, with values as numbers of the distinct ones in their order.
struct Coded {
  std::vector<std::vector<std::uint32_t>> units;
  std::vector<double> distinct;
};

Coded Code(const Ratings& ratings) {
  Coded out;
  for (std::size_t u = 0; u < ratings.units(); ++u) {
    std::size_t given = 0;
    for (std::size_t c = 0; c < ratings.coders; ++c) {
      given += !std::isnan(ratings.at(u, c));
    }
    if (given < 2) {
      continue;
    }
    for (std::size_t c = 0; c < ratings.coders; ++c) {
      if (const double value = ratings.at(u, c); !std::isnan(value)) {
        out.distinct.push_back(value);
      }
    }
  }
  std::sort(out.distinct.begin(), out.distinct.end());
  out.distinct.erase(std::unique(out.distinct.begin(), out.distinct.end()), out.distinct.end());
  for (std::size_t u = 0; u < ratings.units(); ++u) {
    std::vector<std::uint32_t> unit;
    for (std::size_t c = 0; c < ratings.coders; ++c) {
      if (const double value = ratings.at(u, c); !std::isnan(value)) {
        unit.push_back(static_cast<std::uint32_t>(
            std::lower_bound(out.distinct.begin(), out.distinct.end(), value) -
            out.distinct.begin()));
      }
    }
    if (unit.size() >= 2) {
      std::sort(unit.begin(), unit.end());
      out.units.push_back(std::move(unit));
    }
  }
  return out;
}

struct Point {
  std::optional<double> alpha, percent;
};

// Ordered pairs of equal values.
double EqualPairs(const std::vector<std::uint32_t>& sorted) {
  double pairs = 0;
  for (std::size_t begin = 0; begin < sorted.size();) {
    std::size_t end = begin;
    while (end < sorted.size() && sorted[end] == sorted[begin]) {
      ++end;
    }
    const auto run = static_cast<double>(end - begin);
    pairs += run * (run - 1);
    begin = end;
  }
  return pairs;
}

// Each unit counts weights[unit] times.
Point Measure(const Coded& coded, MeasurementLevel level, std::span<const std::uint32_t> weights) {
  std::vector<double> counts(coded.distinct.size());
  double n = 0;
  for (std::size_t u = 0; u < coded.units.size(); ++u) {
    for (const std::uint32_t value : coded.units[u]) {
      counts[value] += weights[u];
    }
    n += weights[u] * static_cast<double>(coded.units[u].size());
  }
  // Where a value lies: squared distances of these are the metric.
  std::vector<double> place = coded.distinct;
  if (level == MeasurementLevel::kOrdinal) {
    double before = 0;
    for (std::size_t v = 0; v < place.size(); ++v) {
      place[v] = before + counts[v] / 2;
      before += counts[v];
    }
  }
  // About the middle, so that squares of large values do not drown the differences.
  double middle = 0;
  for (std::size_t v = 0; v < place.size(); ++v) {
    middle += counts[v] * place[v] / std::max(n, 1.0);
  }
  for (double& p : place) {
    p -= middle;
  }
  double observed = 0, equal = 0, pairs = 0;
  for (std::size_t u = 0; u < coded.units.size(); ++u) {
    if (weights[u] == 0) {
      continue;
    }
    const auto& unit = coded.units[u];
    const auto m = static_cast<double>(unit.size());
    const double same = EqualPairs(unit);
    double disagreement = m * (m - 1) - same;
    equal += weights[u] * same;
    pairs += weights[u] * m * (m - 1);
    if (level != MeasurementLevel::kNominal) {
      double sum = 0, square = 0;
      for (const std::uint32_t value : unit) {
        sum += place[value];
        square += place[value] * place[value];
      }
      // Of units that agree exactly 0, and not what rounding leaves.
      disagreement = unit.front() == unit.back() ? 0 : 2 * (m * square - sum * sum);
    }
    observed += weights[u] * disagreement / (m - 1);
  }
  double expected = 0;
  if (level == MeasurementLevel::kNominal) {
    expected = n * n;
    for (const double count : counts) {
      expected -= count * count;
    }
  } else {
    double sum = 0, square = 0;
    for (std::size_t v = 0; v < place.size(); ++v) {
      sum += counts[v] * place[v];
      square += counts[v] * place[v] * place[v];
    }
    expected = 2 * (n * square - sum * sum);
  }
  Point out;
  if (pairs > 0) {
    out.percent = equal / pairs;
  }
  const bool varied =
      std::count_if(counts.begin(), counts.end(), [](double c) { return c > 0; }) > 1;
  if (varied && expected > 0) {
    out.alpha = 1 - (observed / n) / (expected / (n * (n - 1)));
  }
  return out;
}

std::pair<std::optional<double>, std::optional<double>> Percentiles(std::vector<double>& values) {
  if (values.empty()) {
    return {};
  }
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(
        std::lround(share * static_cast<double>(values.size() - 1)))];
  };
  return {at(0.025), at(0.975)};
}

}  // namespace

Ratings Ratings::Of(std::span<const std::size_t> chosen) const {
  Ratings out;
  out.coders = chosen.size();
  out.values.reserve(units() * chosen.size());
  for (std::size_t u = 0; u < units(); ++u) {
    for (const std::size_t coder : chosen) {
      out.values.push_back(at(u, coder));
    }
  }
  return out;
}

Agreement MeasureAgreement(const Ratings& ratings, MeasurementLevel level,
                           const BootstrapOptions& options) {
  const Coded coded = Code(ratings);
  Agreement out;
  out.units = coded.units.size();
  for (const auto& unit : coded.units) {
    out.values += unit.size();
  }
  std::vector<std::uint32_t> weights(coded.units.size(), 1);
  const Point point = Measure(coded, level, weights);
  out.alpha = point.alpha;
  out.percent = point.percent;
  if (coded.units.size() < 2) {
    return out;
  }
  Random random(options.seed);
  std::vector<double> alphas, percents;
  for (int r = 0; r < options.replicates; ++r) {
    std::fill(weights.begin(), weights.end(), 0U);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      ++weights[random.Below(weights.size())];
    }
    const Point drawn = Measure(coded, level, weights);
    if (drawn.alpha) {
      alphas.push_back(*drawn.alpha);
    }
    if (drawn.percent) {
      percents.push_back(*drawn.percent);
    }
  }
  if (out.alpha) {
    std::tie(out.alpha_low, out.alpha_high) = Percentiles(alphas);
  }
  std::tie(out.percent_low, out.percent_high) = Percentiles(percents);
  return out;
}

double CentralRating(std::span<const double> values, MeasurementLevel level) {
  std::vector<double> given;
  std::copy_if(values.begin(), values.end(), std::back_inserter(given),
               [](double value) { return !std::isnan(value); });
  if (given.empty()) {
    return std::nan("");
  }
  std::sort(given.begin(), given.end());
  if (level == MeasurementLevel::kOrdinal) {
    return (given[(given.size() - 1) / 2] + given[given.size() / 2]) / 2;
  }
  if (level == MeasurementLevel::kInterval) {
    double sum = 0;
    for (const double value : given) {
      sum += value;
    }
    return sum / static_cast<double>(given.size());
  }
  double best = std::nan("");
  std::size_t most = 0;
  for (std::size_t begin = 0; begin < given.size();) {
    std::size_t end = begin;
    while (end < given.size() && given[end] == given[begin]) {
      ++end;
    }
    if (end - begin > most) {
      most = end - begin;
      best = given[begin];
    } else if (end - begin == most) {
      best = std::nan("");
    }
    begin = end;
  }
  return best;
}

Interval MeanWithInterval(std::span<const double> errors, const BootstrapOptions& options) {
  Interval out;
  if (errors.empty()) {
    return out;
  }
  const auto n = static_cast<double>(errors.size());
  for (const double error : errors) {
    out.estimate += error / n;
  }
  out.low = out.high = out.estimate;
  if (errors.size() < 2) {
    return out;
  }
  Random random(options.seed);
  std::vector<double> means;
  for (int r = 0; r < options.replicates; ++r) {
    double sum = 0;
    for (std::size_t i = 0; i < errors.size(); ++i) {
      sum += errors[random.Below(errors.size())];
    }
    means.push_back(sum / n);
  }
  const auto [low, high] = Percentiles(means);
  out.low = low.value_or(out.estimate);
  out.high = high.value_or(out.estimate);
  return out;
}

}  // namespace slant
