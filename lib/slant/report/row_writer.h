/// @file row_writer.h
/// Results as text: for programs (JSON Lines, CSV) and for people (the terminal).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "slant/article/scored_article.h"
#include "slant/outlet/comparison.h"

namespace slant {

/// What a row is about when articles are written.
enum class Rows { kSentences, kArticles };

/// Which answers are written; the fields of the others are left out.
struct AnswerFields {
  bool tone = true, score = true, event = true, bias = true, target = true;
  bool opinion = false;
};

struct WriterOptions {
  Rows rows = Rows::kSentences;
  std::string by = "outlet";  ///< what the groups of a comparison are
  bool classified = true;     ///< articles were rated by classifiers
  AnswerFields answers;
  bool abstain = false;                ///< say which labels are abstained
  std::vector<MeasureColumn> columns;  ///< of ScoredArticle::measures
  std::string lexicon;                 ///< name of the lexicon that `spans` come from
  std::string model;                   ///< fingerprint of the model
  bool color = false;                  ///< terminal colours (text format)
  std::size_t most_outlets = 40;       ///< rows of a comparison (text format)
  std::size_t most_differences = 12;   ///< differences told in words (text format)
};

/// Appends rows to strings.  Immutable; threads may share it.
class RowWriter {
 public:
  virtual ~RowWriter() = default;

  /// What comes before the first article: a header line (CSV), or nothing.
  virtual void Begin(std::string& out) const = 0;

  /// The rows of one article.
  virtual void Write(const ScoredArticle& article, std::string& out) const = 0;

  /// A whole comparison, with its own header.
  virtual void Write(const Comparison& comparison, std::string& out) const = 0;
};

/// A format by name; names and order as in --format.
struct RowFormat {
  std::string_view name;
  std::unique_ptr<RowWriter> (*make)(WriterOptions options);
};

std::span<const RowFormat> RowFormats() noexcept;

/// The format of this name, or nothing.
const RowFormat* FindRowFormat(std::string_view name) noexcept;

}  // namespace slant
