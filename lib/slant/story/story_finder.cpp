#include "slant/story/story_finder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>

#include "slant/story/facts_bytes.h"
#include "slant/story/story_groups.h"

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

}  // namespace

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
  std::vector<std::uint32_t> known;
  std::vector<CopyText> texts;
  for (const std::uint32_t i : order_) {
    days.push_back(kept_[i].day);
    known.push_back(kept_[i].given);
    texts.push_back({kept_[i].day, kept_[i].outlet});
  }
  const auto sketch_of = [this](std::uint32_t article) -> Result<TextSketch> {
    SLANT_ASSIGN_OR_RETURN(ArticleFacts facts, ReadBack(article));
    return std::move(facts.sketch);
  };
  const auto vectors_of = [this](std::span<const std::uint32_t> articles) -> Result<StoryVectors> {
    StoryVectors vectors(options_.weights);
    for (const std::uint32_t article : articles) {
      SLANT_ASSIGN_OR_RETURN(const ArticleFacts facts, ReadBack(article));
      vectors.Add(facts, counts_);
    }
    return vectors;
  };
  const DayDecay decay = ForCrowd(options_.decay, days, options_.weights.crowd);
  const auto threshold =
      static_cast<float>(std::log(options_.threshold / (1 - options_.threshold)));
  const float least = std::min(threshold, options_.list_pairs.value_or(threshold));
  SLANT_ASSIGN_OR_RETURN(const auto copies, FindCopies(texts, sketch_of, options_.copies));
  SLANT_ASSIGN_OR_RETURN(auto pairs, FindStoryPairs(days, vectors_of, decay, least));
  SLANT_ASSIGN_OR_RETURN(const StoryGroups groups,
                         GroupStories(days, known, copies, pairs, vectors_of, decay, threshold));

  Stories stories;
  if (options_.list_pairs) {
    for (StoryPair& pair : pairs) {
      pair.later = order_[pair.later];
      pair.earlier = order_[pair.earlier];
    }
    stories.pairs = std::move(pairs);
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
    if (known[i] != 0) {
      given[groups.first[i]] = known[i];
    }
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t first = groups.first[i];
    StoryOfArticle& found = stories.articles[order_[i]];
    found.first = order_[first];
    found.articles = groups.size[first];
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
    if (groups.score[i]) {
      found.similarity = Probability(*groups.score[i]);
    }
    if (copies[i].original != CopyOf::kNothing) {
      found.copy_of = order_[copies[i].original];
      found.containment = copies[i].containment;
    }
  }
  return stories;
}

}  // namespace slant
