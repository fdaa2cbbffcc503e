/// @file story_finder.h
/// Which articles tell the same story, and which are copies of others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "slant/story/article_facts.h"
#include "slant/story/copies.h"
#include "slant/story/spill_file.h"
#include "slant/story/story_pairs.h"
#include "slant/story/story_vectors.h"
#include "slant/story/term_counts.h"

namespace slant {

struct StoryOptions {
  /// Articles of one story follow each other within so many days.
  DayDecay decay;
  /// Articles are put together when they are of one story with this probability, on average over
  /// all pairs; in (0, 1).
  double threshold = 0.5;
  SimilarityWeights weights;
  CopyOptions copies;
  /// Also list the pairs of articles whose log-odds are this or more, however they were put
  /// together.
  std::optional<float> list_pairs;
};

/// What was found out about an article.
struct StoryOfArticle {
  std::string story;           ///< its id: the given one, or the id of its first article
  std::uint32_t first = 0;     ///< index of the story's first article, in the order of Add
  std::uint32_t articles = 1;  ///< in the story
  /// Probability of being of one story with its other articles, from the mean log-odds; nothing if
  /// it is alone.
  std::optional<float> similarity;
  std::optional<std::uint32_t> copy_of;  ///< index of the first text of which it is a copy
  float containment = 0;                 ///< of a copy: CopyOf::containment
};

struct Stories {
  std::vector<StoryOfArticle> articles;  ///< in the order of Add
  std::vector<StoryPair> pairs;  ///< empty unless options.list_pairs; in the order of Add too
  std::size_t stories = 0;
};

/// Collects facts and puts them together.
///
///     StoryFinder finder(options);
///     while (...) SLANT_RETURN_IF_ERROR(finder.Add(reader.Read(article)));
///     const auto stories = finder.Finish();
///
/// Articles are looked at by day, agencies first, then by id and text, so the order of Add and the
/// number of threads that read change nothing, as long as ids differ.
///
/// Memory: of an article its id, day and some numbers, about 150 bytes.  Its facts, 2 to 3 KB, wait
/// in a temporary file (in memory up to 8 MB), from which two blocks of 4,096 articles are read at
/// a time, and those that pairs, copies and given stories connect.
class StoryFinder {
 public:
  explicit StoryFinder(StoryOptions options) : options_(options) {}

  /// `facts.given`, where it is not empty, is kept as the story's id: articles with the same one
  /// are together, articles with different ones never are, and those without one may be added to
  /// them.
  /// @return kIo if the temporary file cannot be made or written.
  Status Add(const ArticleFacts& facts);

  std::size_t size() const noexcept { return kept_.size(); }

  /// To be called once, at the end.  Without articles there are no stories.
  /// @return kIo if the temporary file cannot be read.
  Result<Stories> Finish();

 private:
  // What stays in memory of an article.
  struct Kept {
    std::string id;
    std::uint64_t content = 0;
    std::uint64_t offset = 0;  // of its facts in the file
    std::uint32_t bytes = 0;
    std::optional<Day> day;
    std::uint32_t outlet = 0, given = 0;  // 0 is none
    bool wire = false;
  };
  using Numbers = std::map<std::string, std::uint32_t, std::less<>>;

  // What PackFacts keeps of an article, by its place in order_.
  Result<ArticleFacts> ReadBack(std::uint32_t article);

  StoryOptions options_;
  std::vector<Kept> kept_;
  std::vector<std::uint32_t> order_;  // by day and so on
  Numbers outlets_, given_;
  TermCounts counts_;
  SpillFile file_;
  std::string buffer_;
};

}  // namespace slant
