/// @file article_reader.h
/// The interface of everything that articles come from.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/corpus/article.h"
#include "slant/corpus/input_digest.h"
#include "slant/corpus/outlet_names.h"

namespace slant {

/// The largest record (a line of JSON, a text file) that is read.  "War and Peace" has 3.2 MB; what
/// is longer is no article but a broken file, and would make memory depend on the input.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{8} << 20;

/// An article as it was found, before the work that many threads can share.
struct Draft {
  Article article;
  std::string page;  ///< HTML in any encoding that the article is still to be taken from; or empty
  std::string charset;  ///< of the page, as an HTTP header declares it; or empty
};

/// Gives articles one by one; holds no more than one record in memory.
class ArticleReader {
 public:
  virtual ~ArticleReader() = default;

  /// The next article; nothing at the end.  An error concerns one record (or one file) and names
  /// it: count it and call again, the rest is still to come.
  virtual Result<std::optional<Article>> Next() = 0;

  /// The same in two steps, for many threads: the next draft, in order and by one thread at a time,
  virtual Result<std::optional<Draft>> NextDraft();
  /// and the article of a draft, on any thread.  An error concerns this article.
  virtual Result<Article> Finish(Draft draft) const;
};

/// The longest field that ReaderOptions::keep_all keeps: what articles are grouped by is short.
inline constexpr std::size_t kMaxKeptBytes = 1024;

struct ReaderOptions {
  /// Fields to keep in Article::extra besides the members, by the source's names.
  std::vector<std::string> keep_fields;
  /// Keep all others too that are texts, numbers or lists of these, of at most kMaxKeptBytes; but
  /// not those with the name of a member, nor the text's.
  bool keep_all = false;
  /// Fields to keep there as JSON, by the source's names: lists of objects such as `targets`.
  std::vector<std::string> keep_json;
  /// Our field and the name it has in JSON and tables: {"outlet", "paper"}.  Goes before the names
  /// that are known anyway.  Fields are the members of Article that are strings.
  std::vector<std::pair<std::string, std::string>> fields;
  /// One name for each outlet; null for the built-in table.
  std::shared_ptr<const OutletNames> outlets;
  /// Sees all bytes that are read; may be null, must outlive the reader.
  InputDigest* digest = nullptr;
};

/// Reads everything that `inputs` name, in order: files, folders (recursively, by path; hidden
/// files are passed over), zip archives of files, patterns like "news/*.html" (where no file has
/// that name), and "-", the standard input.  Each may be packed by gzip or zstd.  Formats are told
/// apart by content.  A name that cannot be opened is an error of Next, kNotFound or kIo.
///
/// What it gives is normalised: dates to ISO 8601, outlets to one name, kinds to those of kind.h.
std::unique_ptr<ArticleReader> OpenArticles(std::vector<std::string> inputs, ReaderOptions options);

}  // namespace slant
