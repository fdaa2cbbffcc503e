#include "slant/statistics/multiple_tests.h"

#include <algorithm>
#include <numeric>

namespace slant {
namespace {

std::vector<std::size_t> Ascending(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

std::vector<double> BenjaminiHochberg(std::span<const double> p) {
  const auto order = Ascending(p);
  std::vector<double> q(p.size());
  double least = 1;
  for (std::size_t rank = p.size(); rank > 0; --rank) {
    const std::size_t i = order[rank - 1];
    least = std::min(least, p[i] * static_cast<double>(p.size()) / static_cast<double>(rank));
    q[i] = least;
  }
  return q;
}

std::vector<double> Holm(std::span<const double> p) {
  const auto order = Ascending(p);
  std::vector<double> out(p.size());
  double most = 0;
  for (std::size_t rank = 0; rank < p.size(); ++rank) {
    const std::size_t i = order[rank];
    most = std::max(most, std::min(1.0, p[i] * static_cast<double>(p.size() - rank)));
    out[i] = most;
  }
  return out;
}

}  // namespace slant
