#include "slant/story/story_groups.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "slant/story/story_clusters.h"

namespace slant {
namespace {

// Sets that grow together; the least member stands for each.
class Sets {
 public:
  explicit Sets(std::size_t size) : parents_(size) {
    std::iota(parents_.begin(), parents_.end(), 0U);
  }

  std::uint32_t Find(std::uint32_t i) {
    while (parents_[i] != i) {
      i = parents_[i] = parents_[parents_[i]];
    }
    return i;
  }

  void Unite(std::uint32_t a, std::uint32_t b) {
    a = Find(a);
    b = Find(b);
    parents_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parents_;
};

using Link = std::pair<std::uint32_t, std::uint32_t>;  // earlier, later

// The first article of each known story with the others, then originals with their copies.
std::vector<Link> Joined(std::span<const std::uint32_t> known, std::span<const CopyOf> copies) {
  std::vector<Link> links;
  std::unordered_map<std::uint32_t, std::uint32_t> first_of_known;
  for (std::uint32_t i = 0; i < known.size(); ++i) {
    if (known[i] == 0) {
      continue;
    }
    const auto [first, added] = first_of_known.try_emplace(known[i], i);
    if (!added) {
      links.emplace_back(first->second, i);
    }
  }
  for (std::uint32_t i = 0; i < copies.size(); ++i) {
    if (copies[i].original != CopyOf::kNothing) {
      links.emplace_back(copies[i].original, i);
    }
  }
  return links;
}

// Runs of what lies in one set, in order otherwise.
template <typename T, typename SetOf>
class BySet {
 public:
  BySet(std::vector<T> items, SetOf set_of) : items_(std::move(items)), set_of_(set_of) {
    std::stable_sort(items_.begin(), items_.end(),
                     [&](const T& a, const T& b) { return set_of_(a) < set_of_(b); });
  }

  bool at_end() const { return at_ == items_.size(); }
  std::uint32_t next() const { return set_of_(items_[at_]); }

  // The items of `set`; sets are asked for in order, and none that has items is left out.
  std::span<const T> Take(std::uint32_t set) {
    const std::size_t begin = at_;
    while (!at_end() && next() == set) {
      ++at_;
    }
    return std::span<const T>(items_).subspan(begin, at_ - begin);
  }

 private:
  std::vector<T> items_;
  SetOf set_of_;
  std::size_t at_ = 0;
};

}  // namespace

Result<StoryGroups> GroupStories(std::span<const std::optional<Day>> days,
                                 std::span<const std::uint32_t> known,
                                 std::span<const CopyOf> copies, std::span<const StoryPair> pairs,
                                 const VectorSource& vectors_of, const DayDecay& decay,
                                 float threshold) {
  Sets sets(days.size());
  std::vector<Link> links = Joined(known, copies);
  for (const auto& [earlier, later] : links) {
    sets.Unite(earlier, later);
  }
  std::vector<StoryPair> alike;
  for (const StoryPair& pair : pairs) {
    if (pair.score >= threshold) {
      alike.push_back(pair);
      sets.Unite(pair.earlier, pair.later);
    }
  }
  StoryGroups groups;
  groups.first.resize(days.size());
  std::iota(groups.first.begin(), groups.first.end(), 0U);
  groups.size.assign(days.size(), 1);
  groups.score.resize(days.size());

  BySet articles(groups.first, [&](std::uint32_t article) { return sets.Find(article); });
  BySet links_of(std::move(links), [&](const Link& link) { return sets.Find(link.first); });
  BySet alike_of(std::move(alike), [&](const StoryPair& pair) { return sets.Find(pair.later); });
  while (!articles.at_end()) {
    const std::uint32_t set = articles.next();
    const auto members = articles.Take(set);
    if (members.size() == 1) {
      continue;
    }
    const auto place = [&](std::uint32_t article) {
      return static_cast<std::uint32_t>(std::lower_bound(members.begin(), members.end(), article) -
                                        members.begin());
    };
    SLANT_ASSIGN_OR_RETURN(const StoryVectors vectors, vectors_of(members));
    std::vector<std::optional<Day>> own_days;
    for (const std::uint32_t member : members) {
      own_days.push_back(days[member]);
    }
    StoryClusters clusters(vectors, own_days, decay);
    for (std::uint32_t m = 0; m < members.size(); ++m) {
      clusters.SetKnown(m, known[members[m]]);
    }
    for (const auto& [earlier, later] : links_of.Take(set)) {
      clusters.Join(place(earlier), place(later));
    }
    std::vector<StoryPair> own_pairs;
    for (const StoryPair& pair : alike_of.Take(set)) {
      own_pairs.push_back({place(pair.later), place(pair.earlier), pair.score, pair.parts});
    }
    clusters.Merge(own_pairs, threshold);
    for (std::uint32_t m = 0; m < members.size(); ++m) {
      const std::uint32_t first = clusters.Find(m);
      groups.first[members[m]] = members[first];
      groups.size[members[m]] = first == m ? clusters.Size(m) : 0;
      groups.score[members[m]] = clusters.MeanScore(m);
    }
  }
  return groups;
}

}  // namespace slant
