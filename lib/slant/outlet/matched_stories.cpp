#include "slant/outlet/matched_stories.h"

#include <cmath>
#include <map>
#include <string>
#include <tuple>

#include "slant/base/hash.h"
#include "slant/statistics/bootstrap.h"
#include "slant/statistics/effect_size.h"
#include "slant/statistics/moments.h"
#include "slant/statistics/sample_size.h"

namespace slant {

std::vector<SharedStory> SharedStories(const ComparisonAccumulator& articles, std::size_t metric) {
  std::map<std::string, std::size_t> index;
  for (const std::string& name : articles.Groups()) {
    index.emplace(name, index.size());
  }
  std::map<std::string, std::map<std::size_t, MetricSums>> stories;
  for (const auto& [place, cell] : articles.cells()) {
    const auto& [group, topic, story] = place;
    if (!story.empty() && cell.metrics[metric].n > 0) {
      stories[story][index.at(group)].Add(cell.metrics[metric]);
    }
  }
  std::vector<SharedStory> out;
  for (const auto& [story, groups] : stories) {
    if (groups.size() < 2) {
      continue;
    }
    SharedStory shared{Mix64(Hash64(story)), {}};
    for (const auto& [group, sums] : groups) {
      shared.parts.push_back({group, sums.Sum() / static_cast<double>(sums.n), sums.n});
    }
    out.push_back(std::move(shared));
  }
  return out;
}

std::vector<MatchedStories> AgainstOthers(const std::vector<SharedStory>& stories,
                                          std::size_t groups) {
  std::vector<MatchedStories> out(groups);
  for (const SharedStory& story : stories) {
    const auto k = static_cast<double>(story.parts.size());
    double sum = 0;
    for (const StoryPart& part : story.parts) {
      sum += part.mean;
    }
    Exchange exchange;
    for (const StoryPart& part : story.parts) {
      const double gap = part.mean - (sum - part.mean) / (k - 1);
      // What rounding leaves of nothing would be given a sign.
      exchange.parts.push_back(std::abs(gap) < 1e-12 ? 0 : gap);
    }
    for (std::size_t i = 0; i < story.parts.size(); ++i) {
      MatchedStories& matched = out[story.parts[i].group];
      matched.Add(exchange.parts[i], story.key);
      matched.articles_a += story.parts[i].articles;
      exchange.observed = i;
      matched.exchanges.push_back(exchange);
    }
  }
  return out;
}

std::map<GroupPair, MatchedStories> BetweenPairs(const std::vector<SharedStory>& stories) {
  std::map<GroupPair, MatchedStories> out;
  for (const SharedStory& story : stories) {
    for (std::size_t i = 0; i < story.parts.size(); ++i) {
      for (std::size_t j = i + 1; j < story.parts.size(); ++j) {
        MatchedStories& matched = out[{story.parts[i].group, story.parts[j].group}];
        matched.Add(story.parts[i].mean - story.parts[j].mean, story.key);
        matched.articles_a += story.parts[i].articles;
        matched.articles_b += story.parts[j].articles;
      }
    }
  }
  return out;
}

MatchedEstimate EstimateOf(const MatchedStories& matched) {
  const Moments moments = MomentsOf(matched.differences);
  MatchedEstimate out;
  out.estimate = moments.mean;
  if (moments.n > 1) {
    const auto n = static_cast<double>(moments.n);
    const Bounds interval =
        PercentileInterval(BootstrapMeans(matched.differences, matched.keys), moments.mean,
                           moments.mean, SmallSampleFactor(n - 1));
    out.low = interval.low;
    out.high = interval.high;
    out.variance = moments.sd * moments.sd / n;
  }
  return out;
}

Difference ComparePair(const GroupPair& pair, const MatchedStories& matched, double detect,
                       const PermutationOptions& permutation) {
  Difference out;
  std::tie(out.a, out.b) = pair;
  out.articles_a = matched.articles_a;
  out.articles_b = matched.articles_b;
  out.stories = static_cast<std::int64_t>(matched.differences.size());
  const MatchedEstimate own = EstimateOf(matched);
  out.estimate = own.estimate;
  out.low = own.low.value_or(own.estimate);
  out.high = own.high.value_or(own.estimate);
  out.hedges_g = HedgesGPaired(matched.differences);
  out.cliffs_delta = CliffsDeltaPaired(matched.differences);
  out.minimal_n = NeededN(detect, MomentsOf(matched.differences).sd, Design::kPaired);
  if (matched.differences.size() >= kLeastSharedStories) {
    out.verdict.tested = true;
    out.verdict.p = SignFlipP(matched.differences, permutation);
  }
  return out;
}

}  // namespace slant
