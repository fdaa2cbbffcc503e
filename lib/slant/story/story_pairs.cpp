#include "slant/story/story_pairs.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "slant/story/block_index.h"

namespace slant {
namespace {

constexpr std::size_t kMostPairs = 64;
constexpr std::uint16_t kMostLookedAt = 2000;

// The pairs of a block of articles with those before them, which come a block at a time.
class PairSearch {
 public:
  PairSearch(const StoryVectors& later, std::size_t first, std::span<const std::optional<Day>> days,
             std::span<const std::uint32_t> begins, const DayDecay& decay, float least)
      : later_(later),
        first_(first),
        days_(days),
        begins_(begins),
        decay_(decay),
        least_(least),
        pairs_(later.size()) {
    for (std::size_t i = 0; i < later.size(); ++i) {
      left_.resize(left_.size() + later.Row(i).size(), kMostLookedAt);
    }
  }

  // Blocks come from the last to the first; the first to come is the block itself.
  void Look(const StoryVectors& earlier, std::size_t earlier_first) {
    const BlockIndex index([&](const auto& put) {
      for (std::size_t j = 0; j < earlier.size(); ++j) {
        for (const TermValue& term : earlier.Row(j)) {
          put(term.term, j, term.value);
        }
      }
    });
    const SimilarityWeights& weights = later_.weights();
    products_.assign(earlier.size(), 0);
    std::uint16_t* left = left_.data();
    for (std::size_t i = 0; i < later_.size(); ++i) {
      const std::size_t article = first_ + i;
      const auto row = later_.Row(i);
      std::uint16_t* own_left = left;
      left += row.size();
      const std::size_t from = std::max<std::size_t>(begins_[article], earlier_first);
      const std::size_t to = std::min(article, earlier_first + earlier.size());
      if (from >= to) {
        continue;
      }
      touched_.clear();
      for (const TermValue& term : row) {
        std::uint16_t& looks = *own_left++;
        if (term.value <= 0) {
          continue;
        }
        const auto entries =
            index.Between(term.term, from - earlier_first, to - earlier_first, looks);
        looks = static_cast<std::uint16_t>(looks - entries.size());
        for (const BlockIndex::Entry& entry : entries) {
          if (products_[entry.article] == 0) {
            touched_.push_back(entry.article);
          }
          products_[entry.article] += term.value * entry.value;
        }
      }
      std::sort(touched_.begin(), touched_.end());
      touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
      for (const std::uint32_t j : touched_) {
        const std::size_t other = earlier_first + j;
        float score = weights.bias + products_[j];
        products_[j] = 0;
        score -= days_[article] && days_[other] ? decay_.Cost(*days_[article] - *days_[other])
                                                : decay_.undated;
        if (score + weights.embedding < least_) {
          continue;
        }
        score += weights.embedding * EmbeddingCosine(later_.Embedding(i), earlier.Embedding(j));
        if (score >= least_) {
          pairs_[i].push_back({static_cast<std::uint32_t>(article),
                               static_cast<std::uint32_t>(other), score,
                               later_.Compare(i, earlier, j)});
        }
      }
      KeepBest(pairs_[i]);
    }
  }

  void AppendTo(std::vector<StoryPair>& pairs) {
    for (std::vector<StoryPair>& own : pairs_) {
      std::sort(own.begin(), own.end(),
                [](const StoryPair& a, const StoryPair& b) { return a.earlier < b.earlier; });
      pairs.insert(pairs.end(), own.begin(), own.end());
    }
  }

 private:
  static void KeepBest(std::vector<StoryPair>& pairs) {
    if (pairs.size() > kMostPairs) {
      std::sort(pairs.begin(), pairs.end(), [](const StoryPair& a, const StoryPair& b) {
        return a.score != b.score ? a.score > b.score : a.earlier < b.earlier;
      });
      pairs.resize(kMostPairs);
    }
  }

  const StoryVectors& later_;
  std::size_t first_;
  std::span<const std::optional<Day>> days_;
  std::span<const std::uint32_t> begins_;
  const DayDecay& decay_;
  float least_;
  std::vector<std::uint16_t> left_;  // articles that each term of each row may still look at
  std::vector<std::vector<StoryPair>> pairs_;  // of each article
  std::vector<float> products_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace

DayDecay ForCrowd(DayDecay decay, std::span<const std::optional<Day>> days, float crowd) {
  const auto begins = WindowBegins(days, decay.window_days);
  double pairs = 0;
  double dated = 0;
  for (std::size_t i = 0; i < days.size() && days[i]; ++i, ++dated) {
    pairs += static_cast<double>(i - begins[i]);
  }
  decay.dated = crowd * static_cast<float>(std::log1p(2 * pairs / std::max(dated, 1.0)));
  decay.undated =
      crowd * static_cast<float>(std::log(std::max(1.0, static_cast<double>(days.size()))));
  return decay;
}

Result<std::vector<StoryPair>> FindStoryPairs(std::span<const std::optional<Day>> days,
                                              const VectorSource& vectors_of, const DayDecay& decay,
                                              float least, std::size_t block) {
  const auto begins = WindowBegins(days, decay.window_days);
  std::vector<std::uint32_t> articles(days.size());
  std::iota(articles.begin(), articles.end(), 0U);
  const auto read = [&](std::size_t from, std::size_t to) {
    return vectors_of(std::span(articles).subspan(from, to - from));
  };
  std::vector<StoryPair> pairs;
  for (std::size_t first = 0, end = 0; first < days.size(); first = end) {
    end = std::min(days.size(), first + block);
    const std::size_t begin = std::min(begins[first], begins[end - 1]);
    SLANT_ASSIGN_OR_RETURN(const StoryVectors later, read(first, end));
    PairSearch search(later, first, days, begins, decay, least);
    search.Look(later, first);
    for (std::size_t from = first, to = 0; from > begin;) {
      to = from;
      from = to - std::min(block, to - begin);
      SLANT_ASSIGN_OR_RETURN(const StoryVectors earlier, read(from, to));
      search.Look(earlier, from);
    }
    search.AppendTo(pairs);
  }
  return pairs;
}

}  // namespace slant
