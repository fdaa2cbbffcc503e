#include "slant/outlet/frame_lift.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "slant/base/random.h"
#include "slant/statistics/multiple_tests.h"

namespace slant {
namespace {

// The articles of a topic, the outlet's own first.
struct Topic {
  std::vector<const std::vector<float>*> articles;
  std::size_t own = 0;
};

}  // namespace

void FrameLifts::Keep(Item item) {
  const std::uint64_t key = item.key;
  items_.emplace(key, std::move(item));
  if (items_.size() > kMost) {
    items_.erase(std::prev(items_.end()));
  }
}

void FrameLifts::Add(std::uint64_t key, std::string_view topic, std::string_view outlet,
                     const ArticleFrames& frames) {
  if (topic.empty() || outlet.empty() || frames.sentences == 0) {
    return;
  }
  Item item{Mix64(key ^ Hash64(outlet)), std::string(topic), std::string(outlet), {}};
  for (const FrameShare& share : frames.frames) {
    item.shares.push_back(static_cast<float>(share.all));
  }
  Keep(std::move(item));
}

void FrameLifts::Merge(const FrameLifts& other) {
  for (const auto& [key, item] : other.items_) {
    Keep(item);
  }
}

std::vector<FrameLift> FrameLifts::Compare(const FrameLiftOptions& options) const {
  std::set<std::string> outlets;
  std::size_t frames = 0;
  for (const auto& [key, item] : items_) {
    outlets.insert(item.outlet);
    frames = item.shares.size();
  }
  std::vector<FrameLift> out;
  for (const std::string& outlet : outlets) {
    std::map<std::string, Topic> by_topic;
    for (const bool own : {true, false}) {
      for (const auto& [key, item] : items_) {
        if ((item.outlet == outlet) == own) {
          Topic& topic = by_topic[item.topic];
          topic.articles.push_back(&item.shares);
          topic.own += own;
        }
      }
    }
    std::erase_if(by_topic, [](const auto& entry) {
      return entry.second.own == 0 || entry.second.own == entry.second.articles.size();
    });
    int articles = 0;
    for (const auto& [name, topic] : by_topic) {
      articles += static_cast<int>(topic.own);
    }
    if (articles < std::max(options.min_articles, 1)) {
      continue;
    }
    std::vector<double> observed(frames), expected(frames), own(frames), rest(frames);
    // Sums over the outlet's articles, and over as many of the others' means.
    const auto add_up = [&](std::vector<double>& mine, std::vector<double>& theirs) {
      std::fill(mine.begin(), mine.end(), 0.0);
      std::fill(theirs.begin(), theirs.end(), 0.0);
      for (const auto& [name, topic] : by_topic) {
        const double weight =
            static_cast<double>(topic.own) / static_cast<double>(topic.articles.size() - topic.own);
        for (std::size_t i = 0; i < topic.articles.size(); ++i) {
          const std::vector<float>& shares = *topic.articles[i];
          auto& into = i < topic.own ? mine : theirs;
          const double times = i < topic.own ? 1 : weight;
          for (std::size_t f = 0; f < frames; ++f) {
            into[f] += times * double{shares[f]};
          }
        }
      }
    };
    add_up(observed, expected);
    std::vector<int> reached(frames);
    Random random(options.seed);
    for (int i = 0; i < options.permutations; ++i) {
      for (auto& [name, topic] : by_topic) {
        for (std::size_t k = 0; k < topic.own; ++k) {
          std::swap(topic.articles[k], topic.articles[k + random.Below(topic.articles.size() - k)]);
        }
      }
      add_up(own, rest);
      for (std::size_t f = 0; f < frames; ++f) {
        reached[f] +=
            std::abs(own[f] - rest[f]) >= std::abs(observed[f] - expected[f]) - 1e-9 ? 1 : 0;
      }
    }
    for (std::size_t f = 0; f < frames; ++f) {
      FrameLift lift{outlet, f, articles, static_cast<int>(by_topic.size()), {}, {}, {}, 1, 1};
      lift.observed = observed[f] / articles;
      lift.expected = expected[f] / articles;
      if (lift.expected > 0) {
        lift.lift = lift.observed / lift.expected;
      }
      lift.p = (reached[f] + 1.0) / (options.permutations + 1.0);
      out.push_back(std::move(lift));
    }
  }
  std::vector<double> p;
  for (const FrameLift& lift : out) {
    p.push_back(lift.p);
  }
  const auto q = BenjaminiHochberg(p);
  for (std::size_t i = 0; i < q.size(); ++i) {
    out[i].q = q[i];
  }
  std::stable_sort(out.begin(), out.end(), [](const FrameLift& a, const FrameLift& b) {
    return std::tuple(a.q, -std::abs(a.observed - a.expected), a.outlet, a.frame) <
           std::tuple(b.q, -std::abs(b.observed - b.expected), b.outlet, b.frame);
  });
  return out;
}

}  // namespace slant
