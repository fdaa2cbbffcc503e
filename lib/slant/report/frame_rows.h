/// @file frame_rows.h
/// Frames as text: for programs (JSON Lines, CSV) and for people (the terminal).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "slant/article/narrative_roles.h"
#include "slant/article/scored_article.h"
#include "slant/framing/frame_model.h"
#include "slant/framing/microframes.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/outlet/frame_lift.h"
#include "slant/outlet/microframe_comparison.h"

namespace slant {

enum class FrameFormat { kText, kJson, kCsv };

/// What the biases of a run are held against.
struct FrameBaseline {
  std::string name;     ///< "vocabulary", or the path that --baseline names, or "the others"
  MicroframeSums sums;  ///< of its words
};

struct FrameRowOptions {
  FrameFormat format = FrameFormat::kText;
  const FrameModel* model = nullptr;  ///< must outlive the writer, as the next two
  const Microframes* microframes = nullptr;
  const Vocabulary* vocabulary = nullptr;
  FrameBaseline baseline;
  std::vector<MeasureColumn> lists;  ///< of ScoredArticle::measures: the user's word lists
  std::string fingerprint;           ///< of the model file
  std::string by = "outlet";         ///< what groups are
  int words = 3;                     ///< contributions to name for each axis
  bool color = false;
};

/// An article with what only some runs ask for.
struct FramedArticle {
  const ScoredArticle* article = nullptr;
  WordTally words;                    ///< of the body; empty without axes
  std::vector<RoleScore> roles;       ///< empty unless asked for
  std::vector<MicroframeTest> tests;  ///< one an axis, or none
};

/// A group of articles.
struct FramedGroup {
  std::string name;
  std::int64_t articles = 0, sentences = 0;
  std::vector<FrameShare> frames;  ///< means over articles with sentences
  MicroframeSums sums;
  WordTally words;
  FrameBaseline baseline;  ///< the other groups together, or the named one
  std::vector<MicroframeTest> tests;
};

/// Appends rows.  Immutable; threads may share it.
class FrameRows {
 public:
  explicit FrameRows(FrameRowOptions options) : options_(std::move(options)) {}

  /// A header line (CSV), or nothing.
  void BeginSentences(std::string& out) const;
  void BeginArticles(std::string& out) const;
  void BeginGroups(std::string& out) const;

  /// slant.sentence_frames/1: each sentence of the body.
  void Sentences(const ScoredArticle& article, std::string& out) const;
  /// slant.frames/1.
  void Article(const FramedArticle& article, std::string& out) const;
  /// slant.outlet_frames/1.
  void Group(const FramedGroup& group, std::string& out) const;
  /// slant.frame_lift/1, one each; text tells those with q <= 0.05 and says how many were tested.
  void Lifts(const std::vector<FrameLift>& lifts, std::string_view topic_field,
             std::string& out) const;
  /// slant.microframes/1: each axis with its quality; nothing in CSV.
  void Axes(std::string& out) const;

 private:
  FrameRowOptions options_;
};

}  // namespace slant
