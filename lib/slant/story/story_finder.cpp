#include "slant/story/story_finder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>

#include "slant/story/story_clusters.h"

namespace slant {
namespace {

// 1, 2, ... for names in the order in which they are first asked for; 0 for an empty one.
class Numbers {
 public:
  std::uint32_t Of(std::string_view name) {
    if (name.empty()) {
      return 0;
    }
    return numbers_.try_emplace(std::string(name), static_cast<std::uint32_t>(numbers_.size() + 1))
        .first->second;
  }

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

float Probability(float log_odds) { return 1 / (1 + std::exp(-log_odds)); }

}  // namespace

Stories StoryFinder::Finish() {
  // By day (those without one last), agencies first, id and text: sorted[i] was added as order[i].
  std::vector<std::uint32_t> order(facts_.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [&](std::uint32_t i) {
    const ArticleFacts& facts = facts_[i];
    return std::tuple(!facts.day, facts.day.value_or(0), !facts.wire, std::string_view(facts.id),
                      facts.content);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  std::vector<ArticleFacts> sorted;
  std::vector<std::optional<Day>> days;
  std::vector<CopySource> sources;
  Numbers outlets, known;
  sorted.reserve(facts_.size());
  for (const std::uint32_t i : order) {
    ArticleFacts& facts = facts_[i];
    days.push_back(facts.day);
    sources.push_back({std::move(facts.sketch), facts.day, outlets.Of(facts.outlet)});
    sorted.push_back(std::move(facts));
  }
  facts_.clear();

  const std::vector<CopyOf> copies = FindCopies(sources, options_.copies);
  sources.clear();
  sources.shrink_to_fit();
  const DayDecay decay = ForCrowd(options_.decay, days, options_.weights.crowd);
  const StoryVectors vectors(sorted, options_.weights);
  for (ArticleFacts& facts : sorted) {
    facts.terms = {};  // the vectors have them; of the facts they need the embeddings alone
  }
  StoryClusters clusters(vectors, days, decay);
  std::map<std::string_view, std::uint32_t> first_of_known;
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    clusters.SetKnown(i, known.Of(sorted[i].given));
  }
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    if (!sorted[i].given.empty()) {
      clusters.Join(first_of_known.try_emplace(sorted[i].given, i).first->second, i);
    }
  }
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    if (copies[i].original != CopyOf::kNothing) {
      clusters.Join(copies[i].original, i);
    }
  }
  const auto threshold =
      static_cast<float>(std::log(options_.threshold / (1 - options_.threshold)));
  const float least = options_.list_pairs ? std::min(threshold, *options_.list_pairs) : threshold;
  const auto pairs = FindStoryPairs(vectors, days, decay, least);
  clusters.Merge(pairs, threshold);

  Stories stories;
  stories.articles.resize(sorted.size());
  std::vector<std::string> names(sorted.size());  // of stories, at their first article
  std::set<std::string, std::less<>> taken;
  for (const ArticleFacts& facts : sorted) {
    if (!facts.given.empty()) {
      taken.insert(facts.given);
    }
  }
  std::vector<std::string_view> given(sorted.size());
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    if (!sorted[i].given.empty()) {
      given[clusters.Find(i)] = sorted[i].given;
    }
  }
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    const std::uint32_t first = clusters.Find(i);
    if (first == i) {
      ++stories.stories;
      std::string name(given[i].empty() ? std::string_view(sorted[i].id) : given[i]);
      if (given[i].empty()) {
        // An id that two articles bear, or a known story, must not join stories.
        for (int n = 2; !taken.insert(name).second; ++n) {
          name = sorted[i].id + "-" + std::to_string(n);
        }
      }
      names[i] = std::move(name);
    }
    StoryOfArticle& found = stories.articles[order[i]];
    found.story = names[first];
    found.first = order[first];
    found.articles = clusters.Size(first);
    if (const auto score = clusters.MeanScore(i)) {
      found.similarity = Probability(*score);
    }
    if (copies[i].original != CopyOf::kNothing) {
      found.copy_of = order[copies[i].original];
      found.containment = copies[i].containment;
    }
  }
  if (options_.list_pairs) {
    for (const StoryPair& pair : pairs) {
      stories.pairs.push_back({order[pair.later], order[pair.earlier],
                               vectors.Compare(pair.later, pair.earlier), pair.score});
    }
  }
  return stories;
}

}  // namespace slant
