#include "slant/outlet/coverage.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace slant {

Coverage CoverStories(const ComparisonAccumulator& articles, std::size_t listed) {
  Coverage out;
  std::map<std::string, std::set<std::string>> stories, outlets;
  for (const auto& [place, cell] : articles.cells()) {
    const auto& [outlet, topic, story] = place;
    outlets[outlet];
    if (!story.empty()) {
      stories[story].insert(outlet);
      outlets[outlet].insert(story);
    }
  }
  out.stories = static_cast<std::int64_t>(stories.size());
  std::vector<MissedStory> shared;
  for (const auto& [story, carriers] : stories) {
    if (carriers.size() > 1) {
      shared.push_back({story, static_cast<std::int64_t>(carriers.size()), ""});
    }
  }
  std::stable_sort(shared.begin(), shared.end(), [](const MissedStory& a, const MissedStory& b) {
    return a.carriers > b.carriers;
  });
  out.shared = static_cast<std::int64_t>(shared.size());
  for (const auto& [outlet, carried] : outlets) {
    OutletCoverage coverage;
    coverage.outlet = outlet;
    coverage.carried = static_cast<std::int64_t>(carried.size());
    for (const MissedStory& story : shared) {
      if (carried.contains(story.story)) {
        ++coverage.shared;
      } else {
        ++coverage.missed;
        if (coverage.most_carried.size() < listed) {
          coverage.most_carried.push_back(story);
        }
      }
    }
    out.outlets.push_back(std::move(coverage));
  }
  return out;
}

}  // namespace slant
