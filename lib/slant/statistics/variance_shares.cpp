#include "slant/statistics/variance_shares.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

namespace slant {
namespace {

struct Sum {
  double n = 0, sum = 0;
};

// sum of S^2 / n over the levels of a factor.
template <typename Key>
double Between(const std::map<Key, Sum>& levels) {
  double out = 0;
  for (const auto& [key, level] : levels) {
    out += level.sum * level.sum / level.n;
  }
  return out;
}

std::size_t Root(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) {
    i = parent[i] = parent[parent[i]];
  }
  return i;
}

// The cells of one (block, group).
struct Entry {
  std::size_t block, group;
  double n;
};

// The reduction of the error's squares by groups after blocks, b' M^+ b with
// M = diag(n_g) - sum over blocks of n n' / N, b = what groups have over their blocks' means.
double GroupsAfterBlocks(const std::vector<Entry>& entries, const std::vector<Sum>& blocks,
                         const std::vector<Sum>& groups) {
  std::vector<double> b(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    b[g] = groups[g].sum;
  }
  for (const Entry& e : entries) {
    b[e.group] -= e.n * blocks[e.block].sum / blocks[e.block].n;
  }
  const auto dot = [](const std::vector<double>& x, const std::vector<double>& y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
  };
  std::vector<double> block_sum(blocks.size()), product(groups.size());
  const auto multiply = [&](const std::vector<double>& x) {
    std::fill(block_sum.begin(), block_sum.end(), 0.0);
    for (const Entry& e : entries) {
      block_sum[e.block] += e.n * x[e.group];
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
      product[g] = groups[g].n * x[g];
    }
    for (const Entry& e : entries) {
      product[e.group] -= e.n * block_sum[e.block] / blocks[e.block].n;
    }
  };
  // Preconditioned by the diagonal.  M is singular, but b lies in its range.
  std::vector<double> x(groups.size()), r = b, z(groups.size()), p;
  const auto precondition = [&] {
    for (std::size_t g = 0; g < groups.size(); ++g) {
      z[g] = groups[g].n > 0 ? r[g] / groups[g].n : 0;
    }
  };
  precondition();
  p = z;
  double rz = dot(r, z);
  const double enough = rz * 1e-26;
  for (std::size_t step = 0; step < 4 * groups.size() + 50 && rz > enough && rz > 0; ++step) {
    multiply(p);
    const double curvature = dot(p, product);
    if (!(curvature > 0)) {
      break;
    }
    const double length = rz / curvature;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      x[g] += length * p[g];
      r[g] -= length * product[g];
    }
    precondition();
    const double next = dot(r, z);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      p[g] = z[g] + next / rz * p[g];
    }
    rz = next;
  }
  return dot(x, b);
}

void SetOmega(VarianceStep& step, double total, double mse, bool any_error) {
  if (step.df > 0 && any_error && total + mse > 0) {
    step.omega_squared = (step.sum_of_squares - step.df * mse) / (total + mse);
  }
}

}  // namespace

VarianceShares ShareVariance(std::span<const VarianceCell> cells) {
  VarianceShares out;
  double square = 0;
  Sum all;
  std::map<std::size_t, Sum> coarse;
  std::map<std::pair<std::size_t, std::size_t>, Sum> fine;
  std::map<std::size_t, Sum> group_levels;
  for (const VarianceCell& cell : cells) {
    if (!(cell.n > 0)) {
      continue;
    }
    square += cell.square;
    for (Sum* sum :
         {&all, &coarse[cell.coarse], &fine[{cell.coarse, cell.fine}], &group_levels[cell.group]}) {
      sum->n += cell.n;
      sum->sum += cell.sum;
    }
  }
  out.n = all.n;
  if (all.n < 2) {
    return out;
  }
  std::vector<Sum> blocks, groups;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> block_index;
  std::map<std::size_t, std::size_t> group_index;
  for (const auto& [key, sum] : fine) {
    block_index.emplace(key, blocks.size());
    blocks.push_back(sum);
  }
  for (const auto& [key, sum] : group_levels) {
    group_index.emplace(key, groups.size());
    groups.push_back(sum);
  }
  std::map<std::pair<std::size_t, std::size_t>, double> counts;
  for (const VarianceCell& cell : cells) {
    if (cell.n > 0) {
      counts[{block_index[{cell.coarse, cell.fine}], group_index[cell.group]}] += cell.n;
    }
  }
  std::vector<Entry> entries;
  std::vector<std::size_t> parent(blocks.size() + groups.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  for (const auto& [key, n] : counts) {
    entries.push_back({key.first, key.second, n});
    parent[Root(parent, key.first)] = Root(parent, blocks.size() + key.second);
  }
  std::size_t components = 0;
  for (std::size_t i = 0; i < parent.size(); ++i) {
    components += Root(parent, i) == i;
  }
  const double correction = all.sum * all.sum / all.n;
  const double total = std::max(0.0, square - correction);
  const auto count = [](std::size_t n) { return static_cast<double>(n); };
  out.coarse.sum_of_squares = Between(coarse) - correction;
  out.coarse.df = count(coarse.size()) - 1;
  out.fine.sum_of_squares = Between(fine) - Between(coarse);
  out.fine.df = count(fine.size()) - count(coarse.size());
  out.group.sum_of_squares = GroupsAfterBlocks(entries, blocks, groups);
  out.group.df = count(groups.size()) - count(components);
  out.error.df = all.n - 1 - out.coarse.df - out.fine.df - out.group.df;
  out.error.sum_of_squares = std::max(
      0.0, total - out.coarse.sum_of_squares - out.fine.sum_of_squares - out.group.sum_of_squares);
  const bool any = out.error.df > 0;
  const double mse = any ? out.error.sum_of_squares / out.error.df : 0;
  for (VarianceStep* step : {&out.coarse, &out.fine, &out.group}) {
    SetOmega(*step, total, mse, any);
  }
  out.group_alone.sum_of_squares = Between(group_levels) - correction;
  out.group_alone.df = count(groups.size()) - 1;
  const double rest = all.n - count(groups.size());
  SetOmega(out.group_alone, total, rest > 0 ? (total - out.group_alone.sum_of_squares) / rest : 0,
           rest > 0);
  return out;
}

}  // namespace slant
