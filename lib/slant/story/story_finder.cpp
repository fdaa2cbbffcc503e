#include "slant/story/story_finder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>

#include "slant/story/facts_bytes.h"
#include "slant/story/story_clusters.h"

namespace slant {
namespace {

float Probability(float log_odds) { return 1 / (1 + std::exp(-log_odds)); }

// 1, 2, ... for names in the order in which they are first asked for; 0 for an empty one.
std::uint32_t NumberOf(std::string_view name,
                       std::map<std::string, std::uint32_t, std::less<>>& numbers) {
  if (name.empty()) {
    return 0;
  }
  return numbers.try_emplace(std::string(name), static_cast<std::uint32_t>(numbers.size() + 1))
      .first->second;
}

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

}  // namespace

// By places in order_.
struct StoryFinder::Grouped {
  std::vector<std::uint32_t> first;  // of an article's story
  std::vector<std::uint32_t> size;   // of the story that begins with an article
  std::vector<std::optional<float>> score;
};

Status StoryFinder::Add(const ArticleFacts& facts) {
  Kept kept;
  kept.id = facts.id;
  kept.content = facts.content;
  kept.day = facts.day;
  kept.wire = facts.wire;
  kept.outlet = NumberOf(facts.outlet, outlets_);
  kept.given = NumberOf(facts.given, given_);
  const std::string bytes = PackFacts(facts);
  kept.bytes = static_cast<std::uint32_t>(bytes.size());
  SLANT_ASSIGN_OR_RETURN(kept.offset, file_.Put(bytes));
  counts_.Add(facts.terms);
  kept_.push_back(std::move(kept));
  return {};
}

Result<ArticleFacts> StoryFinder::ReadBack(std::uint32_t article) {
  const Kept& kept = kept_[order_[article]];
  SLANT_RETURN_IF_ERROR(file_.Get(kept.offset, kept.bytes, buffer_));
  auto facts = UnpackFacts(buffer_);
  if (!facts) {
    return Error{ErrorCode::kIo, "a temporary file was changed while it was in use", ""};
  }
  return *std::move(facts);
}

Status StoryFinder::GroupSet(std::span<const std::uint32_t> members,
                             std::span<const StoryPair> pairs,
                             std::span<const std::optional<Day>> days, const DayDecay& decay,
                             float threshold, std::span<const CopyOf> copies, Grouped& grouped) {
  StoryVectors vectors(options_.weights);
  std::vector<std::optional<Day>> own_days;
  for (const std::uint32_t member : members) {
    SLANT_ASSIGN_OR_RETURN(const ArticleFacts facts, ReadBack(member));
    vectors.Add(facts, counts_);
    own_days.push_back(days[member]);
  }
  const auto place = [&](std::uint32_t article) {
    return static_cast<std::uint32_t>(std::lower_bound(members.begin(), members.end(), article) -
                                      members.begin());
  };
  StoryClusters clusters(vectors, own_days, decay);
  for (std::uint32_t m = 0; m < members.size(); ++m) {
    clusters.SetKnown(m, kept_[order_[members[m]]].given);
  }
  std::map<std::uint32_t, std::uint32_t> first_of_given;
  for (std::uint32_t m = 0; m < members.size(); ++m) {
    if (const std::uint32_t given = kept_[order_[members[m]]].given; given != 0) {
      clusters.Join(first_of_given.try_emplace(given, m).first->second, m);
    }
  }
  for (std::uint32_t m = 0; m < members.size(); ++m) {
    if (const std::uint32_t original = copies[members[m]].original; original != CopyOf::kNothing) {
      clusters.Join(place(original), m);
    }
  }
  std::vector<StoryPair> own_pairs;
  for (const StoryPair& pair : pairs) {
    own_pairs.push_back({place(pair.later), place(pair.earlier), pair.score, pair.parts});
  }
  clusters.Merge(own_pairs, threshold);
  for (std::uint32_t m = 0; m < members.size(); ++m) {
    const std::uint32_t first = clusters.Find(m);
    grouped.first[members[m]] = members[first];
    grouped.size[members[m]] = first == m ? clusters.Size(m) : 0;
    grouped.score[members[m]] = clusters.MeanScore(m);
  }
  return {};
}

Status StoryFinder::Group(std::span<const std::optional<Day>> days, const DayDecay& decay,
                          float threshold, std::span<const StoryPair> pairs,
                          std::span<const CopyOf> copies, Grouped& grouped) {
  const std::size_t count = order_.size();
  // Only what pairs, copies and given stories connect can be of one story; each such set is grouped
  // by itself, with the same result as all at once.
  Sets sets(count);
  for (const StoryPair& pair : pairs) {
    sets.Unite(pair.later, pair.earlier);
  }
  std::map<std::uint32_t, std::uint32_t> first_of_given;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (const std::uint32_t given = kept_[order_[i]].given; given != 0) {
      sets.Unite(first_of_given.try_emplace(given, i).first->second, i);
    }
    if (copies[i].original != CopyOf::kNothing) {
      sets.Unite(copies[i].original, i);
    }
  }
  std::vector<std::uint32_t> members(count);
  std::iota(members.begin(), members.end(), 0U);
  std::stable_sort(members.begin(), members.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return sets.Find(a) < sets.Find(b); });
  std::vector<StoryPair> sorted(pairs.begin(), pairs.end());
  std::stable_sort(sorted.begin(), sorted.end(), [&](const StoryPair& a, const StoryPair& b) {
    return sets.Find(a.earlier) < sets.Find(b.earlier);
  });
  grouped.first.resize(count);
  grouped.size.assign(count, 1);
  grouped.score.resize(count);
  std::iota(grouped.first.begin(), grouped.first.end(), 0U);
  std::size_t pair = 0;
  for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
    const std::uint32_t set = sets.Find(members[begin]);
    while (end < count && sets.Find(members[end]) == set) {
      ++end;
    }
    const std::size_t pair_begin = pair;
    while (pair < sorted.size() && sets.Find(sorted[pair].earlier) == set) {
      ++pair;
    }
    if (end - begin > 1) {
      SLANT_RETURN_IF_ERROR(
          GroupSet(std::span(members).subspan(begin, end - begin),
                   std::span<const StoryPair>(sorted).subspan(pair_begin, pair - pair_begin), days,
                   decay, threshold, copies, grouped));
    }
  }
  return {};
}

Result<Stories> StoryFinder::Finish() {
  counts_.Finish();
  // By day (those without one last), agencies first, id and text.
  const std::size_t count = kept_.size();
  order_.resize(count);
  std::iota(order_.begin(), order_.end(), 0U);
  const auto key = [&](std::uint32_t i) {
    const Kept& kept = kept_[i];
    return std::tuple(!kept.day, kept.day.value_or(0), !kept.wire, std::string_view(kept.id),
                      kept.content);
  };
  std::stable_sort(order_.begin(), order_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  std::vector<std::optional<Day>> days;
  std::vector<CopyText> texts;
  for (const std::uint32_t i : order_) {
    days.push_back(kept_[i].day);
    texts.push_back({kept_[i].day, kept_[i].outlet});
  }
  SLANT_ASSIGN_OR_RETURN(const auto copies, FindCopies(
                                                texts,
                                                [this](std::uint32_t text) -> Result<TextSketch> {
                                                  SLANT_ASSIGN_OR_RETURN(auto facts,
                                                                         ReadBack(text));
                                                  return std::move(facts.sketch);
                                                },
                                                options_.copies));
  const DayDecay decay = ForCrowd(options_.decay, days, options_.weights.crowd);
  const auto threshold =
      static_cast<float>(std::log(options_.threshold / (1 - options_.threshold)));
  SLANT_ASSIGN_OR_RETURN(
      const auto pairs, FindStoryPairs(
                            days,
                            [this](std::uint32_t begin, std::uint32_t end) -> Result<StoryVectors> {
                              StoryVectors vectors(options_.weights);
                              for (std::uint32_t i = begin; i < end; ++i) {
                                SLANT_ASSIGN_OR_RETURN(const ArticleFacts facts, ReadBack(i));
                                vectors.Add(facts, counts_);
                              }
                              return vectors;
                            },
                            decay, std::min(threshold, options_.list_pairs.value_or(threshold))));
  Grouped grouped;
  SLANT_RETURN_IF_ERROR(Group(days, decay, threshold, pairs, copies, grouped));

  Stories stories;
  if (options_.list_pairs) {
    for (StoryPair pair : pairs) {
      pair.later = order_[pair.later];
      pair.earlier = order_[pair.earlier];
      stories.pairs.push_back(pair);
    }
  }
  stories.articles.resize(count);
  std::set<std::string, std::less<>> taken;
  std::vector<std::string_view> given_names(given_.size() + 1);
  for (const auto& [name, number] : given_) {
    taken.insert(name);
    given_names[number] = name;
  }
  std::vector<std::uint32_t> given(count);  // of the story that begins with an article
  for (std::uint32_t i = 0; i < count; ++i) {
    if (const std::uint32_t number = kept_[order_[i]].given; number != 0) {
      given[grouped.first[i]] = number;
    }
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t first = grouped.first[i];
    StoryOfArticle& found = stories.articles[order_[i]];
    found.first = order_[first];
    found.articles = grouped.size[first];
    if (first == i) {
      ++stories.stories;
      const std::string& id = kept_[order_[i]].id;
      found.story = given[i] != 0 ? std::string(given_names[given[i]]) : id;
      if (given[i] == 0) {
        // An id that two articles bear, or a known story, must not join stories.
        for (int n = 2; !taken.insert(found.story).second; ++n) {
          found.story = id + "-" + std::to_string(n);
        }
      }
    } else {
      found.story = stories.articles[order_[first]].story;
    }
    if (grouped.score[i]) {
      found.similarity = Probability(*grouped.score[i]);
    }
    if (copies[i].original != CopyOf::kNothing) {
      found.copy_of = order_[copies[i].original];
      found.containment = copies[i].containment;
    }
  }
  return stories;
}

}  // namespace slant
