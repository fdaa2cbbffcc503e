/// @file frame_lift.h
/// A frame against its topic: does an outlet show it more than other outlets do on the same topics?
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "slant/article/article_frames.h"

namespace slant {

struct FrameLiftOptions {
  int permutations = 1999;
  std::uint64_t seed = 13;
  int min_articles = 3;  ///< outlets with fewer on shared topics are not listed
};

/// One frame in one outlet.
struct FrameLift {
  std::string outlet;
  std::size_t frame = 0;  ///< index in FrameModel::names()
  int articles = 0;       ///< of the outlet, on topics that others cover too
  int topics = 0;
  double observed = 0;  ///< mean share of sentences that show the frame, in [0, 1]
  double expected = 0;  ///< that of the other outlets on the same topics, weighted alike
  /// observed / expected, as in indirect standardisation; nothing if nobody else shows the frame.
  std::optional<double> lift;
  double p = 1;  ///< two-sided, by permuting outlets within topics; never 0
  double q = 1;  ///< Benjamini-Hochberg over all outlets and frames
};

/// Collects articles by topic and outlet.  Topics (or stories) are fields of the articles: a topic
/// is never called a frame.  Keeps at most kMost articles, those of the smallest hashed keys.
class FrameLifts {
 public:
  static constexpr std::size_t kMost = 50'000;

  /// Articles without a topic, an outlet or sentences are left out.
  void Add(std::uint64_t key, std::string_view topic, std::string_view outlet,
           const ArticleFrames& frames);
  void Merge(const FrameLifts& other);

  /// By q, then by the size of the difference, then by outlet and frame.
  std::vector<FrameLift> Compare(const FrameLiftOptions& options) const;

 private:
  struct Item {
    std::uint64_t key;
    std::string topic, outlet;
    std::vector<float> shares;
  };
  void Keep(Item item);
  std::multimap<std::uint64_t, Item> items_;
};

}  // namespace slant
