#include "slant/story/story_clusters.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <unordered_set>

#include "slant/base/hash.h"

namespace slant {
namespace {

// Product of two rows with rising terms; the longer one is searched when it is much longer.
double Product(std::span<const TermValue> a, std::span<const TermValue> b) {
  if (a.size() > b.size()) {
    std::swap(a, b);
  }
  double product = 0;
  const bool search = b.size() > 16 * a.size();
  auto at = b.begin();
  for (const TermValue& term : a) {
    if (search) {
      at = std::lower_bound(at, b.end(), term.term, [](const TermValue& t, std::uint32_t wanted) {
        return t.term < wanted;
      });
    } else {
      while (at != b.end() && at->term < term.term) {
        ++at;
      }
    }
    if (at == b.end()) {
      break;
    }
    if (at->term == term.term) {
      product += double{term.value} * double{at->value};
    }
  }
  return product;
}

}  // namespace

StoryClusters::StoryClusters(const StoryVectors& vectors, std::span<const std::optional<Day>> days,
                             const DayDecay& decay)
    : vectors_(vectors),
      decay_(decay),
      clusters_(vectors.size()),
      parents_(vectors.size()),
      days_(days.begin(), days.end()) {
  for (std::size_t i = 0; i < clusters_.size(); ++i) {
    parents_[i] = static_cast<std::uint32_t>(i);
    if (days[i]) {
      clusters_[i].dated = 1;
      clusters_[i].first = clusters_[i].last = *days[i];
      clusters_[i].day_sum = *days[i];
    }
  }
}

std::uint32_t StoryClusters::Find(std::uint32_t article) {
  while (parents_[article] != article) {
    article = parents_[article] = parents_[parents_[article]];
  }
  return article;
}

std::span<const TermValue> StoryClusters::Terms(std::uint32_t cluster) const {
  return clusters_[cluster].size == 1 ? vectors_.Row(cluster)
                                      : std::span<const TermValue>(clusters_[cluster].terms);
}

double StoryClusters::EmbeddingProduct(std::uint32_t a, std::uint32_t b) const {
  if (clusters_[a].size == 1 && clusters_[b].size == 1) {
    return double{EmbeddingCosine(vectors_.Embedding(a), vectors_.Embedding(b))};
  }
  if (clusters_[a].size == 1) {
    std::swap(a, b);
  }
  const auto& sum = clusters_[a].embedding;
  std::int64_t product = 0;
  if (clusters_[b].size == 1) {
    const auto row = vectors_.Embedding(b);
    for (std::size_t d = 0; d < std::min(sum.size(), row.size()); ++d) {
      product += std::int64_t{sum[d]} * row[d];
    }
  } else {
    const auto& other = clusters_[b].embedding;
    for (std::size_t d = 0; d < std::min(sum.size(), other.size()); ++d) {
      product += std::int64_t{sum[d]} * other[d];
    }
  }
  return static_cast<double>(product) / (127.0 * 127.0);
}

bool StoryClusters::MayMerge(std::uint32_t a, std::uint32_t b, bool within_window) const {
  const Cluster& x = clusters_[a];
  const Cluster& y = clusters_[b];
  if (a == b || (x.known != 0 && y.known != 0 && x.known != y.known)) {
    return false;
  }
  return !within_window || x.dated == 0 || y.dated == 0 ||
         std::max(x.first, y.first) - std::min(x.last, y.last) <= decay_.window_days;
}

float StoryClusters::Score(std::uint32_t a, std::uint32_t b) const {
  const Cluster& x = clusters_[a];
  const Cluster& y = clusters_[b];
  const SimilarityWeights& weights = vectors_.weights();
  const double products =
      Product(Terms(a), Terms(b)) + double{weights.embedding} * EmbeddingProduct(a, b);
  const double all = double{1} * x.size * y.size;
  const double dated = double{1} * x.dated * y.dated;
  double score = double{weights.bias} + (products - (all - dated) * double{decay_.undated}) / all;
  if (dated > 0) {
    // The difference of mean days, which is the mean difference where the days do not overlap.
    const double days = std::abs(static_cast<double>(x.day_sum) / x.dated -
                                 static_cast<double>(y.day_sum) / y.dated);
    score -= dated / all * double{decay_.Cost(days)};
  }
  return static_cast<float>(score);
}

void StoryClusters::Unite(std::uint32_t a, std::uint32_t b) {
  if (a > b) {
    std::swap(a, b);
  }
  Cluster& x = clusters_[a];
  Cluster& y = clusters_[b];
  std::vector<TermValue> terms;
  const auto p = Terms(a);
  const auto q = Terms(b);
  terms.reserve(p.size() + q.size());
  for (std::size_t i = 0, j = 0; i < p.size() || j < q.size();) {
    if (j == q.size() || (i < p.size() && p[i].term < q[j].term)) {
      terms.push_back(p[i++]);
    } else if (i == p.size() || q[j].term < p[i].term) {
      terms.push_back(q[j++]);
    } else {
      terms.push_back({p[i].term, p[i].value + q[j].value});
      ++i;
      ++j;
    }
  }
  const auto as_sum = [&](std::uint32_t cluster) {
    if (clusters_[cluster].size > 1) {
      return std::move(clusters_[cluster].embedding);
    }
    const auto row = vectors_.Embedding(cluster);
    return std::vector<std::int32_t>(row.begin(), row.end());
  };
  std::vector<std::int32_t> embedding = as_sum(a);
  const std::vector<std::int32_t> other = as_sum(b);
  for (std::size_t d = 0; d < std::min(embedding.size(), other.size()); ++d) {
    embedding[d] += other[d];
  }
  if (y.dated > 0) {
    x.first = x.dated > 0 ? std::min(x.first, y.first) : y.first;
    x.last = x.dated > 0 ? std::max(x.last, y.last) : y.last;
  }
  x.terms = std::move(terms);
  x.embedding = std::move(embedding);
  x.size += y.size;
  x.dated += y.dated;
  x.day_sum += y.day_sum;
  x.known = x.known != 0 ? x.known : y.known;
  ++x.version;
  y.terms = {};
  y.embedding = {};
  parents_[b] = a;
}

void StoryClusters::Join(std::uint32_t a, std::uint32_t b) {
  a = Find(a);
  b = Find(b);
  if (MayMerge(a, b, false)) {
    Unite(a, b);
  }
}

void StoryClusters::Merge(std::span<const StoryPair> pairs, float threshold) {
  struct Proposal {
    float score;
    std::uint32_t a, b, version_a, version_b;
  };
  const auto after = [](const Proposal& x, const Proposal& y) {
    return x.score != y.score ? x.score < y.score : std::pair(x.a, x.b) > std::pair(y.a, y.b);
  };
  std::priority_queue<Proposal, std::vector<Proposal>, decltype(after)> queue(after);
  std::unordered_set<std::uint64_t> seen;
  // A mean over pairs is not above the highest of them, so what a pair says of its clusters before
  // they grew is a bound; the proposal is scored again when its turn comes.
  const auto propose = [&](std::uint32_t a, std::uint32_t b) {
    const std::uint64_t key =
        Mix64(Mix64((std::uint64_t{a} << 32) | b) ^
              ((std::uint64_t{clusters_[a].version} << 32) | clusters_[b].version));
    if (!seen.insert(key).second || !MayMerge(a, b, true)) {
      return;
    }
    if (const float score = Score(a, b); score >= threshold) {
      queue.push({score, a, b, clusters_[a].version, clusters_[b].version});
    }
  };
  for (const StoryPair& pair : pairs) {
    if (pair.score >= threshold) {
      const std::uint32_t a = Find(pair.earlier);
      const std::uint32_t b = Find(pair.later);
      if (a != b) {
        propose(std::min(a, b), std::max(a, b));
      }
    }
  }
  while (!queue.empty()) {
    const Proposal best = queue.top();
    queue.pop();
    const std::uint32_t a = Find(best.a);
    const std::uint32_t b = Find(best.b);
    if (a == b) {
      continue;
    }
    if (a == best.a && b == best.b && clusters_[a].version == best.version_a &&
        clusters_[b].version == best.version_b) {
      Unite(a, b);
    } else {
      propose(std::min(a, b), std::max(a, b));
    }
  }
}

std::optional<float> StoryClusters::MeanScore(std::uint32_t article) {
  const std::uint32_t root = Find(article);
  const Cluster& cluster = clusters_[root];
  if (cluster.size < 2) {
    return std::nullopt;
  }
  const SimilarityWeights& weights = vectors_.weights();
  const auto row = vectors_.Row(article);
  double products = Product(row, cluster.terms) - Product(row, row);
  const auto own = vectors_.Embedding(article);
  std::int64_t embedding = 0;
  for (std::size_t d = 0; d < std::min(own.size(), cluster.embedding.size()); ++d) {
    embedding += std::int64_t{own[d]} * (cluster.embedding[d] - own[d]);
  }
  products += double{weights.embedding} * static_cast<double>(embedding) / (127.0 * 127.0);
  const double all = cluster.size - 1.0;
  const double dated = days_[article] ? cluster.dated - 1.0 : 0.0;
  double score = double{weights.bias} + (products - (all - dated) * double{decay_.undated}) / all;
  if (dated > 0) {
    const double others = static_cast<double>(cluster.day_sum - *days_[article]) / dated;
    score -= dated / all * double{decay_.Cost(std::abs(*days_[article] - others))};
  }
  return static_cast<float>(score);
}

}  // namespace slant
