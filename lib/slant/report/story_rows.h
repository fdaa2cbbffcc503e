/// @file story_rows.h
/// Stories and copies, for programs and for people.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "slant/story/story_finder.h"

namespace slant {

/// What a row says of an article besides its story.
struct StoryHeading {
  std::string article;  ///< its id
  std::string outlet, date, title;
};

/// Rows of one run.  The headings and stories must outlive it; both are in the same order.
class StoryRows {
 public:
  StoryRows(std::span<const StoryHeading> headings, const Stories& stories);

  /// One line of JSON, schema slant.story/1.
  void AppendJson(std::size_t article, std::string& out) const;

  /// A line of CSV (RFC 4180), and the header line before the first.
  static void BeginCsv(std::string& out);
  void AppendCsv(std::size_t article, std::string& out) const;

  /// One line of JSON, schema slant.story_pair/1: what Stories::pairs has.
  void AppendPairJson(const StoryPair& pair, std::string& out) const;

  /// Stories by how many outlets carry them, at most `most`; then how many articles are alone.
  /// @param color titles in bold, copies in yellow.
  void AppendText(std::size_t most, bool color, std::string& out) const;

  /// Each copy with what it copies.
  void AppendCopiesText(bool color, std::string& out) const;

 private:
  std::span<const StoryHeading> headings_;
  const Stories& stories_;
  std::vector<std::uint32_t> outlets_;  // of the story that begins with an article
};

/// Puts what was found into an article: the row of AppendExtractJson with another story, and with
/// copy_of, the id of the original or null.
/// @param row one line; what it says of its story and copy_of must be empty.
void FillRecord(const std::string& story, const std::optional<std::string>& copy_of,
                std::string& row);

}  // namespace slant
