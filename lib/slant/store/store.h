/// @file store.h
/// Scored articles in a file, so that none is scored twice: `--db`.
/// The tables are those of corpora/schema/store-1.sql.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "slant/article/article_metrics.h"
#include "slant/base/result.h"
#include "slant/corpus/article.h"
#include "slant/store/article_keys.h"

namespace slant {

/// What numbers depend on besides the article.
struct ScoringKey {
  std::string model;                  ///< fingerprint of the model's file
  std::string options;                ///< all that changes a number, in a form that does not vary
  std::vector<std::string> measures;  ///< names of ArticleMetrics::measures
};

/// A row of the table scorings or renderings; kNone is none.
enum class ScoringId : std::int64_t { kNone = 0 };
enum class RenderingId : std::int64_t { kNone = 0 };

struct StoredArticle {
  Article article;  ///< without its text
  ArticleKeys keys;
  ArticleMetrics metrics;
  std::optional<std::string> rows;  ///< as printed; nothing unless a rendering was asked for
  std::string facts;                ///< by which its story is found (story/facts_bytes.h), or empty
};

/// What Store::Find answers.
struct FoundScores {
  ArticleMetrics metrics;  ///< if no rendering was asked for
  std::string facts;       ///< the same
  std::string rows;        ///< if one was
  bool is_recorded =
      false;  ///< the article is there with just these fields, so Put has nothing to add
};

struct StoreOptions {
  /// Put commits when so many articles wait, or the first of them has waited so long.  A commit
  /// costs about as much as five articles (bench/store), so there is little to win by more.
  std::size_t batch_articles = 64;
  std::chrono::milliseconds batch_time{250};
  /// How long to wait for another program that writes.
  std::chrono::milliseconds busy{30000};
};

enum class StoreAccess {
  kRead,   ///< the file must be there
  kWrite,  ///< makes the file if there is none
};

/// One connection to a file of articles and their scores.  Not for two threads at a time: each
/// thread opens its own, and any number of them, in any number of programs, may read while one
/// writes; writers wait for each other.
///
/// What was committed survives the end of the program, however it ends; after a loss of power the
/// last commits may be missing, but the file is whole (WAL, synchronous = NORMAL).
class Store {
 public:
  /// @return kNotFound, kIo; kCorrupt for a damaged file, one of another program, or one that a
  ///         newer slant wrote.
  static Result<Store> Open(const std::string& path, StoreAccess access = StoreAccess::kWrite,
                            const StoreOptions& options = {});
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  /// Commits; who wants to know whether that went well calls Commit.
  ~Store();

  /// The scoring of this model and these options, added if it is not there (kNotFound to a reader).
  Result<ScoringId> Scoring(const ScoringKey& key);
  /// The same for the options that rows depend on besides.
  Result<RenderingId> Rendering(ScoringId scoring, std::string_view options);

  /// What is known of an article: nothing if its content was not scored so, or, with a rendering,
  /// if its record was not rendered so.  Sees what any connection has committed.
  /// @return kCorrupt if what is stored does not have its checksum.
  Result<std::optional<FoundScores>> Find(const Article& article, const ArticleKeys& keys,
                                          ScoringId scoring,
                                          RenderingId rendering = RenderingId::kNone);

  /// Keeps an article with its numbers and, with a rendering, its rows; numbers and rows that are
  /// there stay as they are, fields are replaced.  Written with the next commit.
  Status Put(StoredArticle article, ScoringId scoring, RenderingId rendering = RenderingId::kNone);

  /// Writes all that waits, or, on failure, nothing of it; it then still waits.
  Status Commit();
  /// Articles that wait.
  std::size_t waiting() const noexcept;

  /// All articles with their numbers in this scoring, in the order in which they first came; with a
  /// rendering, those that have rows in it.  One article is in memory at a time.
  /// @param visit returns false to stop.
  Status ForEach(ScoringId scoring, RenderingId rendering,
                 const std::function<bool(StoredArticle)>& visit);

  /// Articles in the file, whether scored so or otherwise.
  Result<std::int64_t> CountArticles();
  /// Model and options of every scoring, oldest first, and how many articles have it.
  struct ScoringCount {
    ScoringKey key;
    std::int64_t articles = 0;
  };
  Result<std::vector<ScoringCount>> CountScorings();

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// user_version of the files that this program writes and reads.
inline constexpr std::int64_t kStoreVersion = 1;
/// application_id: "SLNT".
inline constexpr std::int64_t kStoreApplication = 0x534C4E54;

}  // namespace slant
