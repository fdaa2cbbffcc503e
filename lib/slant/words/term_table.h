/// @file term_table.h
/// One pass over articles: how often each group says each term, in a memory that does not grow with
/// the articles.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "slant/words/article_terms.h"

namespace slant {

struct TermTableOptions {
  /// Distinct terms that are kept.  When there are more, the rarest are forgotten until half are
  /// left (Manku and Motwani, "Approximate frequency counts over data streams", VLDB 2002); a count
  /// may then be too small by forgotten() at the most.
  std::size_t most_terms = 2'000'000;
  /// Keep an example of a term from its first article on, and not only from its second.
  bool example_of_hapaxes = false;
};

/// Counts of terms by group, stratum and cluster.  A cluster is what a bootstrap draws as one:
/// articles (or stories) whose keys fall into the same of kClusters buckets, so that the memory is
/// bounded by terms x groups x strata x kClusters, and a term takes 24 bytes a bucket that it
/// occurs in.  Counts are whole numbers: Merge and the order of Add change none of them.  Which
/// article an example comes from depends on the order.
class TermTable {
 public:
  static constexpr std::uint32_t kClusters = 4096;

  explicit TermTable(TermTableOptions options = {}) : options_(options) {}

  /// Where articles of a group and stratum fall, by their cluster.
  struct Cell {
    std::uint32_t group = 0, stratum = 0, cluster = 0;
    std::int64_t words = 0, articles = 0;
  };
  /// A term in a cell.
  struct Posting {
    std::uint32_t cell = 0;
    std::uint32_t count = 0;
    std::uint32_t articles = 0;
    std::int64_t value_milli = 0;
  };
  struct Example {
    std::uint32_t group = 0;
    std::string text, article;
  };
  struct Term {
    std::string text;
    std::uint64_t head = 0, last = 0;  ///< of a phrase, as in ArticleTerm
    std::uint8_t words = 1;
    std::int64_t count = 0;
    std::vector<Posting> postings;  ///< after Finish by cell, each once
    std::vector<Example> examples;  ///< at most one a group
  };

  /// @param group, stratum names; the stratum may be empty.
  /// @param cluster_key hash of what is drawn as one: the article's content, or its story.
  /// @param terms  `article.terms` or `article.valued`.
  /// @param text, id of the article, for examples.
  void Add(std::string_view group, std::string_view stratum, std::uint64_t cluster_key,
           const ArticleTerms& article, const std::vector<ArticleTerm>& terms,
           std::string_view text, std::string_view id);

  /// Adds what another table has counted.
  void Merge(const TermTable& other);

  /// Brings postings into their order; to be called before terms() is read.
  void Finish();

  const std::vector<std::string>& groups() const noexcept { return groups_; }
  const std::vector<std::string>& strata() const noexcept { return strata_; }
  const std::vector<Cell>& cells() const noexcept { return cells_; }
  const std::vector<Term>& terms() const noexcept { return terms_; }
  /// The term of this hash, or nothing.
  const Term* Find(std::uint64_t hash) const;
  /// What a count may lack because terms were forgotten; 0 if none was.
  std::int64_t forgotten() const noexcept { return forgotten_; }

 private:
  std::uint32_t CellOf(std::string_view group, std::string_view stratum, std::uint32_t cluster);
  static std::uint32_t IdOf(std::string_view name, std::vector<std::string>& names,
                            std::map<std::string, std::uint32_t, std::less<>>& ids);
  static void Compact(std::vector<Posting>& postings);
  static void Append(const Posting& posting, std::vector<Posting>& postings);
  void Forget();

  TermTableOptions options_;
  std::vector<std::string> groups_, strata_;
  std::map<std::string, std::uint32_t, std::less<>> group_ids_, stratum_ids_;
  std::vector<Cell> cells_;
  std::map<std::pair<std::uint64_t, std::uint32_t>, std::uint32_t> cell_ids_;
  std::vector<Term> terms_;
  std::unordered_map<std::uint64_t, std::uint32_t> term_ids_;
  std::int64_t forgotten_ = 0;
};

}  // namespace slant
